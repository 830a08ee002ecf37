//! What changed from one assessment to another: verdict, score, categories, and all that is stated.

use std::sync::Arc;

use super::checks::{CheckChange, checks};
use super::findings::{FindingChange, findings};
use super::stated::{Stated, stated};
use super::waivers::{WaiverChange, waivers};
use crate::model::{AssessmentId, Date, Exact, Project, Verdict};
use crate::portfolio::{Assessed, ScoreChange, rescored, score_change};
use crate::score::Cap;

/// An assessment that came or changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which it is.
    pub id: AssessmentId,
    /// Its project's name.
    pub name: String,
    /// Its document.
    pub path: Arc<str>,
    /// What it is compared with: the same release, or for a new one the one before it; nothing for the first of
    /// a project.
    pub against: Option<AssessmentId>,
    /// Verdict before, where there was one, and after.
    pub verdict: (Option<Verdict>, Verdict),
    /// What caps the verdict now, the worst first.
    pub caps: Vec<Cap>,
    /// Score after.
    pub score: Exact,
    /// How it changed, where it did.
    pub moved: Option<ScoreMove>,
    /// Categories whose score changed, in the rubric's order.
    pub categories: Vec<CategoryChange>,
    /// Findings that came, went or changed.
    pub findings: Vec<FindingChange>,
    /// Checks whose answer changed.
    pub checks: Vec<CheckChange>,
    /// Waivers that came, went, changed, or run out.
    pub waivers: Vec<WaiverChange>,
    /// What else is stated otherwise.
    pub stated: Vec<Stated>,
}

/// A score that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreMove {
    /// Before.
    pub before: Exact,
    /// In what the project and what the rubric did.
    pub by: ScoreChange,
}

/// A category whose score changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryChange {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Score before; `None` where it did not exist or apply.
    pub before: Option<Exact>,
    /// Score after; `None` where it does not exist or apply any more.
    pub after: Option<Exact>,
    /// In what the project and what the rubric did; `None` where there was or is no score.
    pub by: Option<ScoreChange>,
}

impl Change {
    /// How much worse or better the verdict is: negative is worse.
    pub fn verdict_step(&self) -> i32 {
        let rank = |verdict: Verdict| Verdict::ALL.iter().rev().position(|one| *one == verdict).unwrap_or(0);
        let of = |verdict: Verdict| i32::try_from(rank(verdict)).unwrap_or(0);
        self.verdict.0.map_or(0, |before| of(self.verdict.1) - of(before))
    }

    /// True where it is no news but its words.
    pub fn is_empty(&self) -> bool {
        self.against.as_ref() == Some(&self.id)
            && self.verdict_step() == 0
            && self.moved.is_none()
            && self.categories.is_empty()
            && self.findings.is_empty()
            && self.checks.is_empty()
            && self.waivers.is_empty()
            && self.stated.is_empty()
    }
}

/// What changed to `new` from what it is compared with. The project is as it is after the change.
pub(super) fn change(project: &Project, old: Option<&Assessed>, new: &Assessed, today: Date) -> Change {
    let id = new.assessment.id.clone();
    let mut change = Change {
        name: project.name.clone(),
        path: Arc::clone(&new.assessment.path),
        against: old.map(|old| old.assessment.id.clone()),
        verdict: (old.map(|old| old.card.verdict), new.card.verdict),
        caps: new.card.caps.clone(),
        score: new.card.points.score(),
        moved: None,
        categories: Vec::new(),
        findings: findings(old.map(|old| &old.assessment), &new.assessment),
        checks: checks(old.map(|old| &old.assessment), new),
        waivers: waivers(old.map(|old| &old.assessment), &new.assessment, today),
        stated: old.map(|old| stated(old, new)).unwrap_or_default(),
        id,
    };
    if let Some(old) = old {
        scores(project, old, new, &mut change);
    }
    change
}

fn scores(project: &Project, old: &Assessed, new: &Assessed, change: &mut Change) {
    let same = old.card.rubric == new.card.rubric;
    let between = if same { old.card.clone() } else { rescored(project, old, &new.rubric) };
    let by = score_change(&old.card, &between, &new.card);
    if !by.project.is_zero() || !by.rubric.is_zero() {
        change.moved = Some(ScoreMove { before: old.card.points.score(), by });
    }
    let of = |card: &crate::score::Scorecard, id: &str| {
        let found = card.categories.iter().find(|category| category.id == id && category.applicable);
        found.map(|category| category.points.score())
    };
    let gone =
        old.card.categories.iter().filter(|old| new.card.categories.iter().all(|new| new.id != old.id));
    for category in new.card.categories.iter().chain(gone) {
        let (before, after) = (of(&old.card, &category.id), of(&new.card, &category.id));
        if before == after {
            continue;
        }
        let by = of(&between, &category.id).and_then(|between| {
            let (before, after) = (before.as_ref()?, after.as_ref()?);
            Some(ScoreChange { rubric: &between - before, project: after - &between })
        });
        let (id, title) = (category.id.clone(), category.title.clone());
        change.categories.push(CategoryChange { id, title, before, after, by });
    }
}
