//! `readybook.lock`: which state of each source a book was last made from.

use std::fmt::Write as _;
use std::sync::Arc;

use super::gather::{Place, Source};
use super::toml_tree;
use crate::diag::{Diagnostic, Span};
use crate::source::{Fields, Sink};

/// Path of the lock, relative to the book.
pub const PINS_FILE: &str = "readybook.lock";

/// A state of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The source.
    pub name: String,
    /// Its address or folder, as it was in `book.toml`.
    pub from: String,
    /// The revision that was asked for; empty for a folder.
    pub revision: String,
    /// The folder in it.
    pub path: String,
    /// The commit; empty for a folder.
    pub commit: String,
    /// SHA-256 of the list of its files, as `sha256sum` prints it, ordered by path.
    pub digest: String,
}

impl Pin {
    /// True for a state of that source as `book.toml` names it now.
    pub fn is_of(&self, source: &Source) -> bool {
        let (from, revision) = source.place.words();
        (self.name.as_str(), self.from.as_str(), self.revision.as_str(), self.path.as_str())
            == (source.name.value.as_str(), from, revision, source.path.as_str())
    }
}

impl Place {
    /// Its address or folder, and the revision.
    pub fn words(&self) -> (&str, &str) {
        match self {
            Place::Folder(folder) => (folder, ""),
            Place::Git { url, revision } => (url, revision),
        }
    }
}

/// Reads the lock; what is wrong with it where it cannot be read.
pub fn parse_pins(path: &Arc<str>, text: &str) -> Result<Vec<Pin>, Vec<Diagnostic>> {
    let node = toml_tree::parse(path, text).map_err(|diagnostic| vec![*diagnostic])?;
    let sink = Sink::setup(path);
    let mut pins = Vec::new();
    if let Some(mut fields) = Fields::new(node, "the lock", &sink) {
        for node in fields.list("source") {
            let Some(mut fields) = Fields::new(node, "[[source]]", &sink) else { continue };
            let mut text = |key| fields.required_text(key).map(|fact| fact.value);
            let texts = [text("name"), text("from"), text("digest")];
            let [revision, inner, commit] = ["revision", "path", "commit"]
                .map(|key| fields.text(key).map_or_else(String::new, |fact| fact.value));
            fields.finish();
            if let [Some(name), Some(from), Some(digest)] = texts {
                if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    pins.push(Pin { name, from, revision, path: inner, commit, digest });
                } else {
                    let message = format!("the digest of `{name}` is none");
                    sink.push(sink.error("invalid-source", Span::default(), message));
                }
            }
        }
        fields.finish();
    }
    let found = sink.into_diagnostics();
    if found.is_empty() { Ok(pins) } else { Err(found) }
}

/// The text of the lock.
pub fn pins_text(pins: &[Pin]) -> String {
    let mut text = "# Written by `readybook collect`. Keep it under version control.\n".to_owned();
    for Pin { name, from, revision, path, commit, digest } in pins {
        text.push_str("\n[[source]]\n");
        let keys = [
            ("name", name),
            ("from", from),
            ("revision", revision),
            ("path", path),
            ("commit", commit),
            ("digest", digest),
        ];
        for (key, value) in keys.into_iter().filter(|(_, value)| !value.is_empty()) {
            // A text of JSON is one of TOML; writing into a String does not fail.
            let _ = writeln!(text, "{key} = {}", serde_json::Value::from(value.as_str()));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let pin = Pin {
            name: "pay".to_owned(),
            from: "../a \"b\" \\ ü".to_owned(),
            revision: "main".to_owned(),
            path: String::new(),
            commit: "c".repeat(40),
            digest: "0".repeat(64),
        };
        let folder =
            Pin { name: "b".to_owned(), revision: String::new(), commit: String::new(), ..pin.clone() };
        let pins = vec![pin, folder];
        assert_eq!(parse_pins(&PINS_FILE.into(), &pins_text(&pins)), Ok(pins));
        for bad in [
            "[[source]]\nname = \"x\"\n",
            "[[source",
            "x = 1\n",
            "[[source]]\nname=\"a\"\nfrom=\"b\"\ndigest=\"../..\"\n",
        ] {
            assert!(parse_pins(&PINS_FILE.into(), bad).is_err(), "{bad}");
        }
    }
}
