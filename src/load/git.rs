//! What git knows of a book: asked of the `git` program, which reads every repository that there is.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::text::visible;

/// Files that have changed since the current commit left a revision, committed or not, and files that git does not
/// track: relative to the book, with `/` between their parts. The error is one sentence with what to do.
pub fn changed_since(book: &Path, revision: &str) -> Result<BTreeSet<String>, String> {
    let commit = commit(book, revision)?;
    let left = left(book, revision, &commit)?;
    let mut changed = BTreeSet::new();
    let differing = ["diff", "--name-only", "-z", "--relative", "--no-renames", "--end-of-options", &left];
    let untracked = ["ls-files", "--others", "--exclude-standard", "-z"];
    for arguments in [differing.as_slice(), untracked.as_slice()] {
        let names = git(book, arguments).map_err(|why| format!("git cannot tell what has changed: {why}"))?;
        changed.extend(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned));
    }
    Ok(changed)
}

/// The last commit that a revision and the current one have in common: what was changed on the revision's own branch
/// since then is not this one's doing.
fn left(book: &Path, revision: &str, commit: &str) -> Result<String, String> {
    if let Ok(left) = git(book, &["merge-base", "--end-of-options", commit, "HEAD"]) {
        return Ok(left.trim().to_owned());
    }
    Err(if is_shallow(book) {
        format!("this clone is shallow and does not hold where it left `{revision}`: {UNSHALLOW}")
    } else {
        format!("`{revision}` and the current commit have no commit in common: name another revision")
    })
}

/// How to get what a shallow clone does not hold.
const UNSHALLOW: &str = "run `git fetch --unshallow`, or check out with `fetch-depth: 0`";

fn is_shallow(book: &Path) -> bool {
    git(book, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|is| is.trim() == "true")
}

/// The commit that a revision names.
fn commit(book: &Path, revision: &str) -> Result<String, String> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(format!("`{revision}` is no revision: name a commit, a branch or a tag"));
    }
    git(book, &["rev-parse", "--git-dir"]).map_err(|why| {
        format!("{} is not in a git repository: {why}", visible(&book.display().to_string()))
    })?;
    let wanted = format!("{revision}^{{commit}}");
    match git(book, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]) {
        Ok(commit) => Ok(commit.trim().to_owned()),
        Err(_) if is_shallow(book) => {
            Err(format!("this clone is shallow and does not hold `{revision}`: {UNSHALLOW}"))
        }
        Err(_) => Err(format!(
            "this repository has no commit `{revision}`: name one that `git log` shows, or fetch it"
        )),
    }
}

/// Runs git in a folder; its output, or the first line of what it complains of.
pub(super) fn git<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Result<String, String> {
    // Nothing of the repository is run or locked, and complaints are in the words that are looked for.
    let quietly = ["--no-optional-locks", "-c", "core.fsmonitor=false", "-C"];
    let output = Command::new("git").args(quietly).arg(folder).args(arguments).env("LC_ALL", "C").output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "the program `git` is not installed".to_owned(),
        _ => error.to_string(),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(complaint.lines().next().unwrap_or("it gave no reason").trim_start_matches("fatal: ").to_owned())
}
