//! What a change does to a book: two states of it, judged alike, and what a reviewer has to know. Pure.

mod assessment;
mod built;
mod checks;
mod compare;
mod evidence;
mod findings;
pub mod formats;
mod gate;
mod lines;
mod pairs;
mod seals;
mod sections;
mod stated;
mod waivers;

pub use assessment::{CategoryChange, Change, Holding, ScoreMove};
pub use built::{Built, BuiltCategory, BuiltCheck, BuiltProblem, BuiltProject, BuiltSite, compare_built};
pub use checks::CheckChange;
pub use compare::{Side, compare};
pub use evidence::{Claim, LostEvidence};
pub use findings::{FindingChange, FindingMove};
pub use gate::{Condition, Reason, reasons};
pub use lines::NewDiagnostic;
pub use seals::{SealChange, SealLines, SealMove};
pub use stated::Stated;
pub use waivers::{WaiverChange, WaiverMove};

use std::sync::Arc;

use crate::model::{AssessmentId, Exact, Verdict};

/// Who judges both states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judge {
    /// The rubrics and rules of the state before.
    Base,
    /// Those of the state after, since the one before has none that could be used; with the reason.
    Head(String),
    /// Each state has scores of its own already; with what that means here.
    Each(Vec<String>),
}

impl Judge {
    /// Its word.
    pub fn word(&self) -> &'static str {
        match self {
            Judge::Base => "base",
            Judge::Head(_) => "head",
            Judge::Each(_) => "each",
        }
    }
}

/// A file that has a say in what is judged and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path in the book.
    pub path: Arc<str>,
    /// What happened to it: added, changed or removed.
    pub what: &'static str,
    /// What of it, where only that matters.
    pub detail: Option<String>,
}

/// An assessment that would be judged by another rubric if the change had a say in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Which assessment.
    pub id: AssessmentId,
    /// The rubric that judges here, and the one of the change.
    pub rubric: (String, String),
    /// The verdict under each.
    pub verdict: (Verdict, Verdict),
    /// The score under each.
    pub score: (Exact, Exact),
}

/// A document that cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its path in the book.
    pub path: Arc<str>,
    /// True where it cannot be read as it is after the change; else as it was before.
    pub after: bool,
    /// What is wrong with it.
    pub message: String,
}

/// An assessment that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Which it was.
    pub id: AssessmentId,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its score.
    pub score: Exact,
    /// True where it was the latest of its project.
    pub latest: bool,
}

/// A project that says something else of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// Its description.
    pub path: Arc<str>,
    /// What is stated otherwise.
    pub stated: Vec<Stated>,
}

/// What a change does to a book.
#[derive(Clone, Debug)]
pub struct Review {
    /// Who judges both states.
    pub judge: Judge,
    /// Changed files that have a say in what is judged and shown.
    pub files: Vec<ChangedFile>,
    /// What the change would have judged otherwise.
    pub proposed: Vec<Proposed>,
    /// Assessments that came or changed and have something to tell, those with the worst change first.
    pub changes: Vec<Change>,
    /// Assessments that are gone.
    pub removed: Vec<Removed>,
    /// Projects that have another id now: the old and the new one.
    pub renamed: Vec<(String, String)>,
    /// Projects that say something else of themselves.
    pub described: Vec<Described>,
    /// Evidence that is gone.
    pub lost: Vec<LostEvidence>,
    /// Seals that came, went, or do not hold any more.
    pub seals: Vec<SealChange>,
    /// Problems that came with the change: on lines that it touches, and in documents that it does not touch.
    pub diagnostics: Vec<NewDiagnostic>,
    /// How many more came elsewhere in the documents that it touches.
    pub diagnostics_elsewhere: usize,
    /// Documents that cannot be compared.
    pub unread: Vec<Unread>,
    /// Assessments of which only the words changed.
    pub reworded: usize,
    /// Assessments that did not change.
    pub unchanged: usize,
    /// Those that were looked at, did not change and cannot be read, before as after.
    pub unreadable: usize,
    /// Other files below `content/` that changed, such as pictures.
    pub others: usize,
}
