//! What of a document few look into once it was judged.

use serde::{Deserialize, Serialize};

use super::{
    CheckAnswer, ChecklistSection, Code, DeclaredCategory, Disagreement, Fact, Finding, Heading, Passage,
    Suppression, Total,
};

/// What it answers, declares and finds, and what its body holds: rules, the score and pages about it look into that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Declared category scores, in the order of the document.
    pub categories: Vec<DeclaredCategory>,
    /// Answered checks, in the order of the document.
    pub checks: Vec<CheckAnswer>,
    /// Findings of front matter and body, in the order of the document.
    pub findings: Vec<Finding>,
    /// Sections of the body with task list items, in the order of the document.
    pub checklist: Vec<ChecklistSection>,
    /// Headings of the body, in the order of the document.
    pub headings: Vec<Heading>,
    /// Names that raw HTML gives to places of the body.
    pub anchors: Vec<String>,
    /// What headings say of their status that are no findings, or say it in no word of a finding's, in the order of the
    /// document: the heading as an index, and the text.
    pub statuses: Vec<(usize, Fact<String>)>,
    /// Facts that are stated twice with different values.
    pub disagreements: Vec<Disagreement>,
    /// Total rows of the body's tables.
    pub totals: Vec<Total>,
    /// The words under each heading, where there are any.
    pub passages: Vec<Passage>,
    /// Code of the body, in the order of the document.
    pub code: Vec<Code>,
    /// What the document allows, for a reason.
    pub suppressions: Vec<Suppression>,
}

impl Details {
    /// The heading of that index, and those that lead to it, the outermost last.
    pub fn leading_to(&self, heading: Option<u32>) -> impl Iterator<Item = &Heading> {
        let mut at = heading.map_or(0, |index| index as usize + 1);
        let mut below = u8::MAX;
        std::iter::from_fn(move || {
            at = self.headings.get(..at)?.iter().rposition(|heading| heading.level < below)?;
            below = self.headings[at].level;
            Some(&self.headings[at])
        })
    }

    /// The answer to the check of that id; of two, the first.
    pub fn answer(&self, check: &str) -> Option<&CheckAnswer> {
        self.checks.iter().find(|answer| answer.check.value == check)
    }

    /// All evidence that it names, of categories, checks and findings.
    pub fn evidence(&self) -> impl Iterator<Item = &Fact<String>> {
        let categories = self.categories.iter().flat_map(|category| &category.evidence);
        let checks = self.checks.iter().flat_map(|check| &check.evidence);
        categories.chain(checks).chain(self.findings.iter().flat_map(|finding| &finding.evidence))
    }

    /// Done and all task list items.
    pub fn progress(&self) -> (usize, usize) {
        let tasks = || self.checklist.iter().flat_map(|section| &section.tasks);
        (tasks().filter(|task| task.done).count(), tasks().count())
    }
}
