//! Writing assessments: all or none, and never through a link out of the book.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::report::shown;

/// Two reports for one place are a mistake, told before anything is written.
pub(super) fn refuse_collisions(plan: &[(&Path, &Path)]) -> Result<(), String> {
    let mut taken: BTreeMap<String, &Path> = BTreeMap::new();
    for (source, target) in plan {
        // Some systems do not tell case apart.
        if let Some(other) = taken.insert(target.to_string_lossy().to_lowercase(), source) {
            return Err(format!(
                "{} and {} would both become {}; nothing was written: import them one at a time, with `--project` or `--release`",
                shown(other),
                shown(source),
                shown(target)
            ));
        }
    }
    Ok(())
}

/// Writes files: each beside its place first, then all are moved into their places.
pub(super) fn write(book: &Path, files: &[(&Path, &str)], force: bool) -> Result<(), String> {
    let existing: Vec<String> = files
        .iter()
        .filter(|(path, _)| path.symlink_metadata().is_ok())
        .map(|(path, _)| shown(path))
        .collect();
    if !existing.is_empty() && !force {
        return Err(format!(
            "{} exists already; nothing was written: give `--release` another name, or `--force` to overwrite",
            existing.join(", ")
        ));
    }
    let mut staged: Vec<PathBuf> = Vec::new();
    let result = files.iter().try_for_each(|(path, text)| {
        let beside = stage(book, path, text)?;
        staged.push(beside);
        Ok(())
    });
    let moved = result.and_then(|()| {
        staged
            .iter()
            .zip(files)
            .try_for_each(|(from, (to, _))| std::fs::rename(from, to).map_err(|error| cannot(to, &error)))
    });
    if moved.is_err() {
        // What was not moved must not stay behind; what is gone already needs no removal.
        for path in &staged {
            let _ = std::fs::remove_file(path);
        }
    }
    moved
}

fn stage(book: &Path, path: &Path, text: &str) -> Result<PathBuf, String> {
    let Some((folder, name)) = path.parent().zip(path.file_name()) else {
        return Err(format!("{} is no place for a file", shown(path)));
    };
    std::fs::create_dir_all(folder).map_err(|error| cannot(path, &error))?;
    let inside = folder
        .canonicalize()
        .ok()
        .zip(book.canonicalize().ok())
        .is_some_and(|(folder, book)| folder.starts_with(book));
    if !inside {
        return Err(format!("{} leads out of the book through a link; nothing was written", shown(folder)));
    }
    let beside = folder.join(format!(".{}.importing", name.to_string_lossy()));
    std::fs::write(&beside, text).map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        cannot(path, &error)
    })?;
    Ok(beside)
}

fn cannot(path: &Path, error: &std::io::Error) -> String {
    let why = match error.kind() {
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
            "a part of its path is a file".to_owned()
        }
        _ => error.to_string(),
    };
    format!("{} cannot be written: {why}; nothing was imported", shown(path))
}
