//! How a score came about, in figures that a reader with a pocket calculator can add up: every figure is cut off
//! to hundredths, and what cutting off loses is a line of its own.

use super::points::Points;
use super::scorecard::{CategoryScore, Scorecard};
use crate::model::Exact;

/// Decimals of shown points.
const PLACES: u32 = 2;

/// Figures that sum: `lines + rounding = sum`, exactly, as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The shown figures.
    pub lines: Vec<Exact>,
    /// What cutting off lost in them.
    pub rounding: Exact,
    /// The shown sum.
    pub sum: Exact,
}

impl Column {
    /// Shown figures under a shown sum.
    fn of(lines: Vec<Exact>, sum: Exact) -> Column {
        let all: Exact = lines.iter().sum();
        Column { rounding: &sum - &all, lines, sum }
    }

    /// Exact figures, cut off, under their exact sum, cut off.
    fn cut(exact: impl Iterator<Item = Exact>) -> Column {
        let exact: Vec<Exact> = exact.collect();
        let sum: Exact = exact.iter().sum();
        Column::of(exact.iter().map(|figure| figure.cut(PLACES)).collect(), sum.cut(PLACES))
    }
}

/// The lines of one category: a line for each check, in the order of the scorecard; a category without checks
/// has one line, for its declared score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryLines {
    /// Shares of the category's 100 points.
    pub share: Column,
    /// Points earned.
    pub earned: Column,
    /// Points claimed.
    pub claimed: Column,
    /// Points unanswered.
    pub unanswered: Column,
    /// Points lost.
    pub lost: Column,
    /// Earned and claimed under the score.
    pub score: Column,
    /// Earned, claimed, unanswered and lost under 100.
    pub hundred: Column,
}

/// A weighted mean of the applicable categories: `weight × figure` for each, their sum, and the sum divided by the
/// sum of weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mean {
    /// The products under their sum.
    pub products: Column,
    /// The sum divided by the sum of weights, cut off: exactly the shown figure of the whole.
    pub result: Exact,
}

/// How a scorecard's points came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Lines of each category, in the scorecard's order; `None` where it does not apply.
    pub categories: Vec<Option<CategoryLines>>,
    /// Sum of the weights of the applicable categories.
    pub weight: Exact,
    /// Earned.
    pub earned: Mean,
    /// Claimed.
    pub claimed: Mean,
    /// Unanswered.
    pub unanswered: Mean,
    /// Lost.
    pub lost: Mean,
    /// The score.
    pub score: Mean,
    /// Earned, claimed, unanswered and lost of the whole under 100.
    pub hundred: Column,
}

/// The lines behind a scorecard.
pub fn explain(card: &Scorecard) -> Explanation {
    // With as many decimals as the products have, no line is above its exact figure, and the quotient has the
    // same hundredths as the exact one.
    let places = PLACES + card.categories.iter().map(|c| c.category.weight.decimals()).max().unwrap_or(0);
    let applicable = card.categories.iter().filter(|category| category.applicable);
    let weighted: Vec<(&Exact, Points)> = applicable.map(|c| (&c.category.weight, c.points())).collect();
    let mean = |figure: fn(&Points) -> Exact| {
        let weighted = || weighted.iter().map(|(weight, points)| (*weight, figure(points)));
        let lines = weighted().map(|(weight, figure)| weight * &figure.cut(PLACES)).collect();
        let exact: Exact = weighted().map(|(weight, figure)| weight * &figure).sum();
        let sum = exact.cut(places);
        let result = sum.checked_div(&card.weight).unwrap_or_else(|| figure(&card.points)).cut(PLACES);
        Mean { products: Column::of(lines, sum), result }
    };
    Explanation {
        categories: card.categories.iter().map(|c| c.applicable.then(|| category(c))).collect(),
        weight: card.weight.clone(),
        earned: mean(|points| points.earned.clone()),
        claimed: mean(|points| points.claimed.clone()),
        unanswered: mean(|points| points.unanswered.clone()),
        lost: mean(|points| points.lost.clone()),
        score: mean(Points::score),
        hundred: Column::cut(states(&card.points)),
    }
}

fn states(points: &Points) -> impl Iterator<Item = Exact> {
    [&points.earned, &points.claimed, &points.unanswered, &points.lost].map(Exact::clone).into_iter()
}

fn category(score: &CategoryScore) -> CategoryLines {
    let all = score.points();
    let points: Vec<Points> = if score.items.is_empty() {
        vec![all.clone()]
    } else {
        score.items.iter().map(|item| score.points_of(item)).collect()
    };
    let column =
        |figure: fn(&Points) -> &Exact| Column::cut(points.iter().map(|points| figure(points).clone()));
    let share = if score.items.is_empty() {
        Column::cut(std::iter::once(Exact::hundred()))
    } else {
        Column::cut(score.items.iter().map(|item| score.share(item)))
    };
    CategoryLines {
        share,
        earned: column(|points| &points.earned),
        claimed: column(|points| &points.claimed),
        unanswered: column(|points| &points.unanswered),
        lost: column(|points| &points.lost),
        score: Column::cut([&all.earned, &all.claimed].map(Exact::clone).into_iter()),
        hundred: Column::cut(states(&all)),
    }
}
