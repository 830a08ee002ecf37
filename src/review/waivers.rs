//! Waivers that came, went, changed, or run out.

use crate::model::{CheckState, Date, Details, Finding, Waived, Waiver};
use crate::portfolio::{WaiverPair, waiver_pairs};

/// Days before its end from which a waiver is told of.
const SOON: i32 = 30;

/// What happened to a waiver. Ordered: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaiverMove {
    /// It has expired.
    Expired,
    /// It was not there before.
    Added,
    /// It holds longer than before.
    Extended,
    /// Its end is near.
    Expiring,
    /// Its reason or approver is another one.
    Changed,
    /// It ends sooner than before.
    Shortened,
    /// It is gone.
    Removed,
}

impl WaiverMove {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            WaiverMove::Expired => "expired",
            WaiverMove::Added => "added",
            WaiverMove::Extended => "extended",
            WaiverMove::Expiring => "expires soon",
            WaiverMove::Changed => "changed",
            WaiverMove::Shortened => "shortened",
            WaiverMove::Removed => "removed",
        }
    }
}

/// A waiver that came, went, changed, or runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverChange {
    /// What it is for: `finding` or `check`.
    pub kind: &'static str,
    /// Id of that.
    pub id: String,
    /// What happened, the worst first.
    pub what: Vec<WaiverMove>,
    /// Its last day.
    pub expires: Option<Date>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What happened to waivers up to a day, the worst first. When one ends is told of only while what it is for is needed.
pub(super) fn waivers(
    old: &[Waiver],
    new: &[Waiver],
    is_needed: &dyn Fn(&Waived) -> bool,
    today: Date,
) -> Vec<WaiverChange> {
    let change = |(was, is): WaiverPair<'_>| match (was, is) {
        (was, Some(is)) => change(is, moves(was, is, is_needed(&is.of.value).then_some(today))),
        (was, None) => change(was?, vec![WaiverMove::Removed]),
    };
    let mut changes: Vec<WaiverChange> = waiver_pairs(old, new).into_iter().filter_map(change).collect();
    changes.sort_by_key(|change| change.what.first().copied());
    changes
}

/// True while what is waived is not mended: when the waiver ends is of no interest otherwise.
pub(super) fn is_needed(of: &Waived, details: &Details) -> bool {
    match of {
        Waived::Finding(id) => {
            details.findings.iter().any(|finding| finding.id.value == *id && Finding::is_open(finding))
        }
        Waived::Check(id) => !details.checks.iter().any(|answer| {
            let mended = matches!(answer.state.value, CheckState::Pass | CheckState::NotApplicable { .. });
            answer.check.value == *id && mended
        }),
    }
}

/// What happened to a waiver; with a day, also whether it has run out by then or soon will.
fn moves(was: Option<&Waiver>, is: &Waiver, today: Option<Date>) -> Vec<WaiverMove> {
    let end = |waiver: &Waiver| waiver.expires.as_ref().map(|expires| expires.value);
    let mut what = Vec::new();
    match was {
        None => what.push(WaiverMove::Added),
        Some(was) => {
            if end(is) > end(was) {
                what.push(WaiverMove::Extended);
            } else if end(is) < end(was) {
                what.push(WaiverMove::Shortened);
            }
            let who = |waiver: &Waiver| waiver.approved_by.as_ref().map(|who| who.value.clone());
            if was.reason != is.reason || who(was) != who(is) {
                what.push(WaiverMove::Changed);
            }
        }
    }
    let left = end(is).zip(today).and_then(|(end, today)| Some(today.until(end).ok()?.get_days()));
    match left {
        Some(days) if days < 0 => what.push(WaiverMove::Expired),
        Some(days) if days <= SOON => what.push(WaiverMove::Expiring),
        _ => {}
    }
    what.sort_unstable();
    what
}

fn change(waiver: &Waiver, what: Vec<WaiverMove>) -> Option<WaiverChange> {
    (!what.is_empty()).then(|| WaiverChange {
        kind: waiver.of.value.kind(),
        id: waiver.of.value.id().to_owned(),
        what,
        expires: waiver.expires.as_ref().map(|expires| expires.value),
        approved_by: waiver.approved_by.as_ref().map(|who| who.value.clone()),
        reason: waiver.reason.clone(),
    })
}
