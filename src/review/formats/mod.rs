//! Reviews as text: one file, one format. Adding a format is its file and its line in [`FORMATS`].

mod html;
mod json;
mod markdown;
mod short;

use super::{Condition, Reason, Review};
use crate::text::{mask, uri_path};

/// A review to be written.
pub struct Report<'a> {
    /// What changed.
    pub review: &'a Review,
    /// What the two states are called.
    pub names: (&'a str, &'a str),
    /// What people have to know of how they were found.
    pub notes: &'a [String],
    /// What the change must not do.
    pub conditions: &'a [Condition],
    /// Why it is stopped, if it is.
    pub reasons: &'a [Reason],
    /// Where files of the book can be looked at: an address that their paths are put behind.
    pub link: Option<&'a str>,
}

/// One output format of reviews.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Writes a review.
    pub render: fn(&Report<'_>) -> String,
}

/// All formats, sorted by name.
pub const FORMATS: &[Format] = &[html::FORMAT, json::FORMAT, markdown::FORMAT, short::FORMAT];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Most characters of one text of a report: a comment is read in seconds.
const LONGEST_TEXT: usize = 160;

/// A text of a report without secrets, cut off where it is long. It is not escaped yet.
pub(in crate::review) fn brief(text: &str) -> String {
    let masked = mask(text);
    if masked.chars().count() <= LONGEST_TEXT {
        return masked.into_owned();
    }
    let cut: String = masked.chars().take(LONGEST_TEXT - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The address of a file, and of a line of it.
fn address(report: &Report<'_>, path: &str, line: Option<u32>) -> Option<String> {
    let line = line.map_or_else(String::new, |line| format!("#L{line}"));
    Some(format!("{}{}{line}", report.link?, uri_path(path)))
}
