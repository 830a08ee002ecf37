//! Text as such: slugs, nearest spellings, and what makes a text safe to show. Pure.

pub mod link;
mod nearest;
mod slug;
mod visible;

pub use nearest::{nearest, one_of};
pub use slug::{Slugs, slug};
pub use visible::visible;
