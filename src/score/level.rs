//! The ladder: the highest level whose applicable checks, and those of all lower levels, pass.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::scorecard::{CategoryScore, Item, ItemState, LevelResult};
use crate::book::Rubric;

/// The level that is reached, and what blocks the next one. A level needs at least one pass of its own: n/a alone
/// lifts nobody.
pub(super) fn reached(rubric: &Rubric, categories: &[CategoryScore]) -> LevelResult {
    let mut of_level: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in categories.iter().flat_map(|category| &category.items) {
        if let Some(level) = item.check.level.as_deref() {
            of_level.entry(level).or_default().push(item);
        }
    }
    let mut result = LevelResult::default();
    for level in &rubric.levels {
        let items = || of_level.get(level.id.as_str()).into_iter().flatten();
        let passes = items().any(|item| item.state == ItemState::Pass);
        let blocked_by: Vec<_> = items()
            .filter(|item| !matches!(item.state, ItemState::Pass | ItemState::NotApplicable))
            .map(|item| Arc::clone(&item.check))
            .collect();
        if !blocked_by.is_empty() {
            return LevelResult { next: Some(level.title.clone()), blocked_by, ..result };
        }
        if passes {
            (result.reached, result.next) = (Some(level.title.clone()), None);
        } else if result.next.is_none() {
            result.next = Some(level.title.clone());
        }
    }
    result
}
