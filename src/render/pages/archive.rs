//! The archive: all releases of all projects, the latest first.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::portfolio::{Assessed, Series};
use crate::render::listing::Listing;
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{ProjectView, ReleaseView};
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "archive", plan };

const LISTING: Listing = Listing {
    kind: KIND.name,
    path: "archive.html",
    templates: ["archive.html", "archive-rows.html"],
    folder: "archive",
    most_together: 3000,
    make: |renderer, pager, template, path| renderer.template(template, path, &view(renderer, pager)),
};

/// What `archive.html` is given.
#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
    pager: Pager,
    /// Folder of scripts with the rows of each page, from the root, where sorting and filtering bring them together.
    rows_of_pages: Option<String>,
    /// Rubrics of the rows that filters reach, as `id version`, to choose from.
    rubrics: BTreeSet<String>,
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

/// A release with its project, and its place among the project's.
type Release<'a> = (&'a Series, usize, &'a Assessed);

/// Every page is made from its own rows, so that a change makes one of them anew, and not all.
fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let order = order(renderer);
    let all = &order.0;
    LISTING.plan_of(renderer, all.len(), MOST_ROWS, |path, pager| {
        let row = |place: &[usize; 2]| {
            let (series, at, one) = release(renderer, *place)?;
            Some([
                renderer.figures_of(one),
                series.project.hash.unwrap_or_default().to_vec(),
                series.owner().unwrap_or_default().as_bytes().to_vec(),
                vec![u8::from(at + 1 == series.releases.len())],
            ])
        };
        let rows = pager.of(all).iter().filter_map(row).flatten();
        let rubrics = rubrics(renderer, pager).into_iter().map(String::into_bytes);
        let own = [path.as_bytes().to_vec(), all.len().to_string().into_bytes()];
        let parts: Vec<Vec<u8>> = own.into_iter().chain(rubrics).chain(rows).collect();
        renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice))
    })
}

/// The release at a place: that of a project, by their indices.
fn release(renderer: &Renderer, [project, at]: [usize; 2]) -> Option<Release<'_>> {
    let series = renderer.input.portfolio.projects.get(project)?;
    Some((series, at, series.releases.get(at)?))
}

/// Places of all releases in the order of their rows.
struct Order(Vec<[usize; 2]>);

fn order(renderer: &Renderer) -> Arc<Order> {
    renderer.shared(|| {
        let projects = renderer.input.portfolio.projects.iter().enumerate();
        let places =
            projects.flat_map(|(project, series)| (0..series.releases.len()).map(move |at| [project, at]));
        let date = |place: [usize; 2]| release(renderer, place)?.2.assessment.date.known();
        let mut all: Vec<[usize; 2]> = places.collect();
        // Of one day, and of those without a date, which stand last, the later release of a project first.
        all.sort_by_cached_key(|[project, at]| (Reverse(date([*project, *at])), Reverse(*at)));
        Order(all)
    })
}

/// The rubrics of the rows that filters reach from a page, as `id version`.
fn rubrics(renderer: &Renderer, pager: &Pager) -> BTreeSet<String> {
    let rubric = |place: &[usize; 2]| {
        let rubric = &release(renderer, *place)?.2.card.rubric;
        Some(format!("{} {}", rubric.id, rubric.version))
    };
    LISTING.reached(pager, &order(renderer).0).iter().filter_map(rubric).collect()
}

fn view(renderer: &Renderer, pager: &Pager) -> View {
    let row = |(series, at, one): Release<'_>| Row {
        project: ProjectView::of(series),
        release: ReleaseView::of(one, &renderer.words),
        latest: at + 1 == series.releases.len(),
        seal: match &one.seal {
            Some(seal) if seal.intact => "sealed",
            Some(_) => "changed",
            None => "none",
        },
    };
    View {
        rows: pager
            .of(&order(renderer).0)
            .iter()
            .filter_map(|place| release(renderer, *place))
            .map(row)
            .collect(),
        pager: pager.clone(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        rubrics: rubrics(renderer, pager),
    }
}
