//! What says something of a part only: items of areas, headings of components, lists of what is ready, and headings side
//! by side that differ.

use std::collections::BTreeMap;

use super::Candidate;
use super::answers::is_brief;
use super::words::{ANSWERS, is_of_less};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{undecorated, unnumbered};
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::Conclusion;
use crate::import::report::{Field, Report};

/// What a heading weighs that concludes of a part.
pub(super) const PART: i32 = 56;

/// True for an item that says something of a part, such as `Load tests ready`.
fn is_of_part(report: &Report<'_>, text: &str) -> bool {
    let words: Vec<&str> = undecorated(text).split_whitespace().collect();
    let begins = |n: usize| {
        let first = words[..n.min(words.len())].join(" ");
        report.lexicon.is(&first, Topic::Ready) || report.lexicon.is(&first, Topic::Participle)
    };
    words.len() < 6 && !begins(1) && !begins(2) && !text.contains(is_dense)
}

/// True for an item that says only in brackets what is ready: `Lamps (80 %, the masts are ready)`.
fn is_ready_in_brackets(report: &Report<'_>, text: &str) -> bool {
    let Some((outside, inside)) = text.split_once(['(', '\u{FF08}']) else { return false };
    let is = |text: &str| report.lexicon.topics(text).has(Topic::Ready);
    !is(outside) && is(inside) && inside.trim_end().ends_with([')', '\u{FF09}'])
}

/// True for a heading such as `Production-ready components`, which says that some parts are ready.
fn names_some(report: &Report<'_>, text: &str) -> bool {
    let plain = undecorated(text).split(['(', ':', '\u{FF08}']).next().unwrap_or_default();
    report.lexicon.last_word_is(plain, Topic::Collection)
}

/// True for `Ready now:` with a list below it, which names the parts that are, or tells why all is.
pub(super) fn lists(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let lists = || report.blocks.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Item { .. }));
    introduces(block) && is_brief(&block.text) && lists()
}

/// True for a line in bold that introduces what follows: `Timeline to production ready:`.
pub(super) fn introduces(block: &Block) -> bool {
    block.level() == Some(7) && block.text.ends_with([':', '\u{FF1A}'])
}

/// True for a heading whose label names another use than production: `For the demo: ready`.
pub(super) fn is_for_less(report: &Report<'_>, text: &str) -> bool {
    let label = text.split_once([':', '\u{FF1A}']).map(|(label, _)| report.lexicon.topics(label));
    label.is_some_and(is_of_less)
}

/// Headings side by side in a conclusion that differ are each of a part: `Lamps (ready)`, `Doors (not ready)`. What is
/// said of all outweighs them, and the whole is not ready where a part is not.
pub(super) fn weigh(report: &Report<'_>, headings: &[(usize, usize)], all: &mut [Candidate]) {
    let path = |at: usize| &report.blocks[at].path;
    let mut beside: BTreeMap<&Vec<usize>, Vec<Conclusion>> = BTreeMap::new();
    for (at, candidate) in headings {
        let (known, own) = (beside.entry(path(*at)).or_default(), all[*candidate].conclusion);
        if !known.contains(&own) {
            known.push(own);
        }
    }
    let around = [Topic::Participle, Topic::VerdictLabel, Topic::VerdictQualifier, Topic::Subject];
    let of_all = [&ANSWERS[..], &around].concat();
    for (at, candidate) in headings {
        if report.lexicon.covers(unnumbered(&report.blocks[*at].text), &of_all) {
            continue;
        }
        if beside[path(*at)].len() > 1 {
            let no = all[*candidate].conclusion == Conclusion::NotReady;
            all[*candidate].weight = PART + i32::from(no);
        }
    }
}

/// True for an item of an area, or one that names what is ready in brackets: `Frontend: ready for production today`.
pub(super) fn is_item_of_one(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let of_area = |field: &Field| {
        field.topics.has(Topic::Area) && !report.lexicon.is(&field.label, Topic::VerdictLabel)
    };
    matches!(block.kind, Kind::Item { .. })
        && (is_ready_in_brackets(report, &block.text) || report.fields_of(at..at + 1).any(of_area))
}

/// True for an item or a heading that names what is ready, and means no more than that.
pub(super) fn names_one(report: &Report<'_>, block: &Block) -> bool {
    let is_item = matches!(block.kind, Kind::Item { .. });
    is_item && is_of_part(report, &block.text) || block.level().is_some() && names_some(report, &block.text)
}
