//! Projects whose names differ only by case: not every file system tells them apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Refuses the first of some new projects that stands beside one whose name is the same but for case.
pub(super) fn refuse_other_case<'a>(
    projects: impl IntoIterator<Item = &'a str>,
    book: &Path,
) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(book.join("content")) else { return Ok(()) };
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in folders.filter_map(|entry| entry.file_name().into_string().ok()) {
        known.entry(name.to_lowercase()).or_default().insert(name);
    }
    projects.into_iter().try_for_each(|project| {
        let same = known.get(&project.to_lowercase()).filter(|same| !same.contains(project));
        match same.and_then(BTreeSet::first) {
            None => Ok(()),
            Some(other) => Err(format!(
                "there is a project `{other}`, whose name differs from `{project}` only by case: not every file system \
                 tells the two apart; write `{other}`, or take another name"
            )),
        }
    })
}
