//! The score of all in a table.

use super::{Candidate, sums_other};
use crate::import::blocks::{Row, Table};
use crate::import::columns::{Maxima, bare, is_of_counts, latest, of_maximum};
use crate::import::lexicon::Topic;
use crate::import::report::Report;
use crate::import::scores::{Scale, letter, out_of_any, scores};

/// The row of a table that is of all.
pub(super) fn read(report: &Report<'_>, at: usize, table: &Table, place: i32, all: &mut Vec<Candidate>) {
    let heads: Vec<_> = table.head.iter().map(|head| report.lexicon.topics(head)).collect();
    let counts = is_of_counts(table, report.lexicon);
    let latest = latest(table, report.lexicon);
    let maxima = Maxima::of(table, report.lexicon);
    // A table of two columns without a head of its own begins with its first row.
    let first = Row { cells: table.head.clone(), at: report.blocks[at].span.start as usize, struck: false };
    let begins = table.head.len() == 2 && !scores(&table.head[1]).is_empty();
    for row in begins.then_some(&first).into_iter().chain(&table.rows) {
        let Some(name) = row.cells.iter().find(|cell| cell.chars().any(char::is_alphabetic)) else {
            continue;
        };
        let topics = report.lexicon.topics(name);
        if !topics.has(Topic::Overall)
            || topics.any(&[Topic::Target, Topic::Measure])
            || name.chars().count() > 50
            || sums_other(report, name)
        {
            continue;
        }
        // `No index for the ledger` names a problem.
        let problems = heads.iter().any(|head| head.has(Topic::IssueColumn));
        if problems && !report.lexicon.begins(name, Topic::Overall) {
            continue;
        }
        // In a table of scores any total is it; elsewhere it has to say what it scores.
        let scored = heads.iter().any(|head| head.has(Topic::Score));
        let says = topics.any(&[Topic::Score, Topic::Readiness]);
        // `15/16 | 94 %` counts what there is.
        let count = |cell: &String| {
            out_of_any(cell).is_some_and(|count| matches!(count.scale, Scale::Of(all) if all % 5 != 0))
        };
        if !scored && !says && row.cells.iter().any(count) {
            continue;
        }
        let weight = match (scored, says) {
            (true, false) if counts => 55,
            (true, _) => 94,
            (false, true) => 86,
            (false, false) => 55,
        };
        let cell = row.cells.iter().enumerate().filter(|(column, cell)| {
            let head = heads.get(*column).copied().unwrap_or_default();
            let of_other = head.any(&[Topic::Target, Topic::Past, Topic::Measure]) || maxima.has(*column);
            !std::ptr::eq(*cell, name) && !of_other
        });
        let cells: Vec<_> = cell.collect();
        let most = |column: usize| maxima.beside(column);
        let share = |cell: &str| scores(cell).into_iter().next().filter(|score| score.start <= 8);
        // Points are a score by what they are out of; a share beside them says the same.
        let shares = cells.iter().any(|(column, cell)| most(*column).is_some() && share(cell).is_some());
        let prefer =
            |(column, _): &&(usize, &String)| heads.get(*column).is_some_and(|head| head.has(Topic::Score));
        let now = |(column, _): &&(usize, &String)| latest == Some(*column);
        let others = cells.iter().filter(|cell| !now(cell));
        let ordered = cells.iter().filter(now).chain(others.clone().filter(prefer));
        let ordered = ordered.chain(others.filter(|cell| !prefer(cell)));
        let read = |(column, cell): &(usize, &String)| {
            let in_score_column = heads.get(*column).is_some_and(|head| head.has(Topic::Score));
            share(cell)
                .or_else(|| in_score_column.then(|| out_of_any(cell)).flatten())
                .or_else(|| {
                    of_maximum(&row.cells, *column, most(*column).filter(|_| in_score_column && !shares)?)
                })
                .or_else(|| {
                    (in_score_column && most(*column).is_none()).then(|| bare(table, *column, cell)).flatten()
                })
                .or_else(|| (topics.has(Topic::Score) || in_score_column).then(|| letter(cell)).flatten())
        };
        let found: Vec<_> = ordered.filter_map(|cell| Some((prefer(&cell), read(cell)?))).collect();
        // `A+ | 98 %`: the grade says the same with less.
        let counted = found.iter().find(|(named, score)| *named && score.scale != Scale::Letter);
        let graded = found.first().is_some_and(|(_, score)| score.scale == Scale::Letter);
        let score = counted.filter(|_| graded).or(found.first()).map(|(_, score)| score.clone());
        if let Some(score) = score {
            all.push(Candidate { weight: weight + place, score, line: report.line_at(row.at) });
        }
    }
}
