//! The archive: all releases of all projects, the latest first.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::portfolio::{Assessed, Series};
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{ProjectView, ReleaseView};
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "archive", plan };

/// What `archive.html` is given.
#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
    pager: Pager,
    /// Rubrics of this page's rows, as `id version`, to choose from.
    rubrics: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    project: ProjectView,
    release: ReleaseView,
    /// It is the latest of its project.
    latest: bool,
    /// `sealed`, `changed` since it was sealed, or `none`.
    seal: &'static str,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let page = |(path, pager): (String, Pager)| {
        let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes()]);
        let (renderer, own) = (Arc::clone(renderer), path.clone());
        Page::new(path, fingerprint, move || {
            renderer.template("archive.html", &own, &view(&renderer, &pager))
        })
    };
    let (input, all) = (&renderer.input, renderer.input.portfolio.assessments());
    Pager::all("archive.html", all, input.config.rows_per_page.min(MOST_ROWS)).into_iter().map(page).collect()
}

fn view(renderer: &Renderer, pager: &Pager) -> View {
    let projects = &renderer.input.portfolio.projects;
    let mut all: Vec<(&Series, usize, &Assessed)> = projects
        .iter()
        .flat_map(|series| series.releases.iter().enumerate().map(move |(at, one)| (series, at, &**one)))
        .collect();
    // Of one day, and of those without a date, which stand last, the later release of a project first.
    all.sort_by_key(|(_, at, one)| (Reverse(one.assessment.date.known()), Reverse(*at)));
    let row = |(series, at, one): &(&Series, usize, &Assessed)| Row {
        project: ProjectView::of(series),
        release: ReleaseView::of(one),
        latest: at + 1 == series.releases.len(),
        seal: match &one.seal {
            Some(seal) if seal.intact => "sealed",
            Some(_) => "changed",
            None => "none",
        },
    };
    let rows: Vec<Row> = pager.of(&all).iter().map(row).collect();
    let mut rubrics: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.release.rubric.id, row.release.rubric.version)).collect();
    rubrics.sort();
    rubrics.dedup();
    View { rows, pager: pager.clone(), rubrics }
}
