//! What is remembered of a book that is compiled again and again: documents as they were read, and what the releases of a
//! project came to, so that only what the last change touches is read and judged anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::documents::Documents;
use super::judge::Judged;
use crate::diag::Diagnostic;
use crate::model::Assessment;
use crate::render::{Fingerprint, Templates, Terms, Theme};

/// A document as it was read.
pub(super) struct Remembered {
    /// What it says.
    pub(super) assessment: Arc<Assessment>,
    /// What is wrong with it by itself.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What a search finds, where that was asked for.
    pub(super) terms: Option<Arc<Terms>>,
}

/// Documents as they were read, by path.
pub(super) type Known = BTreeMap<Arc<str>, Remembered>;

/// What the releases of a project came to, and of what.
#[derive(Clone)]
pub(super) struct JudgedBefore {
    /// What all of it was made from, but for the next.
    pub(super) made_from: [u8; 32],
    /// Documents of other projects that links were followed into: the hashes of their bytes; `None` for one that could not
    /// be read.
    pub(super) followed: BTreeMap<Arc<str>, Option<[u8; 32]>>,
    /// In the order of their documents.
    pub(super) judged: Vec<Arc<Judged>>,
}

/// What projects came to, by their ids.
pub(super) type JudgedProjects = BTreeMap<String, JudgedBefore>;

/// A theme as it was made ready to render.
pub(super) struct Ready {
    theme: Fingerprint,
    language: String,
    templates: Arc<Templates>,
}

/// The theme, ready to render in that language: as it was `before` where that is of the same, which it then is.
pub(super) fn ready(
    theme: &Theme,
    language: &str,
    before: Option<&mut Option<Ready>>,
) -> Result<Arc<Templates>, Vec<Diagnostic>> {
    let of = theme.fingerprint();
    if let Some(Some(ready)) = &before
        && ready.theme == of
        && ready.language == language
    {
        return Ok(Arc::clone(&ready.templates));
    }
    let templates = Arc::new(theme.compile(language)?);
    if let Some(before) = before {
        let language = language.to_owned();
        *before = Some(Ready { theme: of, language, templates: Arc::clone(&templates) });
    }
    Ok(templates)
}

/// The last compilation, for a process that goes on.
#[derive(Default)]
pub struct Memo {
    pub(super) documents: ReadBefore,
    pub(super) judged: JudgedProjects,
    pub(super) theme: Option<Ready>,
}

/// Documents as the last compilation read them.
#[derive(Default)]
pub struct ReadBefore {
    /// SHA-256 of the configuration under which they were read.
    pub(super) config: [u8; 32],
    pub(super) known: Known,
}

impl ReadBefore {
    /// Forgets what does not hold under a configuration; false where that is all of it.
    pub(super) fn holds_under(&mut self, config: [u8; 32]) -> bool {
        let holds = self.config == config;
        if !holds {
            self.known.clear();
            self.config = config;
        }
        holds
    }

    /// Remembers these documents, and no others. What a version of the history says comes from more than its bytes.
    pub(super) fn keep(&mut self, documents: &Documents) {
        let own = documents.assessments.iter().filter(|(assessment, _)| assessment.origin.is_none());
        self.known = own
            .map(|(assessment, diagnostics)| {
                let terms = documents.terms.get(&assessment.path).cloned();
                let (assessment, diagnostics) = (Arc::clone(assessment), diagnostics.clone());
                (Arc::clone(&assessment.path), Remembered { assessment, diagnostics, terms })
            })
            .collect();
    }
}
