//! What documents allow, for a reason.

use super::rule::Rule;
use super::rules::RULES;
use crate::diag::{Diagnostic, Kind};
use crate::model::Suppression;

/// A suppression, and what it came to.
pub struct Suppressed<'a> {
    /// As the document has it.
    pub suppression: &'a Suppression,
    /// The rule that it names, where there is one.
    pub rule: Option<&'static Rule>,
    /// It suppressed something.
    pub used: bool,
}

/// Removes what is suppressed. Without a reason, nothing is.
pub(super) fn suppress<'a>(all: &'a [Suppression], found: &mut Vec<Diagnostic>) -> Vec<Suppressed<'a>> {
    let rule = |name: &str| RULES.iter().find(|rule| rule.id == name).copied();
    let mut results: Vec<Suppressed<'_>> = all
        .iter()
        .map(|suppression| Suppressed { suppression, rule: rule(&suppression.rule), used: false })
        .collect();
    if results.is_empty() {
        return results;
    }
    found.retain(|diagnostic| {
        let mut kept = true;
        let covering = results.iter_mut().filter(|result| covers(result.suppression, diagnostic));
        for result in covering.filter(|result| result.rule.is_some()) {
            (result.used, kept) = (true, false);
        }
        kept
    });
    results
}

fn covers(suppression: &Suppression, diagnostic: &Diagnostic) -> bool {
    let within = suppression.covers.is_none_or(|block| {
        diagnostic.span.is_some_and(|span| block.start <= span.start && span.start < block.end)
    });
    within
        && suppression.reason.is_some()
        && diagnostic.kind == Kind::Rule
        && diagnostic.rule == suppression.rule
}
