//! The search behind a path: of all sets of checks that could pass, the cheapest that gains enough. Sets of one
//! category are put together check by check, and sets of the whole category by category; what another set beats in
//! cost and in every gain goes at once.

/// As many sets as are kept at a time; beyond, the one that is found may not be the cheapest.
const MOST_CHOICES: usize = 400;

/// One check that could pass: what it costs and gains.
#[derive(Clone, Copy)]
pub(super) struct Gain {
    /// Its category, by index.
    pub category: usize,
    /// Compared in this order.
    pub cost: [u64; 3],
    /// What its pass adds to its category, to the whole, and to what is earned of the whole.
    pub gains: [i64; 3],
}

/// What has to be gained: for each category, and of the whole by score and by points earned.
pub(super) struct Wanted {
    pub floors: Vec<i64>,
    pub score: i64,
    pub earned: i64,
}

/// Sets that meet what is wanted, the cheapest first, each as indices into `all`; false where sets had to be given
/// up for their number on the way.
pub(super) fn cheapest_sets(all: &[Gain], wanted: &Wanted) -> (Vec<Vec<usize>>, bool) {
    let mut sets = Sets { gains: all.len(), joined: Vec::new(), exact: true };
    let mut whole = vec![Set::EMPTY];
    let most = [wanted.score.max(0), wanted.earned.max(0)];
    for (category, floor) in wanted.floors.iter().enumerate() {
        let mut own = vec![Set::EMPTY];
        for (at, gain) in all.iter().enumerate().filter(|(_, gain)| gain.category == category) {
            let one = Set { cost: gain.cost, gains: gain.gains, parts: [at + 1, 0] };
            let with: Vec<Set> = own.iter().map(|set| set.and(&one)).collect();
            own.extend(with);
            sets.prune(&mut own);
        }
        own.retain(|set| set.gains[0] >= *floor);
        whole = whole.iter().flat_map(|before| own.iter().map(move |set| before.and(set))).collect();
        for set in &mut whole {
            // The floor is met; more than is wanted of the whole is no advantage.
            set.gains = [0, set.gains[1].min(most[0]), set.gains[2].min(most[1])];
        }
        sets.prune(&mut whole);
    }
    let fitting = whole.iter().filter(|set| set.gains[1] >= wanted.score && set.gains[2] >= wanted.earned);
    (fitting.map(|set| sets.members(set)).collect(), sets.exact)
}

/// A set, by its cost and its gains. Its members are told by two parts: 0 is nothing, a number up to that of all
/// checks is one of them, a higher one two parts that were joined.
#[derive(Clone, Copy)]
struct Set {
    cost: [u64; 3],
    gains: [i64; 3],
    parts: [usize; 2],
}

impl Set {
    const EMPTY: Set = Set { cost: [0; 3], gains: [0; 3], parts: [0; 2] };

    /// Both together; each has one part.
    fn and(&self, other: &Set) -> Set {
        Set {
            cost: std::array::from_fn(|at| self.cost[at] + other.cost[at]),
            gains: std::array::from_fn(|at| self.gains[at].saturating_add(other.gains[at])),
            parts: [self.parts[0], other.parts[0]],
        }
    }

    /// As good in every gain.
    fn beats(&self, other: &Set) -> bool {
        self.gains.iter().zip(&other.gains).all(|(a, b)| a >= b)
    }
}

struct Sets {
    /// Number of all checks.
    gains: usize,
    /// Parts that were joined.
    joined: Vec<[usize; 2]>,
    exact: bool,
}

impl Sets {
    /// Keeps what nothing else beats, the cheapest first, and what gains the most in any case, so that no way is
    /// lost. Each then has one part.
    fn prune(&mut self, sets: &mut Vec<Set>) {
        sets.sort_by(|a, b| a.cost.cmp(&b.cost).then_with(|| b.gains.cmp(&a.gains)));
        // What is cheaper stands before: a set is kept unless one of those has as much of everything.
        let mut kept: Vec<Set> = Vec::new();
        let mut front: Vec<usize> = Vec::new();
        for set in sets.drain(..) {
            if front.iter().any(|at| kept[*at].beats(&set)) {
                continue;
            }
            front.retain(|at| !set.beats(&kept[*at]));
            front.push(kept.len());
            kept.push(set);
        }
        if kept.len() > MOST_CHOICES {
            self.exact = false;
            // One in so many, spread over all costs, with the first and the last: the last takes everything.
            let (last, step) = (kept.len() - 1, kept.len().div_ceil(MOST_CHOICES));
            let mut at = 0;
            kept.retain(|_| {
                at += 1;
                (at - 1) % step == 0 || at - 1 == last
            });
        }
        for set in &mut kept {
            set.parts = match set.parts {
                [part, 0] | [0, part] => [part, 0],
                both => {
                    self.joined.push(both);
                    [self.gains + self.joined.len(), 0]
                }
            };
        }
        *sets = kept;
    }

    fn members(&self, set: &Set) -> Vec<usize> {
        let (mut found, mut open) = (Vec::new(), set.parts.to_vec());
        while let Some(part) = open.pop() {
            match part {
                0 => {}
                part if part <= self.gains => found.push(part - 1),
                part => open.extend(self.joined[part - self.gains - 1]),
            }
        }
        found.sort_unstable();
        found
    }
}
