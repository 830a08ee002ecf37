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
    let left = merge_base(book, (revision, &commit), ("the current commit", "HEAD"))?;
    let mut changed = BTreeSet::new();
    let why = |why| format!("git cannot tell what has changed: {why}");
    let names = |output: &'_ str| {
        output.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let prefix = shown_prefix(book).map_err(why)?;
    let differing =
        ["-c", "diff.relative=false", "diff", "--name-only", "-z", "--no-renames", "--end-of-options", &left];
    let differing = git(book, &differing).map_err(why)?;
    changed.extend(names(&differing).into_iter().map(|name| from_folder(&prefix, &name)));
    let untracked = git(book, &["ls-files", "--others", "--exclude-standard", "-z"]).map_err(why)?;
    changed.extend(names(&untracked));
    Ok(changed)
}

/// A path from the top of a repository, as a path from a folder of it that ends with `/` or is empty.
fn from_folder(folder: &str, path: &str) -> String {
    let common = folder.split_inclusive('/').zip(path.split_inclusive('/')).take_while(|(a, b)| a == b);
    let common: usize = common.map(|(part, _)| part.len()).sum();
    "../".repeat(folder[common..].matches('/').count()) + &path[common..]
}

/// The last commit that a revision, by its name and its commit, and another, by what it is called in a sentence and its
/// commit, have in common: what was changed on the first one's own branch since then is not the second one's doing.
pub(super) fn merge_base(book: &Path, from: (&str, &str), to: (&str, &str)) -> Result<String, String> {
    if let Ok(left) = git(book, &["merge-base", "--end-of-options", from.1, to.1]) {
        return Ok(left.trim().to_owned());
    }
    let [from, to] = [from.0, to.0].map(visible);
    Err(if is_shallow(book) {
        format!("this clone is shallow and does not hold where {to} left `{from}`: {UNSHALLOW}")
    } else {
        format!("`{from}` and {to} have no commit in common: name another revision")
    })
}

/// How to get what a shallow clone does not hold.
pub(super) const UNSHALLOW: &str = "run `git fetch --unshallow`, or check out with `fetch-depth: 0`";

pub(super) fn is_shallow(book: &Path) -> bool {
    git(book, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|is| is.trim() == "true")
}

/// The commit that a revision names.
pub(super) fn commit(book: &Path, revision: &str) -> Result<String, String> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(format!("`{}` is no revision: name a commit, a branch or a tag", visible(revision)));
    }
    git(book, &["rev-parse", "--git-dir"]).map_err(|why| {
        if why.contains(TRUST) {
            return why;
        }
        format!("{} is not in a git repository: {why}", visible(&book.display().to_string()))
    })?;
    let mut wanted = format!("{revision}^{{commit}}");
    // Of a text that a message has to hold, the rest of the word is part.
    if revision.starts_with(":/")
        && let Ok(found) = git(book, &["rev-parse", "--verify", "--quiet", "--end-of-options", revision])
    {
        wanted = format!("{}^{{commit}}", found.trim());
    }
    let shown = visible(revision);
    match git(book, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]) {
        Ok(commit) => Ok(commit.trim().to_owned()),
        Err(_) if is_shallow(book) => {
            let enough = match (depth(revision), of_origin(revision)) {
                (Some(depth), _) => {
                    format!("run `git fetch --depth={depth}`, or check out with `fetch-depth: {depth}`")
                }
                (None, Some(branch)) => unshallow_with(branch),
                (None, None) => "run `git fetch --unshallow --tags origin '+refs/heads/*:refs/remotes/origin/*'`, or check out with \
                     `fetch-depth: 0`; a branch is then called `origin/BRANCH`".to_owned(),
            };
            Err(format!("this clone is shallow and does not hold `{shown}`: {enough}"))
        }
        Err(_) => {
            let how = of_origin(revision).map_or_else(
                || "fetch it".to_owned(),
                |branch| format!("run `git fetch origin {branch}:refs/remotes/origin/{branch}`"),
            );
            Err(format!("this repository has no commit `{shown}`: name one that `git log` shows, or {how}"))
        }
    }
}

/// How to get a branch that a shallow clone does not hold. A clone of one branch fetches no other unless it is told which.
pub(super) fn unshallow_with(branch: &str) -> String {
    format!(
        "run `git fetch --unshallow origin {branch}:refs/remotes/origin/{branch}`, or check out with `fetch-depth: 0`"
    )
}

/// The branch that a revision such as `origin/main` is there; none where its name would need quotes.
fn of_origin(revision: &str) -> Option<&str> {
    let branch = revision.strip_prefix("origin/")?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    (!branch.is_empty() && branch.bytes().all(is_plain)).then_some(branch)
}

/// How many commits a clone needs for a revision that counts them from the current one, such as `HEAD~3` or `HEAD~2^`.
fn depth(revision: &str) -> Option<u32> {
    let mut steps = ["HEAD", "@"].iter().find_map(|start| revision.strip_prefix(start))?;
    let mut depth = 1_u32;
    while !steps.is_empty() {
        let step = steps.strip_prefix(['~', '^'])?;
        let rest = step.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &step[..step.len() - rest.len()];
        let number: u32 = if number.is_empty() { 1 } else { number.parse().ok()? };
        // Which parent it is says nothing of how far away that is.
        let far = if steps.starts_with('~') { number } else { number.min(1) };
        depth = depth.checked_add(far)?;
        steps = rest;
    }
    (depth > 1).then_some(depth)
}

/// Where a book is in its repository, with a `/` at its end; empty at its top.
pub(super) fn prefix(book: &Path) -> Result<String, String> {
    let prefix = shown_prefix(book).map_err(|why| format!("git cannot tell where the book is: {why}"))?;
    if prefix.contains(char::REPLACEMENT_CHARACTER) {
        return Err(format!(
            "the book is in a folder whose name is not UTF-8, `{}`, so that it cannot be found in other revisions: give that folder another name",
            visible(&prefix)
        ));
    }
    Ok(prefix)
}

/// Where a folder is in its repository, with a `/` at its end, and empty at its top; what of a name is not UTF-8 is
/// replaced.
pub(super) fn shown_prefix(folder: &Path) -> Result<String, String> {
    Ok(git(folder, &["rev-parse", "--show-prefix"])?.trim_end_matches('\n').to_owned())
}

/// The branch that is checked out in the repository of a folder, and where the folder is in it, from its top: as the
/// last commit or the next one has it. Nothing where there is no repository or no branch.
pub fn branch_and_folder(folder: &Path) -> (Option<String>, String) {
    let branch = git(folder, &["symbolic-ref", "--quiet", "--short", "HEAD"]).ok();
    let branch = branch.map(|name| name.trim_end_matches('\n').to_owned());
    (branch.filter(|name| !name.is_empty()), shown_prefix(folder).unwrap_or_default())
}

/// Runs git in a folder; its output, or the first line of what it complains of.
pub(super) fn git<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Result<String, String> {
    let output = command(folder).args(arguments).output().map_err(|error| not_run(&error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(complaint(&String::from_utf8_lossy(&output.stderr)))
}

/// What git complains of, in one line.
fn complaint(text: &str) -> String {
    let first = text.lines().next().unwrap_or("it gave no reason").trim_start_matches("fatal: ");
    // The remedy stands below, where nobody would see it.
    if let Some(remedy) = text.lines().find(|line| line.contains(TRUST)) {
        return format!("{first}; if you trust it, run `{}`", visible(remedy.trim()));
    }
    if first.contains("must be run in a work tree") {
        return "the repository is bare, without files: clone it, and run this in the clone".to_owned();
    }
    first.to_owned()
}

/// The setting with which git reads a repository that belongs to somebody else.
const TRUST: &str = "safe.directory";

/// What git sets for its hooks, some of it seen from a folder that is not the book's: the repository is the one that
/// the book is in.
const OF_HOOKS: [&str; 5] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/// git for a folder, without arguments yet. Nothing of the repository is run or locked, no object of it is taken for
/// another, no setting changes what of a commit is told, and complaints are in the words that are looked for.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-optional-locks", "--no-replace-objects", "-c", "core.fsmonitor=false"])
        .args(["-c", "log.diffMerges=separate", "-c", "log.showSignature=false", "-C"])
        .arg(folder)
        .env("LC_ALL", "C");
    for name in OF_HOOKS {
        command.env_remove(name);
    }
    command
}

/// Why git did not even begin.
pub(super) fn not_run(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "the program `git` is not installed".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_deep_a_clone_has_to_be_is_counted() {
        for (revision, expected) in [
            ("HEAD~3", Some(4)),
            ("HEAD^", Some(2)),
            ("HEAD^2", Some(2)),
            ("HEAD~2^", Some(4)),
            ("HEAD^^2~3", Some(6)),
            ("@~1", Some(2)),
            ("HEAD", None),
            ("HEAD^{/text}", None),
            ("HEAD@{1}", None),
            ("main~2", None),
            ("HEAD~99999999999", None),
        ] {
            assert_eq!(depth(revision), expected, "{revision}");
        }
    }
}
