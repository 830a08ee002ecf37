//! The theme's assets: styles, scripts, images.

use std::sync::Arc;

use super::PageKind;
use crate::render::{Fingerprint, Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "assets", plan };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let asset = |(name, bytes): (&str, &[u8])| {
        let bytes: Arc<[u8]> = bytes.into();
        Page::new(format!("assets/{name}"), Fingerprint::of([&*bytes]), move || Ok(bytes.to_vec()))
    };
    renderer.input.theme.assets().map(asset).collect()
}
