//! Categories in a table.

use super::names::{clean, is_rank, is_total};
use super::{FEWEST, Group, MANY};
use crate::import::blocks::Table;
use crate::import::columns::{Maxima, bare, is_of_counts, is_of_levels, latest, of_maximum};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::{CategoryFact, ScoreFact};
use crate::import::report::Report;
use crate::import::scores::{Scale, Score, is_share, out_of_any, scores};

/// Reads a table.
pub(super) fn read(report: &Report<'_>, at: usize, table: &Table) -> Group {
    let near = report.blocks[at]
        .path
        .iter()
        .fold(Topics::default(), |all, heading| all.with(report.topics[*heading]));
    let total = table.rows.iter().any(|row| row.cells.iter().take(2).any(|cell| is_total(report, cell)));
    let scored = table.head.iter().any(|head| report.lexicon.topics(head).has(Topic::Score));
    let mut group = Group::new(report, in_table(report, at, table), scored, near);
    group.card = scored && table.head.iter().any(|head| report.lexicon.is(head, Topic::NameColumn));
    group.standing += 3 * usize::from(total) + 4 * usize::from(is_lit(table));
    group
}

/// True for a table with a column of lights: each row says how it is with what it names, and a share beside it rates that.
fn is_lit(table: &Table) -> bool {
    let lit = |column: usize| table.column(column).all(|cell| cell.starts_with(['🟢', '🟡', '🟠', '🔴']));
    table.rows.len() > FEWEST && (1..table.head.len()).any(lit)
}

fn in_table(report: &Report<'_>, at: usize, table: &Table) -> Vec<CategoryFact> {
    let near = report.heading(at).map(|heading| report.topics[heading]).unwrap_or_default();
    let scored = near.any(&[Topic::Score, Topic::Overall, Topic::Readiness]);
    let heads: Vec<_> = table.head.iter().map(|head| report.lexicon.topics(head)).collect();
    let of_names = |wanted: fn(Topics) -> bool| {
        let names = table.rows.iter().filter_map(|row| row.cells.first());
        names.filter(|name| wanted(report.lexicon.topics(name))).count()
    };
    // `March | July`, in a table of areas: where they stood, and where they stand.
    let areas = of_names(|topics| topics.has(Topic::Area));
    let measures = of_names(|topics| topics.has(Topic::Measure) && !topics.has(Topic::Area));
    let named = heads.iter().any(|head| head.has(Topic::NameColumn));
    let of_areas = named && (scored || areas >= FEWEST) && measures * 2 < table.rows.len();
    let latest = latest(table, report.lexicon).filter(|_| of_areas);
    let side = side(report, at);
    if side == Some(Side::Before) {
        return Vec::new();
    }
    let elsewhen = near.any(&[Topic::Target, Topic::Past]) && latest.is_none() && side != Some(Side::After);
    if elsewhen && !near.any(&[Topic::Score, Topic::Overall]) || near.has(Topic::Measure) && !scored {
        return Vec::new();
    }
    if is_of_counts(table, report.lexicon) && is_of_severities(report, table) {
        return Vec::new();
    }
    let maxima = Maxima::of(table, report.lexicon);
    let usable = |column: usize| !heads[column].any(&[Topic::Target, Topic::Measure]) && !maxima.has(column);
    let beside = heads.iter().any(|head| head.any(&[Topic::Target, Topic::Past]));
    // `Target | Actual`, `Before | After`: what is reached is the score.
    let reached = |column: usize| scored && beside && report.lexicon.is(&table.head[column], Topic::Reached);
    // `Layer | Done`, each row with its share.
    let of_shares = |column: usize| {
        let shares = |cell: &String| {
            scores(cell)
                .first()
                .is_some_and(|score| score.start <= 1 && is_share(&cell[score.start..score.end]))
        };
        heads[column].has(Topic::Resolved) && table.rows.len() >= MANY && table.column(column).all(shares)
    };
    let named = |column: usize| {
        let outdated = latest.is_some_and(|latest| latest != column && heads[column].has(Topic::Past));
        latest == Some(column)
            || (heads[column].has(Topic::Score) && usable(column) || reached(column) || of_shares(column))
                && !outdated
    };
    let levels = heads.iter().any(|head| head.has(Topic::NameColumn));
    let lit = is_lit(table);
    let cell = |row: &[String], column: usize| -> Option<Score> {
        let text = row.get(column)?;
        let first = scores(text).into_iter().next();
        let first = first.or_else(|| named(column).then(|| out_of_any(text)).flatten());
        // Stars may stand before the same in numbers.
        let first =
            first.filter(|score| score.start <= 12 || !text[..score.start].contains(char::is_alphanumeric));
        match first {
            Some(score) if named(column) => Some(score),
            // Without a head that says so, only figures out of ten or a hundred are scores.
            Some(score) => {
                let share = maxima.beside(column).is_some() && score.scale == Scale::Of(100);
                let of_many = (score.scale != Scale::Of(5) || levels && is_of_levels(table, column))
                    && text[score.start..score.end].contains('/');
                let rates = lit && score.scale == Scale::Of(100) && score.start == 0;
                (share || of_many || rates).then_some(score)
            }
            // Points of which another column says the most are read from the column of shares.
            None if named(column) && maxima.beside(column).is_none() => bare(table, column, text),
            None => None,
        }
    };
    // Where no column has shares, points and the most there can be are scores, too.
    let shares =
        |column: usize| table.rows.iter().filter(|row| cell(&row.cells, column).is_some()).count() >= FEWEST;
    let has_shares = (1..table.head.len()).any(|column| usable(column) && shares(column));
    let cell = |row: &[String], column: usize| {
        let most = maxima.beside(column).filter(|_| !has_shares && named(column));
        cell(row, column).or_else(|| of_maximum(row, column, most?))
    };
    let count = |column: usize| table.rows.iter().filter(|row| cell(&row.cells, column).is_some()).count();
    let enough = |column: &usize| {
        let n = count(*column);
        n >= FEWEST && n * 2 >= table.rows.len()
    };
    let columns = 1..table.head.len();
    let column = latest.filter(enough).or_else(|| columns.clone().filter(|c| named(*c)).find(enough));
    let column = column.or_else(|| columns.filter(|c| usable(*c)).find(enough));
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
    // A table of what is measured, such as a page's speed, is no scorecard.
    let measures = table.rows.iter().filter(|row| {
        let name = row.cells.get(name_column).map(|name| report.lexicon.topics(name));
        name.is_some_and(|name| name.has(Topic::Measure) && !name.has(Topic::Area))
    });
    if !scored && measures.count() * 2 >= table.rows.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for row in &table.rows {
        let (Some(name), Some(score)) = (row.cells.get(name_column), cell(&row.cells, column)) else {
            continue;
        };
        let name = clean(name);
        if !name.chars().any(char::is_alphabetic) || is_total(report, &name) || is_rank(report, &name) {
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

/// Which of two parts a table stands in: `Before the repair` and `After the repair`.
#[derive(PartialEq)]
enum Side {
    Before,
    After,
}

/// The side of a table below one of two headings of a kind, of which the first tells of what was, the second of what is.
fn side(report: &Report<'_>, at: usize) -> Option<Side> {
    let heading = report.heading(at)?;
    let block = &report.blocks[heading];
    let is_like = |other: &usize| {
        let other = &report.blocks[*other];
        other.level() == block.level() && other.path == block.path
    };
    let was = |heading: usize| report.topics[heading].has(Topic::Past);
    let is = |heading: usize| report.topics[heading].has(Topic::Reached) && !was(heading);
    let after = || (heading + 1..report.blocks.len()).find(is_like);
    let before = || (0..heading).rev().find(is_like);
    if was(heading) && after().is_some_and(is) {
        Some(Side::Before)
    } else if is(heading) && before().is_some_and(was) {
        Some(Side::After)
    } else {
        None
    }
}

/// True for a table whose rows are severities, each with how many there are of it.
fn is_of_severities(report: &Report<'_>, table: &Table) -> bool {
    let names = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| clean(cell));
    names.filter(|name| is_rank(report, name)).count() >= FEWEST
}

/// True for a table that our own reader of documents takes scores from.
fn is_plain_table(table: &Table, name: usize, score: usize) -> bool {
    crate::text::bare(&table.head[name]) == "category" && crate::text::bare(&table.head[score]) == "score"
}
