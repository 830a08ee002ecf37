//! The output folder while a site is written into it: made where it is missing, held for one build alone, and removed again
//! where nothing came into it.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::OutputError;
use super::error::MAKE_FOLDER;

/// The folder, held. Builds of one book hold its lock; this tells builds of several books from each other.
pub(super) struct Place {
    /// The folder and the folders around it that had to be made, innermost first.
    made: Vec<PathBuf>,
    /// Where the system can hold a folder; it lets go when this is closed.
    held: Option<File>,
}

impl Place {
    /// Takes the folder, or says that another build has it.
    pub(super) fn take(root: &Path) -> Result<Place, OutputError> {
        let missing = |folder: &&Path| fs::symlink_metadata(folder).is_err() && **folder != *"";
        let made: Vec<PathBuf> = root.ancestors().take_while(missing).map(Path::to_owned).collect();
        // Made first, so that of folders that could be made in part none stays.
        let mut place = Place { made, held: None };
        match fs::create_dir_all(root) {
            // Whatever stands in its way is told by who lists it.
            Err(error) if [ErrorKind::NotADirectory, ErrorKind::AlreadyExists].contains(&error.kind()) => {}
            done => done.map_err(OutputError::io(MAKE_FOLDER, root))?,
        }
        // What is no folder is told by who lists it, and a system that cannot open one holds none.
        let folder =
            File::open(root).ok().filter(|folder| folder.metadata().is_ok_and(|found| found.is_dir()));
        place.held = match folder.map(|folder| (folder.try_lock(), folder)) {
            Some((Err(TryLockError::WouldBlock), _)) => {
                // Whoever has it needs it, whoever made it.
                place.made.clear();
                return Err(OutputError::Taken { root: root.to_owned() });
            }
            Some((Ok(()), folder)) => Some(folder),
            Some((Err(TryLockError::Error(_)), _)) | None => None,
        };
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        for folder in &self.made {
            // Refused by the system for a folder that holds something, or could not be made.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn folders_that_were_made_in_part_go() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("a/b").join("x".repeat(300));
        assert!(matches!(Place::take(&root), Err(OutputError::Io { .. })));
        assert!(!temp.path().join("a").exists());
    }

    #[test]
    fn a_folder_is_held_by_one_build_and_goes_where_nothing_came() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("a/b");
        let first = Place::take(&root).unwrap();
        assert!(matches!(Place::take(&root), Err(OutputError::Taken { root: taken }) if taken == root));
        drop(first);
        assert!(!temp.path().join("a").exists());
        let again = Place::take(&root).unwrap();
        fs::write(root.join("x"), "").unwrap();
        drop(again);
        assert!(root.join("x").exists());
    }
}
