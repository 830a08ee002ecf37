//! What changed from one assessment to another: verdict, score, categories, and all that is stated.

use std::sync::Arc;

use super::checks::{CheckChange, checks};
use super::findings::{FindingChange, findings};
use super::stated::{Stated, between, statements, swapped};
use super::waivers::{WaiverChange, is_needed, waivers};
use crate::model::{AssessmentId, Date, Exact, Project, Verdict};
use crate::portfolio::{Assessed, Difference, ScoreChange, difference};
use crate::score::{Cap, CategoryScore, Scorecard};

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
    /// It is a release from before all that the project had.
    pub older: bool,
    /// Verdict before, where there was one, and after.
    pub verdict: (Option<Verdict>, Verdict),
    /// What caps the verdict now, the worst first.
    pub caps: Vec<Holding>,
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

/// What holds a verdict where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The best verdict that it allows.
    pub verdict: Verdict,
    /// What it is, in words.
    pub message: String,
}

/// A score that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreMove {
    /// Before.
    pub before: Exact,
    /// By how much it rose.
    pub total: Exact,
    /// In what the project and what the rubric did; `None` where nobody can tell them apart.
    pub by: Option<ScoreChange>,
}

impl ScoreMove {
    /// By how much the project made it fall; all of it where nobody can tell the parts apart.
    pub fn fall(&self) -> Exact {
        &Exact::zero() - self.by.as_ref().map_or(&self.total, |by| &by.project)
    }
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

    /// True where it is compared with the same release, also of a project that has another id now.
    pub fn is_same_release(&self) -> bool {
        self.against.as_ref().is_some_and(|old| old.release == self.id.release)
    }

    /// True where it is no news but its words.
    pub fn is_empty(&self) -> bool {
        self.is_same_release()
            && self.verdict_step() == 0
            && self.moved.is_none()
            && self.categories.is_empty()
            && self.findings.is_empty()
            && self.checks.is_empty()
            && self.waivers.is_empty()
            && self.stated.is_empty()
    }
}

impl Holding {
    fn of(cap: &Cap) -> Holding {
        Holding { verdict: cap.verdict, message: cap.reason.to_string() }
    }
}

/// What changed to `new` from what it is compared with. The project is as it is after the change.
pub(super) fn change(project: &Project, old: Option<&Assessed>, new: &Assessed, today: Date) -> Change {
    let (id, was) = (new.assessment.id.clone(), old.map(|old| &old.assessment));
    let (before, after) = (was.map(|was| was.details.open()), new.assessment.details.open());
    let mut change = Change {
        name: project.name.clone(),
        path: Arc::clone(&new.assessment.path),
        against: old.map(|old| old.assessment.id.clone()),
        older: false,
        verdict: (old.map(|old| old.card.verdict), new.card.verdict),
        caps: new.card.caps.iter().map(Holding::of).collect(),
        score: new.card.points.score(),
        moved: None,
        categories: Vec::new(),
        findings: findings(
            before.as_ref().map(|before| before.findings.as_slice()).unwrap_or_default(),
            &after.findings,
        ),
        checks: Vec::new(),
        waivers: waivers(
            was.map(|was| was.waivers.as_slice()).unwrap_or_default(),
            &new.assessment.waivers,
            &|of| is_needed(of, &after),
            today,
        ),
        stated: Vec::new(),
        id,
    };
    if let Some((old, before)) = old.zip(before) {
        let same_release = change.is_same_release();
        let statements =
            [(old, &before), (new, &after)].map(|(one, details)| statements(&one.assessment, details));
        change.stated = between(&statements[0], &statements[1], same_release);
        change.stated.extend(swapped(&before, &after));
        let difference = difference(project, old, new);
        if !difference.score.project.is_zero() || !difference.score.rubric.is_zero() {
            change.moved = Some(ScoreMove {
                before: old.card.points.score(),
                total: difference.score.total(),
                by: Some(difference.score.clone()),
            });
        }
        change.categories = categories(&difference, &old.card);
        change.checks = checks(difference.checks, &before, &after);
    }
    change
}

/// Categories whose score changed: those of the new rubric, then those that it does not have any more.
fn categories(difference: &Difference, old: &Scorecard) -> Vec<CategoryChange> {
    let was = |id: &str| old.categories.iter().find(|was| was.category.id == id);
    let score = |category: &CategoryScore| category.applicable.then(|| category.points().score());
    let stays = difference.categories.iter().map(|one| {
        let before = was(&one.id).and_then(score);
        let parts = before.as_ref().zip(one.before.as_ref()).zip(one.after.as_ref());
        let by = parts.map(|((before, between), after)| ScoreChange {
            rubric: between - before,
            project: after - between,
        });
        CategoryChange { id: one.id.clone(), title: one.title.clone(), before, after: one.after.clone(), by }
    });
    let is_gone = |was: &&CategoryScore| !difference.categories.iter().any(|one| one.id == was.category.id);
    let gone = old.categories.iter().filter(is_gone).map(|was| CategoryChange {
        id: was.category.id.clone(),
        title: was.category.title.clone(),
        before: score(was),
        after: None,
        by: None,
    });
    stays.chain(gone).filter(|one| one.before != one.after).collect()
}
