//! Badges for the README of a service: an SVG of our own, and the JSON that shields.io draws one from.

mod endpoint;
mod svg;

pub use endpoint::endpoint;
pub use svg::svg;

use crate::model::{Date, Verdict};
use crate::portfolio::Series;
use crate::score::{Scorecard, Subject, score};

/// What a badge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What it is about.
    pub label: String,
    /// The result.
    pub message: String,
    /// How good that is.
    pub tone: Tone,
}

/// How good something is: its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Not quite.
    Fair,
    /// Not known.
    Unknown,
    /// Bad.
    Bad,
}

impl Tone {
    /// A colour on which white text can be read.
    fn colour(self) -> &'static str {
        match self {
            Tone::Good => "1a7f37",
            Tone::Fair => "9a6700",
            Tone::Unknown => "57606a",
            Tone::Bad => "cf222e",
        }
    }
}

/// The badge of a project as of today: verdict and score of its latest assessment. A waiver that has expired since holds
/// no more, and what is older than `most_days` is said to be.
pub fn of_project(series: &Series, today: Date, most_days: Option<u32>) -> Option<Badge> {
    let latest = series.latest()?;
    let date = latest.assessment.date.known();
    let (assessment, project) = (&latest.assessment, &series.project);
    let subject = Subject { assessment, details: &assessment.details.open(), project, as_of: today };
    let card = score(subject, &latest.rubric);
    let days = date.and_then(|date| today.since(date).ok()).map(|span| span.get_days());
    let stale = days.zip(most_days).is_some_and(|(days, most)| i64::from(days) > i64::from(most));
    let tone = match card.verdict {
        _ if stale => Tone::Unknown,
        Verdict::Ready => Tone::Good,
        Verdict::Conditional => Tone::Fair,
        Verdict::Incomplete => Tone::Unknown,
        Verdict::NotReady => Tone::Bad,
    };
    let points = card.points.score().truncated(0);
    let old = if stale { ", outdated" } else { "" };
    let message = format!("{} {points}{old}", card.verdict.word().to_lowercase());
    Some(Badge { label: "readiness".to_owned(), message, tone })
}

/// The badges of the categories of an assessment, with their ids.
pub fn of_categories<'a>(
    card: &'a Scorecard,
    rubric: &'a crate::book::Rubric,
) -> impl Iterator<Item = (&'a str, Badge)> {
    card.categories.iter().map(|category| {
        let score = category.points().score();
        let tone = if !category.applicable {
            Tone::Unknown
        } else if category.is_below_floor() {
            Tone::Bad
        } else if score >= rubric.thresholds.ready_from {
            Tone::Good
        } else {
            Tone::Fair
        };
        let message = if category.applicable { score.truncated(0) } else { "not applicable".to_owned() };
        (
            category.category.id.as_str(),
            Badge { label: category.category.title.to_lowercase(), message, tone },
        )
    })
}
