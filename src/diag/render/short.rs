//! One line a diagnostic: `path:line:column: severity[rule]: message`, as editors and grep expect it.

use std::fmt::Write as _;

use super::located::by_file;
use super::{Format, Style, Texts};
use crate::diag::Diagnostic;
use crate::text::visible;

pub(super) const FORMAT: Format =
    Format { name: "short", reads_lines: false, summary: "one line each, for editors and grep", render };

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let mut out = String::new();
    by_file(diagnostics, texts, |same_file, indexes| {
        for d in same_file {
            let place = indexes
                .range(&d.path, d.span)
                .map_or_else(String::new, |(at, _)| format!(":{}:{}", at.line, at.column));
            let severity = d.severity.word();
            let (path, message) = (style.path(&d.path), visible(&d.message));
            let _ = writeln!(out, "{}{place}: {severity}[{}]: {message}", visible(&path), d.rule);
        }
    });
    out
}
