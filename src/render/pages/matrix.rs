//! Projects by categories, with the numbers in the cells.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::portfolio::{Assessed, Matrix, MatrixCell, matrix};
use crate::render::chart::Bar;
use crate::render::link::score_page;
use crate::render::listing::Listing;
use crate::render::pager::Pager;
use crate::render::view::{ProjectView, ReleaseView, category_anchor};
use crate::render::{Page, Renderer};
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "matrix", plan };

const LISTING: Listing = Listing {
    kind: KIND.name,
    path: "matrix.html",
    templates: ["matrix.html", "matrix-rows.html"],
    folder: "matrix",
    most_together: 1500,
    make: |renderer, pager, template, path| renderer.template(template, path, &view(renderer, pager)),
};

/// Most rows of a page, each of which has a cell for every category: a page stays below 400 KB.
const MOST_ROWS: usize = 120;

/// What `matrix.html` is given.
#[derive(Serialize)]
struct View {
    /// Id and title of each column.
    categories: Vec<(String, String)>,
    rows: Vec<Row>,
    /// A row is of a rubric without some category.
    some_absent: bool,
    pager: Pager,
    /// Folder of scripts with the rows of each page, from the root, where sorting brings them together.
    rows_of_pages: Option<String>,
    /// Why not all rows compare.
    incomparable: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    project: ProjectView,
    latest: ReleaseView,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    /// `scored`, `unknown`, `not-applicable` or `absent`.
    kind: &'static str,
    /// Title of the column.
    category: String,
    /// The figures, where it is scored.
    bar: Option<Bar>,
    /// Step on the scale of seven, 0 to 6, where it is scored.
    step: usize,
    /// It is below its floor.
    below_floor: bool,
    /// The declared score as written.
    declared: Option<String>,
    /// Its arithmetic, from the root.
    href: String,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let rows = renderer.input.portfolio.projects.len();
    let incomparable = super::incomparable_rows(renderer);
    // Every page is made from its own rows, so that a change makes one of them anew, and not all.
    LISTING.plan_of(renderer, rows, MOST_ROWS, |path, pager| {
        let beside = incomparable.0.iter().map(String::as_bytes);
        let parts = std::iter::once(path.as_bytes()).chain(beside);
        renderer.fingerprint_of_projects(KIND.name, pager.range(), parts)
    })
}

fn view(renderer: &Renderer, pager: &Pager) -> View {
    let projects = pager.of(&renderer.input.portfolio.projects);
    let Matrix { categories, rows } = matrix(projects, renderer.input.rubrics.iter().map(|rubric| &**rubric));
    let rows = rows.iter().filter_map(|row| {
        let latest = row.series.latest()?;
        let cells = row.cells.iter().zip(&categories);
        Some(Row {
            project: ProjectView::of(row.series),
            latest: ReleaseView::of(latest, &renderer.words),
            cells: cells.map(|(cell, (id, title))| view_of(cell, latest, id, title)).collect(),
        })
    });
    let rows: Vec<Row> = rows.collect();
    View {
        some_absent: rows.iter().any(|row| row.cells.iter().any(|cell| cell.kind == "absent")),
        categories,
        rows,
        pager: pager.clone(),
        rows_of_pages: LISTING.rows_of_pages(pager),
        incomparable: super::incomparable_rows(renderer).0.clone(),
    }
}

fn view_of(cell: &MatrixCell<'_>, latest: &Assessed, id: &str, title: &str) -> Cell {
    let page = score_page(&latest.assessment.id.project, &latest.assessment.id.release);
    let href = format!("{}#{}", uri_path(&page), uri_path(&category_anchor(id)));
    let empty = |kind| Cell {
        kind,
        category: title.to_owned(),
        bar: None,
        step: 0,
        below_floor: false,
        declared: None,
        href: href.clone(),
    };
    match cell {
        MatrixCell::Absent => empty("absent"),
        MatrixCell::NotApplicable => empty("not-applicable"),
        MatrixCell::Unknown { below_floor } => Cell { below_floor: *below_floor, ..empty("unknown") },
        MatrixCell::Scored(score) => {
            let steps = &score.points().score() * &crate::model::Exact::from(7);
            let step = (steps / 100).truncated(0).parse::<usize>().unwrap_or(0).min(6);
            Cell {
                bar: Some(Bar::of(&score.points())),
                step,
                below_floor: score.is_below_floor(),
                declared: score.declared_text().map(str::to_owned),
                ..empty("scored")
            }
        }
    }
}
