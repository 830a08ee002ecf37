//! Assessment and rubric to a scorecard with its arithmetic. Three outputs, never merged: points, level,
//! verdict. Pure.

mod caps;
mod category;
mod level;
mod points;
mod scorecard;

pub use points::Points;
pub use scorecard::{
    Cap, CapSource, CategoryScore, Claim, Item, ItemState, LevelResult, RubricRef, Scorecard, Subject, score,
};
