//! All rules together: those that look at documents, and what reading itself reports.

use super::form::FORM;
use super::rules::RULES;
use crate::diag::Severity;
use crate::diag::render::RuleDoc;

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
