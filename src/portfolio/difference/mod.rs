//! What changed from one assessment to another of the same project.

mod checks;
mod findings;
mod waivers;

use std::sync::Arc;

use super::{Assessed, Incomparable, ScoreChange, incomparable, is_unknown, rescored, score_change};
use crate::model::{Exact, Project, Verdict};
use crate::score::{Cap, Scorecard};

pub use checks::CheckChange;
pub use findings::{FindingChange, FindingEvent, changes as finding_changes};
pub use waivers::{WaiverChange, WaiverEvent, WaiverPair, waiver_pairs};

/// What changed.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Why the two scores do not compare; empty where they do.
    pub incomparable: Vec<Incomparable>,
    /// Old and new verdict.
    pub verdict: (Verdict, Verdict),
    /// New score minus old one, in what the project and what the rubric did.
    pub score: ScoreChange,
    /// What capped the old verdict and does not cap the new one.
    pub caps_gone: Vec<Cap>,
    /// What caps the new verdict and did not cap the old one.
    pub caps_new: Vec<Cap>,
    /// All categories in the new rubric's order. Under another rubric the old score is the old document's under the new
    /// one, so that only what the project did shows.
    pub categories: Vec<CategoryChange>,
    /// Checks whose answer changed, in the new rubric's order, judged in the same way.
    pub checks: Vec<CheckChange>,
    /// Findings that came, went or changed, in the new document's order, then those that are gone.
    pub findings: Vec<FindingChange>,
    /// Waivers that came, went or changed, in the new document's order, then those that are gone.
    pub waivers: Vec<WaiverChange>,
}

/// Whether a change is for the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is.
    Better,
    /// It is for the worse.
    Worse,
    /// Neither.
    Neutral,
}

impl Tone {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Better => "better",
            Tone::Worse => "worse",
            Tone::Neutral => "changed",
        }
    }

    fn of(order: std::cmp::Ordering) -> Tone {
        match order {
            std::cmp::Ordering::Greater => Tone::Better,
            std::cmp::Ordering::Less => Tone::Worse,
            std::cmp::Ordering::Equal => Tone::Neutral,
        }
    }
}

/// A category before and after.
#[derive(Clone, Debug)]
pub struct CategoryChange {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Score before; `None` where all of it was n/a.
    pub before: Option<Exact>,
    /// Score after; `None` where all of it is n/a.
    pub after: Option<Exact>,
    /// Whether nothing of it was answered or claimed before, and after.
    pub unknown: [bool; 2],
}

impl CategoryChange {
    /// The score changed, or whether there is one.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }

    /// Whether it is for the better.
    pub fn tone(&self) -> Tone {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => Tone::of(after.cmp(before)),
            _ => Tone::Neutral,
        }
    }
}

/// What changed from `old` to `new`, two assessments of one project.
pub fn difference(project: &Project, old: &Assessed, new: &Assessed) -> Difference {
    let same = old.card.rubric == new.card.rubric;
    let between = if same { Arc::clone(&old.card) } else { Arc::new(rescored(project, old, &new.rubric)) };
    let score =
        |category: &crate::score::CategoryScore| category.applicable.then(|| category.points().score());
    let [before, after] = [old, new].map(|one| one.assessment.details.open().findings);
    let categories =
        between.categories.iter().zip(&new.card.categories).map(|(before, after)| CategoryChange {
            id: after.category.id.clone(),
            title: after.category.title.clone(),
            before: score(before),
            after: score(after),
            unknown: [before, after].map(is_unknown),
        });
    Difference {
        incomparable: incomparable([(project, old), (project, new)]),
        verdict: (old.card.verdict, new.card.verdict),
        score: score_change(&old.card, &between, &new.card),
        caps_gone: caps_without(&old.card, &new.card),
        caps_new: caps_without(&new.card, &old.card),
        categories: categories.collect(),
        checks: checks::changes(&between, &new.card),
        findings: findings::changes(&before, &after),
        waivers: waivers::changes(old, new, [&before, &after]),
    }
}

/// Caps of one that the other does not have: from another source, or worse ones from the same.
fn caps_without(one: &Scorecard, other: &Scorecard) -> Vec<Cap> {
    let same = |a: &Cap, b: &Cap| a.reason.source() == b.reason.source() && a.verdict == b.verdict;
    let has = |cap: &&Cap| other.caps.iter().any(|of_other| same(of_other, cap));
    one.caps.iter().filter(|cap| !has(cap)).cloned().collect()
}
