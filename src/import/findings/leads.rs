//! Headings that are problems by how they are built: numbered lines in bold, and what was wrong with what mended it.

use super::below::Below;
use super::headings;
use super::rate;
use super::section::{Class, Section};
use super::status;
use super::titles::{is_area, is_counted, is_numbered, strip_ordinal};
use crate::import::blocks::Block;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::Topic;
use crate::import::model::Status;
use crate::import::report::Report;

/// True for a line in bold with a number or a letter: `**A. Backups fail**`. Below a problem it is one of its own where
/// its fields say what follows from it or what mends it.
pub(super) fn is_problem(
    report: &Report<'_>,
    block: &Block,
    (parent, within): (&Section, bool),
    below: &Below,
) -> bool {
    let plain = undecorated(&block.text);
    let title = strip_ordinal(plain);
    // `Scenario 2: ice in port`, with a text or a fence below it.
    let counted = || is_counted(report, plain) && below.items + below.tables == 0;
    if !(is_numbered(plain) || counted())
        || is_area(report, title)
        || rate::only_announces(title, report.lexicon)
    {
        return false;
    }
    match parent.class {
        Class::Gaps => {
            // `**1. Known issues**` with a list below it names a group.
            let groups =
                report.lexicon.topics(title).has(Topic::Gaps) && title.split_whitespace().count() <= 3;
            !groups || below.fields > 0
        }
        Class::Finding | Class::Detail => {
            let remedy = |heading: &usize| {
                report.lexicon.is(undecorated(&report.blocks[*heading].text), Topic::Remedy)
            };
            within && below.effects > 0 && !block.path.last().is_some_and(remedy)
        }
        Class::Neutral | Class::Good | Class::Plan => false,
    }
}

/// True for a heading with what is wrong and what mends it below it, wherever it stands. With a number, a heading of its
/// own for what is wrong is enough.
pub(super) fn tells_of_repair(report: &Report<'_>, block: &Block, below: &Below) -> bool {
    let heading = block.level().is_some_and(|level| (2..7).contains(&level));
    let plain = undecorated(&block.text);
    let told =
        || is_numbered(plain) && below.problem_subsections == 1 && !is_area(report, strip_ordinal(plain));
    heading
        && below.problems > 0
        && below.named < 2
        && (below.remedies > 0 || told())
        && !headings::concludes(report, plain)
        && below.subsections <= below.field_subsections + below.leads
}

/// The problem of such a heading: mended where it, or a heading above it, says so.
pub(super) fn repaired(report: &Report<'_>, block: &Block, inherited: Section) -> Section {
    let says = |text: &str| {
        icons::any_status(text) == Some(Status::Resolved)
            || status::status(text, report.lexicon) == Some(Status::Resolved)
    };
    let above = || block.path.iter().filter(|at| report.blocks[**at].level() != Some(1));
    let mended = says(&block.text) || above().any(|at| says(&report.blocks[*at].text));
    let status = if mended { Some(Status::Resolved) } else { inherited.status };
    Section { class: Class::Finding, status, ..inherited }
}
