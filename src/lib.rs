//! readybook turns readiness assessments, written as Markdown with YAML front matter, into a checked,
//! scored, browsable static site.
//!
//! It is built like a compiler: text in, a tree, checks, a scorecard, and an output that is a value until the
//! last moment. A module uses only modules above it in this list; `tests/architecture.rs` holds that.

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub mod text;

pub mod diag;

pub mod model;

pub mod source;

pub mod book;

pub mod score;

pub mod ledger;

pub mod check;

pub mod portfolio;

pub mod review;

pub mod export;

pub mod render;

pub mod import;

pub mod compile;

pub mod bundle;

pub mod preview;

pub mod load;

pub mod cache;

pub mod output;

pub mod serve;

pub mod cli;
