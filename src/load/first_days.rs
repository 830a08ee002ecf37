//! Since when the history holds files: what has no date was made by then.

use std::collections::BTreeMap;
use std::path::Path;

use super::git::{git, is_shallow};
use crate::model::Date;

/// The day of the first commit that holds each file below `content/` of a book, by its path in the book, among those that
/// lead to a commit. `prefix` is where the book is below `folder`, with a `/` at its end. Nothing where nobody can tell: in a shallow clone,
/// everything would seem to have come with its oldest commit.
pub(super) fn first_days(folder: &Path, prefix: &str, commit: &str) -> BTreeMap<String, Date> {
    if is_shallow(folder) {
        return BTreeMap::new();
    }
    let content = format!("{prefix}content");
    let told = git(
        folder,
        &[
            "--literal-pathspecs",
            "log",
            "--format=%x01%cs",
            "-z",
            "--name-only",
            "--diff-filter=A",
            "--no-renames",
            "--relative",
            commit,
            "--",
            &content,
        ],
    );
    let told = told.unwrap_or_default();
    let (mut days, mut day) = (BTreeMap::new(), None);
    for part in told.split('\0').map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty()) {
        if let Some(text) = part.strip_prefix('\u{1}') {
            day = text.trim().parse().ok();
        } else if let (Some(day), Some(path)) = (day, part.strip_prefix(prefix)) {
            // The newest comes first, so that the oldest stays.
            days.insert(path.to_owned(), day);
        }
    }
    days
}
