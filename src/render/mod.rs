//! Projects, scorecards and texts to pages. Markdown to HTML, highlighting, charts; the theme is a value. Pure:
//! a page is made from what is handed in, and nothing is read or written.

mod bare_links;
mod chart;
mod check_parts;
mod diagnostics_view;
mod difference_view;
mod evidence_view;
mod footnotes;
mod highlight;
mod history_view;
mod input;
mod link;
mod listing;
mod markdown;
mod page;
mod pager;
pub mod pages;
mod part;
mod phrases;
mod picture;
mod recent;
mod release_parts;
mod renderer;
mod sanitize;
mod say;
mod scorecard_view;
mod search;
mod shared;
mod spoken;
mod theme;
mod theme_mistakes;
mod theme_version;
mod view;
mod words;
mod words_check;

pub use input::SiteInput;
pub use link::{document_page, file_page, rule_page, score_page};
pub use page::{Fingerprint, Make, Page, RenderError, SourceRef};
pub use renderer::Renderer;
pub use search::Terms;
pub(crate) use search::{of_assessment, of_project};
pub use theme::{Templates, Theme};
pub use words::Words;

use rayon::prelude::*;

/// Plans the whole site: every page with its path, its fingerprint and what makes it, ordered by path.
pub fn plan(input: SiteInput) -> Vec<Page> {
    let renderer = std::sync::Arc::new(Renderer::new(input));
    let of_kinds: Vec<Vec<Page>> = pages::PAGES.par_iter().map(|kind| (kind.plan)(&renderer)).collect();
    // With room for those that list them all: grown, a list would take twice its room.
    let mut pages = Vec::with_capacity(of_kinds.iter().map(Vec::len).sum::<usize>() + 64);
    for of_kind in of_kinds {
        pages.extend(of_kind);
    }
    let listed = pages::sitemap(&renderer, &pages);
    pages.extend(listed);
    pages.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    pages
}
