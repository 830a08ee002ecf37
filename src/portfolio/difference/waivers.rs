//! Waivers that came, went or changed.

use crate::model::{Date, Waived, Waiver};
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

impl WaiverEvent {
    /// It in a few words.
    pub fn words(self) -> String {
        let day =
            |date: Option<Date>| date.map_or_else(|| "an unknown day".to_owned(), |date| date.to_string());
        match self {
            WaiverEvent::New(until) => format!("new, until {}", day(until)),
            WaiverEvent::Gone => "gone".to_owned(),
            WaiverEvent::Moved(from, to) => format!("its end moved from {} to {}", day(from), day(to)),
        }
    }
}

/// What changed from the waivers of one assessment to those of another; those for one thing are the same.
pub(super) fn changes(old: &Assessed, new: &Assessed) -> Vec<WaiverChange> {
    let (before, after) = (&old.assessment.waivers, &new.assessment.waivers);
    let expires = |waiver: &Waiver| waiver.expires.as_ref().map(|expires| expires.value);
    let same = |a: &Waiver, b: &Waiver| a.of.value == b.of.value;
    let change = |waiver: &Waiver, of: &Assessed, event| WaiverChange {
        of: waiver.of.value.clone(),
        title: title(&waiver.of.value, of),
        event,
    };
    let mut changes = Vec::new();
    for waiver in after {
        match before.iter().find(|other| same(other, waiver)) {
            None => changes.push(change(waiver, new, WaiverEvent::New(expires(waiver)))),
            Some(other) if expires(other) != expires(waiver) => {
                changes.push(change(waiver, new, WaiverEvent::Moved(expires(other), expires(waiver))));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|waiver| !after.iter().any(|other| same(other, waiver)));
    changes.extend(gone.map(|waiver| change(waiver, old, WaiverEvent::Gone)));
    changes
}

fn title(of: &Waived, assessed: &Assessed) -> String {
    let known = match of {
        Waived::Finding(id) => assessed
            .assessment
            .findings
            .iter()
            .find(|finding| finding.id.value == *id)
            .map(|finding| finding.title.clone()),
        Waived::Check(id) => assessed.rubric.check(id).map(|check| check.title.clone()),
    };
    known.unwrap_or_else(|| of.id().to_owned())
}
