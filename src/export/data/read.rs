//! Reads what a site's data say of projects and assessments, as this version writes it.

use std::sync::Arc;

use serde::Deserialize;

use super::VERSION;
use crate::book::RubricRef;
use crate::diag::{Severity, Span};
use crate::model::{
    AssessmentId, Date, Exact, Fact, Finding, FindingSeverity, FindingStatus, Verdict, Waived, Waiver,
    valid_project, valid_release,
};
use crate::review::{Built, BuiltCategory, BuiltCheck, BuiltProblem, BuiltProject, Holding};
use crate::score::ItemState;

/// Ids of the projects that the document of the whole book lists.
pub fn read_portfolio(text: &str) -> Result<Vec<String>, String> {
    let all: Portfolio = document(text, "portfolio")?;
    all.projects.into_iter().map(|project| named(project.id, valid_project)).collect()
}

/// A project without its assessments yet, and the names of its releases, the oldest first.
pub fn read_project(text: &str) -> Result<(BuiltProject, Vec<String>), String> {
    let all: Project = document(text, "project")?;
    let releases = all.releases.into_iter().map(|one| named(one.release, valid_release));
    let releases = releases.collect::<Result<_, _>>()?;
    let project =
        BuiltProject { name: all.project.name, formerly: all.project.formerly, releases: Vec::new() };
    Ok((project, releases))
}

/// An assessment.
pub fn read_assessment(text: &str) -> Result<Built, String> {
    let all: Assessment = document(text, "assessment")?;
    let (summary, card) = (all.summary, all.scorecard);
    let verdict = |id: &str| known(&Verdict::ALL, Verdict::id, id);
    Ok(Built {
        stated: vec![
            (
                "verdict",
                summary.declared_verdict.as_deref().map(verdict).transpose()?.map(|v| v.word().to_owned()),
            ),
            ("score", summary.declared_score),
            ("date", summary.date),
            ("owner", all.owner),
        ],
        id: AssessmentId {
            project: named(summary.project, valid_project)?,
            release: named(summary.release, valid_release)?,
        },
        path: Arc::from(all.source.path),
        hash: all.source.sha256,
        rubric: RubricRef { id: card.rubric.id, version: card.rubric.version, hash: card.rubric.hash },
        verdict: verdict(&card.verdict)?,
        caps: card
            .caps
            .into_iter()
            .map(|cap| Ok(Holding { verdict: verdict(&cap.verdict)?, message: cap.message }))
            .collect::<Result<_, String>>()?,
        score: exact(&card.score_exact)?,
        categories: card.categories.into_iter().map(category).collect::<Result<_, _>>()?,
        findings: all.findings.into_iter().map(finding).collect::<Result<_, _>>()?,
        waivers: all.waivers.into_iter().map(waiver).collect::<Result<_, _>>()?,
        problems: all.diagnostics.into_iter().map(problem).collect::<Result<_, _>>()?,
    })
}

/// A document of that kind; the error says why it is none.
fn document<'a, T: Deserialize<'a>>(text: &'a str, kind: &str) -> Result<T, String> {
    let wrong = |error: serde_json::Error| format!("it is not what a build writes: {error}");
    let head: Head = serde_json::from_str(text).map_err(wrong)?;
    if head.version != VERSION {
        let version = head.version;
        return Err(format!(
            "it is of version {version}, and this program reads version {VERSION}: use the program that built it, or build the site anew"
        ));
    }
    if head.kind != kind {
        return Err(format!("it describes no {kind}"));
    }
    serde_json::from_str(text).map_err(wrong)
}

/// A name that is safe as part of a path.
fn named<E: std::fmt::Display>(name: String, valid: fn(&str) -> Result<(), E>) -> Result<String, String> {
    match valid(&name) {
        Ok(()) => Ok(name),
        Err(why) => Err(format!("it names `{}`, which is no id: {why}", crate::text::visible(&name))),
    }
}

fn known<T: Copy>(all: &[T], id_of: fn(T) -> &'static str, id: &str) -> Result<T, String> {
    let found = all.iter().copied().find(|one| id_of(*one) == id);
    found.ok_or_else(|| format!("it holds `{}`, which this program does not know", crate::text::visible(id)))
}

fn exact(text: &str) -> Result<Exact, String> {
    let value = Exact::read_plain(text);
    value.ok_or_else(|| format!("it holds `{}`, which is no number", crate::text::visible(text)))
}

fn category(one: Category) -> Result<BuiltCategory, String> {
    let exact_score =
        || Ok::<_, String>(&exact(&one.points.exact.earned)? + &exact(&one.points.exact.claimed)?);
    Ok(BuiltCategory {
        score: if one.applicable { Some(exact_score()?) } else { None },
        checks: one.items.into_iter().map(check).collect::<Result<_, _>>()?,
        id: one.id,
        title: one.title,
    })
}

fn check(item: Item) -> Result<BuiltCheck, String> {
    let states =
        [ItemState::Pass, ItemState::Partial, ItemState::Fail, ItemState::NotApplicable, ItemState::Unknown];
    let state = states.into_iter().find(|state| state.id() == item.state);
    let state =
        state.ok_or_else(|| format!("it holds the answer `{}`", crate::text::visible(&item.state)))?;
    Ok(BuiltCheck { id: item.check, title: item.title, state, evidence: item.evidence })
}

/// A fact whose place nobody knows.
fn fact<T>(value: T) -> Fact<T> {
    Fact::new(value, Span::default())
}

fn finding(one: FindingData) -> Result<Finding, String> {
    let severity =
        one.severity.map(|id| known(&FindingSeverity::ALL, FindingSeverity::id, &id)).transpose()?;
    Ok(Finding {
        id: fact(one.id),
        title: one.title,
        category: one.category.map(fact),
        severity: severity.map(fact),
        priority: None,
        status: fact(known(&FindingStatus::ALL, FindingStatus::id, &one.status)?),
        effort: None,
        impact: None,
        owner: None,
        due: None,
        evidence: one.evidence.into_iter().map(fact).collect(),
        anchor: None,
        span: Span::default(),
    })
}

fn waiver(one: WaiverData) -> Result<Waiver, String> {
    let of = match one.of.as_str() {
        "finding" => Waived::Finding(one.id),
        "check" => Waived::Check(one.id),
        other => return Err(format!("it holds a waiver of `{}`", crate::text::visible(other))),
    };
    let day = |day: &String| {
        day.parse::<Date>().map_err(|_| format!("it holds `{}`, which is no day", crate::text::visible(day)))
    };
    Ok(Waiver {
        of: fact(of),
        reason: one.reason,
        approved_by: one.approved_by.map(fact),
        expires: one.expires.as_ref().map(day).transpose()?.map(fact),
    })
}

fn problem(one: Problem) -> Result<BuiltProblem, String> {
    let severity =
        known(&[Severity::Error, Severity::Warning, Severity::Note], Severity::word, &one.severity)?;
    Ok(BuiltProblem { rule: one.rule, severity, message: one.message })
}

#[derive(Deserialize)]
struct Head {
    version: u32,
    kind: String,
}

#[derive(Deserialize)]
struct Portfolio {
    projects: Vec<ProjectFacts>,
}

#[derive(Deserialize)]
struct Project {
    project: ProjectFacts,
    releases: Vec<Release>,
}

#[derive(Deserialize)]
struct ProjectFacts {
    id: String,
    name: String,
    formerly: Vec<String>,
}

#[derive(Deserialize)]
struct Release {
    release: String,
}

#[derive(Deserialize)]
struct Assessment {
    summary: Summary,
    source: Source,
    owner: Option<String>,
    scorecard: Card,
    findings: Vec<FindingData>,
    waivers: Vec<WaiverData>,
    diagnostics: Vec<Problem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Summary {
    project: String,
    release: String,
    date: Option<String>,
    declared_score: Option<String>,
    declared_verdict: Option<String>,
}

#[derive(Deserialize)]
struct Source {
    path: String,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Card {
    rubric: Rubric,
    score_exact: String,
    verdict: String,
    caps: Vec<CapData>,
    categories: Vec<Category>,
}

#[derive(Deserialize)]
struct Rubric {
    id: String,
    version: u32,
    hash: String,
}

#[derive(Deserialize)]
struct CapData {
    verdict: String,
    message: String,
}

#[derive(Deserialize)]
struct Category {
    id: String,
    title: String,
    applicable: bool,
    points: Points,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Points {
    exact: ExactPoints,
}

#[derive(Deserialize)]
struct ExactPoints {
    earned: String,
    claimed: String,
}

#[derive(Deserialize)]
struct Item {
    check: String,
    title: String,
    state: String,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
struct FindingData {
    id: String,
    title: String,
    category: Option<String>,
    severity: Option<String>,
    status: String,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct WaiverData {
    of: String,
    id: String,
    reason: Option<String>,
    approved_by: Option<String>,
    expires: Option<String>,
}

#[derive(Deserialize)]
struct Problem {
    rule: String,
    severity: String,
    message: String,
}
