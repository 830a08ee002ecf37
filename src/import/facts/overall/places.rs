//! What the place of a figure says of it.

use crate::import::blocks::Kind;
use crate::import::icons::unnumbered;
use crate::import::lexicon::Topic;
use crate::import::report::Report;

/// The place of the last block: those below one heading share it.
#[derive(Default)]
pub(super) struct Places(Option<((Option<usize>, std::cmp::Ordering), i32)>);

impl Places {
    /// What the place of a block adds.
    pub(super) fn of(&mut self, report: &Report<'_>, at: usize) -> i32 {
        let key = (heading(report, at), at.cmp(&report.head_end()));
        match self.0 {
            Some((known, place)) if known == key => place,
            _ => {
                let place = place(report, at);
                self.0 = Some((key, place));
                place
            }
        }
    }
}

/// The heading above a block. A line that only introduces a list (`The gates have:`) is none for the text behind it.
fn heading(report: &Report<'_>, at: usize) -> Option<usize> {
    let text = report.blocks[at].kind == Kind::Line;
    let heads = |above: &&usize| {
        let heading = &report.blocks[**above];
        !(text && heading.level() == Some(7) && heading.lead.is_empty() && **above + 1 < at)
    };
    report.blocks[at].path.iter().rev().find(heads).copied()
}

/// What the place of a block adds: a conclusion says more than the middle of a report.
fn place(report: &Report<'_>, at: usize) -> i32 {
    let near = heading(report, at).map(|heading| report.topics[heading]);
    let above = report.blocks[at].path.iter().map(|heading| report.topics[*heading]);
    let first_word = |heading: &usize| {
        let plain = unnumbered(&report.blocks[*heading].text);
        plain.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
    };
    // What stands below `Phase 4` is planned.
    let step = |heading: &usize| report.lexicon.is(first_word(heading), Topic::PlanStart);
    let below = report.blocks[at].path.iter().filter(|heading| report.blocks[**heading].level() != Some(1));
    let planned = below.into_iter().any(step);
    let elsewhen = near.is_some_and(|topics| topics.any(&[Topic::Past, Topic::Target]));
    if (elsewhen || planned) && at > report.head_end() {
        -45
    } else if above.clone().any(|topics| topics.has(Topic::Conclusion)) {
        4
    } else if at < report.head_end() || above.clone().any(|topics| topics.has(Topic::Summary)) {
        5
    } else {
        0
    }
}
