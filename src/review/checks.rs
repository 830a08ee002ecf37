//! Checks whose answer changed, with or without new evidence.

use std::collections::BTreeSet;

use crate::model::Details;
use crate::portfolio::{self, Tone};

/// A check whose answer changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckChange {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Answer before and after, as documents write it.
    pub answer: (&'static str, &'static str),
    /// Whether it is for the better.
    pub tone: Tone,
    /// Evidence is named now that was not before.
    pub new_evidence: bool,
}

/// Changes of checks with what supports them.
pub(super) fn checks(changes: Vec<portfolio::CheckChange>, old: &Details, new: &Details) -> Vec<CheckChange> {
    let named = |details: &Details, id: &str| -> BTreeSet<String> {
        let answers = details.checks.iter().filter(|answer| answer.check.value == id);
        answers.flat_map(|answer| answer.evidence.iter().map(|evidence| evidence.value.clone())).collect()
    };
    let with_evidence = |change: portfolio::CheckChange| CheckChange {
        new_evidence: !named(new, &change.check).is_subset(&named(old, &change.check)),
        id: change.check,
        title: change.title,
        answer: (change.before, change.after),
        tone: change.tone,
    };
    sorted(changes.into_iter().map(with_evidence).collect())
}

/// Those for the worse first, then those that show nothing.
pub(super) fn sorted(mut all: Vec<CheckChange>) -> Vec<CheckChange> {
    all.sort_by_key(|change| (rank(change.tone), change.new_evidence));
    all
}

/// The order in which a reviewer looks at changes.
pub(super) fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::Worse => 0,
        Tone::Neutral => 1,
        Tone::Better => 2,
    }
}
