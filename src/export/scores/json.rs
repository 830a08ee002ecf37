//! JSON for programs. Version 1: one object with `version` and `scores`; figures are numbers cut off after two
//! decimals, and `exact` gives them as fractions. Keys are only ever added within a version.

use serde_json::{Map, Value, json};

use super::card::{Card, shown};
use super::{Format, ScoreEntry, ScoreReport};
use crate::model::Details;
use crate::score::{Path, Scorecard, Step, Way};

pub(super) const FORMAT: Format =
    Format { name: "json", summary: "one JSON object for programs, always with the whole breakdown", render };

fn render(report: &ScoreReport<'_>) -> String {
    let scores: Vec<Value> = report.entries.iter().map(entry).collect();
    let incomparable: Vec<String> = report.incomparable.iter().map(ToString::to_string).collect();
    let all = json!({ "version": 1, "scores": scores, "not-comparable": incomparable });
    // A value of strings and numbers can always be written.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

/// The arithmetic of a scorecard, as a value.
fn card(card: &Scorecard, details: &Details) -> Map<String, Value> {
    match serde_json::to_value(Card::of(card, details)) {
        Ok(Value::Object(map)) => map,
        // Its keys are strings and its values texts, numbers, lists and objects: it can always be written.
        _ => Map::new(),
    }
}

fn entry(entry: &ScoreEntry<'_>) -> Value {
    let assessment = &entry.assessed.assessment;
    let own = &assessment.details.open();
    let mut all = card(&entry.card, &entry.details);
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
        let own = card(&entry.assessed.card, own);
        put("rescored", json!({ "own": own, "rubric-part": shown(&change.rubric) }));
    }
    if let Some((changes, before)) = &entry.what_if {
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        put("what-if", json!({ "changes": changes, "before": card(before, own) }));
    }
    let ways: Vec<Value> = entry
        .ways
        .iter()
        .map(|(to, aim, way)| match way {
            Way::Closed(caps) => json!({ "to": to.id(), "by": aim.id(), "open": false, "capped-by": caps.iter().map(ToString::to_string).collect::<Vec<_>>() }),
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
