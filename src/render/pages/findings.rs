//! The findings register: all findings of the latest assessments, overdue ones first, as pages and as CSV.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::portfolio::{RegisteredFinding, finding_register};
use crate::render::link::document_page;
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{ProjectView, finding_anchor};
use crate::render::{Page, Renderer};
use crate::text::{csv_row, uri_path};

pub(super) const KIND: PageKind = PageKind { name: "findings", plan };

/// Days within which a finding is due soon.
const SOON_DAYS: i32 = 30;

/// Rows of a file of comma-separated values, in pages: who works in a spreadsheet wants few files.
const PAGES_PER_FILE: usize = 10;

/// What `findings.html` is given.
#[derive(Serialize)]
struct View<'a> {
    /// The day on which a finding is overdue.
    today: String,
    rows: Vec<Row<'a>>,
    pager: Pager,
    /// Over all pages.
    open: usize,
    overdue: usize,
    /// Files with all rows, from the root.
    files: Vec<String>,
    /// Categories and owners of this page's rows, to choose from.
    categories: BTreeSet<String>,
    owners: BTreeSet<&'a str>,
    projects: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Row<'a> {
    project: ProjectView,
    release: &'a str,
    title: &'a str,
    /// Where its assessment's page shows it, from the root.
    href: String,
    severity: Option<&'static str>,
    status: &'static str,
    open: bool,
    category: Option<String>,
    owner: Option<&'a str>,
    due: Option<String>,
    /// `overdue`, `soon`, `later` or `none`.
    when: &'static str,
    overdue: Option<i32>,
    waived_until: Option<String>,
    /// It is accepted, and no live waiver says so.
    unwaived: bool,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let input = &renderer.input;
    let count = input.portfolio.projects.iter().filter_map(|series| series.latest());
    let count = count.map(|latest| latest.assessment.findings.len()).sum();
    let today = input.today.to_string();
    let pages = Pager::all("findings.html", count, input.config.rows_per_page.min(MOST_ROWS));
    let files = Pager::all("findings.csv", count, input.config.rows_per_page.saturating_mul(PAGES_PER_FILE));
    let names: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let page = |(path, pager): (String, Pager)| {
        let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes(), today.as_bytes()]);
        let (renderer, own, files) = (Arc::clone(renderer), path.clone(), names.clone());
        Page::new(path, fingerprint, move || {
            renderer.template("findings.html", &own, &view(&renderer, &pager, files.clone()))
        })
    };
    let file = |(path, pager): (String, Pager)| {
        let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes(), today.as_bytes()]);
        let renderer = Arc::clone(renderer);
        Page::new(path, fingerprint, move || Ok(csv(&renderer, &pager).into_bytes()))
    };
    pages.into_iter().map(page).chain(files.into_iter().map(file)).collect()
}

fn view<'a>(renderer: &'a Renderer, pager: &Pager, files: Vec<String>) -> View<'a> {
    let all = finding_register(&renderer.input.portfolio, renderer.input.today);
    let rows: Vec<Row<'_>> = pager.of(&all).iter().map(|one| row(one, renderer)).collect();
    let mut projects: Vec<(String, String)> =
        rows.iter().map(|row| (row.project.id.clone(), row.project.name.clone())).collect();
    projects.sort();
    projects.dedup();
    View {
        today: renderer.input.today.to_string(),
        open: all.iter().filter(|one| one.finding.is_open()).count(),
        overdue: all.iter().filter(|one| one.overdue.is_some()).count(),
        files,
        categories: rows.iter().filter_map(|row| row.category.clone()).collect(),
        owners: rows.iter().filter_map(|row| row.owner).collect(),
        projects,
        pager: pager.clone(),
        rows,
    }
}

fn row<'a>(one: &RegisteredFinding<'a>, renderer: &Renderer) -> Row<'a> {
    let finding = one.finding;
    let due = finding.due.as_ref().map(|due| due.value);
    let soon = |due| crate::portfolio::days_between(renderer.input.today, due) <= SOON_DAYS;
    Row {
        project: ProjectView::of(one.series),
        release: &one.assessed.assessment.id.release,
        title: &finding.title,
        href: href(one),
        severity: finding.severity.as_ref().map(|severity| severity.value.id()),
        status: finding.status.value.id(),
        open: finding.is_open(),
        category: category(one),
        owner: finding.owner.as_deref(),
        due: due.map(|due| due.to_string()),
        when: match due {
            _ if one.overdue.is_some() => "overdue",
            Some(due) if finding.is_open() && soon(due) => "soon",
            Some(_) => "later",
            None => "none",
        },
        overdue: one.overdue,
        waived_until: one.waived_until.map(|until| until.to_string()),
        unwaived: one.is_accepted_without_waiver(),
    }
}

/// Title of its category in the rubric, else as the document calls it.
fn category(one: &RegisteredFinding<'_>) -> Option<String> {
    let name = &one.finding.category.as_ref()?.value;
    let known = one.assessed.rubric.category_named(name);
    Some(known.map_or_else(|| name.clone(), |category| category.title.clone()))
}

fn href(one: &RegisteredFinding<'_>) -> String {
    let id = &one.assessed.assessment.id;
    let page = uri_path(&document_page(&id.project, &id.release));
    format!("{page}#{}", uri_path(&finding_anchor(&one.finding.id.value)))
}

/// The columns of the CSV file, in their order.
const COLUMNS: [&str; 15] = [
    "project",
    "release",
    "finding",
    "title",
    "severity",
    "status",
    "overdue-days",
    "due",
    "category",
    "owner",
    "priority",
    "effort",
    "waived-until",
    "impact",
    "page",
];

fn csv(renderer: &Renderer, pager: &Pager) -> String {
    let base = renderer.input.config.base_url.as_deref().unwrap_or_default();
    let mut out = csv_row(COLUMNS);
    for one in pager.of(&finding_register(&renderer.input.portfolio, renderer.input.today)) {
        let finding = one.finding;
        let id = &one.assessed.assessment.id;
        let text = |text: Option<String>| text.unwrap_or_default();
        let cells = [
            id.project.clone(),
            id.release.clone(),
            finding.id.value.clone(),
            finding.title.clone(),
            text(finding.severity.as_ref().map(|severity| severity.value.id().to_owned())),
            finding.status.value.id().to_owned(),
            text(one.overdue.map(|days| days.to_string())),
            text(finding.due.as_ref().map(|due| due.value.to_string())),
            text(category(one)),
            text(finding.owner.clone()),
            text(finding.priority.clone()),
            text(finding.effort.as_ref().map(|effort| effort.value.clone())),
            text(one.waived_until.map(|until| until.to_string())),
            text(finding.impact.clone()),
            format!("{base}{}", href(one)),
        ];
        out.push_str(&csv_row(cells.iter().map(String::as_str)));
    }
    out
}
