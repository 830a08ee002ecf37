//! The domain's types. A fact carries its span; there is no YAML and no HTML here. Pure.

mod assessment;
mod body;
mod declared;
mod effort;
mod exact;
mod fact;
mod facts_hash;
mod finding;
mod id;
mod origin;
mod project;
mod verdict;

pub use assessment::{
    Action, Assessment, CheckAnswer, CheckState, ChecklistSection, DeclaredCategory, Guess, Heading, Limit,
    Link, Objective, ReleaseDate, Signoff, Task, Visibility, Waived, Waiver,
};
pub use body::{Code, Counting, Disagreement, FactSort, Passage, Suppression, Total};
pub use declared::{Declared, Reading};
pub use effort::Effort;
pub use exact::Exact;
pub use fact::Fact;
pub use finding::{Finding, FindingSeverity, FindingStatus};
pub use id::{AssessmentId, InvalidId, is_device, release_order, valid_project, valid_release};
pub use origin::{Claim, Commit, Origin};
pub use project::{Project, ProjectLink};
pub use verdict::Verdict;

/// A day, without a time or a zone.
pub type Date = jiff::civil::Date;
