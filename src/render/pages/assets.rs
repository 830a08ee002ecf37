//! The theme's assets: styles, scripts, images.

use std::sync::Arc;

use super::PageKind;
use crate::render::{Fingerprint, Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "assets", plan };

/// What scripts say, in the language of the site.
fn words(renderer: &Renderer) -> String {
    let words = serde_json::to_string_pretty(&renderer.words.of_scripts()).unwrap_or_default();
    format!("readybook.words = {words};\n")
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let asset = |(name, bytes): (&str, &[u8])| {
        let bytes: Arc<[u8]> = bytes.into();
        Page::new(format!("assets/{name}"), Fingerprint::of([&*bytes]), move || Ok(bytes.to_vec()))
    };
    let words = words(renderer);
    let words = Page::new("assets/words.js", Fingerprint::of([words.as_bytes()]), move || {
        Ok(words.clone().into_bytes())
    });
    renderer.input.theme.assets().map(asset).chain([words]).collect()
}
