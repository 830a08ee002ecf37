//! What is assessed.

use std::sync::Arc;

use super::{Code, Fact, Heading, Link, Suppression};

/// A project as its `project.md` describes it; all but the id may be absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id: the name of its folder.
    pub id: String,
    /// Path of `project.md`, where there is one.
    pub path: Option<Arc<str>>,
    /// SHA-256 of that file's text.
    pub hash: Option<[u8; 32]>,
    /// Display name; the id where none is given.
    pub name: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// How much depends on it, in the book's own words, such as `1`.
    pub tier: Option<String>,
    /// The rubric of its assessments that ask for none.
    pub rubric: Option<Fact<String>>,
    /// Free words that checks may ask for.
    pub tags: Vec<String>,
    /// Where its code is.
    pub repository: Option<String>,
    /// Folder in which evidence paths are looked up, relative to the book.
    pub source_root: Option<String>,
    /// Where it stands in its life, such as `active` or `retired`.
    pub lifecycle: Option<String>,
    /// Further links.
    pub links: Vec<ProjectLink>,
    /// Ids that it had before.
    pub formerly: Vec<String>,
    /// Where the Markdown body begins, in bytes; `None` without a `project.md`.
    pub body: Option<u32>,
    /// Headings of the body, in the order of the document.
    pub headings: Vec<Heading>,
    /// Names that raw HTML gives to places of the body.
    pub anchors: Vec<String>,
    /// Links and images of the body, in the order of the document.
    pub body_links: Vec<Link>,
    /// Code of the body, in the order of the document.
    pub code: Vec<Code>,
    /// What the document allows, for a reason.
    pub suppressions: Vec<Suppression>,
}

impl Project {
    /// A project of which only the id is known.
    pub fn bare(id: &str) -> Project {
        Project {
            id: id.to_owned(),
            path: None,
            hash: None,
            name: id.to_owned(),
            owner: None,
            tier: None,
            rubric: None,
            tags: Vec::new(),
            repository: None,
            source_root: None,
            lifecycle: None,
            links: Vec::new(),
            formerly: Vec::new(),
            body: None,
            headings: Vec::new(),
            anchors: Vec::new(),
            body_links: Vec::new(),
            code: Vec::new(),
            suppressions: Vec::new(),
        }
    }
}

/// A named link of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectLink {
    /// What it leads to.
    pub title: String,
    /// The address.
    pub url: String,
}
