//! The ladder: the highest level whose applicable checks, and those of all lower levels, pass.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::items::{Item, ItemState};
use super::scorecard::{CategoryScore, LevelResult};
use crate::book::Rubric;

/// The level that is reached, and the next one. A level needs at least one pass of its own: n/a alone
/// lifts nobody.
pub(super) fn reached(rubric: &Rubric, categories: &[CategoryScore]) -> LevelResult {
    let mut of_level: BTreeMap<&str, Vec<Item<'_>>> = BTreeMap::new();
    for item in categories.iter().flat_map(|category| category.items.iter()) {
        if let Some(level) = item.check.level.as_deref() {
            of_level.entry(level).or_default().push(item);
        }
    }
    let mut result = LevelResult::default();
    for level in &rubric.levels {
        let items = || of_level.get(level.id.as_str()).into_iter().flatten();
        let passes = items().any(|item| item.state == ItemState::Pass);
        if items().any(|item| item.state.blocks()) {
            return LevelResult { next: Some(Arc::clone(level)), ..result };
        }
        if passes {
            (result.reached, result.next) = (Some(Arc::clone(level)), None);
        } else if result.next.is_none() {
            result.next = Some(Arc::clone(level));
        }
    }
    result
}
