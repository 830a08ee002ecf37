//! The findings register: all findings of the latest assessments, overdue ones first, as pages and as CSV.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::portfolio::{FindingRow, RegisteredFinding, finding_register};
use crate::render::link::document_page;
use crate::render::listing::Listing;
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{ProjectView, finding_anchor};
use crate::render::{Page, Renderer};
use crate::text::{csv_row, uri_path};

pub(super) const KIND: PageKind = PageKind { name: "findings", plan };

const LISTING: Listing = Listing {
    kind: KIND.name,
    path: "findings.html",
    templates: ["findings.html", "findings-rows.html"],
    folder: "findings",
    most_together: 3000,
    make: |renderer, pager, template, path| renderer.template(template, path, &view(renderer, pager)),
};

/// Most projects of further pages that a page offers to choose from: no page grows with all projects.
const MOST_PROJECTS: usize = 50;

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
    /// Folder of scripts with the rows of each page, from the root, where sorting and filtering bring them together.
    rows_of_pages: Option<String>,
    /// Over all pages.
    open: usize,
    overdue: usize,
    /// Files with all rows, from the root.
    files: Vec<String>,
    /// Categories, owners and projects to choose from: of the rows that filters reach.
    categories: BTreeSet<String>,
    owners: BTreeSet<&'a str>,
    /// Where they are very many, the projects of this page's rows; the others come with their rows.
    projects: BTreeSet<(&'a str, &'a str)>,
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
    let today = renderer.input.today.to_string();
    let mut pages = LISTING.plan(renderer, count(renderer), MOST_ROWS, &[today.as_bytes()]);
    pages.extend(files(renderer).into_iter().map(|(path, pager)| {
        let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes(), today.as_bytes()]);
        let renderer = Arc::clone(renderer);
        Page::new(path, fingerprint, move || Ok(csv(&renderer, &pager).into_bytes()))
    }));
    pages
}

/// All findings of the latest assessments.
fn count(renderer: &Renderer) -> usize {
    renderer.input.portfolio.latest_findings()
}

/// The files with all rows.
fn files(renderer: &Renderer) -> Vec<(String, Pager)> {
    let rows = renderer.input.config.rows_per_page.saturating_mul(PAGES_PER_FILE);
    Pager::all("findings.csv", count(renderer), rows)
}

/// All rows in their order, and how many of them are open and overdue.
struct Register {
    rows: Vec<FindingRow>,
    open: usize,
    overdue: usize,
}

fn register(renderer: &Renderer) -> Arc<Register> {
    renderer.shared(|| {
        let rows = finding_register(&renderer.input.portfolio, renderer.latest(), renderer.input.today);
        Register {
            open: opened(renderer, &rows).filter(|one| one.finding.is_open()).count(),
            overdue: rows.iter().filter(|row| row.overdue.is_some()).count(),
            rows,
        }
    })
}

/// The findings of some rows.
fn opened<'a>(renderer: &'a Renderer, rows: &[FindingRow]) -> impl Iterator<Item = RegisteredFinding<'a>> {
    rows.iter().filter_map(|row| row.of(&renderer.input.portfolio, renderer.latest()))
}

fn view<'a>(renderer: &'a Renderer, pager: &Pager) -> View<'a> {
    let register = register(renderer);
    let reached: Vec<RegisteredFinding<'a>> =
        opened(renderer, LISTING.reached(pager, &register.rows)).collect();
    let shown: Vec<RegisteredFinding<'a>> = opened(renderer, pager.of(&register.rows)).collect();
    let projects = |of: &[RegisteredFinding<'a>]| -> BTreeSet<(&'a str, &'a str)> {
        of.iter().map(|one| (&*one.series.project.id, &*one.series.project.name)).collect()
    };
    let chosen = Some(projects(&reached)).filter(|all| all.len() <= MOST_PROJECTS);
    View {
        today: renderer.input.today.to_string(),
        open: register.open,
        overdue: register.overdue,
        files: files(renderer).into_iter().map(|(path, _)| path).collect(),
        categories: reached.iter().filter_map(category).collect(),
        owners: reached.iter().filter_map(|one| one.finding.owner.as_deref()).collect(),
        projects: chosen.unwrap_or_else(|| projects(&shown)),
        rows: shown.iter().map(|one| row(one, renderer)).collect(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        pager: pager.clone(),
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
            _ if one.row.overdue.is_some() => "overdue",
            Some(due) if finding.is_open() && soon(due) => "soon",
            Some(_) => "later",
            None => "none",
        },
        overdue: one.row.overdue,
        waived_until: one.row.waived_until.map(|until| until.to_string()),
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
    for one in opened(renderer, pager.of(&register(renderer).rows)) {
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
            text(one.row.overdue.map(|days| days.to_string())),
            text(finding.due.as_ref().map(|due| due.value.to_string())),
            text(category(&one)),
            text(finding.owner.clone()),
            text(finding.priority.clone()),
            text(finding.effort.as_ref().map(|effort| effort.value.clone())),
            text(one.row.waived_until.map(|until| until.to_string())),
            text(finding.impact.clone()),
            format!("{base}{}", href(&one)),
        ];
        out.push_str(&csv_row(cells.iter().map(String::as_str)));
    }
    out
}
