//! Puts the new files in place and takes the old ones away. Cut short anywhere, every file is still known as
//! ours, and the next build completes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::MAKE_FOLDER;
use super::manifest::{self, Manifest};
use super::plan::{Plan, digest, look};
use super::stage::{Made, Outcome, Stage};
use super::{OutputError, path};

/// What was taken away.
#[derive(Default)]
pub(super) struct Taken {
    /// How many files were removed.
    pub(super) removed: usize,
    /// Files that somebody edited since they were written, which are left and no longer ours.
    pub(super) kept: Vec<String>,
}

/// Replaces the manifest, in one step.
pub(super) fn set_manifest(root: &Path, stage: &Stage, manifest: &Manifest) -> Result<(), OutputError> {
    put_in_place(&stage.put("manifest", &manifest.bytes()?)?, &root.join(manifest::NAME))
}

/// Puts the new files in place and takes the old ones away. `known` is what was written up to now.
pub(super) fn swap(
    root: &Path,
    plan: &Plan,
    stage: &Stage,
    made: &[Made],
    known: &Manifest,
) -> Result<Taken, OutputError> {
    let mut taken = Taken::default();
    for path in &plan.first {
        take(root, path, known, &mut taken)?;
    }
    for folder in &plan.blocked {
        remove_folders(folder)?;
    }

    let staged: Vec<(usize, PathBuf)> = made
        .iter()
        .filter_map(|made| match made.result {
            Outcome::Staged(number) => Some((number, root.join(&*made.path))),
            Outcome::Unchanged(_) => None,
        })
        .collect();
    let folders: BTreeSet<&Path> = staged.iter().filter_map(|(_, path)| path.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder).map_err(OutputError::io(MAKE_FOLDER, folder))?;
    }
    // All are tried, and the first trouble by path is told.
    let put: Vec<Result<(), OutputError>> =
        staged.par_iter().map(|(number, path)| put_in_place(&stage.waiting(*number), path)).collect();
    put.into_iter().collect::<Result<(), OutputError>>()?;

    for path in plan.obsolete.difference(&plan.first) {
        take(root, path, known, &mut taken)?;
    }
    remove_emptied(root, &plan.obsolete)?;
    taken.kept.sort();
    Ok(taken)
}

fn put_in_place(staged: &Path, path: &Path) -> Result<(), OutputError> {
    fs::rename(staged, path).map_err(OutputError::io("replace", path))
}

/// Removes a file of ours, if it is still as it was written.
fn take(root: &Path, path: &str, known: &Manifest, taken: &mut Taken) -> Result<(), OutputError> {
    let at = root.join(path);
    // A folder of that name took its place.
    if look(&at)?.is_none_or(|found| found.is_dir()) {
        return Ok(());
    }
    let ours = !behind_link(root, path)? && digest(&at)?.is_some_and(|content| known.knows(path, content));
    if ours {
        fs::remove_file(&at).map_err(OutputError::io("remove", &at))?;
        taken.removed += 1;
    } else {
        taken.kept.push(path.to_owned());
    }
    Ok(())
}

/// True where one of the folders of a path is a link, so that what lies behind it is not in the site.
fn behind_link(root: &Path, path: &str) -> Result<bool, OutputError> {
    for folder in path::folders(path) {
        if look(&root.join(folder))?.is_some_and(|found| found.is_symlink()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes a folder that holds only folders.
fn remove_folders(folder: &Path) -> Result<(), OutputError> {
    for entry in WalkDir::new(folder).contents_first(true) {
        let entry = entry.map_err(|error| OutputError::io("list", folder)(error.into()))?;
        fs::remove_dir(entry.path()).map_err(OutputError::io("remove the folder", entry.path()))?;
    }
    Ok(())
}

/// Removes the folders of these files, innermost first, where they are empty now.
fn remove_emptied(root: &Path, paths: &BTreeSet<String>) -> Result<(), OutputError> {
    let folders: BTreeSet<&str> = paths.iter().flat_map(|path| path::folders(path)).collect();
    // A folder sorts before what is in it.
    for folder in folders.iter().rev() {
        let at = root.join(folder);
        if look(&at)?.is_some_and(|found| found.is_dir()) && !behind_link(root, folder)? {
            // Refused by the system for a folder that holds something, which then stays.
            let _ = fs::remove_dir(at);
        }
    }
    Ok(())
}
