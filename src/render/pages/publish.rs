//! What GitHub Pages reads: a file that tells it to publish all as it is, and the host name of the site.

use std::sync::Arc;

use super::PageKind;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "publish", plan };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let mut pages = vec![Page::held(".nojekyll", [])];
    if let Some(domain) = &renderer.input.config.domain {
        pages.push(Page::held("CNAME", format!("{domain}\n")));
    }
    pages
}
