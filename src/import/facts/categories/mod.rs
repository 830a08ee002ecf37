//! Scores of categories: tables, bars in fences, headings with figures, figures below headings, lists. One of them:
//! what looks most like the report's scorecard, and of equals the first of these.

mod figures;
mod names;
mod tables;

use super::super::blocks::Kind;
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::{CategoryFact, Doubt};
use crate::import::report::Report;

/// Fewest rows that make a table one of categories.
const FEWEST: usize = 2;

/// Fewest of a kind that count as categories where no word says so.
const MANY: usize = 3;

/// Categories that stand together, and how much they look like a scorecard.
struct Group {
    found: Vec<CategoryFact>,
    standing: usize,
    /// True for a table whose head names areas and scores.
    card: bool,
    /// True where all of them are so sure that one alone is enough.
    sure: bool,
}

impl Group {
    /// `scored`: words say that the figures are scores; `near`: what the headings above say.
    fn new(report: &Report<'_>, found: Vec<CategoryFact>, scored: bool, near: Topics) -> Group {
        let named = near.any(&[Topic::Overall, Topic::Score, Topic::Summary]);
        let areas = found.iter().filter(|category| report.lexicon.topics(&category.name).has(Topic::Area));
        let standing = 3 * usize::from(scored) + 2 * usize::from(named) + areas.count().min(5);
        Group { found, standing, card: false, sure: false }
    }
}

/// How much less another group may look like a scorecard whose scores count against those that were taken.
const NEARLY: usize = 3;

/// Reads the categories; doubts where another score is given for one of them.
pub fn read(report: &Report<'_>) -> (Vec<CategoryFact>, Vec<Doubt>) {
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
    groups.push(figures::below_items(report));
    groups.extend(figures::lists(report));
    groups.extend(figures::in_items(report));
    groups.retain(|group| group.found.len() >= FEWEST || group.sure);
    let standing = groups.iter().map(|group| group.standing).max().unwrap_or_default();
    let Some(best) = groups.iter().find(|group| group.standing == standing) else {
        return (Vec::new(), Vec::new());
    };
    let all = groups.iter().filter(|group| group.standing + NEARLY >= standing);
    let all: Vec<&CategoryFact> = all.flat_map(|group| &group.found).collect();
    // A second table of areas and scores goes on where the first one ends.
    let cards = groups.iter().filter(|group| group.card && best.card && group.standing + NEARLY >= standing);
    let taken: Vec<CategoryFact> =
        best.found.iter().chain(cards.flat_map(|group| &group.found)).cloned().collect();
    let taken = distinct(&taken);
    let doubts = taken.iter().filter_map(|category| doubt(category, &all)).collect();
    (taken, doubts)
}

/// The first other score of a category.
fn doubt(category: &CategoryFact, all: &[&CategoryFact]) -> Option<Doubt> {
    let name = category.name.to_lowercase();
    let differs = |other: &&&CategoryFact| {
        let far = category.score.percent.zip(other.score.percent).is_some_and(|(a, b)| (a - b).abs() > 0.5);
        far && other.name.to_lowercase() == name
    };
    let other = all.iter().find(differs)?;
    let readings = [category.score.written.clone(), other.score.written.clone()];
    Some(Doubt::of_category(&category.name, readings, other.score.line))
}

/// Categories without repetition.
fn distinct(found: &[CategoryFact]) -> Vec<CategoryFact> {
    let mut seen = std::collections::BTreeSet::new();
    found.iter().filter(|category| seen.insert(category.name.to_lowercase())).cloned().collect()
}
