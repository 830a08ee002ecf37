//! `readybook verify`.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use super::report::{failed, formats, outcome, refused, render, to_stdout};
use super::{Outcome, say};
use crate::compile::{Fault, Verified, verify_seals};
use crate::diag::Diagnostic;
use crate::diag::render::{Format, count, tally};
use crate::ledger::ledger_path;
use crate::load::{Folder, LostLine, Since, changed_since_hashes, lost_lines, no_history};

/// Verify every seal: against the files, the ledger against itself, and both against the git history
///
/// Says what was altered, where, and since which commit. Prints the hash of the end of each ledger, as `readybook seal`
/// does. Exit status: 0 when all holds, 1 when something was altered, 2 when the book cannot be read or what was asked for
/// is not there. docs/archive.md shows how to verify without this program.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Only the seals of this project
    project: Option<String>,
    /// The end that a ledger had once, kept elsewhere: it has to be there still. May be given more than once
    #[arg(long, value_name = "HASH", value_parser = hash)]
    head: Vec<String>,
    /// Work out every sealed score again too; `readybook check` does so in any case
    #[arg(long)]
    scores: bool,
    /// Fail where there is no git history to look at; without this, that is only said
    #[arg(long)]
    history: bool,
    /// How to print
    #[arg(long, default_value = "human", value_parser = formats())]
    format: &'static Format,
}

fn hash(text: &str) -> Result<String, String> {
    let text = text.to_ascii_lowercase();
    let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if fits { Ok(text) } else { Err("it has to be a hash of 64 hexadecimal digits".to_owned()) }
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let folder = Folder::own(book);
    let verified = verify_seals(&folder, args.project.as_deref(), args.scores);
    let mut verified = verified.map_err(|found| refused(&found, &folder))?;
    check_heads(args, &mut verified);
    let history = match no_history(book) {
        None => look_at_history(book, args, &mut verified).map(|()| " and the git history".to_owned()),
        Some(why) if args.history => Err(why),
        Some(why) => Ok(format!("; the git history was not looked at: {why}")),
    };
    let history = history.map_err(failed)?;
    // Unless the history, or who kept a hash, knows better.
    if let Some(project) = args.project.as_deref()
        && verified.ledgers.is_empty()
        && verified.faults.is_empty()
    {
        let why = format!("nothing of `{project}` is sealed: there is no {}", ledger_path(project));
        return Err(failed(why));
    }
    let mut found: Vec<Diagnostic> = verified.faults.into_iter().map(|fault| fault.diagnostic).collect();
    Diagnostic::sort(&mut found);
    let mut text = render(&found, &folder, args.format, None, std::io::stdout().is_terminal());
    if args.format.name == "human" {
        for ledger in verified.ledgers.values() {
            text.extend(ledger.head().map(|head| format!("{head}  {}\n", ledger.path)));
        }
    }
    to_stdout(&text)?;
    let (seals, ledgers) =
        (count(verified.sealed, "sealed assessment"), count(verified.ledgers.len(), "ledger"));
    say!("verified {seals} in {ledgers} against the files{history}: {}", tally(&found));
    // A published rubric that is not what it was keeps a book from being built, and is one of the things that are altered.
    let is_read = |found: &Diagnostic| ["changed-rubric", "missing-rubric"].contains(&found.rule);
    let unread: Vec<Diagnostic> = found.iter().filter(|found| !is_read(found)).cloned().collect();
    Ok(match outcome(&unread) {
        Outcome::Fine if unread.len() < found.len() => Outcome::ContentErrors,
        outcome => outcome,
    })
}

/// Ends that are kept elsewhere have to be lines still: what follows them may have been added since.
fn check_heads(args: &Args, verified: &mut Verified) {
    for head in &args.head {
        let mut lines = verified.ledgers.values().flat_map(|ledger| &ledger.lines);
        if lines.any(|line| line.hash == *head) {
            continue;
        }
        let path: Arc<str> = match args.project.as_deref() {
            Some(project) => ledger_path(project).into(),
            None => "content".into(),
        };
        let message =
            format!("no line has the hash {head}: the end of a ledger was cut off, or a line was changed");
        let diagnostic = Diagnostic::error("broken-ledger", &path, message)
            .why("whoever kept that hash saw a line that is not there any more")
            .help("get the ledger from where the hash was kept, such as an archive or another clone, and compare");
        verified.faults.push(Fault { diagnostic, file: None });
    }
}

fn look_at_history(book: &Path, args: &Args, verified: &mut Verified) -> Result<(), String> {
    let altered: Vec<(String, String)> =
        verified.faults.iter().filter_map(|fault| fault.file.clone()).collect();
    let since = changed_since_hashes(book, &altered)?;
    for (fault, since) in verified.faults.iter_mut().filter(|fault| fault.file.is_some()).zip(since) {
        let since = match since {
            Since::Commit(commit) => format!("first in {commit}"),
            Since::Uncommitted => "in the working tree: no commit holds the change".to_owned(),
            Since::Never => "and no commit holds it as it was sealed".to_owned(),
        };
        fault.diagnostic.message = format!("{}, {since}", fault.diagnostic.message);
    }
    let present: BTreeSet<String> = verified
        .ledgers
        .values()
        .flat_map(|ledger| ledger.lines.iter().map(|line| line.record.line()))
        .collect();
    for lost in lost_lines(book, &present)? {
        let path: Arc<str> = lost.ledger.as_str().into();
        if args.project.as_deref().is_none_or(|project| ledger_path(project) == *path) {
            verified.faults.push(Fault { diagnostic: lost_line(&path, &lost), file: None });
        }
    }
    Ok(())
}

fn lost_line(path: &Arc<str>, lost: &LostLine) -> Diagnostic {
    let what = match crate::ledger::Record::read(&lost.line) {
        Ok(crate::ledger::Record::Seal(seal)) => {
            format!("the seal of `{}` of {}", seal.release, seal.written.on)
        }
        _ => "a line".to_owned(),
    };
    let message = match &lost.commit {
        Some(commit) => format!("{what} was removed or changed by {commit}"),
        None => format!("{what} was removed or changed in the working tree"),
    };
    Diagnostic::error("broken-ledger", path, message)
        .why("nothing in a ledger is ever rewritten, and the history holds a line that the ledger does not")
        .help("put the ledger back as it was; a correction is a line of its own: `readybook seal --amend`")
}
