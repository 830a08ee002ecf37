//! What a document would come to if some answers were others.

use crate::book::Rubric;
use crate::diag::Span;
use crate::model::{
    CheckAnswer, CheckState, Declared, DeclaredCategory, Details, Fact, FindingStatus, Project,
};
use crate::text::one_of;

/// One answer that could be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A check of the rubric.
    Check(String, CheckState),
    /// The status of a finding.
    Finding(String, FindingStatus),
    /// The declared score of a category.
    Category(String, Declared),
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Change::Check(id, state) => write!(f, "{id}={}", state.id()),
            Change::Finding(id, status) => write!(f, "{id}={}", status.id()),
            Change::Category(id, declared) => write!(f, "{id}={}", declared.text),
        }
    }
}

/// Reads `name=answer`: a check with its result, a finding with its status, or a category with its declared score.
/// Where a name is more than one of these, `check:`, `finding:` or `category:` before it says which. The error says
/// what is wrong and what could be meant.
pub fn parse_change(
    text: &str,
    details: &Details,
    project: &Project,
    rubric: &Rubric,
) -> Result<Change, String> {
    let Some((name, answer)) = text.split_once('=').map(|(name, answer)| (name.trim(), answer.trim())) else {
        return Err(format!("`{text}` is no change: write NAME=ANSWER, such as backups=pass"));
    };
    let (kind, id) = name.split_once(':').map_or((None, name), |(kind, id)| (Some(kind), id));
    let wants = |wanted: &str| kind.is_none_or(|kind| kind == wanted);
    if let Some(check) = rubric.check(id).filter(|_| wants("check")) {
        if !check.applies.to(project) {
            return Err(format!(
                "`{id}` does not apply to `{}` by its tier and tags: it would change nothing",
                project.id
            ));
        }
        return check_state(answer).map(|state| Change::Check(id.to_owned(), state));
    }
    let findings = || details.findings.iter().map(|finding| finding.id.value.as_str());
    if wants("finding") && findings().any(|known| known == id) {
        let status = FindingStatus::ALL.into_iter().find(|status| status.id() == answer);
        let words = FindingStatus::ALL.map(FindingStatus::id);
        let wrong = || format!("`{answer}` is no status of a finding: {}", one_of(answer, &words));
        return Ok(Change::Finding(id.to_owned(), status.ok_or_else(wrong)?));
    }
    if wants("category") && rubric.category(id).is_some() {
        let declared = Declared::read(answer);
        let wrong = || format!("`{answer}` is no score from 0 to 100, nor a word of the rubric's scale");
        rubric.percent(&declared).ok_or_else(wrong)?;
        return Ok(Change::Category(id.to_owned(), declared));
    }
    let checks = rubric.checks.iter().map(|check| check.id.as_str());
    let categories = rubric.categories.iter().map(|category| category.id.as_str());
    let known: Vec<&str> = checks.chain(findings()).chain(categories).collect();
    Err(format!("there is no check, finding or category `{name}`: {}", one_of(id, &known)))
}

fn check_state(answer: &str) -> Result<CheckState, String> {
    let words = ["pass", "partial", "fail", "n/a", "unknown"];
    Ok(match answer {
        "pass" => CheckState::Pass,
        "partial" => CheckState::Partial,
        "fail" => CheckState::Fail,
        "n/a" => CheckState::NotApplicable { reason: Some("supposed".to_owned()) },
        "unknown" => CheckState::Unknown,
        other => return Err(format!("`{other}` is no result of a check: {}", one_of(other, &words))),
    })
}

/// What a document states with these answers in place of its own.
pub fn apply(details: &Details, changes: &[Change]) -> Details {
    let mut supposing = details.clone();
    for change in changes {
        match change {
            Change::Check(id, state) => set_check(&mut supposing, id, state),
            Change::Finding(id, status) => {
                let same = supposing.findings.iter_mut().filter(|finding| finding.id.value == *id);
                same.for_each(|finding| finding.status.value = *status);
            }
            Change::Category(id, declared) => {
                // The front matter stands before the body.
                supposing.categories.retain(|category| category.in_body || category.category.value != *id);
                supposing.categories.push(DeclaredCategory {
                    category: supposed(id.clone()),
                    score: Some(supposed(declared.clone())),
                    note: None,
                    evidence: Vec::new(),
                    in_body: false,
                    under: Vec::new(),
                    guessed: None,
                    weight: None,
                });
            }
        }
    }
    supposing
}

fn set_check(details: &mut Details, id: &str, state: &CheckState) {
    if let Some(answer) = details.checks.iter_mut().find(|answer| answer.check.value == id) {
        answer.state.value = state.clone();
        return;
    }
    details.checks.push(CheckAnswer {
        check: supposed(id.to_owned()),
        state: supposed(state.clone()),
        note: None,
        effort: None,
        evidence: Vec::new(),
    });
}

/// A fact that stands nowhere.
fn supposed<T>(value: T) -> Fact<T> {
    Fact::new(value, Span::default())
}
