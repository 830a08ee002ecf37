//! Checks whose answer changed.

use super::Tone;
use crate::score::{CategoryScore, Item, ItemState, Scorecard};

/// A check whose answer changed.
#[derive(Clone, Debug)]
pub struct CheckChange {
    /// Its id.
    pub check: String,
    /// Its title.
    pub title: String,
    /// Id of its category.
    pub category: String,
    /// The answer before: `pass`, `partial`, `fail`, `n/a` or `unknown`.
    pub before: &'static str,
    /// The answer after.
    pub after: &'static str,
    /// Whether it is for the better: an answer that was not given before is so where it passes.
    pub tone: Tone,
}

/// The checks of the new scorecard whose answer is another one in the old; both are of one rubric.
pub(super) fn changes(old: &Scorecard, new: &Scorecard) -> Vec<CheckChange> {
    let before: Vec<Item<'_>> = old.items().collect();
    let change = |category: &CategoryScore, item: Item<'_>| {
        let was = before.iter().find(|was| was.check.id == item.check.id)?;
        (was.state != item.state).then(|| CheckChange {
            tone: Tone::of_answers(was.state, item.state),
            check: item.check.id.clone(),
            title: item.check.title.clone(),
            category: category.category.id.clone(),
            before: was.state.id(),
            after: item.state.id(),
        })
    };
    let items =
        new.categories.iter().flat_map(|category| category.items.iter().map(move |item| (category, item)));
    items.filter_map(|(category, item)| change(category, item)).collect()
}

impl Tone {
    /// Whether another answer to a check is for the better.
    pub fn of_answers(before: ItemState, after: ItemState) -> Tone {
        let rank = |state: ItemState| match state {
            ItemState::Pass => Some(3),
            ItemState::Partial => Some(2),
            ItemState::Unknown => Some(1),
            ItemState::Fail => Some(0),
            ItemState::NotApplicable => None,
        };
        match (rank(before), rank(after)) {
            (Some(before), Some(after)) => Tone::of(after.cmp(&before)),
            _ => Tone::Neutral,
        }
    }
}
