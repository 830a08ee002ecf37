//! What the lines below a problem say of it: how bad it is, what became of it, where it belongs.

use std::ops::Range;

use super::rate::{self, Rating};
use super::section::Section;
use super::status;
use super::titles::title;
use crate::import::blocks::{Kind, Table};
use crate::import::icons;
use crate::import::lexicon::Topic;
use crate::import::model::{FindingFact, Status};
use crate::import::report::Report;

/// What fields say of a problem.
#[derive(Default)]
pub(super) struct Details {
    pub rating: Option<Rating>,
    /// How bad what follows from it is, where nothing says how bad it is itself.
    pub effect: Option<Rating>,
    pub status: Option<Status>,
    pub category: Option<String>,
    /// True where it never was a problem.
    pub passed: bool,
}

/// Reads the fields of some blocks.
pub(super) fn read(report: &Report<'_>, blocks: Range<usize>) -> Details {
    let mut details = Details::default();
    let mut severity = false;
    // What is labelled as the status outranks what only tells of a result.
    let mut stated = false;
    for table in report.blocks[blocks.clone()].iter().filter_map(|block| match &block.kind {
        Kind::Table(table) if table.rows.len() == 1 => Some(table),
        _ => None,
    }) {
        of_row(report, table, &mut details);
    }
    for field in report.fields_of(blocks) {
        let is = |topic| report.lexicon.is(&field.label, topic);
        if is(Topic::Effect) {
            // `Impact: high - ships wait`, but not `Impact: high costs`.
            let rating = rate::stated(&field.value, report.lexicon);
            let value = field.value.split(['(', '-', '–', '—', ',', ';', '.']).next().unwrap_or_default();
            details.effect = rating.filter(|_| rate::only_rates(value, report.lexicon)).or(details.effect);
        } else if is(Topic::SeverityColumn) && !field.topics.has(Topic::Nothing) {
            // A priority says less than a severity.
            let of_severity = field.topics.has(Topic::SeverityWord);
            let rating = rate::stated(&field.value, report.lexicon);
            if let Some(rating) = rating.filter(|_| of_severity || !severity) {
                details.rating = Some(rating);
                severity |= of_severity;
            }
        } else if is(Topic::StatusLabel) || is(Topic::StatusColumn) {
            let is_status = is(Topic::StatusLabel);
            if stated && !is_status {
                continue;
            }
            let said = report.lexicon.topics(&field.value);
            let bad = said.any(&[Topic::Open, Topic::Partial, Topic::Resolved, Topic::Accepted, Topic::Gaps]);
            let denied = report.lexicon.negates(&field.value, Topic::Passed);
            // `Resolution: can be mended with a new spring` tells what would mend it.
            let told = is_status || status::begins(&field.value, report.lexicon);
            let passed = told && said.has(Topic::Passed) && !bad && !denied;
            details.passed = passed || details.passed && !is_status;
            let status = status::status(&field.value, report.lexicon)
                .filter(|status| told || *status == Status::Partial);
            stated |= is_status && status.is_some();
            let done = !is_status && is(Topic::Remedy) && status::tells_of_deed(&field.value, report.lexicon);
            details.status = status.or(done.then_some(Status::Resolved)).or(details.status);
        } else if is(Topic::Remedy) {
            let done = status::tells_of_deed(&field.value, report.lexicon);
            details.status = details.status.or(done.then_some(Status::Resolved));
        } else if is(Topic::CategoryLabel) {
            details.category = Some(field.value.trim().to_owned());
        }
    }
    details
}

/// Reads a table of one row: its head names what the row says, as in `Severity | Status | Owner`.
fn of_row(report: &Report<'_>, table: &Table, details: &mut Details) {
    for (head, cell) in table.head.iter().zip(&table.rows[0].cells) {
        let is = |topic| report.lexicon.is(head, topic);
        if report.lexicon.topics(head).any(&[Topic::SeverityWord, Topic::PriorityLabel]) {
            details.rating = details.rating.take().or_else(|| rate::stated(cell, report.lexicon));
        } else if is(Topic::StatusLabel) || is(Topic::StatusColumn) {
            details.status = details.status.or_else(|| status::status(cell, report.lexicon));
        }
    }
}

/// The finding of a heading, with what the lines below it say of it, up to the heading of the next one.
pub(super) fn of_heading(
    report: &Report<'_>,
    at: usize,
    next: Option<usize>,
    section: &Section,
) -> Option<FindingFact> {
    let block = &report.blocks[at];
    let title = title(report, &block.text);
    let few = title.split_whitespace().count() <= 5;
    if !title.chars().any(char::is_alphabetic) || (few && report.lexicon.is(&title, Topic::Nothing)) {
        return None;
    }
    let end = report.blocks[at + 1..]
        .iter()
        .position(|next| !next.path.contains(&at))
        .map_or(report.blocks.len(), |n| at + 1 + n)
        .min(next.unwrap_or(usize::MAX));
    let mut details = read(report, at + 1..end);
    if details.passed {
        // What has a severity was a problem, as it is in a table; what only passed never was one.
        details.rating.as_ref()?;
        details.status = Some(Status::Resolved);
    }
    // `Rope was cut ✅ FIXED` outranks a line such as `Status: no more cuts`.
    let mended = icons::any_status(&block.text) == Some(Status::Resolved)
        && status::marked_status(&block.text, report.lexicon) == Some(Status::Resolved);
    let status = if mended { Some(Status::Resolved) } else { details.status.or(section.status) };
    let own = rate::of_item(&block.text, report.lexicon);
    let rating = details.rating.or(own).or_else(|| section.rating.clone()).or(details.effect);
    Some(FindingFact {
        title,
        severity: rating.as_ref().map(|rating| rating.severity),
        priority: rating.and_then(|rating| rating.priority),
        status: Some(status.unwrap_or(Status::Open)),
        category: details.category.or_else(|| section.category.clone()),
        line: report.line(at),
        confidence: 0.85,
    })
}
