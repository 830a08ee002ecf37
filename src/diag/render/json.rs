//! A JSON document for programs: `{"version": 1, "diagnostics": [...]}`. Lines and columns count from 1,
//! columns in characters; `offset` and `length` are bytes.

use serde_json::{Value, json};

use super::located::{Indexes, by_file};
use super::{Format, Style, Texts, json_text};
use crate::diag::{Diagnostic, Kind, LineIndex, Span};

pub(super) const FORMAT: Format =
    Format { name: "json", reads_lines: true, summary: "one document, for programs", render };

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, _style: Style<'_>) -> String {
    let mut rows = Vec::with_capacity(diagnostics.len());
    by_file(diagnostics, texts, |same_file, indexes| {
        rows.extend(same_file.iter().map(|d| row(d, indexes)));
    });
    json_text(&json!({ "version": 1, "diagnostics": rows }))
}

fn row(d: &Diagnostic, indexes: &Indexes<'_>) -> Value {
    let labels = d.labels.iter().map(|label| {
        json!({
            "path": &*label.path,
            "span": place(&label.path, Some(label.span), indexes),
            "message": label.message,
        })
    });
    let text = indexes.of(&d.path).map(LineIndex::text);
    let edit = d.fix.as_ref().zip(text).and_then(|(fix, text)| fix.edit(text));
    json!({
        "rule": d.rule,
        "severity": d.severity.word(),
        "stops": match d.kind { Kind::Rule => "nothing", Kind::Structural | Kind::Setup => "build" },
        "path": &*d.path,
        "span": place(&d.path, d.span, indexes),
        "message": d.message,
        "why": d.why,
        "help": d.help,
        "labels": labels.collect::<Vec<Value>>(),
        "fix": edit.map(|(span, text)| json!({ "span": place(&d.path, Some(span), indexes), "text": text })),
    })
}

fn place(path: &str, span: Option<Span>, indexes: &Indexes<'_>) -> Value {
    let Some(span) = span else { return Value::Null };
    let mut place = json!({ "offset": span.start, "length": span.end - span.start });
    if let Some((from, to)) = indexes.range(path, Some(span)) {
        place["line"] = from.line.into();
        place["column"] = from.column.into();
        place["end-line"] = to.line.into();
        place["end-column"] = to.column.into();
    }
    place
}
