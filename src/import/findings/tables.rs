//! Findings that are rows of tables.

use super::columns::{asks_for_good, columns, is_of_fields};
use super::nothing;
use super::rate::{self, Rating};
use super::section::{Class, Section};
use super::status;
use super::titles::{is_area, title};
use crate::import::blocks::Table;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::Topic;
use crate::import::model::{FindingFact, Status};
use crate::import::report::Report;

/// Adds the findings of a table.
pub(super) fn read(
    report: &Report<'_>,
    at: usize,
    table: &Table,
    section: &Section,
    found: &mut Vec<FindingFact>,
) {
    if is_of_fields(report, table) {
        return;
    }
    let Some(columns) = columns(report, table) else {
        return;
    };
    // What is recommended by priority is what is not yet as it should be.
    let ranked =
        columns.severity.is_some_and(|c| report.lexicon.topics(&table.head[c]).has(Topic::PriorityLabel));
    let advised = report.heading(at).is_some_and(|heading| report.topics[heading].has(Topic::Advised));
    let announced = section.class == Class::Gaps || ranked && advised && section.class == Class::Plan;
    // A grid of how likely against how bad, and scores over time.
    let is_grid = table.head.get(columns.title).is_none_or(|head| undecorated(head).is_empty());
    if !columns.of_issues && (is_grid || columns.severity.is_none() && columns.scored) {
        return;
    }
    // Who has not signed yet is no problem of what is signed.
    let planned = section.class == Class::Plan
        || report
            .heading(at)
            .is_some_and(|heading| columns.stated && report.topics[heading].has(Topic::Plan));
    let own = columns.of_issues
        && (columns.severity.is_some() || columns.status.is_some() || columns.beside_scores)
        && section.class != Class::Detail
        // A plan tells when each is done, but what has a cross in it is missing.
        && !((columns.ranked || columns.stated) && planned && !columns.status.is_some_and(|c| crossed(table, c)));
    if !(announced && (columns.of_issues || columns.severity.is_some() || table.head.len() >= 2) || own) {
        return;
    }
    // A table of counts, such as how many problems of each severity there are.
    let counts = table
        .rows
        .iter()
        .filter(|row| {
            row.cells.get(1).is_some_and(|cell| !cell.is_empty() && cell.chars().all(|c| !c.is_alphabetic()))
        })
        .count();
    let rated = table
        .rows
        .iter()
        .filter(|row| {
            row.cells.first().is_some_and(|cell| {
                cell.split_whitespace().count() <= 3 && rate::any(cell, report.lexicon).is_some()
            })
        })
        .count();
    // `Issue | Count` says how often each was found.
    let wordy = table.column(columns.title).filter(|cell| {
        cell.split_whitespace().count() >= 2
            && rate::any(cell, report.lexicon).is_none()
            && !is_area(report, cell)
    });
    let told = columns.of_issues && columns.title == 0 && wordy.count() * 2 > table.rows.len();
    let counts = counts * 2 > table.rows.len();
    if counts && (table.head.len() == 2 && !told || rated * 2 > table.rows.len()) {
        return;
    }
    for row in &table.rows {
        let Some(cell) = row.cells.get(columns.title) else {
            continue;
        };
        let plain = undecorated(cell);
        let says_nothing = nothing::says_nothing(report, plain);
        // `Blocker? | Yes` names no problem.
        let only_says_yes = columns.beside_scores && plain.split_whitespace().count() < 2;
        let never = counts && row.cells.get(1).is_some_and(|count| count.trim() == "0");
        let names = plain.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        if !names || says_nothing || only_says_yes || never {
            continue;
        }
        let text = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
        let passed = text(columns.status).is_some_and(|cell| {
            let said = report.lexicon.topics(cell);
            let bad = [Topic::Open, Topic::Partial, Topic::Gaps, Topic::Critical, Topic::High, Topic::Medium];
            (icons::any_status(cell) == Some(Status::Resolved) || said.has(Topic::Passed) && !said.any(&bad))
                && (columns.explained || !said.has(Topic::Resolved))
                && section.status != Some(Status::Resolved)
        });
        let asks = || columns.status.is_some_and(|c| asks_for_good(report, &table.head[c]));
        let lacks = || text(columns.status).is_some_and(|cell| status::lacks(cell, asks(), report.lexicon));
        // `Retest | passed`: what was a problem is none any more.
        let well = passed && text(columns.status).is_some_and(|cell| report.lexicon.is(cell, Topic::Passed));
        let status = match well {
            true => Some(Status::Resolved),
            false => row_status(report, text(columns.status), row.struck, section),
        };
        // `⚠️ Mended on the pier` is not all of it.
        let status = status.map(|status| match status {
            Status::Resolved if columns.stated && !row.struck && lacks() => Status::Partial,
            status => status,
        });
        // What does not apply is no problem, however bad it would be.
        let excluded = text(columns.status).is_some_and(|cell| report.lexicon.is(cell, Topic::Inapplicable));
        let ahead = matches!(status, Some(Status::Open | Status::Partial));
        if passed && columns.severity.is_none()
            || excluded
            || columns.ranked && (passed || !ahead)
            || columns.stated && section.class != Class::Gaps && !lacks()
        {
            continue;
        }
        let rating: Option<Rating> = text(columns.severity)
            .and_then(|cell| rate::in_cell(cell, report.lexicon))
            .or_else(|| text(columns.status).and_then(|cell| rate::leading(cell, report.lexicon)))
            .or_else(|| section.rating.clone());
        let is_priority =
            columns.severity.is_some_and(|c| report.lexicon.topics(&table.head[c]).has(Topic::PriorityLabel));
        let category =
            text(columns.category).map(|cell| undecorated(cell).to_owned()).filter(|name| !name.is_empty());
        let part = text(columns.part).map(|cell| undecorated(cell)).filter(|part| !part.is_empty());
        let title = title_in(report, table, columns.title, &row.cells);
        found.push(FindingFact {
            title: part.map_or(title.clone(), |part| format!("{title}: {part}")),
            severity: rating.as_ref().map(|rating| rating.severity),
            priority: rating
                .and_then(|rating| rating.priority)
                .or_else(|| is_priority.then(|| text(columns.severity).cloned()).flatten()),
            status,
            category: category.or_else(|| section.category.clone()),
            line: report.line_at(row.at),
            confidence: 0.85,
        });
    }
}

/// The title of a row: `Locks | untested` and `Pumps | untested` are two problems.
fn title_in(report: &Report<'_>, table: &Table, column: usize, cells: &[String]) -> String {
    let title = title(report, &cells[column]);
    let again = table.column(column).filter(|other| **other == cells[column]).count() > 1;
    let is_of_names = column > 0 && report.lexicon.topics(&table.head[0]).has(Topic::NameColumn);
    let name = undecorated(&cells[0]);
    if again && is_of_names && name.contains(char::is_alphabetic) {
        format!("{name}: {title}")
    } else {
        title
    }
}

/// True for a column in which a cross or a warning stands.
fn crossed(table: &Table, column: usize) -> bool {
    table.column(column).any(|cell| icons::leading_status(cell) == Some(Status::Open))
}

fn row_status(report: &Report<'_>, cell: Option<&String>, struck: bool, section: &Section) -> Option<Status> {
    if struck {
        return Some(Status::Resolved);
    }
    let own = cell.and_then(|cell| status::status(cell, report.lexicon));
    own.or(section.status).or(Some(Status::Open))
}
