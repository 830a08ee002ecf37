//! A bound on what one rule says of one document: whoever has mended a hundred places knows how to mend the rest.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Fix, RuleId};

/// As many places as a rule names in a document one by one. Those beyond are one line at the last of them.
pub const MOST_OF_A_RULE: usize = 100;

/// For as many names of a rule in a document that are not known the nearest one is looked for: each is compared with
/// every name there is.
pub(super) const EXPLAINED: usize = 20;

/// As many fixes of one rule in a document are kept for places that are not named.
pub(super) const MOST_FIXES: usize = 50_000;

/// Turns the last of the places that are not named one by one into the line for all `more` of them, and has it hold the
/// fixes of the others.
pub(super) fn stand_for(last: &mut Diagnostic, more: usize, mut fixes: Vec<Fix>) {
    fixes.extend(last.fix.take().filter(|_| fixes.len() < MOST_FIXES));
    last.more_fixes = fixes;
    last.message = format!("and {more} more like it, the last of them here");
    last.help = Some("mend those that are named; the next are named then".to_owned());
    last.why = None;
    last.labels.clear();
}

/// Leaves of everything that was found in a document what can be read. One place more than the bound is named as
/// well: a line that stands for it would be no shorter.
pub(super) fn limit(found: &mut Vec<Diagnostic>) {
    if found.len() <= MOST_OF_A_RULE + 1 {
        return;
    }
    let mut all: BTreeMap<RuleId, usize> = BTreeMap::new();
    for diagnostic in found.iter() {
        *all.entry(diagnostic.rule).or_default() += 1;
    }
    let mut seen: BTreeMap<RuleId, usize> = BTreeMap::new();
    let mut fixes: BTreeMap<RuleId, Vec<Fix>> = BTreeMap::new();
    found.retain_mut(|diagnostic| {
        let count = all.get(diagnostic.rule).copied().unwrap_or_default();
        if count <= MOST_OF_A_RULE + 1 {
            return true;
        }
        let seen = seen.entry(diagnostic.rule).or_default();
        *seen += 1;
        if *seen == count {
            let fixes = fixes.remove(diagnostic.rule).unwrap_or_default();
            stand_for(diagnostic, count - MOST_OF_A_RULE, fixes);
        } else if *seen > MOST_OF_A_RULE {
            let kept = fixes.entry(diagnostic.rule).or_default();
            kept.extend(diagnostic.fix.take().filter(|_| kept.len() < MOST_FIXES));
        }
        *seen <= MOST_OF_A_RULE || *seen == count
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn a_hundred_places_are_named_and_the_rest_is_one_line() {
        let path = "a.md".into();
        let of = |rule, n: usize| {
            (0..n).map(|at| Diagnostic::warning(rule, &path, "x").at(Span::new(at, at))).collect::<Vec<_>>()
        };
        for (n, left) in [(100, 100), (101, 101), (102, 101), (5_000, 101)] {
            let mut found = of("a", n);
            found.extend(of("b", 3));
            limit(&mut found);
            assert_eq!(found.len(), left + 3, "{n}");
            let last = &found[left - 1];
            assert_eq!(last.span, Some(Span::new(n - 1, n - 1)));
            let says = format!("and {} more like it, the last of them here", n.saturating_sub(100));
            assert_eq!(last.message == says, n > 101, "{n}: {}", last.message);
        }
    }
}
