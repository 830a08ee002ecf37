//! A value with the place where a document states it.

use serde::{Deserialize, Serialize};

use crate::diag::Span;

/// A value and where it stands in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where, in bytes of the document.
    pub span: Span,
}

impl<T> Fact<T> {
    /// A fact at a place.
    pub fn new(value: T, span: Span) -> Self {
        Fact { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        Fact { value: f(self.value), span: self.span }
    }
}

impl Fact<String> {
    /// Where a part of the text stands, given in bytes of it; the place of all of it where the document writes it in
    /// another way, with marks in between or escapes.
    pub fn place(&self, from: usize, to: usize) -> Span {
        let at = self.span.start as usize;
        let is_verbatim = (self.span.end - self.span.start) as usize == self.value.len();
        if is_verbatim { Span::new(at + from, at + to) } else { self.span }
    }
}
