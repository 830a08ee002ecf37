//! Findings that are rows of tables.

use super::rate::{self, Rating};
use super::section::{Class, Section};
use super::titles::title;
use crate::import::blocks::Table;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::{FindingFact, Status};
use crate::import::report::Report;
use crate::import::scores::{out_of_any, scores};

/// Which column says what.
struct Columns {
    title: usize,
    severity: Option<usize>,
    status: Option<usize>,
    category: Option<usize>,
    /// True where the head names problems.
    of_issues: bool,
    /// True where the rows are categories with scores.
    beside_scores: bool,
}

/// True for a table that scores what a column names.
fn is_scored(report: &Report<'_>, table: &Table, name: usize) -> bool {
    let scored = |column: &usize| {
        let rows = table.rows.iter().filter_map(|row| row.cells.get(*column));
        let figures = rows.filter(|cell| !scores(cell).is_empty() || out_of_any(cell).is_some());
        report.lexicon.topics(&table.head[*column]).has(Topic::Score)
            && figures.count() * 2 > table.rows.len()
    };
    (0..table.head.len()).filter(|column| *column != name).any(|column| scored(&column))
}

/// True for a table whose rows are problems.
pub(super) fn is_of_issues(report: &Report<'_>, table: &Table) -> bool {
    columns(report, table)
        .is_some_and(|columns| columns.of_issues && (columns.severity.is_some() || columns.status.is_some()))
}

fn columns(report: &Report<'_>, table: &Table) -> Option<Columns> {
    let heads: Vec<Topics> = table.head.iter().map(|head| report.lexicon.topics(head)).collect();
    let is = |topic: Topic| move |column: &usize| report.lexicon.is(&table.head[*column], topic);
    let all = || 0..table.head.len();
    // A column of codes names no problem.
    let named_problem = |c: &usize| !is_of_codes(table, *c);
    let whole_issue = all().filter(named_problem).find(is(Topic::IssueColumn));
    let issue = whole_issue.or_else(|| {
        let says = |c: &usize| heads[*c].has(Topic::IssueColumn) && !heads[*c].has(Topic::SeverityColumn);
        all().filter(named_problem).find(says)
    });
    let rated = |column: &usize| {
        let rows = table.rows.iter().filter(|row| {
            row.cells.get(*column).is_some_and(|cell| {
                cell.split_whitespace().count() <= 4 && rate::any(cell, report.lexicon).is_some()
            })
        });
        rows.count() * 2 > table.rows.len()
    };
    // Of severity, priority and impact the first is the one that is meant.
    let named = |topic: Topic| all().find(|c| heads[*c].has(topic) && Some(*c) != issue && rated(c));
    let severity = named(Topic::SeverityWord)
        .or_else(|| named(Topic::PriorityLabel))
        .or_else(|| all().find(|c| heads[*c].has(Topic::SeverityColumn) && Some(*c) != issue && rated(c)));
    let status =
        all().find(|c| heads[*c].has(Topic::StatusColumn) && Some(*c) != issue && Some(*c) != severity);
    let category = all().find(|c| report.lexicon.is(&table.head[*c], Topic::NameColumn) && Some(*c) != issue);
    let longest = || {
        let length = |column: usize| -> usize {
            table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.chars().count()).sum()
        };
        let fields = |c: &usize| heads[*c].has(Topic::Field) || Some(*c) == severity || Some(*c) == status;
        all().filter(|c| !fields(c)).max_by_key(|c| (length(*c), std::cmp::Reverse(*c)))
    };
    // In a scorecard the row is a category, and a problem only what its own column says.
    let name = all().find(is(Topic::NameColumn)).filter(|name| is_scored(report, table, *name));
    if let Some(name) = name {
        return issue.filter(|issue| *issue != name).map(|title| Columns {
            title,
            severity,
            status,
            category: Some(name),
            of_issues: true,
            beside_scores: true,
        });
    }
    if let Some(columns) = rated_areas(table, (severity, status), &heads) {
        return Some(columns);
    }
    // `Test | Risk`: the risk says what follows from the first column. After a column of codes it is the problem.
    let first = all().find(named_problem).unwrap_or(0);
    let issue = issue
        .filter(|c| *c == first || !report.lexicon.is(&table.head[*c], Topic::SeverityColumn))
        .or_else(|| {
            let is_problem = first == 0 && !heads[0].any(&[Topic::Field, Topic::SeverityColumn]);
            issue.filter(|_| is_problem).map(|_| 0)
        });
    // `Component | Status | Problem`: the problem explains the status of the component.
    let explains = status.is_some() && severity.is_none() && heads[0].has(Topic::NameColumn);
    let issue = if explains { issue.map(|_| 0) } else { issue };
    let title = issue.or_else(longest)?;
    // `Requirement | Risk`: where the risk is no problem of its own, it says how bad one is.
    let severity =
        severity.or_else(|| all().find(|c| *c != title && heads[*c].has(Topic::SeverityColumn) && rated(c)));
    Some(Columns {
        title,
        severity,
        status,
        category: category.filter(|c| *c != title),
        of_issues: issue.is_some(),
        beside_scores: false,
    })
}

/// The columns of `Area | State | Severity | Next step`: how bad the worst is in each area, and what is to be done.
/// Rules to watch by have a threshold instead.
fn rated_areas(
    table: &Table,
    (severity, status): (Option<usize>, Option<usize>),
    heads: &[Topics],
) -> Option<Columns> {
    let rated =
        severity.filter(|c| heads[*c].has(Topic::SeverityWord) && !heads[*c].has(Topic::PriorityLabel));
    let acts = heads.iter().any(|head| head.any(&[Topic::Plan, Topic::Remedy]));
    let watches = heads.iter().any(|head| head.any(&[Topic::Target, Topic::Alarm]));
    let is_of_areas = table.head.len() >= 3 && heads.first()?.has(Topic::NameColumn) && acts && !watches;
    (is_of_areas && rated.is_some() && rated != Some(0)).then_some(Columns {
        title: 0,
        severity: rated,
        status,
        category: None,
        of_issues: true,
        beside_scores: false,
    })
}

/// True for a column of codes, such as `GAP-007`.
fn is_of_codes(table: &Table, column: usize) -> bool {
    let is_code = |cell: &&str| {
        !cell.contains(char::is_whitespace)
            && cell.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '#')
            && cell.ends_with(|c: char| c.is_ascii_digit())
    };
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| undecorated(cell));
    cells.filter(is_code).count() * 2 > table.rows.len()
}

/// Adds the findings of a table.
pub(super) fn read(report: &Report<'_>, table: &Table, section: &Section, found: &mut Vec<FindingFact>) {
    let Some(columns) = columns(report, table) else {
        return;
    };
    let announced = section.class == Class::Gaps;
    let own = columns.of_issues
        && (columns.severity.is_some() || columns.status.is_some())
        && section.class != Class::Detail;
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
    if counts * 2 > table.rows.len() && (table.head.len() == 2 || rated * 2 > table.rows.len()) {
        return;
    }
    for row in &table.rows {
        let Some(cell) = row.cells.get(columns.title) else {
            continue;
        };
        let plain = undecorated(cell);
        let few = plain.split_whitespace().count() <= 5;
        let says_nothing = few && super::items::says_nothing(report, plain);
        // `Blocker? | Yes` names no problem.
        let only_says_yes = columns.beside_scores && plain.split_whitespace().count() < 2;
        if plain.chars().filter(|c| c.is_alphabetic()).count() < 2 || says_nothing || only_says_yes {
            continue;
        }
        let text = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
        let status = row_status(report, text(columns.status), row.struck, section);
        let passed = text(columns.status).is_some_and(|cell| {
            let said = report.lexicon.topics(cell);
            let bad = [Topic::Open, Topic::Partial, Topic::Gaps, Topic::Critical, Topic::High, Topic::Medium];
            (icons::any_status(cell) == Some(Status::Resolved) || said.has(Topic::Passed) && !said.any(&bad))
                && !said.has(Topic::Resolved)
                && section.status != Some(Status::Resolved)
        });
        if passed && columns.severity.is_none() {
            continue;
        }
        let rating: Option<Rating> = text(columns.severity)
            .and_then(|cell| rate::any(cell, report.lexicon))
            .or_else(|| text(columns.status).and_then(|cell| rate::leading(cell, report.lexicon)))
            .or_else(|| section.rating.clone());
        let is_priority =
            columns.severity.is_some_and(|c| report.lexicon.topics(&table.head[c]).has(Topic::PriorityLabel));
        let category =
            text(columns.category).map(|cell| undecorated(cell).to_owned()).filter(|name| !name.is_empty());
        found.push(FindingFact {
            title: title(report, cell),
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

fn row_status(report: &Report<'_>, cell: Option<&String>, struck: bool, section: &Section) -> Option<Status> {
    if struck {
        return Some(Status::Resolved);
    }
    let own = cell.and_then(|cell| rate::status(cell, report.lexicon));
    own.or(section.status).or(Some(Status::Open))
}
