//! The parts of the front matter that tell rather than score: sign-off, objectives, limits, actions.

use super::fields::{Fields, Sink};
use crate::model::{Action, Limit, Objective, Signoff};

/// `signoff:`, a list of mappings.
pub(super) fn signoff(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Signoff> {
    each(fields, "signoff", "a sign-off", sink, |entry| {
        Some(Signoff {
            name: entry.text("name").map(|fact| fact.value),
            role: entry.text("role").map(|fact| fact.value),
            date: entry.date("date"),
            decision: entry.required_text("decision")?.value,
        })
    })
}

/// `objectives:`, a list of mappings.
pub(super) fn objectives(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Objective> {
    each(fields, "objectives", "a recovery objective", sink, |entry| {
        Some(Objective {
            scenario: entry.required_text("scenario")?.value,
            rto: entry.text("rto").map(|fact| fact.value),
            rpo: entry.text("rpo").map(|fact| fact.value),
        })
    })
}

/// `limits:`, a list of mappings.
pub(super) fn limits(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Limit> {
    each(fields, "limits", "a resource limit", sink, |entry| {
        Some(Limit {
            service: entry.required_text("service")?.value,
            cpu: entry.text("cpu").map(|fact| fact.value),
            memory: entry.text("memory").map(|fact| fact.value),
        })
    })
}

/// `actions:`, a list of mappings.
pub(super) fn actions(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Action> {
    each(fields, "actions", "an action", sink, |entry| {
        Some(Action {
            when: entry.text("when").map(|fact| fact.value),
            what: entry.required_text("what")?.value,
            done: entry.boolean("done", false),
        })
    })
}

fn each<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    what: &str,
    sink: &Sink,
    read: impl Fn(&mut Fields<'_>) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for node in fields.list(key) {
        if let Some(mut entry) = Fields::new(node, what, sink) {
            let read = read(&mut entry);
            // Asking for the remaining keys after a missing one would call them unknown.
            if let Some(item) = read {
                entry.finish();
                all.push(item);
            }
        }
    }
    all
}
