//! A review as sections for readers, in the order in which they matter to them. Formats lay them out.

mod book;
mod facts;
mod scores;

use std::borrow::Cow;

use super::formats::Report;
use super::{Change, Condition, FindingMove, Judge};
use crate::diag::render::count;

/// A part of a cell or a line. Texts are as documents have them, not yet safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::review) enum Piece {
    /// Words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// A file of the book, and a line of it.
    File(String, Option<u32>),
    /// Words that lead to a file of the book.
    Link(String, String),
}

impl Piece {
    /// What is read of it: of a file its path, with the line where there is one.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Piece::Text(text) | Piece::Strong(text) | Piece::Link(text, _) | Piece::File(text, None) => {
                Cow::Borrowed(text)
            }
            Piece::File(path, Some(line)) => Cow::Owned(format!("{path}:{line}")),
        }
    }
}

/// A cell or a line.
pub(in crate::review) type Line = Vec<Piece>;

/// What a section holds.
#[derive(Clone, Debug)]
pub(in crate::review) enum Body {
    /// Items, one below the other.
    List(Vec<Line>),
    /// Cells in rows below their heads; those in the range `figures` are figures.
    Table { head: &'static [&'static str], figures: std::ops::Range<usize>, rows: Vec<Vec<Line>> },
}

/// A section.
#[derive(Clone, Debug)]
pub(in crate::review) struct Section {
    /// What it is called where it had to be left out.
    pub name: &'static str,
    /// Its heading, with counts. It holds no text of a report.
    pub title: String,
    /// It is shown at once, not folded.
    pub open: bool,
    /// Where there is no room for all, those with the greatest number are shortened first.
    pub weight: u8,
    /// How many of its first rows are of that weight; the rest matters less than most.
    pub weighty: usize,
    /// What it holds, the worst first.
    pub body: Body,
}

/// What rows weigh that are told of only because there is room.
pub(in crate::review) const LESSER: u8 = 5;

fn text(words: impl Into<String>) -> Line {
    vec![Piece::Text(words.into())]
}

/// An assessment as the first cell of a row.
fn subject(change: &Change) -> Line {
    let mut line = vec![
        Piece::Link(change.name.clone(), change.path.to_string()),
        Piece::Text(format!(" {}", change.id.release)),
    ];
    match &change.against {
        Some(old) if old.release != change.id.release => {
            line.push(Piece::Text(format!(" after {}", old.release)));
        }
        Some(_) => {}
        None if change.older => line.push(Piece::Text(", from before the others".to_owned())),
        None => line.push(Piece::Text(", its first".to_owned())),
    }
    line
}

/// Counts with their words, without those of nothing.
fn counted(counts: impl IntoIterator<Item = (usize, &'static str)>) -> String {
    let some = counts.into_iter().filter(|(n, _)| *n > 0);
    some.map(|(n, words)| format!("{n} {words}")).collect::<Vec<_>>().join(", ")
}

/// The first line: what a reviewer has to know if nothing else is read.
pub(in crate::review) fn headline(report: &Report<'_>) -> String {
    let review = report.review;
    let steps: Vec<i32> = review.changes.iter().map(Change::verdict_step).collect();
    let findings = || review.changes.iter().flat_map(|change| &change.findings);
    let moved = |what: FindingMove| findings().filter(|finding| finding.what.first() == Some(&what)).count();
    let new = |older: bool| {
        review.changes.iter().filter(|change| change.against.is_none() && change.older == older).count()
    };
    let seals = |worse: bool| review.seals.iter().filter(|seal| seal.what.is_worse() == worse).count();
    let problems = review.diagnostics.len() + review.diagnostics_elsewhere;
    let first = told([
        (steps.iter().filter(|step| **step < 0).count(), "verdict worse", "verdicts worse"),
        (steps.iter().filter(|step| **step > 0).count(), "verdict better", "verdicts better"),
        (new(false), "first assessment", "first assessments"),
        (new(true), "older assessment", "older assessments"),
        (moved(FindingMove::New), "new finding", "new findings"),
        (moved(FindingMove::Reopened), "finding reopened", "findings reopened"),
        (moved(FindingMove::Resolved), "finding resolved", "findings resolved"),
        (review.lost.len(), "claim lost evidence", "claims lost evidence"),
        (seals(true), "seal broken or gone", "seals broken or gone"),
        (review.removed.len(), "assessment removed", "assessments removed"),
        (review.unread.len(), "file not comparable", "files not comparable"),
    ]);
    let beside = told([
        (problems, "new problem", "new problems"),
        (seals(false), "seal added", "seals added"),
        (review.renamed.len(), "project renamed", "projects renamed"),
        (review.described.len(), "project described otherwise", "projects described otherwise"),
    ]);
    let first = match (review.changes.len(), review.reworded) {
        _ if !first.is_empty() => first,
        (0, 0) if !beside.is_empty() => String::new(),
        (0, 0) if review.files.is_empty() && review.others == 0 => "nothing changed".to_owned(),
        (0, 0) => "no assessment changed".to_owned(),
        (0, _) => "only words changed".to_owned(),
        (n, _) => format!("{} changed, no verdict did", count(n, "assessment")),
    };
    let parts = [first, beside];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Counts with the word for one and for many, without those of nothing.
fn told<const N: usize>(counts: [(usize, &'static str, &'static str); N]) -> String {
    counted(counts.map(|(n, one, many)| (n, if n == 1 { one } else { many })))
}

/// What heads the report: why the change is stopped, and what it does to what judges it.
pub(in crate::review) fn notices(report: &Report<'_>) -> Vec<(&'static str, Vec<String>)> {
    let review = report.review;
    let mut all = Vec::new();
    if !report.reasons.is_empty() {
        let reasons = report.reasons.iter().map(|reason| reason.text.clone());
        all.push(("This change is stopped", few(reasons.collect())));
    }
    if !review.files.is_empty() {
        let files = review.files.iter().map(|file| {
            let detail = file.detail.as_ref().map_or_else(String::new, |detail| format!(": {detail}"));
            format!("{} {}{detail}", file.path, file.what)
        });
        let mut lines = few(files.collect());
        if review.judge == Judge::Base {
            lines.push(
                "both states are judged by the rubrics and the [check] settings from before it".to_owned(),
            );
        }
        all.push(("This change touches what judges and shows", lines));
    }
    if let Judge::Head(why) = &review.judge {
        let line = format!("{why}: its own rubrics and settings judge both states");
        all.push(("Judged by the change itself", vec![line]));
    }
    if let Judge::Each(lines) = &review.judge {
        all.push(("Each state is judged by its own rubrics and settings", lines.clone()));
    }
    all
}

/// As many lines as a reader looks at before the table.
const MOST_LINES: usize = 10;

fn few(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST_LINES);
    if more > 0 {
        lines.truncate(MOST_LINES);
        lines.push(format!("and {more} more"));
    }
    lines
}

/// The sections that have something to tell, in the order in which they are shown.
pub(in crate::review) fn sections(report: &Report<'_>) -> Vec<Section> {
    let changes = &report.review.changes;
    let all = [
        scores::verdicts(changes),
        book::removed(report),
        book::unread(report),
        book::seals(report),
        scores::proposed(report),
        scores::categories(changes),
        facts::findings(changes),
        facts::checks(changes),
        facts::waivers(changes),
        book::lost(report),
        book::diagnostics(report),
        facts::stated(report.review),
    ];
    all.into_iter().flatten().collect()
}

/// The last lines: what is not told of, and what was compared.
pub(in crate::review) fn closing(report: &Report<'_>) -> Vec<String> {
    let review = report.review;
    let mut parts = vec![format!("{} unchanged", count(review.unchanged, "assessment"))];
    if review.reworded > 0 {
        parts.push(format!("{} changed in words only", review.reworded));
    }
    if review.unreadable > 0 {
        parts.push(format!("{} cannot be read, as before", review.unreadable));
    }
    if review.others > 0 {
        parts.push(format!("{} changed", count(review.others, "other file")));
    }
    let (base, head) = report.names;
    let mut lines = vec![format!("{}. Compared: {base} with {head}.", parts.join(", "))];
    lines.extend(report.notes.iter().map(|note| format!("Note: {note}.")));
    lines
}

/// The line of a gate that let the change pass.
pub(in crate::review) fn passed(conditions: &[Condition]) -> Option<String> {
    let names: Vec<String> = conditions.iter().map(ToString::to_string).collect();
    (!names.is_empty()).then(|| format!("Passed: {}.", names.join(", ")))
}
