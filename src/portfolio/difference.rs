//! What changed from one assessment to another of the same project.

use super::Assessed;
use crate::model::{Exact, Finding, FindingStatus, Verdict};

/// What changed. Scores compare only under one rubric; otherwise `comparable` is false and no points are
/// subtracted.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Both were scored under the same rubric: id, version and hash.
    pub comparable: bool,
    /// Old and new verdict.
    pub verdict: (Verdict, Verdict),
    /// New score minus old one.
    pub score: Option<Exact>,
    /// Categories whose score changed, in the rubric's order.
    pub categories: Vec<CategoryChange>,
    /// Findings that came, went or changed, in the new document's order, then those that are gone.
    pub findings: Vec<FindingChange>,
}

/// A category whose score changed.
#[derive(Clone, Debug)]
pub struct CategoryChange {
    /// Its title.
    pub title: String,
    /// Score before.
    pub before: Exact,
    /// Score after.
    pub after: Exact,
}

/// A finding that came, went or changed.
#[derive(Clone, Debug)]
pub struct FindingChange {
    /// Its title.
    pub title: String,
    /// Its anchor in the new report, where it has one there.
    pub anchor: Option<String>,
    /// What happened.
    pub what: &'static str,
}

/// What changed from `old` to `new`.
pub fn difference(old: &Assessed, new: &Assessed) -> Difference {
    let comparable = old.card.rubric == new.card.rubric;
    let mut categories = Vec::new();
    if comparable {
        for (before, after) in old.card.categories.iter().zip(&new.card.categories) {
            if before.points.score() != after.points.score() {
                categories.push(CategoryChange {
                    title: after.title.clone(),
                    before: before.points.score(),
                    after: after.points.score(),
                });
            }
        }
    }
    Difference {
        comparable,
        verdict: (old.card.verdict, new.card.verdict),
        score: comparable.then(|| new.card.points.score() - old.card.points.score()),
        categories,
        findings: findings(&old.assessment.findings, &new.assessment.findings),
    }
}

fn findings(old: &[Finding], new: &[Finding]) -> Vec<FindingChange> {
    let same = |a: &Finding, b: &Finding| a.id.value == b.id.value;
    let mut changes = Vec::new();
    for finding in new {
        let before = old.iter().find(|other| same(other, finding));
        let what = match before {
            None if finding.is_open() => "new",
            Some(before) if before.is_open() && !finding.is_open() => "resolved",
            Some(before) if !before.is_open() && finding.is_open() => "reopened",
            Some(before)
                if before.status.value == FindingStatus::Open
                    && finding.status.value == FindingStatus::Partial =>
            {
                "partly resolved"
            }
            Some(before) if severity(finding) > severity(before) => "worse",
            Some(before) if severity(finding) < severity(before) => "less severe",
            _ => continue,
        };
        changes.push(FindingChange { title: finding.title.clone(), anchor: finding.anchor.clone(), what });
    }
    for gone in
        old.iter().filter(|finding| finding.is_open() && !new.iter().any(|other| same(other, finding)))
    {
        changes.push(FindingChange { title: gone.title.clone(), anchor: None, what: "no longer mentioned" });
    }
    changes
}

fn severity(finding: &Finding) -> Option<crate::model::FindingSeverity> {
    finding.severity.as_ref().map(|severity| severity.value)
}
