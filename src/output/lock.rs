//! One program at a time writes what belongs to a book.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use super::OutputError;

/// Held while a site is written, or a ledger; the system lets go of it when the program ends, in whatever way.
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a book, or says that another program holds it.
    pub(super) fn take(scratch: &Path) -> Result<Lock, OutputError> {
        Lock::open(scratch, File::try_lock)
    }

    /// Takes the lock of a book as soon as nobody else holds it. `waits` is called where somebody does.
    pub fn wait(scratch: &Path, waits: impl FnOnce()) -> Result<Lock, OutputError> {
        Lock::open(scratch, |file| match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                waits();
                file.lock().map_err(TryLockError::Error)
            }
            taken => taken,
        })
    }

    fn open(
        scratch: &Path,
        lock: impl FnOnce(&File) -> Result<(), TryLockError>,
    ) -> Result<Lock, OutputError> {
        let path = scratch.join("lock");
        // A book may come from a stranger: nothing is made where its links lead.
        if let Some(link) = [scratch, &path].into_iter().find(|path| path.is_symlink()) {
            return Err(OutputError::Symlink { path: link.to_path_buf() });
        }
        let opened = fs::create_dir_all(scratch)
            .and_then(|()| File::options().create(true).truncate(false).write(true).open(&path));
        let file = match opened {
            Ok(file) => file,
            // A book that cannot be written to can still be built elsewhere, as in a container.
            Err(error)
                if [ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied].contains(&error.kind()) =>
            {
                return Ok(Lock { _file: None });
            }
            Err(error) => return Err(OutputError::io("open the lock", path)(error)),
        };
        match lock(&file) {
            Ok(()) => Ok(Lock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(OutputError::Busy { lock: path }),
            // Some network file systems know no locks; that must not keep a book from being built.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                Ok(Lock { _file: None })
            }
            Err(TryLockError::Error(error)) => Err(OutputError::io("lock", path)(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_build_is_refused_until_the_first_ends() {
        let temp = tempfile::tempdir().unwrap();
        let scratch = temp.path().join("deep/.readybook");
        let first = Lock::take(&scratch).unwrap();
        assert!(
            matches!(Lock::take(&scratch), Err(OutputError::Busy { lock }) if lock == scratch.join("lock"))
        );
        drop(first);
        assert!(Lock::take(&scratch).is_ok());
    }
}
