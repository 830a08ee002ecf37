//! Lines and columns of diagnostics: texts are read and indexed for some files at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Texts;
use crate::diag::{Diagnostic, LineIndex, Position, Span};

/// The indexes of the texts that the diagnostics of some files point into.
pub(super) struct Indexes<'a>(BTreeMap<&'a str, LineIndex<'a>>);

impl<'a> Indexes<'a> {
    /// The index of a file; `None` where its text cannot be had.
    pub(super) fn of(&self, path: &str) -> Option<&LineIndex<'a>> {
        self.0.get(path)
    }

    /// Where a span of a file begins and ends.
    pub(super) fn range(&self, path: &str, span: Option<Span>) -> Option<(Position, Position)> {
        let (span, index) = (span?, self.of(path)?);
        Some((index.position(span.start), index.position(span.end)))
    }

    /// Column in bytes from 1, as some formats count, of a byte offset.
    pub(super) fn byte_column(&self, path: &str, offset: u32) -> Option<u32> {
        let (_, line) = self.of(path)?.line(offset);
        u32::try_from((offset as usize).saturating_sub(line.start) + 1).ok()
    }
}

/// As many files at once as share the texts that they point into: releases of a project point into those before them.
pub(super) const AT_ONCE: usize = 32;

/// Calls `each` for the diagnostics of each file, with the indexes of all texts that they point into.
pub(super) fn by_file(
    diagnostics: &[Diagnostic],
    texts: Texts<'_>,
    mut each: impl FnMut(&[Diagnostic], &Indexes<'_>),
) {
    let files: Vec<&[Diagnostic]> = diagnostics.chunk_by(|a, b| a.path == b.path).collect();
    for some in files.chunks(AT_ONCE) {
        together(some, texts, &mut each);
    }
}

/// The same for the diagnostics of some files, each text of which is read once.
pub(super) fn together(
    files: &[&[Diagnostic]],
    texts: Texts<'_>,
    mut each: impl FnMut(&[Diagnostic], &Indexes<'_>),
) {
    let all = || files.iter().copied().flatten();
    let mut paths: Vec<&Arc<str>> = all().map(|d| &d.path).collect();
    paths.extend(all().flat_map(|d| &d.labels).map(|label| &label.path));
    paths.sort_unstable();
    paths.dedup();
    let read: Vec<(&str, String)> =
        paths.into_iter().filter_map(|path| Some((&**path, texts(path)?))).collect();
    let indexes = Indexes(read.iter().map(|(path, text)| (*path, LineIndex::new(text))).collect());
    for same_file in files {
        each(same_file, &indexes);
    }
}
