//! What the Markdown body of a document holds beside its facts: what rules need once the text is gone.

use serde::{Deserialize, Serialize};

use super::{Exact, Fact};
use crate::diag::Span;

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: Box<str>,
    /// Its anchor.
    pub anchor: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// The task list items directly under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChecklistSection {
    /// The heading, as an index into the document's headings; `None` before the first.
    pub heading: Option<u32>,
    /// The items.
    pub tasks: Vec<Task>,
}

/// One task list item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its text without markup.
    pub text: Box<str>,
    /// Whether it is ticked.
    pub done: bool,
    /// Where it stands.
    pub span: Span,
}

/// The same fact, stated in two places with different values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Which fact, such as ``the owner of `logs` ``.
    pub what: String,
    /// Which sort of fact: decides how the two values are compared.
    pub sort: FactSort,
    /// The value of the later place.
    pub here: Fact<String>,
    /// The value of the place that counts.
    pub there: Fact<String>,
    /// Where the value that counts stands.
    pub counting: Counting,
}

/// Where the value of a fact stands that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counting {
    /// In the front matter.
    FrontMatter,
    /// Further up in the body.
    Body,
    /// In the name of the file: it has no place in the text.
    FileName,
    /// In the name of the folder.
    Folder,
}

/// How two values of a fact are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactSort {
    /// They were compared already, and differ.
    Plain,
    /// Both name a category; only the rubric knows which names are one.
    Category,
    /// One is a name of the project, or is none; only the book knows its names.
    Project,
}

/// Part of a body that is code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Where.
    pub span: Span,
    /// True for a block, false within a line.
    pub block: bool,
}

/// A comment in a body that allows what a rule reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// The rule, as written; empty where the comment does not say what it allows.
    pub rule: String,
    /// Where that stands.
    pub name: Span,
    /// Why; `None` where no reason is given.
    pub reason: Option<String>,
    /// Where the comment stands.
    pub span: Span,
    /// The block that it is for; `None` is the whole document.
    pub covers: Option<Span>,
}

/// The words directly under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The heading that they stand under, as an index into the document's headings; `None` before the first.
    pub heading: Option<u32>,
    /// How many words.
    pub words: u32,
    /// A digest of the words, whatever the spaces and marks between them.
    pub digest: u64,
}

/// A cell of a total row, with what the rows above it come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Head of the column.
    pub column: String,
    /// The cell, as written.
    pub stated: Fact<String>,
    /// Its number.
    pub value: Exact,
    /// The sum of the cells above it.
    pub sum: Exact,
    /// How many cells these are.
    pub rows: usize,
}
