//! Diagnostics: where something is, what is wrong with it, why that matters and how to mend it. Pure.

mod diagnostic;
mod fix;
mod position;
pub mod render;

pub use diagnostic::{Diagnostic, Kind, Label, RuleId, Severity};
pub use fix::{Fix, apply_fixes, apply_fixes_that_read};
pub use position::{LineIndex, Position, Span};
