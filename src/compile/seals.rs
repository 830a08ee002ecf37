//! The ledgers of a book against its files: whether what was sealed is still what it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::documents::refused_link;
use super::rubrics::Rubrics;
use super::{EntryKind, Files, ReadError};
use crate::diag::{Diagnostic, Span};
use crate::ledger::{Ledger, Line, Seal, Sealed, project_of_ledger, rubric_path, sha256};
use crate::model::{Assessment, Project};
use crate::review::SealLines;
use crate::score::{Scorecard, Subject, score};
use crate::source::{Limits, parse_assessment, release_of};

/// The ledgers of a book, by project.
#[derive(Default)]
pub(super) struct Ledgers(BTreeMap<String, Ledger>);

/// What is wrong with a seal, and with which file.
pub struct Fault {
    /// In words.
    pub diagnostic: Diagnostic,
    /// Path of the file that is not what was sealed, and the hash that it had then.
    pub file: Option<(String, String)>,
}

/// What stands at a path, or why there is nothing.
type State = Result<Found, ReadError>;

/// A file that a seal names.
struct Found {
    hash: String,
    /// The release that it is the document of, where it is one that can be read.
    release: Option<String>,
}

impl Ledgers {
    /// Reads all of them.
    pub(super) fn read(files: &dyn Files) -> Ledgers {
        let ledgers = files.entries().par_iter().filter_map(|entry| {
            let project = project_of_ledger(&entry.path)?;
            // Without a line it seals nothing: what cannot be read is told of.
            let ledger = match files.read(&entry.path) {
                Ok(bytes) => Ledger::read(&entry.path, &bytes),
                Err(_) if entry.kind == EntryKind::Folder => {
                    unreadable(&entry.path, &ReadError::Unreadable("it is a folder".to_owned()))
                }
                Err(_) if entry.kind == EntryKind::Refused => {
                    lineless(&entry.path, refused_link(&entry.path))
                }
                Err(why) => unreadable(&entry.path, &why),
            };
            Some((project.to_owned(), ledger))
        });
        Ledgers(ledgers.collect())
    }

    /// Seals that hold: by project and release, the hashes of their lines.
    pub(super) fn lines(&self) -> SealLines {
        let all = self.holding().into_iter();
        all.map(|(project, _, line, seal)| ((project.to_owned(), seal.release.clone()), line.hash.clone()))
            .collect()
    }

    /// All of them, with their projects.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Ledger)> {
        self.0.iter().map(|(project, ledger)| (project.as_str(), ledger))
    }

    /// Seals that hold, with project and ledger.
    fn holding(&self) -> Vec<(&str, &Ledger, &Line, &Seal)> {
        let all = self.0.iter().flat_map(|(project, ledger)| {
            let lines = ledger.holding().into_values();
            lines.filter_map(move |line| Some((project.as_str(), ledger, line, line.seal()?)))
        });
        all.collect()
    }

    /// How the documents of a book stand to their seals: by their place among `assessments`; and what is wrong with
    /// everything else.
    pub(super) fn check(
        &self,
        files: &dyn Files,
        assessments: &[&Assessment],
        rubrics: &Rubrics,
    ) -> (BTreeMap<usize, OfSeal>, Vec<Diagnostic>) {
        let mut found: Vec<Diagnostic> =
            self.0.values().flat_map(|ledger| ledger.diagnostics.clone()).collect();
        let mut of_documents = BTreeMap::new();
        if self.0.is_empty() {
            return (of_documents, found);
        }
        let known: BTreeMap<&str, &Assessment> = assessments.iter().map(|one| (&*one.path, *one)).collect();
        let states = states(&self.holding(), &|path| match known.get(path) {
            Some(one) => {
                let (hash, release) = (crate::text::hex(&one.hash), Some(one.id.release.clone()));
                Ok(Found { hash, release })
            }
            None => files.read(path).map(|bytes| Found { hash: sha256(&bytes), release: None }),
        });
        let ids = assessments.iter().map(|one| (one.id.project.as_str(), one.id.release.as_str()));
        let at: BTreeMap<(&str, &str), usize> = ids.zip(0..).collect();
        for (id, ledger, line, seal) in self.holding() {
            let mut faults = altered(id, ledger, line, seal, files, &states);
            faults.extend(misnamed(id, ledger, line, seal, &states, (!rubrics.broken).then_some(rubrics)));
            if let Some(at) = at.get(&(id, seal.release.as_str())).copied() {
                let (own, intact) = (assessments[at], faults.is_empty());
                let sealed = Sealed {
                    on: seal.written.on.clone(),
                    by: seal.written.by.clone(),
                    line: line.number,
                    hash: line.hash.clone(),
                    reason: seal.reason.clone(),
                    intact,
                };
                if intact && !rubrics.broken {
                    let rubric = rubrics.named(&seal.rubric, None);
                    let card = rubric.and_then(|rubric| rescored(own, seal, &rubric));
                    faults.extend(unreproduced(ledger, line, seal, card.as_ref()));
                }
                let (here, there): (Vec<Fault>, Vec<Fault>) =
                    faults.into_iter().partition(|fault| fault.diagnostic.path == own.path);
                let diagnostics = here.into_iter().map(|fault| fault.diagnostic).collect();
                of_documents.insert(at, OfSeal { sealed, diagnostics });
                faults = there;
            }
            found.extend(faults.into_iter().map(|fault| fault.diagnostic));
        }
        (of_documents, found)
    }
}

/// How a document stands to its seal.
#[derive(Clone, Debug)]
pub(super) struct OfSeal {
    pub(super) sealed: Sealed,
    pub(super) diagnostics: Vec<Diagnostic>,
}

fn unreadable(path: &Arc<str>, why: &ReadError) -> Ledger {
    let found = Diagnostic::error("unreadable-file", path, format!("this file cannot be read: {why}"))
        .why("nobody can tell whether what was sealed has changed")
        .help("make it a file that you may read");
    lineless(path, found)
}

/// The states of all files that seals name, as `state` reads them.
fn states(
    seals: &[(&str, &Ledger, &Line, &Seal)],
    state: &(dyn Fn(&str) -> State + Sync),
) -> BTreeMap<String, State> {
    let paths: BTreeSet<String> = seals
        .iter()
        .flat_map(|(_, ledger, _, seal)| seal.files.iter().map(|file| file.in_book(&ledger.path)))
        .collect();
    let paths: Vec<String> = paths.into_iter().collect();
    let states: Vec<State> = paths.par_iter().map(|path| state(path)).collect();
    paths.into_iter().zip(states).collect()
}

/// The files of a seal that are not what was sealed.
fn altered(
    project: &str,
    ledger: &Ledger,
    line: &Line,
    seal: &Seal,
    files: &dyn Files,
    states: &BTreeMap<String, State>,
) -> Vec<Fault> {
    let release = &seal.release;
    let mut faults = Vec::new();
    for (at, file) in seal.files.iter().enumerate() {
        let path = file.in_book(&ledger.path);
        let is_it = |state: &State| state.as_ref().is_ok_and(|found| found.hash == file.hash);
        let Some(state) = states.get(&path).filter(|state| !is_it(state)) else {
            continue;
        };
        let on = &seal.written.on;
        let of_ledger =
            |message: String| Diagnostic::error("broken-seal", &ledger.path, message).at(line.span);
        let diagnostic = match (state, at) {
            (Err(ReadError::Missing), 0) => of_ledger(format!(
                "`{project}@{release}` was sealed on {on}, and its document {path} is gone"
            ))
            .help("put it back as it was"),
            (Err(ReadError::Missing), _) => of_ledger(format!(
                "`{project}@{release}` was sealed on {on} under `{}`, and {path} is gone",
                seal.rubric
            ))
            .help("put it back as it was"),
            (Err(why), _) => of_ledger(format!("{path} was sealed on {on} and cannot be read: {why}"))
                .help("make it a file that you may read"),
            (Ok(_), 0) => {
                let ends = if only_line_ends(files, &path, &file.hash) {
                    ": its line ends, and nothing else"
                } else {
                    ""
                };
                Diagnostic::error(
                    "broken-seal",
                    &path.as_str().into(),
                    format!(
                        "`{project}@{release}` was sealed on {on}, and this document has changed since{ends}"
                    ),
                )
                .at(Span::new(0, 3))
                .help(if ends.is_empty() { AMEND } else { LINE_ENDS })
                .label(&ledger.path, line.span, "the seal")
            }
            (Ok(_), _) => of_ledger(format!(
                "`{project}@{release}` was sealed on {on} under `{}`, and {path} has changed since",
                seal.rubric
            ))
            .help("put the rubric back as it was, and make the change in a next version of it"),
        };
        let diagnostic = diagnostic.why("who relies on a sealed release has to find what was claimed then");
        faults.push(Fault { diagnostic, file: Some((path, file.hash.clone())) });
    }
    faults
}

/// What a seal names that is not of its release or not of its rubric.
fn misnamed(
    project: &str,
    ledger: &Ledger,
    line: &Line,
    seal: &Seal,
    states: &BTreeMap<String, State>,
    rubrics: Option<&Rubrics>,
) -> Option<Fault> {
    let (number, release) = (line.number, &seal.release);
    let broken = |message: String, help: &str| {
        let diagnostic = Diagnostic::error("broken-seal", &ledger.path, message)
            .at(line.span)
            .why("it says nothing of what was claimed for that release")
            .help(help);
        Some(Fault { diagnostic, file: None })
    };
    let document = seal.files.first()?.in_book(&ledger.path);
    let found = states.get(&document).and_then(|state| state.as_ref().ok()?.release.as_ref());
    if let Some(other) = found.filter(|other| *other != release) {
        let message = format!(
            "line {number} seals `{project}@{release}` and names {document}, the document of `{other}`"
        );
        return broken(message, "put the ledger back as it was, such as by `git checkout`");
    }
    let named = |reference: &str| rubrics?.all.iter().find(|rubric| rubric.reference() == reference);
    let mut rubric = named(&seal.rubric);
    while let Some(base) = rubric.and_then(|rubric| rubric.extends.as_deref()) {
        if !seal.files.iter().any(|file| file.path == rubric_path(base)) {
            let message = format!(
                "line {number} seals `{project}@{release}` under `{}`, and names no file of `{base}`, which that extends",
                seal.rubric
            );
            return broken(
                message,
                "put the ledger and the rubric back as they were, such as by `git checkout`",
            );
        }
        rubric = named(base);
    }
    None
}

const AMEND: &str = "put it back as it was; where the change is a correction that holds, record it: `readybook seal --amend --reason \"…\" PROJECT RELEASE`";
const LINE_ENDS: &str = "git changes line ends where it is told to: put `content/** -text` and `rubrics/** -text` into .gitattributes, and check the file out again";

/// True where a file is what was sealed but for carriage returns.
fn only_line_ends(files: &dyn Files, path: &str, sealed: &str) -> bool {
    let Ok(text) = files.read(path).map_err(drop).and_then(|bytes| String::from_utf8(bytes).map_err(drop))
    else {
        return false;
    };
    let plain = text.replace("\r\n", "\n");
    sha256(plain.as_bytes()) == sealed || sha256(plain.replace('\n', "\r\n").as_bytes()) == sealed
}

/// What was sealed, scored again as it was then: under that rubric, as of that day, with tier and tags of that time.
fn rescored(assessment: &Assessment, seal: &Seal, rubric: &crate::book::Rubric) -> Option<Scorecard> {
    let project =
        Project { tier: seal.tier.clone(), tags: seal.tags.clone(), ..Project::bare(&assessment.id.project) };
    let as_of = seal.as_of.parse().ok()?;
    Some(score(Subject { assessment, project: &project, as_of }, rubric))
}

/// A seal whose score does not come about; without a scorecard, what was sealed cannot be scored at all.
fn unreproduced(ledger: &Ledger, line: &Line, seal: &Seal, card: Option<&Scorecard>) -> Option<Fault> {
    let now = match card.map(|card| (card.points.score().plain(), card.verdict.id())) {
        Some((score, verdict)) if score == seal.score && verdict == seal.verdict => return None,
        Some((score, verdict)) => {
            format!("the same document under the same rubric comes to {score} ({verdict})")
        }
        None => "this program cannot score what was sealed".to_owned(),
    };
    let message =
        format!("`{}` was sealed with the score {} ({}); {now}", seal.release, seal.score, seal.verdict);
    let diagnostic = Diagnostic::error("unreproduced-score", &ledger.path, message)
        .at(line.span)
        .why("a score that nobody can work out again proves nothing")
        .help(format!("it was sealed by {}: look with that version", seal.written.with));
    Some(Fault { diagnostic, file: None })
}

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
    let rubrics = super::read_book(files);
    // Without a book there is nothing to verify; with a broken one the bytes still are what they are.
    let by_tags = rubrics.as_ref().is_ok_and(|book| book.config.history.is_some());
    let limits = rubrics.as_ref().map_or_else(|_| Limits::default(), |book| book.config.limits.clone());
    let (rubrics, mut faults) = match rubrics {
        Ok(book) => (Some(book.rubrics), Vec::new()),
        Err(found) if found.iter().any(|found| found.rule == "no-book") => return Err(found),
        Err(found) => (None, found.into_iter().map(|diagnostic| Fault { diagnostic, file: None }).collect()),
    };
    let mut ledgers = Ledgers::read(files);
    ledgers.0.retain(|id, _| project.is_none_or(|project| project == id));
    let holding = ledgers.holding();
    let states = states(&holding, &|path| {
        let bytes = files.read(path)?;
        Ok(Found { hash: sha256(&bytes), release: release_at(path, &bytes, by_tags) })
    });
    let found: Vec<Vec<Fault>> = holding
        .par_iter()
        .map(|(id, ledger, line, seal)| {
            let mut faults = altered(id, ledger, line, seal, files, &states);
            faults.extend(misnamed(id, ledger, line, seal, &states, rubrics.as_ref()));
            if let Some(rubrics) = rubrics.as_ref().filter(|_| scores && faults.is_empty()) {
                let path: Arc<str> = seal.files[0].in_book(&ledger.path).into();
                let card = rubrics.named(&seal.rubric, None).and_then(|rubric| {
                    parse(files, &path, id, &limits)
                        .and_then(|assessment| rescored(&assessment, seal, &rubric))
                });
                faults.extend(unreproduced(ledger, line, seal, card.as_ref()));
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

/// The release that a document states, or is called by the name of its file, unless tags have a say in it; `None` where
/// it is no document or says nothing clear.
fn release_at(path: &str, bytes: &[u8], by_tags: bool) -> Option<String> {
    let stem = path.strip_prefix("content/")?.rsplit('/').next()?.strip_suffix(".md")?;
    release_of((!by_tags).then_some(stem), std::str::from_utf8(bytes).ok()?)
}

fn parse(files: &dyn Files, path: &Arc<str>, project: &str, limits: &Limits) -> Option<Assessment> {
    let bytes = files.read(path).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let stem = path.rsplit('/').next()?.strip_suffix(".md")?;
    parse_assessment(limits, path, project, stem, &text, Sha256::digest(text.as_bytes()).into()).value
}
