//! What a book takes from elsewhere than its own place: versions of its documents that its history holds, and what was
//! collected.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::collect::Collection;
use super::folder::read_file;
use super::past::{Past, Until, without_history};
use crate::book::Versions;
use crate::compile::{Entry, EntryKind, ReadError, is_assessment_path};
use crate::diag::Diagnostic;
use crate::model::{Fact, Origin};
use crate::source::Limits;

/// Files of a book that are kept elsewhere, with what could not be had of them.
#[derive(Default)]
pub(super) struct Elsewhere {
    past: Option<Box<Past>>,
    /// Where collected files are, by their paths in the book.
    collected: BTreeMap<Arc<str>, PathBuf>,
    pub(super) troubles: Vec<Diagnostic>,
}

impl Elsewhere {
    /// Adds to the files of a book the versions that its documents had until a state of it.
    pub(super) fn add_past(
        &mut self,
        entries: &mut Vec<Entry>,
        until: &Until<'_>,
        history: &Fact<Versions>,
        limits: &Limits,
    ) {
        let is_document = |entry: &&Entry| entry.kind == EntryKind::File && is_assessment_path(&entry.path);
        let documents: Vec<Arc<str>> =
            entries.iter().filter(is_document).map(|entry| Arc::clone(&entry.path)).collect();
        match Past::read(until, &documents, history.value, limits) {
            Ok(mut past) => {
                entries.append(&mut past.entries);
                self.troubles.append(&mut past.troubles);
                self.past = Some(Box::new(past));
            }
            Err(why) => self.troubles.push(without_history(history, &why)),
        }
    }

    /// Adds to the files of a book what was collected.
    pub(super) fn add_collected(&mut self, entries: &mut Vec<Entry>, collection: Collection) {
        let Collection { files, troubles } = collection;
        entries.extend(files.keys().map(|path| Entry { path: Arc::clone(path), kind: EntryKind::File }));
        self.collected = files;
        self.troubles.extend(troubles);
    }

    /// True where nothing was asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.past.is_none() && self.collected.is_empty() && self.troubles.is_empty()
    }

    /// True where earlier versions of documents were asked for and read.
    pub(super) fn knows_past(&self) -> bool {
        self.past.is_some()
    }

    /// True for a file that is kept elsewhere.
    pub(super) fn has(&self, path: &str) -> bool {
        self.collected.contains_key(path) || self.origin(path).is_some_and(|origin| origin.past)
    }

    /// The bytes of a file; `None` for one that is not kept elsewhere.
    pub(super) fn read(&self, path: &str) -> Option<Result<Vec<u8>, ReadError>> {
        let past = self.past.as_ref().and_then(|past| past.bytes(path));
        past.or_else(|| self.collected(path).map(read_file))
    }

    /// Where a collected file is.
    pub(super) fn collected(&self, path: &str) -> Option<&Path> {
        self.collected.get(path).map(PathBuf::as_path)
    }

    /// What history knows of where a document comes from.
    pub(super) fn origin(&self, path: &str) -> Option<&Arc<Origin>> {
        self.past.as_ref()?.origins.get(path)
    }
}
