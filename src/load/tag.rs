//! A book as a tag of its repository holds it, with what it asks for beside: releases that the history up to the tag holds,
//! and the states of its sources that its own lock pins.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::collect::{Collection, collection};
use super::elsewhere::Elsewhere;
use super::git::git;
use super::past::Until;
use super::revision::{Beside, Revision};
use crate::book::{PINS_FILE, Source, parse_config, parse_pins};
use crate::check::LastChanges;
use crate::compile::{BOOK_FILE, Entry, Files, FirstDay, ReadError};
use crate::diag::Diagnostic;
use crate::model::Origin;
use crate::text::{one_of, visible};

/// A book in a tag.
pub struct Tagged {
    revision: Revision,
    entries: Vec<Entry>,
    elsewhere: Elsewhere,
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
    let (mut entries, mut elsewhere) = (revision.entries().to_vec(), Elsewhere::default());
    if let Some(history) = &config.history {
        let now = |path: &str| revision.read(path).unwrap_or_default();
        let (folder, prefix, commit) = (revision.repository(), revision.prefix(), revision.commit());
        let until = Until { folder, prefix, commit, own_tags: true, now: &now };
        elsewhere.add_past(&mut entries, &until, history, &config.limits);
    }
    if !config.sources.is_empty() {
        let collection = pinned(&revision, near, &config.sources, &entries);
        elsewhere.add_collected(&mut entries, collection);
    }
    entries.sort();
    Ok(Tagged { revision, entries, elsewhere })
}

/// The states that the tag's own lock pins, as far as they are kept beside the book that is checked out.
fn pinned(revision: &Revision, book: &Path, sources: &[Source], own: &[Entry]) -> Collection {
    let lock = format!("{}:{}{PINS_FILE}", revision.commit(), revision.prefix());
    let text = git(revision.repository(), &["cat-file", "blob", &lock]).unwrap_or_default();
    let mut collection = collection(book, parse_pins(&PINS_FILE.into(), &text), sources, own);
    let with_help = |found: Diagnostic| match found.rule {
        "uncollected-source" | "altered-source" => {
            found.help("check the tag out, run `readybook collect`, and archive again")
        }
        _ => found,
    };
    collection.troubles = collection.troubles.into_iter().map(with_help).collect();
    collection
}

impl Files for Tagged {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.elsewhere.read(path).unwrap_or_else(|| self.revision.read(path))
    }

    fn exists(&self, path: &str) -> Option<bool> {
        self.revision.exists(path)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.revision.identity(path)
    }

    fn origin(&self, path: &str) -> Option<&Arc<Origin>> {
        self.elsewhere.origin(path)
    }

    fn knows_past(&self) -> bool {
        self.elsewhere.knows_past()
    }

    fn at_top(&self, document: &str, path: &str) -> Option<bool> {
        let is_own = !self.elsewhere.has(document);
        is_own.then(|| self.revision.at_top(document, path)).flatten()
    }

    fn first_day(&self, path: &str) -> FirstDay {
        self.revision.first_day(path)
    }

    fn troubles(&self) -> &[Diagnostic] {
        &self.elsewhere.troubles
    }

    fn last_changes(
        &self,
        root: &str,
        asked: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeMap<String, LastChanges> {
        self.revision.last_changes(root, asked)
    }
}
