//! One assessment with all its facts and the whole arithmetic.

use serde_json::{Value, json};

use super::release::{finding, release};
use super::{Pages, Part, assessment_path, document};
use crate::export::scores::Card;
use crate::model::{Assessment, Fact, Waiver};
use crate::portfolio::Assessed;

/// The document of an assessment.
pub fn assessment(one: &Assessed, pages: Pages) -> String {
    let assessment = &one.assessment;
    let (id, details) = (&assessment.id, assessment.details.open());
    let texts = |facts: &[Fact<String>]| json!(facts.iter().map(|fact| &fact.value).collect::<Vec<_>>());
    document(
        "assessment",
        &assessment_path(&id.project, &id.release),
        [
            ("summary", Part::Value(release(one, pages))),
            (
                "source",
                Part::Value(
                    json!({ "path": &*assessment.path, "sha256": crate::text::hex(&assessment.hash) }),
                ),
            ),
            ("owner", Part::Value(json!(assessment.owner))),
            ("authors", Part::Value(texts(&assessment.authors))),
            ("reviewers", Part::Value(texts(&assessment.reviewers))),
            ("signoff", Part::Value(signoff(assessment))),
            ("commit", Part::Value(json!(assessment.commit))),
            ("supersedes", Part::Value(json!(assessment.supersedes.as_ref().map(|fact| &fact.value)))),
            ("scorecard", Part::Card(Box::new(Card::of(&one.card, &details)))),
            ("findings", Part::Value(details.findings.iter().map(|each| finding(one, each)).collect())),
            (
                "waivers",
                Part::Value(assessment.waivers.iter().map(|waiver| self::waiver(waiver, one)).collect()),
            ),
            ("objectives", Part::Value(objectives(assessment))),
            ("limits", Part::Value(limits(assessment))),
            ("actions", Part::Value(actions(assessment))),
            ("diagnostics", Part::Value(diagnostics(one))),
        ],
    )
}

fn signoff(assessment: &Assessment) -> Value {
    let all = assessment.signoff.iter().map(|one| {
        let date = one.date.as_ref().map(|date| date.value.to_string());
        json!({ "name": one.name, "role": one.role, "date": date, "decision": one.decision })
    });
    all.collect()
}

fn waiver(waiver: &Waiver, one: &Assessed) -> Value {
    json!({
        "of": waiver.of.value.kind(),
        "id": waiver.of.value.id(),
        "reason": waiver.reason,
        "approved-by": waiver.approved_by.as_ref().map(|fact| &fact.value),
        "expires": waiver.expires.as_ref().map(|date| date.value.to_string()),
        "live": waiver.is_live(one.card.as_of),
    })
}

fn objectives(assessment: &Assessment) -> Value {
    let all = assessment.objectives.iter();
    all.map(|one| json!({ "scenario": one.scenario, "rto": one.rto, "rpo": one.rpo })).collect()
}

fn limits(assessment: &Assessment) -> Value {
    let all = assessment.limits.iter();
    all.map(|one| json!({ "service": one.service, "cpu": one.cpu, "memory": one.memory })).collect()
}

fn actions(assessment: &Assessment) -> Value {
    let all = assessment.actions.iter();
    all.map(|one| json!({ "when": one.when, "what": one.what, "done": one.done })).collect()
}

fn diagnostics(one: &Assessed) -> Value {
    let all = one.diagnostics.iter();
    all.map(|d| json!({ "rule": d.rule, "severity": d.severity.word(), "message": d.message })).collect()
}
