//! Reading a book's folder, its history, and what it takes from elsewhere. I/O.

#![expect(clippy::disallowed_methods, reason = "this module reads files")]

mod built;
mod collect;
mod elsewhere;
mod first_days;
mod folder;
mod git;
mod history;
mod last_changes;
mod objects;
mod past;
mod raw_log;
mod revision;
mod stamps;
mod states;
mod tag;

pub use collect::{Collected, collect, forget, is_kept, read_pins};
pub use folder::{FOLDERS, Folder, find_book, plain};
pub use git::{branch_and_folder, changed_since};
pub use history::{LostLine, Since, changed_since_hashes, lost_lines, no_history};
pub use revision::Revision;
pub use stamps::{Stamp, Stamps, is_settled, still_so};
pub use states::{State, States, open_states};
pub use tag::{Tagged, open_tag};
