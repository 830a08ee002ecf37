//! The checks of a category in a scorecard, with their answers.

use std::sync::Arc;

use super::points::Points;
use super::scorecard::Claim;
use crate::book::Check;
use crate::model::{CheckState, Exact};

/// The checks of a category that apply to a project, in the rubric's order, each with what it came to. A book has these for
/// each category of each document, and about most of its checks a document says nothing: only what it says takes room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// The rubric's own list where all of them apply, which nearly all scorecards share.
    checks: Arc<[Arc<Check>]>,
    /// In the order of the checks.
    said: Box<[Said]>,
}

/// What a document says of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    /// Index of the check.
    at: u32,
    state: ItemState,
    waived: bool,
}

/// One check in a scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// The check; a book holds it once for all its scorecards.
    pub check: &'a Arc<Check>,
    /// What it came to.
    pub state: ItemState,
    /// A live waiver covers it.
    pub waived: bool,
}

impl Items {
    /// These checks, each with what it came to and whether a live waiver covers it.
    pub(super) fn new(checks: Arc<[Arc<Check>]>, said: impl Fn(&Check) -> (ItemState, bool)) -> Items {
        let one = |(at, check): (u32, &Arc<Check>)| {
            let (state, waived) = said(check);
            Item { check, state, waived }.is_said().then_some(Said { at, state, waived })
        };
        let said = (0..).zip(checks.iter()).filter_map(one).collect();
        Items { checks, said }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.checks.len()
    }

    /// True where none applies.
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Item<'_>> + Clone {
        let mut said = self.said.iter().peekable();
        let one = move |(at, check)| Item::of(check, said.next_if(|said| said.at == at));
        (0..).zip(self.checks.iter()).map(one)
    }

    /// The one at that index.
    pub fn get(&self, at: usize) -> Option<Item<'_>> {
        let check = self.checks.get(at)?;
        let said = self.said.binary_search_by_key(&u32::try_from(at).ok()?, |said| said.at).ok();
        Some(Item::of(check, said.and_then(|said| self.said.get(said))))
    }

    /// Those under live waivers.
    pub(super) fn waived(&self) -> impl Iterator<Item = Item<'_>> {
        let waived = self.said.iter().filter(|said| said.waived);
        waived.filter_map(|said| Some(Item::of(self.checks.get(said.at as usize)?, Some(said))))
    }

    /// True where one of them does not apply by its answer.
    pub(super) fn some_out(&self) -> bool {
        self.said.iter().any(|said| said.state == ItemState::NotApplicable)
    }

    /// The weights of those that pass, pass in part, and fail.
    pub(super) fn answered(&self) -> [Exact; 3] {
        [ItemState::Pass, ItemState::Partial, ItemState::Fail].map(|state| {
            let own = self.said.iter().filter(|said| said.state == state);
            own.filter_map(|said| Some(&self.checks.get(said.at as usize)?.weight)).sum()
        })
    }

    /// The index of the check of that id.
    pub fn position(&self, check: &str) -> Option<usize> {
        self.checks.iter().position(|own| own.id == check)
    }
}

impl<'a> Item<'a> {
    fn of(check: &'a Arc<Check>, said: Option<&Said>) -> Item<'a> {
        let state = said.map_or(ItemState::Unknown, |said| said.state);
        Item { check, state, waived: said.is_some_and(|said| said.waived) }
    }

    /// The document, or a waiver, says something of it.
    pub fn is_said(self) -> bool {
        self.state != ItemState::Unknown || self.waived
    }

    /// False where it is n/a: it then has no share.
    pub fn counts(self) -> bool {
        self.state != ItemState::NotApplicable
    }
}

/// What a check came to, for the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Met.
    Pass,
    /// Met in part.
    Partial,
    /// Not met.
    Fail,
    /// Does not apply, for a reason that is given.
    NotApplicable,
    /// Not answered.
    Unknown,
}

impl ItemState {
    /// What an answer counts as: n/a needs a reason.
    pub(super) fn of(answer: &CheckState) -> ItemState {
        match answer {
            CheckState::Pass => ItemState::Pass,
            CheckState::Partial => ItemState::Partial,
            CheckState::Fail => ItemState::Fail,
            CheckState::NotApplicable { reason: Some(_) } => ItemState::NotApplicable,
            CheckState::NotApplicable { reason: None } | CheckState::Unknown => ItemState::Unknown,
        }
    }

    /// It keeps its document from the level that needs the check.
    pub(super) fn blocks(self) -> bool {
        !matches!(self, ItemState::Pass | ItemState::NotApplicable)
    }

    /// A share by state: a pass earns it, a fail loses it, a partial half and half; what is not answered is claimed in the
    /// ratio of the claim.
    pub(super) fn points(self, share: Exact, claim: &Claim) -> Points {
        let none = Points::none();
        match self {
            ItemState::Pass => Points { earned: share, ..none },
            ItemState::Partial => Points { earned: share.half(), lost: share.half(), ..none },
            ItemState::Fail => Points { lost: share, ..none },
            ItemState::NotApplicable => none,
            ItemState::Unknown => Points::open(&share, &share * &claim.ratio()),
        }
    }

    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            ItemState::Pass => "pass",
            ItemState::Partial => "partial",
            ItemState::Fail => "fail",
            ItemState::NotApplicable => "n/a",
            ItemState::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{EMBEDDED_RUBRIC, parse_rubric};

    #[test]
    fn what_is_said_of_a_check_is_given_back_in_its_place() {
        let (path, text) = EMBEDDED_RUBRIC;
        let rubric = parse_rubric(&path.into(), text).0.unwrap();
        let checks: Arc<[Arc<Check>]> = rubric.checks.iter().take(6).cloned().collect();
        let said = [
            (ItemState::Unknown, false),
            (ItemState::Pass, false),
            (ItemState::Unknown, true),
            (ItemState::Fail, true),
            (ItemState::NotApplicable, false),
            (ItemState::Unknown, false),
        ];
        let at = |check: &Check| checks.iter().position(|own| own.id == check.id).unwrap();
        let items = Items::new(Arc::clone(&checks), |check| said[at(check)]);
        let pair = |item: Item<'_>| (item.state, item.waived);
        assert_eq!(items.iter().map(pair).collect::<Vec<_>>(), said);
        for (place, check) in checks.iter().enumerate() {
            assert_eq!(items.position(&check.id), Some(place));
            assert_eq!(
                items.get(place).map(|item| (&item.check.id, pair(item))),
                Some((&check.id, said[place]))
            );
        }
        assert_eq!((items.len(), items.get(6), items.position("none")), (6, None, None));
        let waived: Vec<&str> = items.waived().map(|item| item.check.id.as_str()).collect();
        assert_eq!(waived, [&checks[2].id, &checks[3].id], "an unanswered check may be waived, too");
        assert!(items.some_out());
        assert_eq!(items.answered(), [checks[1].weight.clone(), Exact::zero(), checks[3].weight.clone()]);
    }
}
