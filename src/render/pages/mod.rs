//! The pages of a site: one file, one kind of page. Adding one is its file and its line in [`PAGES`].

mod assessment;
mod assets;
mod badges;
mod data;
mod files;
mod matrix;
mod portfolio;
mod problems;
mod project;
mod publish;
mod rubric;
mod rules;

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
    assessment::KIND,
    assets::KIND,
    badges::KIND,
    data::KIND,
    files::KIND,
    matrix::KIND,
    portfolio::KIND,
    problems::KIND,
    project::KIND,
    publish::KIND,
    rubric::KIND,
    rules::KIND,
];

/// Hashes of all documents of the portfolio and the days as of which they are judged: what pages about all
/// projects are made from.
fn portfolio_parts(renderer: &Renderer) -> Vec<u8> {
    let mut parts = Vec::new();
    for series in &renderer.input.portfolio.projects {
        parts.extend(series.project.hash.unwrap_or_default());
        for release in &series.releases {
            parts.extend(release_parts(release));
        }
    }
    parts
}

/// Why the latest assessments of all projects do not compare with each other.
fn incomparable_rows(renderer: &Renderer) -> Vec<String> {
    let projects = &renderer.input.portfolio.projects;
    let latest = projects.iter().filter_map(|series| Some((&*series.project, &**series.latest()?)));
    crate::portfolio::incomparable(latest).iter().map(ToString::to_string).collect()
}

/// What a release's figures are made from.
fn release_parts(release: &crate::portfolio::Assessed) -> Vec<u8> {
    let mut parts = release.assessment.hash.to_vec();
    parts.extend(release.assessment.path.as_bytes());
    parts.extend(release.card.as_of.to_string().as_bytes());
    parts.extend(release.rubric.hash.as_bytes());
    parts.extend(format!("{:?}", release.seal).as_bytes());
    for diagnostic in &release.diagnostics {
        parts.extend(format!("{diagnostic:?}").as_bytes());
    }
    parts
}
