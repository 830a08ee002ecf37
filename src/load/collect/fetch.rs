//! A source that is a git repository: fetched without its history, and read from the objects. Nothing of it is checked
//! out, so that no hook, no filter and no link of it does anything.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Tree;
use super::admit::Admitted;
use crate::load::git::{command, git, not_run};
use crate::load::objects::Objects;
use crate::text::visible;

/// A repository for one fetch, removed afterwards.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is removed by the next run.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The files below a folder of a revision, and its commit. The error says why there are none.
pub(super) fn fetch(
    book: &Path,
    scratch: &Path,
    url: &str,
    revision: &str,
    inner: &str,
) -> Result<(Tree, String), String> {
    let local = ["/", "./", "../"].iter().any(|start| url.starts_with(start));
    let url = if local { book.join(url).display().to_string() } else { url.to_owned() };
    let scratch = Scratch(scratch.join(".fetch"));
    let unkept = |error: std::io::Error| format!("it cannot be kept in .readybook: {error}");
    if scratch.0.symlink_metadata().is_ok() {
        std::fs::remove_dir_all(&scratch.0).map_err(unkept)?;
    }
    std::fs::create_dir_all(&scratch.0).map_err(unkept)?;
    // Not a bare one: git may be told not to look into those that it finds.
    run(&scratch.0, &["init", "-q", "--template="])?;
    let wanted = format!("+{revision}:{FETCHED}");
    run(
        &scratch.0,
        &[
            "fetch",
            "-q",
            "--depth=1",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            "--end-of-options",
            &url,
            &wanted,
        ],
    )
    .map_err(|why| why + whole_name(revision))?;
    let commit =
        git(&scratch.0, &["rev-parse", "--verify", "--end-of-options", &format!("{FETCHED}^{{commit}}")]);
    let commit = commit.map_err(|why| format!("`{revision}` is no commit: {why}"))?.trim().to_owned();
    Ok((read(&scratch.0, &commit, inner)?, commit))
}

/// What to do about a revision that looks like the beginning of a commit's name.
fn whole_name(revision: &str) -> &'static str {
    let is_part = (4..40).contains(&revision.len()) && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_part {
        "; of a commit, `revision` has to give all 40 digits: `git rev-parse` shows them"
    } else {
        ""
    }
}

/// What is fetched is called so.
const FETCHED: &str = "refs/readybook/fetched";

/// Runs git so that a source can do nothing but hand over objects: no transport that runs a program, no question to
/// anybody, no waiting for ever, no malformed object.
fn run(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let mut command: Command = command(folder);
    command
        .args(["-c", "fetch.fsckObjects=true", "-c", "gc.auto=0", "-c", "core.hooksPath="])
        .args([
            "-c",
            "http.followRedirects=false",
            "-c",
            "http.lowSpeedLimit=1000",
            "-c",
            "http.lowSpeedTime=30",
        ])
        .args(arguments)
        .env("GIT_ALLOW_PROTOCOL", "file:https:http:ssh")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    // Those that name another repository are gone already.
    for name in ["GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    let output = command.output().map_err(|error| not_run(&error))?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let line = complaint.lines().find(|line| line.starts_with("fatal: ") || line.starts_with("error: "));
    let line = line.or(complaint.lines().next()).unwrap_or("git gave no reason");
    let why = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
    Err(format!("it cannot be fetched: {}", visible(why)))
}

fn read(repository: &Path, commit: &str, inner: &str) -> Result<Tree, String> {
    let unread = |why: String| format!("it cannot be read: {why}");
    let mut arguments = vec!["--literal-pathspecs", "ls-tree", "-r", "-z", "-l", "--full-tree", commit];
    if !inner.is_empty() {
        arguments.extend(["--", inner]);
    }
    let listed = git(repository, &arguments).map_err(unread)?;
    let (mut paths, mut names, mut admitted) = (Vec::new(), Vec::new(), Admitted::default());
    for (about, path) in listed.split('\0').filter_map(|row| row.split_once('\t')) {
        let path = match (inner.is_empty(), path.strip_prefix(inner)) {
            (false, Some(rest)) => rest.strip_prefix('/').ok_or_else(|| format!("`{inner}` is no folder"))?,
            _ => path,
        };
        let about: Vec<&str> = about.split_ascii_whitespace().collect();
        let [mode, _, object, size] = about.as_slice() else { continue };
        match *mode {
            "120000" => return Err(Admitted::refused("a link", path)),
            "160000" => return Err(Admitted::refused("a submodule", path)),
            _ => {}
        }
        if admitted.admit(path, size.parse().unwrap_or(u64::MAX))? {
            paths.push(path.to_owned());
            names.push((*object).to_owned());
        }
    }
    let read = Objects::open(repository).and_then(|mut objects| objects.read_all(&names));
    let read = read.map_err(|error| unread(not_run(&error)))?;
    let lost = || unread("an object is missing".to_owned());
    paths.into_iter().zip(read).map(|(path, bytes)| Ok((path, bytes.ok_or_else(lost)?))).collect()
}
