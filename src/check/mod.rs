//! What documents claim against what they support: one rule, one file. Pure.

mod evidence;
mod rule;
pub mod rules;
mod run;
mod scope;
mod suppress;

pub use evidence::Evidence;
pub use rule::{Example, Reporter, Rule, Run};
pub use run::{check_document, check_settings, check_suppressions, check_text};
pub use scope::{Earlier, Scope, TextScope};
pub use suppress::Suppressed;
