//! The domain's types. A fact carries its span; there is no YAML and no HTML here. Pure.

mod assessment;
mod body;
mod declared;
mod details;
mod effort;
mod exact;
mod fact;
mod facts_hash;
mod finding;
mod id;
mod origin;
mod packed;
mod project;
mod verdict;

pub use assessment::{
    Action, Assessment, CheckAnswer, CheckState, DeclaredCategory, Guess, Limit, Link, Objective,
    ReleaseDate, Signoff, Visibility, Waived, Waiver,
};
pub use body::{
    ChecklistSection, Code, Counting, Disagreement, FactSort, Heading, Passage, Suppression, Task, Total,
};
pub use declared::{Declared, Reading};
pub use details::Details;
pub use effort::Effort;
pub use exact::Exact;
pub use fact::Fact;
pub use finding::{Finding, FindingCounts, FindingSeverity, FindingStatus};
pub use id::{AssessmentId, InvalidId, is_device, release_order, valid_project, valid_release};
pub use origin::{Claim, Commit, Origin};
pub use packed::{Packed, bytes};
pub use project::{Project, ProjectLink};
pub use verdict::Verdict;

/// A day, without a time or a zone.
pub type Date = jiff::civil::Date;
