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
    let items = |card: &'_ Scorecard| -> Vec<(String, Item)> {
        let of = |category: &CategoryScore| {
            let id = category.id.clone();
            category.items.iter().map(move |item| (id.clone(), item.clone())).collect::<Vec<_>>()
        };
        card.categories.iter().flat_map(of).collect()
    };
    let before = items(old);
    let change = |(category, item): (String, Item)| {
        let (_, was) = before.iter().find(|(_, was)| was.check == item.check)?;
        (was.state.id() != item.state.id()).then(|| CheckChange {
            tone: Tone::of_answers(&was.state, &item.state),
            check: item.check,
            title: item.title,
            category,
            before: was.state.id(),
            after: item.state.id(),
        })
    };
    items(new).into_iter().filter_map(change).collect()
}

impl Tone {
    /// Whether another answer to a check is for the better.
    pub fn of_answers(before: &ItemState, after: &ItemState) -> Tone {
        let rank = |state: &ItemState| match state {
            ItemState::Pass => Some(3),
            ItemState::Partial => Some(2),
            ItemState::Unknown => Some(1),
            ItemState::Fail => Some(0),
            ItemState::NotApplicable(_) => None,
        };
        match (rank(before), rank(after)) {
            (Some(before), Some(after)) => Tone::of(after.cmp(&before)),
            _ => Tone::Neutral,
        }
    }
}
