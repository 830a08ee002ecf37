//! What the git history of a book says of its seals.

use std::collections::BTreeSet;
use std::path::Path;

use super::git::{UNSHALLOW, git, is_shallow, not_run};
use super::objects::Objects;
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

const FORMAT: &str = "--format=%x00%h%x09%as%x09%an";
/// Nothing that a user has set changes how a difference looks.
const PLAIN: [&str; 8] = [
    "-p",
    "-U0",
    "--no-color",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];
const LEDGERS: &str = ":(glob)content/*/ledger.jsonl";

/// Lines that ledgers once held in the history and that none of them holds any more. `present` are all lines that they
/// hold.
pub fn lost_lines(book: &Path, present: &BTreeSet<String>) -> Result<Vec<LostLine>, String> {
    let mut log = vec!["-c", "core.quotepath=false", "log", "-m", "--relative", FORMAT];
    log.extend(PLAIN);
    log.extend(["--", LEDGERS]);
    let mut diff = vec!["-c", "core.quotepath=false", "diff", "--relative"];
    diff.extend(PLAIN);
    diff.extend(["HEAD", "--", LEDGERS]);
    let mut lost: Vec<LostLine> = Vec::new();
    for arguments in [diff, log] {
        let text = git(book, &arguments).map_err(|why| format!("git cannot show the history: {why}"))?;
        let (mut commit, mut ledger) = (None, String::new());
        for line in text.lines() {
            if let Some(header) = line.strip_prefix('\0') {
                commit = parse_commit(header);
            } else if let Some(path) = line.strip_prefix("--- a/") {
                path.trim_end_matches('\t').clone_into(&mut ledger);
            } else if let Some(line) = line.strip_prefix('-').filter(|line| line.starts_with('{'))
                && !present.contains(line)
                && !lost.iter().any(|known| known.line == line)
            {
                lost.push(LostLine { ledger: ledger.clone(), line: line.to_owned(), commit: commit.clone() });
            }
        }
    }
    Ok(lost)
}

/// Since when a file is not what it was when its bytes had that SHA-256.
pub fn changed_since_hash(book: &Path, path: &str, hash: &str) -> Result<Since, String> {
    let failed = |why| format!("git cannot show the history of {path}: {why}");
    let text = git(book, &["log", FORMAT, "--", path]).map_err(failed)?;
    let commits: Vec<Commit> =
        text.lines().filter_map(|line| parse_commit(line.strip_prefix('\0')?)).collect();
    let wanted: Vec<String> = commits.iter().map(|commit| format!("{}:./{path}", commit.hash)).collect();
    let versions = Objects::open(book).and_then(|mut objects| objects.read_all(&wanted));
    let versions = versions.map_err(|error| failed(not_run(&error)))?;
    let is_it = |version: &Option<Vec<u8>>| version.as_ref().is_some_and(|bytes| sha256(bytes) == hash);
    Ok(match versions.iter().position(is_it) {
        None => Since::Never,
        Some(0) => Since::Uncommitted,
        Some(newer) => Since::Commit(commits[newer - 1].clone()),
    })
}

fn parse_commit(header: &str) -> Option<Commit> {
    let mut parts = header.splitn(3, '\t').map(str::to_owned);
    Some(Commit { hash: parts.next()?, date: parts.next()?, author: parts.next()? })
}
