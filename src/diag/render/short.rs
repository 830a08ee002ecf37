//! One line a diagnostic: `path:line:column: severity[rule]: message`, as editors and grep expect it.

use std::fmt::Write as _;

use super::{Format, Style, Texts};
use crate::diag::{Diagnostic, LineIndex};
use crate::text::visible;

pub(super) const FORMAT: Format =
    Format { name: "short", summary: "one line each, for editors and grep", render };

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, _style: Style) -> String {
    let mut out = String::new();
    for same_file in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let text = texts(&same_file[0].path);
        let index = text.as_deref().map(LineIndex::new);
        for d in same_file {
            let place = match (d.span, &index) {
                (Some(span), Some(index)) => {
                    let at = index.position(span.start);
                    format!(":{}:{}", at.line, at.column)
                }
                _ => String::new(),
            };
            let severity = d.severity.word();
            let (path, message) = (visible(&d.path), visible(&d.message));
            let _ = writeln!(out, "{path}{place}: {severity}[{}]: {message}", d.rule);
        }
    }
    out
}
