//! A list over the whole book: its pages, and scripts with the rows of each, with which sorting and filtering reach all.

use std::sync::Arc;

use super::pager::Pager;
use super::{Fingerprint, Page, Renderer, part};

/// Makes the bytes of a page of a list with a template, for the page at a path.
pub(super) type MakePage = fn(&Renderer, &Pager, &str, &str) -> Result<Vec<u8>, String>;

/// A list over the whole book.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    /// The kind of its pages.
    pub kind: &'static str,
    /// Its first page.
    pub path: &'static str,
    /// The template of its pages, and the one of their rows alone.
    pub templates: [&'static str; 2],
    /// The folder of the scripts with its rows.
    pub folder: &'static str,
    /// Most rows that sorting and filtering bring together from all pages; a browser is slow with more. Beyond, they reach
    /// the rows of one page, and the page says so.
    pub most_together: usize,
    /// Makes one of its pages.
    pub make: MakePage,
}

impl Listing {
    /// Its pages for so many rows, and the scripts with them: made from all projects, and from `parts` of the fingerprint.
    pub(super) fn plan(
        self,
        renderer: &Arc<Renderer>,
        rows: usize,
        most_rows: usize,
        parts: &[&[u8]],
    ) -> Vec<Page> {
        self.plan_of(renderer, rows, most_rows, |path, _| {
            let parts = std::iter::once(path.as_bytes()).chain(parts.iter().copied());
            renderer.fingerprint_of_all(self.kind, parts)
        })
    }

    /// The same, where `made_from` gives the fingerprint of each by its path and its rows.
    pub(super) fn plan_of(
        self,
        renderer: &Arc<Renderer>,
        rows: usize,
        most_rows: usize,
        made_from: impl Fn(&str, &Pager) -> Fingerprint,
    ) -> Vec<Page> {
        let all = Pager::all(self.path, rows, renderer.input.config.rows_per_page.min(most_rows));
        let script = |pager: &Pager| {
            let path = part::path(&[self.folder, &pager.number.to_string()]);
            let (fingerprint, pager, renderer) =
                (made_from(&path, pager), pager.clone(), Arc::clone(renderer));
            Page::new(path, fingerprint, move || {
                let [_, rows] = self.templates;
                let html = (self.make)(&renderer, &pager, rows, self.path)?;
                part::script("rows", &pager.number, &String::from_utf8_lossy(&html))
            })
        };
        let together = all.iter().filter(|(_, pager)| pager.is_together(self.most_together));
        let mut pages: Vec<Page> = together.map(|(_, pager)| script(pager)).collect();
        pages.extend(all.into_iter().map(|(path, pager)| {
            let (fingerprint, renderer, own) = (made_from(&path, &pager), Arc::clone(renderer), path.clone());
            Page::new(path, fingerprint, move || {
                let [page, _] = self.templates;
                (self.make)(&renderer, &pager, page, &own)
            })
        }));
        pages
    }

    /// The folder of the scripts with its rows, from the root, where sorting and filtering bring them together.
    pub(super) fn rows_of_pages(self, pager: &Pager) -> Option<String> {
        pager.is_together(self.most_together).then(|| format!("{}{}/", part::FOLDER, self.folder))
    }

    /// Of all rows, those that sorting and filtering reach from a page.
    pub(super) fn reached<'a, T>(self, pager: &Pager, all: &'a [T]) -> &'a [T] {
        if pager.is_together(self.most_together) { all } else { pager.of(all) }
    }
}
