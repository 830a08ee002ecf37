//! Findings that came, went or changed.

use super::Tone;
use crate::model::{Finding, FindingSeverity, FindingStatus};

/// A finding that came, went or changed.
#[derive(Clone, Debug)]
pub struct FindingChange {
    /// Its id.
    pub id: String,
    /// Its title, in the new document where it is there.
    pub title: String,
    /// It is in the new document.
    pub present: bool,
    /// How bad it is, or was last.
    pub severity: Option<FindingSeverity>,
    /// What became of it, or had become last.
    pub status: FindingStatus,
    /// All that happened; at least one.
    pub events: Vec<FindingEvent>,
}

/// One thing that happened to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingEvent {
    /// It was not there before.
    New,
    /// It was open in some way, and is resolved.
    Resolved,
    /// It was resolved, and is not.
    Reopened,
    /// It was open in some way, and is not mentioned any more.
    Gone,
    /// Its status changed among those that count as open.
    Status(FindingStatus, FindingStatus),
    /// Its severity changed.
    Severity(Option<FindingSeverity>, Option<FindingSeverity>),
}

impl FindingEvent {
    /// Whether it is for the better.
    pub fn tone(self) -> Tone {
        use FindingStatus::{Accepted, Open, Partial};
        match self {
            FindingEvent::New | FindingEvent::Reopened | FindingEvent::Status(Accepted, Open) => Tone::Worse,
            FindingEvent::Resolved | FindingEvent::Status(Accepted, Partial) => Tone::Better,
            FindingEvent::Gone | FindingEvent::Status(_, Accepted) => Tone::Neutral,
            FindingEvent::Status(from, to) => Tone::of(to.cmp(&from)),
            FindingEvent::Severity(from, to) => Tone::of(from.cmp(&to)),
        }
    }
}

impl FindingChange {
    /// Whether all of it together is for the better: what is resolved in the end is, whatever else happened.
    pub fn tone(&self) -> Tone {
        if self.present && self.status == FindingStatus::Resolved {
            return Tone::Better;
        }
        let has = |tone: Tone| self.events.iter().any(|event| event.tone() == tone);
        match (has(Tone::Worse), has(Tone::Better)) {
            (true, false) => Tone::Worse,
            (false, true) => Tone::Better,
            _ => Tone::Neutral,
        }
    }
}

/// What changed from some findings to others; those of one id are the same.
pub fn changes(old: &[Finding], new: &[Finding]) -> Vec<FindingChange> {
    let same = |a: &Finding, b: &Finding| a.id.value == b.id.value;
    let mut changes = Vec::new();
    for finding in new {
        let events = events(old.iter().find(|other| same(other, finding)), finding);
        if !events.is_empty() {
            changes.push(change(finding, true, events));
        }
    }
    let gone = old.iter().filter(|finding| finding.is_open());
    for finding in gone.filter(|finding| !new.iter().any(|other| same(other, finding))) {
        changes.push(change(finding, false, vec![FindingEvent::Gone]));
    }
    changes
}

fn change(finding: &Finding, present: bool, events: Vec<FindingEvent>) -> FindingChange {
    FindingChange {
        id: finding.id.value.clone(),
        title: finding.title.clone(),
        present,
        severity: severity(finding),
        status: finding.status.value,
        events,
    }
}

fn events(before: Option<&Finding>, after: &Finding) -> Vec<FindingEvent> {
    let Some(before) = before else {
        let resolved = (!after.is_open()).then_some(FindingEvent::Resolved);
        return [Some(FindingEvent::New), resolved].into_iter().flatten().collect();
    };
    let (from, to) = (before.status.value, after.status.value);
    let status = match (before.is_open(), after.is_open()) {
        (true, false) => Some(FindingEvent::Resolved),
        (false, true) => Some(FindingEvent::Reopened),
        _ => (from != to).then_some(FindingEvent::Status(from, to)),
    };
    let (from, to) = (severity(before), severity(after));
    let severity = (from != to).then_some(FindingEvent::Severity(from, to));
    [status, severity].into_iter().flatten().collect()
}

fn severity(finding: &Finding) -> Option<FindingSeverity> {
    finding.severity.as_ref().map(|severity| severity.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::model::Fact;

    fn finding(id: &str, status: FindingStatus, severity: Option<FindingSeverity>) -> Finding {
        let at = Span::default();
        Finding {
            id: Fact::new(id.to_owned(), at),
            title: id.to_uppercase(),
            category: None,
            severity: severity.map(|severity| Fact::new(severity, at)),
            priority: None,
            status: Fact::new(status, at),
            effort: None,
            impact: None,
            owner: None,
            due: None,
            evidence: Vec::new(),
            anchor: None,
            span: at,
        }
    }

    /// What is told of one finding.
    fn told(from: FindingStatus, to: FindingStatus) -> (String, &'static str) {
        let changes = changes(&[finding("a", from, None)], &[finding("a", to, None)]);
        let events: Vec<_> = changes.iter().flat_map(|change| &change.events).collect();
        (format!("{events:?}"), changes.first().map_or("", |change| change.tone().word()))
    }

    #[test]
    fn no_change_of_status_is_missed() {
        use FindingStatus::{Accepted, Open, Partial, Resolved};
        let mut told_of = Vec::new();
        for from in [Open, Partial, Accepted, Resolved] {
            for to in [Open, Partial, Accepted, Resolved].into_iter().filter(|to| *to != from) {
                let (events, tone) = told(from, to);
                told_of.push(format!("{} -> {}: {events}, {tone}", from.id(), to.id()));
            }
            assert_eq!(told(from, from).0, "[]");
        }
        insta::assert_snapshot!(told_of.join("\n"));
    }

    #[test]
    fn a_finding_may_change_in_two_ways_at_once() {
        use FindingSeverity::{Critical, High};
        let old = [finding("a", FindingStatus::Open, Some(High)), finding("b", FindingStatus::Partial, None)];
        let new = [
            finding("a", FindingStatus::Partial, Some(Critical)),
            finding("c", FindingStatus::Resolved, None),
        ];
        let changes = changes(&old, &new);
        let told: Vec<_> = changes.iter().map(|change| (change.id.as_str(), &change.events[..])).collect();
        let expected: [(&str, &[FindingEvent]); 3] = [
            (
                "a",
                &[
                    FindingEvent::Status(FindingStatus::Open, FindingStatus::Partial),
                    FindingEvent::Severity(Some(High), Some(Critical)),
                ],
            ),
            ("c", &[FindingEvent::New, FindingEvent::Resolved]),
            ("b", &[FindingEvent::Gone]),
        ];
        assert_eq!(told, expected);
        assert_eq!(changes[0].tone(), Tone::Neutral, "for the better and for the worse");
    }
}
