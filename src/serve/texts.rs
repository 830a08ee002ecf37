//! The files of a book with the texts of its documents kept: a page is made when somebody looks at it, and its document may
//! have changed by then, or be gone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::check::LastChanges;
use crate::compile::{Entry, Files, FirstDay, ReadError};
use crate::diag::Diagnostic;
use crate::load::Folder;
use crate::model::Origin;

/// Texts of documents, by path.
pub(super) type Texts = BTreeMap<String, Arc<[u8]>>;

/// A folder that remembers the documents that were read of it.
pub(super) struct Remembering<'a> {
    folder: &'a Folder,
    texts: Mutex<Texts>,
}

impl<'a> Remembering<'a> {
    pub(super) fn new(folder: &'a Folder) -> Remembering<'a> {
        Remembering { folder, texts: Mutex::new(Texts::new()) }
    }

    pub(super) fn into_texts(self) -> Texts {
        self.texts.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Remembering<'_> {
    fn entries(&self) -> &[Entry] {
        self.folder.entries()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let bytes = self.folder.read(path)?;
        if path.strip_suffix(".md").is_some() {
            let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
            texts.insert(path.to_owned(), Arc::from(bytes.as_slice()));
        }
        Ok(bytes)
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
