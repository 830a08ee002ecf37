//! Findings that came, went or changed.

use super::stated::{Stated, between};
use crate::model::{Fact, Finding, FindingSeverity, FindingStatus};
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
    /// Its title, owner, due day, category or evidence is another one.
    Restated,
    /// It is mended in part now.
    PartlyResolved,
    /// It is resolved now.
    Resolved,
}

impl FindingMove {
    /// All, the worst first.
    pub const ALL: [FindingMove; 10] = [
        FindingMove::New,
        FindingMove::Reopened,
        FindingMove::Worsened,
        FindingMove::SetBack,
        FindingMove::Dropped,
        FindingMove::Accepted,
        FindingMove::Eased,
        FindingMove::Restated,
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
            FindingMove::Restated => "stated otherwise",
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
    /// What else of it is stated otherwise.
    pub stated: Vec<Stated>,
}

/// The news of changes of findings, the worst first. That one came and is resolved already is none.
pub(super) fn findings(old: &[Finding], new: &[Finding]) -> Vec<FindingChange> {
    let changes = finding_changes(old, new);
    let mut all: Vec<FindingChange> = changes.iter().filter_map(|change| news(change, old, new)).collect();
    let is_told = |is: &&Finding| changes.iter().any(|change| change.id == is.id.value);
    all.extend(new.iter().filter(|is| !is_told(is)).filter_map(|is| restated(old, is)));
    // Unrated stands last.
    all.sort_by_key(|one| (one.what.first().copied(), std::cmp::Reverse(one.severity.1.or(one.severity.0))));
    all
}

fn news(change: &portfolio::FindingChange, old: &[Finding], new: &[Finding]) -> Option<FindingChange> {
    let is_open = change.present && change.status != FindingStatus::Resolved;
    let mut what: Vec<FindingMove> =
        change.events.iter().filter_map(|event| FindingMove::of(*event, is_open)).collect();
    if change.events.contains(&FindingEvent::New) && !is_open {
        what.clear();
    }
    what.sort_unstable();
    let was = old.iter().find(|old| old.id.value == change.id);
    let is = new.iter().find(|new| new.id.value == change.id);
    (!what.is_empty()).then(|| FindingChange {
        id: change.id.clone(),
        title: change.title.clone(),
        what,
        severity: (
            was.and_then(|was| was.severity.as_ref().map(|severity| severity.value)),
            change.severity.filter(|_| change.present),
        ),
        status: (was.map(|was| was.status.value), change.present.then_some(change.status)),
        stated: was.zip(is).map(|(was, is)| between(&facts(was), &facts(is), true)).unwrap_or_default(),
    })
}

/// A finding that is as bad as before, and of which something else is stated otherwise.
fn restated(old: &[Finding], is: &Finding) -> Option<FindingChange> {
    let was = old.iter().find(|old| old.id.value == is.id.value)?;
    let stated = between(&facts(was), &facts(is), true);
    let severity = |one: &Finding| one.severity.as_ref().map(|severity| severity.value);
    (!stated.is_empty()).then(|| FindingChange {
        id: is.id.value.clone(),
        title: is.title.clone(),
        what: vec![FindingMove::Restated],
        severity: (severity(was), severity(is)),
        status: (Some(was.status.value), Some(is.status.value)),
        stated,
    })
}

/// What a finding states beside how bad it is and what became of it.
fn facts(one: &Finding) -> Vec<(&'static str, Option<String>)> {
    let evidence: Vec<&str> = one.evidence.iter().map(|evidence| evidence.value.as_str()).collect();
    let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    vec![
        ("title", Some(one.title.clone())),
        ("category", value(&one.category)),
        ("priority", one.priority.clone()),
        ("effort", value(&one.effort)),
        ("owner", one.owner.clone()),
        ("due", one.due.as_ref().map(|due| due.value.to_string())),
        ("evidence", (!evidence.is_empty()).then(|| evidence.join(", "))),
    ]
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
