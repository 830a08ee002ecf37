//! Sections that say that there is nothing wrong in them: `Critical issues: 0`, `Blockers`, and below it `None.`

use super::below::is_field;
use super::rate;
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::{Severity, Status};
use crate::import::report::Report;

/// Longest text that says only that there is nothing, in bytes.
const LONGEST: usize = 160;

/// True where the heading, or the first sentence below it, says that there are no problems.
pub(super) fn is_said(report: &Report<'_>, at: usize) -> bool {
    let heading = &report.blocks[at].text;
    let mut parts = heading.split(['(', '[', ':', '\u{FF1A}', '\u{FF08}', '—', '–']).skip(1);
    let none = |part: &str| {
        let plain = undecorated(part.trim_end_matches([')', ']', '\u{FF09}']));
        plain == "0" || is_none(report, plain)
    };
    parts.any(none) || says_none(report, undecorated(heading)) || is_said_below(report, at)
}

/// True for `None found`; `all resolved` says that there were some.
fn is_none(report: &Report<'_>, plain: &str) -> bool {
    report.lexicon.is(plain, Topic::Nothing) && !report.lexicon.topics(plain).has(Topic::Resolved)
}

/// True for the heading of an area below which the first sentence says so, and names what there is none of.
pub(super) fn names_no_problems(report: &Report<'_>, at: usize) -> bool {
    // `Impact: none` says what follows from the problem.
    let below =
        report.blocks.get(at + 1).filter(|below| below.kind == Kind::Line && !is_field(report, below));
    below.is_some_and(|below| report.lexicon.topics(&below.text).has(Topic::Gaps))
        && is_said_below(report, at)
}

/// True for a heading that rates what is below it as small: `Overall risk: low`, `Fire risks: minimal ✅`.
pub(super) fn rates_low(report: &Report<'_>, block: &Block, plain: &str) -> bool {
    let Some((label, value)) = plain.split_once([':', '\u{FF1A}']) else {
        return false;
    };
    let brief = value.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() == 1;
    let ticked = icons::trailing_status(&block.text) == Some(Status::Resolved);
    let tells = [Topic::Gaps, Topic::Resolved, Topic::Mended, Topic::Partial, Topic::Accepted];
    let small = || report.lexicon.topics(label).has(Topic::Gaps) && !report.lexicon.topics(value).any(&tells);
    let low = rate::any(value, report.lexicon).is_some_and(|rating| rating.severity <= Severity::Low);
    ticked && brief && small()
        || low && report.lexicon.is(label, Topic::StatusLabel) && rate::only_rates(value, report.lexicon)
}

fn is_said_below(report: &Report<'_>, at: usize) -> bool {
    let Some(below) = report.blocks.get(at + 1).filter(|below| below.kind == Kind::Line) else {
        return false;
    };
    says_none(report, undecorated(&below.text))
}

/// `No critical issues` and `None found`, but not `No backups`, in any language.
pub(super) fn says_nothing(report: &Report<'_>, plain: &str) -> bool {
    if plain.len() > LONGEST {
        return false;
    }
    let topics = report.lexicon.topics(plain);
    let beside = [
        Topic::Nothing,
        Topic::NothingTail,
        Topic::Gaps,
        Topic::Critical,
        Topic::High,
        Topic::Medium,
        Topic::Low,
        Topic::Open,
        Topic::Resolved,
    ];
    let brief = plain.split_whitespace().count() <= 6 && !plain.contains(is_dense);
    topics.has(Topic::Nothing) && (brief && topics.has(Topic::Gaps) || report.lexicon.covers(plain, &beside))
}

/// True for a text whose first sentence says so, where the next does not go on with what there is: `No blockers, but
/// two issues:`.
fn says_none(report: &Report<'_>, plain: &str) -> bool {
    let (first, rest) = plain.split_once(['.', '!', ',', '。']).unwrap_or((plain, ""));
    let goes_on =
        report.lexicon.topics(rest).any(&[Topic::Gaps, Topic::Critical, Topic::High, Topic::Medium]);
    // `All resolved` says that there were some.
    let resolved = report.lexicon.topics(first).has(Topic::Resolved);
    let none = is_none(report, first) || says_nothing(report, first) && !resolved;
    none && !goes_on
}

/// True where most items directly below a heading say that something is well, or that nothing is wrong; half of them
/// where none says that something is not.
pub(super) fn is_well(report: &Report<'_>, at: usize) -> bool {
    let items = report.blocks[at + 1..].iter().take_while(|block| matches!(block.kind, Kind::Item { .. }));
    let topics =
        |block: &Block| report.lexicon.topics_without(undecorated(&block.text), Topic::SeverityNoise);
    let bad = |block: &Block| topics(block).any(&[Topic::Gaps, Topic::Open, Topic::Partial, Topic::Negation]);
    let good = |block: &&&Block| {
        let well = [Topic::Good, Topic::Ready, Topic::Passed];
        says_nothing(report, undecorated(&block.text)) || topics(block).any(&well) && !bad(block)
    };
    let items: Vec<&Block> = items.collect();
    let marked = items.iter().any(|block| icons::leading_status(&block.text) == Some(Status::Open));
    let well = items.iter().filter(good).count() * 2;
    !items.is_empty()
        && !marked
        && (well > items.len() || well == items.len() && !items.iter().any(|block| bad(block)))
}
