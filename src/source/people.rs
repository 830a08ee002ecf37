//! The parts of the front matter that tell rather than score: sign-off, objectives, limits, actions.

use super::fields::{Fields, Sink};
use crate::model::{Action, Limit, Objective, Signoff};

/// `signoff:`, a list of mappings.
pub(super) fn signoff(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Signoff> {
    each(fields, "signoff", "a sign-off", sink, |entry| {
        let name = entry.text("name").map(|fact| fact.value);
        let role = entry.text("role").map(|fact| fact.value);
        let (date, decision) = (entry.date("date"), entry.required_text("decision"));
        Some(Signoff { name, role, date, decision: decision?.value })
    })
}

/// `objectives:`, a list of mappings.
pub(super) fn objectives(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Objective> {
    each(fields, "objectives", "a recovery objective", sink, |entry| {
        let scenario = entry.required_text("scenario");
        let rto = entry.text("rto").map(|fact| fact.value);
        let rpo = entry.text("rpo").map(|fact| fact.value);
        Some(Objective { scenario: scenario?.value, rto, rpo })
    })
}

/// `limits:`, a list of mappings.
pub(super) fn limits(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Limit> {
    each(fields, "limits", "a resource limit", sink, |entry| {
        let service = entry.required_text("service");
        let cpu = entry.text("cpu").map(|fact| fact.value);
        let memory = entry.text("memory").map(|fact| fact.value);
        Some(Limit { service: service?.value, cpu, memory })
    })
}

/// `actions:`, a list of mappings.
pub(super) fn actions(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Action> {
    each(fields, "actions", "an action", sink, |entry| {
        let when = entry.text("when").map(|fact| fact.value);
        let (what, done) = (entry.required_text("what"), entry.boolean("done", false));
        Some(Action { when, what: what?.value, done })
    })
}

/// Reads the items of a list. `read` asks for every key, whatever is missing: one that was not asked for is unknown.
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
            all.extend(read(&mut entry));
            entry.finish();
        }
    }
    all
}
