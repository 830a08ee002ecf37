//! Scores as text: one file, one format. Adding a format is its file and its line in [`FORMATS`].

mod blocks;
mod card;
mod human;
mod json;
mod markdown;

pub(super) use card::{Card, shown};

use crate::book::Rubric;
use crate::model::{Details, Project, Verdict};
use crate::portfolio::{Assessed, Incomparable, ScoreChange};
use crate::score::{Aim, Change, Scorecard, Way};

/// Scores to be written.
pub struct ScoreReport<'a> {
    /// What was scored, in its order.
    pub entries: Vec<ScoreEntry<'a>>,
    /// A list of all is wanted, not the story of one.
    pub overview: bool,
    /// Every line of the arithmetic is wanted.
    pub explain: bool,
    /// Why these scores do not compare with each other.
    pub incomparable: Vec<Incomparable>,
}

/// One scored document.
pub struct ScoreEntry<'a> {
    /// Its project.
    pub project: &'a Project,
    /// The document, with its score under its own rubric.
    pub assessed: &'a Assessed,
    /// The rubric that it is scored under here.
    pub rubric: &'a Rubric,
    /// What it states, changes included.
    pub details: Details,
    /// What it comes to under that rubric, changes included.
    pub card: Scorecard,
    /// Where that is not its own rubric: by how much the score differs for that reason.
    pub rescored: Option<ScoreChange>,
    /// What is supposed to be otherwise, with what it comes to without that.
    pub what_if: Option<(Vec<Change>, Scorecard)>,
    /// How a better verdict could be reached.
    pub ways: Vec<(Verdict, Aim, Way)>,
}

/// One output format of scores.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Writes scores.
    pub render: fn(&ScoreReport<'_>) -> String,
}

/// All formats, sorted by name.
pub const FORMATS: &[Format] = &[human::FORMAT, json::FORMAT, markdown::FORMAT];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
