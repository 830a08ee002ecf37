//! The arithmetic of a score, line by line: every figure of a category and of each of its checks.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::render::link::score_page;
use crate::render::view::{ProjectView, ReleaseView};
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "score", plan };

/// What `score.html` is given, with the scorecard.
#[derive(Serialize)]
struct View {
    project: ProjectView,
    assessment: ReleaseView,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let projects = renderer.input.portfolio.projects.iter().enumerate();
    let all = projects.flat_map(|(project, series)| (0..series.releases.len()).map(move |at| (project, at)));
    all.map(|(project, at)| page(renderer, project, at)).collect()
}

fn page(renderer: &Arc<Renderer>, project: usize, at: usize) -> Page {
    let series = &renderer.input.portfolio.projects[project];
    let id = &series.releases[at].assessment.id;
    let path = score_page(&id.project, &id.release);
    let parts = [
        renderer.figures_of(&series.releases[at]),
        series.project.hash.unwrap_or_default().to_vec(),
        series.owner().unwrap_or_default().as_bytes().to_vec(),
    ];
    let fingerprint = renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice));
    let renderer = Arc::clone(renderer);
    Page::new(path, fingerprint, move || {
        let series = &renderer.input.portfolio.projects[project];
        let assessed = &series.releases[at];
        let id = &assessed.assessment.id;
        let own = score_page(&id.project, &id.release);
        let view =
            View { project: ProjectView::of(series), assessment: ReleaseView::of(assessed, &renderer.words) };
        renderer.template_with_scorecard("score.html", &own, &view, [project, at])
    })
}
