//! A hundred points, each in one of four states.

use std::ops::Add;

use crate::model::Exact;

/// Points by state. Of a category or of the whole they sum to 100; of an item, to its share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// By passes, and by half of partials.
    pub earned: Exact,
    /// Unanswered, but declared by the authors.
    pub claimed: Exact,
    /// Neither answered nor claimed.
    pub unanswered: Exact,
    /// By fails, and by half of partials.
    pub lost: Exact,
}

impl Points {
    /// None at all.
    pub fn none() -> Points {
        Points {
            earned: Exact::zero(),
            claimed: Exact::zero(),
            unanswered: Exact::zero(),
            lost: Exact::zero(),
        }
    }

    /// Points that nobody answered, of which a part is claimed.
    pub fn open(share: &Exact, claimed: Exact) -> Points {
        Points { unanswered: share - &claimed, claimed, ..Points::none() }
    }

    /// Earned and claimed: the score.
    pub fn score(&self) -> Exact {
        &self.earned + &self.claimed
    }

    /// The score if everything unanswered turned out well: 100 - lost, for points that sum to 100.
    pub fn reachable(&self) -> Exact {
        &self.score() + &self.unanswered
    }

    /// Unanswered and lost: what is not in the score.
    pub fn missing(&self) -> Exact {
        &self.unanswered + &self.lost
    }

    /// The sum of the four.
    pub fn total(&self) -> Exact {
        &self.reachable() + &self.lost
    }

    /// Each of the four times a factor.
    #[must_use]
    pub fn times(&self, factor: &Exact) -> Points {
        Points {
            earned: &self.earned * factor,
            claimed: &self.claimed * factor,
            unanswered: &self.unanswered * factor,
            lost: &self.lost * factor,
        }
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points {
            earned: self.earned + other.earned,
            claimed: self.claimed + other.claimed,
            unanswered: self.unanswered + other.unanswered,
            lost: self.lost + other.lost,
        }
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(items: I) -> Points {
        items.fold(Points::none(), |a, b| a + b)
    }
}
