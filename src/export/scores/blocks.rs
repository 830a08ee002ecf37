//! A report of scores as headings, lines and tables, which the formats for readers lay out each in their way.

use super::{ScoreEntry, ScoreReport};
use crate::model::{CheckAnswer, Details, Exact, Verdict};
use crate::score::{
    Aim, CategoryLines, CategoryScore, Change, Column, Explanation, Item, ItemState, Mean, Path, Scorecard,
    Way, explain,
};

/// A piece of a report. Texts are as documents have them, not yet safe to show.
pub(super) enum Block {
    /// A title and how deep it stands, from 1.
    Heading(u8, String),
    /// A sentence.
    Line(String),
    /// Items, one below the other.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// Cells in rows; the first `left` columns are texts, the others figures.
pub(super) struct Table {
    pub head: Vec<&'static str>,
    pub left: usize,
    pub rows: Vec<Vec<String>>,
}

/// The blocks of a report.
pub(super) fn blocks(report: &ScoreReport<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    if !report.overview {
        report.entries.iter().for_each(|entry| single(entry, report.explain, &mut out));
        return out;
    }
    out.push(overview(&report.entries));
    if !report.incomparable.is_empty() {
        out.push(Block::Line("Not all of these compare:".to_owned()));
        out.push(Block::List(report.incomparable.iter().map(ToString::to_string).collect()));
    }
    if report.explain {
        report.entries.iter().for_each(|entry| single(entry, true, &mut out));
    }
    out
}

fn overview(entries: &[ScoreEntry<'_>]) -> Block {
    let row = |entry: &ScoreEntry<'_>| {
        let (card, id) = (&entry.card, &entry.assessed.assessment.id);
        let open = entry.assessed.assessment.open_findings;
        vec![
            id.project.clone(),
            id.release.clone(),
            card.verdict.word().to_owned(),
            card.level.reached_title().unwrap_or("none").to_owned(),
            match entry.rescored {
                Some(_) => format!("{}, rescored", entry.rubric.reference()),
                None => entry.rubric.reference(),
            },
            card.points.score().truncated(2),
            card.points.earned.truncated(2),
            card.points.reachable().truncated(2),
            (open.critical + open.high).to_string(),
        ]
    };
    Block::Table(Table {
        head: vec![
            "Project",
            "Release",
            "Verdict",
            "Level",
            "Rubric",
            "Score",
            "At least",
            "At most",
            "Critical and high",
        ],
        left: 5,
        rows: entries.iter().map(row).collect(),
    })
}

fn single(entry: &ScoreEntry<'_>, with_lines: bool, out: &mut Vec<Block>) {
    let (card, assessment) = (&entry.card, &entry.assessed.assessment);
    let lines = explain(card);
    let date = assessment.date.known().map_or("date unknown".to_owned(), |date| date.to_string());
    out.push(Block::Heading(1, format!("{} {}, {date}", entry.project.name, assessment.id.release)));
    out.push(Block::Line(format!(
        "Rubric {} ({}), judged as of {}.",
        entry.rubric.reference(),
        entry.rubric.hash.chars().take(12).collect::<String>(),
        card.as_of
    )));
    if let Some(change) = &entry.rescored {
        out.push(Block::Line(format!(
            "Rescored: its own rubric is {}, under which it is {} with {}. The rubric makes {} of difference.",
            entry.assessed.rubric.reference(),
            entry.assessed.card.verdict.word(),
            entry.assessed.card.points.score().truncated(2),
            signed(&change.rubric),
        )));
    }
    if let Some((changes, before)) = &entry.what_if {
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        out.push(Block::Line(format!(
            "Supposed: {}. As it stands it is {} with {}.",
            changes.join(", "),
            before.verdict.word(),
            before.points.score().truncated(2),
        )));
    }
    answer(entry, &lines, out);
    categories(card, &lines, out);
    if with_lines {
        for (score, lines) in card.categories.iter().zip(&lines.categories) {
            if let Some(lines) = lines {
                category(score, lines, &entry.details, out);
            }
        }
    }
    ways(&entry.ways, out);
}

/// Verdict, score, level, caps.
fn answer(entry: &ScoreEntry<'_>, lines: &Explanation, out: &mut Vec<Block>) {
    let (card, assessment) = (&entry.card, &entry.assessed.assessment);
    let [verdict, without] = [card.verdict, card.verdict_without_waivers].map(Verdict::word);
    let mut list = vec![
        format!(
            "Verdict: {verdict}{}",
            if verdict == without { String::new() } else { format!("; without waivers: {without}") }
        ),
        format!(
            "Score: {} of 100; it can become {} to {}",
            lines.score.result.truncated(2),
            card.points.earned.truncated(2),
            card.points.reachable().truncated(2)
        ),
        format!("Points: {}", hundred(&lines.hundred)),
    ];
    let level = card.level.reached_title().unwrap_or("none");
    list.push(match card.level.next_title() {
        Some(next) if card.blocking().next().is_none() => {
            format!("Level: {level}; {next} needs at least one pass")
        }
        Some(next) => {
            let needed: Vec<&str> = card.blocking().map(|check| check.id.as_str()).collect();
            format!("Level: {level}; {next} needs {}", needed.join(", "))
        }
        None => format!("Level: {level}"),
    });
    let declared = [
        assessment.verdict.as_ref().map(|verdict| verdict.value.word().to_owned()),
        assessment.score.as_ref().map(|score| score.value.text.clone()),
    ];
    let declared: Vec<String> = declared.into_iter().flatten().collect();
    list.push(format!(
        "Declared: {}",
        if declared.is_empty() { "nothing".to_owned() } else { declared.join(", ") }
    ));
    if !card.waived.missing().is_zero() {
        list.push(format!(
            "Missing under waivers: {} points; caps see a score of {} with what they cover",
            card.waived.missing().truncated(2),
            card.score_with_waivers().truncated(2)
        ));
    }
    if !card.not_applicable.is_zero() {
        list.push(format!(
            "Not applicable: {} % of the points",
            (&card.not_applicable * &Exact::hundred()).truncated(2)
        ));
    }
    out.push(Block::List(list));
    if !card.caps.is_empty() {
        out.push(Block::Heading(2, "What caps the verdict".to_owned()));
        out.push(Block::List(
            card.caps.iter().map(|cap| format!("{}: {}", cap.verdict.word(), cap.reason)).collect(),
        ));
    }
}

fn hundred(column: &Column) -> String {
    let names = ["earned", "claimed", "unanswered", "lost"];
    let mut parts: Vec<String> = column
        .lines
        .iter()
        .zip(names)
        .map(|(figure, name)| format!("{} {name}", figure.truncated(2)))
        .collect();
    if !column.rounding.is_zero() {
        parts.push(format!("{} lost by cutting off", column.rounding.truncated(2)));
    }
    format!("{} = {}", parts.join(" + "), column.sum.plain())
}

fn categories(card: &Scorecard, lines: &Explanation, out: &mut Vec<Block>) {
    out.push(Block::Heading(2, "How the score came about".to_owned()));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (score, lines) in card.categories.iter().zip(&lines.categories) {
        let declared = declared(score);
        rows.push(match lines {
            None => row(&score.category.title, "not applicable", &[""; 7].map(str::to_owned)),
            Some(lines) => row(
                &score.category.title,
                &declared,
                &[
                    lines.earned.sum.truncated(2),
                    lines.claimed.sum.truncated(2),
                    lines.unanswered.sum.truncated(2),
                    lines.lost.sum.truncated(2),
                    lines.score.sum.truncated(2),
                    score.category.weight.plain(),
                    full(&(&score.category.weight * &lines.score.sum)),
                ],
            ),
        });
    }
    if lines.weight.is_zero() {
        out.push(Block::Table(Table { head: CATEGORY_HEAD.to_vec(), left: 2, rows }));
        out.push(Block::Line("No check applies: all 100 points are unanswered.".to_owned()));
        return;
    }
    let means = |show: fn(&Mean) -> String, weight: String, product: String| {
        let states = [&lines.earned, &lines.claimed, &lines.unanswered, &lines.lost].map(show);
        [states.to_vec(), vec![show(&lines.score), weight, product]].concat()
    };
    let product = &lines.score.products;
    rows.push(row(
        "Lost by cutting off",
        "",
        &means(|mean| full(&mean.products.rounding), String::new(), full(&product.rounding)),
    ));
    rows.push(row(
        "Sum of weight × points",
        "",
        &means(|mean| full(&mean.products.sum), lines.weight.plain(), full(&product.sum)),
    ));
    rows.push(row("The whole", "", &means(|mean| mean.result.truncated(2), String::new(), String::new())));
    out.push(Block::Table(Table { head: CATEGORY_HEAD.to_vec(), left: 2, rows }));
    out.push(Block::Line(format!(
        "Score: {} ÷ {} = {}",
        full(&product.sum),
        lines.weight.plain(),
        lines.score.result.truncated(2)
    )));
}

/// A product with all its decimals, of which there are two at least.
fn full(product: &Exact) -> String {
    product.truncated(product.decimals().max(2))
}

const CATEGORY_HEAD: [&str; 9] =
    ["Category", "Declared", "Earned", "Claimed", "Unanswered", "Lost", "Score", "Weight", "Weight × score"];

fn row(name: &str, second: &str, figures: &[String]) -> Vec<String> {
    [&[name.to_owned(), second.to_owned()], figures].concat()
}

/// What claims the unanswered part: the declared score with its value out of 100, or the ticked items.
fn declared(score: &CategoryScore) -> String {
    match (score.declared_text(), score.declared_percent()) {
        (Some(text), Some(percent)) if *text == percent.plain() => text.to_owned(),
        (Some(text), Some(percent)) => format!("{text} = {}", percent.truncated(2)),
        (Some(text), None) => format!("{text}, not readable"),
        (None, _) if score.checklist.1 > 0 => {
            format!("{} of {} ticked", score.checklist.0, score.checklist.1)
        }
        (None, _) => "nothing".to_owned(),
    }
}

fn category(score: &CategoryScore, lines: &CategoryLines, details: &Details, out: &mut Vec<Block>) {
    let mut facts = vec![format!("weight {}", score.category.weight.plain())];
    facts.extend(score.category.floor.as_ref().map(|floor| format!("floor {}", floor.plain())));
    out.push(Block::Heading(2, format!("{}: {}", score.category.title, facts.join(", "))));
    let states = |at: usize| {
        let columns = [&lines.share, &lines.earned, &lines.claimed, &lines.unanswered, &lines.lost];
        columns
            .map(|column| column.lines.get(at).map(|figure| figure.truncated(2)).unwrap_or_default())
            .to_vec()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    if score.items.is_empty() {
        rows.push(
            [
                vec!["declared score".to_owned(), "unknown".to_owned(), String::new()],
                states(0),
                vec![String::new()],
            ]
            .concat(),
        );
    }
    for (at, item) in score.items.iter().enumerate() {
        rows.push(
            [
                vec![item.check.id.clone(), state(item, details), item.check.weight.plain()],
                states(at),
                vec![gain(&score.gain(item))],
            ]
            .concat(),
        );
    }
    let totals = |name: &str, show: fn(&Column) -> String| {
        let columns = [&lines.share, &lines.earned, &lines.claimed, &lines.unanswered, &lines.lost].map(show);
        [vec![name.to_owned(), String::new(), String::new()], columns.to_vec(), vec![String::new()]].concat()
    };
    rows.push(totals("Lost by cutting off", |column| column.rounding.truncated(2)));
    rows.push(totals("Sum", |column| column.sum.truncated(2)));
    out.push(Block::Table(Table {
        head: vec!["Check", "Answer", "Weight", "Share", "Earned", "Claimed", "Unanswered", "Lost", "Gain"],
        left: 2,
        rows,
    }));
    let mut sum = format!(
        "{} earned + {} claimed",
        lines.score.lines[0].truncated(2),
        lines.score.lines[1].truncated(2)
    );
    if !lines.score.rounding.is_zero() {
        sum = format!("{sum} + {} lost by cutting off", lines.score.rounding.truncated(2));
    }
    out.push(Block::Line(format!("Score: {sum} = {}", lines.score.sum.truncated(2))));
}

fn state(item: Item<'_>, details: &Details) -> String {
    let waived = if item.waived { ", waived" } else { "" };
    match item.state {
        ItemState::NotApplicable => {
            let reason = details.answer(&item.check.id).and_then(CheckAnswer::reason);
            format!("n/a: {}", reason.unwrap_or_default())
        }
        state => format!("{}{waived}", state.id()),
    }
}

fn gain(points: &Exact) -> String {
    if points.is_zero() { String::new() } else { format!("+{}", points.truncated(2)) }
}

fn ways(all: &[(Verdict, Aim, Way)], out: &mut Vec<Block>) {
    let mut told: Vec<&Path> = Vec::new();
    for (to, aim, way) in all {
        match way {
            Way::Closed(caps) => {
                out.push(Block::Heading(2, format!("No way to {}", to.word())));
                out.push(Block::Line(
                    "With every check passed and every finding resolved it would still be capped:".to_owned(),
                ));
                out.push(Block::List(caps.iter().map(ToString::to_string).collect()));
            }
            Way::Open(path) if path.steps.is_empty() => {}
            Way::Open(path) if told.iter().any(|other| other.steps == path.steps) => {}
            Way::Open(path) => {
                told.push(path);
                way_to(*to, *aim, path, out);
            }
        }
    }
}

fn way_to(to: Verdict, aim: Aim, path: &Path, out: &mut Vec<Block>) {
    let name = match aim {
        Aim::Fewest => "the fewest changes",
        Aim::LargestGains => "the largest gains first",
        Aim::LeastEffort => "the least stated effort",
    };
    out.push(Block::Heading(2, format!("The cheapest path to {}, by {name}", to.word())));
    let (effort, unstated) = path.effort();
    let efforts = match unstated {
        n if n == path.steps.len() => "no effort is stated".to_owned(),
        0 => format!("stated effort {effort}"),
        n => format!("stated effort {effort}, and {n} without one"),
    };
    let doubt = if path.shortest || aim == Aim::LargestGains { "" } else { "; there may be a shorter one" };
    out.push(Block::Line(format!(
        "{}, to {} with {}; {efforts}{doubt}.",
        crate::diag::render::count(path.steps.len(), "change"),
        path.verdict.word(),
        path.score.truncated(2)
    )));
    let step = |step: &crate::score::Step| {
        let (mut text, what) = match &step.change {
            Change::Finding(..) => (format!("resolve the finding {}", step.title), step.change.to_string()),
            _ => (format!("{}, {}", step.title, gain_of(&step.gain)), step.change.to_string()),
        };
        if let Some(effort) = step.effort {
            text = format!("{text}, effort {effort}");
        }
        format!("{what}: {text}")
    };
    out.push(Block::List(path.steps.iter().map(step).collect()));
}

fn gain_of(gain: &Exact) -> String {
    if gain.is_zero() { "no gain by itself".to_owned() } else { format!("+{}", gain.truncated(2)) }
}

/// A difference with its sign.
fn signed(points: &Exact) -> String {
    if points.is_negative() { points.truncated(2) } else { format!("+{}", points.truncated(2)) }
}
