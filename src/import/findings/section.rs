//! What each section is for: problems, strengths, plans, or one problem itself.

use std::collections::BTreeMap;

use super::below::{Below, below, is_field};
use super::class;
use super::headings::{
    self, groups_crosses, is_group, is_title_in, name_of, names_what_is_mended, says_what_lacks,
};
use super::leads;
use super::nothing;
use super::rate::{self, Rating};
use super::status;
use super::titles::{after_prefix, is_area, is_numbered, strip_ordinal, title};
use crate::import::blocks::Block;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Lexicon, Topic, Topics};
use crate::import::model::{Severity, Status};
use crate::import::report::Report;
use crate::import::scores::scores;

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
            let section = section(report, at, level, &Around { parent: &parent, within, serial }, &below[at]);
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

/// What stands around a heading.
struct Around<'s> {
    parent: &'s Section,
    /// True where a heading above is a problem of its own.
    within: bool,
    /// True for a numbered heading after one that is a problem.
    serial: bool,
}

fn section(report: &Report<'_>, at: usize, level: u8, around: &Around<'_>, below: &Below) -> Section {
    let parent = around.parent;
    let block = &report.blocks[at];
    let plain = undecorated(&block.text);
    let topics = report.lexicon.topics_without(&block.text, Topic::SeverityNoise);
    let rating = rate::announced(&block.text, report.lexicon);
    // `Observation 3: …` names a problem, `Observations` what is only worth knowing.
    let numbered = || after_prefix(report, plain).is_some_and(|(_, numbered)| numbered);
    let rating = rating.filter(|rating| rating.severity != Severity::Info || !numbered());
    // A light in the heading of a part says less than the words of the heading above.
    let worded = |rating: &&Rating| rating.worded;
    let said = rating.as_ref().filter(worded).or(parent.rating.as_ref().filter(worded));
    let inherited =
        Section { rating: said.or(rating.as_ref()).or(parent.rating.as_ref()).cloned(), ..parent.clone() };
    if level == 7 && leads::is_problem(report, block, (parent, around.within), below) {
        return finding_section(report, block, inherited, topics);
    }
    if matches!(parent.class, Class::Finding | Class::Detail) {
        return Section { class: Class::Detail, ..parent.clone() };
    }
    // `Critical alerts`: how bad what they tell of would be.
    let severe = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low];
    let above = block.path.last().map(|above| report.topics[*above]).unwrap_or_default();
    let alarms = (topics.has(Topic::Alarm) || above.has(Topic::Alarm))
        && topics.any(&severe)
        && !topics.has(Topic::Gaps)
        && parent.class != Class::Gaps;
    // `If problems occur at sea`, and below it what is to be done then; below risks, what follows, but not below alarms.
    let supposes = report.lexicon.begins(strip_ordinal(plain), Topic::Hypothesis);
    if supposes
        && !above.has(Topic::Alarm)
        && parent.class == Class::Gaps
        && below.items + below.subsections > 0
    {
        return inherited;
    }
    if alarms || supposes || report.lexicon.is(strip_ordinal(plain), Topic::Aside) {
        return Section { class: Class::Detail, ..Section::default() };
    }
    // `Optional` below the settings ranks them, not problems.
    let ranks = matches!(parent.class, Class::Neutral | Class::Good) && block.path.len() > 1;
    if ranks && report.lexicon.is(strip_ordinal(plain), Topic::Wanted) {
        return Section { class: Class::Detail, ..Section::default() };
    }
    if nothing::rates_low(report, block, plain) {
        return Section { class: Class::Good, ..Section::default() };
    }
    // What is to be known is no problem, however important it is.
    if report.lexicon.is(name_of(plain), Topic::Note) {
        return Section { category: category(report, block, parent), ..Section::default() };
    }
    // What was seen where all is well.
    let passed = |heading: &usize| icons::any_status(&report.blocks[*heading].text) == Some(Status::Resolved);
    let of_results = level == 7 && report.lexicon.is(plain, Topic::Result);
    if of_results && parent.class == Class::Good && block.path.last().is_some_and(passed) {
        return parent.clone();
    }
    // `Key findings`, and below it that all is well.
    if report.lexicon.is(name_of(plain), Topic::Result)
        && parent.class != Class::Gaps
        && nothing::is_well(report, at)
    {
        return Section { class: Class::Good, ..Section::default() };
    }
    if leads::tells_of_repair(report, block, below) {
        return leads::repaired(report, block, inherited);
    }
    // `Logs`, with its severity below it, is no detail but a problem.
    let detail = is_field(report, block) && (level == 7 || below.rated == 0);
    if detail && (level == 7 || parent.class == Class::Gaps) && !topics.has(Topic::Gaps) {
        // `Evidence:` below a group lists what speaks for it too; what has a cross there is a problem by itself.
        let class = if parent.class == Class::Gaps { Class::Neutral } else { parent.class };
        return Section { class, ..inherited };
    }
    // `Letters of the crew` below problems, and below it tasks: each of them is one.
    let lists_tasks =
        below.tasks > 1 && below.tasks == below.items + below.lines + below.tables + below.fields;
    let marked_done = icons::any_status(&block.text) == Some(Status::Resolved);
    // `Improvements` that are ranked are as open as what else has their rank.
    let planned = parent.rating.is_none() && topics.any(&[Topic::Plan, Topic::Future]);
    if parent.class == Class::Gaps
        && level < 7
        && lists_tasks
        && !is_numbered(plain)
        && !(marked_done || planned)
    {
        return Section { category: category(report, block, parent), ..inherited };
    }
    // `3. Winches`, and below it what has a cross each: these are the problems.
    let described = below.problems + below.rated + below.remedies > 0;
    if parent.class == Class::Gaps && level < 7 && !described && groups_crosses(report, at) {
        let category = category(report, block, parent);
        return Section { class: Class::Neutral, category, ..inherited };
    }
    let prefix = after_prefix(report, plain).filter(|_| !matches!(parent.class, Class::Plan | Class::Good));
    let numbered_prefix = prefix.is_some_and(|(_, numbered)| numbered);
    let prefixed = numbered_prefix || prefix.is_some_and(|(rest, _)| rest.split_whitespace().count() >= 2);
    // `Sessions never expire (CRITICAL)`, with details below it.
    // With a number before it, what is listed below it describes it.
    let listed = is_numbered(plain) && below.subsections <= below.field_subsections;
    let apart = || (below.items == 0 || listed) && rate::apart(plain, report.lexicon).is_some();
    let goes_on = || {
        let worded = rating.as_ref().is_some_and(|rating| rating.worded);
        let other = topics.any(&[Topic::Plan, Topic::PlanStart, Topic::Good]);
        // A rating alone is no title, but an area with one is.
        let announces = rate::only_announces(strip_ordinal(plain), report.lexicon)
            && !is_area(report, &title(report, plain));
        around.serial && listed && worded && !other && !announces
    };
    let described = below.lines > 0 || below.fields > 0 || listed;
    let rated_title = level > 2
        && described
        && (rate::in_brackets(plain, report.lexicon) || apart() || goes_on())
        && !matches!(parent.class, Class::Plan | Class::Good)
        && below.issue_tables == 0;
    // `⚠️ Missing tide tables`, with its state below it.
    let warns = icons::leading_status(&block.text) == Some(Status::Open);
    let lacking = level > 2
        && below.fields > 0
        && below.issue_tables == 0
        && below.subsections <= below.field_subsections + below.leads
        && report.lexicon.topics(name_of(plain)).has(Topic::Gaps)
        && says_what_lacks(report, name_of(plain))
        && !(parent.class == Class::Plan || parent.class == Class::Good && !warns);
    let titled = rated_title
        || lacking
        || is_title_in(report, parent, (plain, rating.is_some() || around.serial), below)
            && !(topics.has(Topic::Gaps)
                && (below.fields == 0 && plain.split_whitespace().count() <= 3
                    || report.lexicon.covers(strip_ordinal(plain), &[Topic::Gaps])));
    // A heading with a severity of its own and nothing below it but what describes it is a problem, whatever its words;
    // but what the report concludes is none.
    let announces = topics.has(Topic::Gaps) && below.items > 0 || headings::concludes(report, plain);
    // `Issues found:` below `Severity: high` lists what one problem consists of, unless the heading is that of an area.
    let parts = if is_area(report, strip_ordinal(plain)) { below.leads } else { below.introductions };
    if level > 1
        && level < 7
        && below.rated == 1
        && below.told == 0
        && below.named < 2
        && below.subsections <= below.field_subsections + parts
        && below.issue_tables == 0
        && !announces
        && parent.class != Class::Plan
    {
        return finding_section(report, block, inherited, topics);
    }
    // What the report concludes is no problem of its own; what is listed below it are the reasons.
    if report.lexicon.topics_without(&block.text, Topic::VerdictNoise).has(Topic::NotReady) && !prefixed {
        let lists = below.items > 0 && !matches!(parent.class, Class::Plan | Class::Good);
        let class = if lists { Class::Gaps } else { parent.class };
        return Section { class, category: category(report, block, parent), ..inherited };
    }
    let lists = if numbered_prefix { below.leads + below.gap_leads } else { 0 };
    let whole = below.subsections <= below.field_subsections + lists;
    let line = level < 7 || numbered_prefix && below.fields > 0;
    // `Winch: ✅ FIXED` below problems was one, whatever is listed below it.
    let mended = parent.class == Class::Gaps && level < 7 && names_what_is_mended(report, block);
    if (titled || mended || prefixed && whole) && line {
        return finding_section(report, block, inherited, topics);
    }
    if topics.any(&[Topic::Conclusion, Topic::Summary])
        && !topics.has(Topic::Gaps)
        && rating.is_none()
        && parent.class != Class::Plan
    {
        return Section::default();
    }
    // What was wrong and is mended is listed like what is wrong.
    if topics.has(Topic::Mended) && parent.class != Class::Plan {
        let status = section_status(&block.text, topics, report.lexicon).unwrap_or(Status::Resolved);
        return Section { class: Class::Gaps, status: Some(status), rating, category: None };
    }
    // `High priority (done)` says what became of each problem below it.
    if rating.as_ref().is_some_and(|rating| rating.worded)
        && below.subsections > 0
        && headings::ranks_what_is_done(report, plain)
    {
        return Section { class: Class::Gaps, status: Some(Status::Resolved), category: None, rating };
    }
    // `Resolved` below problems says what became of them, and `Partly done` what is not yet as it should be.
    let (of_problems, name) = (parent.class == Class::Gaps, name_of(plain));
    let outcomes = [Topic::Resolved, Topic::Partial, Topic::Open, Topic::Accepted];
    let told = of_problems && !topics.has(Topic::Good) && report.lexicon.covers(name, &outcomes);
    let begun = level > 1
        && !matches!(parent.class, Class::Plan | Class::Good)
        && topics.has(Topic::Partial)
        && report.lexicon.covers(name, &[Topic::Partial, Topic::Collection]);
    if told || begun {
        let accepted = topics.has(Topic::Accepted).then_some(Status::Accepted);
        let status = accepted.or_else(|| section_status(&block.text, topics, report.lexicon));
        // A light beside a state shows the state.
        let rating = rating.filter(|rating| rating.worded).or_else(|| parent.rating.clone());
        return Section { class: Class::Gaps, status: status.or(parent.status), rating, ..inherited };
    }
    let rated = rating.as_ref().is_some_and(|rating| rating.worded && rating.severity != Severity::Info);
    // `❌ Locks stick` below problems, with a text: a cross marks a problem where no list is introduced.
    let marked = parent.class == Class::Gaps && below.items + below.tables + below.subsections == 0 && !rated;
    let class = class::of_words(report, at, (topics, report.topics[at]), rated, parent);
    // `Piers ⚠️ MEDIUM RISK`, and below it what is good and what is not: how bad it is speaks of both.
    let only_rated = || !report.lexicon.topics(&title(report, &block.text)).has(Topic::Gaps);
    let weighs = rated && class == Some(Class::Gaps) && only_rated() && headings::tells_apart(report, at);
    if weighs {
        return Section { class: Class::Neutral, category: category(report, block, parent), ..inherited };
    }
    let mended = || status::marked_status(&block.text, report.lexicon).is_some();
    let is_title = |class: &Class| match class {
        Class::Gaps => below.lines > 0 && (!topics.has(Topic::Gaps) || says_what_lacks(report, plain)),
        // `Rope was cut ✅ FIXED`.
        Class::Good => mended(),
        _ => false,
    };
    match class.filter(|class| !(marked && is_title(class))) {
        Some(class @ (Class::Good | Class::Plan)) => {
            Section { class, rating, status: None, category: category(report, block, parent) }
        }
        Some(class) => Section {
            class,
            status: section_status(&block.text, topics, report.lexicon).or(parent.status),
            category: category(report, block, parent),
            ..inherited
        },
        None if parent.class == Class::Gaps && level < 7 => {
            if is_group(report, block, plain, below) {
                Section { category: category(report, block, parent), ..inherited }
            } else {
                finding_section(report, block, inherited, topics)
            }
        }
        None => Section { category: category(report, block, parent), ..inherited },
    }
}

fn section_status(text: &str, topics: Topics, lexicon: &Lexicon) -> Option<Status> {
    // `60 % complete` tells how far the work is, not what became of the problems.
    if !scores(text).is_empty() {
        return topics.has(Topic::Partial).then_some(Status::Partial);
    }
    // `To be fixed` and `not yet fixed` are not fixed.
    let denied = lexicon.negates(text, Topic::Resolved);
    let resolved = !denied && lexicon.topics_without(text, Topic::Open).has(Topic::Resolved);
    if (topics.has(Topic::Open) || denied) && !resolved {
        Some(Status::Open)
    } else if topics.has(Topic::Partial) {
        Some(Status::Partial)
    } else if resolved {
        Some(Status::Resolved)
    } else {
        None
    }
}

fn finding_section(report: &Report<'_>, block: &Block, inherited: Section, topics: Topics) -> Section {
    let passed = icons::any_status(&block.text) == Some(Status::Resolved);
    let marked = status::marked_status(&block.text, report.lexicon);
    // How bad the problems around it are says nothing of what is well.
    let own = rate::announced(&block.text, report.lexicon);
    let well = Section { class: Class::Good, rating: own, status: None, ..inherited.clone() };
    if status::marked_passed(&block.text, report.lexicon) {
        return well;
    }
    if topics.any(&[Topic::Passed, Topic::Resolved])
        && passed
        && marked.is_none()
        && !topics.has(Topic::Resolved)
    {
        return well;
    }
    if passed
        && marked.is_none()
        && inherited.status != Some(Status::Resolved)
        && !topics.has(Topic::Resolved)
    {
        return well;
    }
    let begun = icons::any_status(&block.text).filter(|status| *status == Status::Partial);
    let told = if block.struck || passed { Some(Status::Resolved) } else { marked.or(begun) };
    let status = told.or(inherited.status);
    Section { class: Class::Finding, status, ..inherited }
}

/// The area that a heading names, for what is below it.
fn category(report: &Report<'_>, block: &Block, parent: &Section) -> Option<String> {
    let plain = strip_ordinal(undecorated(&block.text));
    let name = plain.split([':', '(', '\u{FF1A}', '—', '–']).next().map(undecorated).unwrap_or_default();
    let tail = name.rsplit_once(' ').filter(|(_, last)| report.lexicon.is(last, Topic::NameTail));
    let name = tail.map_or(name, |(before, _)| before);
    let few = name.split_whitespace().count() <= 5 && name.chars().count() <= 40;
    let announces = report.lexicon.topics(name).any(&[
        Topic::Gaps,
        Topic::Good,
        Topic::Plan,
        Topic::Summary,
        Topic::Conclusion,
        Topic::Mended,
    ]) || rate::only_rates(name, report.lexicon)
        || rate::only_announces(name, report.lexicon)
        || rate::is_only_code(name);
    let is_area = few && !announces && block.level() != Some(7) && name.chars().any(char::is_alphabetic);
    if is_area { Some(name.to_owned()) } else { parent.category.clone() }
}
