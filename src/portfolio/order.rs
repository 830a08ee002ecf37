//! The order of a project's releases: by date, then version, then what they say they supersede.

use crate::model::{Assessment, release_order};

/// Sorts the oldest first. What has no date stands before what has one; `supersedes` then moves a release
/// behind the one that it names. Those in a circle of
/// such names keep the order of date and version among themselves.
pub fn order<T>(releases: &mut Vec<T>, assessment: impl Fn(&T) -> &Assessment) {
    releases.sort_by(|a, b| {
        let (a, b) = (assessment(a), assessment(b));
        a.date.known().cmp(&b.date.known()).then_with(|| release_order(&a.id.release, &b.id.release))
    });
    // Of what is left, the first goes next whose predecessor is not left; in a circle, the first.
    let mut left: Vec<T> = std::mem::take(releases);
    while !left.is_empty() {
        let waits = |release: &T| {
            let own = assessment(release);
            let named = own.supersedes.as_ref().filter(|named| named.value != own.id.release);
            named.is_some_and(|named| left.iter().any(|other| assessment(other).id.release == named.value))
        };
        let next = left.iter().position(|release| !waits(release)).unwrap_or(0);
        releases.push(left.remove(next));
    }
}
