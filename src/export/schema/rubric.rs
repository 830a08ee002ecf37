//! A rubric's file.

use serde_json::{Value, json};

use super::{Schema, document, list, number, object, suggested, text, texts, unique, words};
use crate::book::Rubric;

pub(super) const SCHEMA: Schema = Schema { name: "rubric", summary: "a rubric's file", make };

fn make(rubrics: &[&Rubric]) -> Value {
    let categories = unique(rubrics.iter().flat_map(|rubric| &rubric.categories), |category| &category.id);
    let levels = unique(rubrics.iter().flat_map(|rubric| &rubric.levels), |level| &level.id);
    let checks = unique(rubrics.iter().flat_map(|rubric| &rubric.checks), |check| &check.id);
    let id = json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$", "description": "small letters, digits and -" });
    let evidence = object(
        &[
            ("required", json!({ "type": "boolean", "description": "a pass needs evidence" })),
            (
                "fresh-days",
                json!({ "type": "integer", "minimum": 0, "description": "for how many days it stays fresh" }),
            ),
            ("accepts", text("what counts as evidence")),
        ],
        &[],
    );
    let applies = object(&[("tier", texts("one of these tiers")), ("tags", texts("one of these tags"))], &[]);
    let level = object(
        &[("id", id.clone()), ("title", text("its name")), ("description", text("what it means"))],
        &["id"],
    );
    let category = object(
        &[
            ("id", id.clone()),
            ("title", text("its name")),
            ("description", text("what belongs to it")),
            ("aliases", texts("other names by which reports call it")),
            ("weight", number(None, "its share of the whole, relative to the others")),
            ("floor", number(Some(100), "points that nobody may fall below in it")),
        ],
        &["id"],
    );
    let check = object(
        &[
            ("id", id),
            ("title", text("its name")),
            ("category", suggested(categories.iter().map(|one| one.id.as_str()), "id of its category")),
            ("weight", number(None, "its share of the category, relative to the others")),
            ("level", suggested(levels.iter().map(|one| one.id.as_str()), "id of the level that needs it")),
            ("why", text("why it matters")),
            ("how", text("how to meet it")),
            ("evidence", evidence),
            ("applies", applies),
        ],
        &["id"],
    );
    let gate = object(
        &[
            ("check", suggested(checks.iter().map(|one| one.id.as_str()), "id of the check")),
            ("caps", words(["conditional", "incomplete", "not-ready"], "the best verdict while it fails")),
        ],
        &["check"],
    );
    let verdict = object(
        &[
            ("ready-from", number(Some(100), "score; below: at most conditional")),
            ("conditional-from", number(Some(100), "score; below: incomplete or not ready")),
            ("earned-from", number(Some(100), "points earned that ready needs")),
            ("max-not-applicable", number(Some(1), "share of points; above: at most conditional")),
        ],
        &[],
    );
    let drop = object(
        &[
            ("levels", texts("ids of levels that are not taken over")),
            ("categories", texts("ids of categories that are not taken over")),
            ("checks", texts("ids of checks that are not taken over")),
            ("gates", texts("checks whose gates are not taken over")),
        ],
        &[],
    );
    document(
        "A readybook rubric",
        object(
            &[
                ("id", text("its id")),
                ("version", json!({ "type": "integer", "minimum": 0, "description": "from 1" })),
                ("from", text("assessments from that day on are scored under it, such as 2026-03-01")),
                ("extends", text("id@version of the rubric whose entries it takes over")),
                ("title", text("its name")),
                ("verdict", verdict),
                ("drop", drop),
                ("level", list(&level, "the ladder, the lowest first")),
                ("category", list(&category, "the dimensions")),
                ("check", list(&check, "the controls")),
                ("gate", list(&gate, "checks that cap the verdict by themselves")),
                (
                    "scale",
                    json!({ "type": "object", "additionalProperties": number(Some(100), "out of 100"), "description": "words and letters that stand for a score" }),
                ),
            ],
            &["id"],
        ),
    )
}
