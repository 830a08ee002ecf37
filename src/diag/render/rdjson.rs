//! The Reviewdog Diagnostic Format as one JSON document. Columns are bytes of UTF-8, from 1.

use serde_json::{Value, json};

use super::located::{Indexes, by_file};
use super::{Format, Style, Texts, in_full, json_text};
use crate::diag::{Diagnostic, LineIndex, Severity, Span};

pub(super) const FORMAT: Format = Format {
    name: "rdjson",
    reads_lines: true,
    summary: "one document for reviewdog, with suggested changes",
    render,
};

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let mut all: Vec<Value> = Vec::with_capacity(diagnostics.len());
    by_file(diagnostics, texts, |same_file, indexes| {
        all.extend(same_file.iter().map(|d| one(d, indexes, style)));
    });
    json_text(&json!({ "source": { "name": "readybook" }, "diagnostics": all }))
}

fn one(d: &Diagnostic, indexes: &Indexes<'_>, style: Style<'_>) -> Value {
    let mut location = json!({ "path": style.path(&d.path) });
    if let Some(range) = d.span.and_then(|span| range(&d.path, span, indexes)) {
        location["range"] = range;
    }
    let severity = match d.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    };
    let mut value = json!({
        "message": in_full(d, "; "), "location": location, "severity": severity, "code": { "value": d.rule },
    });
    if let Some(page) = style.page(d.rule) {
        value["code"]["url"] = page.into();
    }
    let text = |path: &str| indexes.of(path).map(LineIndex::text);
    let edit = d.fix.as_ref().zip(text(&d.path)).and_then(|(fix, text)| fix.edit(text));
    if let Some((span, replacement)) = edit
        && let Some(range) = range(&d.path, span, indexes)
    {
        value["suggestions"] = json!([{ "range": range, "text": replacement }]);
    }
    value
}

fn range(path: &str, span: Span, indexes: &Indexes<'_>) -> Option<Value> {
    let (from, to) = indexes.range(path, Some(span))?;
    let (start, end) = (indexes.byte_column(path, span.start)?, indexes.byte_column(path, span.end)?);
    Some(json!({
        "start": { "line": from.line, "column": start },
        "end": { "line": to.line, "column": end },
    }))
}
