//! The rules. Adding one is its file and its line in [`RULES`].

mod broken_link;
mod circular_supersedes;
mod conflicting_facts;
mod contradicted_claim;
mod contradicting_icon;
mod duplicate_finding;
mod future_date;
mod image_without_text;
mod mismatched_score;
mod na_without_reason;
mod release_order;
mod repeated_heading;
mod resolved_but_unticked;
mod skipped_heading_level;
mod stale_assessment;
mod unknown_category;
mod unknown_check;
mod unknown_date;
mod unknown_reference;
mod unreadable_score;
mod unsupported_score;
mod unsupported_verdict;
mod wrong_total;

use super::Rule;

/// All rules, sorted by id.
pub const RULES: &[&Rule] = &[
    &broken_link::RULE,
    &circular_supersedes::RULE,
    &conflicting_facts::RULE,
    &contradicted_claim::RULE,
    &contradicting_icon::RULE,
    &duplicate_finding::RULE,
    &future_date::RULE,
    &image_without_text::RULE,
    &mismatched_score::RULE,
    &na_without_reason::RULE,
    &release_order::RULE,
    &repeated_heading::RULE,
    &resolved_but_unticked::RULE,
    &skipped_heading_level::RULE,
    &stale_assessment::RULE,
    &unknown_category::RULE,
    &unknown_check::RULE,
    &unknown_date::RULE,
    &unknown_reference::RULE,
    &unreadable_score::RULE,
    &unsupported_score::RULE,
    &unsupported_verdict::RULE,
    &wrong_total::RULE,
];

#[cfg(test)]
mod tests;
