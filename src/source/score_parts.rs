//! Parts of a report: what the front end and the back end score differently is the score of neither. Tables, lists and
//! headings follow this one rule.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::agree;
use super::outline::Outline;
use super::score_sections::name_of;
use crate::model::{Declared, DeclaredCategory, Fact};

/// Words of headings that name no part: what stands below `Detailed scores` is about the whole.
const OF_THE_WHOLE: [&str; 51] = [
    "summary",
    "overview",
    "conclusion",
    "conclusions",
    "verdict",
    "overall",
    "result",
    "results",
    "executive",
    "final",
    "production",
    "readiness",
    "assessment",
    "evaluation",
    "score",
    "scores",
    "scored",
    "scoring",
    "scorecard",
    "rating",
    "ratings",
    "grade",
    "grades",
    "report",
    "category",
    "categories",
    "area",
    "areas",
    "dimension",
    "dimensions",
    "section",
    "sections",
    "detail",
    "details",
    "detailed",
    "breakdown",
    "analysis",
    "status",
    "current",
    "table",
    "matrix",
    "glance",
    "the",
    "and",
    "of",
    "by",
    "per",
    "our",
    "at",
    "a",
    "in",
];

/// The headings that name the part of a report that something stands in; none where it is about the whole.
pub(super) fn part_of(outline: &Outline, path: &[usize]) -> Vec<usize> {
    let headings = &outline.headings;
    let is_title = |at: usize| at == 0 && headings[1..].iter().all(|other| other.level > headings[0].level);
    let names_a_part = |at: &&usize| {
        let text = headings[**at].text.to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.any(|word| !OF_THE_WHOLE.contains(&word))
    };
    let is_first = path.first() == Some(&0) && is_title(0);
    path[usize::from(is_first)..].iter().filter(names_a_part).copied().collect()
}

/// True for two parts of which neither holds the other.
fn are_apart(a: &[usize], b: &[usize]) -> bool {
    !a.starts_with(b) && !b.starts_with(a)
}

/// Drops of the scores that stand in parts those of names that two parts score differently. The scores are in the order
/// of the document.
pub(super) fn drop_parts(outline: &Outline, found: &mut Vec<DeclaredCategory>) {
    let parts: Vec<Vec<usize>> = found.iter().map(|declared| part_of(outline, &declared.under)).collect();
    let key = |declared: &DeclaredCategory| name_of(&declared.category.value);
    let (mut first, mut differ) = (BTreeMap::new(), BTreeSet::new());
    for (part, declared) in parts.iter().zip(&*found).filter(|(part, _)| !part.is_empty()) {
        let (there, score) = first.entry(key(declared)).or_insert((part, &declared.score));
        let same = score.as_ref().zip(declared.score.as_ref()).is_none_or(|(a, b)| agree(&a.value, &b.value));
        if !same && are_apart(there, part) {
            differ.insert(key(declared));
        }
    }
    let mut parts = parts.iter();
    found.retain(|declared| {
        let in_part = parts.next().is_some_and(|part| !part.is_empty());
        !in_part || !differ.contains(&key(declared))
    });
}

/// The overall scores of those that tables state, given with their parts: what a part comes to is not what all of it
/// does, where another one or the whole comes to something else.
pub(super) fn overall_of_all(found: Vec<(Vec<usize>, Fact<Declared>)>) -> Vec<Fact<Declared>> {
    let of = |whole: bool| found.iter().filter(move |(part, _)| part.is_empty() == whole);
    let whole = of(true).map(|(_, score)| &score.value).next();
    let mut parts = of(false);
    let first = parts.next();
    let differ = first.is_some_and(|(there, first)| {
        parts.any(|(part, score)| are_apart(there, part) && !agree(&first.value, &score.value))
    });
    let counts = |(part, score): &(Vec<usize>, Fact<Declared>)| {
        part.is_empty() || !differ && whole.is_none_or(|whole| agree(whole, &score.value))
    };
    let keep: Vec<bool> = found.iter().map(counts).collect();
    found.into_iter().zip(keep).filter_map(|((_, score), keep)| keep.then_some(score)).collect()
}
