//! What the git history of a book says of its seals.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

use super::git::{UNSHALLOW, git, is_shallow, not_run};
use super::objects::Objects;
use super::raw_log::{self, Change, RAW};
use crate::ledger::sha256;
use crate::model::Commit;
use crate::text::visible;

/// A line of a ledger that is not there any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostLine {
    /// Path of the ledger, relative to the book.
    pub ledger: String,
    /// The line.
    pub line: String,
    /// The commit that removed it; `None` where no commit has yet.
    pub commit: Option<Commit>,
}

/// Where a file stopped being what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// Since that commit.
    Commit(Commit),
    /// In no commit yet.
    Uncommitted,
    /// No commit holds it as it was.
    Never,
}

/// Why there is no history to look at; one sentence with what to do. Nothing where there is one.
pub fn no_history(book: &Path) -> Option<String> {
    if let Err(why) = git(book, &["rev-parse", "--git-dir"]) {
        return Some(format!("{} is in no git repository: {why}", visible(&book.display().to_string())));
    }
    if git(book, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_err() {
        return Some("the repository has no commit yet".to_owned());
    }
    is_shallow(book).then(|| format!("this clone is shallow and does not hold the history: {UNSHALLOW}"))
}

const LEDGERS: &str = ":(glob)content/*/ledger.jsonl";

/// How to ask for all changes of ledgers as text. Nothing that a user has set, and nothing that the repository says of its
/// files, may hide one: no attribute makes a ledger binary, and no merge is left out.
const CHANGES: [&str; 14] = [
    "-c",
    "core.quotepath=false",
    "log",
    "--format=%x00%H%x09%cs%x09%an",
    "--full-history",
    "-m",
    "--relative",
    "-p",
    "-U0",
    "--text",
    "--no-color",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
];

/// Lines that ledgers once held in the history and that none of them holds any more. `present` are all lines that they
/// hold.
pub fn lost_lines(book: &Path, present: &BTreeSet<String>) -> Result<Vec<LostLine>, String> {
    let mut lost = Lost { present, known: BTreeSet::new(), lines: Vec::new() };
    for (ledger, bytes) in committed(book)? {
        for line in String::from_utf8_lossy(&bytes).lines() {
            lost.add(&ledger, line, None);
        }
    }
    let mut log = CHANGES.to_vec();
    log.extend(["--src-prefix=a/", "--dst-prefix=b/", "HEAD", "--", LEDGERS]);
    let text = git(book, &log).map_err(failed)?;
    let (mut commit, mut ledger) = (None, "");
    for line in text.lines() {
        if let Some(header) = line.strip_prefix('\0') {
            commit = parse_commit(header);
        } else if let Some(path) = line.strip_prefix("--- a/") {
            ledger = path.trim_end_matches('\t');
        } else if let Some(line) = line.strip_prefix('-') {
            lost.add(ledger, line, commit.as_ref());
        }
    }
    Ok(lost.lines)
}

fn failed(why: impl Display) -> String {
    format!("git cannot show the history: {why}")
}

/// Lines that are not there any more, each once.
struct Lost<'a> {
    present: &'a BTreeSet<String>,
    known: BTreeSet<String>,
    lines: Vec<LostLine>,
}

impl Lost<'_> {
    fn add(&mut self, ledger: &str, line: &str, commit: Option<&Commit>) {
        if line.starts_with('{') && !self.present.contains(line) && self.known.insert(line.to_owned()) {
            let (ledger, line) = (ledger.to_owned(), line.to_owned());
            self.lines.push(LostLine { ledger, line, commit: commit.cloned() });
        }
    }
}

/// The ledgers as the current commit holds them. Asked for as they are: what git tells of a working tree depends on what
/// the files are said to be.
fn committed(book: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let listed = git(book, &["ls-tree", "-r", "-z", "HEAD", "content/"]);
    let listed = listed.map_err(failed)?;
    let is_ledger = |path: &str| path.split('/').count() == 3 && path.ends_with("/ledger.jsonl");
    let (paths, objects): (Vec<String>, Vec<String>) = listed
        .split('\0')
        .filter_map(|row| row.split_once('\t'))
        .filter(|(_, path)| is_ledger(path))
        .filter_map(|(about, path)| Some((path.to_owned(), about.split(' ').nth(2)?.to_owned())))
        .unzip();
    let read = Objects::open(book).and_then(|mut objects_of| objects_of.read_all(&objects));
    let read = read.map_err(|error| failed(not_run(&error)))?;
    Ok(paths.into_iter().zip(read.into_iter().map(Option::unwrap_or_default)).collect())
}

/// Objects that are read at once, so that not all versions of all files are in memory.
const AT_ONCE: usize = 200;
/// Paths that git is asked for by name; of more, it tells of all files.
const MOST_NAMED: usize = 200;

/// Since when files, by their paths, are not what they were when their bytes had that SHA-256. In the order of the files.
pub fn changed_since_hashes(book: &Path, files: &[(String, String)]) -> Result<Vec<Since>, String> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let mut arguments = vec!["--literal-pathspecs", "log"];
    arguments.extend(RAW);
    arguments.extend(["HEAD", "--"]);
    match files.len() <= MOST_NAMED {
        true => arguments.extend(files.iter().map(|(path, _)| path.as_str())),
        false => arguments.extend(["content", "rubrics"]),
    }
    let told = git(book, &arguments).map_err(failed)?;
    let wanted: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let mut versions: BTreeMap<&str, Vec<(&str, Option<&str>)>> = BTreeMap::new();
    for Change { commit, objects: [_, object], path, .. } in raw_log::changes(&told) {
        if wanted.contains(path) {
            versions.entry(path).or_default().push((commit, object));
        }
    }
    let objects: BTreeSet<&str> = versions.values().flatten().filter_map(|(_, object)| *object).collect();
    let hashes = hashes(book, &objects.into_iter().map(str::to_owned).collect::<Vec<_>>())?;
    let of_file = |(path, hash): &(String, String)| {
        // The newest first.
        let versions = versions.get(path.as_str()).map_or(&[][..], Vec::as_slice);
        let is_it = |object: Option<&str>| object.and_then(|object| hashes.get(object)) == Some(hash);
        match versions.iter().position(|(_, object)| is_it(*object)) {
            None => Since::Never,
            Some(0) => Since::Uncommitted,
            Some(newer) => parse_commit(versions[newer - 1].0).map_or(Since::Never, Since::Commit),
        }
    };
    Ok(files.iter().map(of_file).collect())
}

/// SHA-256 of objects, by their ids.
fn hashes(book: &Path, objects: &[String]) -> Result<BTreeMap<String, String>, String> {
    let unread = |error: std::io::Error| failed(not_run(&error));
    let mut reader = Objects::open(book).map_err(unread)?;
    let mut hashes = BTreeMap::new();
    for some in objects.chunks(AT_ONCE) {
        let read = reader.read_all(some).map_err(unread)?;
        let of = |(id, bytes): (&String, Option<Vec<u8>>)| Some((id.clone(), sha256(&bytes?)));
        hashes.extend(some.iter().zip(read).filter_map(of));
    }
    Ok(hashes)
}

/// Reads `HASH DAY AUTHOR`.
fn parse_commit(header: &str) -> Option<Commit> {
    let mut parts = header.splitn(3, '\t').map(str::to_owned);
    let (mut hash, date, author) = (parts.next()?, parts.next()?, parts.next()?);
    hash.truncate(SHORT);
    Some(Commit { hash, date, author })
}

/// Digits of a commit's name that people are shown.
const SHORT: usize = 10;
