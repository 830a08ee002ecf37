//! How far a body goes: how deep, how often and how wide. What exceeds the limits of a book is told where it does.

use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::limits::{Limit, Limits};
use crate::diag::{Diagnostic, Span};
use crate::text::HtmlExtent;

/// How far a body goes.
#[derive(Debug, Default)]
pub struct Extent {
    /// Lists and quotes that are open.
    open: u64,
    /// The most of them at a time, and where.
    deepest: (u64, Span),
    headings: u64,
    last_heading: Span,
    cells: u64,
    /// Cells of the table that is open.
    own_cells: u64,
    /// Cells of the largest table, and where it is.
    largest: (u64, Span),
    /// What raw HTML comes to, from the first of it on, and where that is.
    html: Option<(HtmlExtent, Span)>,
}

impl Extent {
    /// Counts what an event adds.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                self.html.get_or_insert_with(|| (HtmlExtent::default(), span)).0.add(html);
            }
            Event::End(_) => {}
            _ => self.html.iter_mut().for_each(|(html, _)| html.add_other()),
        }
        match event {
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => {
                self.open += 1;
                if self.open > self.deepest.0 {
                    self.deepest = (self.open, Span::new(span.start as usize, span.start as usize + 1));
                }
            }
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => self.open = self.open.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => {
                self.headings += 1;
                self.last_heading = span;
            }
            Event::Start(Tag::Table(_)) => self.own_cells = 0,
            Event::Start(Tag::TableCell) => {
                self.cells += 1;
                self.own_cells += 1;
            }
            Event::End(TagEnd::Table) if self.own_cells > self.largest.0 => {
                self.largest = (self.own_cells, Span::new(span.start as usize, span.start as usize + 1));
            }
            _ => {}
        }
    }

    /// The first bound that is exceeded, as what is wrong with the document at a path.
    pub(super) fn exceeds(&self, limits: &Limits, path: &Arc<str>) -> Option<Diagnostic> {
        let most = limits.get(Limit::HtmlElements);
        let html = self.html.as_ref().filter(|(html, _)| html.exceeds(most));
        let counted = [
            (
                Limit::Nesting,
                self.deepest,
                "lists and quotes stand within each other",
                " levels deep",
                "nobody can see so many levels on a page",
                "write less deep",
            ),
            (
                Limit::Headings,
                (self.headings, self.last_heading),
                "this document has",
                " headings",
                "its table of contents would help nobody; mostly a log or an export was put in by mistake",
                "move what is no assessment into a file beside the document",
            ),
            (
                Limit::TableCells,
                (self.cells, self.largest.1),
                "the tables of this document, of which this one is the largest, have",
                " cells",
                "nobody reads so much, and a few bytes of a table can stand for many cells",
                "move the data into a file beside the document, and link to it",
            ),
            (
                Limit::HtmlElements,
                html.map_or((0, Span::default()), |(_, span)| (most + 1, *span)),
                "the raw HTML of this document, which begins here, comes to",
                " elements",
                "a browser opens what is left open again in each block that follows, and looks through all that something stands in",
                "end each element that is begun, and write less deep",
            ),
        ];
        let exceeded = counted.into_iter().find(|(limit, (count, _), ..)| *count > limits.get(*limit));
        exceeded.map(|(limit, (_, span), has, what, why, help)| {
            let message = format!("{has} {}", limits.more_than(limit, what));
            Diagnostic::structural("exceeded-limit", path, message)
                .at(span)
                .why(why)
                .help(format!("{help}, or raise `{}` in `[limits]` of book.toml", limit.named().key))
        })
    }
}
