//! What an import would write, as a difference to the report.

use std::fmt::Write as _;
use std::path::Path;

use super::Read;
use crate::cli::report::shown;
use crate::import::{Document, front};

/// The difference: the front matter, and every line whose encoding was repaired.
pub(super) fn of(read: &Read, made: &Document, target: &Path) -> String {
    let mut out = format!("--- {}\n+++ {}\n", shown(&read.path), shown(target));
    let body = front(&read.text);
    let dropped = read.text[..body.at].lines();
    let head = made.text.strip_suffix(body.body).unwrap_or(&made.text);
    let old = dropped.clone().count();
    let _ = writeln!(out, "@@ -{},{old} +1,{} @@", usize::from(old > 0), head.lines().count());
    for line in dropped {
        let _ = writeln!(out, "-{}", crate::text::visible(line));
    }
    for line in head.lines() {
        let _ = writeln!(out, "+{}", crate::text::visible(line));
    }
    // Repairing never changes how many lines there are.
    let shift = head.lines().count();
    for (number, (before, after)) in read.original.lines().zip(read.text.lines()).enumerate().skip(old) {
        if before != after {
            let _ = writeln!(out, "@@ -{} +{} @@", number + 1, number + 1 - old + shift);
            let _ = writeln!(out, "-{}\n+{}", crate::text::visible(before), crate::text::visible(after));
        }
    }
    out
}
