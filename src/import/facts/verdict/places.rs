//! Where a text of a report concludes, and where it tells of another time.

use crate::import::blocks::{Block, Kind};
use crate::import::icons::{undecorated, unnumbered};
use crate::import::lexicon::Topic;
use crate::import::report::Report;

/// How many blocks may stand behind the last rule of a report.
const CLOSING: usize = 10;

/// True behind the last rule of a report, with no heading after it: what stands there closes the report, not its last
/// section.
pub(super) fn closes(report: &Report<'_>, at: usize) -> bool {
    if at + CLOSING < report.blocks.len() {
        return false;
    }
    let mut before = report.blocks[at.saturating_sub(CLOSING)..at].iter().rev();
    let ruled =
        before.find(|block| block.kind == Kind::Break || block.level().is_some_and(|level| level < 7));
    let heads = |block: &Block| block.level().is_some_and(|level| level < 7);
    ruled.is_some_and(|block| block.kind == Kind::Break) && !report.blocks[at..].iter().any(heads)
}

/// True for a block below a heading of what was or will be.
pub(super) fn elsewhen(report: &Report<'_>, at: usize) -> bool {
    let text = report.blocks.get(at).is_some_and(|block| block.level().is_none());
    if text && closes(report, at) {
        return false;
    }
    report
        .blocks
        .get(at)
        .into_iter()
        .flat_map(|block| &block.path)
        .any(|heading| is_elsewhen(report, *heading))
}

/// True for a heading of what was or will be; of a conclusion only where its last word says so: `Go/no-go criteria`.
fn is_elsewhen(report: &Report<'_>, heading: usize) -> bool {
    let topics = report.topics[heading];
    let ends = || {
        let block = &report.blocks[heading];
        report.lexicon.last_word_is(undecorated(&block.text), Topic::Future) && block.level() != Some(1)
    };
    topics.any(&[Topic::Future, Topic::Past]) && (!topics.any(&[Topic::Conclusion, Topic::Summary]) || ends())
}

pub(super) fn concludes(report: &Report<'_>, at: usize) -> bool {
    let path = report.blocks.get(at).map(|block| block.path.as_slice()).unwrap_or_default();
    path.iter().any(|heading| {
        report.blocks[*heading].level() != Some(1) && report.topics[*heading].has(Topic::Conclusion)
    })
}

pub(super) fn summarises(report: &Report<'_>, at: usize) -> bool {
    let path = report.blocks.get(at).map(|block| block.path.as_slice()).unwrap_or_default();
    path.iter().any(|heading| {
        report.blocks[*heading].level() != Some(1) && report.topics[*heading].has(Topic::Summary)
    })
}

/// True directly below a heading that says nothing but that it is the summary.
pub(super) fn below_summary(report: &Report<'_>, at: usize) -> bool {
    report
        .heading(at)
        .is_some_and(|heading| report.lexicon.is(unnumbered(&report.blocks[heading].text), Topic::Summary))
}
