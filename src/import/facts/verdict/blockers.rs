//! What is left to conclude from where nothing concludes: an open problem that is critical blocks a release.

use crate::import::model::{Conclusion, FindingFact, Found, Severity, Status};

/// How sure it is that a report whose problems are critical, and that says no more, does not hold it for ready.
const SURE: f64 = 0.4;

/// Not ready, where a critical problem is open.
pub(super) fn open(findings: &[FindingFact]) -> Option<Found<Conclusion>> {
    let blocks = |finding: &&FindingFact| {
        let left = !matches!(finding.status, Some(Status::Resolved | Status::Accepted));
        finding.severity == Some(Severity::Critical) && left
    };
    let first = findings.iter().find(blocks)?;
    Some(Found::new(Conclusion::NotReady, first.line, SURE))
}
