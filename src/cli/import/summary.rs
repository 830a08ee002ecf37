//! What was found in a report, what can be read in two ways, and what stays prose.

use std::collections::BTreeMap;
use std::path::Path;

use super::Read;
use crate::cli::report::shown;
use crate::cli::say;
use crate::import::{Document, FindingFact, Severity};
use crate::text::encoding::Encoding;
use crate::text::visible;

/// Most lines that are named for one kind of repair.
const MOST_LINES: usize = 8;

/// Prints the summary of one file.
pub(super) fn print(read: &Read, made: &Document, target: &Path, dry_run: bool) {
    let verb = if dry_run { "would become" } else { "became" };
    say!("{} {verb} {}", shown(&read.path), shown(target));
    let facts = &read.facts;
    let mut found = Vec::new();
    let mut missing = Vec::new();
    let texts = [("project", &facts.project), ("release", &facts.release), ("date", &facts.date)];
    for (name, fact) in texts {
        match fact {
            Some(fact) => found.push(format!("{name} {} (line {})", visible(&fact.value), fact.line)),
            None => missing.push(name),
        }
    }
    match &facts.overall {
        Some(score) => found.push(format!("score {} (line {})", score.written, score.line)),
        None => missing.push("score"),
    }
    match &facts.verdict {
        Some(verdict) => found.push(format!("verdict {} (line {})", verdict.value.id(), verdict.line)),
        None => missing.push("verdict"),
    }
    found.push(format!("{} categories", facts.categories.len()));
    found.push(format!("checklist {}/{}", facts.checklist.done, facts.checklist.total));
    found.push(findings(&facts.findings));
    say!("  found: {}", found.join(", "));
    if !missing.is_empty() {
        say!("  not stated: {}", missing.join(", "));
    }
    for doubt in &facts.doubts {
        say!("  ambiguous: {} is {} (line {})", doubt.fact, doubt.readings.join(" or "), doubt.line);
    }
    if !made.without_place.is_empty() {
        say!(
            "  kept under `extra:`, since the rubric has no such category: {}",
            visible(&made.without_place.join(", "))
        );
    }
    say!("  left as prose: {}", facts.prose);
    encoding(read);
    for question in &made.questions {
        say!("  to decide: {question}");
    }
}

fn findings(all: &[FindingFact]) -> String {
    let count = |severity| all.iter().filter(|finding| finding.severity == Some(severity)).count();
    let rated = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low]
        .map(|severity| (count(severity), severity.id()))
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, id)| format!("{n} {id}"))
        .collect::<Vec<_>>();
    let rated = if rated.is_empty() { String::new() } else { format!(" ({})", rated.join(", ")) };
    format!("{} finding{}{rated}", all.len(), if all.len() == 1 { "" } else { "s" })
}

/// What was done to the characters: every kind of change with its lines.
fn encoding(read: &Read) {
    if read.encoding != Encoding::Utf8 {
        say!("  encoding: read as {}", read.encoding.id());
    }
    let mut kinds: BTreeMap<(bool, &str, Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for change in &read.changes {
        let key = (change.to.is_none(), change.from.as_str(), change.to.as_deref(), change.page);
        kinds.entry(key).or_default().push(change.line);
    }
    for ((_, from, to, page), lines) in kinds {
        let (n, from) = (lines.len(), visible(from));
        let shown: Vec<String> = lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
        let more = if n > MOST_LINES { ", …" } else { "" };
        let lines = shown.join(", ");
        match to {
            Some(to) => say!("  repaired: {from} was {to}, read as {page}, {n} times (line {lines}{more})"),
            None => say!(
                "  damaged: {from} lost a byte and can have been more than one character; left as it is, {n} times (line {lines}{more})"
            ),
        }
    }
}
