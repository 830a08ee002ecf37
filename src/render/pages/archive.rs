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

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    LISTING.plan(renderer, renderer.input.portfolio.assessments(), MOST_ROWS, &[])
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
        release: ReleaseView::of(one, &renderer.words),
        latest: at + 1 == series.releases.len(),
        seal: match &one.seal {
            Some(seal) if seal.intact => "sealed",
            Some(_) => "changed",
            None => "none",
        },
    };
    let rubric = |(_, _, one): &(&Series, usize, &Assessed)| {
        let rubric = &one.card.rubric;
        format!("{} {}", rubric.id, rubric.version)
    };
    View {
        rows: pager.of(&all).iter().map(row).collect(),
        pager: pager.clone(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        rubrics: LISTING.reached(pager, &all).iter().map(rubric).collect(),
    }
}
