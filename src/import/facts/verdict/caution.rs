//! What a report says of itself at its beginning holds to its end: a limit or a no in its own status is not lifted by a
//! yes further down, which is of a part, of a plan or of a day to come.

use super::Candidate;
use super::words::{is_of_less, strong};
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::model::{Conclusion, Found};
use crate::import::report::{Field, Report};

/// With how many headings a report begins that its own status may stand below: the title and two of its sections.
const FIRST: usize = 3;

/// From what weight on a labelled line is the status of all.
const OWN: i32 = 62;

/// The line that the beginning of a report ends before.
fn beginning(report: &Report<'_>) -> usize {
    report.headings().get(FIRST).map_or(usize::MAX, |heading| report.line(*heading))
}

/// The limit or the no of the labelled lines that a report begins with, the heaviest of them.
pub(super) fn stated_first<'c>(report: &Report<'_>, labelled: &'c [Candidate]) -> Option<&'c Candidate> {
    let end = beginning(report);
    let first = || labelled.iter().filter(|candidate| candidate.line < end && candidate.weight >= OWN);
    let plain_yes = first().any(|candidate| candidate.conclusion == Conclusion::Ready);
    let limits = |candidate: &&Candidate| {
        let mut fields = report.fields.iter().filter(|field| field.line == candidate.line);
        candidate.conclusion != Conclusion::Ready
            && fields.any(|field| says_less(report, field) || !plain_yes && is_limited(report, field))
    };
    first().filter(limits).max_by_key(|candidate| candidate.weight)
}

/// True for a line that says no in words of its own.
pub(super) fn denies(report: &Report<'_>, candidate: &Candidate) -> bool {
    let mut fields = report.fields.iter().filter(|field| field.line == candidate.line);
    let denied = |field: &Field| report.lexicon.topics_without(unbracketed(field), Topic::VerdictNoise);
    candidate.conclusion == Conclusion::NotReady && fields.any(|field| denied(field).has(Topic::NotReady))
}

/// True for a condition on a yes, not only on what comes first: `Mend the lamps before you deploy`.
pub(super) fn grants(report: &Report<'_>, candidate: &Candidate) -> bool {
    let mut own = report.blocks.iter().enumerate().filter(|(at, _)| report.line(*at) == candidate.line);
    own.any(|(_, block)| {
        let topics = report.lexicon.topics(&block.text);
        // `For the demo: ready with two fixes`
        topics.has(Topic::Ready) && !is_of_less(topics)
    })
}

/// True for `Time to production: 3 weeks`.
pub(super) fn tells_time_left(field: &Field) -> bool {
    let value = field.value.trim();
    let lasts = value.contains(|c: char| c.is_ascii_digit()) && !value.starts_with('0');
    field.topics.has(Topic::TimeToReady) && lasts
}

/// What a yes in a sentence does not lift: a beginning that says of all that it is not at its end, or how long that takes.
pub(super) fn held_back(report: &Report<'_>) -> Option<Found<Conclusion>> {
    let found = |conclusion| move |line| Found::new(conclusion, line, 0.5);
    let awaited = || awaited(report).map(found(Conclusion::Conditional));
    unfinished(report).map(found(Conclusion::NotReady)).or_else(awaited)
}

/// The line at the beginning that tells how long it takes until all is ready.
fn awaited(report: &Report<'_>) -> Option<usize> {
    let end = beginning(report);
    report.fields.iter().find(|field| field.line < end && tells_time_left(field)).map(|field| field.line)
}

/// The line of a status at the beginning that says of all that it is not at its end: `Status: in progress`. It is no
/// verdict, but a yes that a sentence further down says is of a part of it.
fn unfinished(report: &Report<'_>) -> Option<usize> {
    let begins = |text: &str| {
        let parts = text.split(['(', '\u{FF08}', '-', '–', '—', '.', ',']).map(undecorated);
        parts.take(2).any(|part| report.lexicon.is(part, Topic::Unfinished))
    };
    let end = beginning(report);
    let mut fields = report.fields.iter().filter(|field| field.line < end);
    let status = fields.find(|field| report.lexicon.is(&field.label, Topic::StatusLabel))?;
    begins(&status.value).then_some(status.line)
}

/// True for a value that says less than yes in words of its own; `ready (with recommendations)` only adds to a yes.
fn says_less(report: &Report<'_>, field: &Field) -> bool {
    let less = [Topic::NotReady, Topic::NotReadyWeak, Topic::Conditional, Topic::ConditionalWeak];
    let topics = |text| report.lexicon.topics_without(text, Topic::VerdictNoise);
    // `A prototype (not ready)`
    topics(unbracketed(field)).any(&less) || topics(&field.value).has(Topic::NotReady)
}

/// True for a yes that what follows it limits, in brackets aside: `Ready with two urgent fixes`.
fn is_limited(report: &Report<'_>, field: &Field) -> bool {
    strong(report, unbracketed(field)) == Some(Conclusion::Conditional)
}

/// A value up to its first bracket.
fn unbracketed(field: &Field) -> &str {
    field.value.split(['(', '\u{FF08}']).next().unwrap_or_default()
}
