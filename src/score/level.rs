//! The ladder: the highest level whose applicable checks, and those of all lower levels, pass.

use super::scorecard::{CategoryScore, Item, ItemState, LevelResult};
use crate::book::Rubric;

/// The level that is reached, and what blocks the next one. A level needs at least one pass of its own: n/a alone
/// lifts nobody.
pub(super) fn reached(rubric: &Rubric, categories: &[CategoryScore]) -> LevelResult {
    let level_of = |item: &Item| rubric.check(&item.check).and_then(|check| check.level.clone());
    let mut result = LevelResult::default();
    for level in &rubric.levels {
        let items = || {
            categories
                .iter()
                .flat_map(|c| &c.items)
                .filter(|item| level_of(item).as_deref() == Some(&level.id))
        };
        let passes = items().any(|item| item.state == ItemState::Pass);
        let blocked_by: Vec<String> = items()
            .filter(|item| !matches!(item.state, ItemState::Pass | ItemState::NotApplicable(_)))
            .map(|item| item.check.clone())
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
