//! Files that a command changes: replaced in one step, so that none is ever half written.

use std::io::Write as _;
use std::path::Path;

use super::report::shown;
use crate::load::plain;

/// Puts a file in place of another, or where there was none; its permissions stay. Says which file it is, and why, where
/// that cannot be done.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    put(path, bytes).map_err(|error| format!("{} cannot be written: {}", shown(path), plain(&error)))
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // What a link leads to is replaced, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".readybook-new");
    let staged = path.with_file_name(name);
    let written = write(&staged, bytes, &path).and_then(|()| std::fs::rename(&staged, &path));
    if written.is_err() {
        // The failure is what is told; a leftover is removed where that is possible.
        let _ = std::fs::remove_file(&staged);
    }
    written
}

fn write(staged: &Path, bytes: &[u8], target: &Path) -> std::io::Result<()> {
    // What a run that was killed left behind is in the way, and nobody's.
    let _ = std::fs::remove_file(staged);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(staged)?;
    file.write_all(bytes)?;
    if let Ok(before) = std::fs::metadata(target) {
        file.set_permissions(before.permissions())?;
    }
    file.sync_all()
}
