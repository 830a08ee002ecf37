//! Findings: headings, items and rows below what announces problems, wherever a report keeps them.

mod asides;
mod below;
mod class;
mod columns;
mod details;
mod frames;
mod heading;
mod headings;
mod items;
mod leads;
mod merge;
mod named;
mod nothing;
mod outcomes;
mod outline;
mod paragraphs;
mod rate;
mod section;
mod series;
mod status;
mod tables;
mod titles;

use super::blocks::Kind;
use super::model::FindingFact;
use super::report::Report;
use section::{Class, Section, sections};

/// Reads the findings, in the order of the report, restatements merged.
pub fn read(report: &Report<'_>) -> Vec<FindingFact> {
    let sections = sections(report);
    let mut found = Vec::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let section = match block.path.last() {
            Some(heading) => sections[*heading].clone().unwrap_or_default(),
            None => Section::default(),
        };
        match &block.kind {
            Kind::Heading(_) => {
                if let Some(own) = sections[at].as_ref().filter(|own| own.class == Class::Finding) {
                    let is_next = |next: &usize| {
                        sections[*next].as_ref().is_some_and(|section| section.class == Class::Finding)
                    };
                    let next = (at + 1..report.blocks.len()).find(is_next);
                    found.extend(details::of_heading(report, at, next, own));
                }
            }
            Kind::Item { .. } | Kind::Line => found.extend(items::read(report, at, &section)),
            Kind::Table(table) => tables::read(report, at, table, &section, &mut found),
            Kind::Fence(lines) => frames::read(report, at, lines, &section, &mut found),
            Kind::Break => {}
        }
    }
    merge::merged(found, report.lexicon)
}
