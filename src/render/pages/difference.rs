//! What changed between two consecutive releases of a project: a page for each pair of neighbours, so that there are
//! fewer of them than releases.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::render::difference_view::DifferenceView;
use crate::render::link::difference_page;
use crate::render::view::ProjectView;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "difference", plan };

/// What `difference.html` is given.
#[derive(Serialize)]
struct View {
    project: ProjectView,
    difference: DifferenceView,
    /// The page of the difference before this one, from the root.
    previous: Option<String>,
    /// The page of the difference after this one, from the root.
    next: Option<String>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let projects = renderer.input.portfolio.projects.iter().enumerate();
    let pairs =
        projects.flat_map(|(project, series)| (1..series.releases.len()).map(move |at| (project, at)));
    pairs.map(|(project, at)| page(renderer, project, at)).collect()
}

/// The page of the change that led to the release at `at` of a project.
fn page(renderer: &Arc<Renderer>, project: usize, at: usize) -> Page {
    let series = &renderer.input.portfolio.projects[project];
    let [own, previous, next] = paths(renderer, project, at);
    let parts = [
        renderer.figures_of(&series.releases[at - 1]),
        renderer.figures_of(&series.releases[at]),
        series.project.hash.unwrap_or_default().to_vec(),
        series.owner().unwrap_or_default().as_bytes().to_vec(),
        previous.as_bytes().to_vec(),
        next.as_bytes().to_vec(),
    ];
    let fingerprint = renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice));
    let renderer = Arc::clone(renderer);
    Page::new(own, fingerprint, move || {
        let series = &renderer.input.portfolio.projects[project];
        let [own, previous, next] = paths(&renderer, project, at);
        let there = |path: &String| (!path.is_empty()).then(|| crate::text::uri_path(path));
        let view = View {
            project: ProjectView::of(series),
            difference: DifferenceView::of(
                series,
                &series.releases[at - 1],
                &series.releases[at],
                &renderer.words,
            ),
            previous: there(&previous),
            next: there(&next),
        };
        renderer.template("difference.html", &own, &view)
    })
}

/// The page of the change that led to that release, and those before and after it; empty where there is none.
fn paths(renderer: &Renderer, project: usize, at: usize) -> [String; 3] {
    [Some(at), at.checked_sub(1), Some(at + 1)]
        .map(|at| at.and_then(|at| path(renderer, project, at)).unwrap_or_default())
}

fn path(renderer: &Renderer, project: usize, at: usize) -> Option<String> {
    let releases = &renderer.input.portfolio.projects.get(project)?.releases;
    let (before, after) = (releases.get(at.checked_sub(1)?)?, releases.get(at)?);
    let id = &after.assessment.id;
    Some(difference_page(&id.project, &before.assessment.id.release, &id.release))
}
