//! One build of a book at a time.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use super::OutputError;

/// Held while a site is written; the system lets go of it when the build ends, in whatever way.
pub(super) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a book, or says that another build holds it.
    pub(super) fn take(scratch: &Path) -> Result<Lock, OutputError> {
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
            Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => return Ok(Lock { _file: None }),
            Err(error) => return Err(OutputError::io("open the lock", path)(error)),
        };
        match file.try_lock() {
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
