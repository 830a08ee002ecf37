//! The rubrics of a book, and which one an assessment is scored under.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{EntryKind, Files, read_text};
use crate::book::{Config, EMBEDDED_RUBRIC, Rubric, parse_rubric};
use crate::diag::{Diagnostic, Kind};
use crate::model::Assessment;
use crate::portfolio::Assessed;
use crate::render::Fingerprint;
use crate::text::one_of;

/// The rubrics of a book, ordered by id and version.
pub(super) struct Rubrics {
    all: Vec<Arc<Rubric>>,
    default: Arc<Rubric>,
}

impl Rubrics {
    /// Reads `rubrics/*.toml`, and the embedded rubric where no file takes its place.
    pub(super) fn read(files: &dyn Files, config: &Config, found: &mut Vec<Diagnostic>) -> Rubrics {
        let (embedded_path, embedded_text) = EMBEDDED_RUBRIC;
        let mut all = Vec::new();
        let mut read = |path: &Arc<str>, text: &str, found: &mut Vec<Diagnostic>| {
            let hash = Fingerprint(Sha256::digest(text.as_bytes()).into()).to_string();
            let (rubric, diagnostics) = parse_rubric(path, text, hash);
            found.extend(diagnostics);
            all.extend(rubric.map(Arc::new));
        };
        let mut own_embedded = false;
        for entry in files.entries() {
            let is_rubric = entry.path.strip_prefix("rubrics/").is_some_and(|name| {
                std::path::Path::new(name).extension().is_some_and(|e| e == "toml") && !name.contains('/')
            });
            if !is_rubric || entry.kind != EntryKind::File {
                continue;
            }
            own_embedded |= *entry.path == *embedded_path;
            if let Some(text) = read_text(files, &entry.path, Kind::Setup, found) {
                read(&entry.path, &text, found);
            }
        }
        let mut ignored = Vec::new();
        read(&embedded_path.into(), embedded_text, &mut ignored);
        let embedded = all.pop();
        if !own_embedded {
            all.extend(embedded.clone());
        }
        all.sort_by(|a, b| (&a.id, a.version).cmp(&(&b.id, b.version)));
        let default = all.iter().rev().find(|rubric| rubric.id == config.rubric.value).cloned();
        if default.is_none() && !found.iter().any(|d| d.path.starts_with("rubrics/")) {
            let ids: Vec<&str> = all.iter().map(|rubric| rubric.id.as_str()).collect();
            let message = format!("this book has no rubric `{}`", config.rubric.value);
            found.push(
                Diagnostic::setup("unknown-rubric", &super::BOOK_FILE.into(), message)
                    .at(config.rubric.span)
                    .help(one_of(&config.rubric.value, &ids)),
            );
        }
        let default = default.or(embedded).unwrap_or_else(|| Arc::new(Rubric::empty()));
        Rubrics { all, default }
    }

    /// The rubric of an assessment: the one that it asks for by `id` or `id@version`, else the book's.
    /// Diagnostics tell where that one does not exist.
    pub(super) fn of(&self, assessment: &Assessment) -> (Arc<Rubric>, Vec<Diagnostic>) {
        let Some(asked) = &assessment.rubric else {
            return (Arc::clone(&self.default), Vec::new());
        };
        let fits = |rubric: &&Arc<Rubric>| {
            rubric.id == asked.value || format!("{}@{}", rubric.id, rubric.version) == asked.value
        };
        if let Some(rubric) = self.all.iter().rev().find(fits) {
            return (Arc::clone(rubric), Vec::new());
        }
        let ids: Vec<&str> = self.all.iter().map(|rubric| rubric.id.as_str()).collect();
        let message = format!("this book has no rubric `{}`", asked.value);
        let diagnostic = Diagnostic::error("unknown-rubric", &assessment.path, message)
            .at(asked.span)
            .why("the assessment is scored under the book's own rubric instead, which may ask for something else")
            .help(one_of(&asked.value, &ids));
        (Arc::clone(&self.default), vec![diagnostic])
    }

    /// The rubric of assessments that ask for none.
    pub(super) fn default(&self) -> Arc<Rubric> {
        Arc::clone(&self.default)
    }

    /// The rubrics that some assessments were scored under; the book's own where there are none.
    pub(super) fn used(&self, assessed: &[Assessed]) -> Vec<Arc<Rubric>> {
        let is_used = |rubric: &Arc<Rubric>| assessed.iter().any(|one| one.rubric.hash == rubric.hash);
        let mut used: Vec<Arc<Rubric>> = self.all.iter().filter(|rubric| is_used(rubric)).cloned().collect();
        if used.is_empty() {
            used.push(Arc::clone(&self.default));
        }
        used
    }
}
