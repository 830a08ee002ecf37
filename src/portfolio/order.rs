//! The order of a project's releases: by date, then version, then what they say they supersede.

use std::borrow::Borrow;

use super::Assessed;
use crate::model::release_order;

/// Sorts the oldest first. What has no date stands before what has one; `supersedes` then moves a release
/// behind the one that it names. A circle of such names is left as date and version have it.
pub fn order<T: Borrow<Assessed>>(releases: &mut Vec<T>) {
    releases.sort_by(|a, b| {
        let (a, b) = (&a.borrow().assessment, &b.borrow().assessment);
        a.date.known().cmp(&b.date.known()).then_with(|| release_order(&a.id.release, &b.id.release))
    });
    // Each release moves behind its predecessor at most once a round; a circle ends with the rounds.
    for _ in 0..releases.len() {
        let mut moved = false;
        for at in 0..releases.len() {
            let Some(named) = releases[at].borrow().assessment.supersedes.as_ref() else {
                continue;
            };
            let before =
                releases.iter().rposition(|other| other.borrow().assessment.id.release == named.value);
            if let Some(before) = before.filter(|before| *before > at) {
                let release = releases.remove(at);
                releases.insert(before, release);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}
