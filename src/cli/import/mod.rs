//! `readybook import`.

mod difference;
mod inputs;
mod plan;
mod summary;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::report::{shown, to_stderr, to_stdout};
use super::{Outcome, say};
use crate::book::Rubric;
use crate::compile::{self, BOOK_FILE};
use crate::import::{Facts, Lexicon, Wishes, front};
use crate::load::Folder;
use crate::model::{Date, valid_project, valid_release};
use crate::source::Limits;
use crate::text::encoding::{Encoding, Stray, decode};
use crate::text::repair::{Change, repair};

/// Bring in free-form readiness reports: write content/PROJECT/RELEASE.md with their facts as front matter
///
/// Reads Markdown reports in any encoding and in many languages: title, project, version, date, scores, verdict, checklist and
/// findings go into the front matter; the text stays as it was, but for double-encoded characters, which are repaired.
/// Nothing is invented: what a report does not say is left out, and what a person has to decide is marked as a
/// QUESTION. Exit status: 0, or 1 where a file is no readiness report, or 2 where something cannot be read or written.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Reports, or folders with reports (*.md, *.markdown)
    #[arg(value_name = "FILE|DIR", required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing; show what would be written as a difference
    #[arg(long)]
    dry_run: bool,
    /// How to print: `human`, or `json` for the facts with their lines (prints them and writes nothing)
    #[arg(long, default_value = "human", value_parser = ["human", "json"])]
    format: String,
    /// Id of the project, in place of the one that the report names
    #[arg(long)]
    project: Option<String>,
    /// Name of the release, in place of the one that the report names
    #[arg(long)]
    release: Option<String>,
    /// Date of the assessment, in place of the one that the report states
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Overwrite what exists, and import what does not look like a readiness report
    #[arg(long)]
    force: bool,
}

/// A report that was read.
struct Read {
    path: PathBuf,
    /// The text as it was, before it was repaired.
    original: String,
    /// The repaired text.
    text: String,
    encoding: Encoding,
    /// What fits no encoding.
    strays: Vec<Stray>,
    changes: Vec<Change>,
    facts: Facts,
    /// True for an assessment in our format.
    ours: bool,
}

pub(super) fn run(args: &Args, book: &Path) -> Outcome {
    match import(args, book) {
        Ok(outcome) => outcome,
        Err(why) => {
            if !why.is_empty() {
                say!("readybook: {why}");
            }
            Outcome::Failed
        }
    }
}

fn import(args: &Args, book: &Path) -> Result<Outcome, String> {
    if let Some(project) = &args.project {
        valid_project(project).map_err(|why| format!("`{project}` cannot name a project: {why}"))?;
    }
    if let Some(release) = &args.release {
        valid_release(release).map_err(|why| format!("`{release}` cannot name a release: {why}"))?;
        if release.eq_ignore_ascii_case("project") {
            return Err("`project` cannot name a release: project.md describes the project itself".to_owned());
        }
    }
    let wishes = Wishes {
        project: args.project.clone(),
        release: args.release.clone(),
        date: args.date.map(|date| date.to_string()),
        among: None,
        apart: None,
        today: Some(super::today::today(None)?.to_string()),
    };
    let (files, mut problems) = inputs::list(&args.paths);
    let lexicon = Lexicon::new();
    let results: Vec<Result<Read, String>> = files.par_iter().map(|path| read(path, &lexicon)).collect();
    let mut all = Vec::new();
    for result in results {
        match result {
            Ok(read) => all.push(read),
            Err(why) => problems.push(why),
        }
    }
    for why in &problems {
        say!("readybook: {why}");
    }
    let failed = if problems.is_empty() { Outcome::Fine } else { Outcome::Failed };
    if args.format == "json" {
        let single = files.len() == 1 && args.paths.iter().all(|path| !path.is_dir());
        return Ok(worse(failed, print_json(&all, &wishes, single, args.force)));
    }
    let (rubric, limits) = rubric(book, args.dry_run)?;
    let written = write_all(args, book, &all, (&rubric, &limits, &wishes))?;
    Ok(worse(failed, written))
}

fn worse(a: Outcome, b: Outcome) -> Outcome {
    match (a, b) {
        (Outcome::Failed, _) | (_, Outcome::Failed) => Outcome::Failed,
        (Outcome::ContentErrors, _) | (_, Outcome::ContentErrors) => Outcome::ContentErrors,
        _ => Outcome::Fine,
    }
}

/// Reads one report.
fn read(path: &Path, lexicon: &Lexicon) -> Result<Read, String> {
    let bytes = inputs::bytes(path).map_err(|why| format!("{}: {why}", shown(path)))?;
    let decoded =
        decode(&bytes).map_err(|why| format!("{}: {why}; nothing was imported from it", shown(path)))?;
    let original = decoded.text;
    let repaired = repair(original.clone());
    let start = front(&repaired.text);
    let (ours, at) = (start.ours, start.at);
    let facts = Facts::read(&repaired.text, at, lexicon);
    Ok(Read {
        path: path.to_path_buf(),
        original,
        text: repaired.text,
        encoding: decoded.encoding,
        strays: decoded.strays,
        changes: repaired.changes,
        facts,
        ours,
    })
}

fn print_json(all: &[Read], wishes: &Wishes, single: bool, force: bool) -> Outcome {
    let json = |read: &Read| {
        let mut value = read.facts.json(wishes);
        if let Some(object) = value.as_object_mut() {
            object.insert("file".to_owned(), read.path.display().to_string().into());
            object.insert("encoding".to_owned(), read.encoding.id().into());
            let changes = read.changes.iter().map(|change| {
                serde_json::json!({ "line": change.line, "from": change.from, "to": change.to, "page": change.page })
            });
            object.insert("repairs".to_owned(), changes.collect());
            let strays =
                read.strays.iter().map(|stray| serde_json::json!({ "line": stray.line, "read": stray.read }));
            object.insert("strays".to_owned(), strays.collect());
        }
        value
    };
    let text = match all {
        [one] if single => serde_json::to_string_pretty(&json(one)),
        _ => serde_json::to_string_pretty(&all.iter().map(json).collect::<Vec<_>>()),
    };
    match text {
        Ok(text) if !(all.is_empty() && single) => {
            let printed = to_stdout(&(text + "\n")).unwrap_or_else(|failed| failed);
            let none = |read: &&Read| !read.ours && read.facts.is_no_report() && !force;
            let strangers: Vec<&Read> = all.iter().filter(none).collect();
            for read in &strangers {
                say!("{}: this does not look like a readiness report", shown(&read.path));
            }
            worse(printed, if strangers.is_empty() { Outcome::Fine } else { Outcome::ContentErrors })
        }
        _ => Outcome::Failed,
    }
}

/// The book's rubric and limits; the embedded ones for a dry run outside of any book.
fn rubric(book: &Path, dry_run: bool) -> Result<(Arc<Rubric>, Limits), String> {
    if !book.join(BOOK_FILE).is_file() && !dry_run {
        return Err(format!(
            "there is no {BOOK_FILE} in {} or above it; `readybook init` makes a book, `--dry-run` needs none",
            shown(book)
        ));
    }
    let folder = Folder::open(book);
    compile::for_new_documents(&folder).map_err(|found| {
        to_stderr(&found, &folder);
        String::new()
    })
}

/// What a book would not read is not written into it.
fn refuse_beyond(limits: &Limits, plan: &[plan::Planned<'_>]) -> Result<(), String> {
    let refused = |planned: &plan::Planned<'_>| {
        let found = compile::refused(&planned.target.to_string_lossy(), &planned.made.text, limits)?;
        let help = found.help.unwrap_or_default();
        let (path, message) = (shown(&planned.read.path), found.message);
        Some(format!("{path}: the book would refuse it: {message}; nothing was written: {help}"))
    };
    plan.par_iter().find_map_first(refused).map_or(Ok(()), Err)
}

/// Writes what is to be written: all of it, or nothing.
fn write_all(
    args: &Args,
    book: &Path,
    all: &[Read],
    (rubric, limits, wishes): (&Rubric, &Limits, &Wishes),
) -> Result<Outcome, String> {
    let mut outcome = Outcome::Fine;
    let mut wanted: Vec<&Read> = Vec::new();
    for read in all {
        let there = inputs::is_in_content(&read.path, book);
        if read.ours || there {
            let what = if there { "in the book" } else { "an assessment" };
            say!("{}: this is {what} already; it stays as it is", shown(&read.path));
        } else if read.facts.is_no_report() && !args.force {
            say!(
                "{}: this does not look like a readiness report: it states no verdict, score, checklist or findings; nothing was written (`--force` imports it as prose)",
                shown(&read.path)
            );
            outcome = Outcome::ContentErrors;
        } else {
            wanted.push(read);
        }
    }
    let plan = plan::plan(book, &wanted, rubric, wishes);
    let places: Vec<(&Path, &Path)> =
        plan.iter().map(|planned| (planned.read.path.as_path(), planned.target.as_path())).collect();
    let targets: Vec<&Path> = places.iter().map(|(_, target)| *target).collect();
    let refused = refuse_beyond(limits, &plan)
        .and_then(|()| write::refuse_collisions(&places))
        .and_then(|()| write::refuse_places(book, &targets, args.force));
    if args.dry_run {
        let texts = plan.iter().map(|planned| difference::of(planned.read, &planned.made, &planned.target));
        outcome = worse(outcome, to_stdout(&texts.collect::<String>()).unwrap_or_else(|failed| failed));
    } else {
        refused.clone()?;
        let files: Vec<(&Path, &str)> =
            plan.iter().map(|planned| (planned.target.as_path(), planned.made.text.as_str())).collect();
        write::write(&files)?;
    }
    for planned in &plan {
        summary::print(planned, wishes, args.dry_run);
    }
    // A dry run shows what would be, and then why it could not be.
    refused.map(|()| outcome)
}
