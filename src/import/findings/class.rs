//! What the words of a heading say that its section is for.

use super::columns::is_of_marks;
use super::rate;
use super::section::{Class, Section};
use super::titles::{after_prefix, strip_ordinal};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::Status;
use crate::import::report::Report;

/// How many blocks are looked through for another part of the same kind.
const NEAR: usize = 400;

/// The class that a heading's own words say: `topics` without what only looks like a severity, `all` with it.
pub(super) fn of_words(
    report: &Report<'_>,
    at: usize,
    (topics, all): (Topics, Topics),
    rated: bool,
    parent: &Section,
) -> Option<Class> {
    let block = &report.blocks[at];
    let good_icon = icons::any_status(&block.text) == Some(Status::Resolved);
    let bad_icon = matches!(icons::leading_status(&block.text), Some(Status::Open));
    let first = strip_ordinal(undecorated(&block.text)).split([' ', ':', '-']).next().unwrap_or_default();
    // `Known limitations & future work` is of the limitations.
    let part = block.text.split(['&', '(', ',']).next().unwrap_or(&block.text).split_whitespace();
    let part: Vec<&str> = part.take_while(|word| !report.lexicon.is(word, Topic::Joint)).collect();
    let part = report.lexicon.topics_without(&part.join(" "), Topic::SeverityNoise);
    // `Limitations to be mended before sign-off` is, too.
    let before = report.lexicon.topics(first).has(Topic::Gaps) && topics.has(Topic::Precondition);
    let gap_first = part.has(Topic::Gaps) && !part.has(Topic::Plan) || before;
    let step = report.lexicon.topics(first).has(Topic::PlanStart) && !is_chapter(report, at);
    let plan = (topics.has(Topic::Plan) && !gap_first) || step;
    let gap = topics.has(Topic::Gaps);
    // A line in bold that names problems is nearer than the section around it.
    let planned =
        parent.class == Class::Plan && after_prefix(report, undecorated(&block.text)).is_some_and(|(_, n)| n);
    if block.level() == Some(7) && gap && (rated || bad_icon || !plan) && !good_icon && !planned {
        return Some(Class::Gaps);
    }
    if good_icon && !gap {
        return Some(Class::Good);
    }
    // `Phase 1: critical issues` says when they are mended, not what they are.
    if step && block.level() != Some(7) {
        return Some(Class::Plan);
    }
    // `Medium (good habits)` ranks what is below it, whatever it says of it in brackets.
    let ranks = || rate::only_announces(strip_ordinal(undecorated(&block.text)), report.lexicon);
    if rated && (!topics.has(Topic::Good) || !good_icon && !topics.has(Topic::Resolved) && ranks()) {
        // A plan stays one, whatever the priorities of its parts; `P0` alone says what must be mended, and `High
        // priority` below recommendations what is not yet as it should be.
        let name = strip_ordinal(undecorated(&block.text));
        let advised = || block.path.last().is_some_and(|above| report.topics[*above].has(Topic::Advised));
        let ranked = || topics.any(&[Topic::PriorityLabel, Topic::PriorityPhrase]) && advised();
        let lacks =
            || topics.has(Topic::PriorityPhrase) && topics.has(Topic::Gaps) && !topics.has(Topic::Wanted);
        let lists =
            rate::is_only_code(name) || rate::only_announces(name, report.lexicon) && ranked() || lacks();
        // `Critical (before the launch)` is what is still to be done until then.
        let until = || topics.has(Topic::Precondition) && topics.any(&[Topic::Critical, Topic::High]);
        return Some(if parent.class == Class::Plan && !lists && !until() {
            Class::Plan
        } else {
            Class::Gaps
        });
    }
    if parent.class == Class::Plan && !topics.has(Topic::Gaps) {
        return Some(Class::Plan);
    }
    // `⚠️ Recommendations before launch` are what is not yet as it must be.
    if plan && bad_icon && topics.has(Topic::Precondition) && parent.class != Class::Plan {
        return Some(Class::Gaps);
    }
    // `⚠️ What to improve` beside `✅ What holds`.
    let advises = all.has(Topic::Advised);
    if plan && bad_icon && !advises && parent.class != Class::Plan && stands_beside_strengths(report, at) {
        return Some(Class::Gaps);
    }
    if gap && plan && !bad_icon {
        return Some(Class::Plan);
    }
    if gap {
        return Some(if parent.class == Class::Plan { Class::Plan } else { Class::Gaps });
    }
    let warns = block.level().is_some_and(|level| level < 7) && !plan;
    if bad_icon && (topics.has(Topic::Open) || warns) {
        return Some(Class::Gaps);
    }
    if plan {
        return Some(Class::Plan);
    }
    all.has(Topic::Good).then_some(Class::Good)
}

/// True for a heading right after one of its kind that has a tick.
fn stands_beside_strengths(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let is_like = |other: &&Block| other.level() == block.level() && other.path == block.path;
    let before = report.blocks[at.saturating_sub(NEAR)..at].iter().rev().find(is_like);
    before.is_some_and(|before| icons::leading_status(&before.text) == Some(Status::Resolved))
}

/// True for a part of the report itself that is only counted like the steps of a plan, `Phase 7 — Remaining issues`, where
/// another such part before it tells of results.
fn is_chapter(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    if block.path.len() > 1 || block.level() != Some(2) {
        return false;
    }
    let word = |text: &str| undecorated(text).split_whitespace().next().unwrap_or_default().to_lowercase();
    let first = word(&block.text);
    let is_like = |other: &usize| {
        let other = &report.blocks[*other];
        other.level() == block.level() && other.path == block.path && word(&other.text) == first
    };
    let tells = |other: usize| {
        let mut within = report.blocks[other + 1..at].iter().take_while(|below| below.path.contains(&other));
        within.any(|below| match &below.kind {
            Kind::Table(table) => (1..table.head.len()).any(|column| is_of_marks(table, column)),
            _ => false,
        })
    };
    (at.saturating_sub(NEAR)..at).filter(is_like).any(tells)
}
