//! The ledgers of a book against its files: whether what was sealed is still what it was.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use super::documents::refused_link;
use super::limits::too_large;
use super::rubrics::Rubrics;
use super::standing::{Found, Standing, State};
use super::{EntryKind, Files, ReadError};
use crate::book::{Rubric, Versions};
use crate::diag::{Diagnostic, Span};
use crate::ledger::{Ledger, Line, Seal, Sealed, mend_line_ends, project_of_ledger, rubric_path, sha256};
use crate::model::{Assessment, Project};
use crate::review::SealLines;
use crate::score::{Scorecard, Subject, score};
use crate::source::Limits;
use crate::text::visible;

/// The ledgers of a book, by project.
#[derive(Default)]
pub(super) struct Ledgers(pub(super) BTreeMap<String, Ledger>);

/// What is wrong with a seal, and with which file.
pub struct Fault {
    /// In words.
    pub diagnostic: Diagnostic,
    /// Path of the file that is not what was sealed, and the hash that it had then.
    pub file: Option<(String, String)>,
}

/// A seal that holds, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub(super) project: &'a str,
    pub(super) ledger: &'a Ledger,
    pub(super) line: &'a Line,
    pub(super) seal: &'a Seal,
}

impl Ledgers {
    /// Reads all of them, but for those that are larger than a file may be.
    pub(super) fn read(files: &dyn Files, limits: &Limits) -> Ledgers {
        let ledgers = files.entries().par_iter().filter_map(|entry| {
            let project = project_of_ledger(&entry.path)?;
            // Without a line it seals nothing: what cannot be read is told of.
            if let Some(told) = too_large(files, &entry.path, limits) {
                return Some((project.to_owned(), lineless(&entry.path, told)));
            }
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
        all.map(|held| ((held.project.to_owned(), held.seal.release.clone()), held.line.hash.clone()))
            .collect()
    }

    /// All of them, with their projects.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Ledger)> {
        self.0.iter().map(|(project, ledger)| (project.as_str(), ledger))
    }

    /// Seals that hold.
    pub(super) fn holding(&self) -> Vec<Held<'_>> {
        let all = self.0.iter().flat_map(|(project, ledger)| {
            let lines = ledger.holding().into_values();
            lines.filter_map(move |line| Some(Held { project, ledger, line, seal: line.seal()? }))
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
        history: Option<Versions>,
    ) -> (BTreeMap<usize, OfSeal>, Vec<Diagnostic>) {
        let mut found: Vec<Diagnostic> =
            self.0.values().flat_map(|ledger| ledger.diagnostics.clone()).collect();
        let mut of_documents = BTreeMap::new();
        if self.0.is_empty() {
            return (of_documents, found);
        }
        let known: BTreeMap<&str, &Assessment> = assessments.iter().map(|one| (&*one.path, *one)).collect();
        let holding = self.holding();
        let standing = Standing::new(files, history, &holding, &|path| match known.get(path) {
            Some(one) => {
                let (hash, release) = (crate::text::hex(&one.hash), Some(one.id.release.clone()));
                Ok(Found { hash, release })
            }
            None => files.read(path).map(|bytes| Found { hash: sha256(&bytes), release: None }),
        });
        let ids = assessments.iter().map(|one| (one.id.project.as_str(), one.id.release.as_str()));
        let at: BTreeMap<(&str, &str), usize> = ids.zip(0..).collect();
        let named = (!rubrics.broken).then_some(rubrics);
        // Scoring takes time: seals are looked at in parallel, and told of in their order.
        let checked = holding.into_par_iter().map(|held| {
            let mut faults = altered(held, &standing);
            faults.extend(misnamed(held, &standing, named));
            let Some(at) = at.get(&(held.project, held.seal.release.as_str())).copied() else {
                return (None, faults);
            };
            let (of_document, elsewhere) = OfSeal::of(held, assessments[at], rubrics, faults);
            (Some((at, of_document)), elsewhere)
        });
        for (of_document, faults) in checked.collect::<Vec<_>>() {
            of_documents.extend(of_document);
            found.extend(faults.into_iter().map(|fault| fault.diagnostic));
        }
        (of_documents, found)
    }
}

/// The score that was sealed, under the rubric, tier and tags of then: whatever its project or its book says by now.
#[derive(Clone)]
pub(super) struct SealedScore {
    pub(super) rubric: Arc<Rubric>,
    pub(super) card: Arc<Scorecard>,
}

impl fmt::Debug for SealedScore {
    /// In short: it follows from the seal and the files that it names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rubric.reference())
    }
}

/// How a document stands to its seal.
#[derive(Clone, Debug)]
pub(super) struct OfSeal {
    pub(super) sealed: Sealed,
    /// What it was sealed with, where nothing changed since.
    pub(super) score: Option<SealedScore>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl OfSeal {
    /// How a document stands to its seal, with which there are those faults; and all faults that lie elsewhere.
    fn of(
        held: Held<'_>,
        own: &Assessment,
        rubrics: &Rubrics,
        mut faults: Vec<Fault>,
    ) -> (OfSeal, Vec<Fault>) {
        let Held { line, seal, .. } = held;
        let intact = faults.is_empty();
        let sealed = Sealed {
            on: seal.written.on.clone(),
            by: seal.written.by.clone(),
            line: line.number,
            hash: line.hash.clone(),
            reason: seal.reason.clone(),
            intact,
        };
        let mut score = None;
        if intact && !rubrics.broken {
            let rubric = rubrics.named(&seal.rubric, None);
            let scored = rubric.and_then(|rubric| Some((rescored(own, seal, &rubric)?, rubric)));
            let unlike = unreproduced(held, scored.as_ref().map(|(card, _)| card));
            if unlike.is_none() {
                score = scored.map(|(card, rubric)| SealedScore { rubric, card: Arc::new(card) });
            }
            faults.extend(unlike);
        }
        let (here, elsewhere): (Vec<Fault>, Vec<Fault>) =
            faults.into_iter().partition(|fault| fault.diagnostic.path == own.path);
        let diagnostics = here.into_iter().map(|fault| fault.diagnostic).collect();
        (OfSeal { sealed, score, diagnostics }, elsewhere)
    }
}

fn unreadable(path: &Arc<str>, why: &ReadError) -> Ledger {
    let found = Diagnostic::error("unreadable-file", path, format!("this file cannot be read: {why}"))
        .why("nobody can tell whether what was sealed has changed")
        .help("make it a file that you may read");
    lineless(path, found)
}

fn lineless(path: &Arc<str>, found: Diagnostic) -> Ledger {
    Ledger { path: Arc::clone(path), lines: Vec::new(), diagnostics: vec![found] }
}

/// The files of a seal that are not what was sealed.
pub(super) fn altered(of: Held<'_>, standing: &Standing<'_>) -> Vec<Fault> {
    let Held { project, ledger, line, seal } = of;
    let release = &seal.release;
    let mut faults = Vec::new();
    for (at, file) in seal.files.iter().enumerate() {
        let path = file.in_book(&ledger.path);
        let is_it = |state: &State| state.as_ref().is_ok_and(|found| found.hash == file.hash);
        let document = if at == 0 { standing.document(ledger, seal) } else { None };
        let Some(state) = standing.at(document.as_deref().unwrap_or(&path)).filter(|state| !is_it(state))
        else {
            continue;
        };
        if at == 0 && standing.is_of_history(&path, release, state) {
            let fault = overwritten(of, standing);
            faults.extend(fault.map(|diagnostic| Fault { diagnostic, file: None }));
            continue;
        }
        let on = &seal.written.on;
        let of_ledger =
            |message: String| Diagnostic::error("broken-seal", &ledger.path, message).at(line.span);
        let only_ends = state.is_ok() && only_line_ends(standing.files, &path, &file.hash);
        let ends = if only_ends { ": its line ends, and nothing else" } else { "" };
        let help = |other: &str| if only_ends { mend_line_ends(&path) } else { other.to_owned() };
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
            (Ok(_), 0) => Diagnostic::error(
                "broken-seal",
                &path.as_str().into(),
                format!(
                    "`{project}@{release}` was sealed on {on}, and this document has changed since{ends}"
                ),
            )
            .at(Span::new(0, 3))
            .help(help(AMEND))
            .label(&ledger.path, line.span, "the seal"),
            (Ok(_), _) => of_ledger(format!(
                "`{project}@{release}` was sealed on {on} under `{}`, and {path} has changed since{ends}",
                seal.rubric
            ))
            .help(help("put the rubric back as it was, and make the change in a next version of it")),
        };
        let diagnostic = diagnostic.why(RELIED_ON);
        faults.push(Fault { diagnostic, file: Some((path, file.hash.clone())) });
    }
    faults
}

/// A seal of a document that is another release by now, where the history does not hold what was sealed. Nothing where
/// nobody can look into the history, which is told of the book.
fn overwritten(of: Held<'_>, standing: &Standing<'_>) -> Option<Diagnostic> {
    let Held { project, ledger, line, seal } = of;
    let (release, on) = (&seal.release, &seal.written.on);
    let document = seal.files.first()?.in_book(&ledger.path);
    let versions = standing.history().filter(|_| !standing.is_unknown())?;
    let (message, help) = match (standing.version(&document, release), versions) {
        (Some((_, origin)), _) => {
            let commit = origin.commit.as_ref().map(|commit| format!(", of {commit},")).unwrap_or_default();
            let message = format!(
                "`{project}@{release}` was sealed on {on}, and the version of {document} that the history holds as that release{commit} is not what was sealed"
            );
            let help = match &origin.tag {
                Some(tag) => format!("let the tag {} name the commit that was sealed", visible(tag)),
                None => "get the commits back that were sealed".to_owned(),
            };
            (message, help)
        }
        (None, versions) => {
            let message = format!(
                "`{project}@{release}` was sealed on {on}, {document} is another release by now, and the history holds no such release"
            );
            let help = match versions {
                Versions::Tags => format!(
                    "tag the commit that holds it: `git tag v{release} COMMIT`; `git log -- {document}` shows which there are"
                ),
                Versions::Changes => "get the commit back that held it".to_owned(),
            };
            (message, help)
        }
    };
    let found = Diagnostic::error("broken-seal", &ledger.path, message).at(line.span);
    Some(found.why(RELIED_ON).help(help))
}

/// What a seal names that is not of its release or not of its rubric.
pub(super) fn misnamed(of: Held<'_>, standing: &Standing<'_>, rubrics: Option<&Rubrics>) -> Option<Fault> {
    let Held { project, ledger, line, seal } = of;
    let (number, release) = (line.number, &seal.release);
    let broken = |message: String, help: &str| {
        let diagnostic = Diagnostic::error("broken-seal", &ledger.path, message)
            .at(line.span)
            .why("it says nothing of what was claimed for that release")
            .help(help);
        Some(Fault { diagnostic, file: None })
    };
    let (own, document) = (seal.files.first()?, standing.document(ledger, seal)?);
    let found = standing.at(&document).and_then(|state| state.as_ref().ok());
    // One that is overwritten with each release is of another one by and by.
    let found = found.filter(|found| standing.history().is_none() || found.hash == own.hash);
    let other = found.and_then(|found| found.release.as_ref()).filter(|_| !standing.is_unknown());
    if let Some(other) = other.filter(|other| *other != release) {
        let message = format!(
            "line {number} seals `{project}@{release}` and names {document}, the document of `{other}`"
        );
        let help = match standing.history() {
            Some(Versions::Tags) => "put the ledger, or the tag that called the document so, back as it was",
            _ => "put the ledger back as it was, such as by `git checkout`",
        };
        return broken(message, help);
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

const RELIED_ON: &str = "who relies on a sealed release has to find what was claimed then";
const AMEND: &str = "put it back as it was; where the change is a correction that holds, record it: `readybook seal --amend --reason \"…\" PROJECT RELEASE`";

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
pub(super) fn rescored(
    assessment: &Assessment,
    seal: &Seal,
    rubric: &crate::book::Rubric,
) -> Option<Scorecard> {
    let project =
        Project { tier: seal.tier.clone(), tags: seal.tags.clone(), ..Project::bare(&assessment.id.project) };
    let as_of = seal.as_of.parse().ok()?;
    let details = &assessment.details.open();
    Some(score(Subject { assessment, details, project: &project, as_of }, rubric))
}

/// A seal whose score does not come about; without a scorecard, what was sealed cannot be scored at all.
pub(super) fn unreproduced(of: Held<'_>, card: Option<&Scorecard>) -> Option<Fault> {
    let Held { ledger, line, seal, .. } = of;
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
