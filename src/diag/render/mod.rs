//! Diagnostics as text: one file, one format. Adding a format is its file and its line in [`FORMATS`].

mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod located;
mod rdjson;
mod sarif;
mod short;

use std::collections::BTreeMap;

use super::{Diagnostic, RuleId, Severity};
use crate::text::{visible, visible_json};

/// Gives the text of a file of the book by its path, where it can still be had.
pub type Texts<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// How a format is to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style<'a> {
    /// Escape sequences for colour are wanted.
    pub colour: bool,
    /// What is known of the rules, for formats that carry it.
    pub rules: &'a [RuleDoc],
    /// Where the book is, seen from the folder that readers count paths from, with a `/` at its end; empty where
    /// it is that folder.
    pub prefix: &'a str,
    /// Addresses of the rules' pages by rule, where the site is published.
    pub pages: Option<&'a BTreeMap<RuleId, String>>,
}

impl Style<'_> {
    /// A path of the book as readers find it.
    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The address of a rule's page.
    fn page(&self, rule: &str) -> Option<&str> {
        self.pages?.get(rule).map(String::as_str)
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleDoc {
    /// Its id.
    pub id: RuleId,
    /// What it reports, in one line without a full stop.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// How to mend it.
    pub help: &'static str,
    /// How bad it is where a book does not say.
    pub severity: Severity,
}

/// One output format of diagnostics.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// True where it is made from the lines of texts too, and not from places in them alone.
    pub reads_lines: bool,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Writes sorted diagnostics.
    pub render: fn(&[Diagnostic], Texts<'_>, Style<'_>) -> String,
}

/// All formats, sorted by name.
pub const FORMATS: &[Format] = &[
    github::FORMAT,
    gitlab::FORMAT,
    human::FORMAT,
    json::FORMAT,
    junit::FORMAT,
    rdjson::FORMAT,
    sarif::FORMAT,
    short::FORMAT,
];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The message with its reason and its remedy, made safe to show, with something between them.
fn in_full(d: &Diagnostic, between: &str) -> String {
    let parts = std::iter::once(&d.message).chain(&d.why).chain(&d.help);
    parts.map(|part| visible(part)).collect::<Vec<_>>().join(between)
}

/// A JSON document as text, with a line end.
fn json_text(document: &serde_json::Value) -> String {
    format!("{}\n", visible_json(&format!("{document:#}")))
}

/// A text as a sentence: with a capital at its beginning and a full stop at its end.
fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    let capital: String = rest.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let stop = if text.ends_with(['.', '?', '!', ':']) { "" } else { "." };
    format!("{capital}{}{stop}", rest.as_str())
}

/// A count with its noun, such as `1 error` or `3 errors`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// The closing line of a list of diagnostics, such as `2 errors and 1 warning in 2 files`.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| of(*severity) > 0)
        .map(|severity| count(of(severity), severity.word()))
        .collect();
    let mut files: Vec<&str> = diagnostics.iter().map(|d| &*d.path).collect();
    files.sort_unstable();
    files.dedup();
    match parts.split_last() {
        None => "no diagnostics".to_owned(),
        Some((last, [])) => format!("{last} in {}", count(files.len(), "file")),
        Some((last, rest)) => format!("{} and {last} in {}", rest.join(", "), count(files.len(), "file")),
    }
}
