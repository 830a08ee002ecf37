//! What was found in a report, what can be read in two ways, and what stays prose.

use std::collections::BTreeMap;

use super::Read;
use super::plan::Planned;
use crate::cli::report::shown;
use crate::cli::say;
use crate::import::{FindingFact, Prose, Severity, Wishes};
use crate::text::encoding::{Encoding, Stray};
use crate::text::{lines as text_lines, visible};

/// Most lines that are named for one kind of repair.
const MOST_LINES: usize = 8;

/// Prints the summary of one file.
pub(super) fn print(planned: &Planned<'_>, wishes: &Wishes, dry_run: bool) {
    let Planned { read, made, target } = planned;
    let verb = if dry_run { "would become" } else { "became" };
    say!("{} {verb} {}", shown(&read.path), shown(target));
    let facts = &read.facts;
    let mut found = Vec::new();
    let mut missing = Vec::new();
    let texts = [
        ("project", &wishes.project, &facts.project),
        ("release", &wishes.release, &facts.release),
        ("date", &wishes.date, &facts.date),
    ];
    for (name, wish, fact) in texts {
        match (wish, fact) {
            (Some(wish), _) => found.push(format!("{name} {wish} (as told)")),
            (None, Some(fact)) => {
                found.push(format!("{name} {} (line {})", visible(&fact.value), fact.line));
            }
            (None, None) => missing.push(name),
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
    let ending = if facts.categories.len() == 1 { "y" } else { "ies" };
    found.push(format!("{} categor{ending}", facts.categories.len()));
    found.push(format!("checklist {}/{}", facts.checklist.done, facts.checklist.total));
    found.push(findings(&facts.findings));
    say!("  found: {}", found.join(", "));
    if !missing.is_empty() {
        say!("  not stated: {}", missing.join(", "));
    }
    for doubt in facts.doubts(wishes) {
        say!("  ambiguous: {} is {} (line {})", doubt.fact, doubt.readings.join(" or "), doubt.line);
    }
    if !made.without_place.is_empty() {
        say!(
            "  kept under `extra:`, since the rubric has no such category: {}",
            visible(&made.without_place.join(", "))
        );
    }
    prose(&facts.prose);
    encoding(read);
    for question in &made.questions {
        say!("  to decide: {}", visible(question));
    }
}

/// Names the sections that no fact was read from.
fn prose(prose: &Prose) {
    let named: Vec<String> = prose
        .without
        .iter()
        .take(MOST_LINES)
        .map(|section| format!("{} (line {})", visible(&section.title), section.line))
        .collect();
    let more = if prose.without.len() > MOST_LINES { ", …" } else { "" };
    let which = if named.is_empty() { String::new() } else { format!(": {}{more}", named.join(", ")) };
    say!("  left as prose: {} of {} sections{which}", prose.without.len(), prose.sections);
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
    strays(read);
    let mut kinds: BTreeMap<(bool, &str, Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for change in &read.changes {
        let key = (change.to.is_none(), change.from.as_str(), change.to.as_deref(), change.page);
        kinds.entry(key).or_default().push(change.line);
    }
    for ((_, from, to, page), lines) in kinds {
        let (times, from) = (times(lines.len()), visible(from));
        let lines = named(lines);
        match to {
            Some(to) => {
                say!("  repaired: {from} was {}, read as {page}, {times} ({lines})", visible(to));
            }
            None => say!(
                "  damaged: {from} lost a byte and can have been more than one character; left as it is, {times} ({lines})"
            ),
        }
    }
}

/// Lines, each named once: `line 3`, `lines 3, 9`.
fn named(mut lines: Vec<usize>) -> String {
    lines.sort_unstable();
    lines.dedup();
    let shown: Vec<String> = lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
    let more = if lines.len() > MOST_LINES { ", …" } else { "" };
    format!("line{} {}{more}", if lines.len() == 1 { "" } else { "s" }, shown.join(", "))
}

/// Tells of bytes that fit no encoding, and of characters that were lost before the file came here.
fn strays(read: &Read) {
    let (undefined, other): (Vec<Stray>, Vec<Stray>) =
        read.strays.iter().partition(|stray| ('\u{80}'..='\u{9F}').contains(&stray.read));
    let lines = |strays: &[Stray]| named(strays.iter().map(|stray| stray.line).collect());
    if !undefined.is_empty() {
        say!(
            "  damaged: bytes that stand for no character, kept as control characters, {} ({})",
            times(undefined.len()),
            lines(&undefined)
        );
    }
    let (broken, foreign): (Vec<Stray>, Vec<Stray>) =
        other.into_iter().partition(|stray| stray.read == '\u{FFFD}');
    if !foreign.is_empty() {
        let mut chars: Vec<char> = foreign.iter().map(|stray| stray.read).collect();
        chars.sort_unstable();
        chars.dedup();
        let all: Vec<String> = chars.iter().take(MOST_LINES).map(ToString::to_string).collect();
        say!(
            "  repaired: bytes that are no UTF-8 were read as Windows-1252, {} of them: {} ({})",
            foreign.len(),
            all.join(" "),
            lines(&foreign)
        );
    }
    if !broken.is_empty() {
        say!("  damaged: half a character, {} ({})", times(broken.len()), lines(&broken));
        return;
    }
    let lost = |(_, text): &(usize, &str)| text.contains('\u{FFFD}');
    let lost: Vec<usize> = text_lines(&read.text).enumerate().filter(lost).map(|(at, _)| at + 1).collect();
    if !lost.is_empty() {
        say!("  damaged: characters were lost before, where \u{FFFD} stands ({})", named(lost));
    }
}

fn times(n: usize) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}
