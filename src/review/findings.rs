//! Findings that came, went or changed.

use crate::model::{Finding, FindingSeverity, FindingStatus};
use crate::portfolio::{self, FindingEvent, finding_changes};

/// What happened to a finding. Ordered: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingMove {
    /// It was not there before, and is not resolved.
    New,
    /// It was resolved, and is not any more.
    Reopened,
    /// Its severity rose.
    Worsened,
    /// It was mended in part or accepted, and is open again.
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

/// The news of changes of findings, the worst first. That one came and is resolved already is none.
pub(super) fn findings(old: &[Finding], new: &[Finding]) -> Vec<FindingChange> {
    let changes = finding_changes(old, new);
    let mut all: Vec<FindingChange> = changes.iter().filter_map(|change| news(change, old)).collect();
    // Unrated stands last.
    all.sort_by_key(|one| (one.what.first().copied(), std::cmp::Reverse(one.severity.1.or(one.severity.0))));
    all
}

fn news(change: &portfolio::FindingChange, old: &[Finding]) -> Option<FindingChange> {
    let is_open = change.present && change.status != FindingStatus::Resolved;
    let mut what: Vec<FindingMove> =
        change.events.iter().filter_map(|event| FindingMove::of(*event, is_open)).collect();
    if change.events.contains(&FindingEvent::New) && !is_open {
        what.clear();
    }
    what.sort_unstable();
    let was = old.iter().find(|old| old.id.value == change.id);
    (!what.is_empty()).then(|| FindingChange {
        id: change.id.clone(),
        title: change.title.clone(),
        what,
        severity: (
            was.and_then(|was| was.severity.as_ref().map(|severity| severity.value)),
            change.severity.filter(|_| change.present),
        ),
        status: (was.map(|was| was.status.value), change.present.then_some(change.status)),
    })
}

impl FindingMove {
    /// What an event is for a reviewer; how bad a finding is matters while it is open.
    fn of(event: FindingEvent, is_open: bool) -> Option<FindingMove> {
        use FindingStatus::{Accepted, Open, Partial, Resolved};
        Some(match event {
            FindingEvent::New => FindingMove::New,
            FindingEvent::Resolved | FindingEvent::Status(_, Resolved) => FindingMove::Resolved,
            FindingEvent::Reopened => FindingMove::Reopened,
            FindingEvent::Gone => FindingMove::Dropped,
            FindingEvent::Status(_, Accepted) => FindingMove::Accepted,
            FindingEvent::Status(_, Partial) => FindingMove::PartlyResolved,
            FindingEvent::Status(_, Open) => FindingMove::SetBack,
            FindingEvent::Severity(from, to) if is_open && to > from => FindingMove::Worsened,
            FindingEvent::Severity(..) if is_open => FindingMove::Eased,
            FindingEvent::Severity(..) => return None,
        })
    }
}
