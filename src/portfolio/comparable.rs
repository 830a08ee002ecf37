//! Whether two scores may stand beside each other, and why not.

use super::Assessed;
use crate::model::{Exact, Project};
use crate::score::Points;

/// Points by which what is answered, or what is only claimed, may differ before two scores say different things.
pub const MOST_SPREAD: i64 = 25;

/// A reason why scores do not compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// They were given under different rubrics, named as `id@version`, or under different texts of one.
    Rubric(Vec<String>),
    /// The projects have different tiers, so that different things are asked of them.
    Tier(Vec<String>),
    /// What is answered, earned or lost, differs by so many points: one rests on answers where the other does not.
    Answered(Exact),
    /// As much is answered, but what is only claimed differs by so many points.
    Claimed(Exact),
}

impl std::fmt::Display for Incomparable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Incomparable::Rubric(all) => write!(f, "scored under different rubrics: {}", all.join(", ")),
            Incomparable::Tier(all) => {
                write!(f, "of different tiers: {}; other checks apply to each", all.join(", "))
            }
            Incomparable::Answered(spread) => {
                write!(
                    f,
                    "what is answered, not claimed or left open, differs by {} points",
                    spread.truncated(1)
                )
            }
            Incomparable::Claimed(spread) => {
                write!(f, "what is only claimed differs by {} points", spread.truncated(1))
            }
        }
    }
}

/// Why some scores do not compare; empty where they do.
pub fn incomparable<'a>(all: impl IntoIterator<Item = (&'a Project, &'a Assessed)>) -> Vec<Incomparable> {
    let all: Vec<(&Project, &Assessed)> = all.into_iter().collect();
    let mut reasons = Vec::new();
    let mut rubrics: Vec<(String, &str)> =
        all.iter().map(|(_, one)| (one.rubric.reference(), one.card.rubric.hash.as_str())).collect();
    rubrics.sort();
    rubrics.dedup();
    if rubrics.len() > 1 {
        let text = |(name, hash): &(String, &str)| {
            let alone = rubrics.iter().filter(|(other, _)| other == name).count() == 1;
            if alone {
                name.clone()
            } else {
                format!("{name} ({})", hash.chars().take(12).collect::<String>())
            }
        };
        reasons.push(Incomparable::Rubric(rubrics.iter().map(text).collect()));
    }
    let mut tiers: Vec<&str> =
        all.iter().map(|(project, _)| project.tier.as_deref().unwrap_or("none")).collect();
    tiers.sort_unstable();
    tiers.dedup();
    if tiers.len() > 1 {
        reasons.push(Incomparable::Tier(tiers.into_iter().map(str::to_owned).collect()));
    }
    // As shown, so that whoever subtracts the figures gets the same.
    let spread = |of: fn(&Points) -> Exact| {
        let values: Vec<Exact> = all.iter().map(|(_, one)| of(&one.card.points)).collect();
        let spread = values.iter().max()? - values.iter().min()?;
        (spread > Exact::from(MOST_SPREAD)).then_some(spread)
    };
    // What is not answered is claimed or open.
    let answered = spread(|points| &points.claimed.cut(1) + &points.unanswered.cut(1));
    let claimed = || spread(|points| points.claimed.cut(1)).map(Incomparable::Claimed);
    reasons.extend(answered.map(Incomparable::Answered).or_else(claimed));
    reasons
}
