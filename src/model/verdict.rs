//! The four verdicts.

use serde::{Deserialize, Serialize};

/// What an assessment comes to. Ordered: the best is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// Must not go on.
    NotReady,
    /// Cannot be told yet: too much is unanswered.
    Incomplete,
    /// May go on with what is named.
    Conditional,
    /// May go on.
    Ready,
}

impl Verdict {
    /// All, the best first.
    pub const ALL: [Verdict; 4] =
        [Verdict::Ready, Verdict::Conditional, Verdict::Incomplete, Verdict::NotReady];

    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Ready => "ready",
            Verdict::Conditional => "conditional",
            Verdict::Incomplete => "incomplete",
            Verdict::NotReady => "not-ready",
        }
    }

    /// Its word on a page.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::NotReady => "not ready",
            other => other.id(),
        }
    }
}
