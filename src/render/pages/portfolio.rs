//! The start page: how many are ready, and one row for each project.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::model::Verdict;
use crate::portfolio::Series;
use crate::render::chart::Trend;
use crate::render::view::{ProjectView, ReleaseView, VerdictView, trend};
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "portfolio", plan };

/// Width of a row's trend.
const TREND_WIDTH: usize = 300;

/// What `portfolio.html` is given.
#[derive(Serialize)]
struct View {
    /// The day on which ages are counted.
    today: String,
    /// How many projects there are of each verdict, the best first.
    counts: Vec<Count>,
    /// A row for each project, ordered by id.
    rows: Vec<Row>,
    /// Why not all rows compare.
    incomparable: Vec<String>,
}

#[derive(Serialize)]
struct Count {
    verdict: VerdictView,
    projects: usize,
}

#[derive(Serialize)]
struct Row {
    project: ProjectView,
    latest: ReleaseView,
    /// Number of assessments.
    releases: usize,
    trend: Trend,
    /// Days since the latest assessment; absent where its date is unknown.
    age_days: Option<i32>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let path = "index.html";
    let today = renderer.input.today.to_string();
    let fingerprint = renderer.fingerprint_of_all(KIND.name, [today.as_bytes()]);
    let renderer = Arc::clone(renderer);
    vec![Page::new(path, fingerprint, move || renderer.template("portfolio.html", path, &view(&renderer)))]
}

fn view(renderer: &Renderer) -> View {
    let projects = &renderer.input.portfolio.projects;
    let rows: Vec<Row> = projects.iter().filter_map(|series| row(series, renderer)).collect();
    let counts = Verdict::ALL.map(|verdict| Count {
        verdict: verdict.into(),
        projects: rows.iter().filter(|row| row.latest.verdict.id == verdict.id()).count(),
    });
    View {
        today: renderer.input.today.to_string(),
        counts: counts.into(),
        rows,
        incomparable: super::incomparable_rows(renderer),
    }
}

fn row(series: &Series, renderer: &Renderer) -> Option<Row> {
    let latest = series.latest()?;
    let age = latest.assessment.date.known().and_then(|date| renderer.input.today.since(date).ok());
    Some(Row {
        project: ProjectView::of(series),
        latest: ReleaseView::of(latest),
        releases: series.releases.len(),
        trend: trend(series, TREND_WIDTH),
        age_days: age.map(|span| span.get_days()),
    })
}
