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

use super::{Fingerprint, Page, Renderer};
use crate::portfolio::Portfolio;

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

/// The fingerprint of all documents and the days as of which they are judged: what pages about all projects are made
/// from.
pub(super) fn portfolio_parts(portfolio: &Portfolio) -> Fingerprint {
    let mut parts = Vec::new();
    for series in &portfolio.projects {
        parts.push(series.project.id.as_bytes().to_vec());
        parts.push(series.project.hash.unwrap_or_default().to_vec());
        parts.extend(series.releases.iter().map(|release| release_parts(release)));
    }
    Fingerprint::of(parts.iter().map(Vec::as_slice))
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
    parts.extend(release.assessment.id.release.as_bytes());
    parts.extend(release.assessment.path.as_bytes());
    parts.extend(release.card.as_of.to_string().as_bytes());
    parts.extend(release.rubric.hash.as_bytes());
    parts.extend(format!("{:?}{:?}", release.seal, release.sources).as_bytes());
    for diagnostic in &release.diagnostics {
        parts.extend(format!("{diagnostic:?}").as_bytes());
    }
    parts
}
