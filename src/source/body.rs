//! What a body says beside its facts: of which time a section tells, and what is ticked.

use std::collections::BTreeSet;

use super::finding_words::{STATUSES, known, one_of};
use super::outline::{Outline, Section};
use crate::model::{ChecklistSection, Fact, Finding};

/// Words of a heading below which scores are not those of the assessment.
const OTHER_TIMES: [&str; 12] = [
    "previous",
    "previously",
    "former",
    "target",
    "targets",
    "goal",
    "goals",
    "planned",
    "projected",
    "expected",
    "baseline",
    "history",
];

/// True where a heading says that what stands below it was, or is to be.
pub(super) fn is_of_another_time(outline: &Outline, section: &Section) -> bool {
    section.path.iter().any(|index| {
        let heading = outline.headings[*index].text.to_lowercase();
        let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.clone().any(|word| OTHER_TIMES.contains(&word)) || words.next_back() == Some("before")
    })
}

/// What headings say of their status that are no findings, or say it in a word that is none of a finding's.
pub(super) fn statuses(outline: &Outline, findings: &[Finding]) -> Vec<(usize, Fact<String>)> {
    let findings: BTreeSet<&str> = findings.iter().filter_map(|finding| finding.anchor.as_deref()).collect();
    let of = |section: &Section| {
        let at = *section.path.last()?;
        let mut lines = section.fields.iter().filter(|line| !line.plain && !line.listed);
        let line = lines.find(|line| line.name == "status")?;
        let is_read = || one_of(line, &STATUSES).is_none_or(|word| known(&word.value, &STATUSES).is_some());
        let is_told = findings.contains(&*outline.headings[at].anchor) && is_read();
        (!is_told).then(|| (at, line.value.clone()))
    };
    outline.sections.iter().filter_map(of).collect()
}

/// The sections with task list items.
pub(super) fn checklist(outline: &mut Outline) -> Vec<ChecklistSection> {
    outline
        .sections
        .iter_mut()
        .filter(|section| !section.tasks.is_empty())
        .map(|section| {
            let mut tasks = std::mem::take(&mut section.tasks);
            // Nested items end before the item that holds them; readers count from top to bottom.
            tasks.sort_by_key(|task| task.span);
            ChecklistSection { heading: section.heading(), tasks }
        })
        .collect()
}
