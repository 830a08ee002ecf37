//! Verdicts in the rows of tables and the lines of frames.

use super::Candidate;
use super::answers::answer;
use super::places::{concludes, summarises};
use super::targets::is_of_production;
use super::words::strong;
use crate::import::blocks::{Row, Table};
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::report::{Report, unframed};

/// What a line of a frame weighs.
const FRAMED: i32 = 68;

/// What a row weighs.
const ROW: i32 = 60;

/// The first line of a frame that concludes, in a conclusion or a summary.
pub(super) fn in_fence(report: &Report<'_>, at: usize, lines: &[String]) -> Option<Candidate> {
    if !concludes(report, at) && !summarises(report, at) {
        return None;
    }
    let mut lines = lines.iter().enumerate();
    lines.find_map(|(offset, line)| {
        let conclusion = strong(report, unframed(line))?;
        Some(Candidate { weight: FRAMED, conclusion, line: report.line(at) + offset + 1 })
    })
}

/// The rows of a table that are of the whole, or that name the decision.
pub(super) fn in_table(report: &Report<'_>, at: usize, table: &Table) -> Vec<Candidate> {
    let concludes = concludes(report, at);
    let decides = table.head.get(1).is_some_and(|head| report.lexicon.is(head, Topic::VerdictLabel));
    let of_row = |row: &Row| {
        let first = row.cells.first()?;
        let name = report.lexicon.topics(first);
        // `Production | no-go` below the heading of a decision.
        let is = |topic| report.lexicon.is(undecorated(first), topic);
        let asks =
            is(Topic::VerdictLabel) || concludes && (is(Topic::Goal) || decides && is_of_production(name));
        let mut cells = row.cells.iter().skip(1);
        let conclusion = match asks {
            true => cells.next().and_then(|cell| answer(report, cell)),
            false => cells.find_map(|cell| strong(report, cell)),
        };
        let conclusion = conclusion.filter(|_| asks || name.has(Topic::Overall))?;
        Some(Candidate { weight: ROW, conclusion, line: report.line_at(row.at) })
    };
    table.rows.iter().filter_map(of_row).collect()
}
