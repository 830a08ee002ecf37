//! Text as such: encodings, repair of damaged text, slugs, nearest spellings, and what makes a text safe to show. Pure.

pub mod encoding;
pub mod link;
mod nearest;
pub mod repair;
mod slug;
mod visible;

pub use nearest::{nearest, one_of};
pub use slug::{Slugs, slug};
pub use visible::visible;
