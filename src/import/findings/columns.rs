//! Which column of a table of problems says what.

use super::rate;
use super::status;
use crate::import::blocks::Table;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::report::Report;
use crate::import::scores::{out_of_any, scores};

/// Which column says what.
#[derive(Default)]
pub(super) struct Columns {
    pub title: usize,
    pub severity: Option<usize>,
    pub status: Option<usize>,
    pub category: Option<usize>,
    /// What has the problem, where the title is only the code of a known one: `CVE-2025-12345`.
    pub part: Option<usize>,
    /// True where the head names problems.
    pub of_issues: bool,
    /// True where the rows are categories with scores.
    pub beside_scores: bool,
    /// True where a column holds scores.
    pub scored: bool,
    /// True for things with a priority and a status each: only what is not done is a problem.
    pub ranked: bool,
    /// True for things with a state each: only what a state says to lack is a problem.
    pub stated: bool,
    /// True for areas with a state each and what explains it: what has a tick is no problem.
    pub explained: bool,
}

/// True for a table that scores what a column names.
fn is_scored(report: &Report<'_>, table: &Table, name: usize) -> bool {
    let scored = |column: &usize| {
        let figures =
            table.column(*column).filter(|cell| !scores(cell).is_empty() || out_of_any(cell).is_some());
        report.lexicon.topics(&table.head[*column]).has(Topic::Score)
            && figures.count() * 2 > table.rows.len()
    };
    (0..table.head.len()).filter(|column| *column != name).any(|column| scored(&column))
}

/// True for a table whose rows are problems.
pub(super) fn is_of_issues(report: &Report<'_>, table: &Table) -> bool {
    columns(report, table).is_some_and(|columns| columns.of_issues)
}

/// True for a table of names and values that describe one problem: `Severity | High`, `Status | Open`.
pub(super) fn is_of_fields(report: &Report<'_>, table: &Table) -> bool {
    let rows = || table.column(0);
    let names = || rows().chain(table.head.first());
    let is = |topic: Topic| move |name: &&String| report.lexicon.is(undecorated(name), topic);
    let names_severity = |name: &String| report.lexicon.topics(name).has(Topic::SeverityWord);
    table.head.len() == 2
        && names().any(|name| names_severity(name) || is(Topic::StatusLabel)(&name))
        && rows().filter(|name| is(Topic::Field)(name) || is(Topic::SeverityColumn)(name)).count() * 2
            >= table.rows.len()
}

/// True for a column whose cells rate.
pub(super) fn is_rated(report: &Report<'_>, table: &Table, column: usize) -> bool {
    let rated = |cell: &&String| {
        cell.split_whitespace().count() <= 4 && rate::in_cell(cell, report.lexicon).is_some()
    };
    table.column(column).filter(rated).count() * 2 > table.rows.len()
}

/// True for a column whose cells say what became of each row.
fn is_of_status(report: &Report<'_>, table: &Table, column: usize) -> bool {
    let says = |cell: &&String| {
        let brief = status::first_clause(cell);
        let told = report.lexicon.topics(brief);
        brief.split_whitespace().count() <= 3
            && told.any(&[Topic::Open, Topic::Partial, Topic::Resolved, Topic::Accepted, Topic::Passed])
    };
    table.column(column).filter(says).count() * 2 > table.rows.len()
}

/// True for a head that asks whether something is as it should be: `Implemented?`, `Met`.
pub(super) fn asks_for_good(report: &Report<'_>, head: &str) -> bool {
    let good = [Topic::Passed, Topic::Resolved, Topic::Ready, Topic::Good];
    let topics = report.lexicon.topics(head);
    topics.any(&good)
        && !topics.any(&[Topic::Gaps, Topic::StatusColumn, Topic::Measure])
        && head.split_whitespace().count() <= 3
}

/// True for a column most of whose cells begin with a mark.
pub(super) fn is_of_marks(table: &Table, column: usize) -> bool {
    let marked = |cell: &&String| icons::leading_status(cell).is_some();
    table.column(column).filter(marked).count() * 2 > table.rows.len()
}

/// The column of severities. Of severity, priority and impact the first is the one that is meant; where the head also
/// says how likely each is, the last, which weighs both.
fn severity_column(
    report: &Report<'_>,
    table: &Table,
    heads: &[Topics],
    issue: Option<usize>,
) -> Option<usize> {
    let rated = |c: &usize| Some(*c) != issue && is_rated(report, table, *c);
    let all = || 0..table.head.len();
    if heads.iter().any(|head| head.has(Topic::Likelihood)) {
        let weighs = |c: &usize| {
            heads[*c].any(&[Topic::SeverityWord, Topic::SeverityColumn]) && !heads[*c].has(Topic::Likelihood)
        };
        return all().rev().find(|c| weighs(c) && rated(c));
    }
    let named = |topic: Topic| all().find(|c| heads[*c].has(topic) && rated(c));
    named(Topic::SeverityWord)
        .or_else(|| named(Topic::PriorityLabel))
        .or_else(|| named(Topic::SeverityColumn))
}

pub(super) fn columns(report: &Report<'_>, table: &Table) -> Option<Columns> {
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
    let severity = severity_column(report, table, &heads, issue);
    let apart = |c: &usize| Some(*c) != issue && Some(*c) != severity;
    let status = all()
        .filter(apart)
        .find(is(Topic::StatusColumn))
        .or_else(|| all().filter(apart).find(|c| heads[*c].has(Topic::StatusColumn)))
        .or_else(|| {
            // Of columns by date the last one holds.
            let free = |c: &usize| !heads[*c].any(&[Topic::Field, Topic::OtherDate, Topic::NameColumn]);
            severity?;
            (1..table.head.len()).rev().filter(apart).filter(free).find(|c| is_of_status(report, table, *c))
        });
    let category = all().find(|c| report.lexicon.is(&table.head[*c], Topic::NameColumn) && Some(*c) != issue);
    let longest = || {
        let length = |column: usize| -> usize { table.column(column).map(|cell| cell.chars().count()).sum() };
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
            scored: true,
            ..Columns::default()
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
    // `Requirement | Gap`: where the names say more than what lacks of them, they are the titles.
    let said =
        |column: usize| -> usize { table.column(column).map(|cell| cell.split_whitespace().count()).sum() };
    let outsaid = issue.is_some_and(|issue| {
        let more = said(0) >= 2 * table.rows.len() && said(0) >= said(issue);
        issue > 0 && first == 0 && !heads[0].has(Topic::NameColumn) && more
    });
    let issue = if explains || outsaid { issue.map(|_| 0) } else { issue };
    // `Description | Severity | Status`, `CVE | Package | Severity`.
    let described = || all().find(is(Topic::TitleColumn)).or_else(|| all().find(is(Topic::TextColumn)));
    let known = || all().find(|c| is_of_known(table, *c)).filter(|_| severity.is_some());
    let codes = all().any(|c| is_of_codes(table, c));
    let watched = heads.iter().any(|head| head.any(&[Topic::Target, Topic::Alarm]));
    let told =
        severity.is_some_and(|c| !heads[c].has(Topic::Effect)) && (status.is_some() || codes) && !watched;
    let text = if issue.is_none() && (severity.is_some() || codes) { described() } else { None };
    let known = if issue.is_none() && text.is_none() { known() } else { None };
    // `Priority | Recommendation | Effort`.
    let advised = || all().filter(apart).find(|c| heads[*c].has(Topic::Advised));
    // `Runbook | Status | Priority`.
    let wordy = |c: &usize| {
        table.column(*c).filter(|cell| cell.contains(char::is_alphabetic)).count() * 2 > table.rows.len()
    };
    let named = || {
        let names = |c: &usize| heads[*c].has(Topic::NameColumn) || !heads[*c].has(Topic::Field);
        all().filter(apart).filter(named_problem).filter(|c| Some(*c) != status && wordy(c)).find(names)
    };
    let title = issue.or(text).or(known).or_else(longest).or_else(advised).or_else(named)?;
    // `Requirement | Risk`: where the risk is no problem of its own, it says how bad one is.
    let severity = severity.or_else(|| {
        all().find(|c| *c != title && heads[*c].has(Topic::SeverityColumn) && is_rated(report, table, *c))
    });
    let free = issue.is_none() && text.is_none() && known.is_none();
    let marked = |c: usize| is_of_status(report, table, c) || is_of_marks(table, c);
    let ranked = free && status.is_some_and(marked) && {
        // `Gate | Status`: what is not passed stands between the project and its release.
        let gates = || {
            (0..=1).any(|c| table.head.get(c).is_some_and(|head| report.lexicon.is(head, Topic::GateColumn)))
        };
        severity.is_some() && !watched || gates()
    };
    // `Part | Status`: what a status says to lack.
    let scored = heads.iter().any(|head| head.has(Topic::Score));
    // `Control | Implemented?`: a yes or a no.
    let status =
        status.or_else(|| all().skip(1).filter(apart).find(|c| asks_for_good(report, &table.head[*c])));
    let stated = free
        && !ranked
        && (!watched || status.is_some_and(|c| is_of_marks(table, c)))
        && !scored
        && status.is_some();
    let title = named().filter(|_| ranked || stated).unwrap_or(title);
    Some(Columns {
        title,
        severity,
        status,
        ranked,
        stated,
        category: category.filter(|c| *c != title && known.is_none()),
        part: known
            .and_then(|known| all().find(|c| *c != known && Some(*c) != severity && Some(*c) != status)),
        of_issues: issue.is_some() || text.is_some() && told || known.is_some() || ranked || stated,
        scored: is_scored(report, table, title),
        explained: explains,
        ..Columns::default()
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
        severity: rated,
        status,
        of_issues: true,
        ..Columns::default()
    })
}

/// True for a column of codes, such as `GAP-007`.
fn is_of_codes(table: &Table, column: usize) -> bool {
    let is_code = |cell: &&str| {
        !cell.contains(char::is_whitespace)
            && cell.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '#')
            && cell.ends_with(|c: char| c.is_ascii_digit())
    };
    table.column(column).map(|cell| undecorated(cell)).filter(is_code).count() * 2 > table.rows.len()
}

/// True for a column of known vulnerabilities: `CVE-2025-12345`.
fn is_of_known(table: &Table, column: usize) -> bool {
    let known = |cell: &&String| is_known(undecorated(cell));
    table.column(column).filter(known).count() * 2 > table.rows.len()
}

/// True for a text that begins with the public number of a vulnerability.
pub(super) fn is_known(plain: &str) -> bool {
    let numbered =
        |prefix: &str| plain.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    ["CVE-", "GHSA-", "CWE-", "RUSTSEC-"].into_iter().any(numbered)
}
