//! Problems in outlines: items below an item that only says that there are some.

use super::section::{Class, Section};
use crate::import::blocks::Kind;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::Topic;
use crate::import::model::Status;
use crate::import::report::Report;

/// How many items are looked through for the one above.
const NEAR: usize = 40;

/// What the item above announces for the items in it: `Problems`, `Mended since spring`. It names no category; the item
/// above that one may.
pub(super) fn group(report: &Report<'_>, at: usize, section: &Section) -> Option<Section> {
    if section.class != Class::Neutral {
        return None;
    }
    let Kind::Item { depth: own @ 1.., task: None, .. } = report.blocks[at].kind else {
        return None;
    };
    let above = above(report, at, own)?;
    let name = undecorated(&report.blocks[above].text);
    let topics = report.topics[above];
    let mended = topics.has(Topic::Mended);
    if !(mended || report.lexicon.is(name, Topic::Gaps)) {
        return None;
    }
    // `Findings` may be good ones: of these only what says so is a problem.
    let wrong = [Topic::Gaps, Topic::Open, Topic::Partial, Topic::Negation, Topic::Absence];
    let block = &report.blocks[at];
    let bad = || {
        let says = report.lexicon.topics_without(&block.text, Topic::SeverityNoise).any(&wrong);
        says || icons::leading_status(&block.text) == Some(Status::Open)
    };
    if !mended && report.lexicon.is(name, Topic::Result) && !bad() {
        return None;
    }
    let area = if own > 1 { self::above(report, above, own - 1) } else { None };
    let area = area.map(|area| undecorated(&report.blocks[area].text));
    let category = area.filter(|area| area.split_whitespace().count() <= 4).map(str::to_owned);
    Some(Section {
        class: Class::Gaps,
        status: mended.then_some(Status::Resolved),
        category: category.or_else(|| section.category.clone()),
        ..Section::default()
    })
}

/// The area that an item one below the outermost stands in: `Security`, and below it `❌ No lock`.
pub(super) fn area<'r>(report: &'r Report<'_>, at: usize) -> Option<&'r str> {
    let Kind::Item { depth: 1, task: None, .. } = report.blocks[at].kind else {
        return None;
    };
    let name = undecorated(&report.blocks[above(report, at, 1)?].text).trim_end_matches([':', '\u{FF1A}']);
    (name.split_whitespace().count() <= 3 && name.chars().any(char::is_alphabetic)).then_some(name)
}

/// The item that another of some depth stands in.
fn above(report: &Report<'_>, at: usize, depth: usize) -> Option<usize> {
    let items = (at.saturating_sub(NEAR)..at)
        .rev()
        .take_while(|before| matches!(report.blocks[*before].kind, Kind::Item { .. } | Kind::Line));
    let mut items = items.filter(|before| match report.blocks[*before].kind {
        Kind::Item { depth: other, .. } => other < depth,
        _ => false,
    });
    items.next().filter(
        |above| matches!(report.blocks[*above].kind, Kind::Item { depth: other, .. } if other + 1 == depth),
    )
}
