//! GitLab's code quality report: a list of issues, each with a fingerprint that survives moved lines.

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::located::by_file;
use super::{Format, Style, Texts, in_full, json_text};
use crate::diag::{Diagnostic, Kind, Severity};

pub(super) const FORMAT: Format = Format {
    name: "gitlab",
    reads_lines: true,
    summary: "a code quality report for GitLab merge requests",
    render,
};

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let mut issues: Vec<Value> = Vec::with_capacity(diagnostics.len());
    by_file(diagnostics, texts, |same_file, indexes| {
        let mut fingerprints = Fingerprints::default();
        for d in same_file {
            let (from, to) = indexes.range(&d.path, d.span).map_or((1, 1), |(from, to)| (from.line, to.line));
            let severity = match (d.severity, d.kind) {
                (Severity::Error, Kind::Structural | Kind::Setup) => "blocker",
                (Severity::Error, Kind::Rule) => "major",
                (Severity::Warning, _) => "minor",
                (Severity::Note, _) => "info",
            };
            issues.push(json!({
                "type": "issue",
                "check_name": d.rule,
                "description": in_full(d, "; "),
                "severity": severity,
                "fingerprint": fingerprints.of(d, indexes),
                "location": { "path": style.path(&d.path), "lines": { "begin": from, "end": to } },
            }));
        }
    });
    json_text(&Value::Array(issues))
}
