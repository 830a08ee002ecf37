//! `readybook check`.

use std::io::IsTerminal;
use std::path::Path;

use super::fix::fix;
use super::report::{failed, formats, outcome, render, to_stdout};
use super::since::Changed;
use super::today::today_or_fail;
use super::{Outcome, say};
use crate::compile::{Options, check};
use crate::diag::render::{Format, tally};
use crate::diag::{Diagnostic, Severity};
use crate::load::{Folder, changed_since};
use crate::model::Date;

/// Check the book: every mistake with file, line and column, why it matters and how to mend it
///
/// Nothing is written without `--fix`. Diagnostics go to standard output, the closing line to standard error. Exit status: 0 when
/// there are no errors, 1 when the content has errors, 2 when book.toml, a rubric or the theme has.
#[derive(clap::Args)]
pub(super) struct Args {
    /// How to print
    #[arg(long, default_value = "human", value_parser = formats())]
    format: &'static Format,
    /// Make the changes that need nobody's judgement: slips in the names of keys and rules, capitals and hyphens, dates, and text that a wrong encoding damaged.
    /// Nothing else of a file is touched; with `--since`, only changed files are
    #[arg(long)]
    fix: bool,
    /// Tell only of documents that have changed since this git revision, such as main, was left; the whole book is
    /// still their context
    #[arg(long, value_name = "REVISION", allow_hyphen_values = true)]
    since: Option<String>,
    /// Which diagnostics make the exit status 1: `errors` (as without it), or `warnings` too
    #[arg(long, value_name = "WHAT", value_parser = ["errors", "warnings"])]
    deny: Option<String>,
    /// The day to count ages from, such as 2026-01-21; without it that of `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

/// How often fixes are made and looked for anew: one may uncover another, and a rule may not tell all at once.
const MOST_ROUNDS: usize = 20;

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let today = today_or_fail(args.today)?;
    let folder = Folder::whole(book);
    let options = Options { today, keep_going: false, drafts: true, internal: true };
    let changed = args.since.as_deref().map(|revision| changed_since(book, revision)).transpose();
    let changed = changed.map_err(failed)?;
    let changed = changed.as_ref().map(|paths| Changed::of(paths, &folder));
    let told = |found: Vec<Diagnostic>| -> Vec<Diagnostic> {
        found.into_iter().filter(|d| changed.as_ref().is_none_or(|changed| changed.concerns(d))).collect()
    };
    let mut checked = check(&folder, options);
    if args.fix {
        let (mut made, mut is_done) = (0, false);
        for _ in 0..MOST_ROUNDS {
            let mut mendable = told(checked.diagnostics.clone());
            mendable.retain(|d| changed.as_ref().is_none_or(|changed| changed.holds(&d.path)));
            match fix(&mendable, &folder, book).map_err(failed)? {
                0 => {
                    is_done = true;
                    break;
                }
                some => made += some,
            }
            checked = check(&folder, options);
        }
        if made == 0 {
            say!("nothing could be fixed without your judgement");
        } else if !is_done {
            say!("there is more that can be fixed: run it again");
        }
    }
    let found = told(denied(checked.diagnostics, args.deny.as_deref()));
    let colour = std::io::stdout().is_terminal();
    let text = render(&found, &folder, args.format, checked.config.base_url.as_deref(), colour);
    to_stdout(&text)?;
    let (n, plural) = (checked.assessments, if checked.assessments == 1 { "" } else { "s" });
    say!("checked {n} assessment{plural}: {}", tally(&found));
    Ok(outcome(&found))
}

/// The diagnostics with warnings turned into errors, if they are denied.
pub(super) fn denied(mut found: Vec<Diagnostic>, deny: Option<&str>) -> Vec<Diagnostic> {
    if deny == Some("warnings") {
        let warnings = found.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        warnings.for_each(|diagnostic| diagnostic.severity = Severity::Error);
        Diagnostic::sort(&mut found);
    }
    found
}
