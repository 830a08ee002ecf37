//! The rules. Adding one is its file and its line in [`RULES`].

mod broken_link;
mod conflicting_facts;
mod duplicate_finding;
mod future_date;
mod na_without_reason;
mod stale_assessment;
mod unknown_category;
mod unknown_check;
mod unknown_date;
mod unknown_reference;
mod unreadable_score;
mod unsupported_verdict;

use super::Rule;

/// All rules, sorted by id.
pub const RULES: &[&Rule] = &[
    &broken_link::RULE,
    &conflicting_facts::RULE,
    &duplicate_finding::RULE,
    &future_date::RULE,
    &na_without_reason::RULE,
    &stale_assessment::RULE,
    &unknown_category::RULE,
    &unknown_check::RULE,
    &unknown_date::RULE,
    &unknown_reference::RULE,
    &unreadable_score::RULE,
    &unsupported_verdict::RULE,
];

#[cfg(test)]
mod tests;
