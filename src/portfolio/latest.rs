//! What the latest assessments of all projects answer and find: pages about all of them look into it again and again.

use super::{Portfolio, Series};
use crate::model::{CheckAnswer, Finding, Packed};

/// What the latest assessment of a project answers and finds.
#[derive(Clone, Debug)]
pub struct Latest {
    /// Answered checks, in the order of the document.
    checks: Box<[LatestAnswer]>,
    /// Findings, resolved ones too.
    pub findings: Vec<Finding>,
}

/// The answer to a check.
#[derive(Clone, Debug)]
pub struct LatestAnswer {
    /// Its id.
    pub check: Box<str>,
    /// It names evidence.
    pub has_evidence: bool,
    /// All that it says.
    pub answer: Packed<Option<CheckAnswer>>,
}

impl Latest {
    /// Of each project, in the portfolio's order. One after the other: pages that are made in parallel wait for it, and one
    /// that waits must not be given another of them to make.
    pub fn of_all(portfolio: &Portfolio) -> Vec<Latest> {
        portfolio.projects.iter().map(Latest::of).collect()
    }

    fn of(series: &Series) -> Latest {
        let details = series.latest().map(|latest| latest.assessment.details.open()).unwrap_or_default();
        let answer = |answer: CheckAnswer| LatestAnswer {
            check: answer.check.value.as_str().into(),
            has_evidence: !answer.evidence.is_empty(),
            answer: Packed::of(&Some(answer)),
        };
        Latest { checks: details.checks.into_iter().map(answer).collect(), findings: details.findings }
    }

    /// All answers, in the order of the document.
    pub fn answers(&self) -> &[LatestAnswer] {
        &self.checks
    }

    /// The answer to the check of that id; of two, the first.
    pub fn answer(&self, check: &str) -> Option<&LatestAnswer> {
        self.checks.iter().find(|answer| *answer.check == *check)
    }
}
