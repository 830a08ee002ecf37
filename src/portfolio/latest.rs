//! What the latest assessments of all projects answer and find: pages about all of them look into it again and again.

use super::{Portfolio, Series};
use crate::model::{CheckAnswer, Finding, Packed};

/// What the latest assessment of a project answers and finds.
#[derive(Clone, Debug)]
pub struct Latest {
    /// Answered checks.
    checks: Packed<Vec<CheckAnswer>>,
    /// Findings, resolved ones too.
    pub findings: Vec<Finding>,
}

impl Latest {
    /// Of each project, in the portfolio's order.
    pub fn of_all(portfolio: &Portfolio) -> Vec<Latest> {
        portfolio.projects.iter().map(Latest::of).collect()
    }

    fn of(series: &Series) -> Latest {
        let details = series.latest().map(|latest| latest.assessment.details.open()).unwrap_or_default();
        Latest { checks: Packed::of(&details.checks), findings: details.findings }
    }

    /// The answer to the check of that id.
    pub fn answer(&self, check: &str) -> Option<CheckAnswer> {
        self.checks.open().into_iter().find(|answer| answer.check.value == check)
    }
}
