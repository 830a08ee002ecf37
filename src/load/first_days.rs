//! Since when the history holds files: what has no date was made by then.

use std::collections::BTreeMap;
use std::path::Path;

use super::git::{git, is_shallow};
use super::raw_log::{self, RAW};
use crate::model::Date;

/// The day of the first commit that holds each file below `content/` of a book, by its path in the book, among those that
/// lead to a commit. `prefix` is where the book is below `folder`, with a `/` at its end. Nothing where nobody can tell: in a shallow clone,
/// everything would seem to have come with its oldest commit.
pub(super) fn first_days(folder: &Path, prefix: &str, commit: &str) -> BTreeMap<String, Date> {
    if is_shallow(folder) {
        return BTreeMap::new();
    }
    let content = format!("{prefix}content");
    let mut arguments = vec!["--literal-pathspecs", "log"];
    arguments.extend(RAW);
    arguments.extend(["--diff-filter=A", commit, "--", &content]);
    let told = git(folder, &arguments).unwrap_or_default();
    let first = raw_log::changes(&told).filter_map(|change| {
        let day = change.commit.split('\t').nth(1)?.parse().ok()?;
        Some((change.path.strip_prefix(prefix)?.to_owned(), day))
    });
    // The newest comes first, so that the oldest stays.
    first.collect()
}
