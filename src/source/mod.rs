//! Text to document and diagnostics, never failing: front matter, outline, field lines, all with spans. Pure.

mod answers;
mod assessment;
mod body;
mod body_findings;
mod dates;
mod extent;
mod field_lines;
mod field_tables;
mod fields;
mod finding_words;
mod front_matter;
mod html;
mod lift;
mod limits;
mod merge;
mod outline;
mod people;
mod project;
mod publication;
mod score_parts;
mod score_sections;
mod score_tables;
mod stated;
mod stated_release;
mod suppressions;
mod totals;
mod tree;
mod verdict_words;
mod words;
mod yaml;
mod yaml_words;

pub use assessment::{FORMAT, UNDATED, front_matter_reads, parse_assessment};
pub use field_lines::FieldLine;
pub use fields::{Fields, Sink};
pub use front_matter::{FrontMatter, split_front_matter};
pub use lift::{Lifted, lift};
pub use limits::{LIMITS, Limit, Limits, Named, Unit};
pub(crate) use merge::agree;
pub use outline::{Outline, Section, Table, TableRow, link_target, options, outline};
pub use project::parse_project;
pub(crate) use publication::is_about_publication;
pub use stated_release::release_of;
pub use tree::{Node, Value};

/// What parsing one file gave: the value, as far as it could be read, and what is wrong with it.
pub struct Parsed<T> {
    /// `None` where the file cannot be read or identified; a structural diagnostic then says why.
    pub value: Option<T>,
    /// What is wrong.
    pub diagnostics: Vec<crate::diag::Diagnostic>,
}

impl<T> Parsed<T> {
    /// The same with what becomes of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Parsed<U> {
        Parsed { value: self.value.map(change), diagnostics: self.diagnostics }
    }
}
