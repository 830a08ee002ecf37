//! Problems that are told in paragraphs, each with its title in bold before it.

use std::ops::Range;

use super::below::is_field;
use super::rate;
use super::section::{Class, Section};
use super::titles::{is_numbered, strip_ordinal};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::undecorated;
use crate::import::lexicon::{Topic, is_dense};
use crate::import::report::Report;

/// How many lines a paragraph is looked through.
const LONGEST: usize = 40;

/// What a line such as `Problem: the lamp smokes` says is wrong, in a section of problems.
pub(super) fn named<'r>(report: &'r Report<'_>, at: usize, section: &Section) -> Option<&'r str> {
    let (block, field) = (&report.blocks[at], report.fields_of(at..at + 1).next()?);
    let told = section.class == Class::Gaps && block.kind == Kind::Line && !block.lead.is_empty();
    let names = told && names_problem(report, report.heading(at), &field.label);
    let rates = |value: &str| rate::starts_with_severity(value, report.lexicon);
    let is_risk = !report.lexicon.is(&field.label, Topic::Problem);
    // `Risk: extreme if it sails` says how bad the problem is.
    Some(field.value.as_str()).filter(|value| names && says(value) && !(is_risk && rates(value)))
}

/// True for a label of what is wrong. `Risk:` says what follows from a problem, but below `Medium risks` what is one.
pub(super) fn names_problem(report: &Report<'_>, heading: Option<usize>, label: &str) -> bool {
    let is = |topic| report.lexicon.is(label, topic);
    let announced = || {
        let heading = heading.map(|at| strip_ordinal(undecorated(&report.blocks[at].text)));
        heading.is_some_and(|heading| rate::only_announces(heading, report.lexicon))
    };
    is(Topic::Prefix) && (is(Topic::Problem) || is(Topic::Gaps) && announced())
}

/// True for a paragraph such as `**Tide feed:** only once a day`, where a section of problems consists of such ones.
pub(super) fn is_one_of_named(report: &Report<'_>, at: usize, section: &Section) -> bool {
    if section.class != Class::Gaps || !has_name(report, at) {
        return false;
    }
    let heading = report.heading(at);
    let near = at.saturating_sub(LONGEST)..report.blocks.len().min(at + LONGEST);
    let mut others = near.filter(|other| *other != at && report.heading(*other) == heading).peekable();
    let is_like = |other: usize| report.blocks[other].kind == Kind::Break || has_name(report, other);
    others.peek().is_some() && others.all(is_like)
}

/// True for a paragraph of one line with its name in bold before a colon.
fn has_name(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let colon = [':', '\u{FF1A}'];
    let named = block.lead.ends_with(colon) || block.rest().starts_with(colon);
    block.kind == Kind::Line
        && !block.lead.is_empty()
        && named
        && block.rest().split_whitespace().count() >= 2
        && !is_field(report, block)
}

/// Where the paragraph of a problem ends, for the line that it begins with. Apart from what a section announces, it is
/// one where it says how bad it is.
pub(super) fn end(report: &Report<'_>, at: usize, section: &Section) -> Option<usize> {
    let begins = is_title(report, at) || named(report, at, section).is_some();
    if !matches!(section.class, Class::Gaps | Class::Neutral) || !begins {
        return None;
    }
    let goes_on = |next: &usize| {
        let block = &report.blocks[*next];
        block.kind == Kind::Line
            && block.wrapped
            && !is_title(report, *next)
            && named(report, *next, section).is_none()
    };
    let last = report.blocks.len().min(at + 1 + LONGEST);
    let end = (at + 1..last).find(|next| !goes_on(next)).unwrap_or(last);
    let rated = || rate::labelled(&text(report, at..end), report.lexicon).is_some();
    (section.class == Class::Gaps || rated()).then_some(end)
}

/// The text of a paragraph.
pub(super) fn text(report: &Report<'_>, lines: Range<usize>) -> String {
    let lines: Vec<&str> = report.blocks[lines].iter().map(|block| block.text.as_str()).collect();
    lines.join(" ")
}

/// True for a line that begins with a title in bold: a sentence, or with a number before it.
pub(super) fn is_title(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let lead = undecorated(&block.lead);
    block.kind == Kind::Line && says(lead) && is_marked(block, lead) && !is_field(report, block)
}

/// True for a title that says something, not only names what follows.
fn says(lead: &str) -> bool {
    if lead.contains(is_dense) { lead.chars().count() >= 4 } else { lead.split_whitespace().count() >= 2 }
}

fn is_marked(block: &Block, lead: &str) -> bool {
    let stop = ['.', '\u{3002}'];
    let followed = block.wrapped || block.rest().chars().any(char::is_alphanumeric);
    is_numbered(lead) || followed && (lead.ends_with(stop) || block.rest().starts_with(stop))
}
