//! Scores of categories: tables, bars in fences, headings that end with a figure. One of them, in that order.

use crate::import::blocks::{Kind, Table};
use crate::import::facts::overall::bare_number;
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::model::{CategoryFact, ScoreFact};
use crate::import::report::{Report, unframed};
use crate::import::scores::{Scale, Score, scores};

/// Fewest rows that make a table one of categories.
const FEWEST: usize = 2;

/// Reads the categories: of all tables the one that looks most like a scorecard, else bars, else headings, else lines.
pub fn read(report: &Report<'_>) -> Vec<CategoryFact> {
    let tables = report.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
        Kind::Table(table) => Some((standing(report, at, table), in_table(report, at, table))),
        _ => None,
    });
    let tables = tables.filter(|(_, found)| found.len() >= FEWEST);
    let best = tables.reduce(|best, next| if next.0 > best.0 { next } else { best });
    if let Some((_, found)) = best {
        return distinct(found);
    }
    let fences = report.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
        Kind::Fence(lines) => Some(in_fence(report, at, lines)),
        _ => None,
    });
    let bars =
        fences.reduce(|best, next| if next.len() > best.len() { next } else { best }).unwrap_or_default();
    if !bars.is_empty() {
        return distinct(bars);
    }
    let headings = distinct(in_headings(report));
    if headings.len() >= FEWEST {
        return headings;
    }
    let lines = distinct(in_lines(report));
    if lines.len() >= FEWEST { lines } else { Vec::new() }
}

/// How much a table looks like the report's scorecard.
fn standing(report: &Report<'_>, at: usize, table: &Table) -> usize {
    let near = report.blocks[at].path.iter().map(|heading| report.topics[*heading]);
    let named = near.clone().any(|topics| topics.any(&[Topic::Overall, Topic::Score, Topic::Summary]));
    let total = table.rows.iter().any(|row| row.cells.iter().take(2).any(|cell| is_total(report, cell)));
    let scored = table.head.iter().any(|head| report.lexicon.topics(head).has(Topic::Score));
    let areas = table
        .rows
        .iter()
        .filter(|row| row.cells.iter().take(2).any(|cell| report.lexicon.topics(cell).has(Topic::Area)));
    3 * usize::from(total) + 3 * usize::from(scored) + 2 * usize::from(named) + areas.count().min(5)
}

/// Categories without repetition.
fn distinct(found: Vec<CategoryFact>) -> Vec<CategoryFact> {
    let mut seen = std::collections::BTreeSet::new();
    found.into_iter().filter(|category| seen.insert(category.name.to_lowercase())).collect()
}

fn in_table(report: &Report<'_>, at: usize, table: &Table) -> Vec<CategoryFact> {
    let near = report.heading(at).map(|heading| report.topics[heading]).unwrap_or_default();
    if near.any(&[Topic::Target, Topic::Past]) && !near.any(&[Topic::Score, Topic::Overall]) {
        return Vec::new();
    }
    let heads: Vec<_> = table.head.iter().map(|head| report.lexicon.topics(head)).collect();
    let usable = |column: usize| !heads[column].any(&[Topic::Target, Topic::Measure]);
    let named = |column: usize| heads[column].has(Topic::Score) && usable(column);
    let cell = |row: &[String], column: usize| -> Option<Score> {
        let text = row.get(column)?;
        let first = scores(text).into_iter().next().filter(|score| score.start <= 12);
        match first {
            Some(score) if named(column) => Some(score),
            // Without a head that says so, only figures out of ten or a hundred are scores.
            Some(score) => (text[score.start..score.end].contains('/')).then_some(score),
            None if named(column) => bare_number(text, &table.head[column]),
            None => None,
        }
    };
    let count = |column: usize| table.rows.iter().filter(|row| cell(&row.cells, column).is_some()).count();
    let enough = |column: &usize| {
        let n = count(*column);
        n >= FEWEST && n * 2 >= table.rows.len()
    };
    let columns = 1..table.head.len();
    let column = columns
        .clone()
        .filter(|c| named(*c))
        .find(enough)
        .or_else(|| columns.filter(|c| usable(*c)).find(enough));
    let Some(column) = column else {
        return Vec::new();
    };
    let name_column = (0..column).find(|c| heads[*c].has(Topic::NameColumn)).unwrap_or_else(|| {
        let numbers = table
            .rows
            .iter()
            .all(|row| row.cells.first().is_some_and(|c| !c.chars().any(char::is_alphabetic)));
        usize::from(numbers && column > 1)
    });
    let mut found = Vec::new();
    for row in &table.rows {
        let (Some(name), Some(score)) = (row.cells.get(name_column), cell(&row.cells, column)) else {
            continue;
        };
        let name = clean(name);
        if !name.chars().any(char::is_alphabetic) || is_total(report, &name) {
            continue;
        }
        let body_reads = report.lexicon.is(&table.head[column], Topic::Score);
        let line = report.line_at(row.at);
        let confidence = if named(column) { 0.95 } else { 0.7 };
        found.push(CategoryFact {
            name,
            score: ScoreFact::new(&score, line, confidence),
            in_body: body_reads && is_plain_table(table, name_column, column),
        });
    }
    found
}

/// True for a table that our own reader of documents takes scores from.
fn is_plain_table(table: &Table, name: usize, score: usize) -> bool {
    let bare = |column: usize| table.head[column].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare(name) == "category" && bare(score) == "score"
}

fn is_total(report: &Report<'_>, name: &str) -> bool {
    let topics = report.lexicon.topics(name);
    topics.has(Topic::Overall) && name.split_whitespace().count() <= 4
}

/// Lines with a bar, such as `Tests ████░░ 60%`.
fn in_fence(report: &Report<'_>, at: usize, lines: &[String]) -> Vec<CategoryFact> {
    let mut found = Vec::new();
    for (offset, line) in lines.iter().enumerate() {
        let line = unframed(line);
        let is_bar =
            |c: char| matches!(c, '█' | '▓' | '▒' | '░' | '■' | '□' | '▰' | '▱' | '▮' | '▯' | '▉' | '▌');
        let Some(bar) = line.find(is_bar) else {
            continue;
        };
        let Some(score) = scores(&line[bar..]).into_iter().next() else {
            continue;
        };
        let name = clean(&line[..bar]);
        let topics = report.lexicon.topics(&name);
        if name.chars().any(char::is_alphabetic)
            && !is_total(report, &name)
            && !topics.any(&[Topic::Target, Topic::Measure])
        {
            let line = report.line(at) + offset + 1;
            found.push(CategoryFact { name, score: ScoreFact::new(&score, line, 0.8), in_body: false });
        }
    }
    if found.len() >= FEWEST { found } else { Vec::new() }
}

/// Headings such as `Security: 8/10` or `1. Testing (60% complete)`.
fn in_headings(report: &Report<'_>) -> Vec<CategoryFact> {
    // Those of one level are of one kind; the title is none.
    let of_level = |wanted: u8| {
        let headings =
            report.blocks.iter().enumerate().filter(move |(_, block)| block.level() == Some(wanted));
        headings
            .filter_map(|(at, block)| scored(report, &block.text, report.line(at), 0.8))
            .collect::<Vec<_>>()
    };
    (2..=6)
        .map(of_level)
        .reduce(|best, next| if next.len() > best.len() { next } else { best })
        .unwrap_or_default()
}

/// Lines such as `**Security score:** 8/10`.
fn in_lines(report: &Report<'_>) -> Vec<CategoryFact> {
    let lines = report.fields.iter().filter(|field| {
        let block = report.blocks.get(field.block);
        let outside =
            block.is_some_and(|block| matches!(block.kind, Kind::Line | Kind::Item { depth: 0, .. }));
        let near = block
            .and_then(|block| block.path.last())
            .map(|heading| report.topics[*heading])
            .unwrap_or_default();
        outside && (field.topics.has(Topic::Score) || near.has(Topic::Score))
    });
    let read = |field: &crate::import::report::Field| {
        let score = scores(&field.value).into_iter().next().filter(|score| score.start <= 4)?;
        let slash = field.value[score.start..score.end].contains('/') || field.topics.has(Topic::Score);
        let text = format!("{}: {}", field.label, &field.value[score.start..score.end]);
        slash.then(|| scored(report, &text, field.line, 0.6)).flatten()
    };
    // Those below one heading belong together.
    let mut groups: Vec<(Option<usize>, Vec<CategoryFact>)> = Vec::new();
    for field in lines {
        let Some(category) = read(field) else {
            continue;
        };
        let heading = report.heading(field.block);
        match groups.last_mut().filter(|(known, _)| *known == heading) {
            Some((_, group)) => group.push(category),
            None => groups.push((heading, vec![category])),
        }
    }
    groups
        .into_iter()
        .map(|(_, group)| group)
        .reduce(|best, next| if next.len() > best.len() { next } else { best })
        .unwrap_or_default()
}

fn scored(report: &Report<'_>, text: &str, line: usize, confidence: f64) -> Option<CategoryFact> {
    let found = scores(text);
    let score = found.last().filter(|score| score.scale != Scale::Letter && score.scale != Scale::Of(5))?;
    let (before, after) = (&text[..found.first()?.start], &text[score.end..]);
    // What follows the figure is a mark, a bracket or a word of completion, not the rest of a sentence.
    let ends =
        after.chars().filter(|c| c.is_alphabetic()).count() <= 24 && after.split_whitespace().count() <= 5;
    let whole = clean(before);
    // `Testing: missing (10 %)`: what follows the colon is a status.
    let whole = match whole.split_once([':', '\u{FF1A}']) {
        Some((name, status))
            if report.lexicon.topics(status).any(&[
                Topic::Gaps,
                Topic::Open,
                Topic::Partial,
                Topic::Passed,
                Topic::Resolved,
                Topic::Good,
            ]) =>
        {
            clean(name)
        }
        _ => whole,
    };
    let name = without_score_word(report, &whole);
    let topics = report.lexicon.topics(&whole);
    let counts = topics.any(&[
        Topic::Target,
        Topic::Measure,
        Topic::Overall,
        Topic::Gaps,
        Topic::Conclusion,
        Topic::PlanStart,
        Topic::StatusLabel,
    ]) || name.split_whitespace().count() > 7;
    let is_name = name.chars().any(char::is_alphabetic) && !counts;
    (ends && is_name).then(|| CategoryFact {
        name,
        score: ScoreFact::new(score, line, confidence),
        in_body: false,
    })
}

/// `Security score` names the category `Security`; so does `Security — Score`.
fn without_score_word(report: &Report<'_>, name: &str) -> String {
    let mut name = name;
    while let Some((before, last)) = name.rsplit_once([' ', '-', ':']) {
        let last = undecorated(last);
        let is_word = last.is_empty() || (report.lexicon.is(last, Topic::Score) && last.chars().count() > 1);
        // A letter grade before the figure.
        let is_grade = last.trim_end_matches(['+', '-']).len() <= 1
            && last.starts_with(|c: char| ('A'..='F').contains(&c));
        if !is_word && !is_grade {
            break;
        }
        name = undecorated(before);
    }
    name.to_owned()
}

/// A name without ordinal, pictures and what brackets begin.
fn clean(text: &str) -> String {
    let text = undecorated(text).trim_end_matches(['(', '[', ' ', '=']);
    let text = undecorated(text);
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0);
    let rest = text[digits..].trim_start_matches([')', ' ', '.']);
    let text = if digits > 0 && digits <= 4 && rest.chars().any(char::is_alphabetic) { rest } else { text };
    undecorated(text).trim_end_matches(',').to_owned()
}
