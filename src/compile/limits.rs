//! Limits on documents as a whole, on what stands beside them, and on the site.

use std::sync::Arc;

use super::{BOOK_FILE, Files};
use crate::diag::Diagnostic;
use crate::source::{Limit, Limits, parse_assessment};
use crate::text::media_type;

/// What is wrong with a document of that many bytes, if anything.
pub(super) fn oversized(path: &Arc<str>, length: u64, limits: &Limits) -> Option<Diagnostic> {
    if length <= limits.get(Limit::DocumentSize) {
        return None;
    }
    let message = format!("this document has {length} bytes, {}", limits.more_than(Limit::DocumentSize, ""));
    Some(
        Diagnostic::structural("oversized-document", path, message)
            .why("nobody reads so much; mostly a log or an export was put in by mistake, and every build would wait for it")
            .help("put logs and exports into files of their own beside the document, and link to them"),
    )
}

/// What is wrong with a file beside documents that is larger than may be; nothing where nobody knows its size.
pub(super) fn too_large(files: &dyn Files, path: &Arc<str>, limits: &Limits) -> Option<Diagnostic> {
    let (limit, what) = match media_type(path).starts_with("image/") {
        true => (Limit::ImageSize, "picture"),
        false => (Limit::FileSize, "file"),
    };
    let size = files.size(path).filter(|size| *size > limits.get(limit))?;
    let message = format!("this {what} has {size} bytes, {}", limits.more_than(limit, ""));
    let told = Diagnostic::structural("exceeded-limit", path, message)
        .why("who opens a page would wait for it, and it stays in the book's history for ever")
        .help(format!(
            "make it smaller or keep it elsewhere, or raise `{}` in `[limits]` of book.toml",
            limit.named().key
        ));
    Some(told)
}

/// What is wrong with a site of so many pages, if anything.
pub(super) fn too_many_pages(count: usize, limits: &Limits) -> Option<Diagnostic> {
    if count as u64 <= limits.get(Limit::Pages) {
        return None;
    }
    let message = format!("the site would have {count} files, {}", limits.more_than(Limit::Pages, ""));
    let told = Diagnostic::setup("exceeded-limit", &BOOK_FILE.into(), message)
        .why("so many are mostly a mistake, and could fill the disk or what a host takes")
        .help(
            "raise `pages` in `[limits]` of book.toml, or raise `rows-per-page` where long lists make them",
        );
    Some(told)
}

/// Below so many bytes nothing but raw HTML can be beyond a limit that people set.
const SHORT: usize = 16 * 1024;

/// Why a book with these limits would refuse a document with this text; `None` where it would take it.
pub fn refused(path: &str, text: &str, limits: &Limits) -> Option<Diagnostic> {
    let path: Arc<str> = path.into();
    oversized(&path, text.len() as u64, limits).or_else(|| {
        let read = |text| parse_assessment(limits, &path, "p", "1", text, [0; 32]).diagnostics;
        let found = if text.len() < SHORT && !text.contains('<') { Vec::new() } else { read(text) };
        found.into_iter().find(|one| one.rule == "exceeded-limit")
    })
}
