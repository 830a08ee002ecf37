//! Archives: assessments that an auditor can open, read and verify years later, without this program. Pure.

mod alone;
mod contents;
pub mod formats;
mod readme;
mod style;
mod sums;

pub use contents::{Choice, contents};

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path, relative, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}
