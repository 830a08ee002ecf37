//! What documents claim against what they support: one rule, one file. Pure.

mod catalogue;
mod evidence;
mod flood;
mod form;
mod page;
mod rule;
pub mod rules;
mod run;
mod scope;
mod sentence;
mod suppress;

pub use catalogue::{catalogue, explain};
pub use evidence::Evidence;
pub use flood::MOST_OF_A_RULE;
pub use form::FORM;
pub use page::page;
pub use rule::{Example, Reporter, Rule, Run};
pub use run::{check_document, check_links, check_settings, check_suppressions, check_text};
pub use scope::{Anchors, Earlier, LastChanges, LinkScope, PerLine, Scope, TextScope, anchors};
pub use suppress::Suppressed;
