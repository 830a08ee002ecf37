//! Reasons why a verdict is not better.

use std::fmt;
use std::sync::Arc;

use super::items::ItemState;
use crate::book::{Category, Check};
use crate::model::{Exact, FindingSeverity, Verdict};

/// A reason why the verdict is not better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The best verdict that it allows.
    pub verdict: Verdict,
    /// What it is.
    pub reason: CapReason,
}

/// Where a cap comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapSource<'a> {
    /// A finding, by its id.
    Finding(&'a str),
    /// A category below its floor, by its id.
    Category(&'a str),
    /// A check that the rubric makes a gate.
    Gate {
        /// Its id.
        check: &'a str,
        /// Id of its category.
        category: &'a str,
    },
    /// A threshold of the rubric, by its key.
    Threshold(&'static str),
}

/// What a cap is; `Display` says it in English. Points are out of 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CapReason {
    /// A finding of that severity is open.
    Finding {
        /// How bad it is.
        severity: FindingSeverity,
        /// Its id.
        id: String,
        /// Its title.
        title: String,
    },
    /// The check of a gate does not pass.
    Gate {
        /// The check.
        check: Arc<Check>,
        /// Its answer.
        answer: ItemState,
    },
    /// No check of the rubric applies.
    NothingApplies,
    /// The threshold of conditional cannot be reached any more.
    OutOfReach(Short),
    /// The threshold of conditional is not reached yet.
    NotYet(Short),
    /// The threshold of ready is not reached.
    Below(Short),
    /// The floor of that category cannot be reached any more.
    FloorOutOfReach(Arc<Category>, Short),
    /// The floor of that category is not reached yet.
    BelowFloor(Arc<Category>, Short),
    /// So few points are earned, where ready needs so many.
    Earned {
        /// What is earned.
        earned: Exact,
        /// What ready needs.
        needed: Exact,
    },
    /// So much does not apply.
    NotApplicable {
        /// The share of the points, 0 to 1.
        share: Exact,
        /// The most that is allowed, 0 to 1.
        most: Exact,
    },
}

/// Points that are too few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// What there are, or can be at most.
    pub points: Exact,
    /// What waivers cover is among them, and is something.
    pub with_waived: bool,
    /// What is needed.
    pub needed: Exact,
}

impl Short {
    /// The points as they are shown.
    pub fn shown(&self) -> String {
        self.points.truncated(1)
    }
}

/// A share as it is shown, in per cent.
pub fn percent(share: &Exact) -> String {
    (share * &Exact::hundred()).truncated(1)
}

impl CapReason {
    /// Where it comes from.
    pub fn source(&self) -> CapSource<'_> {
        match self {
            CapReason::Finding { id, .. } => CapSource::Finding(id),
            CapReason::Gate { check, .. } => CapSource::Gate { check: &check.id, category: &check.category },
            CapReason::FloorOutOfReach(category, _) | CapReason::BelowFloor(category, _) => {
                CapSource::Category(&category.id)
            }
            CapReason::OutOfReach(_) | CapReason::NotYet(_) => CapSource::Threshold("conditional-from"),
            CapReason::Below(_) => CapSource::Threshold("ready-from"),
            CapReason::Earned { .. } => CapSource::Threshold("earned-from"),
            CapReason::NothingApplies | CapReason::NotApplicable { .. } => {
                CapSource::Threshold("max-not-applicable")
            }
        }
    }
}

impl fmt::Display for CapReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |short: &Short| if short.with_waived { " with what waivers cover" } else { "" };
        match self {
            CapReason::Finding { severity, title, .. } => {
                write!(f, "open {} finding: {title}", severity.id())
            }
            CapReason::Gate { check, answer } => {
                write!(f, "{} is a gate: its answer is {}", check.title, answer.id())
            }
            CapReason::NothingApplies => {
                f.write_str("no check of the rubric applies, so that there is nothing to score")
            }
            CapReason::OutOfReach(short) => {
                let (points, with, needed) = (short.shown(), with(short), short.needed.plain());
                write!(f, "at most {points} points{with} can still be reached; {needed} are needed")
            }
            CapReason::NotYet(short) => {
                let (points, with, needed) = (short.shown(), with(short), short.needed.plain());
                write!(f, "score {points}{with} is below {needed}, which can still be reached")
            }
            CapReason::Below(short) => {
                write!(f, "score {}{} is below {}", short.shown(), with(short), short.needed.plain())
            }
            CapReason::FloorOutOfReach(category, short) => {
                let (points, with, needed) = (short.shown(), with(short), short.needed.plain());
                write!(
                    f,
                    "{}: at most {points} points{with} can still be reached; its floor is {needed}",
                    category.title
                )
            }
            CapReason::BelowFloor(category, short) => {
                let (points, with, needed) = (short.shown(), with(short), short.needed.plain());
                write!(f, "{}: {points} points{with} are below its floor of {needed}", category.title)
            }
            CapReason::Earned { earned, needed } => {
                write!(f, "earned {} of the {} that ready needs", earned.truncated(1), needed.plain())
            }
            CapReason::NotApplicable { share, most } => {
                let (share, most) = (percent(share), percent(most));
                write!(f, "{share} % of the points are not applicable; at most {most} % may be")
            }
        }
    }
}
