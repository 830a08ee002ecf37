//! A JSON document for programs: `{"version": 1, "diagnostics": [...]}`. Lines and columns count from 1,
//! columns in characters; `offset` and `length` are bytes.

use serde_json::{Value, json};

use super::{Format, Style, Texts};
use crate::diag::{Diagnostic, Kind, LineIndex, Span};

pub(super) const FORMAT: Format = Format { name: "json", summary: "one document, for programs", render };

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, _style: Style) -> String {
    let mut rows = Vec::with_capacity(diagnostics.len());
    for same_file in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let text = texts(&same_file[0].path);
        let index = text.as_deref().map(LineIndex::new);
        rows.extend(same_file.iter().map(|d| row(d, index.as_ref(), texts)));
    }
    let document = json!({ "version": 1, "diagnostics": rows });
    format!("{document:#}\n")
}

fn row(d: &Diagnostic, index: Option<&LineIndex<'_>>, texts: Texts<'_>) -> Value {
    let labels: Vec<Value> = d
        .labels
        .iter()
        .map(|label| {
            let text = texts(&label.path);
            let span = place(Some(label.span), text.as_deref().map(LineIndex::new).as_ref());
            json!({ "path": &*label.path, "span": span, "message": label.message })
        })
        .collect();
    json!({
        "rule": d.rule,
        "severity": d.severity.word(),
        "stops": match d.kind { Kind::Rule => "nothing", Kind::Structural | Kind::Setup => "build" },
        "path": &*d.path,
        "span": place(d.span, index),
        "message": d.message,
        "why": d.why,
        "help": d.help,
        "labels": labels,
    })
}

fn place(span: Option<Span>, index: Option<&LineIndex<'_>>) -> Value {
    let Some(span) = span else { return Value::Null };
    let mut place = json!({ "offset": span.start, "length": span.end - span.start });
    if let Some(index) = index {
        let (from, to) = (index.position(span.start), index.position(span.end));
        place["line"] = from.line.into();
        place["column"] = from.column.into();
        place["end-line"] = to.line.into();
        place["end-column"] = to.column.into();
    }
    place
}
