//! What a process that compiles a book again and again remembers of it: documents as they were read, so that only those
//! whose bytes are others are read anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::documents::Documents;
use crate::diag::Diagnostic;
use crate::model::Assessment;
use crate::render::Terms;

/// A document as it was read.
pub(super) struct Remembered {
    /// What it says.
    pub(super) assessment: Assessment,
    /// What is wrong with it by itself.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What a search finds, where that was asked for.
    pub(super) terms: Option<Arc<Terms>>,
}

/// Documents as they were read, by path.
pub(super) type Known = BTreeMap<Arc<str>, Remembered>;

/// The documents of the last compilation.
#[derive(Default)]
pub struct Memo {
    /// SHA-256 of the configuration under which they were read.
    config: [u8; 32],
    known: Known,
}

impl Memo {
    /// What still holds under a configuration.
    pub(super) fn under(&mut self, config: [u8; 32]) -> &Known {
        if self.config != config {
            self.known.clear();
            self.config = config;
        }
        &self.known
    }

    /// Remembers these documents, and no others. What a version of the history says comes from more than its bytes.
    pub(super) fn keep(&mut self, documents: &Documents) {
        let mut before = std::mem::take(&mut self.known);
        let own = documents.assessments.iter().filter(|(assessment, _)| assessment.origin.is_none());
        self.known = own
            .map(|(assessment, diagnostics)| {
                let same = before.remove(&assessment.path);
                let same = same.filter(|same| same.assessment.hash == assessment.hash);
                let anew = || Remembered {
                    assessment: assessment.clone(),
                    diagnostics: diagnostics.clone(),
                    terms: documents.terms.get(&assessment.path).cloned(),
                };
                (Arc::clone(&assessment.path), same.unwrap_or_else(anew))
            })
            .collect();
    }
}
