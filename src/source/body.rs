//! What a body says beside its facts: of which time a section tells, and what is ticked.

use super::outline::{Outline, Section};
use crate::model::ChecklistSection;

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
            ChecklistSection { headings: section.path.clone(), tasks }
        })
        .collect()
}
