//! What stands directly below each heading: by that a heading is told from another.

use super::columns;
use super::paragraphs;
use super::rate;
use crate::import::blocks::{Block, Kind};
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::report::{Field, Report};

/// What stands directly below a heading.
#[derive(Default)]
pub(super) struct Below {
    pub items: usize,
    /// Of these, the ones with a box.
    pub tasks: usize,
    pub fields: usize,
    /// Of these, the ones that say how bad something is.
    pub rated: usize,
    pub lines: usize,
    pub tables: usize,
    pub issue_tables: usize,
    pub subsections: usize,
    pub field_subsections: usize,
    /// Of these, lines in bold that introduce anything but tables of problems.
    pub introductions: usize,
    /// Lines in bold that introduce lists, and announce no problems of their own.
    pub leads: usize,
    /// Lines in bold that introduce problems.
    pub gap_leads: usize,
    /// Paragraphs with a title in bold.
    pub told: usize,
    /// Fields that say what is wrong.
    pub problems: usize,
    /// Of these, headings of their own.
    pub problem_subsections: usize,
    /// Of these, the ones that each name a problem, as `Problem:` does and `Root cause:` does not.
    pub named: usize,
    /// Fields that say what mends it.
    pub remedies: usize,
    /// Fields that say what follows from a problem, how bad it is, or what mends it.
    pub effects: usize,
}

/// What stands below every heading, by its index among the blocks.
pub(super) fn below(report: &Report<'_>) -> Vec<Below> {
    let mut all: Vec<Below> = report.blocks.iter().map(|_| Below::default()).collect();
    for (at, block) in report.blocks.iter().enumerate() {
        let Some(heading) = block.path.last() else {
            continue;
        };
        let name = lead_of(block).split([':', '\u{FF1A}']).next().map(undecorated).unwrap_or_default();
        let named = |topic| report.lexicon.is(name, topic);
        let is_heading = block.level().is_some();
        let is_field = is_field(report, block)
            || (is_heading || !block.lead.is_empty()) && (named(Topic::Problem) || named(Topic::Remedy));
        let rates = |field: &Field| {
            field.topics.has(Topic::SeverityWord) && rate::stated(&field.value, report.lexicon).is_some()
        };
        let below = &mut all[*heading];
        match &block.kind {
            Kind::Heading(_) => {
                below.subsections += 1;
                below.field_subsections += usize::from(is_field);
                below.problems += usize::from(named(Topic::Problem));
                below.problem_subsections += usize::from(named(Topic::Problem));
                below.remedies += usize::from(named(Topic::Remedy));
                let announces =
                    report.lexicon.topics(&block.text).any(&[Topic::Gaps, Topic::Critical, Topic::High]);
                let lead = block.level() == Some(7);
                let of_issues = || match report.blocks.get(at + 1).map(|next| &next.kind) {
                    Some(Kind::Table(table)) => columns::is_of_issues(report, table),
                    _ => false,
                };
                below.introductions += usize::from(lead && !is_field && !of_issues());
                below.leads += usize::from(lead && !is_field && !announces);
                below.gap_leads += usize::from(lead && report.lexicon.topics(&block.text).has(Topic::Gaps));
            }
            Kind::Item { depth: 0, .. } | Kind::Line if is_field => {
                let telling = [Topic::Effect, Topic::SeverityColumn, Topic::Remedy];
                below.fields += 1;
                below.rated += usize::from(report.fields_of(at..at + 1).any(rates));
                below.problems += usize::from(named(Topic::Problem));
                below.named += usize::from(paragraphs::names_problem(report, Some(*heading), name));
                below.remedies += usize::from(named(Topic::Remedy));
                below.effects += usize::from(telling.into_iter().any(named));
            }
            Kind::Item { depth: 0, task, .. } => {
                below.items += 1;
                below.tasks += usize::from(task.is_some());
            }
            Kind::Item { .. } | Kind::Break => {}
            Kind::Table(table) if columns::is_of_fields(report, table) => {
                below.fields += table.rows.len();
                below.rated += usize::from(report.fields_of(at..at + 1).any(rates));
            }
            Kind::Table(table) => {
                below.tables += 1;
                below.issue_tables += usize::from(columns::is_of_issues(report, table));
            }
            Kind::Line | Kind::Fence(_) => {
                below.lines += 1;
                below.told += usize::from(paragraphs::is_title(report, at));
            }
        }
    }
    all
}

/// What a block may begin with as a name: its bold beginning, else all of it.
fn lead_of(block: &Block) -> &str {
    if block.lead.is_empty() || block.level().is_some() { &block.text } else { &block.lead }
}

/// True for a block that begins with the name of a detail, such as `Impact:`.
pub(super) fn is_field(report: &Report<'_>, block: &Block) -> bool {
    let lead = lead_of(block);
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
