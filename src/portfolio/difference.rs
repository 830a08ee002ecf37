//! What changed from one assessment to another of the same project.

use super::{Assessed, Incomparable, ScoreChange, incomparable, rescored, score_change};
use crate::model::{Exact, Finding, FindingStatus, Project, Verdict};

/// What changed.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Why the two scores do not compare; empty where they do.
    pub incomparable: Vec<Incomparable>,
    /// Old and new verdict.
    pub verdict: (Verdict, Verdict),
    /// New score minus old one, in what the project and what the rubric did.
    pub score: ScoreChange,
    /// Categories whose score changed, in the new rubric's order. Under another rubric the old score is the old
    /// document's under the new one, so that only what the project did shows.
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

/// What changed from `old` to `new`, two assessments of one project.
pub fn difference(project: &Project, old: &Assessed, new: &Assessed) -> Difference {
    let same = old.card.rubric == new.card.rubric;
    let between = if same { old.card.clone() } else { rescored(project, old, &new.rubric) };
    let changes = between.categories.iter().zip(&new.card.categories).map(|(before, after)| CategoryChange {
        title: after.title.clone(),
        before: before.points.score(),
        after: after.points.score(),
    });
    Difference {
        incomparable: incomparable([(project, old), (project, new)]),
        verdict: (old.card.verdict, new.card.verdict),
        score: score_change(&old.card, &between, &new.card),
        categories: changes.filter(|change| change.before != change.after).collect(),
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
