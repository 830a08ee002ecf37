//! Numbered lists whose items end with a colon: problems with what describes them, or groups of problems.

use super::items::ends_with_colon;
use super::rate;
use super::titles::{is_area, strip_ordinal};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::undecorated;
use crate::import::lexicon::{Topic, is_dense};
use crate::import::report::Report;

/// How many blocks are looked through for the other items of a list.
const NEAR: usize = 120;

/// True for an item of a numbered list that ends with a colon, where most of these say what they are about and do not
/// only name an area, a severity or a time. A numbered series is of one kind.
pub(super) fn is_of_problems(report: &Report<'_>, at: usize) -> bool {
    if !is_like(&report.blocks[at]) {
        return false;
    }
    let told = |block: &Block| is_like(block) && tells(report, &block.text);
    let telling = report.telling.get_or_init(|| report.blocks.iter().map(told).collect());
    let path = &report.blocks[at].path;
    let of_list = |other: &usize| report.blocks[*other].path == *path;
    let before = (at.saturating_sub(NEAR)..at).rev().take_while(of_list);
    let after = (at..report.blocks.len().min(at + NEAR)).take_while(of_list);
    let (mut all, mut most) = (0, 0);
    for other in before.chain(after).filter(|other| is_like(&report.blocks[*other])) {
        all += 1;
        most += usize::from(telling[other]);
    }
    most * 2 > all
}

/// True for an item of a numbered list that ends with a colon.
fn is_like(block: &Block) -> bool {
    matches!(block.kind, Kind::Item { depth: 0, ordered: true, task: None }) && ends_with_colon(block)
}

/// True for a name that says what it is about: a single word only names a part.
fn tells(report: &Report<'_>, text: &str) -> bool {
    let name = strip_ordinal(undecorated(text)).trim_end_matches([':', '\u{FF1A}']);
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let says = if name.contains(is_dense) {
        name.chars().count() >= 4
    } else {
        name.split('(').next().is_some_and(|name| name.split_whitespace().count() >= 2)
    };
    let groups = [Topic::Gaps, Topic::Plan, Topic::PlanStart, Topic::Good, Topic::Collection];
    says && !is_area(report, name)
        && !rate::only_announces(name, report.lexicon)
        && !report.lexicon.is(last, Topic::Collection)
        && !report.lexicon.covers(name, &groups)
}
