//! What each section is for: problems, strengths, plans, or one problem itself.

use std::collections::BTreeMap;

use super::asides;
use super::below::below;
use super::class;
use super::heading::{Around, Heading};
use super::headings::{self, groups_crosses, is_group, says_what_lacks};
use super::leads;
use super::named;
use super::nothing;
use super::outcomes;
use super::rate::Rating;
use super::status;
use super::titles::{is_numbered, title};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::Topic;
use crate::import::model::{Severity, Status};
use crate::import::report::Report;

/// What a section is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Problems.
    Gaps,
    /// Strengths.
    Good,
    /// What is to be done.
    Plan,
    /// The heading is a problem; what is below describes it.
    Finding,
    /// What describes a problem.
    Detail,
}

/// A section and what its content inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub class: Class,
    pub rating: Option<Rating>,
    pub status: Option<Status>,
    pub category: Option<String>,
}

/// The sections, by the index of their heading among the blocks.
pub(super) fn sections(report: &Report<'_>) -> Vec<Option<Section>> {
    let below = below(report);
    let title = report.title();
    let mut all: Vec<Option<Section>> = Vec::with_capacity(report.blocks.len());
    // The last heading of each level below each heading.
    let mut last: BTreeMap<(Option<usize>, u8), usize> = BTreeMap::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let section = block.level().map(|level| {
            // The title of the report says nothing of its content.
            if Some(at) == title && block.path.is_empty() {
                return Section::default();
            }
            let parent = block.path.last().and_then(|parent| all[*parent].clone()).unwrap_or_default();
            let within = block.path.iter().any(|above| is_finding(all[*above].as_ref()));
            let before = last.insert((block.path.last().copied(), level), at);
            let serial = before.is_some_and(|before| {
                is_finding(all[before].as_ref())
                    && [before, at].iter().all(|at| is_numbered(undecorated(&report.blocks[*at].text)))
            });
            let around = Around { parent: &parent, within, serial };
            let section = section(&Heading::new(report, at, level, around, &below[at]));
            // What a section says that it does not have is not in it.
            let empty = section.class == Class::Gaps
                && (nothing::is_said(report, at) || section.rating.is_none() && nothing::is_well(report, at))
                || section.class == Class::Finding && nothing::names_no_problems(report, at);
            if empty { Section { class: Class::Good, ..Section::default() } } else { section }
        });
        all.push(section);
    }
    all
}

fn is_finding(section: Option<&Section>) -> bool {
    section.is_some_and(|section| section.class == Class::Finding)
}

/// What the section of a heading is for: the first reading that fits.
fn section(heading: &Heading<'_>) -> Section {
    let parent = heading.parent();
    let (report, block) = (heading.report, heading.block);
    if heading.level == 7 && leads::is_problem(report, block, (parent, heading.around.within), heading.below)
    {
        return heading.finding();
    }
    if matches!(parent.class, Class::Finding | Class::Detail) {
        return Section { class: Class::Detail, ..parent.clone() };
    }
    let mends = || {
        let repairs = leads::tells_of_repair(report, block, heading.below);
        repairs.then(|| leads::repaired(report, block, heading.inherited.clone()))
    };
    asides::read(heading)
        .or_else(mends)
        .or_else(|| asides::detail(heading))
        .or_else(|| group(heading))
        .or_else(|| named::read(heading))
        .or_else(|| summary(heading))
        .or_else(|| outcomes::read(heading))
        .unwrap_or_else(|| by_words(heading))
}

/// What a heading below problems collects, and does not name.
fn group(heading: &Heading<'_>) -> Option<Section> {
    if !heading.is_in(Class::Gaps) || heading.level == 7 {
        return None;
    }
    let below = heading.below;
    // `Letters of the crew`, and below it tasks: each of them is one.
    let tasks = below.tasks > 1 && below.tasks == below.items + below.lines + below.tables + below.fields;
    let done = icons::any_status(&heading.block.text) == Some(Status::Resolved);
    // `Improvements` that are ranked are as open as what else has their rank.
    let planned = heading.parent().rating.is_none() && heading.topics.any(&[Topic::Plan, Topic::Future]);
    if tasks && !is_numbered(heading.plain) && !(done || planned) {
        return Some(heading.part());
    }
    // `3. Winches`, and below it what has a cross each: these are the problems.
    let described = below.problems + below.rated + below.remedies > 0;
    (!described && groups_crosses(heading.report, heading.at))
        .then(|| Section { class: Class::Neutral, ..heading.part() })
}

/// A conclusion or a summary that announces no problems.
fn summary(heading: &Heading<'_>) -> Option<Section> {
    let summarises = heading.topics.any(&[Topic::Conclusion, Topic::Summary])
        && !heading.topics.has(Topic::Gaps)
        && heading.rating.is_none()
        && !heading.is_in(Class::Plan);
    summarises.then(Section::default)
}

/// What the words of a heading announce, or else what the section around it is for.
fn by_words(heading: &Heading<'_>) -> Section {
    let (report, below) = (heading.report, heading.below);
    let rating = heading.rating.as_ref();
    let rated = rating.is_some_and(|rating| rating.worded && rating.severity != Severity::Info);
    // `❌ Locks stick` below problems, with a text: a cross marks a problem where no list is introduced.
    let marked = heading.is_in(Class::Gaps) && below.items + below.tables + below.subsections == 0 && !rated;
    let topics = (heading.topics, report.topics[heading.at]);
    let class = class::of_words(report, heading.at, topics, rated, heading.parent());
    // `Piers ⚠️ MEDIUM RISK`, and below it what is good and what is not: how bad it is speaks of both.
    let only_rated = || !report.lexicon.topics(&title(report, &heading.block.text)).has(Topic::Gaps);
    let weighs = || rated && only_rated() && headings::tells_apart(report, heading.at);
    if class == Some(Class::Gaps) && weighs() {
        return Section { class: Class::Neutral, ..heading.part() };
    }
    let mended = || status::marked_status(&heading.block.text, report.lexicon).is_some();
    let is_title = |class: &Class| match class {
        Class::Gaps => {
            below.lines > 0 && (!heading.topics.has(Topic::Gaps) || says_what_lacks(report, heading.plain))
        }
        // `Rope was cut ✅ FIXED`.
        Class::Good => mended(),
        _ => false,
    };
    match class.filter(|class| !(marked && is_title(class))) {
        Some(class @ (Class::Good | Class::Plan)) => {
            Section { class, rating: rating.cloned(), status: None, category: heading.category() }
        }
        Some(class) => {
            Section { class, status: heading.status().or(heading.parent().status), ..heading.part() }
        }
        None if heading.is_in(Class::Gaps)
            && heading.level < 7
            && !is_group(report, heading.block, heading.plain, below) =>
        {
            heading.finding()
        }
        None => heading.part(),
    }
}
