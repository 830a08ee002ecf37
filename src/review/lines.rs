//! Problems that came with a change, told apart by whether it touches their lines.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Side;
use super::seals::RULES;
use crate::diag::{Diagnostic, LineIndex, RuleId, Severity, Span};

/// A problem that came with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDiagnostic {
    /// The rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub path: Arc<str>,
    /// The line, from 1, where it is about one.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
}

/// Problems that were not there before: those on lines that changed or in documents that did not, to which something
/// else of the change did it, and how many are elsewhere. Those of seals are told of with these. `was` gives the path
/// that a file had before.
pub(super) fn new_diagnostics(
    base: &Side<'_>,
    head: &Side<'_>,
    changed: &BTreeSet<Arc<str>>,
    was: &dyn Fn(&str) -> Option<Arc<str>>,
) -> (Vec<NewDiagnostic>, usize) {
    let mut told = Vec::new();
    let mut elsewhere = 0;
    let mut by_path: BTreeMap<&Arc<str>, Vec<&Diagnostic>> = BTreeMap::new();
    for d in head.diagnostics.iter().filter(|d| !RULES.contains(&d.rule)) {
        by_path.entry(&d.path).or_default().push(d);
    }
    let mut old_by_path: BTreeMap<&Arc<str>, Vec<&Diagnostic>> = BTreeMap::new();
    for d in base.diagnostics {
        old_by_path.entry(&d.path).or_default().push(d);
    }
    for (path, mut found) in by_path {
        let before = was(path);
        let mut known: BTreeMap<(RuleId, &str), usize> = BTreeMap::new();
        for old in before.as_ref().and_then(|before| old_by_path.get(before)).into_iter().flatten() {
            *known.entry((old.rule, &old.message)).or_default() += 1;
        }
        found.retain(|d| match known.get_mut(&(d.rule, d.message.as_str())).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                false
            }
            None => true,
        });
        if found.is_empty() {
            continue;
        }
        let text = (head.text)(path).unwrap_or_default();
        let old_text = before.as_ref().and_then(|before| (base.text)(before)).unwrap_or_default();
        let index = LineIndex::new(&text);
        let touched = changed_lines(&old_text, &text);
        let is_touched = |span: Span| {
            let last = index.position(span.end.max(span.start + 1) - 1).line;
            touched.range(index.position(span.start).line..=last).next().is_some()
        };
        let is_unchanged = !changed.contains(path);
        for d in found {
            if is_unchanged
                || d.span.is_none_or(is_touched)
                || d.labels.iter().any(|l| l.path == *path && is_touched(l.span))
            {
                told.push(of(d, &index));
            } else {
                elsewhere += 1;
            }
        }
    }
    sort_problems(&mut told);
    (told, elsewhere)
}

/// The worst first, then by place.
pub(super) fn sort_problems(told: &mut [NewDiagnostic]) {
    told.sort_by(|a, b| (b.severity, &a.path, a.line).cmp(&(a.severity, &b.path, b.line)));
}

fn of(d: &Diagnostic, index: &LineIndex<'_>) -> NewDiagnostic {
    NewDiagnostic {
        rule: d.rule.to_owned(),
        severity: d.severity,
        path: Arc::clone(&d.path),
        line: d.span.map(|span| index.position(span.start).line),
        message: d.message.clone(),
    }
}

/// Lines of `new`, from 1, that `old` does not have. A line that only moved is not among them.
fn changed_lines(old: &str, new: &str) -> BTreeSet<u32> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for line in old.lines() {
        *left.entry(line).or_default() += 1;
    }
    let mut changed = BTreeSet::new();
    for (number, line) in (1..).zip(new.lines()) {
        match left.get_mut(line).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => {
                changed.insert(number);
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_moved_did_not_change() {
        assert!(changed_lines("a\nb\nc\n", "c\na\nb\n").is_empty());
        assert_eq!(changed_lines("a\nb\n", "a\nx\nb\nb\n"), BTreeSet::from([2, 4]));
        assert_eq!(changed_lines("", "a\n"), BTreeSet::from([1]));
    }
}
