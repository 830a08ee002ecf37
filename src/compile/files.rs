//! The files of a book as a compilation asks for them, and what is known of each beside its bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::LastChanges;
use crate::diag::Diagnostic;
use crate::model::{Assessment, Date, Origin};

/// What stands at a path of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file that can be read.
    File,
    /// A folder whose name ends as if it were a document.
    Folder,
    /// Something that is not followed, such as a link that leads out of the book.
    Refused,
    /// Something whose name is not UTF-8.
    Unnamed,
}

/// A path of a book: relative to it, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path.
    pub path: Arc<str>,
    /// What stands there.
    pub kind: EntryKind,
}

/// The files of a book: `book.toml` and all that is below `content/`, `rubrics/` and `themes/`.
pub trait Files: Sync {
    /// All of them, ordered by path.
    fn entries(&self) -> &[Entry];
    /// The bytes of one.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;
    /// The bytes that one has, where that is known without reading it.
    fn size(&self, _path: &str) -> Option<u64> {
        None
    }
    /// Whether something stands at a path relative to the book, which may lead out of it; `None` where nobody
    /// can look. It is neither listed nor read.
    fn exists(&self, _path: &str) -> Option<bool> {
        None
    }
    /// Whether something stands at a path from the top of the repository that a document is kept in; `None` where nobody
    /// can look.
    fn at_top(&self, _document: &str, _path: &str) -> Option<bool> {
        None
    }
    /// What tells the contents of files apart without reading them, where something does: the same for two files, of
    /// this state of the book or another, only where their contents are.
    fn identity(&self, _path: &str) -> Option<&str> {
        None
    }
    /// Whether a document is known, without reading it, to be as it was when the last compilation in this process read it.
    fn is_as_read(&self, _path: &str) -> bool {
        false
    }
    /// What is known of where a document comes from, where that is not this place of the book alone.
    fn origin(&self, _path: &str) -> Option<&Arc<Origin>> {
        None
    }
    /// Whether earlier versions of documents are among the files, where the book takes those as releases.
    fn knows_past(&self) -> bool {
        false
    }
    /// The day of the first commit that holds a document, where there is one.
    fn first_day(&self, _path: &str) -> FirstDay {
        FirstDay::None
    }
    /// What could not be had of what the book asks for beside its own folder.
    fn troubles(&self) -> &[Diagnostic] {
        &[]
    }
    /// When paths below a folder that `exists` finds were last changed, as of each of some commits: asked are the
    /// paths by commit. What nobody knows is left out.
    fn last_changes(
        &self,
        _root: &str,
        _asked: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeMap<String, LastChanges> {
        BTreeMap::new()
    }
}

/// The day of the first commit that holds a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstDay {
    /// That day.
    Day(Date),
    /// No commit holds it, or nobody keeps commits.
    None,
    /// A commit holds it, and the clone is shallow: nobody can tell which one was the first.
    Lost,
}

impl FirstDay {
    /// Why an assessment cannot be judged as of the day that it would be in a whole clone: one sentence with what to do.
    pub fn lost(files: &dyn Files, assessment: &Assessment) -> Option<&'static str> {
        let is_lost =
            assessment.date.known().is_none() && files.first_day(&assessment.path) == FirstDay::Lost;
        is_lost.then_some(
            "it has no date, and this clone is shallow and does not hold the first commit with it, as of which it is judged: state its `date`, run `git fetch --unshallow`, or check out with `fetch-depth: 0`",
        )
    }

    /// The day, where it is known.
    pub(super) fn known(self) -> Option<Date> {
        match self {
            FirstDay::Day(day) => Some(day),
            FirstDay::None | FirstDay::Lost => None,
        }
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// It is there, but cannot be read, for this reason.
    Unreadable(String),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::Missing => f.write_str("it does not exist"),
            ReadError::Unreadable(why) => f.write_str(why),
        }
    }
}
