//! The rules. Adding one is its file and its line in [`RULES`].

mod broken_link;
mod change_without_evidence;
mod circular_supersedes;
mod conflicting_facts;
mod contradicted_claim;
mod contradicting_icon;
mod copied_section;
mod damaged_text;
mod duplicate_finding;
mod duplicate_waiver;
mod expired_waiver;
mod expiring_waiver;
mod exposed_secret;
mod future_date;
mod hidden_characters;
mod image_without_text;
mod inapplicable_check;
mod incomplete_waiver;
mod invalid_suppression;
mod long_waiver;
mod mismatched_score;
mod missing_evidence;
mod na_without_reason;
mod outdated_evidence;
mod overdue_finding;
mod pass_without_evidence;
mod release_order;
mod renewed_waiver;
mod repeated_heading;
mod resolved_but_unticked;
mod self_review;
mod skipped_heading_level;
mod stale_assessment;
mod stale_evidence;
mod template_text;
mod unknown_category;
mod unknown_check;
mod unknown_date;
mod unknown_reference;
mod unowned_finding;
mod unreadable_effort;
mod unreadable_score;
mod unsupported_score;
mod unsupported_verdict;
mod unused_suppression;
mod unused_waiver;
mod wrong_total;

use super::Rule;

/// All rules, sorted by id.
pub const RULES: &[&Rule] = &[
    &broken_link::RULE,
    &change_without_evidence::RULE,
    &circular_supersedes::RULE,
    &conflicting_facts::RULE,
    &contradicted_claim::RULE,
    &contradicting_icon::RULE,
    &copied_section::RULE,
    &damaged_text::RULE,
    &duplicate_finding::RULE,
    &duplicate_waiver::RULE,
    &expired_waiver::RULE,
    &expiring_waiver::RULE,
    &exposed_secret::RULE,
    &future_date::RULE,
    &hidden_characters::RULE,
    &image_without_text::RULE,
    &inapplicable_check::RULE,
    &incomplete_waiver::RULE,
    &invalid_suppression::RULE,
    &long_waiver::RULE,
    &mismatched_score::RULE,
    &missing_evidence::RULE,
    &na_without_reason::RULE,
    &outdated_evidence::RULE,
    &overdue_finding::RULE,
    &pass_without_evidence::RULE,
    &release_order::RULE,
    &renewed_waiver::RULE,
    &repeated_heading::RULE,
    &resolved_but_unticked::RULE,
    &self_review::RULE,
    &skipped_heading_level::RULE,
    &stale_assessment::RULE,
    &stale_evidence::RULE,
    &template_text::RULE,
    &unknown_category::RULE,
    &unknown_check::RULE,
    &unknown_date::RULE,
    &unknown_reference::RULE,
    &unowned_finding::RULE,
    &unreadable_effort::RULE,
    &unreadable_score::RULE,
    &unsupported_score::RULE,
    &unsupported_verdict::RULE,
    &unused_suppression::RULE,
    &unused_waiver::RULE,
    &wrong_total::RULE,
];

#[cfg(test)]
mod tests;
