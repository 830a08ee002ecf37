//! All scorecards together: projects with their releases in order, what changed between two of them, and the
//! matrix of projects and categories. Pure.

mod comparable;
mod control;
mod difference;
mod latest;
mod matrix;
mod order;
mod register;
mod score_change;
mod series;
mod standing;

pub use comparable::{Incomparable, MOST_SPREAD, incomparable};
pub use control::{AdoptionPoint, Answers, Stand, adoption, stands};
pub use difference::{
    CategoryChange, CheckChange, Difference, FindingChange, FindingEvent, Tone, WaiverChange, WaiverEvent,
    WaiverPair, difference, finding_changes, waiver_pairs,
};
pub use latest::{Latest, LatestAnswer};
pub use matrix::{Matrix, MatrixCell, MatrixRow, is_unknown, matrix};
pub use order::order;
pub use register::{
    FindingRow, ProjectWaivers, RegisteredFinding, RegisteredWaiver, WaiverState, days_between,
    finding_register, live_waiver, waiver_register,
};
pub use score_change::{ScoreChange, rescored, score_change, shown_difference};
pub use series::{Assessed, Portfolio, Series};
pub use standing::{Standing, is_stale};
