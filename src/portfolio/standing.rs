//! How many projects there are of each verdict on a day, so that one sees how that moved.

use std::sync::Arc;

use super::{Assessed, Portfolio, Series, days_between};
use crate::model::{Date, Verdict};

/// How the projects of a book stood on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Number of projects of each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; 4],
    /// Projects whose latest assessment was older than allowed.
    pub stale: usize,
}

impl Standing {
    /// How they stand now: by the latest assessment of each, whatever its date.
    pub fn now(portfolio: &Portfolio, today: Date, max_age: u32) -> Standing {
        let latest = portfolio.projects.iter().filter_map(|series| series.latest());
        Standing::of(latest.map(|latest| &**latest), today, max_age)
    }

    /// How they stood on a day: by the latest assessment of each that has a date up to then. Projects without one are
    /// left out.
    pub fn on(portfolio: &Portfolio, day: Date, max_age: u32) -> Standing {
        let up_to = |one: &&Arc<Assessed>| one.assessment.date.known().is_some_and(|date| date <= day);
        let latest = |series: &'_ Series| series.releases.iter().rev().find(up_to).cloned();
        let of: Vec<Arc<Assessed>> = portfolio.projects.iter().filter_map(latest).collect();
        Standing::of(of.iter().map(|one| &**one), day, max_age)
    }

    fn of<'a>(all: impl Iterator<Item = &'a Assessed>, day: Date, max_age: u32) -> Standing {
        let mut standing = Standing::default();
        for one in all {
            let at = Verdict::ALL.iter().position(|verdict| *verdict == one.card.verdict);
            if let Some(count) = at.and_then(|at| standing.verdicts.get_mut(at)) {
                *count += 1;
            }
            standing.stale += usize::from(is_stale(one, day, max_age));
        }
        standing
    }
}

/// True where an assessment is older on that day than so many days; one without a date is not known to be.
pub fn is_stale(assessed: &Assessed, day: Date, max_age: u32) -> bool {
    let age = assessed.assessment.date.known().map(|date| days_between(date, day));
    age.is_some_and(|age| u32::try_from(age).is_ok_and(|age| age > max_age))
}
