//! Writing assessments: all or none, and never through a link out of the book.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::other_case::refuse_other_case;
use crate::cli::report::shown;

/// Two reports for one place are a mistake; every such place is told before anything is written.
pub(super) fn refuse_collisions(plan: &[(&Path, &Path)]) -> Result<(), String> {
    let mut taken: BTreeMap<String, (&Path, Vec<String>)> = BTreeMap::new();
    for (source, target) in plan {
        // Some systems do not tell case apart.
        let key = target.to_string_lossy().to_lowercase();
        taken.entry(key).or_insert((target, Vec::new())).1.push(shown(source));
    }
    let told: Vec<String> = taken
        .into_values()
        .filter(|(_, sources)| sources.len() > 1)
        .map(|(target, sources)| {
            let all = if sources.len() == 2 { "both" } else { "all" };
            format!("{} would {all} become {}", sources.join(" and "), shown(target))
        })
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}; nothing was written: import them one at a time, with `--project` or `--release`",
        told.join("; ")
    ))
}

/// Says why files cannot be written, before anything is: one exists already, or its folder leads out of the book.
pub(super) fn refuse_places<'a>(book: &Path, targets: &[&'a Path], force: bool) -> Result<(), String> {
    let existing: Vec<&&Path> = targets.iter().filter(|path| path.symlink_metadata().is_ok()).collect();
    if let Some(folder) = existing.iter().find(|path| path.is_dir()) {
        return Err(format!(
            "{} is a folder, where a file is to be written; nothing was written",
            shown(folder)
        ));
    }
    if !existing.is_empty() && !force {
        return Err(format!(
            "{} exists already; nothing was written: give `--release` another name, or `--force` to overwrite",
            existing.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ")
        ));
    }
    let project = |target: &&'a Path| target.parent()?.file_name()?.to_str();
    refuse_other_case(targets.iter().filter_map(project), book)
        .map_err(|why| format!("{why} with `--project`; nothing was written"))?;
    targets.iter().try_for_each(|target| refuse_way(book, target))
}

/// What is there of the way to a file has to be folders inside of the book.
fn refuse_way(book: &Path, target: &Path) -> Result<(), String> {
    let Some(folder) = target.ancestors().skip(1).find(|folder| folder.symlink_metadata().is_ok()) else {
        return Ok(());
    };
    if folder.canonicalize().is_ok() && !folder.is_dir() {
        return Err(format!(
            "{} cannot be written: a part of its path is a file; nothing was imported",
            shown(target)
        ));
    }
    let inside = folder.canonicalize().ok().zip(book.canonicalize().ok());
    if inside.is_some_and(|(folder, book)| folder.starts_with(book)) {
        return Ok(());
    }
    Err(format!("{} leads out of the book through a link; nothing was written", shown(folder)))
}

/// Writes files: each beside its place first, then all are moved into their places. Where one cannot be, all is as it
/// was before.
pub(super) fn write(files: &[(&Path, &str)]) -> Result<(), String> {
    let mut work = Work::default();
    let done = work.stage(files).and_then(|()| work.place(files));
    match done {
        Ok(()) => work.keep(),
        Err(_) => work.undo(),
    }
    done
}

/// What was done so far, and can be undone.
#[derive(Default)]
struct Work {
    /// Folders that were made, the outermost first.
    folders: Vec<PathBuf>,
    /// Files that wait beside their places.
    staged: Vec<PathBuf>,
    /// Places that hold a new file, and where the old one of it waits.
    placed: Vec<(PathBuf, Option<PathBuf>)>,
}

impl Work {
    fn stage(&mut self, files: &[(&Path, &str)]) -> Result<(), String> {
        for (path, text) in files {
            let folder = path.parent().ok_or_else(|| format!("{} is no place for a file", shown(path)))?;
            let missing: Vec<&Path> =
                folder.ancestors().take_while(|folder| folder.symlink_metadata().is_err()).collect();
            for folder in missing.into_iter().rev() {
                std::fs::create_dir(folder).map_err(|error| cannot(path, &error))?;
                self.folders.push(folder.to_path_buf());
            }
            let beside = beside(path, "importing");
            // What a run that was killed left behind is in the way, and nobody's.
            let _ = std::fs::remove_file(&beside);
            self.staged.push(beside.clone());
            write_new(&beside, text).map_err(|error| cannot(path, &error))?;
        }
        Ok(())
    }

    fn place(&mut self, files: &[(&Path, &str)]) -> Result<(), String> {
        for (from, (to, _)) in self.staged.iter().zip(files) {
            let old = if to.symlink_metadata().is_ok() {
                let aside = beside(to, "replaced");
                let _ = std::fs::remove_file(&aside);
                // With a second name of the old file there is no moment without one.
                std::fs::hard_link(to, &aside)
                    .or_else(|_| std::fs::rename(to, &aside))
                    .map_err(|error| cannot(to, &error))?;
                Some(aside)
            } else {
                None
            };
            // Known before the move, so that the old file comes back where the move fails.
            self.placed.push((to.to_path_buf(), old));
            std::fs::rename(from, to).map_err(|error| cannot(to, &error))?;
        }
        Ok(())
    }

    /// Everything is in its place: old files go.
    fn keep(self) {
        for old in self.placed.into_iter().filter_map(|(_, old)| old) {
            let _ = std::fs::remove_file(old);
        }
    }

    /// Puts old files back and removes what is new. What cannot be undone is beyond our reach: the failure that led
    /// here is what is told.
    fn undo(self) {
        for (path, old) in self.placed.into_iter().rev() {
            match old {
                Some(old) => {
                    let _ = std::fs::rename(old, path);
                }
                None => {
                    let _ = std::fs::remove_file(path);
                }
            }
        }
        for path in self.staged {
            let _ = std::fs::remove_file(path);
        }
        for folder in self.folders.into_iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// A hidden name in the same folder.
fn beside(path: &Path, what: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{what}"))
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn where_one_file_cannot_be_placed_all_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new, blocked) =
            (folder.path().join("old.md"), folder.path().join("p/q/new.md"), folder.path().join("z.md"));
        std::fs::write(&old, "old").unwrap();
        let files = [(old.as_path(), "changed"), (new.as_path(), "new"), (blocked.as_path(), "blocked")];
        let mut work = Work::default();
        work.stage(&files).unwrap();
        // Gone before it is moved: the last of three moves fails.
        std::fs::remove_file(beside(&blocked, "importing")).unwrap();
        assert!(work.place(&files).unwrap_err().contains("z.md cannot be written"));
        assert_eq!(std::fs::read_to_string(&old).unwrap(), "changed");
        work.undo();
        assert_eq!(std::fs::read_to_string(&old).unwrap(), "old");
        assert_eq!(names(folder.path()), ["old.md"]);
        write(&files).unwrap();
        assert_eq!(names(folder.path()), ["old.md", "p", "q", "new.md", "z.md"]);
        assert_eq!(std::fs::read_to_string(&old).unwrap(), "changed");
    }

    #[test]
    fn a_folder_that_cannot_be_made_leaves_no_other_behind() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b"), "in the way").unwrap();
        let (a, b) = (folder.path().join("a/x.md"), folder.path().join("b/y.md"));
        assert!(write(&[(&a, "a"), (&b, "b")]).is_err());
        assert_eq!(names(folder.path()), ["b"]);
    }
}
