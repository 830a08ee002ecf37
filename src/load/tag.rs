//! A book as a tag of its repository holds it, with what it asks for beside: releases that the history up to the tag holds,
//! and the states of its sources that its own lock pins.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::collect::{Collection, collection};
use super::folder::describe;
use super::git::git;
use super::past::{Past, Until, without_history};
use super::revision::{Beside, Revision};
use crate::book::{PINS_FILE, Source, Versions, parse_config, parse_pins};
use crate::check::LastChanges;
use crate::compile::{BOOK_FILE, Entry, EntryKind, Files, ReadError, is_assessment_path};
use crate::diag::Diagnostic;
use crate::model::{Date, Fact, Origin};
use crate::source::Limits;
use crate::text::{one_of, visible};

/// A book in a tag.
pub struct Tagged {
    revision: Revision,
    entries: Vec<Entry>,
    past: Option<Past>,
    /// Where files that are kept elsewhere are, by their paths in the book.
    collected: BTreeMap<Arc<str>, PathBuf>,
    troubles: Vec<Diagnostic>,
}

/// The book in a tag. The error is one sentence with what to do.
pub fn open_tag(near: &Path, tag: &str) -> Result<Tagged, String> {
    let name = visible(tag);
    let known = git(near, &["tag", "--list"])
        .map_err(|why| format!("{} is in no git repository: {why}", visible(&near.display().to_string())))?;
    let tags: Vec<&str> = known.lines().collect();
    if tags.is_empty() {
        return Err(format!(
            "there is no tag `{name}`: this clone has none; get them with `git fetch --tags`"
        ));
    }
    if !tags.contains(&tag) {
        return Err(format!("there is no tag `{name}`: {}", one_of(tag, &tags)));
    }
    let revision = Revision::open(near, &format!("refs/tags/{tag}"), Beside::WorkingTree)?;
    let text = match revision.read(BOOK_FILE) {
        Err(ReadError::Missing) => {
            return Err(format!(
                "the tag `{name}` holds no book: there is no {BOOK_FILE} in it; name a later tag"
            ));
        }
        text => text.unwrap_or_default(),
    };
    let (config, _) = parse_config(&BOOK_FILE.into(), &String::from_utf8_lossy(&text));
    let entries = revision.entries().to_vec();
    let mut tagged =
        Tagged { revision, entries, past: None, collected: BTreeMap::new(), troubles: Vec::new() };
    if let Some(history) = config.history {
        tagged.add_past(&history, &config.limits);
    }
    if !config.sources.is_empty() {
        tagged.add_collected(near, &config.sources);
    }
    tagged.entries.sort();
    Ok(tagged)
}

impl Tagged {
    fn add_past(&mut self, history: &Fact<Versions>, limits: &Limits) {
        let revision = &self.revision;
        let is_document = |entry: &&Entry| entry.kind == EntryKind::File && is_assessment_path(&entry.path);
        let documents: Vec<Arc<str>> =
            self.entries.iter().filter(is_document).map(|entry| Arc::clone(&entry.path)).collect();
        let now = |path: &str| revision.read(path).unwrap_or_default();
        let (folder, prefix, commit) = (revision.repository(), revision.prefix(), revision.commit());
        let until = Until { folder, prefix, commit, own_tags: true, now: &now };
        match Past::read(&until, &documents, history.value, limits) {
            Ok(mut past) => {
                self.entries.append(&mut past.entries);
                self.troubles.append(&mut past.troubles);
                self.past = Some(past);
            }
            Err(why) => self.troubles.push(without_history(history, &why)),
        }
    }

    /// The states that the tag's own lock pins, as far as they are kept beside the book that is checked out.
    fn add_collected(&mut self, book: &Path, sources: &[Source]) {
        let lock = format!("{}:{}{PINS_FILE}", self.revision.commit(), self.revision.prefix());
        let text = git(self.revision.repository(), &["cat-file", "blob", &lock]).unwrap_or_default();
        let pins = parse_pins(&PINS_FILE.into(), &text);
        let Collection { files, troubles } = collection(book, pins, sources, &self.entries);
        self.entries.extend(files.keys().map(|path| Entry { path: Arc::clone(path), kind: EntryKind::File }));
        self.collected = files;
        self.troubles.extend(troubles.into_iter().map(|found| match found.rule {
            "uncollected-source" | "altered-source" => {
                found.help("check the tag out, run `readybook collect`, and archive again")
            }
            _ => found,
        }));
    }
}

impl Files for Tagged {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if let Some(bytes) = self.past.as_ref().and_then(|past| past.bytes(path)) {
            return bytes;
        }
        match self.collected.get(path) {
            Some(kept) => std::fs::read(kept).map_err(|error| describe(&error)),
            None => self.revision.read(path),
        }
    }

    fn exists(&self, path: &str) -> Option<bool> {
        self.revision.exists(path)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.revision.identity(path)
    }

    fn origin(&self, path: &str) -> Option<&Arc<Origin>> {
        self.past.as_ref()?.origins.get(path)
    }

    fn first_day(&self, path: &str) -> Option<Date> {
        self.revision.first_day(path)
    }

    fn troubles(&self) -> &[Diagnostic] {
        &self.troubles
    }

    fn last_changes(
        &self,
        root: &str,
        asked: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeMap<String, LastChanges> {
        self.revision.last_changes(root, asked)
    }
}
