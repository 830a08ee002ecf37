//! What an assessment is compared with.

/// What the release at a place of a project's releases is compared with, and whether that is the same release before the
/// change. A new one is compared with the one before it, as it was; where the change took that one away, with that, so
/// that a release by another name does not get away from what it was.
pub(super) fn counterpart<'a, T>(
    before: &'a [T],
    after: &'a [T],
    at: usize,
    release: impl Fn(&T) -> &str,
) -> (Option<&'a T>, bool) {
    let place = |one: &T, all: &[T]| all.iter().position(|other| release(other) == release(one));
    let Some(new) = after.get(at) else { return (None, false) };
    if let Some(same) = place(new, before) {
        return (before.get(same), true);
    }
    let previous = at.checked_sub(1).and_then(|at| after.get(at));
    let was = previous.and_then(|previous| place(previous, before));
    if let (Some(previous), None) = (previous, was) {
        return (Some(previous), false);
    }
    let later = before.iter().skip(was.map_or(0, |was| was + 1));
    let gone = later.rev().find(|old| place(old, after).is_none());
    (gone.or_else(|| before.get(was?)), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_compared_with_itself_or_with_what_was_there() {
        for (before, after, at, expected) in [
            ("a b", "a b", 1, Some(("b", true))),
            ("a b", "a b c", 2, Some(("b", false))),
            ("a b", "a b c d", 3, Some(("c", false))),
            ("a b", "a c", 1, Some(("b", false))),
            ("a b", "c", 0, Some(("b", false))),
            ("a b c", "a d c", 1, Some(("b", false))),
            ("b", "a b", 0, None),
            ("", "a", 0, None),
        ] {
            let names = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
            let (before, after) = (names(before), names(after));
            let (old, same) = counterpart(&before, &after, at, |name| name);
            assert_eq!(old.map(|old| (*old, same)), expected, "{before:?} {after:?}");
        }
    }
}
