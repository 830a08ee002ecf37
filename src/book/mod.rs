//! `book.toml` and rubrics: from raw to valid once, spans kept, unknown keys refused. Pure.

mod config;
mod embedded;
mod rubric;
mod toml_tree;

pub use config::{Badges, Config, RuleLevel, RuleSetting, parse_config};
pub use embedded::EMBEDDED_RUBRIC;
pub(crate) use rubric::check_lock;
pub use rubric::{
    Applies, Category, Check, EvidenceNeed, Gate, LOCK_FILE, Level, Rubric, RubricDraft, RubricLock,
    Thresholds, parse_lock, parse_rubric, read_rubric, resolve_rubrics,
};
pub(crate) use toml_tree::parse as parse_toml;
pub use toml_tree::reads_as_toml;
