//! All rules together: those that look at documents, and what reading itself reports.

use super::form::FORM;
use super::rules::RULES;
use crate::diag::render::RuleDoc;
use crate::diag::{Diagnostic, Severity};

/// What is known of every rule, sorted by id. Where reading reports something under the id of a rule, the rule's
/// own word holds.
pub fn catalogue() -> Vec<RuleDoc> {
    let of_rules = RULES.iter().map(|rule| RuleDoc {
        id: rule.id,
        summary: rule.summary,
        why: rule.why,
        help: rule.help,
        severity: rule.level.severity().unwrap_or(Severity::Note),
    });
    let mut all: Vec<RuleDoc> = of_rules.collect();
    all.extend(FORM.iter().filter(|doc| !RULES.iter().any(|rule| rule.id == doc.id)));
    all.sort_by_key(|doc| doc.id);
    all
}

/// Adds to diagnostics without words of their own why their rule matters and how what it reports is mended.
pub fn explain(found: &mut [Diagnostic]) {
    let mut bare = found.iter_mut().filter(|one| one.why.is_none() || one.help.is_none()).peekable();
    if bare.peek().is_none() {
        return;
    }
    let all = catalogue();
    for diagnostic in bare {
        if let Ok(at) = all.binary_search_by_key(&diagnostic.rule, |doc| doc.id) {
            diagnostic.why.get_or_insert_with(|| all[at].why.to_owned());
            diagnostic.help.get_or_insert_with(|| all[at].help.to_owned());
        }
    }
}
