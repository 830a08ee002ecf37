//! What tells that a book is as it was, without reading it: where its files are, how long, and when they were changed.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

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
        let stamps: Vec<Option<(Vec<u8>, SystemTime)>> =
            paths.par_iter().map(|path| stamp(path, &self.root().join(path))).collect();
        let (mut hasher, mut newest) = (Sha256::new(), SystemTime::UNIX_EPOCH);
        for one in stamps {
            let (text, changed) = one?;
            newest = newest.max(changed);
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        }
        Some(Stamps { hash: hasher.finalize().into(), newest })
    }
}

/// All that is told of one file. What is no file is as its kind says.
fn stamp(path: &str, full: &Path) -> Option<(Vec<u8>, SystemTime)> {
    let found = std::fs::metadata(full).or_else(|_| std::fs::symlink_metadata(full)).ok()?;
    let changed = found.modified().ok()?;
    let since = changed.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
    let text = format!("{path}\0{:?}\0{}\0{since}\0{}", found.file_type(), found.len(), identity(&found));
    Some((text.into_bytes(), changed))
}

/// What changes with every change of a file, even where its time is set back.
#[cfg(unix)]
fn identity(found: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    format!("{} {} {}", found.ino(), found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> String {
    String::new()
}

/// Whether answers about paths still hold.
pub fn still_so(book: &Path, exists: &BTreeMap<String, bool>) -> bool {
    exists.par_iter().all(|(path, there)| book.join(path).exists() == *there)
}
