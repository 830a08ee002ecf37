//! Assessment and rubric to a scorecard with its arithmetic. Three outputs, never merged: points, level,
//! verdict. Pure.

mod cap;
mod caps;
mod category;
mod choice;
mod explain;
mod items;
mod level;
mod path;
mod points;
mod scorecard;
mod what_if;

pub use cap::{Cap, CapReason, CapSource, Short, percent};
pub use explain::{CategoryLines, Column, Explanation, Mean, explain};
pub use items::{Item, ItemState, Items};
pub use path::{Aim, Path, Step, Way, cheapest};
pub use points::Points;
pub use scorecard::{CategoryScore, Claim, DeclaredScore, LevelResult, Scorecard, Subject, score};
pub use what_if::{Change, apply, parse_change};
