//! What templates are given in more than one page. Numbers are texts, already cut off for display.

use std::borrow::Cow;

use serde::Serialize;

use super::Words;
use super::chart::{Bar, Trend, TrendPoint, share};
use super::link::{document_page, project_page, rubric_page};
use crate::book::Rubric;
use crate::model::{Exact, FindingCounts, Verdict};
use crate::portfolio::{Answers, Assessed, Series, rescored};
use crate::score::{Cap, CapSource, Scorecard};

/// A verdict.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct VerdictView {
    /// `ready`, `conditional`, `incomplete` or `not-ready`; its word is said by `verdict.ID`.
    pub id: &'static str,
}

impl From<Verdict> for VerdictView {
    fn from(verdict: Verdict) -> Self {
        VerdictView { id: verdict.id() }
    }
}

/// Answers, counted.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersView {
    /// Met.
    pub pass: usize,
    /// Met in part.
    pub partial: usize,
    /// Not met.
    pub fail: usize,
    /// Not answered.
    pub unknown: usize,
    /// Does not apply.
    pub not_applicable: usize,
    /// All but the n/a ones.
    pub asked: usize,
    /// Passes of those, in percent.
    pub percent: String,
}

impl AnswersView {
    /// The view of some answers.
    pub fn of(answers: &Answers) -> AnswersView {
        AnswersView {
            pass: answers.pass,
            partial: answers.partial,
            fail: answers.fail,
            unknown: answers.unknown,
            not_applicable: answers.not_applicable,
            asked: answers.asked(),
            percent: share(answers.pass, answers.asked()).truncated(0),
        }
    }
}

/// A reason why a verdict is not better.
#[derive(Clone, Debug, Serialize)]
pub struct CapView {
    /// The best verdict that it allows.
    pub verdict: VerdictView,
    /// What it is.
    pub message: String,
    /// Anchor on the assessment's page where it comes from.
    pub anchor: String,
}

impl CapView {
    /// The view of a cap.
    pub fn of(cap: &Cap, words: &Words) -> CapView {
        let anchor = match cap.reason.source() {
            CapSource::Finding(id) => finding_anchor(id),
            CapSource::Category(id) | CapSource::Gate { category: id, .. } => category_anchor(id),
            CapSource::Threshold(_) => "page:arithmetic".to_owned(),
        };
        CapView { verdict: cap.verdict.into(), message: words.cap(&cap.reason), anchor }
    }
}

/// Anchor of a finding in the register of its assessment's page. Ids of reports cannot begin so: their
/// anchors hold no colon. An anchor holds no space.
pub fn finding_anchor(id: &str) -> String {
    format!("finding:{}", id.replace(char::is_whitespace, "_"))
}

/// Anchor of a category in the arithmetic of an assessment's page.
pub fn category_anchor(id: &str) -> String {
    format!("category:{id}")
}

/// Anchor of a check on the page of its rubric and in the arithmetic of an assessment.
pub fn check_anchor(id: &str) -> String {
    format!("check:{id}")
}

/// A release in a list: verdict, score, level, findings.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseView {
    /// Its name.
    pub release: String,
    /// Its page, from the root.
    pub href: String,
    /// Title of the document.
    pub title: String,
    /// Its date, such as `2026-01-21`; absent where it is unknown.
    pub date: Option<String>,
    /// The date is not stated by a source.
    pub date_inferred: bool,
    /// What was it assessed for.
    pub environment: Option<String>,
    /// The verdict.
    pub verdict: VerdictView,
    /// What caps it, the worst first.
    pub caps: Vec<CapView>,
    /// The score bar.
    pub bar: Bar,
    /// Title of the level reached.
    pub level: Option<String>,
    /// Open findings.
    pub findings: FindingCounts,
    /// The verdict that the authors declare.
    pub declared_verdict: Option<VerdictView>,
    /// The score that the authors declare, as written.
    pub declared_score: Option<String>,
    /// The rubric.
    pub rubric: RubricLink,
    /// Errors among its diagnostics.
    pub errors: usize,
    /// Warnings among its diagnostics.
    pub warnings: usize,
}

impl ReleaseView {
    /// The view of one assessment.
    pub fn of(assessed: &Assessed, words: &Words) -> ReleaseView {
        use crate::diag::Severity;
        let (assessment, card) = (&assessed.assessment, &assessed.card);
        let count = |severity| assessed.diagnostics.iter().filter(|d| d.severity == severity).count();
        ReleaseView {
            release: assessment.id.release.clone(),
            href: crate::text::uri_path(&document_page(&assessment.id.project, &assessment.id.release)),
            title: assessment.title.clone(),
            date: assessment.date.known().map(|date| date.to_string()),
            date_inferred: assessment.date_inferred,
            environment: assessment.environment.clone(),
            verdict: card.verdict.into(),
            caps: card.caps.iter().map(|cap| CapView::of(cap, words)).collect(),
            bar: Bar::of(&card.points),
            level: card.level.reached_title().map(str::to_owned),
            findings: assessment.open_findings,
            declared_verdict: assessment.verdict.as_ref().map(|verdict| verdict.value.into()),
            declared_score: assessment.score.as_ref().map(|score| score.value.text.clone()),
            rubric: RubricLink::of(&assessed.rubric),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }
}

/// Which rubric a score is of.
#[derive(Clone, Debug, Serialize)]
pub struct RubricLink {
    /// Its title.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// The first twelve digits of its hash.
    pub hash: String,
    /// Its page, from the root.
    pub href: String,
}

impl RubricLink {
    /// The view of a rubric.
    pub fn of(rubric: &Rubric) -> RubricLink {
        RubricLink {
            title: rubric.title.clone(),
            id: rubric.id.clone(),
            version: rubric.version,
            hash: rubric.hash.chars().take(12).collect(),
            href: crate::text::uri_path(&rubric_page(&rubric.id, rubric.version)),
        }
    }
}

/// A project in a list or at the head of a page.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page, from the root.
    pub href: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// Its tier.
    pub tier: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where it stands in its life.
    pub lifecycle: Option<String>,
    /// Address of its code, if it has a safe scheme.
    pub repository: Option<String>,
    /// Further links with a safe scheme: title and address.
    pub links: Vec<(String, String)>,
}

impl ProjectView {
    /// The view of a project.
    pub fn of(series: &Series) -> ProjectView {
        let project = &series.project;
        let safe = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        ProjectView {
            id: project.id.clone(),
            name: project.name.clone(),
            href: crate::text::uri_path(&project_page(&project.id)),
            owner: series.owner().map(str::to_owned),
            tier: project.tier.clone(),
            tags: project.tags.clone(),
            lifecycle: project.lifecycle.clone(),
            repository: project.repository.clone().filter(safe),
            links: project
                .links
                .iter()
                .filter(|l| safe(&l.url))
                .map(|l| (l.title.clone(), l.url.clone()))
                .collect(),
        }
    }
}

/// The latest releases of a project, so many at most, each as the rubric of the latest one scores it: so that all are on one
/// scale.
pub fn on_one_scale(series: &Series, most: usize) -> Vec<(&Assessed, Cow<'_, Scorecard>)> {
    let Some(latest) = series.latest() else { return Vec::new() };
    let card = |release: &'_ Assessed| rescored(&series.project, release, &latest.rubric);
    let scaled = series.releases.iter().skip(series.releases.len().saturating_sub(most)).map(|release| {
        let same = release.card.rubric == latest.card.rubric;
        (&**release, if same { Cow::Borrowed(&*release.card) } else { Cow::Owned(card(release)) })
    });
    scaled.collect()
}

/// The scores of releases that are on one scale, in a box of that width.
pub fn trend(releases: &[(&Assessed, Cow<'_, Scorecard>)], width: usize) -> Trend {
    let scores: Vec<Exact> = releases.iter().map(|(_, card)| card.points.score()).collect();
    let mut before = None;
    let points = releases.iter().map(|(release, card)| {
        let (id, verdict) = (&release.assessment.id, card.verdict);
        let changed = before.replace(verdict).is_some_and(|before| before != verdict);
        TrendPoint {
            x: String::new(),
            y: String::new(),
            release: id.release.clone(),
            date: release.assessment.date.known().map(|date| date.to_string()),
            score: card.points.score().truncated(1),
            verdict: verdict.id(),
            href: crate::text::uri_path(&document_page(&id.project, &id.release)),
            changed,
            rescored: matches!(card, Cow::Owned(_)),
        }
    });
    Trend::of(points.collect(), &scores, width)
}
