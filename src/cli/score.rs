//! `readybook score`.

use std::path::Path;
use std::sync::Arc;

use clap::builder::TypedValueParser;

use super::arguments::one_of_these;
use super::report::{failed, refused, shown, tell_left_out, to_stdout};
use super::today::today_or_fail;
use super::{Outcome, say, target};
use crate::book::Rubric;
use crate::compile::{Options, Survey, survey};
use crate::export::scores::{FORMATS, Format, ScoreEntry, ScoreReport, format};
use crate::load::Folder;
use crate::model::{Date, Verdict};
use crate::portfolio::{Assessed, Series, incomparable, rescored, score_change};
use crate::score::{Aim, Change, Scorecard, Subject, apply, cheapest, parse_change, score};
use crate::text::one_of;

/// Show scores with their arithmetic: of all projects, of one, or of one release
///
/// Without a project: the latest assessment of each. With one: how its score came about, what caps its verdict, and
/// the cheapest path to a better one: by the fewest changes, by the largest gains first, and by the least stated
/// effort, where these differ.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A project, or PROJECT@RELEASE; a project alone means its latest assessment
    #[arg(value_name = "PROJECT[@RELEASE]")]
    target: Option<String>,
    /// The release, where it does not stand behind an `@`
    #[arg(requires = "target")]
    release: Option<String>,
    /// Show every line: each check with its share, its points and its gain
    #[arg(long)]
    explain: bool,
    /// How to print
    #[arg(long, default_value = "human", value_parser = formats())]
    format: &'static Format,
    /// Suppose other answers, such as `backups=pass,waf=n/a,structured-logging=resolved,security=80`: checks with a
    /// result, findings with a status, categories with a declared score
    #[arg(long, value_name = "NAME=ANSWER,…", value_delimiter = ',', requires = "target")]
    what_if: Vec<String>,
    /// Score under another rubric of the book, such as `production@1`, and say what the rubric makes of difference
    #[arg(long, value_name = "RUBRIC")]
    rubric: Option<String>,
    /// The day as of which undated assessments are judged, such as 2026-01-21; without it that of
    /// `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    one_of_these(FORMATS.iter().map(|format| (format.name, format.summary)), format)
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let today = today_or_fail(args.today)?;
    let folder = Folder::whole(book);
    let options = Options { today, keep_going: true, drafts: true, internal: true };
    let survey = survey(&folder, options).map_err(|found| refused(&found, &folder))?;
    let whole = tell_left_out(&survey.diagnostics, &folder);
    to_stdout(&report(args, &survey).map_err(failed)?)?;
    if whole {
        return Ok(Outcome::Fine);
    }
    say!("what is above is left out of the scores of {}", shown(book));
    Ok(Outcome::ContentErrors)
}

fn report(args: &Args, survey: &Survey) -> Result<String, String> {
    let chosen = chosen(args, survey)?;
    let rubric = args.rubric.as_deref().map(|name| named(name, survey)).transpose()?;
    let entries: Result<Vec<ScoreEntry<'_>>, String> =
        chosen.iter().map(|(series, assessed)| entry(args, series, assessed, rubric.as_deref())).collect();
    let entries = entries?;
    let same = rubric.is_some();
    let reasons = incomparable(chosen.iter().map(|(series, assessed)| (&*series.project, &***assessed)));
    let reasons = reasons
        .into_iter()
        .filter(|reason| !(same && matches!(reason, crate::portfolio::Incomparable::Rubric(_))));
    let report = ScoreReport {
        entries,
        overview: args.target.is_none(),
        explain: args.explain,
        incomparable: reasons.collect(),
    };
    Ok((args.format.render)(&report))
}

type Chosen<'a> = (&'a Series, &'a Arc<Assessed>);

fn chosen<'a>(args: &Args, survey: &'a Survey) -> Result<Vec<Chosen<'a>>, String> {
    let projects = &survey.portfolio.projects;
    let Some(target) = &args.target else {
        return Ok(projects.iter().filter_map(|series| Some((series, series.latest()?))).collect());
    };
    let (project, release) = target::named(target, args.release.as_deref())?;
    let series = survey.portfolio.project(project)?;
    match release {
        None => Ok(series.latest().map(|latest| (series, latest)).into_iter().collect()),
        Some(release) => Ok(vec![(series, series.release(release)?)]),
    }
}

fn named(name: &str, survey: &Survey) -> Result<Arc<Rubric>, String> {
    let latest = survey.rubrics.iter().rfind(|rubric| rubric.reference() == name || rubric.id == name);
    latest.cloned().ok_or_else(|| {
        let names: Vec<String> = survey.rubrics.iter().map(|rubric| rubric.reference()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("this book has no rubric `{name}`: {}", one_of(name, &names))
    })
}

fn entry<'a>(
    args: &Args,
    series: &'a Series,
    assessed: &'a Arc<Assessed>,
    rubric: Option<&'a Rubric>,
) -> Result<ScoreEntry<'a>, String> {
    let other = rubric.filter(|rubric| rubric.hash != assessed.card.rubric.hash);
    let project = &series.project;
    let (rubric, before) = match other {
        None => (&*assessed.rubric, Scorecard::clone(&assessed.card)),
        Some(rubric) => (rubric, rescored(project, assessed, rubric)),
    };
    let split = other.map(|_| score_change(&assessed.card, &before, &before));
    let own = &assessed.assessment.details.open();
    let changes: Result<Vec<Change>, String> =
        args.what_if.iter().map(|text| parse_change(text, own, project, rubric)).collect();
    let changes = changes?;
    if let Some(twice) = twice(&changes) {
        return Err(format!("`{twice}` is supposed twice: say it once"));
    }
    let details = apply(own, &changes);
    let subject =
        Subject { assessment: &assessed.assessment, details: &details, project, as_of: assessed.card.as_of };
    let card = if changes.is_empty() { before.clone() } else { score(subject, rubric) };
    let ways = if args.target.is_some() { ways(subject, rubric, &card) } else { Vec::new() };
    let what_if = (!changes.is_empty()).then_some((changes, before));
    Ok(ScoreEntry { project, assessed, rubric, details, card, rescored: split, what_if, ways })
}

/// What two changes are about.
fn twice(changes: &[Change]) -> Option<&str> {
    let about = |change: &Change| match change {
        Change::Check(id, _) => (0, id.clone()),
        Change::Finding(id, _) => (1, id.clone()),
        Change::Category(id, _) => (2, id.clone()),
    };
    let again =
        |(at, change): &(usize, &Change)| changes[..*at].iter().any(|other| about(other) == about(change));
    changes.iter().enumerate().find(again).map(|(_, change)| match change {
        Change::Check(id, _) | Change::Finding(id, _) | Change::Category(id, _) => id.as_str(),
    })
}

/// Paths to each better verdict that is worth a decision.
fn ways(subject: Subject<'_>, rubric: &Rubric, card: &Scorecard) -> Vec<(Verdict, Aim, crate::score::Way)> {
    let targets = [Verdict::Conditional, Verdict::Ready].into_iter().filter(|to| *to > card.verdict);
    let all = targets.flat_map(|to| Aim::ALL.map(|aim| (to, aim)));
    all.map(|(to, aim)| (to, aim, cheapest(subject, rubric, to, aim))).collect()
}
