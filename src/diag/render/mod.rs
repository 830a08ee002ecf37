//! Diagnostics as text: one file, one format. Adding a format is its file and its line in [`FORMATS`].

mod human;
mod json;
mod short;

use super::{Diagnostic, Severity};

/// Gives the text of a file of the book by its path, where it can still be had.
pub type Texts<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How a format is to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Escape sequences for colour are wanted.
    pub colour: bool,
}

/// One output format of diagnostics.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Writes sorted diagnostics.
    pub render: fn(&[Diagnostic], Texts<'_>, Style) -> String,
}

/// All formats, sorted by name.
pub const FORMATS: &[Format] = &[human::FORMAT, json::FORMAT, short::FORMAT];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
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
