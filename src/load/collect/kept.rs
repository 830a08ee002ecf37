//! What was collected, as files of the book.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{state, whole};
use crate::book::{PINS_FILE, Pin, Source, parse_pins};
use crate::compile::{BOOK_FILE, Entry};
use crate::diag::Diagnostic;

/// The files of all sources, and what is wrong with them.
pub(in crate::load) struct Collection {
    /// Where each is, by its path in the book.
    pub(in crate::load) files: BTreeMap<Arc<str>, PathBuf>,
    /// What is missing or in the way.
    pub(in crate::load) troubles: Vec<Diagnostic>,
}

/// The states of a book; none where nothing was collected yet. What is wrong with the lock where it cannot be read.
pub fn read_pins(book: &Path) -> Result<Vec<Pin>, Vec<Diagnostic>> {
    let path: Arc<str> = PINS_FILE.into();
    match std::fs::read_to_string(book.join(PINS_FILE)) {
        Ok(text) => parse_pins(&path, &text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => {
            let message = format!("this file cannot be read: {error}");
            Err(vec![Diagnostic::setup("unreadable-file", &path, message)])
        }
    }
}

/// The sources of a book, as they were collected and its lock pins them. `own` is what stands in the book itself.
pub(in crate::load) fn collection(
    book: &Path,
    pins: Result<Vec<Pin>, Vec<Diagnostic>>,
    sources: &[Source],
    own: &[Entry],
) -> Collection {
    let mut collection = Collection { files: BTreeMap::new(), troubles: Vec::new() };
    let pins = pins.unwrap_or_else(|found| {
        collection.troubles.extend(found);
        Vec::new()
    });
    for source in sources {
        let name = &source.name;
        let folder = format!("content/{}/", name.value.to_lowercase());
        if let Some(other) = own.iter().find(|entry| entry.path.to_lowercase().starts_with(&folder)) {
            let message = format!("the source `{}` would be the same project as {}", name.value, other.path);
            collection.troubles.push(
                Diagnostic::setup("colliding-source", &BOOK_FILE.into(), message)
                    .at(name.span)
                    .why("of a project that is kept in two places, nobody could tell which one holds")
                    .help("give the source another name, or remove the folder of that name"),
            );
            continue;
        }
        let pin = pins.iter().find(|pin| pin.is_of(source)).filter(|pin| state(book, pin).is_dir());
        let Some(pin) = pin else {
            let message =
                format!("the source `{}` was not collected yet from where book.toml says", name.value);
            collection.troubles.push(
                Diagnostic::structural("uncollected-source", &BOOK_FILE.into(), message)
                    .at(name.span)
                    .why("its project would be missing without a word")
                    .help("run `readybook collect`"),
            );
            continue;
        };
        // Whoever can write there could claim anything: only what the lock says was reviewed.
        let Some(tree) = whole(book, pin) else {
            let message = format!("the source `{}` is not kept as {PINS_FILE} pins it", name.value);
            collection.troubles.push(
                Diagnostic::structural("altered-source", &BOOK_FILE.into(), message)
                    .at(name.span)
                    .why("files below .readybook/sources were changed since they were collected, and nobody has seen what they claim now")
                    .help("run `readybook collect`, which brings in what is pinned"),
            );
            continue;
        };
        let root = state(book, pin);
        collection.files.extend(tree.into_keys().map(|inner| {
            let path = format!("content/{}/{inner}", name.value);
            (path.into(), root.join(inner))
        }));
    }
    collection
}
