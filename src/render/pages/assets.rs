//! The theme's assets: styles, scripts, images.

use std::sync::Arc;

use super::PageKind;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "assets", plan };

/// What scripts say, in the language of the site.
fn words(renderer: &Renderer) -> String {
    let words = serde_json::to_string_pretty(&renderer.words.of_scripts()).unwrap_or_default();
    format!("readybook.words = {words};\n")
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let asset = |(name, bytes): (&str, &[u8])| Page::held(format!("assets/{name}"), bytes);
    let words = Page::held("assets/words.js", words(renderer));
    renderer.input.theme.assets().map(asset).chain([words]).collect()
}
