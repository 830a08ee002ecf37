//! Since when the history holds files: what has no date was made by then.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::git::{git, is_shallow};
use super::raw_log::{self, RAW};
use crate::compile::FirstDay;
use crate::model::Date;

/// Since when the history holds the files below `content/` of a book.
pub(super) enum FirstDays {
    /// By their paths in the book, among those that lead to a commit.
    Known(BTreeMap<String, Date>),
    /// The clone is shallow, so that all of these would seem to have come with its oldest commit.
    Lost(BTreeSet<String>),
}

impl FirstDays {
    /// Those that lead to a commit. `prefix` is where the book is below `folder`, with a `/` at its end.
    pub(super) fn read(folder: &Path, prefix: &str, commit: &str) -> FirstDays {
        let content = format!("{prefix}content");
        if is_shallow(folder) {
            let listed = git(
                folder,
                &["--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", commit, "--", &content],
            );
            let listed = listed.unwrap_or_default();
            let paths = listed.split('\0').filter_map(|path| path.strip_prefix(prefix));
            return FirstDays::Lost(paths.map(str::to_owned).collect());
        }
        let mut arguments = vec!["--literal-pathspecs", "log"];
        arguments.extend(RAW);
        arguments.extend(["--diff-filter=A", commit, "--", &content]);
        let told = git(folder, &arguments).unwrap_or_default();
        let first = raw_log::changes(&told).filter_map(|change| {
            let day = change.commit.split('\t').nth(1)?.parse().ok()?;
            Some((change.path.strip_prefix(prefix)?.to_owned(), day))
        });
        // The newest comes first, so that the oldest stays.
        FirstDays::Known(first.collect())
    }

    /// The day of the first commit that holds a file.
    pub(super) fn of(&self, path: &str) -> FirstDay {
        match self {
            FirstDays::Known(days) => days.get(path).map_or(FirstDay::None, |day| FirstDay::Day(*day)),
            FirstDays::Lost(paths) if paths.contains(path) => FirstDay::Lost,
            FirstDays::Lost(_) => FirstDay::None,
        }
    }
}
