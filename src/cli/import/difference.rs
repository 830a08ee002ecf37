//! What an import would write, as a difference to the report.

use std::fmt::Write as _;
use std::path::Path;

use super::Read;
use crate::cli::report::shown;
use crate::import::{Document, front};
use crate::text::{lines, visible};

/// The difference: the front matter, and every line whose encoding was repaired.
pub(super) fn of(read: &Read, made: &Document, target: &Path) -> String {
    let mut out = format!("--- {}\n+++ {}\n", shown(&read.path), shown(target));
    let body = front(&read.text);
    let dropped = lines(&read.text[..body.at]);
    let head = made.text.strip_suffix(body.body).unwrap_or(&made.text);
    let old = dropped.clone().count();
    let _ = writeln!(out, "@@ -{},{old} +1,{} @@", usize::from(old > 0), lines(head).count());
    for line in dropped {
        let _ = writeln!(out, "-{}", visible(line));
    }
    for line in lines(head) {
        let _ = writeln!(out, "+{}", visible(line));
    }
    // Repairing never changes how many lines there are.
    let shift = lines(head).count();
    for (number, (before, after)) in lines(&read.original).zip(lines(&read.text)).enumerate().skip(old) {
        if before != after {
            let _ = writeln!(out, "@@ -{} +{} @@", number + 1, number + 1 - old + shift);
            let _ = writeln!(out, "-{}\n+{}", visible(before), visible(after));
        }
    }
    out
}
