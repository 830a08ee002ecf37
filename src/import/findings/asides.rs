//! Sections beside the problems: alarms, notes, wishes, results that are well, and details of what stands above.

use super::below::is_field;
use super::heading::Heading;
use super::nothing;
use super::section::{Class, Section};
use crate::import::icons;
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::Status;

/// What a section is for that tells of no problems by itself.
pub(super) fn read(heading: &Heading<'_>) -> Option<Section> {
    let aside = |class| Some(Section { class, ..Section::default() });
    if supposes(heading)
        && !above(heading).has(Topic::Alarm)
        && heading.is_in(Class::Gaps)
        && heading.below.items + heading.below.subsections > 0
    {
        return Some(heading.inherited.clone());
    }
    let is = |text, topic| heading.lexicon().is(text, topic);
    if alarms(heading) || supposes(heading) || is(heading.title(), Topic::Aside) {
        return aside(Class::Detail);
    }
    // `Optional` below the settings ranks them, not problems.
    let ranks = (heading.is_in(Class::Neutral) || heading.is_in(Class::Good)) && heading.block.path.len() > 1;
    if ranks && is(heading.title(), Topic::Wanted) {
        return aside(Class::Detail);
    }
    if nothing::rates_low(heading.report, heading.block, heading.plain) {
        return aside(Class::Good);
    }
    // What is to be known is no problem, however important it is.
    if is(heading.name(), Topic::Note) {
        return Some(Section { category: heading.category(), ..Section::default() });
    }
    // What was seen where all is well.
    let passed =
        |above: &usize| icons::any_status(&heading.report.blocks[*above].text) == Some(Status::Resolved);
    let of_results = heading.level == 7 && is(heading.plain, Topic::Result);
    if of_results && heading.is_in(Class::Good) && heading.block.path.last().is_some_and(passed) {
        return Some(heading.parent().clone());
    }
    // `Key findings`, and below it that all is well.
    let well = || nothing::is_well(heading.report, heading.at);
    if is(heading.name(), Topic::Result) && !heading.is_in(Class::Gaps) && well() {
        return aside(Class::Good);
    }
    None
}

/// What the heading above touches.
fn above(heading: &Heading<'_>) -> Topics {
    heading.block.path.last().map(|above| heading.report.topics[*above]).unwrap_or_default()
}

/// `Critical alerts`: how bad what they tell of would be.
fn alarms(heading: &Heading<'_>) -> bool {
    let severe = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low];
    (heading.topics.has(Topic::Alarm) || above(heading).has(Topic::Alarm))
        && heading.topics.any(&severe)
        && !heading.topics.has(Topic::Gaps)
        && !heading.is_in(Class::Gaps)
}

/// `If problems occur at sea`, and below it what is to be done then; below risks, what follows, but not below alarms.
fn supposes(heading: &Heading<'_>) -> bool {
    heading.lexicon().begins(heading.title(), Topic::Hypothesis)
}

/// What a heading such as `Evidence:` or `Logs` describes.
pub(super) fn detail(heading: &Heading<'_>) -> Option<Section> {
    // `Logs`, with its severity below it, is no detail but a problem.
    let names_detail =
        is_field(heading.report, heading.block) && (heading.level == 7 || heading.below.rated == 0);
    let stands = heading.level == 7 || heading.is_in(Class::Gaps);
    (names_detail && stands && !heading.topics.has(Topic::Gaps)).then(|| {
        // `Evidence:` below a group lists what speaks for it too; what has a cross there is a problem by itself.
        let class = if heading.is_in(Class::Gaps) { Class::Neutral } else { heading.parent().class };
        Section { class, ..heading.inherited.clone() }
    })
}
