//! A source that is a git repository: fetched without its history, and read from the objects. Nothing of it is checked
//! out, so that no hook, no filter and no link of it does anything.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::Tree;
use super::admit::Admitted;
use super::watched::{self, LIMITS, Limits, Stopped};
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
    within(LIMITS, scratch, &url, revision, inner)
}

fn within(
    limits: Limits,
    scratch: &Path,
    url: &str,
    revision: &str,
    inner: &str,
) -> Result<(Tree, String), String> {
    let since = Instant::now();
    let scratch = Scratch(scratch.join(".fetch"));
    let folder = &scratch.0;
    let unkept = |error: std::io::Error| format!("it cannot be kept in .readybook: {error}");
    if folder.symlink_metadata().is_ok() {
        std::fs::remove_dir_all(folder).map_err(unkept)?;
    }
    std::fs::create_dir_all(folder).map_err(unkept)?;
    let init = ["-c", "core.hooksPath=", "init", "-q", "--template="];
    // Not a bare one: git may be told not to look into those that it finds.
    // By a name, since git leaves nothing out that comes from a path.
    let address = ["config", &format!("remote.{REMOTE}.url"), url];
    for arguments in [&init[..], &address] {
        git(folder, arguments).map_err(|why| format!("it cannot be fetched: {}", visible(&why)))?;
    }
    let remote = Remote { folder, limits, since };
    // Commit and folders first, so that of a large repository only the files that are wanted are asked for.
    let told =
        remote.fetch(&format!("+{revision}:{FETCHED}"), true).map_err(|why| why + whole_name(revision))?;
    let commit =
        git(folder, &["rev-parse", "--verify", "--end-of-options", &format!("{FETCHED}^{{commit}}")]);
    let commit = commit.map_err(|why| format!("`{revision}` is no commit: {why}"))?.trim().to_owned();
    if !told.contains(UNFILTERED) {
        let wanted = list(folder, &commit, inner, Sizes::Unknown)?;
        if !wanted.is_empty() {
            let names: String = wanted.iter().flat_map(|(_, object)| [object.as_str(), "\n"]).collect();
            remote.fetch(&names, false)?;
        }
    }
    // From here on nothing is asked of the server: what is missing stays missing.
    let _ = git(folder, &["config", "--remove-section", &format!("remote.{REMOTE}")]);
    Ok((read(folder, &commit, inner)?, commit))
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

/// What the source is called there.
const REMOTE: &str = "readybook";

/// What git says of a server that sends everything.
const UNFILTERED: &str = "filtering not recognized by server";

/// A repository that is somewhere else.
struct Remote<'a> {
    /// Where what it sends is kept.
    folder: &'a Path,
    limits: Limits,
    since: Instant,
}

impl Remote<'_> {
    /// Takes what is named, one name a line, and no file that is not: what git said of it. Without its history where
    /// it is a revision. A source can do nothing but hand over objects: no transport that runs a program, no question
    /// to anybody, no malformed object, none that is held in memory whatever its size.
    fn fetch(&self, names: &str, is_revision: bool) -> Result<String, String> {
        let mut command: Command = command(self.folder);
        for setting in [
            "fetch.fsckObjects=true",
            "fetch.unpackLimit=1",
            "core.bigFileThreshold=8m",
            "gc.auto=0",
            "core.hooksPath=",
            "protocol.version=2",
            "http.followRedirects=false",
            "http.lowSpeedLimit=1000",
            "http.lowSpeedTime=30",
        ] {
            command.args(["-c", setting]);
        }
        if self.asks_with_ssh() {
            command.args(["-c", "core.sshCommand=ssh -o BatchMode=yes"]);
        }
        if !is_revision {
            // Files are asked for by their names; there is nothing to agree on before.
            command.args(["-c", "fetch.negotiationAlgorithm=noop"]);
        }
        // It tells how far it is, so that it ends where nobody listens any more.
        command.args([
            "fetch",
            "--progress",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
        ]);
        command.args(is_revision.then_some("--depth=1"));
        command.args(["--filter=blob:none", "--stdin", "--end-of-options", REMOTE]);
        command.env("GIT_ALLOW_PROTOCOL", "file:https:http:ssh").env("GIT_TERMINAL_PROMPT", "0");
        // Those that name another repository are gone already.
        for name in ["GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"] {
            command.env_remove(name);
        }
        let objects = self.folder.join(".git/objects");
        match watched::run(&mut command, names.to_owned() + "\n", &objects, self.limits, self.since) {
            Ok((true, told)) => Ok(told),
            Ok((false, told)) => Err(format!("it cannot be fetched: {}", visible(complaint(&told)))),
            Err(Stopped::Lost(why)) => Err(format!("it cannot be fetched: {}", visible(&why))),
            Err(Stopped::Bytes(most)) => Err(format!(
                "it was stopped, since it sent more than {} MiB: clone it, and name the clone with `folder`",
                most / 1024 / 1024
            )),
            Err(Stopped::Time(most)) => Err(format!(
                "it was stopped, since it took more than {} s: try again, or clone it, and name the clone with `folder`",
                most.as_secs()
            )),
        }
    }

    /// True where nobody has said how `ssh` is to be run, which would ask for what it lacks.
    fn asks_with_ssh(&self) -> bool {
        let set = ["GIT_SSH", "GIT_SSH_COMMAND"].iter().any(|name| std::env::var_os(name).is_some());
        !set && git(self.folder, &["config", "--get", "core.sshCommand"]).is_err()
    }
}

/// The line in which git says what went wrong.
fn complaint(told: &str) -> &str {
    let of_git = |line: &&str| line.starts_with("fatal: ") || line.starts_with("error: ");
    let mut lines = told.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let line = lines.clone().find(of_git).or(lines.next()).unwrap_or("git gave no reason");
    line.trim_start_matches("fatal: ").trim_start_matches("error: ")
}

/// Whether files are there, so that git can tell how long they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sizes {
    Known,
    Unknown,
}

/// The files below a folder that come in, with what git calls them.
fn list(repository: &Path, commit: &str, inner: &str, sizes: Sizes) -> Result<Vec<(String, String)>, String> {
    let mut arguments = vec!["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree"];
    arguments.extend((sizes == Sizes::Known).then_some("-l"));
    arguments.push(commit);
    if !inner.is_empty() {
        arguments.extend(["--", inner]);
    }
    let listed = git(repository, &arguments).map_err(|why| unread(&why))?;
    let (mut files, mut admitted) = (Vec::new(), Admitted::default());
    for (about, path) in listed.split('\0').filter_map(|row| row.split_once('\t')) {
        let path = match (inner.is_empty(), path.strip_prefix(inner)) {
            (false, Some(rest)) => rest.strip_prefix('/').ok_or_else(|| format!("`{inner}` is no folder"))?,
            _ => path,
        };
        let mut about = about.split_ascii_whitespace();
        let (Some(mode), Some(_), Some(object)) = (about.next(), about.next(), about.next()) else {
            continue;
        };
        match mode {
            "120000" => return Err(Admitted::refused("a link", path)),
            "160000" => return Err(Admitted::refused("a submodule", path)),
            _ => {}
        }
        let size = match sizes {
            Sizes::Known => about.next().and_then(|size| size.parse().ok()).unwrap_or(u64::MAX),
            Sizes::Unknown => 0,
        };
        if admitted.admit(path, size)? {
            files.push((path.to_owned(), object.to_owned()));
        }
    }
    Ok(files)
}

fn unread(why: &str) -> String {
    format!("it cannot be read: {why}")
}

fn read(repository: &Path, commit: &str, inner: &str) -> Result<Tree, String> {
    let (paths, names): (Vec<String>, Vec<String>) =
        list(repository, commit, inner, Sizes::Known)?.into_iter().unzip();
    let read = Objects::open(repository).and_then(|mut objects| objects.read_all(&names));
    let read = read.map_err(|error| unread(&not_run(&error)))?;
    let lost = || unread("an object is missing");
    paths.into_iter().zip(read).map(|(path, bytes)| Ok((path, bytes.ok_or_else(lost)?))).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::net::TcpListener;
    use std::time::Duration;

    use super::*;

    /// A repository with a report in `docs` and 300 KB beside it that cannot be made smaller.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let (mut noise, mut state) = (Vec::new(), 1_u64);
        for _ in 0..40_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            noise.extend((state ^ (state >> 33)).to_le_bytes());
        }
        std::fs::create_dir(folder.path().join("docs")).unwrap();
        std::fs::write(folder.path().join("docs/1.0.0.md"), "# One\n").unwrap();
        std::fs::write(folder.path().join("noise.bin"), noise).unwrap();
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let commit = [&who[..], &["commit", "-q", "-m", "x"]].concat();
        for arguments in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &commit] {
            git(folder.path(), arguments).unwrap();
        }
        folder
    }

    fn take(of: &Path, inner: &str, kib: u64, time: Duration) -> Result<Tree, String> {
        let scratch = tempfile::tempdir().unwrap();
        let limits = Limits { bytes: kib * 1024, time };
        let taken = within(limits, scratch.path(), &format!("file://{}", of.display()), "main", inner);
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "nothing is left");
        taken.map(|(tree, _)| tree)
    }

    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn only_what_is_wanted_comes_where_the_server_can_leave_out_the_rest() {
        let of = repository();
        // It sends everything, and that is more than may come.
        let why = take(of.path(), "docs", 100, LONG).unwrap_err();
        assert!(why.contains("it was stopped, since it sent more than 0 MiB"), "{why}");
        assert_eq!(take(of.path(), "docs", 1000, LONG).unwrap().len(), 1, "it is not too much for others");
        git(of.path(), &["config", "uploadpack.allowFilter", "true"]).unwrap();
        let scratch = tempfile::tempdir().unwrap();
        let limits = Limits { bytes: 100 * 1024, time: LONG };
        let commit = git(of.path(), &["rev-parse", "HEAD"]).unwrap();
        let by_path = within(limits, scratch.path(), &of.path().display().to_string(), commit.trim(), "docs");
        assert_eq!(by_path.map(|(tree, _)| tree.len()), Ok(1));
        let tree = take(of.path(), "docs", 100, LONG).unwrap();
        assert_eq!(tree.get("1.0.0.md").map(Vec::as_slice), Some(&b"# One\n"[..]));
        let why = take(of.path(), "", 100, LONG).unwrap_err();
        assert!(why.contains("it was stopped, since it sent more than"), "{why}");
        assert_eq!(take(of.path(), "", 1000, LONG).unwrap().len(), 2);
    }

    #[test]
    fn a_server_that_never_answers_is_left_and_nothing_goes_on() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/x.git", server.local_addr().unwrap());
        // Ends when the program that talks to the server has ended.
        let asked = std::thread::spawn(move || server.accept().unwrap().0.read_to_end(&mut Vec::new()));
        let scratch = tempfile::tempdir().unwrap();
        let limits = Limits { bytes: u64::MAX, time: Duration::from_millis(1500) };
        let why = within(limits, scratch.path(), &url, "main", "").unwrap_err();
        assert!(why.contains("it was stopped, since it took more than 1 s"), "{why}");
        let _ = asked.join().unwrap();
    }

    #[test]
    fn what_git_complains_of_is_found_among_what_it_tells() {
        let told =
            "remote: Counting objects: 100% (3/3)\rremote: x\nReceiving objects: 3%\rfatal: early EOF\n";
        assert_eq!(complaint(told), "early EOF");
        assert_eq!(complaint("\n"), "git gave no reason");
    }
}
