//! Projects whose names differ only by case: not every file system tells them apart.

use std::path::Path;

/// Refuses a new project beside one whose name is the same but for case.
pub(super) fn refuse_other_case(project: &str, book: &Path) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(book.join("content")) else { return Ok(()) };
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
    let same: Vec<String> = names.filter(|name| name.to_lowercase() == project.to_lowercase()).collect();
    match same.iter().min().filter(|_| !same.iter().any(|name| name == project)) {
        None => Ok(()),
        Some(other) => Err(format!(
            "there is a project `{other}`, whose name differs from `{project}` only by case: not every file system tells \
             the two apart; write `{other}`, or take another name"
        )),
    }
}
