//! What is remembered between runs, in `.readybook/` beside `book.toml`. All of it can be lost at any time:
//! what is missing, damaged or of another version is made again, and a build is only slower for it.

// An I/O module: it reads and writes its own files in the book's `.readybook` folder.
#![allow(clippy::disallowed_methods)]

mod built;
mod digest;
mod file;
mod kept;
mod last;

pub use built::{Built, Files, Record, Stamp};
pub use digest::Digest;
pub use kept::Kept;
pub use last::{Last, Told};
