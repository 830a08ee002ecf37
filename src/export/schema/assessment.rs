//! The front matter of an assessment.

use serde_json::{Value, json};

use super::{
    Schema, by_name, day, document, list, object, rubric_names, suggested, text, texts, unique, words,
};
use crate::book::Rubric;
use crate::model::{FindingSeverity, FindingStatus, Verdict};
use crate::source::FORMAT;

pub(super) const SCHEMA: Schema =
    Schema { name: "assessment", summary: "the front matter of an assessment", make };

fn make(rubrics: &[&Rubric]) -> Value {
    let categories = unique(rubrics.iter().flat_map(|rubric| &rubric.categories), |category| &category.id);
    let checks = unique(rubrics.iter().flat_map(|rubric| &rubric.checks), |check| &check.id);
    let check_ids = checks.iter().map(|check| check.id.as_str());
    let score = json!({ "type": ["string", "number", "null"], "pattern": r"\S", "minimum": 0, "maximum": 100, "description": "as declared: 92, 92/100, 9/10, 92%, A- or a word of the rubric's scale" });
    let category = json!({ "anyOf": [score, object(&[
        ("score", score.clone()),
        ("note", text("a remark")),
        ("evidence", texts("addresses or paths that support it")),
    ], &[])] });
    let result = words(["pass", "partial", "fail", "n/a", "unknown"], "what the check came to");
    // What does not apply needs a reason, for which only the long form has a place.
    let short = words(["pass", "partial", "fail", "unknown"], "what the check came to");
    let mut full = object(
        &[
            ("result", result.clone()),
            ("note", text("a remark")),
            ("reason", text("why it does not apply; n/a needs one")),
            ("effort", text("what meeting it takes, such as 2d")),
            ("evidence", texts("addresses or paths that support it")),
        ],
        &["result"],
    );
    full["if"] = json!({ "properties": { "result": { "const": "n/a" } }, "required": ["result"] });
    full["then"] = json!({ "required": ["reason"] });
    let check = json!({ "anyOf": [short, full] });
    let finding = finding(categories.iter().map(|category| category.id.as_str()));
    let mut waiver = object(
        &[
            ("finding", text("id of the finding that is accepted")),
            ("check", words(check_ids, "id of the check whose failure is accepted")),
            ("reason", text("why it is accepted")),
            ("approved-by", text("who accepted it")),
            ("expires", day("the last day on which it holds")),
        ],
        &[],
    );
    waiver["oneOf"] = json!([{ "required": ["finding"] }, { "required": ["check"] }]);
    let signoff = object(
        &[
            ("name", text("who")),
            ("role", text("as what")),
            ("date", day("when")),
            ("decision", text("what was decided, such as approved")),
        ],
        &["decision"],
    );
    let objective = object(
        &[("scenario", text("what fails")), ("rto", text("time")), ("rpo", text("data"))],
        &["scenario"],
    );
    let limit = object(
        &[("service", text("which")), ("cpu", text("processors")), ("memory", text("memory"))],
        &["service"],
    );
    let action = object(
        &[
            ("when", text("when, such as before launch")),
            ("what", text("what is to be done")),
            ("done", json!({ "type": ["boolean", "null"] })),
        ],
        &["what"],
    );
    let mut release = text("what was assessed; default: the file's name");
    release["pattern"] = r"^[0-9A-Za-z]([0-9A-Za-z._+-]*[0-9A-Za-z_+-])?$".into();
    let named_categories = categories.iter().map(|category| {
        (category.id.as_str(), meaning(&category.title, category.description.as_deref().unwrap_or_default()))
    });
    let named_checks = checks.iter().map(|check| (check.id.as_str(), meaning(&check.title, &check.why)));
    let mut schema = document(
        "Front matter of a readybook assessment",
        object(
            &[
                (
                    "format",
                    json!({ "enum": [FORMAT, FORMAT.to_string()], "description": "version of the document language" }),
                ),
                ("project", text("id of the project; the folder's name")),
                ("release", release),
                ("date", json!({ "anyOf": [day("the day of the assessment"), { "const": "unknown" }] })),
                (
                    "date-inferred",
                    json!({ "type": ["boolean", "null"], "description": "no source states the date" }),
                ),
                ("title", text("default: the first heading")),
                ("verdict", words(Verdict::ALL.map(Verdict::id), "what the authors declare")),
                ("score", score),
                ("rubric", rubric_names(rubrics)),
                ("environment", text("what it was assessed for")),
                ("owner", text("who owns the service")),
                ("authors", texts("who wrote it")),
                ("reviewers", texts("who reviewed it")),
                ("signoff", list(&signoff, "who decided what")),
                ("commit", text("the code that was assessed")),
                ("supersedes", text("the release that this one takes the place of")),
                ("draft", json!({ "type": ["boolean", "null"], "description": "not published" })),
                ("visibility", words(["public", "internal"], "who may see it")),
                ("categories", by_name(named_categories, "category", "declared scores")),
                ("checks", by_name(named_checks, "check", "answers to the rubric's checks")),
                ("findings", list(&finding, "discrete problems")),
                ("waivers", list(&waiver, "accepted failures")),
                ("objectives", list(&objective, "recovery objectives")),
                ("limits", list(&limit, "resources that a service may use")),
                ("actions", list(&action, "planned work")),
                (
                    "body",
                    words(["facts", "prose"], "prose: the body is an imported report and states no facts"),
                ),
                ("extra", json!({ "description": "what a team adds of its own" })),
            ],
            &["format", "date"],
        ),
    );
    schema["$defs"] = json!({ "category": category, "check": check });
    schema
}

/// A title, and what there is to say of it.
fn meaning(title: &str, more: &str) -> String {
    if more.is_empty() { title.to_owned() } else { format!("{title}: {more}") }
}

fn finding<'a>(categories: impl Iterator<Item = &'a str>) -> Value {
    let mut finding = object(
        &[
            ("id", text("unique in the document; default: made from the title")),
            ("title", text("what the problem is")),
            ("category", suggested(categories, "id, title or alias of a category")),
            (
                "severity",
                words(FindingSeverity::ALL.map(FindingSeverity::id), "how bad it is; absent: unrated"),
            ),
            ("priority", text("when to mend it; gates nothing")),
            ("status", words(FindingStatus::ALL.map(FindingStatus::id), "default: open")),
            ("effort", text("what mending takes, such as 1d")),
            ("impact", text("what it does to whom")),
            ("owner", text("who mends it")),
            ("due", day("until when")),
            ("evidence", texts("addresses or paths that support the status")),
        ],
        &[],
    );
    finding["anyOf"] = json!([{ "required": ["id"] }, { "required": ["title"] }]);
    finding
}
