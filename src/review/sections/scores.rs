//! Verdicts, scores and categories.

use super::{Body, Line, Piece, Section, subject, text};
use crate::diag::render::count;
use crate::model::{Exact, Verdict};
use crate::portfolio::{ScoreChange, shown_difference};
use crate::review::formats::Report;
use crate::review::{CategoryChange, Change, Holding, Proposed};

/// Assessments whose verdict or score changed, and new ones; those of which only the score did last.
pub(super) fn verdicts(changes: &[Change]) -> Option<Section> {
    let tells =
        |change: &&Change| change.verdict_step() != 0 || change.moved.is_some() || !change.is_same_release();
    let is_weighty = |change: &&Change| change.verdict_step() != 0 || change.against.is_none();
    let (weighty, lesser): (Vec<&Change>, Vec<&Change>) =
        changes.iter().filter(tells).partition(|change| is_weighty(change));
    let rows: Vec<Vec<Line>> = weighty.iter().chain(&lesser).map(|change| verdict_row(change)).collect();
    let flips = changes.iter().filter(|change| change.verdict_step() != 0).count();
    (!rows.is_empty()).then(|| Section {
        name: "verdicts",
        title: format!("Verdicts: {flips} changed"),
        open: true,
        weight: 0,
        weighty: weighty.len(),
        body: Body::Table { head: &["Assessment", "Verdict", "Score", "What caps it"], figures: 2..3, rows },
    })
}

fn verdict_row(change: &Change) -> Vec<Line> {
    let (before, after) = (change.verdict.0, change.verdict.1);
    let verdict = match before {
        Some(before) if before != after => {
            let arrow = if change.verdict_step() < 0 { "↓" } else { "↑" };
            let before = Piece::Text(format!("{} {arrow} ", before.word()));
            vec![before, Piece::Strong(after.word().to_owned())]
        }
        _ => text(after.word()),
    };
    let caps = if before == Some(after) { String::new() } else { caps(&change.caps) };
    vec![subject(change), verdict, text(score(change)), text(caps)]
}

/// A score with what it was and the difference.
fn score(change: &Change) -> String {
    match &change.moved {
        Some(moved) => {
            let (before, after) = pair(&moved.before, &change.score);
            let total = shown_difference(&moved.before, &change.score, places(&moved.before, &change.score));
            format!("{before} → {after} ({})", signed(&total))
        }
        None => change.score.truncated(1),
    }
}

/// Two figures with so many decimals that they can be told apart, where two are enough.
fn pair(before: &Exact, after: &Exact) -> (String, String) {
    let places = places(before, after);
    (before.truncated(places), after.truncated(places))
}

fn places(before: &Exact, after: &Exact) -> u32 {
    if before.cut(1) == after.cut(1) { 2 } else { 1 }
}

fn signed(difference: &Exact) -> String {
    if difference.is_zero() {
        return "0".to_owned();
    }
    let places = if difference.cut(1).is_zero() { 2 } else { 1 };
    let sign = if difference.is_negative() { "" } else { "+" };
    format!("{sign}{}", difference.truncated(places))
}

/// What holds the verdict where it is: the first of the worst caps, and how many more there are.
fn caps(caps: &[Holding]) -> String {
    let worst = caps.first().map_or(Verdict::Ready, |cap| cap.verdict);
    let holding: Vec<&Holding> = caps.iter().filter(|cap| cap.verdict == worst).collect();
    let mut told: Vec<String> = holding.iter().take(2).map(|cap| cap.message.clone()).collect();
    if holding.len() > told.len() {
        told.push(format!("and {} more", holding.len() - told.len()));
    }
    told.join("; ")
}

/// What the change would have judged otherwise.
pub(super) fn proposed(report: &Report<'_>) -> Option<Section> {
    let row = |one: &Proposed| {
        let (before, after) = pair(&one.score.0, &one.score.1);
        let [old, new] = [one.verdict.0, one.verdict.1].map(Verdict::word);
        vec![
            text(one.id.to_string()),
            text(both(&one.rubric.0, &one.rubric.1)),
            text(both(old, new)),
            text(both(&before, &after)),
        ]
    };
    let rows: Vec<Vec<Line>> = report.review.proposed.iter().map(row).collect();
    (!rows.is_empty()).then(|| Section {
        name: "what its own rubrics would say",
        title: format!(
            "What the change's own rubrics would say: {} otherwise",
            count(rows.len(), "assessment")
        ),
        open: false,
        weight: 6,
        weighty: usize::MAX,
        body: Body::Table { head: &["Assessment", "Rubric", "Verdict", "Score"], figures: 3..4, rows },
    })
}

fn both(before: &str, after: &str) -> String {
    if before == after { before.to_owned() } else { format!("{before} → {after}") }
}

/// Categories whose score changed, what fell most first.
pub(super) fn categories(changes: &[Change]) -> Option<Section> {
    let all = changes.iter().flat_map(|change| change.categories.iter().map(move |one| (change, one)));
    let mut all: Vec<(&Change, &CategoryChange)> = all.collect();
    all.sort_by_cached_key(|(_, one)| one.by.as_ref().map_or_else(Exact::zero, ScoreChange::total));
    let rows: Vec<Vec<Line>> = all.iter().map(|(change, one)| category_row(change, one)).collect();
    (!rows.is_empty()).then(|| Section {
        name: "categories",
        title: format!("Categories: {} changed", rows.len()),
        open: false,
        weight: 7,
        weighty: usize::MAX,
        body: Body::Table {
            head: &["Assessment", "Category", "Before", "After", "By the project", "By the rubric"],
            figures: 2..6,
            rows,
        },
    })
}

fn category_row(change: &Change, one: &CategoryChange) -> Vec<Line> {
    let figure = |score: &Option<Exact>| score.as_ref().map_or("none".to_owned(), |score| score.truncated(1));
    let (before, after) = match (&one.before, &one.after) {
        (Some(before), Some(after)) => pair(before, after),
        (before, after) => (figure(before), figure(after)),
    };
    // The parts add up to the difference of what is shown.
    let [project, rubric] = match (&one.by, &one.before, &one.after) {
        (Some(by), Some(before), Some(after)) => {
            let (between, places) = (before + &by.rubric, places(before, after));
            [shown_difference(&between, after, places), shown_difference(before, &between, places)]
                .map(|part| signed(&part))
        }
        _ => [String::new(), String::new()],
    };
    vec![subject(change), text(one.title.clone()), text(before), text(after), text(project), text(rubric)]
}
