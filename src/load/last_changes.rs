//! When files of a project's code were last changed, as of the commits that its assessments name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::git::git;
use crate::check::LastChanges;
use crate::model::Date;

/// Bytes of paths that git is asked for by name; of more, it tells of all files.
const MOST_NAMED: usize = 60_000;

/// A commit: seconds since 1970, and its day where it was made.
#[derive(Clone, Copy)]
struct Moment {
    seconds: i64,
    day: Date,
}

/// For each commit that the repository around `root` has, when each of the paths below `root` was last changed up to
/// then. Nothing where there is no repository, or no git: evidence is then of unknown age.
pub(super) fn last_changes(
    root: &Path,
    asked: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeMap<String, LastChanges> {
    let commits: Vec<&String> = asked.keys().filter(|commit| is_commit_name(commit)).collect();
    let known = moments(root, &commits);
    if known.is_empty() {
        return BTreeMap::new();
    }
    let paths: BTreeSet<&String> = known.keys().filter_map(|commit| asked.get(*commit)).flatten().collect();
    let all = changes(root, &known.keys().copied().collect::<Vec<_>>(), &paths);
    let as_of = |(commit, moment): (&&String, &Moment)| {
        let last = asked.get(*commit)?.iter().filter_map(|path| {
            // The newest first.
            let before = all.get(path)?.iter().find(|change| change.seconds <= moment.seconds)?;
            Some((path.clone(), before.day))
        });
        Some(((*commit).clone(), LastChanges { commit: moment.day, paths: last.collect() }))
    };
    known.iter().filter_map(as_of).collect()
}

/// True for what can only be the name of a commit: no branch, no option.
fn is_commit_name(text: &str) -> bool {
    (7..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// When the commits were made that the repository has.
fn moments<'a>(root: &Path, commits: &[&'a String]) -> BTreeMap<&'a String, Moment> {
    let mut arguments =
        vec!["log", "--no-walk", "--ignore-missing", "--format=%H %ct %cs", "--end-of-options"];
    arguments.extend(commits.iter().map(|commit| commit.as_str()));
    // Without a name, git would tell of the current commit.
    let told = if commits.is_empty() { None } else { git(root, &arguments).ok() };
    let mut moments = BTreeMap::new();
    for line in told.iter().flat_map(|told| told.lines()) {
        if let Some((name, moment)) = line.split_once(' ')
            && let Some(moment) = moment_of(moment)
        {
            let named = commits.iter().filter(|commit| name.starts_with(&commit.to_ascii_lowercase()));
            moments.extend(named.map(|commit| (*commit, moment)));
        }
    }
    moments
}

/// When each path was changed, in commits that the named ones hold, the newest first.
fn changes(root: &Path, commits: &[&String], paths: &BTreeSet<&String>) -> BTreeMap<String, Vec<Moment>> {
    let mut arguments: Vec<&str> =
        vec!["--literal-pathspecs", "log", "--format=%x01%ct %cs", "-z", "--name-only"];
    arguments.extend(["--no-renames", "--relative", "--end-of-options"]);
    arguments.extend(commits.iter().map(|commit| commit.as_str()));
    arguments.push("--");
    if paths.iter().map(|path| path.len()).sum::<usize>() <= MOST_NAMED {
        arguments.extend(paths.iter().map(|path| path.as_str()));
    } else {
        arguments.push(".");
    }
    let told = git(root, &arguments).unwrap_or_default();
    let (mut changes, mut now) = (BTreeMap::<String, Vec<Moment>>::new(), None);
    for part in told.split('\0').map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty()) {
        if let Some(moment) = part.strip_prefix('\u{1}') {
            now = moment_of(moment);
        } else if let Some(now) = now {
            changes.entry(part.to_owned()).or_default().push(now);
        }
    }
    for moments in changes.values_mut() {
        moments.sort_by_key(|moment| std::cmp::Reverse(moment.seconds));
    }
    changes
}

/// Reads `SECONDS YYYY-MM-DD`.
fn moment_of(text: &str) -> Option<Moment> {
    let (seconds, day) = text.trim().split_once(' ')?;
    Some(Moment { seconds: seconds.parse().ok()?, day: day.parse().ok()? })
}
