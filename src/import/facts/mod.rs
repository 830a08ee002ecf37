//! One kind of fact, one file: each reads a report and gives what it states, or nothing.

pub(super) mod categories;
pub(super) mod checklist;
pub(super) mod date;
pub(super) mod overall;
pub(super) mod project;
pub(super) mod release;
pub(super) mod title;
pub(super) mod verdict;
