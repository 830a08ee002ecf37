//! What an import would write, as a difference to the report.

use std::collections::BTreeMap;
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
    out.push_str(&lost(made, target));
    out
}

/// The lines of a file that exists already which the new one does not have.
fn lost(made: &Document, target: &Path) -> String {
    let Ok(there) = std::fs::read(target) else {
        return String::new();
    };
    let there = String::from_utf8_lossy(&there);
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines(&made.text) {
        *kept.entry(line).or_default() += 1;
    }
    let mut gone = Vec::new();
    for line in lines(&there) {
        match kept.get_mut(line).filter(|times| **times > 0) {
            Some(times) => *times -= 1,
            None => gone.push(format!("-{}\n", visible(line))),
        }
    }
    if gone.is_empty() {
        return String::new();
    }
    format!(
        "--- {0}: it exists, and these lines of it would be lost\n+++ {0}\n{1}",
        shown(target),
        gone.concat()
    )
}
