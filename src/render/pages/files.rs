//! Images and other files that reports name: copied as they are, but for what could run.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::PageKind;
use crate::render::link::file_page;
use crate::render::{Fingerprint, Page, Renderer, SourceRef, picture};
use crate::text::is_svg;

pub(super) const KIND: PageKind = PageKind { name: "files", plan };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let mut named = BTreeSet::new();
    for series in &renderer.input.portfolio.projects {
        if let Some(path) = &series.project.path {
            named.extend(renderer.files_of(&series.project.body_links, path));
        }
        for assessment in series.releases.iter().map(|release| &release.assessment) {
            named.extend(renderer.files_of(&assessment.links, &assessment.path));
        }
    }
    named.iter().map(|path| copy(path)).collect()
}

/// The bytes are unread until the page is made, so the fingerprint is of the path alone.
fn copy(path: &str) -> Page {
    let source = SourceRef { path: path.into(), hash: None };
    let is_svg = is_svg(path);
    Page::with_source(file_page(path), Fingerprint::of([path.as_bytes()]), source, move |bytes| {
        let bytes = bytes.to_vec();
        Ok(if is_svg { picture::published(bytes) } else { bytes })
    })
}
