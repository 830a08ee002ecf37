//! Claims that lost their evidence: none is named any more, or what is named has gone.

use crate::check::Evidence;
use crate::model::{Assessment, AssessmentId, CheckState, Fact, FindingStatus, Project};

/// What evidence supports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// A check that passes, or does in part.
    Check(String),
    /// A finding that is resolved, or partly so.
    Finding(String),
    /// A category with a declared score.
    Category(String),
}

impl std::fmt::Display for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Claim::Check(id) => write!(f, "check {id}"),
            Claim::Finding(id) => write!(f, "finding {id}"),
            Claim::Category(id) => write!(f, "category {id}"),
        }
    }
}

/// A claim that lost evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostEvidence {
    /// The assessment.
    pub id: AssessmentId,
    /// What is still claimed.
    pub claim: Claim,
    /// The evidence, as it was named.
    pub evidence: String,
    /// True where it is still named, but what it names does not exist any more.
    pub gone: bool,
}

/// Claims of `new` whose evidence of `old` is not named any more, and no other either.
pub(super) fn unnamed(old: &Assessment, new: &Assessment) -> Vec<LostEvidence> {
    let before = claims(old);
    let mut lost = Vec::new();
    for (claim, _) in claims(new).into_iter().filter(|(_, evidence)| evidence.is_empty()) {
        for (_, evidence) in before.iter().filter(|(other, _)| *other == claim) {
            lost.extend(evidence.iter().map(|evidence| LostEvidence {
                id: new.id.clone(),
                claim: claim.clone(),
                evidence: evidence.value.clone(),
                gone: false,
            }));
        }
    }
    lost
}

/// Claims of an assessment whose evidence is a path below the project's source root that was there before and is not
/// any more.
pub(super) fn gone(
    assessment: &Assessment,
    roots: (&Project, &Project),
    before: &dyn Fn(&str) -> Option<bool>,
    after: &dyn Fn(&str) -> Option<bool>,
) -> Vec<LostEvidence> {
    let (Some(old), Some(new)) = (&roots.0.source_root, &roots.1.source_root) else {
        return Vec::new();
    };
    // Where the code is not at hand, nothing is known of it.
    if after(new) != Some(true) {
        return Vec::new();
    }
    let is_gone = |evidence: &str| match Evidence::read(evidence) {
        Evidence::Path(path) => {
            before(&format!("{old}/{path}")) == Some(true) && after(&format!("{new}/{path}")) == Some(false)
        }
        Evidence::Outside | Evidence::Other => false,
    };
    let mut lost = Vec::new();
    for (claim, evidence) in claims(assessment) {
        lost.extend(evidence.iter().filter(|evidence| is_gone(&evidence.value)).map(|evidence| {
            LostEvidence {
                id: assessment.id.clone(),
                claim: claim.clone(),
                evidence: evidence.value.clone(),
                gone: true,
            }
        }));
    }
    lost
}

fn claims(assessment: &Assessment) -> Vec<(Claim, &[Fact<String>])> {
    let claims_something = |state: &CheckState| matches!(state, CheckState::Pass | CheckState::Partial);
    let checks = assessment.checks.iter().filter(|answer| claims_something(&answer.state.value));
    let mended = |status: FindingStatus| matches!(status, FindingStatus::Resolved | FindingStatus::Partial);
    let findings = assessment.findings.iter().filter(|finding| mended(finding.status.value));
    let categories =
        assessment.categories.iter().filter(|category| category.score.is_some() && !category.in_body);
    checks
        .map(|answer| (Claim::Check(answer.check.value.clone()), answer.evidence.as_slice()))
        .chain(
            findings.map(|finding| (Claim::Finding(finding.id.value.clone()), finding.evidence.as_slice())),
        )
        .chain(
            categories.map(|category| {
                (Claim::Category(category.category.value.clone()), category.evidence.as_slice())
            }),
        )
        .collect()
}
