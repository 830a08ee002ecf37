//! What a seal of an assessment says.

use std::sync::Arc;

use super::{Files, ReadError};
use crate::book::{EMBEDDED_RUBRIC, Rubric};
use crate::ledger::{Seal, SealedFile, Written, sha256};
use crate::model::Project;
use crate::portfolio::Assessed;

/// A seal that is not written yet.
pub struct NewSeal {
    /// What it says; hashes of other lines are for its place in the ledger.
    pub seal: Seal,
    /// The embedded rubric, by its path in the book, where the book has no file of it yet: without one nobody could
    /// verify the seal later.
    pub missing: Option<(&'static str, &'static str)>,
}

/// The seal of an assessment as it is now. The error says what keeps it from being sealed.
pub fn seal_of(
    files: &dyn Files,
    assessed: &Assessed,
    project: &Project,
    rubrics: &[Arc<Rubric>],
    written: &Written,
) -> Result<NewSeal, String> {
    let assessment = &assessed.assessment;
    let name = assessment.path.rsplit('/').next().unwrap_or_default();
    if !SealedFile::can_be_listed(name) {
        return Err(format!(
            "{} has a name that `sha256sum` cannot list as it is: rename it",
            assessment.path
        ));
    }
    let own = SealedFile { hash: crate::text::hex(&assessment.hash), path: name.to_owned() };
    let (mut sealed, mut missing) = (vec![own], None);
    let mut next = Some(Arc::clone(&assessed.rubric));
    while let Some(rubric) = next {
        let (embedded, text) = EMBEDDED_RUBRIC;
        let bytes = match files.read(&rubric.path) {
            Ok(bytes) => bytes,
            Err(ReadError::Missing) if *rubric.path == *embedded => {
                missing = Some(EMBEDDED_RUBRIC);
                text.as_bytes().to_vec()
            }
            Err(why) => return Err(format!("{} cannot be read: {why}", rubric.path)),
        };
        if !SealedFile::can_be_listed(&rubric.path) {
            return Err(format!(
                "{} has a name that `sha256sum` cannot list as it is: rename it",
                rubric.path
            ));
        }
        sealed.push(SealedFile { hash: sha256(&bytes), path: format!("../../{}", rubric.path) });
        let base = rubric.extends.as_ref();
        next = base.and_then(|base| rubrics.iter().find(|other| other.reference() == *base).cloned());
    }
    let seal = Seal {
        prev: String::new(),
        release: assessment.id.release.clone(),
        amends: None,
        reason: None,
        files: sealed,
        rubric: assessed.rubric.reference(),
        score: assessed.card.points.score().plain(),
        verdict: assessed.card.verdict.id().to_owned(),
        as_of: assessed.card.as_of.to_string(),
        tier: project.tier.clone(),
        tags: project.tags.clone(),
        written: written.clone(),
    };
    Ok(NewSeal { seal, missing })
}
