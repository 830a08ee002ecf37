//! The front matter of an assessment.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    Schema, by_name, day, document, filled, flag, format, has, in_any_case, list, object, rubric_names, text,
    texts, unique, words,
};
use crate::book::{Category, Rubric};
use crate::model::{FindingSeverity, FindingStatus, Verdict};

/// Longest name of a release.
const LONGEST_NAME: usize = 100;

pub(super) const SCHEMA: Schema =
    Schema { name: "assessment", summary: "the front matter of an assessment", make };

fn make(rubrics: &[&Rubric]) -> Value {
    let categories = unique(rubrics.iter().flat_map(|rubric| &rubric.categories), |category| &category.id);
    let checks = unique(rubrics.iter().flat_map(|rubric| &rubric.checks), |check| &check.id);
    let check_ids = checks.iter().map(|check| check.id.as_str());
    let score = score(rubrics);
    let category = json!({ "anyOf": [score, object(&[
        ("score", score.clone()),
        ("note", text("a remark")),
        ("evidence", texts("addresses or paths that support it")),
    ], &[])] });
    let result = words(["pass", "partial", "fail", "n/a", "unknown"], "what the check came to");
    // What does not apply needs a reason, for which only the long form has a place.
    let short =
        json!({ "enum": ["pass", "partial", "fail", "unknown"], "description": "what the check came to" });
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
    full["then"] = has("reason");
    let check = json!({ "anyOf": [short, full] });
    let finding = finding(&categories);
    let mut waiver = object(
        &[
            ("finding", text("id of the finding that is accepted")),
            ("check", words(check_ids, "id of the check whose failure is accepted")),
            ("reason", text("why it is accepted")),
            ("approved-by", text("who accepted it")),
            ("expires", day("the last day on which it holds")),
        ],
        &["reason", "approved-by", "expires"],
    );
    waiver["oneOf"] = json!([has("finding"), has("check")]);
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
            ("done", flag("whether that is done")),
        ],
        &["what"],
    );
    let mut release = text("what was assessed; default: the file's name");
    release["pattern"] = r"^[0-9A-Za-z]([0-9A-Za-z._+-]*[0-9A-Za-z_+-])?$".into();
    release["maxLength"] = LONGEST_NAME.into();
    let named_categories = categories.iter().map(|category| {
        (category.id.as_str(), meaning(&category.title, category.description.as_deref().unwrap_or_default()))
    });
    let named_checks = checks.iter().map(|check| (check.id.as_str(), meaning(&check.title, &check.why)));
    let mut schema = document(
        "Front matter of a readybook assessment",
        object(
            &[
                ("format", format(&[])),
                ("project", text("id of the project; the folder's name")),
                ("release", release),
                ("date", json!({ "anyOf": [day("the day of the assessment"), { "const": "unknown" }] })),
                ("date-inferred", flag("no source states the date")),
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
                ("draft", filled(flag("not published"))),
                ("visibility", filled(words(["public", "internal"], "who may see it"))),
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

/// A score as declared. That no more can be earned than there is, such as in `11/10`, is left to who can count.
fn score(rubrics: &[&Rubric]) -> Value {
    let words = in_any_case(rubrics.iter().flat_map(|rubric| rubric.scale.keys().map(String::as_str)));
    let words = if words.is_empty() { words } else { format!("|{words}") };
    let number = r"[0-9]+(\.[0-9]+)?";
    let pattern = format!(
        r"^\s*((100(\.0+)?|[0-9]{{1,2}}(\.[0-9]+)?)(\s*%)?|{number}\s*/\s*[0-9]*[1-9][0-9]*(\.[0-9]+)?{words})\s*$"
    );
    json!({
        "type": ["string", "number", "null"], "pattern": pattern, "minimum": 0, "maximum": 100,
        "description": "as declared: 92, 92/100, 9/10, 92%, or a word of the rubric's scale such as A-",
    })
}

fn finding(categories: &[&Arc<Category>]) -> Value {
    let ids: Vec<Option<&str>> =
        categories.iter().map(|category| Some(category.id.as_str())).chain([None]).collect();
    let names = categories.iter().flat_map(|category| {
        [category.id.as_str(), category.title.as_str()]
            .into_iter()
            .chain(category.aliases.iter().map(String::as_str))
    });
    let names = format!(r"^\s*({})\s*$", in_any_case(names));
    let category = json!({
        "anyOf": [{ "enum": ids }, { "type": "string", "pattern": names }],
        "description": "id, title or alias of a category",
    });
    let mut finding = object(
        &[
            ("id", text("unique in the document; default: made from the title")),
            ("title", text("what the problem is")),
            ("category", category),
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
    finding["if"] = json!({ "not": has("id") });
    finding["then"] = has("title");
    // Its id is made from letters and digits of the title.
    finding["then"]["properties"]["title"]["pattern"] = r"[\p{L}\p{N}]".into();
    finding
}
