//! Scores of categories: tables, bars in fences, headings with figures, figures below headings, lists. One of them:
//! what looks most like the report's scorecard, and of equals the first of these.

mod figures;
mod names;
mod tables;

use super::super::blocks::Kind;
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::CategoryFact;
use crate::import::report::Report;

/// Fewest rows that make a table one of categories.
const FEWEST: usize = 2;

/// Categories that stand together, and how much they look like a scorecard.
struct Group {
    found: Vec<CategoryFact>,
    standing: usize,
}

impl Group {
    /// `scored`: words say that the figures are scores; `near`: what the headings above say.
    fn new(report: &Report<'_>, found: Vec<CategoryFact>, scored: bool, near: Topics) -> Group {
        let named = near.any(&[Topic::Overall, Topic::Score, Topic::Summary]);
        let areas = found.iter().filter(|category| report.lexicon.topics(&category.name).has(Topic::Area));
        let standing = 3 * usize::from(scored) + 2 * usize::from(named) + areas.count().min(5);
        Group { found, standing }
    }
}

/// Reads the categories.
pub fn read(report: &Report<'_>) -> Vec<CategoryFact> {
    let mut groups = Vec::new();
    for (at, block) in report.blocks.iter().enumerate() {
        if let Kind::Table(table) = &block.kind {
            groups.push(tables::read(report, at, table));
        }
    }
    for (at, block) in report.blocks.iter().enumerate() {
        if let Kind::Fence(lines) = &block.kind {
            groups.push(figures::in_fence(report, at, lines));
        }
    }
    groups.push(figures::in_headings(report));
    groups.push(figures::below_headings(report));
    groups.extend(figures::lists(report));
    let found = groups.into_iter().filter(|group| group.found.len() >= FEWEST);
    let best = found.reduce(|best, next| if next.standing > best.standing { next } else { best });
    best.map_or_else(Vec::new, |group| distinct(group.found))
}

/// Categories without repetition.
fn distinct(found: Vec<CategoryFact>) -> Vec<CategoryFact> {
    let mut seen = std::collections::BTreeSet::new();
    found.into_iter().filter(|category| seen.insert(category.name.to_lowercase())).collect()
}
