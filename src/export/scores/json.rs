//! JSON for programs. Version 1: one object with `version` and `scores`; figures are numbers cut off after two
//! decimals, and `exact` gives them as fractions. Keys are only ever added within a version.

use serde_json::{Map, Value, json};

use super::{Format, ScoreEntry, ScoreReport};
use crate::model::Exact;
use crate::score::{
    Cap, CapSource, CategoryScore, Claim, Item, ItemState, Path, Points, Scorecard, Step, Way,
};

pub(super) const FORMAT: Format =
    Format { name: "json", summary: "one JSON object for programs, always with the whole breakdown", render };

fn render(report: &ScoreReport<'_>) -> String {
    let scores: Vec<Value> = report.entries.iter().map(entry).collect();
    let incomparable: Vec<String> = report.incomparable.iter().map(ToString::to_string).collect();
    let all = json!({ "version": 1, "scores": scores, "not-comparable": incomparable });
    // A value of strings and numbers can always be written.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

/// A number for programs, cut off: what people are shown.
fn shown(figure: &Exact) -> Value {
    figure.truncated(2).parse::<f64>().map_or(Value::Null, |number| json!(number))
}

fn entry(entry: &ScoreEntry<'_>) -> Value {
    let assessment = &entry.assessed.assessment;
    let mut all = card(&entry.card);
    let mut put = |key: &str, value: Value| {
        all.insert(key.to_owned(), value);
    };
    put("project", json!(assessment.id.project));
    put("release", json!(assessment.id.release));
    put("date", json!(assessment.date.known().map(|date| date.to_string())));
    put("path", json!(&*assessment.path));
    put("declared-verdict", json!(assessment.verdict.as_ref().map(|verdict| verdict.value.id())));
    put("declared-score", json!(assessment.score.as_ref().map(|score| score.value.text.clone())));
    if let Some(change) = &entry.rescored {
        let own = card(&entry.assessed.card);
        put("rescored", json!({ "own": own, "rubric-part": shown(&change.rubric) }));
    }
    if let Some((changes, before)) = &entry.what_if {
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        put("what-if", json!({ "changes": changes, "before": card(before) }));
    }
    let ways: Vec<Value> = entry
        .ways
        .iter()
        .map(|(to, aim, way)| match way {
            Way::Closed(caps) => json!({ "to": to.id(), "by": aim.id(), "open": false, "capped-by": caps }),
            Way::Open(path) => path_to(to.id(), aim.id(), path),
        })
        .collect();
    put("paths", json!(ways));
    Value::Object(all)
}

fn path_to(to: &str, by: &str, path: &Path) -> Value {
    let (effort, unstated) = path.effort();
    let step = |step: &Step| {
        json!({
            "change": step.change.to_string(), "title": step.title, "gain": shown(&step.gain),
            "effort-minutes": step.effort.map(|effort| effort.minutes),
        })
    };
    json!({
        "to": to, "by": by, "open": true, "verdict": path.verdict.id(), "score": shown(&path.score),
        "shortest": path.shortest, "effort-minutes": effort.minutes, "steps-without-effort": unstated,
        "steps": path.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

/// The whole arithmetic of a scorecard.
pub(in crate::export) fn card(card: &Scorecard) -> Map<String, Value> {
    let value = json!({
        "rubric": { "id": card.rubric.id, "version": card.rubric.version, "hash": card.rubric.hash },
        "as-of": card.as_of.to_string(),
        "score": shown(&card.points.score()),
        "score-exact": card.points.score().plain(),
        "interval": [shown(&card.points.earned), shown(&card.points.reachable())],
        "points": points(&card.points),
        "weight": card.weight.plain(),
        "verdict": card.verdict.id(),
        "verdict-without-waivers": card.verdict_without_waivers.id(),
        "caps": card.caps.iter().map(cap).collect::<Vec<_>>(),
        "level": card.level.reached,
        "next-level": card.level.next,
        "next-level-needs": card.level.blocked_by,
        "waived": shown(&card.waived.missing()),
        "not-applicable": (&card.not_applicable * &Exact::hundred()).truncated(2).parse::<f64>().ok(),
        "categories": card.categories.iter().map(category).collect::<Vec<_>>(),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn points(points: &Points) -> Value {
    json!({
        "earned": shown(&points.earned), "claimed": shown(&points.claimed),
        "unanswered": shown(&points.unanswered), "lost": shown(&points.lost),
        "exact": {
            "earned": points.earned.plain(), "claimed": points.claimed.plain(),
            "unanswered": points.unanswered.plain(), "lost": points.lost.plain(),
        },
    })
}

fn cap(cap: &Cap) -> Value {
    let (kind, id) = match &cap.source {
        CapSource::Finding(id) => ("finding", id.as_str()),
        CapSource::Category(id) => ("category", id.as_str()),
        CapSource::Gate { check, .. } => ("gate", check.as_str()),
        CapSource::Threshold(key) => ("threshold", *key),
    };
    json!({ "verdict": cap.verdict.id(), "message": cap.message, "source": kind, "id": id })
}

fn category(score: &CategoryScore) -> Value {
    let claim = match &score.claim {
        Claim::Declared(_) => "declared",
        Claim::Checklist(_) => "checklist",
        Claim::Nothing => "nothing",
    };
    json!({
        "id": score.id, "title": score.title, "weight": score.weight.plain(),
        "floor": score.floor.as_ref().map(shown), "applicable": score.applicable,
        "score": shown(&score.points.score()), "points": points(&score.points),
        "declared": score.declared_text, "declared-percent": score.declared.as_ref().map(shown),
        "claim": claim, "claim-ratio": score.claim.ratio().plain(),
        "checklist": { "done": score.checklist.0, "total": score.checklist.1 },
        "waived": shown(&score.waived.missing()),
        "items": score.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(item: &Item) -> Value {
    let reason = match &item.state {
        ItemState::NotApplicable(reason) => Some(reason),
        _ => None,
    };
    json!({
        "check": item.check, "title": item.title, "weight": item.weight.plain(), "share": shown(&item.share),
        "state": item.state.id(), "reason": reason, "points": points(&item.points), "gain": shown(&item.gain),
        "waived": item.waived, "effort": item.effort, "note": item.note, "evidence": item.evidence,
    })
}
