//! The front matter of project.md.

use serde_json::{Value, json};

use super::{Schema, document, forbid_nothing, format, object, rubric_names, text, texts};
use crate::book::Rubric;

pub(super) const SCHEMA: Schema = Schema { name: "project", summary: "the front matter of project.md", make };

fn make(rubrics: &[&Rubric]) -> Value {
    let mut address = text("an address");
    forbid_nothing(&mut address);
    document(
        "Front matter of a readybook project",
        object(
            &[
                ("format", format(&[Value::Null])),
                ("name", text("display name; default: the id")),
                ("owner", text("who owns it")),
                ("tier", text("how much depends on it; checks and rubrics may depend on it")),
                ("rubric", rubric_names(rubrics)),
                ("tags", texts("checks may depend on them")),
                ("repository", text("address of its code")),
                ("source-root", text("folder in which evidence paths are looked up, relative to the book")),
                ("lifecycle", text("such as active or retired")),
                (
                    "links",
                    json!({ "type": ["object", "null"], "additionalProperties": address, "description": "further links: title and address" }),
                ),
                ("formerly", texts("ids that it had before")),
                ("extra", json!({ "description": "what a team adds of its own" })),
            ],
            &[],
        ),
    )
}
