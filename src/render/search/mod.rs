//! Full-text search without a server: the words of all documents in files by what they begin with, so that a
//! search loads those of its own words only.

mod fold;
mod places;
mod shard;
mod terms;

pub(crate) use places::{Place, of_assessment, of_project, of_rubric};
pub(super) use shard::{Block, blocks};
pub use terms::Terms;
