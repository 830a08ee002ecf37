//! Claims that lost their evidence: none is named any more, or what is named has gone.

use crate::check::Evidence;
use crate::model::{Assessment, AssessmentId, CheckState, Details, Fact, Finding, FindingStatus, Project};

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

/// A claim with all that is named for it.
pub(super) type Supported<'a> = (Claim, Vec<&'a str>);

/// Claims of an assessment whose evidence is not named any more, and no other either.
pub(super) fn unnamed(
    id: &AssessmentId,
    before: &[Supported<'_>],
    after: &[Supported<'_>],
) -> Vec<LostEvidence> {
    let mut lost = Vec::new();
    for (claim, _) in after.iter().filter(|(_, evidence)| evidence.is_empty()) {
        for (_, evidence) in before.iter().filter(|(other, _)| other == claim) {
            lost.extend(evidence.iter().map(|evidence| LostEvidence {
                id: id.clone(),
                claim: claim.clone(),
                evidence: (*evidence).to_owned(),
                gone: false,
            }));
        }
    }
    lost
}

/// Claims of an assessment whose evidence is a path below the project's source root that was there before and is not
/// any more, or gave way to nothing but paths where nothing is.
pub(super) fn gone(
    was: Option<&Assessment>,
    assessment: &Assessment,
    roots: (&Project, &Project),
    before: &dyn Fn(&str) -> Option<bool>,
    after: &dyn Fn(&str) -> Option<bool>,
) -> Vec<LostEvidence> {
    let Some(old) = &roots.0.source_root else { return Vec::new() };
    let Some(place) = place(old, roots.1.source_root.as_deref(), before, after) else { return Vec::new() };
    let stands =
        |evidence: &str, root: &str, exists: &dyn Fn(&str) -> Option<bool>| match Evidence::read(evidence) {
            Evidence::Path(path) => exists(&format!("{root}/{path}")),
            Evidence::Outside | Evidence::Other => None,
        };
    let is_missing = |evidence: &str| match place {
        Place::In(root) => stands(evidence, root, after) == Some(false),
        Place::Nowhere => matches!(Evidence::read(evidence), Evidence::Path(_)),
    };
    let details_before = was.map(|was| was.details.open()).unwrap_or_default();
    let supported_before = claims(&details_before);
    let mut lost = Vec::new();
    for (claim, evidence) in claims(&assessment.details.open()) {
        let mut tell = |evidence: &str, gone: bool| {
            let (id, claim) = (assessment.id.clone(), claim.clone());
            lost.push(LostEvidence { id, claim, evidence: evidence.to_owned(), gone });
        };
        for one in evidence.iter().filter(|one| stands(one, old, before) == Some(true) && is_missing(one)) {
            tell(one, true);
        }
        if evidence.is_empty() || !evidence.iter().all(|one| is_missing(one)) {
            continue;
        }
        let earlier =
            supported_before.iter().filter(|(other, _)| *other == claim).flat_map(|(_, named)| named);
        for one in earlier.filter(|one| !evidence.contains(one) && stands(one, old, before) != Some(false)) {
            tell(one, false);
        }
    }
    lost
}

/// Where evidence is looked up after a change.
enum Place<'a> {
    /// In that folder.
    In(&'a str),
    /// The change took the folder away: none of it is there.
    Nowhere,
}

/// Where evidence is looked up after a change that names `new` instead of `old`; `None` where the code was not at hand
/// before either, so that nothing is known of it.
fn place<'a>(
    old: &'a str,
    new: Option<&'a str>,
    before: &dyn Fn(&str) -> Option<bool>,
    after: &dyn Fn(&str) -> Option<bool>,
) -> Option<Place<'a>> {
    // A change that names no root any more, or one where nobody can look, keeps nobody from looking where it was.
    let root = new.filter(|root| after(root).is_some()).unwrap_or(old);
    match after(root) {
        Some(true) => Some(Place::In(root)),
        Some(false) if before(old) == Some(true) => Some(Place::Nowhere),
        _ => None,
    }
}

/// What an assessment claims, with what it names for it.
pub(super) fn claims(details: &Details) -> Vec<Supported<'_>> {
    let claims_something = |state: &CheckState| matches!(state, CheckState::Pass | CheckState::Partial);
    let checks = details.checks.iter().filter(|answer| claims_something(&answer.state.value));
    let categories =
        details.categories.iter().filter(|category| category.score.is_some() && !category.in_body);
    checks
        .map(|answer| (Claim::Check(answer.check.value.clone()), named(&answer.evidence)))
        .chain(mended(&details.findings))
        .chain(
            categories.map(|category| {
                (Claim::Category(category.category.value.clone()), named(&category.evidence))
            }),
        )
        .collect()
}

/// Findings that are said to be mended, at least in part.
pub(super) fn mended(findings: &[Finding]) -> impl Iterator<Item = Supported<'_>> {
    let is_mended =
        |status: FindingStatus| matches!(status, FindingStatus::Resolved | FindingStatus::Partial);
    findings
        .iter()
        .filter(move |finding| is_mended(finding.status.value))
        .map(|finding| (Claim::Finding(finding.id.value.clone()), named(&finding.evidence)))
}

fn named(evidence: &[Fact<String>]) -> Vec<&str> {
    evidence.iter().map(|fact| fact.value.as_str()).collect()
}
