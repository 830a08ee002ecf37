//! The XML of `JUnit`: a test case for each diagnostic, in a suite for each file. Warnings do not fail.

use std::fmt::Write as _;

use super::located::by_file;
use super::{Format, Style, Texts, in_full};
use crate::diag::{Diagnostic, Severity};
use crate::text::{visible, xml};

pub(super) const FORMAT: Format = Format {
    name: "junit",
    reads_lines: false,
    summary: "XML for whatever shows test reports; errors fail",
    render,
};

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let failures = |some: &[Diagnostic]| some.iter().filter(|d| d.severity == Severity::Error).count();
    let mut suites = String::new();
    by_file(diagnostics, texts, |same_file, indexes| {
        let path = style.path(&same_file[0].path);
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">",
            shown(&path),
            same_file.len(),
            failures(same_file)
        );
        for d in same_file {
            let place = indexes
                .range(&d.path, d.span)
                .map_or_else(|| path.clone(), |(from, _)| format!("{path}:{}:{}", from.line, from.column));
            let _ =
                writeln!(suites, "    <testcase classname=\"{}\" name=\"{}\">", shown(d.rule), shown(&place));
            let text = shown(&in_full(d, "; "));
            let _ = if d.severity == Severity::Error {
                writeln!(
                    suites,
                    "      <failure type=\"{}\" message=\"{}\">{}</failure>",
                    shown(d.rule),
                    shown(&d.message),
                    text
                )
            } else {
                writeln!(suites, "      <system-out>{}: {}</system-out>", d.severity.word(), text)
            };
            suites.push_str("    </testcase>\n");
        }
        suites.push_str("  </testsuite>\n");
    });
    if diagnostics.is_empty() {
        suites.push_str("  <testsuite name=\"readybook\" tests=\"1\" failures=\"0\">\n    <testcase classname=\"readybook\" name=\"check\"/>\n  </testsuite>\n");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"readybook\" tests=\"{}\" failures=\"{}\">\n{suites}</testsuites>\n",
        diagnostics.len().max(1),
        failures(diagnostics)
    )
}

/// Text and attribute values: control characters are made visible.
fn shown(text: &str) -> String {
    xml(&visible(text))
}
