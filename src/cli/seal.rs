//! `readybook seal`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::replace::replace;
use super::report::{failed, refused, to_stderr, to_stdout};
use super::today::today_or_fail;
use super::{Outcome, say, target};
use crate::book::LOCK_FILE;
use crate::compile::{
    BOOK_FILE, Files, FirstDay, NewSeal, Options, ReadError, Survey, read_book, seal_of, survey_unsealed,
};
use crate::diag::{Diagnostic, Severity};
use crate::ledger::{Ledger, NotJoined, Record, START, Seal, Written, join, ledger_path, sha256};
use crate::load::Folder;
use crate::model::{Assessment, Date};
use crate::output::Lock;
use crate::portfolio::{Assessed, Series};

/// Seal an assessment: record what it is now, so that everybody can tell later whether it was changed
///
/// Adds a line to content/PROJECT/ledger.jsonl with the hashes of the document and of its rubric, the score, and the hash
/// of the line before. Nothing in a ledger is ever rewritten. Prints the hash of the new end of each ledger: keep it
/// elsewhere, and `readybook verify --head` shows later that no end was cut off. docs/archive.md shows how to verify
/// seals without this program.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The project, or PROJECT@RELEASE
    #[arg(value_name = "PROJECT[@RELEASE]", required_unless_present_any = ["all_released", "merge"])]
    project: Option<String>,
    /// The release
    release: Option<String>,
    /// Seal every assessment that is no draft, has no errors and is not sealed yet
    #[arg(long, conflicts_with_all = ["project", "release", "amend", "merge"])]
    all_released: bool,
    /// Record that a sealed assessment was corrected, and why; the earlier seal stays
    #[arg(long, requires = "reason")]
    amend: bool,
    /// Why it was corrected
    #[arg(long, requires = "amend", value_name = "TEXT")]
    reason: Option<String>,
    /// Join a ledger that two branches added to: the lines of both stay, and a line names both ends
    #[arg(long, value_name = "PROJECT", conflicts_with_all = ["project", "release", "amend"])]
    merge: Option<String>,
    /// Who seals, for the record
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the seal, such as 2026-01-21; without it that of `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let today = today_or_fail(args.today)?;
    // Held from before the ledger is read until it is written: a second run adds to what the first one wrote.
    let _lock = if book.join(BOOK_FILE).is_file() { Some(lock(book).map_err(failed)?) } else { None };
    let folder = Folder::whole(book);
    let (on, with) = (today.to_string(), format!("readybook {}", crate::VERSION));
    let written = Written { on, by: args.by.clone(), with };
    let Some(project) = &args.merge else {
        let options = Options { today, keep_going: true, drafts: true, internal: true };
        let survey = survey_unsealed(&folder, options).map_err(|found| refused(&found, &folder))?;
        return seal(args, &folder, &survey, &written).map_err(failed);
    };
    merge(project, &folder, &written).map_err(failed)
}

fn lock(book: &Path) -> Result<Lock, String> {
    let waits = || say!("another run of readybook writes to this book: waiting until it ends");
    Lock::wait(&book.join(".readybook"), waits).map_err(|error| error.to_string())
}

fn merge(project: &str, folder: &Folder, written: &Written) -> Result<Outcome, String> {
    let path: Arc<str> = ledger_path(project).into();
    let bytes = folder.read(&path).map_err(|why| format!("{path} cannot be read: {why}"))?;
    match join(&path, &bytes, written) {
        Ok(joined) => {
            replace(&folder.root().join(&*path), joined.text.as_bytes())?;
            Ok(to_stdout(&format!("{}  {path}\n", joined.head)).unwrap_or_else(|failed| failed))
        }
        Err(NotJoined::Whole) => {
            say!("{path} has one end: there is nothing to join");
            Ok(Outcome::Fine)
        }
        Err(NotJoined::Broken(ledger)) => {
            to_stderr(&ledger.diagnostics, folder);
            say!("nothing was written: a broken ledger is not joined");
            Ok(Outcome::ContentErrors)
        }
    }
}

fn seal(args: &Args, folder: &Folder, survey: &Survey, written: &Written) -> Result<Outcome, String> {
    let chosen = if args.all_released { released(survey) } else { vec![named(args, folder, survey)?] };
    let mut sealing = Sealing { folder, survey, written, ledgers: BTreeMap::new(), missing: BTreeMap::new() };
    let mut outcome = Outcome::Fine;
    for (series, assessed) in chosen {
        if let Err(why) = sealing.add(series, assessed, args.reason.as_deref()) {
            say!("readybook: {} is not sealed: {why}", assessed.assessment.id);
            outcome = Outcome::ContentErrors;
        }
    }
    sealing.write()?;
    Ok(outcome)
}

type Chosen<'a> = (&'a Series, &'a Assessed);

fn released(survey: &Survey) -> Vec<Chosen<'_>> {
    let all = survey.portfolio.projects.iter();
    let all = all.flat_map(|series| series.releases.iter().map(move |one| (series, &**one)));
    let is_kept_by_git = |one: &Assessed| one.assessment.origin.as_ref().is_some_and(|origin| origin.past);
    all.filter(|(_, one)| !one.assessment.draft && !one.seal.as_ref().is_some_and(|seal| seal.intact))
        .filter(|(_, one)| !is_kept_by_git(one))
        .collect()
}

/// True for a document whose releases are in its history, and that is called after its file until it is one of them.
fn is_unnamed(assessment: &Assessment) -> bool {
    let stem = assessment.path.rsplit('/').next().and_then(|name| name.strip_suffix(".md"));
    let is_number =
        |stem: &str| stem.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit());
    assessment.origin.is_some() && stem.is_some_and(|stem| stem == assessment.id.release && !is_number(stem))
}

fn named<'a>(args: &Args, folder: &Folder, survey: &'a Survey) -> Result<Chosen<'a>, String> {
    let given = args.project.as_deref().unwrap_or_default();
    let (project, release) = target::named(given, args.release.as_deref())?;
    let portfolio = &survey.portfolio;
    let Some(release) = release else {
        let releases = &portfolio.project(project)?.releases;
        let releases: Vec<&str> = releases.iter().map(|one| one.assessment.id.release.as_str()).collect();
        let releases = releases.join(", ");
        return Err(format!(
            "the release is missing: `readybook seal {project} RELEASE`; there is {releases}"
        ));
    };
    let found = portfolio.project(project).and_then(|series| Ok((series, &**series.release(release)?)));
    found.map_err(|why| {
        let path = format!("content/{project}/{release}.md");
        let broken: Vec<Diagnostic> =
            survey.diagnostics.iter().filter(|d| *d.path == *path && d.stops_build()).cloned().collect();
        if broken.is_empty() {
            return why;
        }
        to_stderr(&broken, folder);
        format!("{project}@{release} is not sealed: its document is broken")
    })
}

/// Ledgers that lines are added to; all is written at the end.
struct Sealing<'a> {
    folder: &'a Folder,
    survey: &'a Survey,
    written: &'a Written,
    ledgers: BTreeMap<Arc<str>, Growing>,
    /// Files of rubrics that the book does not have yet.
    missing: BTreeMap<&'static str, &'static str>,
}

struct Growing {
    ledger: Ledger,
    text: String,
    /// Hash of its end.
    head: String,
    /// What was added, for people.
    added: Vec<String>,
}

impl Sealing<'_> {
    fn add(&mut self, series: &Series, assessed: &Assessed, reason: Option<&str>) -> Result<(), String> {
        let assessment = &assessed.assessment;
        if !self.folder.is_own(&assessment.path) {
            return Err("its document does not stand in this book, which could be verified by nobody: seal it where it is written".to_owned());
        }
        if is_unnamed(assessment) {
            return Err("nothing says its release yet, and a tag or commit would give it another one: state `release:` in it, or tag or commit it first".to_owned());
        }
        if assessment.draft {
            return Err("it is a draft: remove `draft: true` first".to_owned());
        }
        if let Some(why) = FirstDay::lost(self.folder, assessment) {
            return Err(why.to_owned());
        }
        if reason.is_some_and(|reason| reason.trim().is_empty()) {
            return Err("a correction needs a reason".to_owned());
        }
        let path: Arc<str> = ledger_path(&assessment.id.project).into();
        self.open(&path)?;
        self.check(assessed)?;
        let rubrics = &self.survey.rubrics;
        let NewSeal { seal, missing } =
            seal_of(self.folder, assessed, &series.project, rubrics, self.written)?;
        let Some(growing) = self.ledgers.get_mut(&path) else { return Ok(()) };
        let Some(seal) = growing.next(seal, reason)? else {
            say!("{} is sealed already, and has not changed since", assessment.id);
            return Ok(());
        };
        let (score, verdict) = (assessed.card.points.score().truncated(2), assessed.card.verdict.id());
        let what = if reason.is_some() { "the correction of " } else { "" };
        growing.push(seal, format!("sealed {what}{}: {score}, {verdict}", assessment.id));
        self.missing.extend(missing);
        Ok(())
    }

    fn open(&mut self, path: &Arc<str>) -> Result<(), String> {
        if self.ledgers.contains_key(path) {
            return Ok(());
        }
        let bytes = match self.folder.read(path) {
            Ok(bytes) => Some(bytes),
            Err(ReadError::Missing) => None,
            Err(why) => return Err(format!("{path} cannot be read: {why}")),
        };
        let ledger = match &bytes {
            Some(bytes) => Ledger::read(path, bytes),
            None => Ledger { path: Arc::clone(path), lines: Vec::new(), diagnostics: Vec::new() },
        };
        if !ledger.is_whole() {
            to_stderr(&ledger.diagnostics, self.folder);
            return Err(format!("{path} is broken, and nothing is added to a broken ledger"));
        }
        let head = ledger.head().unwrap_or(START).to_owned();
        let text = String::from_utf8(bytes.unwrap_or_default()).map_err(|error| error.to_string())?;
        self.ledgers.insert(Arc::clone(path), Growing { ledger, text, head, added: Vec::new() });
        Ok(())
    }

    /// Refuses a document with errors, but for those that a correction mends.
    fn check(&self, assessed: &Assessed) -> Result<(), String> {
        let mended = ["broken-seal", "unreproduced-score", "sealed-twice"];
        let errors: Vec<Diagnostic> = self
            .survey
            .diagnostics
            .iter()
            .filter(|d| d.path == assessed.assessment.path && d.severity == Severity::Error)
            .filter(|d| !mended.contains(&d.rule))
            .cloned()
            .collect();
        if errors.is_empty() {
            return Ok(());
        }
        to_stderr(&errors, self.folder);
        Err("its document has errors; mend what is above first".to_owned())
    }

    /// Writes rubrics that were only in the program, and then the ledgers.
    fn write(self) -> Result<(), String> {
        if self.ledgers.values().all(|growing| growing.added.is_empty()) {
            return Ok(());
        }
        for (path, text) in &self.missing {
            replace(&self.folder.root().join(path), text.as_bytes())?;
            say!("wrote {path}, which was part of the program only: a seal has to be verified without it");
        }
        if !self.missing.is_empty() {
            let found = |_| format!("{LOCK_FILE} cannot be written: the rubrics cannot be read");
            let book = read_book(&Folder::open(self.folder.root())).map_err(found)?;
            let own = book.all().iter().filter(|rubric| self.missing.contains_key(&*rubric.path));
            let lock = book.lock().clone().with(own.map(|rubric| &**rubric));
            replace(&self.folder.root().join(LOCK_FILE), lock.text().as_bytes())?;
        }
        for (path, growing) in &self.ledgers {
            if growing.added.is_empty() {
                continue;
            }
            replace(&self.folder.root().join(&**path), growing.text.as_bytes())?;
            for line in &growing.added {
                say!("{line}");
            }
            // It is written: a reader who does not see the hash now finds it by `readybook verify`.
            let _ = to_stdout(&format!("{}  {path}\n", growing.head));
        }
        Ok(())
    }
}

impl Growing {
    /// The seal in its place, or `None` where it says nothing new. The error is why it may not stand there.
    fn next(&self, mut seal: Seal, reason: Option<&str>) -> Result<Option<Seal>, String> {
        let before = self.ledger.of_release(&seal.release);
        let undecided = self.ledger.diagnostics.iter().any(|found| found.rule == "sealed-twice");
        match (before.and_then(|line| Some((line, line.seal()?))), reason) {
            (None, Some(_)) => return Err("it was never sealed, so there is nothing to correct".to_owned()),
            (None, None) => {}
            (Some((line, old)), None) => {
                return if old.files == seal.files {
                    Ok(None)
                } else {
                    let (number, on) = (line.number, &old.written.on);
                    Err(format!(
                        "it was sealed on {on} (line {number} of {}) and has changed since; put it back, or record the correction with `--amend --reason \"…\"`",
                        self.ledger.path
                    ))
                };
            }
            (Some((line, old)), Some(reason)) => {
                let same = (&old.files, &old.score, &old.verdict, &old.tier, &old.tags)
                    == (&seal.files, &seal.score, &seal.verdict, &seal.tier, &seal.tags);
                if same && !undecided {
                    return Err(
                        "nothing has changed since it was sealed, so there is nothing to correct".to_owned()
                    );
                }
                seal.amends = Some(line.hash.clone());
                seal.reason = Some(reason.to_owned());
            }
        }
        seal.prev.clone_from(&self.head);
        Ok(Some(seal))
    }

    fn push(&mut self, seal: Seal, what: String) {
        let line = Record::Seal(Box::new(seal)).line() + "\n";
        self.head = sha256(line.as_bytes());
        self.text.push_str(&line);
        self.added.push(what);
    }
}
