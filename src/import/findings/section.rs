//! What each section is for: problems, strengths, plans, or one problem itself.

use std::sync::LazyLock;

use regex::Regex;

use super::rate::{self, Rating};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::{FindingFact, Severity, Status};
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

/// What stands directly below a heading.
#[derive(Default)]
struct Below {
    items: usize,
    fields: usize,
    lines: usize,
    tables: usize,
    issue_tables: usize,
    subsections: usize,
    field_subsections: usize,
}

/// The sections, by the index of their heading among the blocks.
pub(super) fn sections(report: &Report<'_>) -> Vec<Option<Section>> {
    let below = below(report);
    let mut all: Vec<Option<Section>> = Vec::with_capacity(report.blocks.len());
    for (at, block) in report.blocks.iter().enumerate() {
        let section = block.level().map(|level| {
            let parent = block.path.last().and_then(|parent| all[*parent].clone()).unwrap_or_default();
            section(report, at, level, &parent, &below[at])
        });
        all.push(section);
    }
    all
}

fn below(report: &Report<'_>) -> Vec<Below> {
    let mut all: Vec<Below> = report.blocks.iter().map(|_| Below::default()).collect();
    for block in &report.blocks {
        let Some(heading) = block.path.last() else {
            continue;
        };
        let is_field = is_field(report, block);
        let below = &mut all[*heading];
        match &block.kind {
            Kind::Heading(_) => {
                below.subsections += 1;
                below.field_subsections += usize::from(is_field);
            }
            Kind::Item { depth: 0, .. } | Kind::Line if is_field => below.fields += 1,
            Kind::Item { depth: 0, .. } => below.items += 1,
            Kind::Item { .. } | Kind::Break => {}
            Kind::Table(table) => {
                below.tables += 1;
                below.issue_tables += usize::from(super::tables::is_of_issues(report, table));
            }
            Kind::Line | Kind::Fence(_) => below.lines += 1,
        }
    }
    all
}

/// True for a block that begins with the name of a detail, such as `Impact:`.
pub(super) fn is_field(report: &Report<'_>, block: &Block) -> bool {
    let lead = if block.lead.is_empty() || block.level().is_some() {
        block.text.as_str()
    } else {
        block.lead.as_str()
    };
    let cut = lead.find([':', '\u{FF1A}']);
    let whole = block.level().is_some() || !block.lead.is_empty();
    match cut {
        Some(at) => report.lexicon.is(undecorated(&lead[..at]), Topic::Field),
        None => {
            whole
                && report.lexicon.is(undecorated(lead), Topic::Field)
                && (block.level().is_some() || block.rest().starts_with([':', '\u{FF1A}']))
        }
    }
}

static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[A-Z]{1,5}(?:-[A-Z0-9]{1,6}){0,2}[-_ ]?#?\d{1,3}|[A-Z]{1,5}\d{0,2}-[A-Z]?\d{1,3})\s*(?:[:.)\]—–-]|\s[—–-])\s*\S").ok()
});
static ORDINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\(?\d{1,3}(?:\.\d{1,3}){0,3}[.):、]?|[A-Z]\d?[.)]|#\d{1,3}[.:)]?|[IVX]{1,4}[.)])\s+\S")
        .ok()
});
static NUMBERED_PREFIX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\p{L}+(?:\s\p{L}+)?)\s*(?:#\s*)?\d{1,3}(?:\.\d{1,3})*\s*[:.)\u{FF1A}—–-]\s*(\S.*)$").ok()
});
static NAMED_PREFIX: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\p{L}+(?:\s\p{L}+)?)\s*[:\u{FF1A}]\s*(\S.*)$").ok());

/// What a title says after a prefix such as `Risk #3:`, and whether the prefix was numbered.
pub(super) fn after_prefix<'t>(report: &Report<'_>, plain: &'t str) -> Option<(&'t str, bool)> {
    for (pattern, numbered) in [(&*NUMBERED_PREFIX, true), (&*NAMED_PREFIX, false)] {
        if let Some(hit) = pattern.as_ref().and_then(|pattern| pattern.captures(plain))
            && report.lexicon.is(&hit[1], Topic::Prefix)
        {
            return hit.get(2).map(|rest| (rest.as_str(), numbered));
        }
    }
    None
}

fn section(report: &Report<'_>, at: usize, level: u8, parent: &Section, below: &Below) -> Section {
    let block = &report.blocks[at];
    let plain = undecorated(&block.text);
    let topics = report.lexicon.topics_without(&block.text, Topic::SeverityNoise);
    let rating = rate::announced(&block.text, report.lexicon);
    let inherited = Section { rating: rating.clone().or_else(|| parent.rating.clone()), ..parent.clone() };
    // The title of the report says nothing of its content.
    if level == 1
        && block.path.is_empty()
        && report.blocks.iter().take(at).all(|block| block.level() != Some(1))
    {
        return Section::default();
    }
    if matches!(parent.class, Class::Finding | Class::Detail) {
        return Section { class: Class::Detail, ..parent.clone() };
    }
    if is_field(report, block) && (level == 7 || parent.class == Class::Gaps) && !topics.has(Topic::Gaps) {
        let class = if parent.class == Class::Gaps { Class::Detail } else { parent.class };
        return Section { class, ..inherited };
    }
    let prefixed = after_prefix(report, plain)
        .is_some_and(|(rest, numbered)| numbered || rest.split_whitespace().count() >= 2)
        && !matches!(parent.class, Class::Plan | Class::Good);
    // `Sessions never expire (CRITICAL)`, with details below it.
    let rated_title = level > 2
        && rate::in_brackets(plain, report.lexicon)
        && !matches!(parent.class, Class::Plan | Class::Good)
        && (below.lines > 0 || below.fields > 0)
        && below.issue_tables == 0;
    let titled = rated_title
        || is_title_in(parent, plain, below)
            && !(topics.has(Topic::Gaps) && plain.split_whitespace().count() <= 3);
    if (prefixed || titled) && level < 7 && below.subsections == below.field_subsections {
        return finding_section(report, block, inherited, topics);
    }
    if topics.any(&[Topic::Conclusion, Topic::Summary])
        && !topics.has(Topic::Gaps)
        && rating.is_none()
        && parent.class != Class::Plan
    {
        return Section::default();
    }
    let rated = rating.as_ref().is_some_and(|rating| rating.worded && rating.severity != Severity::Info);
    match own_class(report, block, topics, rated, parent) {
        Some(class @ (Class::Good | Class::Plan)) => {
            Section { class, rating, status: None, category: category(report, block, parent) }
        }
        Some(class) => Section {
            class,
            status: section_status(&block.text, topics).or(parent.status),
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

/// The class that a heading's own words say.
fn own_class(
    report: &Report<'_>,
    block: &Block,
    topics: Topics,
    rated: bool,
    parent: &Section,
) -> Option<Class> {
    let good_icon = icons::any_status(&block.text) == Some(Status::Resolved);
    let bad_icon = matches!(icons::leading_status(&block.text), Some(Status::Open));
    let first = strip_ordinal(undecorated(&block.text)).split([' ', ':', '-']).next().unwrap_or_default();
    let plan = topics.has(Topic::Plan) || report.lexicon.topics(first).has(Topic::PlanStart);
    let gap = topics.has(Topic::Gaps);
    // A line in bold that names problems is nearer than the section around it.
    if block.level() == Some(7) && gap && (rated || bad_icon || !plan) && !good_icon {
        return Some(Class::Gaps);
    }
    if good_icon && !gap {
        return Some(Class::Good);
    }
    if rated && !topics.has(Topic::Good) {
        // A plan stays one, whatever the priorities of its parts.
        return Some(if parent.class == Class::Plan { Class::Plan } else { Class::Gaps });
    }
    if parent.class == Class::Plan && !topics.has(Topic::Gaps) {
        return Some(Class::Plan);
    }
    if gap && plan && !bad_icon {
        return Some(Class::Plan);
    }
    if gap {
        return Some(if parent.class == Class::Plan { Class::Plan } else { Class::Gaps });
    }
    if bad_icon && topics.has(Topic::Open) {
        return Some(Class::Gaps);
    }
    if plan {
        return Some(Class::Plan);
    }
    topics.has(Topic::Good).then_some(Class::Good)
}

/// True for a heading below problems that has a number and details of its own: a problem whose title happens to
/// contain a word for problems.
fn is_title_in(parent: &Section, plain: &str, below: &Below) -> bool {
    let numbered = [&*ORDINAL, &*CODE].into_iter().flatten().any(|pattern| pattern.is_match(plain));
    let whole = below.subsections == below.field_subsections;
    parent.class == Class::Gaps && whole && (numbered || below.fields > 0) && below.issue_tables == 0
}

fn is_group(report: &Report<'_>, block: &Block, plain: &str, below: &Below) -> bool {
    if below.subsections > below.field_subsections
        || below.issue_tables > 0
        || !scores(&block.text).is_empty()
    {
        return true;
    }
    if below.fields > 0 || below.field_subsections > 0 {
        return false;
    }
    let numbered = [&*ORDINAL, &*CODE].into_iter().flatten().any(|pattern| pattern.is_match(plain));
    let area = report.lexicon.is(plain, Topic::Area) || report.lexicon.is(strip_ordinal(plain), Topic::Area);
    let list = below.items >= 2 && below.lines == 0;
    let table = below.tables > 0 && below.lines == 0;
    area && (list || below.items > 0) || table || (list && !numbered && plain.split_whitespace().count() <= 3)
}

fn section_status(text: &str, topics: Topics) -> Option<Status> {
    // `60 % complete` tells how far the work is, not what became of the problems.
    if !scores(text).is_empty() {
        return None;
    }
    if topics.any(&[Topic::Open]) && !topics.has(Topic::Resolved) {
        Some(Status::Open)
    } else if topics.has(Topic::Partial) {
        Some(Status::Partial)
    } else if topics.has(Topic::Resolved) {
        Some(Status::Resolved)
    } else {
        None
    }
}

fn finding_section(report: &Report<'_>, block: &Block, inherited: Section, topics: Topics) -> Section {
    let passed = icons::any_status(&block.text) == Some(Status::Resolved);
    let marked = rate::marked_status(&block.text, report.lexicon);
    if topics.any(&[Topic::Passed, Topic::Resolved])
        && passed
        && marked.is_none()
        && !topics.has(Topic::Resolved)
    {
        return Section { class: Class::Good, ..inherited };
    }
    if passed
        && marked.is_none()
        && inherited.status != Some(Status::Resolved)
        && !topics.has(Topic::Resolved)
    {
        return Section { class: Class::Good, ..inherited };
    }
    let status = if block.struck || passed { Some(Status::Resolved) } else { marked.or(inherited.status) };
    Section { class: Class::Finding, status, ..inherited }
}

/// The area that a heading names, for what is below it.
fn category(report: &Report<'_>, block: &Block, parent: &Section) -> Option<String> {
    let plain = strip_ordinal(undecorated(&block.text));
    let name = plain.split([':', '(', '\u{FF1A}', '—', '–']).next().map(undecorated).unwrap_or_default();
    let name = name.strip_suffix(" Assessment").or_else(|| name.strip_suffix(" Report")).unwrap_or(name);
    let few = name.split_whitespace().count() <= 5 && name.chars().count() <= 40;
    let announces = report.lexicon.topics(name).any(&[
        Topic::Gaps,
        Topic::Good,
        Topic::Plan,
        Topic::Summary,
        Topic::Conclusion,
    ]);
    let is_area = few && !announces && block.level() != Some(7) && name.chars().any(char::is_alphabetic);
    if is_area { Some(name.to_owned()) } else { parent.category.clone() }
}

pub(super) fn strip_ordinal(plain: &str) -> &str {
    let Some(pattern) = &*ORDINAL else {
        return plain;
    };
    if !pattern.is_match(plain) {
        return plain;
    }
    plain.split_once(char::is_whitespace).map_or(plain, |(_, rest)| undecorated(rest))
}

/// A title without ordinal, code and prefix.
pub(super) fn title(report: &Report<'_>, text: &str) -> String {
    let mut plain = strip_ordinal(undecorated(text));
    if let Some(hit) = CODE.as_ref().and_then(|pattern| pattern.find(plain)) {
        // The pattern ends with the first character of the title.
        let last = plain[..hit.end()].chars().next_back().map_or(0, char::len_utf8);
        plain = undecorated(&plain[hit.end() - last..]);
    }
    if let Some((rest, _)) = after_prefix(report, plain) {
        plain = undecorated(rest);
    }
    plain = without_mark(report, without_priority(plain));
    let plain: String = plain.chars().filter(|c| !icons::is_icon(*c) || matches!(c, '←'..='⇿')).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['"', '“', '”']).to_owned()
}

/// A title without the mark at its end: `… ✅ FIXED`.
fn without_mark<'t>(report: &Report<'_>, plain: &'t str) -> &'t str {
    let Some(at) = plain.rfind(|c: char| icons::status(c).is_some()) else {
        return plain;
    };
    let (before, after) = plain.split_at(at);
    let says =
        report.lexicon.topics(after).any(&[Topic::Resolved, Topic::Passed, Topic::Open, Topic::Partial]);
    let is_mark = says && after.split_whitespace().count() <= 4 && before.chars().any(char::is_alphabetic);
    if is_mark { undecorated(before) } else { plain }
}

/// A title without the code of its priority before it: `P0 …`, `[P1] …`.
fn without_priority(plain: &str) -> &str {
    let bare = plain.trim_start_matches(['[', '(']);
    let mut chars = bare.chars();
    let is_code = matches!((chars.next(), chars.next()), (Some('P'), Some('0'..='4')))
        && !chars.next().is_some_and(char::is_alphanumeric);
    if is_code { undecorated(bare[2..].trim_start_matches([']', ')', '.', '/'])) } else { plain }
}

/// The finding of a heading, with what the lines below it say of it.
pub(super) fn finding(report: &Report<'_>, at: usize, section: &Section) -> Option<FindingFact> {
    let block = &report.blocks[at];
    let title = title(report, &block.text);
    let few = title.split_whitespace().count() <= 5;
    if !title.chars().any(char::is_alphabetic) || (few && report.lexicon.is(&title, Topic::Nothing)) {
        return None;
    }
    let (mut rating, mut status, mut category) = (rate::of_item(&block.text, report.lexicon), None, None);
    let end = report.blocks[at + 1..]
        .iter()
        .position(|next| !next.path.contains(&at))
        .map_or(report.blocks.len(), |n| at + 1 + n);
    let from = report.fields.partition_point(|field| field.block <= at);
    for field in report.fields[from..].iter().take_while(|field| field.block < end) {
        let is = |topic| report.lexicon.is(&field.label, topic);
        if is(Topic::SeverityColumn)
            && !field.topics.has(Topic::Nothing)
            && field.label.to_lowercase() != "impact"
        {
            rating = rate::any(&field.value, report.lexicon).or(rating);
        } else if is(Topic::StatusLabel) || is(Topic::StatusColumn) {
            let said = report.lexicon.topics(&field.value);
            let bad = said.any(&[Topic::Open, Topic::Partial, Topic::Resolved, Topic::Accepted, Topic::Gaps]);
            if said.has(Topic::Passed) && !bad {
                return None;
            }
            status = rate::status(&field.value, report.lexicon).or(status);
        } else if is(Topic::NameColumn) && field.label.to_lowercase().starts_with("cat") {
            category = Some(field.value.trim().to_owned());
        }
    }
    let rating = rating.or_else(|| section.rating.clone());
    Some(FindingFact {
        title,
        severity: rating.as_ref().map(|rating| rating.severity),
        priority: rating.and_then(|rating| rating.priority),
        status: Some(status.or(section.status).unwrap_or(Status::Open)),
        category: category.or_else(|| section.category.clone()),
        line: report.line(at),
        confidence: 0.85,
    })
}
