//! `readybook diff`.

use std::borrow::Cow;
use std::path::Path;

use clap::builder::TypedValueParser;

use super::arguments::one_of_these;
use super::report::{failed, refused, to_stdout};
use super::today::today_or_fail;
use super::{Outcome, say};
use crate::compile::{Between, built, review};
use crate::diag::Diagnostic;
use crate::load::{Folder, State, States, open_states};
use crate::model::Date;
use crate::review::formats::{FORMATS, Format, Report, format};
use crate::review::{BuiltSite, Condition, Review, compare_built, reasons};

/// Compare two states of the book: verdicts, scores, findings, checks, waivers and evidence that changed
///
/// BASE and HEAD are git revisions, `REVISION:FOLDER` where the book was in another folder, folders of books, such as
/// `./old`, or built sites. `A...B` is from where B left A. Without BASE it is where the current commit left the default
/// branch; without HEAD it is the working tree. The rubrics and `[check]` settings of BASE judge both; built sites keep
/// the scores that they have. Exit status: 0, or 1 when `--fail-on` stops the change, or 2 when the states cannot be
/// compared.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The state before
    base: Option<String>,
    /// The state after
    head: Option<String>,
    /// How to print
    #[arg(long, default_value = "short", value_parser = formats())]
    format: &'static Format,
    /// What the change must not do: verdict-drop, score-drop[=POINTS], new-critical, new-high, expired-waiver,
    /// lost-evidence; several with commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    fail_on: Vec<Condition>,
    /// An address that paths of files are put behind, so that a comment leads to them, such as
    /// `https://example.org/team/book/blob/main/`
    #[arg(long, value_name = "URL", value_parser = parse_link)]
    link: Option<String>,
    /// The day up to which waivers have to hold, such as 2026-01-21; without it that of `SOURCE_DATE_EPOCH`, else today
    /// in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    one_of_these(FORMATS.iter().map(|format| (format.name, format.summary)), format)
}

fn parse_link(text: &str) -> Result<String, String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'\\`|".contains(c));
    if is_web && is_plain {
        Ok(text.to_owned())
    } else {
        Err("it has to be a web address, such as https://example.org/".to_owned())
    }
}

/// Documents are judged; where only built data of one state are at hand, both are compared as they were judged.
fn compare(states: &States, today: Date) -> Result<Review, Vec<Diagnostic>> {
    match (&states.base, &states.head) {
        (State::Book(base), State::Book(head)) => review(Between { base: &**base, head: &**head, today }),
        (base, head) => {
            let (base, head) = (as_built(base, today)?, as_built(head, today)?);
            Ok(compare_built(&base, &head, today))
        }
    }
}

fn as_built(state: &State, today: Date) -> Result<Cow<'_, BuiltSite>, Vec<Diagnostic>> {
    match state {
        State::Book(files) => built(&**files, today).map(Cow::Owned),
        State::Built(site) => Ok(Cow::Borrowed(site)),
    }
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let today = today_or_fail(args.today)?;
    let states = open_states(book, args.base.as_deref(), args.head.as_deref()).map_err(failed)?;
    let review = compare(&states, today);
    // What git cannot give is no report that does not parse: nothing is known of what it holds.
    if let Some(why) = states.trouble() {
        return Err(failed(why.to_owned()));
    }
    let review = review.map_err(|found| refused(&found, &Folder::open(book)))?;
    let reasons = reasons(&review, &args.fail_on);
    let report = Report {
        review: &review,
        names: (&states.names.0, &states.names.1),
        notes: &states.notes,
        conditions: &args.fail_on,
        reasons: &reasons,
        link: args.link.as_deref(),
    };
    to_stdout(&(args.format.render)(&report))?;
    for reason in &reasons {
        say!("{}: {}", reason.condition, crate::text::visible(&crate::text::mask(&reason.text)));
    }
    Ok(if reasons.is_empty() { Outcome::Fine } else { Outcome::ContentErrors })
}
