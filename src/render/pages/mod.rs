//! The pages of a site: one file, one kind of page. Adding one is its file and its line in [`PAGES`].

mod archive;
mod assessment;
mod assets;
mod badges;
mod category;
mod check;
mod compare;
mod data;
mod difference;
mod feed;
mod files;
mod findings;
mod matrix;
mod not_found;
mod portfolio;
mod problems;
mod project;
mod publish;
mod rubric;
mod rules;
mod score;
mod search;
mod sitemap;
mod waivers;

pub(super) use sitemap::sitemap;

use std::sync::Arc;

use super::{Page, Renderer};

/// A kind of page.
pub struct PageKind {
    /// Its name, for docs and tests.
    pub name: &'static str,
    /// Plans all pages of this kind.
    pub plan: fn(&Arc<Renderer>) -> Vec<Page>,
}

/// All kinds of pages, sorted by name.
pub const PAGES: &[PageKind] = &[
    archive::KIND,
    assessment::KIND,
    assets::KIND,
    badges::KIND,
    category::KIND,
    check::KIND,
    compare::KIND,
    data::KIND,
    difference::KIND,
    feed::KIND,
    files::KIND,
    findings::KIND,
    matrix::KIND,
    not_found::KIND,
    portfolio::KIND,
    problems::KIND,
    project::KIND,
    publish::KIND,
    rubric::KIND,
    rules::KIND,
    score::KIND,
    search::KIND,
    sitemap::KIND,
    waivers::KIND,
];

/// Why the latest assessments of all projects do not compare with each other.
struct IncomparableRows(Vec<String>);

fn incomparable_rows(renderer: &Renderer) -> Arc<IncomparableRows> {
    renderer.shared(|| {
        let projects = &renderer.input.portfolio.projects;
        let latest = projects.iter().filter_map(|series| Some((&*series.project, &**series.latest()?)));
        let why = crate::portfolio::incomparable(latest);
        IncomparableRows(why.iter().map(|why| renderer.words.incomparable(why)).collect())
    })
}
