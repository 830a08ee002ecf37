//! The parts of the front matter that score: categories, checks, findings and waivers.

use super::fields::{Fields, Sink, choose, text};
use super::merge::Places;
use super::tree::{Node, Value};
use crate::model::{
    CheckAnswer, CheckState, Declared, DeclaredCategory, Fact, Finding, FindingSeverity, FindingStatus,
    Waived, Waiver,
};
use crate::text::{mask, slug};

/// `categories:`, by category id: a score, or a mapping with score, note and evidence.
pub(super) fn categories(fields: &mut Fields<'_>, sink: &Sink) -> Vec<DeclaredCategory> {
    let Some(mut map) = fields.map("categories", "`categories`") else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (category, node) in map.rest() {
        let mut declared = DeclaredCategory {
            category,
            score: None,
            note: None,
            evidence: Vec::new(),
            in_body: false,
            under: Vec::new(),
            guessed: None,
            weight: None,
        };
        if let Value::Scalar(_) = node.value {
            declared.score = text(node, "score", sink).map(read_score);
        } else if let Some(mut entry) = Fields::new(node, "a category", sink) {
            declared.score = entry.text("score").map(read_score);
            declared.note = entry.text("note").map(|note| note.value);
            declared.evidence = entry.texts("evidence");
            entry.finish();
        }
        all.push(declared);
    }
    all
}

/// Reads a score that was written as a text.
pub(super) fn read_score(text: Fact<String>) -> Fact<Declared> {
    text.map(|text| Declared::read(&text))
}

/// The words for the result of a check.
#[derive(Clone, Copy)]
enum Answer {
    Pass,
    Partial,
    Fail,
    NotApplicable,
    Unknown,
}

const ANSWERS: [(&str, Answer); 5] = [
    ("pass", Answer::Pass),
    ("partial", Answer::Partial),
    ("fail", Answer::Fail),
    ("n/a", Answer::NotApplicable),
    ("unknown", Answer::Unknown),
];

/// `checks:`, by check id: a result, or a mapping with result, note, reason, effort and evidence.
pub(super) fn checks(fields: &mut Fields<'_>, sink: &Sink) -> Vec<CheckAnswer> {
    let Some(mut map) = fields.map("checks", "`checks`") else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (check, node) in map.rest() {
        let (mut note, mut evidence, mut reason, mut effort) = (None, Vec::new(), None, None);
        let result = if let Value::Scalar(_) = node.value {
            text(node, "result", sink)
        } else if let Some(mut entry) = Fields::new(node, "a check", sink) {
            let result = entry.required_text("result");
            note = entry.text("note").map(|note| note.value);
            reason = entry.text("reason").map(|reason| reason.value);
            effort = entry.text("effort");
            evidence = entry.texts("evidence");
            entry.finish();
            result
        } else {
            None
        };
        // Without a result that can be read it is not answered; that it exists at all is for a rule to say.
        let answer = result
            .and_then(|result| choose(&result, "result of a check", &ANSWERS, sink))
            .unwrap_or(Fact::new(Answer::Unknown, check.span));
        let state = answer.map(|answer| match answer {
            Answer::Pass => CheckState::Pass,
            Answer::Partial => CheckState::Partial,
            Answer::Fail => CheckState::Fail,
            Answer::NotApplicable => CheckState::NotApplicable { reason },
            Answer::Unknown => CheckState::Unknown,
        });
        all.push(CheckAnswer { check, state, note, effort, evidence });
    }
    all
}

/// `findings:`, a list of mappings; each with where its texts stand.
pub(super) fn findings(fields: &mut Fields<'_>, sink: &Sink) -> Vec<(Finding, Places)> {
    fields.list("findings").into_iter().filter_map(|node| finding(node, sink)).collect()
}

fn finding(node: Node, sink: &Sink) -> Option<(Finding, Places)> {
    let mut entry = Fields::new(node, "a finding", sink)?;
    let span = entry.span();
    let id = entry.text("id");
    let title = entry.text("title");
    let statuses = FindingStatus::ALL.map(|status| (status.id(), status));
    let severities = FindingSeverity::ALL.map(|severity| (severity.id(), severity));
    let status = entry.choice("status", &statuses);
    let effort = entry.text("effort");
    let mut read = |key| entry.text(key).map_or((None, span), |fact| (Some(fact.value), fact.span));
    let (priority, impact, owner) = (read("priority"), read("impact"), read("owner"));
    let places = Places { priority: priority.1, impact: impact.1, owner: owner.1 };
    let (category, severity) = (entry.text("category"), entry.choice("severity", &severities));
    let (due, evidence) = (entry.date("due"), entry.texts("evidence"));
    entry.finish();
    let id = match (id, &title) {
        (Some(id), _) => id,
        (None, Some(title)) if title.value.contains(char::is_alphanumeric) => {
            Fact::new(slug(&mask(&title.value)), title.span)
        }
        (None, Some(title)) => {
            sink.push(
                sink.error("missing-field", title.span, "no `id` can be made from a title without letters")
                    .why("waivers and later releases refer to a finding by its id")
                    .help("add `id: short-name` to the finding"),
            );
            return None;
        }
        (None, None) => {
            sink.push(
                sink.error("missing-field", span, "a finding needs an `id` or a `title`")
                    .why("waivers and later releases refer to a finding by its id")
                    .help("add `id: short-name`, `title: …` or both to it"),
            );
            return None;
        }
    };
    let finding = Finding {
        title: title.map_or_else(|| id.value.clone(), |title| title.value),
        id,
        category,
        severity,
        priority: priority.0,
        status: status.unwrap_or(Fact::new(FindingStatus::Open, span)),
        effort,
        impact: impact.0,
        owner: owner.0,
        due,
        evidence,
        anchor: None,
        span,
    };
    Some((finding, places))
}

/// `waivers:`, a list of mappings, each for a finding or a check.
pub(super) fn waivers(fields: &mut Fields<'_>, sink: &Sink) -> Vec<Waiver> {
    let mut all = Vec::new();
    for node in fields.list("waivers") {
        let Some(mut entry) = Fields::new(node, "a waiver", sink) else {
            continue;
        };
        let finding = entry.text("finding").map(|id| id.map(Waived::Finding));
        let check = entry.text("check").map(|id| id.map(Waived::Check));
        let (reason, approved_by) = (entry.text("reason"), entry.text("approved-by"));
        let expires = entry.date("expires");
        let span = entry.span();
        entry.finish();
        match (finding, check) {
            (Some(of), None) | (None, Some(of)) => {
                all.push(Waiver { of, reason: reason.map(|fact| fact.value), approved_by, expires });
            }
            _ => sink.push(
                sink.error("missing-field", span, "a waiver is for one finding or for one check")
                    .why("nobody could tell which failure is accepted")
                    .help("add either `finding: ID` or `check: ID` to it"),
            ),
        }
    }
    all
}
