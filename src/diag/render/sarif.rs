//! SARIF 2.1.0, as code scanning services read it: one run, its rules with help, results with fingerprints that
//! survive moved lines. Columns are characters, from 1.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::located::{Indexes, by_file};
use super::{Format, Style, Texts, json_text, sentence};
use crate::diag::{Diagnostic, LineIndex, Position, Severity, Span};
use crate::text::{uri_path, visible};

pub(super) const FORMAT: Format = Format {
    name: "sarif",
    reads_lines: true,
    summary: "SARIF 2.1.0 for code scanning, with help for each rule",
    render,
};

/// As many results as GitHub shows of one run; it refuses more than five times as many.
const MOST_RESULTS: usize = 5000;

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let mut kept: Vec<Diagnostic> = diagnostics.to_vec();
    if kept.len() > MOST_RESULTS {
        kept.sort_by_key(|d| std::cmp::Reverse((d.kind, d.severity)));
        kept.truncate(MOST_RESULTS);
        Diagnostic::sort(&mut kept);
    }
    let mut ids: Vec<&str> = kept.iter().map(|d| d.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let numbers: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut results: Vec<Value> = Vec::with_capacity(kept.len());
    by_file(&kept, texts, |same_file, indexes| {
        let mut fingerprints = Fingerprints::default();
        for d in same_file {
            let fingerprint = fingerprints.of(d, indexes);
            results.push(result(d, indexes, style, numbers.get(d.rule).copied().unwrap_or(0), &fingerprint));
        }
    });
    let left_out = diagnostics.len() - kept.len();
    let notifications = if left_out == 0 {
        Vec::new()
    } else {
        vec![
            json!({ "level": "warning", "message": { "text": format!("{left_out} results of lesser weight are left out") } }),
        ]
    };
    let rules: Vec<Value> = ids.iter().map(|id| rule(id, style)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "readybook", "version": crate::VERSION, "semanticVersion": crate::VERSION, "rules": rules,
        } },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    json_text(&log)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(id: &str, style: Style<'_>) -> Value {
    let Some(doc) = style.rules.iter().find(|doc| doc.id == id) else {
        return json!({ "id": id });
    };
    let mut value = json!({
        "id": id,
        "shortDescription": { "text": sentence(doc.summary) },
        "fullDescription": { "text": sentence(doc.why) },
        "help": {
            "text": format!("{} {}", sentence(doc.why), sentence(doc.help)),
            "markdown": format!("**Why.** {}\n\n**How to mend it.** {}", sentence(doc.why), sentence(doc.help)),
        },
        "defaultConfiguration": { "level": level(doc.severity) },
    });
    if let Some(page) = style.page(id) {
        value["helpUri"] = page.into();
    }
    value
}

fn result(d: &Diagnostic, indexes: &Indexes<'_>, style: Style<'_>, rule: usize, fingerprint: &str) -> Value {
    let mut value = json!({
        "ruleId": d.rule,
        "ruleIndex": rule,
        "level": level(d.severity),
        "message": { "text": plain(&sentences(d)) },
        "locations": [{ "physicalLocation": physical(&d.path, d.span, indexes, style) }],
        "partialFingerprints": { "primaryLocationLineHash": fingerprint },
    });
    if !d.labels.is_empty() {
        let related = |(at, label): (usize, &crate::diag::Label)| {
            json!({
                "id": at + 1,
                "message": { "text": plain(&visible(&label.message)) },
                "physicalLocation": physical(&label.path, Some(label.span), indexes, style),
            })
        };
        value["relatedLocations"] = d.labels.iter().enumerate().map(related).collect();
    }
    let text = indexes.of(&d.path).map(LineIndex::text);
    let edit = d.fix.as_ref().zip(text).and_then(|(fix, text)| fix.edit(text));
    if let Some((span, replacement)) = edit
        && let Some((from, to)) = indexes.range(&d.path, Some(span))
    {
        value["fixes"] = json!([{
            "description": { "text": plain(&sentence(&visible(d.help.as_deref().unwrap_or(&d.message)))) },
            "artifactChanges": [{
                "artifactLocation": artifact(&d.path, style),
                "replacements": [{ "deletedRegion": region(from, to), "insertedContent": { "text": replacement } }],
            }],
        }]);
    }
    value
}

/// The message with its reason and its remedy, a sentence each: readers show the first one alone.
fn sentences(d: &Diagnostic) -> String {
    let parts = std::iter::once(&d.message).chain(&d.why).chain(&d.help);
    parts.map(|part| sentence(&visible(part))).collect::<Vec<_>>().join(" ")
}

/// Text in which nothing is a link, as plain messages may hold them.
fn plain(text: &str) -> String {
    text.replace("](", "\\](")
}

fn artifact(path: &str, style: Style<'_>) -> Value {
    json!({ "uri": uri_path(&style.path(path)), "uriBaseId": "%SRCROOT%" })
}

/// A place; what is about a file as a whole is at its first line, since readers show nothing without a line.
fn physical(path: &str, span: Option<Span>, indexes: &Indexes<'_>, style: Style<'_>) -> Value {
    let region =
        indexes.range(path, span).map_or_else(|| json!({ "startLine": 1 }), |(from, to)| region(from, to));
    json!({ "artifactLocation": artifact(path, style), "region": region })
}

fn region(from: Position, to: Position) -> Value {
    json!({
        "startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column,
    })
}
