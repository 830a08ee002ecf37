//! Where a document comes from, where it is a version of one that is overwritten with each release.

use std::fmt;
use std::sync::Arc;

use super::Date;
use crate::text::visible;

/// A commit, as people are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its hash, shortened.
    pub hash: String,
    /// Its day.
    pub date: String,
    /// Who made it.
    pub author: String,
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "commit {} of {} by {}", self.hash, self.date, visible(&self.author))
    }
}

/// Something that a document states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What sort of thing: verdict, score, category, check, finding, waiver or section.
    pub kind: &'static str,
    /// Which one; empty where there is only one.
    pub title: String,
    /// Anchor of its place on the page, where it has one.
    pub anchor: Option<String>,
    /// The commit that last changed it; `None` where none holds the change yet.
    pub commit: Option<Arc<Commit>>,
}

/// What the git history says of a version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Path of the document that it is a version of.
    pub document: Arc<str>,
    /// True for an earlier version, which only the history holds.
    pub past: bool,
    /// The document is internal now, and so are all of its versions.
    pub internal: bool,
    /// The release, where the version does not state one.
    pub release: String,
    /// The day of its tag or commit.
    pub date: Option<Date>,
    /// The release that it comes after, where no day says so: it is not committed yet.
    pub after: Option<String>,
    /// The tag that it is in.
    pub tag: Option<String>,
    /// The commit that it is of; `None` where none holds it yet.
    pub commit: Option<Arc<Commit>>,
    /// All that it states.
    pub claims: Vec<Claim>,
}
