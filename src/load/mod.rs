//! Reading a book's folder. I/O.

#![expect(clippy::disallowed_methods, reason = "this module reads files")]

mod built;
mod folder;
mod git;
mod history;
mod last_changes;
mod revision;
mod states;

pub use folder::{Folder, find_book};
pub use git::changed_since;
pub use history::{Commit, LostLine, Since, changed_since_hash, lost_lines, no_history};
pub use states::{State, States, open_states};
