//! One check over all projects: how it stands in their latest assessments, and how that came to be.

use super::{Assessed, Portfolio, Series, days_between};
use crate::model::Date;
use crate::score::{CategoryScore, Item, ItemState};

/// Most days that an adoption is told of.
const MOST_DAYS: usize = 24;

/// How a check stands in the latest assessment of a project.
pub struct Stand<'a> {
    /// Index of the project in the portfolio.
    pub at: usize,
    /// The project.
    pub series: &'a Series,
    /// Its latest assessment.
    pub assessed: &'a Assessed,
    /// The category that it belongs to.
    pub category: &'a CategoryScore,
    /// The check.
    pub item: Item<'a>,
}

/// How a check stands in all projects that it applies to, in the portfolio's order.
pub fn stands<'a>(portfolio: &'a Portfolio, check: &str) -> Vec<Stand<'a>> {
    let mut finder = Finder { check, last: (0, 0) };
    let stand = |(at, series): (usize, &'a Series)| {
        let assessed = series.latest()?;
        let (category, item) = finder.find(assessed)?;
        Some(Stand { at, series, assessed, category, item })
    };
    portfolio.projects.iter().enumerate().filter_map(stand).collect()
}

/// Looks for one check in scorecard after scorecard: nearly all are of one rubric, and have it at the same place.
struct Finder<'c> {
    check: &'c str,
    /// Where it was last: category and item.
    last: (usize, usize),
}

impl Finder<'_> {
    fn find<'a>(&mut self, assessed: &'a Assessed) -> Option<(&'a CategoryScore, Item<'a>)> {
        let categories = &assessed.card.categories;
        let item = |(of, at): (usize, usize)| {
            let category = categories.get(of)?;
            Some((category, category.items.get(at)?))
        };
        let at_last = item(self.last).filter(|(_, item)| item.check.id == self.check);
        if at_last.is_some() {
            return at_last;
        }
        let mut all = categories.iter().enumerate();
        self.last = all.find_map(|(of, category)| Some((of, category.items.position(self.check)?)))?;
        item(self.last)
    }
}

/// Answers to a check, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Met.
    pub pass: usize,
    /// Met in part.
    pub partial: usize,
    /// Not met.
    pub fail: usize,
    /// Not answered.
    pub unknown: usize,
    /// Does not apply.
    pub not_applicable: usize,
}

impl Answers {
    /// Counts some.
    pub fn of(states: impl IntoIterator<Item = ItemState>) -> Answers {
        let mut answers = Answers::default();
        for state in states {
            *match state {
                ItemState::Pass => &mut answers.pass,
                ItemState::Partial => &mut answers.partial,
                ItemState::Fail => &mut answers.fail,
                ItemState::Unknown => &mut answers.unknown,
                ItemState::NotApplicable => &mut answers.not_applicable,
            } += 1;
        }
        answers
    }

    /// Those that could be a pass: all but the n/a ones.
    pub fn asked(&self) -> usize {
        self.pass + self.partial + self.fail + self.unknown
    }
}

/// The answers to a check on a day: in the latest assessment of each project up to then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdoptionPoint {
    /// The day.
    pub day: Date,
    /// The answers.
    pub answers: Answers,
}

/// How the answers to a check came to be: on the days of assessments, or on evenly spaced ones where there are many.
/// Assessments whose date is unknown are left out.
pub fn adoption(portfolio: &Portfolio, check: &str) -> Vec<AdoptionPoint> {
    let mut finder = Finder { check, last: (0, 0) };
    let dated: Vec<Vec<(Date, Option<ItemState>)>> = portfolio
        .projects
        .iter()
        .map(|series| {
            let state = |one: &'_ Assessed| one.assessment.date.known();
            let releases = series.releases.iter().filter_map(|one| Some((state(one)?, one)));
            releases.map(|(date, one)| (date, finder.find(one).map(|(_, item)| item.state))).collect()
        })
        .collect();
    let at = |day: Date| {
        let states =
            dated.iter().filter_map(|releases| releases.iter().rev().find(|(date, _)| *date <= day)?.1);
        AdoptionPoint { day, answers: Answers::of(states) }
    };
    let days = days(dated.iter().flatten().filter(|(_, state)| state.is_some()).map(|(date, _)| *date));
    days.into_iter().map(at).collect()
}

/// Some days in order, each once; evenly spaced ones from the first to the last where there are too many.
fn days(all: impl Iterator<Item = Date>) -> Vec<Date> {
    let mut days: Vec<Date> = all.collect();
    days.sort();
    days.dedup();
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return days };
    if days.len() <= MOST_DAYS {
        return days;
    }
    let span = i64::from(days_between(first, last));
    let steps = i64::try_from(MOST_DAYS).unwrap_or(1) - 1;
    let day = |step: i64| first.checked_add(jiff::Span::new().days(span * step / steps)).unwrap_or(last);
    (0..=steps).map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_days_become_a_few_from_the_first_to_the_last() {
        let first = Date::constant(2025, 1, 1);
        let all: Vec<Date> =
            (0..100).filter_map(|n| first.checked_add(jiff::Span::new().days(n)).ok()).collect();
        let few = days(all.iter().copied());
        assert_eq!((few.len(), few[0], few[23]), (24, all[0], all[99]));
        assert!(few.is_sorted());
        assert_eq!(days([all[3], all[1], all[3]].into_iter()), [all[1], all[3]]);
    }
}
