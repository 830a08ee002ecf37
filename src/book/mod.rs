//! `book.toml` and rubrics: from raw to valid once, spans kept, unknown keys refused. Pure.

mod config;
mod embedded;
mod rubric;
mod rubric_file;
mod toml_tree;

pub use config::{Config, RuleLevel, RuleSetting, parse_config};
pub use embedded::EMBEDDED_RUBRIC;
pub use rubric::{Applies, Category, Check, EvidenceNeed, Level, Rubric, Thresholds};
pub use rubric_file::parse_rubric;
