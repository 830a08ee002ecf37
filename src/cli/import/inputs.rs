//! Which files are read, and their bytes.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::cli::report::shown;

/// Largest report, in bytes: a thousand times what people write.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The reports of the paths given, folders opened up, in their order; and what cannot be read.
pub(super) fn list(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            // Not even by its name: who wrote the link may not be who imports it.
            let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            if path.is_symlink() && path.exists() && leads_out(path, folder.unwrap_or(Path::new("."))) {
                problems.push(format!(
                    "{}: this link leads out of its folder; it is not followed: name the file itself",
                    shown(path)
                ));
            } else {
                files.push(path.clone());
            }
            continue;
        }
        let before = files.len();
        let visible = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !(name.starts_with('.') || name == "node_modules" || name == "target")
        };
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if is_report(entry.path()) || is_linked_folder(&entry) => {
                    if entry.path_is_symlink() && leads_out(entry.path(), path) {
                        problems.push(format!(
                            "{}: this link leads out of {}; it is not followed",
                            shown(entry.path()),
                            shown(path)
                        ));
                    } else if entry.path().is_file() {
                        files.push(entry.into_path());
                    }
                }
                Ok(_) => {}
                Err(error) => problems.push(error.to_string()),
            }
        }
        if files.len() == before {
            problems.push(format!("{}: there is no Markdown file in this folder", shown(path)));
        }
    }
    (files, problems)
}

fn is_report(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown"))
}

/// True for a link to a folder: one that leads elsewhere hides reports.
fn is_linked_folder(entry: &walkdir::DirEntry) -> bool {
    entry.depth() > 0 && entry.path_is_symlink() && entry.path().is_dir()
}

/// True for a file below the book's own content.
pub(super) fn is_in_content(path: &Path, book: &Path) -> bool {
    let places = path.canonicalize().ok().zip(book.join("content").canonicalize().ok());
    places.is_some_and(|(path, content)| path.starts_with(content))
}

/// True for a link whose target is not below a folder.
fn leads_out(link: &Path, folder: &Path) -> bool {
    let inside = || {
        let (target, folder) = (link.canonicalize().ok()?, folder.canonicalize().ok()?);
        Some(target.starts_with(folder))
    };
    inside() != Some(true)
}

/// The bytes of a report.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let words = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            "there is no such file or folder; name Markdown files, or a folder that holds some".to_owned()
        }
        std::io::ErrorKind::PermissionDenied => "it cannot be read: permission denied".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    let about = std::fs::metadata(path).map_err(words)?;
    if !about.is_file() {
        return Err("it is no plain file".to_owned());
    }
    if about.len() > LARGEST {
        let size = about.len() / (1024 * 1024);
        return Err(format!("it has {size} MiB; reports of up to {} MiB are read", LARGEST / (1024 * 1024)));
    }
    std::fs::read(path).map_err(words)
}
