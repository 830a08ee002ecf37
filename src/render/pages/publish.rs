//! What GitHub Pages reads: a file that tells it to publish all as it is, and the host name of the site.

use std::sync::Arc;

use super::PageKind;
use crate::render::{Fingerprint, Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "publish", plan };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let mut pages = vec![Page::new(".nojekyll", Fingerprint::of([]), || Ok(Vec::new()))];
    if let Some(domain) = renderer.input.config.domain.clone() {
        let fingerprint = Fingerprint::of([domain.as_bytes()]);
        pages.push(Page::new("CNAME", fingerprint, move || Ok(format!("{domain}\n").into_bytes())));
    }
    pages
}
