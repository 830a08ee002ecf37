//! `rubrics/rubrics.lock`: the hashes of published rubrics, so that none changes unnoticed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::super::toml_tree;
use super::Rubric;
use crate::diag::{Diagnostic, Severity};
use crate::model::Fact;
use crate::source::{Fields, Sink, Value};

/// Path of the lock file, relative to the book.
pub const LOCK_FILE: &str = "rubrics/rubrics.lock";

/// What published rubrics hash to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RubricLock {
    /// By `id@version`: the hash, where it stands in the file.
    pub hashes: BTreeMap<String, Fact<String>>,
}

/// Reads the lock file.
pub fn parse_lock(path: &Arc<str>, text: &str) -> (RubricLock, Vec<Diagnostic>) {
    let sink = Sink::setup(path);
    let mut lock = RubricLock::default();
    let node = match toml_tree::parse(path, text) {
        Ok(node) => node,
        Err(diagnostic) => return (lock, vec![*diagnostic]),
    };
    if let Some(mut fields) = Fields::new(node, LOCK_FILE, &sink) {
        for (reference, node) in fields.rest() {
            match node.value {
                Value::Scalar(hash) if hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
                    lock.hashes.insert(reference.value, Fact::new(hash.to_ascii_lowercase(), node.span));
                }
                _ => sink.push(
                    sink.error("wrong-type", node.span, format!("`{}` has no hash", reference.value))
                        .help("restore the line, or write it anew with `readybook rubric lock`"),
                ),
            }
        }
    }
    (lock, sink.into_diagnostics())
}

impl RubricLock {
    /// The lock with the hashes of these rubrics added. A hash that is there stays.
    #[must_use]
    pub fn with<'a>(mut self, rubrics: impl IntoIterator<Item = &'a Rubric>) -> RubricLock {
        for rubric in rubrics {
            let hash = Fact::new(rubric.hash.clone(), crate::diag::Span::default());
            self.hashes.entry(rubric.reference()).or_insert(hash);
        }
        self
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text =
            "# Hashes of published rubrics, written by `readybook rubric lock`. A version that stands here\n\
                        # never changes: copy its file to the next version and change the copy.\n"
                .to_owned();
        for (reference, hash) in &self.hashes {
            let _ = writeln!(text, "\"{reference}\" = \"{}\"", hash.value);
        }
        text
    }
}

/// Holds rubrics against the lock: a published one that changed or is gone stops the build; one of the book's own
/// files (`own`) that no lock holds yet is a warning.
pub(crate) fn check_lock(
    lock: &RubricLock,
    rubrics: &[Arc<Rubric>],
    own: impl Fn(&Rubric) -> bool,
) -> Vec<Diagnostic> {
    let path: Arc<str> = LOCK_FILE.into();
    let mut found = Vec::new();
    let changed = |name: &str| {
        let hash = lock.hashes.get(name);
        rubrics
            .iter()
            .any(|rubric| rubric.reference() == name && hash.is_some_and(|hash| hash.value != rubric.hash))
    };
    for (reference, hash) in &lock.hashes {
        let at = |rule, message: String| Diagnostic::setup(rule, &path, message).at(hash.span);
        match rubrics.iter().find(|rubric| rubric.reference() == *reference) {
            Some(rubric) if rubric.hash == hash.value => {}
            // Its hash is of both; the one that it extends is named.
            Some(rubric) if rubric.extends.as_deref().is_some_and(changed) => {}
            Some(rubric) => {
                let versions =
                    rubrics.iter().filter(|other| other.id == rubric.id).map(|other| other.version);
                let next = format!("{}@{}.toml", rubric.id, versions.max().unwrap_or(rubric.version) + 1);
                found.push(
                    at("changed-rubric", format!("{} is published as `{reference}`, but it has changed", rubric.path))
                        .why("scores that were given under this version could not be reproduced any more")
                        .help(format!("put the file back as it was, and make the change in rubrics/{next} with its own `version` and `from`")),
                );
            }
            None => found.push(
                at("missing-rubric", format!("`{reference}` is published, but this book has no such rubric"))
                    .why("scores that were given under it could not be reproduced any more")
                    .help(format!("put rubrics/{reference}.toml back")),
            ),
        }
    }
    for rubric in rubrics.iter().filter(|rubric| own(rubric)) {
        if !lock.hashes.contains_key(&rubric.reference()) {
            let message = format!("`{}` is not in {LOCK_FILE}", rubric.reference());
            found.push(
                Diagnostic::new("unlocked-rubric", Severity::Warning, &rubric.path, message)
                    .why("a change of it would change published scores unnoticed")
                    .help("run `readybook rubric lock` once it is published"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rubric(id: &str, hash: &str) -> Arc<Rubric> {
        Arc::new(Rubric {
            id: id.to_owned(),
            version: 1,
            hash: hash.repeat(64),
            path: format!("rubrics/{id}@1.toml").into(),
            ..Rubric::empty()
        })
    }

    #[test]
    fn it_reads_what_it_writes_and_keeps_what_it_has() {
        let lock = RubricLock::default().with([&*rubric("b", "1"), &*rubric("a", "2")]);
        let text = lock.text();
        assert!(
            text.ends_with(&format!("\"a@1\" = \"{}\"\n\"b@1\" = \"{}\"\n", "2".repeat(64), "1".repeat(64))),
            "{text}"
        );
        let (again, found) = parse_lock(&LOCK_FILE.into(), &text);
        assert_eq!((again.text(), found), (text.clone(), vec![]));
        assert_eq!(again.with([&*rubric("a", "9")]).text(), text, "a published hash stays");
    }

    #[test]
    fn a_changed_or_missing_rubric_stops_and_an_unlocked_one_warns() {
        let lock = RubricLock::default().with([&*rubric("a", "1"), &*rubric("b", "2")]);
        let found =
            check_lock(&lock, &[rubric("a", "3"), rubric("c", "4"), rubric("d", "5")], |r| r.id != "d");
        let rules: Vec<_> = found.iter().map(|d| (d.rule, d.stops_build())).collect();
        assert_eq!(rules, [("changed-rubric", true), ("missing-rubric", true), ("unlocked-rubric", false)]);
        assert_eq!(check_lock(&lock, &[rubric("a", "1"), rubric("b", "2")], |_| true), []);
    }

    #[test]
    fn a_line_without_a_hash_is_refused() {
        for bad in ["\"a@1\" = \"12\"\n", "\"a@1\" = 5\n", "\"a@1\" = [\"x\"]\n"] {
            assert_eq!(parse_lock(&LOCK_FILE.into(), bad).1.len(), 1, "{bad}");
        }
    }
}
