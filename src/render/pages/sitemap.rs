//! What search engines ask for: `robots.txt`, and a list of all pages where it is known where the site is published.

use std::fmt::Write;
use std::sync::Arc;

use super::PageKind;
use crate::render::{Page, Renderer};
use crate::text::xml;

pub(super) const KIND: PageKind = PageKind { name: "sitemap", plan: robots };

/// Addresses in one file at most; the protocol allows ten times as many.
const ADDRESSES: usize = 5000;

fn robots(renderer: &Arc<Renderer>) -> Vec<Page> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(address) = renderer.address("sitemap.xml") {
        let _ = writeln!(text, "Sitemap: {address}");
    }
    vec![Page::held("robots.txt".to_owned(), text)]
}

/// The lists of the pages of a site: one file, or a file that names several.
pub(in crate::render) fn sitemap(renderer: &Renderer, pages: &[Page]) -> Vec<Page> {
    let listed = |page: &&Page| {
        page.path.strip_suffix(".html").is_some() && !["404.html", "search.html"].contains(&&*page.path)
    };
    let mut paths: Vec<&str> = pages.iter().filter(listed).map(|page| &*page.path).collect();
    paths.sort_unstable();
    let Some(addresses) = paths.iter().map(|path| renderer.address(path)).collect::<Option<Vec<String>>>()
    else {
        return Vec::new();
    };
    let parts: Vec<&[String]> = addresses.chunks(ADDRESSES).collect();
    if let [all] = parts.as_slice() {
        return vec![Page::held("sitemap.xml", list("urlset", "url", all))];
    }
    let name = |nth: usize| format!("sitemap-{}.xml", nth + 1);
    let files: Vec<String> = (0..parts.len()).filter_map(|nth| renderer.address(&name(nth))).collect();
    let parts =
        parts.iter().enumerate().map(|(nth, part)| Page::held(name(nth), list("urlset", "url", part)));
    parts.chain([Page::held("sitemap.xml", list("sitemapindex", "sitemap", &files))]).collect()
}

fn list(outer: &str, inner: &str, addresses: &[String]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{outer} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<{inner}><loc>{}</loc></{inner}>", xml(address));
    }
    let _ = writeln!(out, "</{outer}>");
    out
}
