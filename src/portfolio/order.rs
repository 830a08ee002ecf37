//! The order of a project's releases: by date, then version, then what they say they supersede.

use std::borrow::Borrow;

use super::Assessed;
use crate::model::release_order;

/// Sorts the oldest first. What has no date stands before what has one; `supersedes` then moves a release
/// behind the one that it names. Those in a circle of
/// such names keep the order of date and version among themselves.
pub fn order<T: Borrow<Assessed>>(releases: &mut Vec<T>) {
    releases.sort_by(|a, b| {
        let (a, b) = (&a.borrow().assessment, &b.borrow().assessment);
        a.date.known().cmp(&b.date.known()).then_with(|| release_order(&a.id.release, &b.id.release))
    });
    // Of what is left, the first goes next whose predecessor is not left; in a circle, the first.
    let mut left: Vec<T> = std::mem::take(releases);
    while !left.is_empty() {
        let waits = |release: &T| {
            let assessment = &release.borrow().assessment;
            let named = assessment.supersedes.as_ref().filter(|named| named.value != assessment.id.release);
            named.is_some_and(|named| {
                left.iter().any(|other| other.borrow().assessment.id.release == named.value)
            })
        };
        let next = left.iter().position(|release| !waits(release)).unwrap_or(0);
        releases.push(left.remove(next));
    }
}
