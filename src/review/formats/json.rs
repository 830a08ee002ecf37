//! JSON for programs. Version 1; keys are only ever added within a version. Figures are numbers cut off after two
//! decimals.

use serde_json::{Value, json};

use super::{Format, Report};
use crate::model::{AssessmentId, Exact, FindingSeverity, FindingStatus, Verdict};
use crate::portfolio::ScoreChange;
use crate::review::{Change, Stated};
use crate::text::{mask, visible_json};

pub(super) const FORMAT: Format = Format { name: "json", summary: "one JSON object, for programs", render };

fn render(report: &Report<'_>) -> String {
    let review = report.review;
    let all = json!({
        "version": 1,
        "base": report.names.0,
        "head": report.names.1,
        "notes": report.notes,
        "judged-by": review.judge.word(),
        "gate": {
            "conditions": report.conditions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "passed": report.reasons.is_empty(),
            "reasons": report.reasons.iter().map(|reason| json!({
                "condition": reason.condition, "text": text(&reason.text),
            })).collect::<Vec<_>>(),
        },
        "files": review.files.iter().map(|file| json!({
            "path": &*file.path, "what": file.what, "detail": file.detail.as_deref().map(text),
        })).collect::<Vec<_>>(),
        "proposed": review.proposed.iter().map(|one| json!({
            "assessment": id(&one.id),
            "rubric": [one.rubric.0, one.rubric.1],
            "verdict": [one.verdict.0.id(), one.verdict.1.id()],
            "score": [figure(&one.score.0), figure(&one.score.1)],
        })).collect::<Vec<_>>(),
        "changes": review.changes.iter().map(change).collect::<Vec<_>>(),
        "removed": review.removed.iter().map(|one| json!({
            "assessment": id(&one.id), "verdict": one.verdict.id(), "score": figure(&one.score), "latest": one.latest,
        })).collect::<Vec<_>>(),
        "renamed": review.renamed.iter().map(|(old, new)| json!({ "from": old, "to": new })).collect::<Vec<_>>(),
        "projects": review.described.iter().map(|one| json!({
            "name": text(&one.name), "path": &*one.path, "stated": stated(&one.stated),
        })).collect::<Vec<_>>(),
        "seals": review.seals.iter().map(|seal| json!({
            "what": seal.what.word(), "path": &*seal.path, "message": text(&seal.message),
        })).collect::<Vec<_>>(),
        "lost-evidence": review.lost.iter().map(|lost| json!({
            "assessment": id(&lost.id), "claim": lost.claim.to_string(), "evidence": text(&lost.evidence),
            "gone": lost.gone,
        })).collect::<Vec<_>>(),
        "diagnostics": review.diagnostics.iter().map(|told| json!({
            "rule": told.rule, "severity": told.severity.word(), "path": &*told.path, "line": told.line,
            "message": text(&told.message),
        })).collect::<Vec<_>>(),
        "diagnostics-elsewhere": review.diagnostics_elsewhere,
        "unread": review.unread.iter().map(|unread| json!({
            "path": &*unread.path, "state": if unread.after { "head" } else { "base" },
            "message": text(&unread.message),
        })).collect::<Vec<_>>(),
        "reworded": review.reworded,
        "unchanged": review.unchanged,
        "unreadable": review.unreadable,
        "other-files": review.others,
    });
    format!("{}\n", visible_json(&format!("{all:#}")))
}

fn text(text: &str) -> String {
    mask(text).into_owned()
}

fn id(id: &AssessmentId) -> Value {
    json!({ "project": id.project, "release": id.release })
}

fn figure(figure: &Exact) -> Value {
    figure.truncated(2).parse::<f64>().map_or(Value::Null, |number| json!(number))
}

fn parts(by: &ScoreChange) -> Value {
    json!({ "project": figure(&by.project), "rubric": figure(&by.rubric) })
}

fn change(change: &Change) -> Value {
    let categories = change.categories.iter().map(|one| {
        json!({
            "id": one.id, "title": one.title, "before": one.before.as_ref().map(figure),
            "after": one.after.as_ref().map(figure), "by": one.by.as_ref().map(parts),
        })
    });
    let findings = change.findings.iter().map(|one| {
        let (severity, status) = (one.severity, one.status);
        json!({
            "id": one.id, "title": text(&one.title),
            "what": one.what.iter().map(|what| what.words()).collect::<Vec<_>>(),
            "severity": [severity.0.map(FindingSeverity::id), severity.1.map(FindingSeverity::id)],
            "status": [status.0.map(FindingStatus::id), status.1.map(FindingStatus::id)],
            "stated": stated(&one.stated),
        })
    });
    let checks = change.checks.iter().map(|one| {
        json!({ "id": one.id, "before": one.answer.0, "after": one.answer.1, "new-evidence": one.new_evidence })
    });
    let waivers = change.waivers.iter().map(|one| {
        json!({
            "of": one.kind, "id": one.id, "what": one.what.iter().map(|what| what.word()).collect::<Vec<_>>(),
            "expires": one.expires.map(|day| day.to_string()),
            "approved-by": one.approved_by.as_deref().map(text), "reason": one.reason.as_deref().map(text),
        })
    });
    json!({
        "assessment": id(&change.id),
        "path": &*change.path,
        "against": change.against.as_ref().map(id),
        "verdict": [change.verdict.0.map(Verdict::id), change.verdict.1.id()],
        "caps": change.caps.iter().map(|cap| json!({
            "verdict": cap.verdict.id(), "message": text(&cap.message),
        })).collect::<Vec<_>>(),
        "score": figure(&change.score),
        "score-before": change.moved.as_ref().map(|moved| figure(&moved.before)),
        "score-by": change.moved.as_ref().and_then(|moved| moved.by.as_ref()).map(parts),
        "categories": categories.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(),
        "waivers": waivers.collect::<Vec<_>>(),
        "stated": stated(&change.stated),
    })
}

fn stated(all: &[Stated]) -> Vec<Value> {
    let one = |one: &Stated| {
        json!({
            "what": text(&one.what), "before": one.before.as_deref().map(text), "after": one.after.as_deref().map(text),
        })
    };
    all.iter().map(one).collect()
}
