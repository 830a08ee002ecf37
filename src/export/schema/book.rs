//! book.toml.

use serde_json::{Map, Value, json};

use super::{Schema, document, flag, has, object, rubric_names, text, texts};
use crate::book::Rubric;
use crate::check::rules::RULES;
use crate::source::{LIMITS, Named, Unit};

/// A host name: parts of letters, digits and `-`.
const HOST: &str = "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$";

pub(super) const SCHEMA: Schema = Schema { name: "book", summary: "book.toml", make };

fn make(rubrics: &[&Rubric]) -> Value {
    let names = rubric_names(rubrics);
    document(
        "book.toml of a readybook book",
        object(
            &[
                (
                    "book",
                    object(
                        &[
                            ("title", text("title of the site")),
                            ("description", text("what the book is about")),
                            ("language", text("language tag, such as en")),
                        ],
                        &[],
                    ),
                ),
                (
                    "build",
                    object(
                        &[
                            ("output", text("folder that the site is built into")),
                            ("theme", text("a folder of themes/, or default")),
                            ("image-hosts", texts("hosts from which images may be shown")),
                            (
                                "rows-per-page",
                                json!({ "type": "integer", "minimum": 1, "description": "rows of a list on one page; 1000 where nothing is said" }),
                            ),
                        ],
                        &[],
                    ),
                ),
                (
                    "rubric",
                    object(
                        &[
                            ("default", names.clone()),
                            (
                                "tiers",
                                json!({ "type": "object", "additionalProperties": names, "description": "rubrics by the tier of a project" }),
                            ),
                        ],
                        &[],
                    ),
                ),
                (
                    "check",
                    object(&[("deny-warnings", flag("warnings count as errors")), ("rules", rules())], &[]),
                ),
                (
                    "history",
                    object(
                        &[
                            (
                                "from",
                                json!({ "enum": ["git"], "description": "where earlier releases are taken from" }),
                            ),
                            (
                                "versions",
                                json!({ "enum": ["tags", "changes"], "description": "which versions of a document are releases; tags where nothing is said" }),
                            ),
                        ],
                        &["from"],
                    ),
                ),
                ("limits", object(&LIMITS.each_ref().map(|named| (named.key, limit(named))), &[])),
                ("source", json!({ "type": "array", "items": source() })),
                (
                    "publish",
                    object(
                        &[
                            (
                                "base-url",
                                json!({ "type": "string", "pattern": "^https?://[^/?# \"<>][^?# \"<>]*$", "description": "where the site is published" }),
                            ),
                            (
                                "domain",
                                json!({ "type": "string", "pattern": HOST, "description": "the host name that GitHub Pages serves it under" }),
                            ),
                            (
                                "badges",
                                json!({ "enum": ["none", "verdict", "categories"], "description": "which badges the site has" }),
                            ),
                            (
                                "evidence-url",
                                json!({ "type": "string", "pattern": "^https?://.*\\{path\\}", "description": "where a file that is named as evidence can be read; {path} becomes its path, {project} the project, {commit} the assessed commit, or HEAD" }),
                            ),
                            (
                                "edit-url",
                                json!({ "type": "string", "pattern": "^https?://\\S*\\{path\\}\\S*$", "description": "where a document can be edited; {path} becomes its path" }),
                            ),
                        ],
                        &[],
                    ),
                ),
            ],
            &[],
        ),
    )
}

/// A bound of `[limits]`.
fn limit(named: &Named) -> Value {
    let whole = json!({ "type": "integer", "minimum": 1, "maximum": named.most });
    let size = json!({ "type": "string", "pattern": "^0*[1-9][0-9]* ?[KMG]iB$" });
    let description = format!("{}; {} where nothing is said", named.of, named.shown(named.default));
    match named.unit {
        Unit::Bytes => json!({ "anyOf": [whole, size], "description": description }),
        Unit::Count => {
            let mut value = whole;
            value["description"] = description.into();
            value
        }
    }
}

/// `[[source]]`.
fn source() -> Value {
    let mut source = object(
        &[
            ("name", text("id of the project that it becomes")),
            ("folder", text("where it is, relative to the book")),
            ("git", text("address of a repository, or a folder that begins with ./, ../ or /")),
            ("revision", text("a branch, a tag or a commit; the main branch where nothing is said")),
            ("path", text("the folder of its assessments")),
        ],
        &["name"],
    );
    source["oneOf"] = json!([has("folder"), has("git")]);
    source
}

/// `[check.rules]`: a level, or a level with the rule's own numbers.
fn rules() -> Value {
    let level = json!({ "enum": ["allow", "warn", "deny"] });
    let whole = json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
    let rule = |rule: &crate::check::Rule| {
        let mut keys = vec![("level", level.clone())];
        keys.extend(rule.numbers.iter().map(|(name, _)| (*name, whole.clone())));
        let mut value = json!({ "anyOf": [level, object(&keys, &[])] });
        value["description"] = rule.summary.into();
        value
    };
    let all: Map<String, Value> = RULES.iter().map(|one| (one.id.to_owned(), rule(one))).collect();
    json!({ "type": "object", "properties": all, "additionalProperties": false })
}
