//! Which sections of a report hold no fact and stay prose.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Facts;
use super::blocks::Kind;
use super::icons::undecorated;
use super::report::Report;

/// How much of a report holds no fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Sections without a fact.
    pub without: Vec<ProseSection>,
    /// How many sections there are.
    pub sections: usize,
}

/// A section without a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProseSection {
    /// Its heading.
    pub title: String,
    /// The line of its heading.
    pub line: usize,
}

/// Finds the sections in which something is said, but no fact stands.
pub(super) fn read(facts: &Facts, report: &Report<'_>) -> Prose {
    let lines = lines_of_facts(facts, report);
    let headings = report.headings();
    let mut prose = Prose { without: Vec::new(), sections: headings.len() };
    for (n, at) in headings.iter().enumerate() {
        let next = headings.get(n + 1).copied();
        let start = report.line(*at);
        let end = next.map_or(usize::MAX, |next| report.line(next));
        // A heading directly above another one only names what its parts are about.
        let says = next.unwrap_or(report.blocks.len()) > at + 1;
        if says && lines.range(start..end).next().is_none() {
            let title = undecorated(&report.blocks[*at].text).to_owned();
            prose.without.push(ProseSection { title, line: start });
        }
    }
    prose
}

fn lines_of_facts(facts: &Facts, report: &Report<'_>) -> BTreeSet<usize> {
    let texts = [&facts.title, &facts.project, &facts.release, &facts.date];
    let tasks = report
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, Kind::Item { task: Some(_), .. }))
        .map(|(at, _)| report.line(at));
    let mut lines: BTreeSet<usize> = tasks.collect();
    lines.extend(facts.findings.iter().map(|finding| finding.line));
    lines.extend(facts.categories.iter().map(|category| category.score.line));
    lines.extend(facts.overall.iter().map(|score| score.line));
    lines.extend(facts.verdict.iter().map(|verdict| verdict.line));
    lines.extend(texts.into_iter().flatten().map(|fact| fact.line));
    lines
}
