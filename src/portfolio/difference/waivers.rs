//! Waivers that came, went or changed.

use crate::model::{Date, Finding, Waived, Waiver};
use crate::portfolio::Assessed;

/// A waiver that came, went or changed.
#[derive(Clone, Debug)]
pub struct WaiverChange {
    /// What it is for.
    pub of: Waived,
    /// Title of the finding or the check.
    pub title: String,
    /// What happened.
    pub event: WaiverEvent,
}

/// What happened to a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiverEvent {
    /// It was not there before; it holds until that day.
    New(Option<Date>),
    /// It is not there any more.
    Gone,
    /// Its last day was moved.
    Moved(Option<Date>, Option<Date>),
}

/// What changed from the waivers of one assessment to those of another.
/// `findings` are theirs.
pub(super) fn changes(old: &Assessed, new: &Assessed, findings: [&[Finding]; 2]) -> Vec<WaiverChange> {
    let expires = |waiver: &Waiver| waiver.expires.as_ref().map(|expires| expires.value);
    let change = |waiver: &Waiver, (of, findings): (&Assessed, &[Finding]), event| WaiverChange {
        of: waiver.of.value.clone(),
        title: title(&waiver.of.value, of, findings),
        event,
    };
    let (old_own, new_own) = ((old, findings[0]), (new, findings[1]));
    let pairs = waiver_pairs(&old.assessment.waivers, &new.assessment.waivers);
    let changes = pairs.into_iter().filter_map(|pair| match pair {
        (None, Some(is)) => Some(change(is, new_own, WaiverEvent::New(expires(is)))),
        (Some(was), Some(is)) if expires(was) != expires(is) => {
            Some(change(is, new_own, WaiverEvent::Moved(expires(was), expires(is))))
        }
        (Some(was), None) => Some(change(was, old_own, WaiverEvent::Gone)),
        _ => None,
    });
    changes.collect()
}

/// A waiver before and after; at least one of them is there.
pub type WaiverPair<'a> = (Option<&'a Waiver>, Option<&'a Waiver>);

/// Each waiver with what it was before, then those that are gone. Those for one thing are the same; where one thing is
/// waived several times, the first is the first, and so on.
pub fn waiver_pairs<'a>(before: &'a [Waiver], after: &'a [Waiver]) -> Vec<WaiverPair<'a>> {
    let mut left: Vec<&Waiver> = before.iter().collect();
    let mut pairs: Vec<WaiverPair<'_>> = Vec::new();
    for waiver in after {
        let at = left.iter().position(|old| old.of.value == waiver.of.value);
        pairs.push((at.map(|at| left.remove(at)), Some(waiver)));
    }
    pairs.extend(left.into_iter().map(|gone| (Some(gone), None)));
    pairs
}

fn title(of: &Waived, assessed: &Assessed, findings: &[Finding]) -> String {
    let known = match of {
        Waived::Finding(id) => {
            let finding = findings.iter().find(|finding| finding.id.value == *id);
            finding.map(|finding| finding.title.clone())
        }
        Waived::Check(id) => assessed.rubric.check(id).map(|check| check.title.clone()),
    };
    known.unwrap_or_else(|| of.id().to_owned())
}
