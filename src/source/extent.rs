//! How far a body goes: how deep, how often and how wide. What exceeds the limits of a book is told where it does.

use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::limits::{Limit, Limits};
use crate::diag::{Diagnostic, Span};

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
}

impl Extent {
    /// Counts what an event adds.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span) {
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
