//! Text as such: slugs, nearest spellings, secrets, and what makes a text safe to show. Pure.

pub mod link;
mod nearest;
mod secret;
mod slug;
mod visible;

pub use nearest::{nearest, one_of};
pub use secret::{Secret, mask, masked, secrets};
pub use slug::{Slugs, slug};
pub use visible::visible;
