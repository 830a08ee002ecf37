//! Findings that came, went or changed.

use crate::model::{Assessment, Finding, FindingSeverity, FindingStatus};

/// What happened to a finding. Ordered: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingMove {
    /// It was not there before, and is not resolved.
    New,
    /// It was resolved, and is not any more.
    Reopened,
    /// Its severity rose.
    Worsened,
    /// It was mended in part, and is open again.
    SetBack,
    /// It was open, and is not mentioned any more.
    Dropped,
    /// It is accepted now.
    Accepted,
    /// Its severity fell, while it is still open.
    Eased,
    /// It is mended in part now.
    PartlyResolved,
    /// It is resolved now.
    Resolved,
}

impl FindingMove {
    /// All, the worst first.
    pub const ALL: [FindingMove; 9] = [
        FindingMove::New,
        FindingMove::Reopened,
        FindingMove::Worsened,
        FindingMove::SetBack,
        FindingMove::Dropped,
        FindingMove::Accepted,
        FindingMove::Eased,
        FindingMove::PartlyResolved,
        FindingMove::Resolved,
    ];

    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            FindingMove::New => "new",
            FindingMove::Reopened => "reopened",
            FindingMove::Worsened => "worsened",
            FindingMove::SetBack => "set back",
            FindingMove::Dropped => "no longer mentioned",
            FindingMove::Accepted => "accepted",
            FindingMove::Eased => "less severe",
            FindingMove::PartlyResolved => "partly resolved",
            FindingMove::Resolved => "resolved",
        }
    }

    /// True where something got worse.
    pub fn is_worse(self) -> bool {
        self <= FindingMove::SetBack
    }
}

/// A finding that came, went or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingChange {
    /// Its id.
    pub id: String,
    /// Its title, as it is now; as it was where it is gone.
    pub title: String,
    /// What happened, the worst first.
    pub what: Vec<FindingMove>,
    /// Severity before and after.
    pub severity: (Option<FindingSeverity>, Option<FindingSeverity>),
    /// Status before and after, where it was and is there.
    pub status: (Option<FindingStatus>, Option<FindingStatus>),
}

/// What happened to findings, the worst first.
pub(super) fn findings(old: Option<&Assessment>, new: &Assessment) -> Vec<FindingChange> {
    let before = old.map(|old| old.findings.as_slice()).unwrap_or_default();
    let same = |a: &Finding, b: &Finding| a.id.value == b.id.value;
    let mut changes: Vec<FindingChange> = Vec::new();
    for finding in &new.findings {
        let was = before.iter().find(|was| same(was, finding));
        changes.extend(change(was, Some(finding)));
    }
    for was in before.iter().filter(|was| !new.findings.iter().any(|finding| same(finding, was))) {
        changes.extend(change(Some(was), None));
    }
    // Unrated stands last.
    changes.sort_by_key(|change| {
        (change.what.first().copied(), std::cmp::Reverse(change.severity.1.or(change.severity.0)))
    });
    changes
}

fn change(was: Option<&Finding>, is: Option<&Finding>) -> Option<FindingChange> {
    let either = is.or(was)?;
    let mut what = match (was, is) {
        (Some(was), Some(is)) => moves(was, is),
        (None, Some(is)) if is.is_open() => vec![FindingMove::New],
        (Some(was), None) if was.is_open() => vec![FindingMove::Dropped],
        _ => Vec::new(),
    };
    what.sort_unstable();
    (!what.is_empty()).then(|| FindingChange {
        id: either.id.value.clone(),
        title: either.title.clone(),
        what,
        severity: (was.and_then(severity), is.and_then(severity)),
        status: (was.map(|was| was.status.value), is.map(|is| is.status.value)),
    })
}

fn moves(was: &Finding, is: &Finding) -> Vec<FindingMove> {
    use FindingStatus::{Accepted, Partial, Resolved};
    let mut what = Vec::new();
    match (was.status.value, is.status.value) {
        (old, new) if old == new => {}
        (Resolved, _) => what.push(FindingMove::Reopened),
        (_, Resolved) => what.push(FindingMove::Resolved),
        (_, Accepted) => what.push(FindingMove::Accepted),
        (_, Partial) => what.push(FindingMove::PartlyResolved),
        _ => what.push(FindingMove::SetBack),
    }
    match (severity(was), severity(is)) {
        (old, new) if new > old && is.is_open() => what.push(FindingMove::Worsened),
        (old, new) if new < old && is.is_open() => what.push(FindingMove::Eased),
        _ => {}
    }
    what
}

fn severity(finding: &Finding) -> Option<FindingSeverity> {
    finding.severity.as_ref().map(|severity| severity.value)
}
