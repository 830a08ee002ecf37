//! A release in a list: what it came to.

use serde_json::{Value, json};

use super::{Pages, assessment_path, link};
use crate::export::scores::shown;
use crate::ledger::Sealed;
use crate::model::Finding;
use crate::portfolio::Assessed;

/// The summary of an assessment.
pub(super) fn release(one: &Assessed, pages: Pages) -> Value {
    let (assessment, card) = (&one.assessment, &one.card);
    let id = &assessment.id;
    let points = &card.points;
    json!({
        "project": id.project,
        "release": id.release,
        "title": assessment.title,
        "date": assessment.date.known().map(|date| date.to_string()),
        "date-inferred": assessment.date_inferred,
        "environment": assessment.environment,
        "page": link(&(pages.release)(&id.project, &id.release)),
        "data": link(&assessment_path(&id.project, &id.release)),
        "rubric": { "id": card.rubric.id, "version": card.rubric.version, "hash": card.rubric.hash },
        "score": shown(&points.score()),
        "score-exact": points.score().plain(),
        "points": {
            "earned": shown(&points.earned), "claimed": shown(&points.claimed),
            "unanswered": shown(&points.unanswered), "lost": shown(&points.lost),
        },
        "verdict": card.verdict.id(),
        "level": card.level.reached_title(),
        "declared-score": assessment.score.as_ref().map(|score| score.value.text.clone()),
        "declared-verdict": assessment.verdict.as_ref().map(|verdict| verdict.value.id()),
        "open-findings": assessment.open_findings,
        "seal": one.seal.as_deref().map(seal),
    })
}

/// How an assessment stands to its seal.
fn seal(seal: &Sealed) -> Value {
    json!({
        "on": seal.on, "by": seal.by, "line": seal.line, "hash": seal.hash, "reason": seal.reason,
        "intact": seal.intact,
    })
}

/// A finding.
pub(super) fn finding(one: &Assessed, finding: &Finding) -> Value {
    let category = finding.category.as_ref().map(|name| {
        let known = one.rubric.category_named(&name.value);
        known.map_or_else(|| name.value.clone(), |category| category.id.clone())
    });
    json!({
        "id": finding.id.value,
        "title": finding.title,
        "category": category,
        "severity": finding.severity.as_ref().map(|severity| severity.value.id()),
        "priority": finding.priority,
        "status": finding.status.value.id(),
        "open": finding.is_open(),
        "effort": finding.effort.as_ref().map(|effort| &effort.value),
        "impact": finding.impact,
        "owner": finding.owner,
        "due": finding.due.as_ref().map(|due| due.value.to_string()),
        "evidence": finding.evidence.iter().map(|fact| &fact.value).collect::<Vec<_>>(),
    })
}
