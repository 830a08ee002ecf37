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
    let all = releases(renderer);
    LISTING.plan_of(renderer, all.len(), MOST_ROWS, |path, pager| {
        let row = |(series, at, one): &Release<'_>| {
            [
                renderer.figures_of(one),
                series.project.hash.unwrap_or_default().to_vec(),
                series.owner().unwrap_or_default().as_bytes().to_vec(),
                vec![u8::from(at + 1 == series.releases.len())],
            ]
        };
        let rows = pager.of(&all).iter().flat_map(row);
        let rubrics = rubrics(pager, &all).into_iter().map(String::into_bytes);
        let own = [path.as_bytes().to_vec(), all.len().to_string().into_bytes()];
        let parts: Vec<Vec<u8>> = own.into_iter().chain(rubrics).chain(rows).collect();
        renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice))
    })
}

fn releases(renderer: &Renderer) -> Vec<Release<'_>> {
    let projects = &renderer.input.portfolio.projects;
    let mut all: Vec<Release<'_>> = projects
        .iter()
        .flat_map(|series| series.releases.iter().enumerate().map(move |(at, one)| (series, at, &**one)))
        .collect();
    // Of one day, and of those without a date, which stand last, the later release of a project first.
    all.sort_by_key(|(_, at, one)| (Reverse(one.assessment.date.known()), Reverse(*at)));
    all
}

/// The rubrics of the rows that filters reach from a page, as `id version`.
fn rubrics(pager: &Pager, all: &[Release<'_>]) -> BTreeSet<String> {
    let rubric = |(_, _, one): &Release<'_>| {
        let rubric = &one.card.rubric;
        format!("{} {}", rubric.id, rubric.version)
    };
    LISTING.reached(pager, all).iter().map(rubric).collect()
}

fn view(renderer: &Renderer, pager: &Pager) -> View {
    let all = releases(renderer);
    let row = |(series, at, one): &Release<'_>| Row {
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
        rows: pager.of(&all).iter().map(row).collect(),
        pager: pager.clone(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        rubrics: rubrics(pager, &all),
    }
}
