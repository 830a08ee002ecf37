//! Reading a book's folder. I/O.

#![expect(clippy::disallowed_methods, reason = "this module reads files")]

mod folder;
mod git;
mod last_changes;

pub use folder::{Folder, find_book};
pub use git::changed_since;
