//! Lists side by side of what is ready and of what is not: `Ready for:`, `Blockers before the launch:`. Neither says
//! anything of the whole, both together do.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use super::answers::is_brief;
use super::places::{concludes, elsewhen, summarises};
use super::words::strong;
use crate::import::blocks::Kind;
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::model::Conclusion;
use crate::import::report::Report;

/// What two sides weigh: more than a sentence of the summary, less than one of the conclusion.
const SIDES: i32 = 62;

/// What one list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ready,
    NotReady,
    /// Problems, or what is not there.
    Wrong,
}

/// Reads the lists of conclusions and summaries; gives the lines that introduce what is ready, which conclude nothing
/// by themselves.
pub(super) fn listed(report: &Report<'_>, all: &mut Vec<Candidate>) -> BTreeSet<usize> {
    let mut lists: BTreeMap<Option<usize>, Vec<(usize, Side)>> = BTreeMap::new();
    for at in 0..report.blocks.len() {
        if (concludes(report, at) || summarises(report, at)) && !elsewhen(report, at) {
            let side = introduced(report, at);
            lists.entry(report.heading(at)).or_default().extend(side.map(|side| (at, side)));
        }
    }
    let mut introduce = BTreeSet::new();
    for list in lists.values() {
        let of = |side| list.iter().filter(move |(_, other)| *other == side).map(|(at, _)| *at);
        let wrong = of(Side::NotReady).chain(of(Side::Wrong)).next();
        let cut_short = |at: &usize| ends_with_use(report, &report.blocks[*at].text);
        introduce.extend(of(Side::Ready).filter(|at| wrong.is_some() || cut_short(at)));
        if let (Some(_), Some(at)) = (of(Side::Ready).next(), wrong) {
            // What is wrong has to be mended; what it is not ready for may not be wanted.
            let conclusion = match of(Side::Wrong).next() {
                Some(_) => Conclusion::NotReady,
                None => Conclusion::Conditional,
            };
            introduce.extend(of(Side::NotReady));
            all.push(Candidate { weight: SIDES, conclusion, line: report.line(at) });
        }
    }
    introduce
}

/// What a heading or a line with a colon says of the list below it.
fn introduced(report: &Report<'_>, at: usize) -> Option<Side> {
    let block = &report.blocks[at];
    let text = undecorated(&block.text);
    let heads = match block.kind {
        Kind::Heading(level) => level > 2,
        Kind::Line => block.text.trim_end().ends_with([':', '\u{FF1A}']),
        _ => false,
    };
    let below = report.blocks.get(at + 1).map(|below| &below.kind);
    if !heads || !matches!(below, Some(Kind::Item { .. } | Kind::Table(_))) || !is_brief(text) {
        return None;
    }
    let topics = report.lexicon.topics_without(text, Topic::VerdictNoise);
    match strong(report, text) {
        Some(Conclusion::Ready) => Some(Side::Ready),
        Some(Conclusion::NotReady) => Some(Side::NotReady),
        _ if report.lexicon.negates(text, Topic::Ready) => Some(Side::NotReady),
        // `What is ready`
        _ if report.lexicon.begins(text, Topic::OpenQuestion)
            && report.lexicon.topics(text).has(Topic::Ready) =>
        {
            Some(Side::Ready)
        }
        _ if topics.any(&[Topic::Gaps, Topic::Critical]) => Some(Side::Wrong),
        _ => None,
    }
}

/// True for `Ready for:`, which goes on in the list below it.
fn ends_with_use(report: &Report<'_>, text: &str) -> bool {
    report.lexicon.last_word_is(undecorated(text), Topic::AfterParticiple)
}
