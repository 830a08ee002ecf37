//! What of a change of score the project did, and what the rubric did.

use super::Assessed;
use crate::book::Rubric;
use crate::model::{Exact, Project};
use crate::score::{Scorecard, Subject, score};

/// A change of score in its two parts, in points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreChange {
    /// The old document under the new rubric, less the old document under the old one.
    pub rubric: Exact,
    /// The rest.
    pub project: Exact,
}

impl ScoreChange {
    /// Both parts together.
    pub fn total(&self) -> Exact {
        &self.rubric + &self.project
    }
}

/// The difference of two figures as they are shown, cut off after so many places: what whoever subtracts them gets.
/// That of the exact figures, cut off, may be one off.
pub fn shown_difference(before: &Exact, after: &Exact, places: u32) -> Exact {
    &after.cut(places) - &before.cut(places)
}

/// A document scored under another rubric than its own, as of the same day.
pub fn rescored(project: &Project, assessed: &Assessed, rubric: &Rubric) -> Scorecard {
    let assessment = &assessed.assessment;
    let details = &assessment.details.open();
    score(Subject { assessment, details, project, as_of: assessed.card.as_of }, rubric)
}

/// The change from an old score by way of `between`, the old document under the new rubric, to a new score.
pub fn score_change(old: &Scorecard, between: &Scorecard, new: &Scorecard) -> ScoreChange {
    let [old, between, new] = [old, between, new].map(|card| card.points.score());
    ScoreChange { rubric: &between - &old, project: &new - &between }
}
