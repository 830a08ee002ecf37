//! What documents claim against what they support: one rule, one file. Pure.

mod rule;
pub mod rules;

pub use rule::{Example, Reporter, Rule, Scope, check_document, check_settings};
