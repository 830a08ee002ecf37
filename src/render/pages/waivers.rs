//! The register of waivers: which hold, which end soon, which have ended, and what they hide.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::portfolio::{ProjectWaivers, RegisteredWaiver, Series, WaiverState, waiver_register};
use crate::render::link::document_page;
use crate::render::listing::Listing;
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{ProjectView, VerdictView};
use crate::render::{Page, Renderer};
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "waivers", plan };

const LISTING: Listing = Listing {
    kind: KIND.name,
    path: "waivers.html",
    templates: ["waivers.html", "waivers-rows.html"],
    folder: "waivers",
    most_together: 3000,
    make: |renderer, pager, template, path| renderer.template(template, path, &view(renderer, pager)),
};

/// What `waivers.html` is given.
#[derive(Serialize)]
struct View<'a> {
    /// The day on which a waiver holds.
    today: String,
    rows: Vec<Row<'a>>,
    pager: Pager,
    /// Folder of scripts with the rows of each page, from the root, where sorting and filtering bring them together.
    rows_of_pages: Option<String>,
    /// What waivers hide of each project of this page's rows, the most first.
    projects: Vec<ProjectRow>,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
struct Row<'a> {
    project: ProjectView,
    release: &'a str,
    /// `finding` or `check`.
    kind: &'static str,
    title: String,
    /// The waivers of its assessment, from the root.
    href: String,
    reason: Option<&'a str>,
    approved_by: Option<&'a str>,
    expires: Option<String>,
    /// `active`, `expiring`, `expired` or `void`.
    state: &'static str,
    /// Days left, or since it ended.
    days: i32,
    /// Points of the whole that are missing under it; absent where there are none.
    weight: Option<String>,
}

#[derive(Serialize)]
struct ProjectRow {
    project: ProjectView,
    live: usize,
    expiring: usize,
    expired: usize,
    /// Points of the whole that are missing under live waivers.
    weight: String,
    /// As of today.
    verdict: VerdictView,
    without: VerdictView,
    /// Waivers make it better than it were without.
    lifted: bool,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let latest = renderer.input.portfolio.projects.iter().filter_map(|series| series.latest());
    let count = latest.map(|latest| latest.assessment.waivers.len()).sum();
    let today = renderer.input.today.to_string();
    LISTING.plan(renderer, count, MOST_ROWS, &[today.as_bytes()])
}

/// All rows in their order, what waivers hide of each project, the most first, and the number of waivers by state.
struct Register {
    rows: Vec<RegisteredWaiver>,
    projects: Vec<ProjectWaivers>,
    counts: Counts,
}

/// Number of waivers over all pages, by state.
#[derive(Serialize, Clone, Copy)]
struct Counts {
    active: usize,
    expiring: usize,
    expired: usize,
    void: usize,
}

fn register(renderer: &Renderer) -> Arc<Register> {
    renderer.shared(|| {
        let (rows, mut projects) = waiver_register(&renderer.input.portfolio, renderer.input.today);
        projects.sort_by(|a, b| b.missing.cmp(&a.missing));
        let count = |is: &str| rows.iter().filter(|one| state(one.state).0 == is).count();
        let counts = Counts {
            active: count("active"),
            expiring: count("expiring"),
            expired: count("expired"),
            void: count("void"),
        };
        Register { rows, projects, counts }
    })
}

fn view<'a>(renderer: &'a Renderer, pager: &Pager) -> View<'a> {
    let register = register(renderer);
    let shown = pager.of(&register.rows);
    let named: BTreeSet<usize> = shown.iter().map(|row| row.project).collect();
    let projects = register.projects.iter().filter(|one| named.contains(&one.project));
    let all = &renderer.input.portfolio.projects;
    View {
        today: renderer.input.today.to_string(),
        rows: shown.iter().filter_map(|one| row(one, all)).collect(),
        projects: projects.filter_map(|one| project_row(one, all)).collect(),
        pager: pager.clone(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        counts: register.counts,
    }
}

/// Id of a state, and the days that it says.
fn state(state: WaiverState) -> (&'static str, i32) {
    match state {
        WaiverState::Expiring(days) => ("expiring", days),
        WaiverState::Active(days) => ("active", days),
        WaiverState::Expired(days) => ("expired", days),
        WaiverState::Void => ("void", 0),
    }
}

fn row<'a>(one: &RegisteredWaiver, projects: &'a [Series]) -> Option<Row<'a>> {
    let series = projects.get(one.project)?;
    let assessment = &series.latest()?.assessment;
    let (id, waiver) = (&assessment.id, assessment.waivers.get(one.waiver)?);
    let (state, days) = state(one.state);
    Some(Row {
        project: ProjectView::of(series),
        release: &id.release,
        kind: waiver.of.value.kind(),
        title: one.title.clone(),
        href: format!("{}#page:waivers", uri_path(&document_page(&id.project, &id.release))),
        reason: waiver.reason.as_deref(),
        approved_by: waiver.approved_by.as_ref().map(|by| by.value.as_str()),
        expires: waiver.expires.as_ref().map(|expires| expires.value.to_string()),
        state,
        days,
        weight: (!one.weight.is_zero()).then(|| one.weight.truncated(1)),
    })
}

fn project_row(one: &ProjectWaivers, projects: &[Series]) -> Option<ProjectRow> {
    Some(ProjectRow {
        project: ProjectView::of(projects.get(one.project)?),
        live: one.live,
        expiring: one.expiring,
        expired: one.expired,
        weight: one.missing.truncated(1),
        verdict: one.verdict.into(),
        without: one.without.into(),
        lifted: one.verdict != one.without,
    })
}
