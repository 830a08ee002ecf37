//! One problem stated twice is one finding.

use std::collections::BTreeMap;

use crate::import::model::{FindingFact, Status};

/// The findings with restatements merged into the first statement.
pub(super) fn merged(found: Vec<FindingFact>) -> Vec<FindingFact> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<FindingFact> = Vec::with_capacity(found.len());
    for finding in found {
        let key = key(&finding.title);
        if let Some(known) = places.get(&key).map(|at| &mut all[*at]) {
            if known.severity.is_none() {
                known.severity = finding.severity;
                known.priority = finding.priority;
            }
            known.category = known.category.take().or(finding.category);
            if finding.status == Some(Status::Resolved) {
                known.status = finding.status;
            }
            known.status = known.status.or(finding.status);
        } else {
            places.insert(key, all.len());
            all.push(finding);
        }
    }
    all
}

/// Titles that differ in marks, spaces and case only are the same.
fn key(title: &str) -> String {
    title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
