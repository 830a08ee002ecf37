//! What tells that a book is as it was, without reading it: where its files are, how long, and when they were changed.

use std::collections::BTreeMap;
use std::fs::{FileType, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::Folder;
use crate::compile::BOOK_FILE;

/// The state of a book's files.
pub struct Stamps {
    /// The same for two states only where no file came, went or was changed in between, as far as the file system tells.
    pub hash: [u8; 32],
    /// When the last of them was changed. A change within the same tick of the file system's clock could not be told.
    pub newest: SystemTime,
}

impl Folder {
    /// The state of the book's files; `None` where it is made from more than the files of its folder, or the file system
    /// does not tell.
    pub fn stamps(&self) -> Option<Stamps> {
        if !self.is_all_own() {
            return None;
        }
        let paths = std::iter::once(BOOK_FILE).chain(self.listed());
        let paths: Vec<&str> = paths.collect();
        let of_path = |path: &&str| {
            let stamp = Stamp::of(&self.root().join(path))?;
            Some((stamp.text(path)?, stamp.modified))
        };
        let stamps: Vec<Option<(String, SystemTime)>> = paths.par_iter().map(of_path).collect();
        let (mut hasher, mut newest) = (Sha256::new(), SystemTime::UNIX_EPOCH);
        for one in stamps {
            let (text, changed) = one?;
            newest = newest.max(changed);
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        }
        Some(Stamps { hash: hasher.finalize().into(), newest })
    }

    /// What the file system tells of a file in the book's own folder; `None` for others, and where it does not tell.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        self.is_own(path).then(|| Stamp::of(&self.root().join(path))).flatten()
    }
}

/// All that the file system tells of one file without reading it. What is no file is as its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    kind: FileType,
    len: u64,
    /// When it was changed, as its owner may set it.
    modified: SystemTime,
    identity: Identity,
}

impl Stamp {
    fn of(full: &Path) -> Option<Stamp> {
        let found = std::fs::metadata(full).or_else(|_| std::fs::symlink_metadata(full)).ok()?;
        let (kind, len, identity) = (found.file_type(), found.len(), identity(&found));
        Some(Stamp { kind, len, modified: found.modified().ok()?, identity })
    }

    /// True where the file was changed so long before `now` that its next change will show.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        is_settled(self.modified, now)
    }

    fn text(&self, path: &str) -> Option<String> {
        let since = self.modified.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
        let Stamp { kind, len, identity: (file, seconds, nanoseconds), .. } = self;
        Some(format!("{path}\0{kind:?}\0{len}\0{since}\0{file} {seconds} {nanoseconds}"))
    }
}

/// How old the last change of a file must be for its time to tell of the next one: file systems count time in steps, some
/// of two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// True for a change that was so long before `now` that the next one has another time.
pub fn is_settled(changed: SystemTime, now: SystemTime) -> bool {
    now.duration_since(changed).is_ok_and(|age| age >= SETTLED)
}

/// What changes with every change of a file, even where its time is set back: its number, and seconds and nanoseconds of
/// the last change of its state.
type Identity = (u64, i64, i64);

#[cfg(unix)]
fn identity(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    (found.ino(), found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {
    (0, 0, 0)
}

/// Whether answers about paths still hold.
pub fn still_so(book: &Path, exists: &BTreeMap<String, bool>) -> bool {
    exists.par_iter().all(|(path, there)| book.join(path).exists() == *there)
}
