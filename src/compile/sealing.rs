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
    for rubric in rubric_files(files, &assessed.rubric, rubrics)? {
        if rubric.embedded {
            missing = Some(EMBEDDED_RUBRIC);
        }
        if !SealedFile::can_be_listed(&rubric.path) {
            return Err(format!(
                "{} has a name that `sha256sum` cannot list as it is: rename it",
                rubric.path
            ));
        }
        sealed.push(SealedFile { hash: sha256(&rubric.bytes), path: format!("../../{}", rubric.path) });
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

/// The file of a rubric.
pub struct RubricFile {
    /// Its path in the book.
    pub path: Arc<str>,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// It comes with the program, and the book has no file of it.
    pub embedded: bool,
}

/// The files of a rubric and of all that it extends. The error names one that cannot be read.
pub fn rubric_files(
    files: &dyn Files,
    rubric: &Arc<Rubric>,
    rubrics: &[Arc<Rubric>],
) -> Result<Vec<RubricFile>, String> {
    let (mut all, mut next) = (Vec::new(), Some(Arc::clone(rubric)));
    while let Some(rubric) = next {
        let (embedded_path, text) = EMBEDDED_RUBRIC;
        let (bytes, embedded) = match files.read(&rubric.path) {
            Ok(bytes) => (bytes, false),
            Err(ReadError::Missing) if *rubric.path == *embedded_path => (text.as_bytes().to_vec(), true),
            Err(why) => return Err(format!("{} cannot be read: {why}", rubric.path)),
        };
        all.push(RubricFile { path: Arc::clone(&rubric.path), bytes, embedded });
        let base = rubric.extends.as_ref();
        next = base.and_then(|base| rubrics.iter().find(|other| other.reference() == *base).cloned());
    }
    Ok(all)
}
