//! Category scores that tables of the body declare, and the overall scores of rows that are named so.

use super::body::is_of_another_time;
use super::outline::{Outline, Table, TableRow};
use super::score_parts::{overall_of_all, part_of};
use super::stated::about_the_whole;
use crate::model::{Declared, DeclaredCategory, Exact, Fact, Guess, Reading};
use crate::text::bare;

/// Heads of a column that may name categories as well as other things.
const MAYBE_CATEGORIES: [&str; 11] = [
    "area",
    "areas",
    "dimension",
    "domain",
    "aspect",
    "component",
    "criterion",
    "criteria",
    "section",
    "pillar",
    "topic",
];

/// Heads of a column of scores, the surest first.
const SCORES: [&str; 9] = [
    "score",
    "current score",
    "actual score",
    "final score",
    "rating",
    "current rating",
    "grade",
    "points",
    "current",
];

/// Heads of a column that says what each score is out of.
const BEST: [&str; 10] = [
    "max",
    "maximum",
    "max score",
    "maximum score",
    "max points",
    "maximum points",
    "out of",
    "possible",
    "possible points",
    "points possible",
];

/// Heads of a column that says how much a category counts.
const WEIGHTS: [&str; 3] = ["weight", "weighting", "weights"];

/// Names of a row that is about the whole.
const OVERALL: [&str; 13] = [
    "overall",
    "total",
    "overall score",
    "total score",
    "overall rating",
    "overall readiness",
    "average",
    "average score",
    "weighted average",
    "weighted total",
    "weighted score",
    "mean",
    "sum",
];

/// Cells that state no score.
const NOTHING: [&str; 7] = ["n/a", "na", "none", "tbd", "unknown", "not assessed", "not scored"];

/// The most that numbers may be out of where only the head of their column says so.
const BEST_OF_ALL: i64 = 100;

/// The declared categories and overall scores of all tables.
pub(super) fn scores(outline: &Outline) -> (Vec<DeclaredCategory>, Vec<Fact<Declared>>) {
    let (mut categories, mut overall) = (Vec::new(), Vec::new());
    let mut guessed = 0;
    for section in outline.sections.iter().filter(|section| !is_of_another_time(outline, section)) {
        for table in &section.tables {
            let Some(columns) = Columns::of(table) else {
                continue;
            };
            if !columns.certain {
                guessed += 1;
            }
            let guess = (!columns.certain).then_some(Guess { group: guessed, least: 2 });
            let (mut declared, whole) = columns.read(table, guess);
            for one in &mut declared {
                one.under.clone_from(&section.path);
            }
            categories.extend(declared);
            if columns.certain || about_the_whole(outline, section).is_some() {
                let part = part_of(outline, &section.path);
                overall.extend(whole.into_iter().map(|whole| (part.clone(), whole)));
            }
        }
    }
    (categories, overall_of_all(overall))
}

/// Which columns of a table say what.
struct Columns {
    name: usize,
    score: usize,
    best: Option<usize>,
    weight: Option<usize>,
    /// What bare numbers are out of, by the head.
    scale: Option<Exact>,
    /// The head says that the rows are categories.
    certain: bool,
    /// A bare number is out of a hundred.
    bare_is_read: bool,
}

impl Columns {
    fn of(table: &Table) -> Option<Columns> {
        let heads: Vec<(String, Option<Exact>)> = table.head.iter().map(|cell| head(&cell.value)).collect();
        let named = |wanted: &[&str]| {
            wanted.iter().find_map(|wanted| heads.iter().position(|(name, _)| name == wanted))
        };
        let score = named(&SCORES)?;
        let sure = named(&["category", "categories"]);
        let name = sure.or_else(|| named(&MAYBE_CATEGORIES))?;
        Some(Columns {
            name,
            score,
            best: named(&BEST).filter(|best| *best != score),
            weight: named(&WEIGHTS),
            scale: heads[score].1.clone(),
            certain: sure.is_some(),
            bare_is_read: heads[score].0.ends_with("score"),
        })
    }

    fn read(&self, table: &Table, guessed: Option<Guess>) -> (Vec<DeclaredCategory>, Vec<Fact<Declared>>) {
        let (mut categories, mut overall) = (Vec::new(), Vec::new());
        let rows =
            || table.rows.iter().filter_map(|row| Some((row, row.get(self.name)?, row.get(self.score)?)));
        let is_whole = |name: &str| OVERALL.contains(&bare(name).as_str());
        let bare_ones = rows().filter(|(_, name, _)| !is_whole(&name.value));
        let bare_ones: Vec<Exact> = bare_ones.filter_map(|(row, _, _)| self.bare(row)).collect();
        // Nobody can tell whether a column of small numbers is out of ten or of a hundred.
        let small = bare_ones.iter().all(|value| *value <= Exact::from(10));
        let bare_is_read = self.bare_is_read && (self.certain || !small);
        for (row, name, score) in rows() {
            let lower = bare(&score.value);
            if lower.is_empty() || NOTHING.contains(&lower.as_str()) {
                continue;
            }
            let whole = is_whole(&name.value);
            let stated =
                self.best.and_then(|column| number(&row.get(column)?.value)).filter(|best| !best.is_zero());
            let declared = match (self.bare(row), stated) {
                (Some(value), Some(best)) => out_of(value, best),
                (Some(value), None) if whole && bare_ones.len() > 1 && value == bare_ones.iter().sum() => {
                    // A sum of the rows above is out of the sum of what they are out of.
                    let Some(best) = self.scale.clone().or_else(|| (!small).then(Exact::hundred)) else {
                        continue;
                    };
                    let rows = Exact::from(i64::try_from(bare_ones.len()).unwrap_or(i64::MAX));
                    out_of(value, &best * &rows)
                }
                (Some(value), None) => match &self.scale {
                    Some(best) => out_of(value, best.clone()),
                    None if !bare_is_read || (whole && value > Exact::hundred()) => continue,
                    None => Declared::read(&score.value),
                },
                (None, _) => Declared::read(&score.value),
            };
            let declared = Fact::new(declared, score.span);
            if whole {
                overall.push(declared);
                continue;
            }
            categories.push(DeclaredCategory {
                category: name.clone(),
                score: Some(declared),
                note: None,
                evidence: Vec::new(),
                in_body: true,
                under: Vec::new(),
                guessed,
                weight: self.weight.and_then(|column| number(&row.get(column)?.value)),
            });
        }
        (categories, overall)
    }

    /// The score of a row where it is a number without a scale of its own.
    fn bare(&self, row: &TableRow) -> Option<Exact> {
        row.get(self.score)?.value.trim().parse().ok()
    }
}

fn out_of(value: Exact, best: Exact) -> Declared {
    let text = format!("{}/{}", value.plain(), best.plain());
    Declared { text, reading: Reading::Of { value, out_of: best } }
}

/// A plain number, a share of a hundred too.
fn number(cell: &str) -> Option<Exact> {
    let cell = cell.trim();
    let value: Exact = cell.strip_suffix('%').unwrap_or(cell).trim().parse().ok()?;
    (!value.is_negative()).then_some(value)
}

/// A head without its scale, and that scale: `Score (0-100)`, `Score /10`, `Score (out of 5)`, `Score (%)`.
fn head(text: &str) -> (String, Option<Exact>) {
    let (name, scale) = match text.find(['(', '/', '[']) {
        Some(at) => (&text[..at], &text[at..]),
        None => (text.strip_suffix('%').unwrap_or(text), if text.ends_with('%') { "%" } else { "" }),
    };
    let lower = scale.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty());
    let best = match last.and_then(|digits| digits.parse::<i64>().ok()) {
        Some(best) if (1..=BEST_OF_ALL).contains(&best) => Some(Exact::from(best)),
        None if lower.contains('%') => Some(Exact::hundred()),
        _ => None,
    };
    (bare(name), best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    /// The categories with their scores and weights, and the overall scores, of a table.
    fn read(table: &str) -> (Vec<String>, Vec<String>) {
        let (categories, overall) = scores(&outline(&format!("# R\n\n{table}\n"), 0));
        let one = |one: &DeclaredCategory| {
            let score =
                one.score.as_ref().map(|score| score.value.percent().map_or("word".into(), |p| p.plain()));
            let weight =
                one.weight.as_ref().map(|weight| format!(" x{}", weight.plain())).unwrap_or_default();
            let sure = if one.guessed.is_some() { "?" } else { "" };
            format!("{}{sure} {}{weight}", one.category.value, score.unwrap_or_default())
        };
        let texts = overall.iter().map(|fact| fact.value.percent().map_or("word".into(), |p| p.plain()));
        (categories.iter().map(one).collect(), texts.collect())
    }

    #[test]
    fn a_table_with_categories_and_scores_declares_them() {
        for (table, categories, overall) in [
            (
                "| Category | Status | Score |\n|---|---|---|\n| Security | ok | 8/10 |\n| **Overall** | ok | **7/10** |\n| Other | ok | - |",
                vec!["Security 80"],
                vec!["70"],
            ),
            (
                "| Category | Score |\n|---|---|\n| Security | n/a |\n| Testing | A- |",
                vec!["Testing word"],
                vec![],
            ),
            (
                "| Category | Score | Max |\n|---|---|---|\n| Security | 8 | 10 |\n| Testing | 12 | 20 |\n| Total | 20 | 30 |",
                vec!["Security 80", "Testing 60"],
                vec!["200/3"],
            ),
            (
                "| Category | Score (0-10) |\n|---|---|\n| Security | 8 |\n| Testing | 6 |\n| Total | 14 |",
                vec!["Security 80", "Testing 60"],
                vec!["70"],
            ),
            (
                "| Area | Weight | Current Score | Target Score |\n|---|---|---|---|\n| Security | 30% | 80 | 90 |",
                vec!["Security? 80 x30"],
                vec![],
            ),
            ("| Dimension | Rating /5 |\n|---|---|\n| Security | 4 |", vec!["Security? 80"], vec![]),
            ("| Component | Grade |\n|---|---|\n| Security | B |", vec!["Security? word"], vec![]),
            (
                "| Category | Points | Out of |\n|---|---|---|\n| Security | 4 | 5 |",
                vec!["Security 80"],
                vec![],
            ),
            ("| Category | Score % |\n|---|---|\n| Security | 80 |", vec!["Security 80"], vec![]),
            // Sums, years and numbers without a scale declare nothing.
            (
                "| Category | Score |\n|---|---|\n| A | 80 |\n| B | 60 |\n| Total | 140 |",
                vec!["A 80", "B 60"],
                vec!["70"],
            ),
            (
                "| Category | Score |\n|---|---|\n| A | 80 |\n| B | 60 |\n| Total | 141 |",
                vec!["A 80", "B 60"],
                vec![],
            ),
            ("| Category | Points |\n|---|---|\n| Security | 4 |", vec![], vec![]),
            ("| Area | Score |\n|---|---|\n| Security | 4 |\n| Testing | 8 |", vec![], vec![]),
            ("| Category | Score (2025) |\n|---|---|\n| Security | 80 |", vec!["Security 80"], vec![]),
            ("| Name | Score |\n|---|---|\n| Security | 80 |", vec![], vec![]),
            ("| Category | Target score |\n|---|---|\n| Security | 80 |", vec![], vec![]),
        ] {
            let (found, whole) = read(table);
            assert_eq!(found, categories, "{table}");
            let whole: Vec<_> = whole.iter().map(String::as_str).collect();
            assert_eq!(whole.len(), overall.len(), "{table}: {whole:?}");
            if overall != ["200/3"] {
                assert_eq!(whole, overall, "{table}");
            }
        }
    }
}
