//! The files of a book with the texts of its documents kept: a page is made when somebody looks at it, and its document may
//! have changed by then, or be gone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::check::LastChanges;
use crate::compile::{Entry, Files, FirstDay, ReadError};
use crate::diag::Diagnostic;
use crate::load::{Folder, Stamp};
use crate::model::Origin;

/// Texts of documents, by path.
pub(super) type Texts = BTreeMap<Arc<str>, Text>;

/// The text of a document.
#[derive(Clone)]
pub(super) struct Text {
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
    /// What was told of its file before it was read.
    pub(super) seen: Option<Stamp>,
    /// The next change of the file will show.
    is_settled: bool,
}

/// A folder that remembers the documents that were read of it, and does not read those again that are as they were.
pub(super) struct Remembering<'a> {
    folder: &'a Folder,
    /// What is told of files before any of them is read.
    stamps: BTreeMap<Arc<str>, Stamp>,
    now: SystemTime,
    /// Texts that are as they were.
    as_read: Texts,
    texts: Mutex<Texts>,
}

impl<'a> Remembering<'a> {
    /// `before` is what the last compilation was made from, and `now` is no later than now.
    pub(super) fn new(folder: &'a Folder, before: &Texts, now: SystemTime) -> Remembering<'a> {
        let documents = folder.entries().par_iter().filter(|entry| is_document(&entry.path));
        let stamps: BTreeMap<Arc<str>, Stamp> = documents
            .filter_map(|entry| Some((Arc::clone(&entry.path), folder.stamp(&entry.path)?)))
            .collect();
        let is_as_read =
            |(path, text): &(&Arc<str>, &Text)| text.is_settled && stamps.get(&**path) == text.seen.as_ref();
        let as_read = before.iter().filter(is_as_read);
        let as_read = as_read.map(|(path, text)| (Arc::clone(path), text.clone())).collect();
        Remembering { folder, stamps, now, as_read, texts: Mutex::default() }
    }

    /// The texts of all documents that were read, now or before.
    pub(super) fn into_texts(self) -> Texts {
        let mut texts = self.as_read;
        texts.extend(self.texts.into_inner().unwrap_or_else(PoisonError::into_inner));
        texts
    }
}

fn is_document(path: &str) -> bool {
    path.strip_suffix(".md").is_some()
}

impl Files for Remembering<'_> {
    fn entries(&self) -> &[Entry] {
        self.folder.entries()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let bytes = self.folder.read(path)?;
        if is_document(path) {
            let seen = self.stamps.get(path).copied();
            let is_settled = seen.is_some_and(|seen| seen.is_settled(self.now));
            let text = Text { bytes: Arc::from(bytes.as_slice()), seen, is_settled };
            self.texts.lock().unwrap_or_else(PoisonError::into_inner).insert(path.into(), text);
        }
        Ok(bytes)
    }

    fn is_as_read(&self, path: &str) -> bool {
        self.as_read.contains_key(path)
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.folder.size(path)
    }

    fn exists(&self, path: &str) -> Option<bool> {
        self.folder.exists(path)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.folder.identity(path)
    }

    fn origin(&self, path: &str) -> Option<&Arc<Origin>> {
        self.folder.origin(path)
    }

    fn knows_past(&self) -> bool {
        self.folder.knows_past()
    }

    fn at_top(&self, document: &str, path: &str) -> Option<bool> {
        self.folder.at_top(document, path)
    }

    fn first_day(&self, path: &str) -> FirstDay {
        self.folder.first_day(path)
    }

    fn troubles(&self) -> &[Diagnostic] {
        self.folder.troubles()
    }

    fn last_changes(
        &self,
        root: &str,
        asked: &BTreeMap<String, std::collections::BTreeSet<String>>,
    ) -> BTreeMap<String, LastChanges> {
        self.folder.last_changes(root, asked)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    /// So many seconds after a moment of 2001.
    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + seconds)
    }

    /// Writes a document as it were written then.
    fn write(book: &Path, name: &str, text: &str, seconds: u64) {
        let path = book.join("content/payments").join(name);
        fs::write(&path, text).unwrap();
        File::options().write(true).open(path).unwrap().set_modified(at(seconds)).unwrap();
    }

    /// The names of the documents that are as they were, after all others were read then.
    fn as_read(book: &Path, texts: &mut Texts, seconds: u64) -> Vec<String> {
        let folder = Folder::open(book);
        let files = Remembering::new(&folder, texts, at(seconds));
        let (same, others): (Vec<&Entry>, Vec<&Entry>) =
            files.entries().iter().partition(|entry| files.is_as_read(&entry.path));
        for entry in others {
            files.read(&entry.path).unwrap();
        }
        let same = same.iter().map(|entry| entry.path.rsplit('/').next().unwrap().to_owned()).collect();
        *texts = files.into_texts();
        same
    }

    #[test]
    fn only_what_did_not_change_for_sure_is_not_read_again() {
        let book = tempfile::tempdir().unwrap();
        let book = book.path();
        fs::create_dir_all(book.join("content/payments")).unwrap();
        let mut texts = Texts::new();
        write(book, "1.0.0.md", "one", 0);
        write(book, "1.1.0.md", "two", 10);
        assert!(as_read(book, &mut texts, 11).is_empty());
        // The last one had changed so lately that another change could look the same.
        assert_eq!(as_read(book, &mut texts, 20), ["1.0.0.md"]);
        assert_eq!(as_read(book, &mut texts, 21), ["1.0.0.md", "1.1.0.md"]);
        // Of the same length, and dated back.
        write(book, "1.0.0.md", "six", 0);
        assert_eq!(as_read(book, &mut texts, 22), ["1.1.0.md"]);
        // A clock that was set back tells nothing.
        write(book, "1.1.0.md", "ten", 30);
        assert_eq!(as_read(book, &mut texts, 23), ["1.0.0.md"]);
        assert_eq!(as_read(book, &mut texts, 24), ["1.0.0.md"]);
        fs::remove_file(book.join("content/payments/1.0.0.md")).unwrap();
        assert!(as_read(book, &mut texts, 40).is_empty());
        let left: Vec<(&str, &[u8])> = texts.iter().map(|(path, text)| (&**path, &*text.bytes)).collect();
        assert_eq!(left, [("content/payments/1.1.0.md", &b"ten"[..])]);
    }
}
