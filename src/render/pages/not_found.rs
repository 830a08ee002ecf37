//! What a server shows for an address that leads nowhere. It is shown at any depth, so that its links begin at the
//! address where the book is published, if that is known.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "not-found", plan };

/// What `not-found.html` is given.
#[derive(Serialize)]
struct View {}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let path = "404.html";
    let fingerprint = renderer.fingerprint(KIND.name, []);
    let renderer = Arc::clone(renderer);
    vec![Page::new(path, fingerprint, move || {
        let root = renderer.input.config.base_url.as_deref().map(path_of).unwrap_or_default();
        renderer.template_at("not-found.html", path, root, &View {})
    })]
}

/// The path of a web address, with a `/` at its end.
fn path_of(address: &str) -> &str {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    host.find('/').map_or("/", |at| &host[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_page_begin_at_the_path_of_the_site() {
        assert_eq!(path_of("https://example.org/team/readiness/"), "/team/readiness/");
        assert_eq!(path_of("https://example.org/"), "/");
    }
}
