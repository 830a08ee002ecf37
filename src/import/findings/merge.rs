//! One problem stated twice is one finding.

use std::collections::BTreeMap;

use super::rate;
use crate::import::lexicon::Lexicon;
use crate::import::model::{FindingFact, Status};

/// The findings with restatements merged into the first statement.
pub(super) fn merged(found: Vec<FindingFact>, lexicon: &Lexicon) -> Vec<FindingFact> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<FindingFact> = Vec::with_capacity(found.len());
    for finding in found {
        let mut key = key(unrated(&finding.title, lexicon));
        // `Tests fail (69 of 100)` and `Tests fail: 69 of 100` say again what `Tests fail` said; a single word before a
        // colon is an area.
        let said = [" (", ": "].iter().filter_map(|mark| finding.title.split_once(mark));
        let mut said = said.map(|(before, _)| self::key(before));
        if let Some(short) = said.find(|key| key.contains(' ') && places.contains_key(key)) {
            key = short;
        }
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

/// A title without the severity in brackets after it.
fn unrated<'t>(title: &'t str, lexicon: &Lexicon) -> &'t str {
    let rated = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    rated.filter(|(_, inside)| rate::only_rates(inside, lexicon)).map_or(title, |(before, _)| before)
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
