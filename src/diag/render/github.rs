//! Workflow commands that GitHub shows as annotations on the lines of a change. It shows ten errors and ten
//! warnings of a step: the worst are written, then how many there are.

use std::fmt::Write as _;

use super::located::{Indexes, by_file};
use super::{Format, Style, Texts, in_full, tally};
use crate::diag::{Diagnostic, Severity};
use crate::text::visible;

pub(super) const FORMAT: Format = Format {
    name: "github",
    reads_lines: false,
    summary: "annotations for GitHub Actions, the worst ten of each kind",
    render,
};

/// As many of each kind as GitHub shows.
const MOST: usize = 10;

fn render(diagnostics: &[Diagnostic], texts: Texts<'_>, style: Style<'_>) -> String {
    let mut out = String::new();
    for (severity, command) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "notice")]
    {
        // What stops a build is worst, and GitHub keeps the order.
        let mut some: Vec<Diagnostic> =
            diagnostics.iter().filter(|d| d.severity == severity).cloned().collect();
        some.sort_by_key(|d| std::cmp::Reverse(d.kind));
        some.truncate(MOST);
        by_file(&some, texts, |same_file, indexes| {
            for d in same_file {
                line(command, d, indexes, style, &mut out);
            }
        });
    }
    let _ = writeln!(out, "{}", tally(diagnostics));
    out
}

fn line(command: &str, d: &Diagnostic, indexes: &Indexes<'_>, style: Style<'_>, out: &mut String) {
    let mut place = format!("file={}", property(&style.path(&d.path)));
    if let Some((from, to)) = indexes.range(&d.path, d.span) {
        let _ = write!(place, ",line={},endLine={}", from.line, to.line);
        // Columns are understood within one line only.
        if from.line == to.line {
            let _ = write!(place, ",col={},endColumn={}", from.column, to.column);
        }
    }
    let _ = writeln!(out, "::{command} {place},title={}::{}", property(d.rule), data(&in_full(d, "\n")));
}

/// Text after `::`: a line end would begin another command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property: a colon or a comma would end it.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
