//! Checks whose answer changed, with or without new evidence.

use std::collections::BTreeSet;

use crate::model::{Assessment, CheckAnswer, CheckState};
use crate::portfolio::Assessed;

/// A check whose answer changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckChange {
    /// Its id.
    pub id: String,
    /// Its title in the rubric; the id where the rubric does not know it.
    pub title: String,
    /// Answer before and after, as documents write it.
    pub answer: (&'static str, &'static str),
    /// How much better: negative is worse; 0 where the answers have no order.
    pub step: i32,
    /// Evidence is named now that was not before.
    pub new_evidence: bool,
}

/// Checks whose answer changed, those that got worse first. In the first assessment of a project all are new, which is
/// no news.
pub(super) fn checks(old: Option<&Assessment>, new: &Assessed) -> Vec<CheckChange> {
    let Some(old) = old else { return Vec::new() };
    let of = |all: &[CheckAnswer], id: &str| all.iter().find(|answer| answer.check.value == id).cloned();
    let ids: BTreeSet<&str> =
        old.checks.iter().chain(&new.assessment.checks).map(|answer| answer.check.value.as_str()).collect();
    let mut changes: Vec<CheckChange> = Vec::new();
    for id in ids {
        let (was, is) = (of(&old.checks, id), of(&new.assessment.checks, id));
        let state = |answer: &Option<CheckAnswer>| {
            answer.as_ref().map_or(CheckState::Unknown, |a| a.state.value.clone())
        };
        let (before, after) = (state(&was), state(&is));
        if before.id() == after.id() {
            continue;
        }
        let named = |answer: &Option<CheckAnswer>| -> BTreeSet<String> {
            answer
                .iter()
                .flat_map(|answer| answer.evidence.iter().map(|evidence| evidence.value.clone()))
                .collect()
        };
        changes.push(CheckChange {
            id: id.to_owned(),
            title: new.rubric.check(id).map_or_else(|| id.to_owned(), |check| check.title.clone()),
            answer: (before.id(), after.id()),
            step: rank(&before).zip(rank(&after)).map_or(0, |(before, after)| after - before),
            new_evidence: !named(&is).is_subset(&named(&was)),
        });
    }
    changes.sort_by_key(|change| change.step);
    changes
}

/// How good an answer is. What does not apply stands in no order with the others.
fn rank(state: &CheckState) -> Option<i32> {
    match state {
        CheckState::Fail => Some(0),
        CheckState::Unknown => Some(1),
        CheckState::Partial => Some(2),
        CheckState::Pass => Some(3),
        CheckState::NotApplicable { .. } => None,
    }
}
