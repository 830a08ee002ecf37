//! What rules see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::Rubric;
use crate::diag::Span;
use crate::model::{Assessment, Code, Date, Details, Finding, Heading, Link, Project, Suppression};
use crate::score::Scorecard;
use crate::text::link::folder_of;

/// One document with the whole book as context.
pub struct Scope<'a> {
    /// The document.
    pub assessment: &'a Assessment,
    /// What else it states.
    pub details: &'a Details,
    /// What it came to.
    pub card: &'a Scorecard,
    /// Under which rubric.
    pub rubric: &'a Rubric,
    /// Its project.
    pub project: &'a Project,
    /// Today.
    pub today: Date,
    /// Its links.
    pub links: LinkScope<'a>,
    /// The releases of its project, by name.
    pub releases: &'a BTreeMap<&'a str, &'a Assessment>,
    /// The releases before it that are no drafts, the oldest first; of a public document, the public ones.
    pub earlier: &'a [Earlier<'a>],
    /// Which paths exist below the project's `source-root`, of those that the document names as evidence;
    /// `None` where nobody can look.
    pub sources: Option<&'a BTreeSet<String>>,
    /// When its evidence was last changed, as of the commit that it names; `None` where nobody knows.
    pub changes: Option<&'a LastChanges>,
    /// It is the latest of its project.
    pub latest: bool,
}

/// The links of one document, of a release or of a project, with what they may lead to.
pub struct LinkScope<'a> {
    /// Path of the document.
    pub path: &'a Arc<str>,
    /// Its links and images, in the order of the document.
    pub links: &'a [Link],
    /// Its text was imported, with links that led somewhere where it stood before.
    pub imported: bool,
    /// Paths of all documents of the book.
    pub documents: &'a BTreeSet<Arc<str>>,
    /// Where links may lead in a document, this one or another, by its path; `None` where there is no such document, or it
    /// cannot be read.
    pub anchors: &'a (dyn Fn(&str) -> Option<Anchors> + Sync),
    /// Paths of all other files below `content/`.
    pub files: &'a BTreeSet<Arc<str>>,
    /// Whether something stands at a path from the top of its repository; `None` where nobody can look.
    pub at_top: &'a (dyn Fn(&str) -> Option<bool> + Sync),
}

/// Where links may lead in a document.
pub type Anchors = BTreeSet<Box<str>>;

/// The anchors of headings, and the names that raw HTML gives to places.
pub fn anchors(headings: &[Heading], named: &[String]) -> Anchors {
    let of_headings = headings.iter().map(|heading| heading.anchor.clone());
    of_headings.chain(named.iter().map(|name| name.as_str().into())).collect()
}

/// When files of a project's code were last changed, as of one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastChanges {
    /// The day of the commit.
    pub commit: Date,
    /// By path below the project's `source-root`: the day of the last change up to that commit.
    pub paths: BTreeMap<String, Date>,
}

/// A release before the one that is looked at.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// The document.
    pub assessment: &'a Assessment,
    /// What else it states.
    pub details: &'a Details,
    /// What it came to.
    pub card: &'a Scorecard,
}

impl<'a> Scope<'a> {
    /// The folder of its project, with `/` at its end: what is said of the latest release, or of a release that is not
    /// there, depends on all of them.
    pub fn folder(&self) -> Arc<str> {
        format!("{}/", folder_of(&self.assessment.path)).into()
    }

    /// The release before it.
    pub fn previous(&self) -> Option<&'a Earlier<'a>> {
        self.earlier.last()
    }
}

/// The text of one document, of a release or of a project, and nothing else of the book.
pub struct TextScope<'a> {
    /// Path of the document.
    pub path: &'a Arc<str>,
    /// Its whole text, front matter and body.
    pub text: &'a str,
    /// Code of the body, in the order of the document.
    pub code: &'a [Code],
    /// The findings that it states.
    pub findings: &'a [Finding],
    /// What it allows.
    pub suppressions: &'a [Suppression],
}

impl TextScope<'_> {
    /// True where the place is in code: in a block or, if `inline` asks for it, within a line.
    pub fn in_code(&self, place: Span, inline: bool) -> bool {
        // Blocks and spans of code do not overlap.
        let code = self.code;
        let before = code.partition_point(|code| code.span.start <= place.start);
        before > 0 && (inline || code[before - 1].block) && place.start < code[before - 1].span.end
    }
}

/// What holds of the line that a place begins on, found once for each line. Places are asked for in the order of the
/// text, so that a long line with many of them is read once.
pub struct PerLine<'a, F> {
    text: &'a str,
    of: F,
    last: Option<(usize, bool)>,
}

impl<'a, F: Fn(&'a str) -> bool> PerLine<'a, F> {
    /// For the lines of a text, given without their ends.
    pub fn new(text: &'a str, of: F) -> PerLine<'a, F> {
        PerLine { text, of, last: None }
    }

    /// What holds of the line at a place.
    pub fn at(&mut self, place: Span) -> bool {
        let at = place.start as usize;
        if let Some((_, holds)) = self.last.filter(|(end, _)| at < *end) {
            return holds;
        }
        let (before, after) = self.text.split_at(at);
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = after.find(['\n', '\r']).map_or(self.text.len(), |end| at + end);
        let holds = (self.of)(&self.text[start..end]);
        self.last = Some((end, holds));
        holds
    }
}
