//! `book.toml` and rubrics: from raw to valid once, spans kept, unknown keys refused. Pure.

mod config;
mod embedded;
mod gather;
mod pins;
mod rubric;
mod toml_tree;

pub use config::{Badges, Config, RuleLevel, RuleSetting, parse_config, site_address};
pub use embedded::EMBEDDED_RUBRIC;
pub use gather::{Place, Source, Versions};
pub use pins::{PINS_FILE, Pin, parse_pins, pins_text};
pub(crate) use rubric::check_lock;
pub use rubric::{
    Applies, Category, Check, EvidenceNeed, Gate, LOCK_FILE, Level, Named, Rubric, RubricDraft, RubricLock,
    RubricRef, Stated, Thresholds, parse_lock, parse_rubric, read_rubric, resolve_rubrics,
};
pub(crate) use toml_tree::parse as parse_toml;
pub use toml_tree::reads_as_toml;
