//! Every rule is complete; tests/rules.rs runs their examples.

use super::RULES;
use crate::check::Rule;

#[test]
fn every_rule_is_documented_and_has_its_own_name() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]), "sorted and unique: {ids:?}");
    for Rule { id, summary, why, help, .. } in RULES {
        for text in [summary, why, help] {
            assert!(text.len() > 20 && !text.ends_with('.'), "{id}: `{text}`");
        }
    }
}
