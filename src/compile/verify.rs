//! Verifying the seals of a book: over bytes, without what its pages would need.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::seals::{Fault, Held, Ledgers, altered, misnamed, rescored, unreproduced};
use super::standing::{Found, Standing};
use super::{Files, read_book, read_config};
use crate::diag::Diagnostic;
use crate::ledger::{Ledger, sha256};
use crate::model::Assessment;
use crate::source::{Limits, parse_assessment, release_of};

/// What verifying the seals of a book gave.
pub struct Verified {
    /// The ledgers that were verified, by project.
    pub ledgers: BTreeMap<String, Ledger>,
    /// Everything that is wrong, in the order of the ledgers.
    pub faults: Vec<Fault>,
    /// How many assessments are sealed.
    pub sealed: usize,
}

/// Verifies the seals of a book, or of one project: the ledger, every file that it names, and, where asked, every score,
/// which takes as long as parsing the documents. The error is a book that is none.
pub fn verify_seals(
    files: &dyn Files,
    project: Option<&str>,
    scores: bool,
) -> Result<Verified, Vec<Diagnostic>> {
    // Without a book there is nothing to verify; with a broken one the bytes still are what they are.
    let (config, rubrics, mut faults) = match read_book(files) {
        Ok(book) => (book.config, Some(book.rubrics), Vec::new()),
        Err(found) if found.iter().any(|found| found.rule == "no-book") => return Err(found),
        Err(found) => {
            let faults = found.into_iter().map(|diagnostic| Fault { diagnostic, file: None });
            (read_config(files, &mut Vec::new()).0, None, faults.collect())
        }
    };
    let history = config.history.map(|history| history.value);
    let mut ledgers = Ledgers::read(files, &config.limits);
    ledgers.0.retain(|id, _| project.is_none_or(|project| project == id));
    let holding = ledgers.holding();
    let standing = Standing::new(files, history, &holding, &|path| {
        let bytes = files.read(path)?;
        Ok(Found { hash: sha256(&bytes), release: release_at(files, path, &bytes, history.is_some()) })
    });
    let found: Vec<Vec<Fault>> = holding
        .par_iter()
        .map(|&held| {
            let Held { project, ledger, seal, .. } = held;
            let mut faults = altered(held, &standing);
            faults.extend(misnamed(held, &standing, rubrics.as_ref()));
            if let Some(rubrics) = rubrics.as_ref().filter(|_| scores && faults.is_empty()) {
                let card = rubrics.named(&seal.rubric, None).and_then(|rubric| {
                    let path: Arc<str> = standing.document(ledger, seal)?.into();
                    rescored(&parse(files, &path, (project, &seal.release), &config.limits)?, seal, &rubric)
                });
                faults.extend(unreproduced(held, card.as_ref()));
            }
            faults
        })
        .collect();
    let sealed = holding.len();
    let of_ledgers = ledgers.0.values().flat_map(|ledger| ledger.diagnostics.clone());
    faults.extend(of_ledgers.map(|diagnostic| Fault { diagnostic, file: None }));
    faults.extend(found.into_iter().flatten());
    Ok(Verified { ledgers: ledgers.0, faults, sealed })
}

/// The release that a document states, or is called by its history or the name of its file, unless tags that nobody knows
/// have a say in it; `None` where it is no document or says nothing clear.
fn release_at(files: &dyn Files, path: &str, bytes: &[u8], by_history: bool) -> Option<String> {
    let stem = path.strip_prefix("content/")?.rsplit('/').next()?.strip_suffix(".md")?;
    let called = files.origin(path).map(|origin| origin.release.as_str());
    release_of(called.or((!by_history).then_some(stem)), std::str::from_utf8(bytes).ok()?)
}

fn parse(
    files: &dyn Files,
    path: &Arc<str>,
    (project, release): (&str, &str),
    limits: &Limits,
) -> Option<Assessment> {
    let bytes = files.read(path).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    parse_assessment(limits, path, project, release, &text, Sha256::digest(text.as_bytes()).into()).value
}
