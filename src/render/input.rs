//! All that a site is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Templates, Terms, Theme};
use crate::book::{Config, Rubric};
use crate::diag::Diagnostic;
use crate::model::{Date, Project};
use crate::portfolio::Portfolio;

/// All that a site is made from; nothing else enters a page, but the bytes of the page's own source.
pub struct SiteInput {
    /// The book's configuration.
    pub config: Config,
    /// SHA-256 of `book.toml`.
    pub config_hash: [u8; 32],
    /// Projects with their scored assessments.
    pub portfolio: Portfolio,
    /// Projects that are described and have no assessment, ordered by id.
    pub unassessed: Vec<Arc<Project>>,
    /// The rubrics that scores are of, ordered by id and version.
    pub rubrics: Vec<Arc<Rubric>>,
    /// Today: enters only pages about more than one document.
    pub today: Date,
    /// Paths of the files below `content/` that are no documents.
    pub files: BTreeSet<Arc<str>>,
    /// The words of documents by their paths: what a search finds.
    pub terms: BTreeMap<Arc<str>, Arc<Terms>>,
    /// What keeps documents out of the site; empty unless the build went on in spite of it.
    pub problems: Vec<Diagnostic>,
    /// How pages look.
    pub theme: Theme,
    /// The same, ready to render in the language of the book.
    pub templates: Arc<Templates>,
}
