//! Verdicts that are one of several answers: what is ticked or marked.

use std::collections::BTreeMap;

use super::Candidate;
use super::answers::{answer, is_brief};
use super::places::concludes;
use crate::import::blocks::Kind;
use crate::import::icons;
use crate::import::model::Conclusion;
use crate::import::report::Report;

/// The one answer of several that is ticked below the heading of a conclusion: `[ ] Go`, `[x] No-go`.
pub(super) fn ticked(report: &Report<'_>, all: &mut Vec<Candidate>) {
    let mut lists: BTreeMap<usize, Vec<(bool, Conclusion, usize)>> = BTreeMap::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let Kind::Item { task: Some(done), .. } = block.kind else {
            continue;
        };
        let heading = report.heading(at).filter(|_| concludes(report, at) && is_brief(&block.text));
        if let (Some(heading), Some(conclusion)) = (heading, answer(report, &block.text)) {
            lists.entry(heading).or_default().push((done, conclusion, report.line(at)));
        }
    }
    for list in lists.into_values() {
        let mut done = list.iter().filter(|(done, ..)| *done);
        if let (Some((_, conclusion, line)), None) = (done.next(), done.next())
            && list.iter().any(|(_, other, _)| other != conclusion)
        {
            all.push(Candidate { weight: 90, conclusion: *conclusion, line: *line });
        }
    }
}

/// The one row of a table of decisions that is marked: `Release | | Reject | X`.
pub(super) fn chosen(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for (at, block) in report.blocks.iter().enumerate() {
        let Kind::Table(table) = &block.kind else {
            continue;
        };
        if !concludes(report, at) {
            continue;
        }
        for column in 1..table.head.len() {
            let cells = || table.column(column);
            let plain =
                |cell: &str| cell.chars().all(|c| !c.is_alphanumeric()) && icons::any_status(cell).is_none();
            let is_mark =
                |cell: &str| matches!(cell.trim_matches(['[', ']', ' ']), "x" | "X" | "✓" | "✔" | "✅" | "☑");
            let marked: Vec<usize> =
                cells().enumerate().filter(|(_, cell)| is_mark(cell)).map(|(n, _)| n).collect();
            let [row] = marked.as_slice() else {
                continue;
            };
            let others = cells().enumerate().all(|(n, cell)| n == *row || plain(cell));
            let row = &table.rows[*row];
            let name = row.cells.first().filter(|_| others && table.rows.len() > 1);
            if let Some(conclusion) = name.and_then(|name| answer(report, name)) {
                all.push(Candidate { weight: 90, conclusion, line: report.line_at(row.at) });
            }
        }
    }
}
