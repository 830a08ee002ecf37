//! JSON Schema (2020-12) of what people write, for this book: its own categories, checks, levels and rubrics are
//! enums in it, so that editors complete them. One file, one kind of text; tests hold each to what is read.

mod assessment;
mod book;
mod project;
mod rubric;

use serde_json::{Map, Value, json};

use crate::book::Rubric;
use crate::source::FORMAT;

/// One kind of text.
pub struct Schema {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it describes, in one line.
    pub summary: &'static str,
    /// Makes it for a book with these rubrics.
    pub make: fn(&[&Rubric]) -> Value,
}

/// All of them, sorted by name.
pub const SCHEMAS: &[Schema] = &[assessment::SCHEMA, book::SCHEMA, project::SCHEMA, rubric::SCHEMA];

impl Schema {
    /// The schema for a book with these rubrics, as text.
    pub fn text(&self, rubrics: &[&Rubric]) -> String {
        format!("{:#}\n", (self.make)(rubrics))
    }
}

/// The head of a schema.
fn document(title: &str, mut body: Value) -> Value {
    body["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    body["title"] = title.into();
    body
}

/// A mapping with these keys and no others; `required` ones have to be there.
fn object(properties: &[(&str, Value)], required: &[&str]) -> Value {
    let mut all: Map<String, Value> =
        properties.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for key in required {
        all.entry(*key).and_modify(forbid_nothing);
    }
    json!({ "type": "object", "properties": all, "required": required, "additionalProperties": false })
}

/// An empty value counts as absent, which what is required may not be.
fn forbid_nothing(value: &mut Value) {
    for kinds in ["type", "enum"] {
        if let Some(Value::Array(kinds)) = value.get_mut(kinds) {
            kinds.retain(|kind| !kind.is_null() && kind != "null");
        }
    }
    value.get_mut("anyOf").and_then(Value::as_array_mut).into_iter().flatten().for_each(forbid_nothing);
}

/// The same for what may be left out, and not be empty.
fn filled(mut value: Value) -> Value {
    forbid_nothing(&mut value);
    value
}

/// What holds of a mapping that has a key with a value.
fn has(key: &str) -> Value {
    json!({ "required": [key], "properties": { key: { "not": { "type": "null" } } } })
}

/// A text. Its source text is kept, so that what YAML takes for a number is one too.
fn text(description: &str) -> Value {
    json!({ "type": ["string", "number", "boolean", "null"], "pattern": NOT_EMPTY, "description": description })
}

/// What a text has to hold.
const NOT_EMPTY: &str = r"\S";

/// Texts: one, or a list.
fn texts(description: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [
            { "type": ["string", "number", "boolean", "null"], "pattern": NOT_EMPTY },
            { "type": "array", "items": { "type": ["string", "number", "boolean"], "pattern": NOT_EMPTY } },
        ],
    })
}

/// One of some words.
fn words<'a>(all: impl IntoIterator<Item = &'a str>, description: &str) -> Value {
    let all: Vec<Option<&str>> = all.into_iter().map(Some).chain([None]).collect();
    json!({ "enum": all, "description": description })
}

/// A day; the 29th of February is left to who knows calendars.
fn day(description: &str) -> Value {
    const PATTERN: &str = "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$";
    json!({ "type": ["string", "null"], "pattern": PATTERN, "format": "date", "description": description })
}

/// The version of the document language, or one of those other values.
fn format(others: &[Value]) -> Value {
    let known = [json!(FORMAT), json!(FORMAT.to_string())];
    let all: Vec<&Value> = known.iter().chain(others).collect();
    json!({ "enum": all, "description": "version of the document language" })
}

/// True or false, in the spellings of YAML, in quotes too.
fn flag(description: &str) -> Value {
    let words = ["true", "True", "TRUE", "false", "False", "FALSE"];
    json!({ "anyOf": [{ "type": ["boolean", "null"] }, { "enum": words }], "description": description })
}

/// A pattern for some words, whatever the case.
fn in_any_case<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let either = |c: char| match (c.to_lowercase().to_string(), c.to_uppercase().to_string()) {
        (lower, upper) if lower != upper && lower.len() == upper.len() => format!("[{lower}{upper}]"),
        _ if c.is_alphanumeric() || c == ' ' => c.to_string(),
        _ => format!("\\u{:04X}", u32::from(c)),
    };
    let words: Vec<String> = words.into_iter().map(|word| word.chars().map(either).collect()).collect();
    words.join("|")
}

fn list(items: &Value, description: &str) -> Value {
    json!({ "type": ["array", "null"], "items": items, "description": description })
}

/// A mapping by some names, each with what it means; the values are of one kind, defined in the document.
fn by_name<'a>(names: impl IntoIterator<Item = (&'a str, String)>, kind: &str, description: &str) -> Value {
    let value = |meaning: String| json!({ "$ref": format!("#/$defs/{kind}"), "description": meaning });
    let all: Map<String, Value> =
        names.into_iter().map(|(name, meaning)| (name.to_owned(), value(meaning))).collect();
    json!({
        "type": ["object", "null"], "description": description, "properties": all, "additionalProperties": false,
    })
}

/// Some words to complete, where others may stand too.
fn suggested<'a>(all: impl IntoIterator<Item = &'a str>, description: &str) -> Value {
    let all: Vec<&str> = all.into_iter().collect();
    json!({ "description": description, "anyOf": [{ "enum": all }, { "type": "string" }] })
}

/// A number from 0 up to something.
fn number(most: Option<u32>, description: &str) -> Value {
    let mut value = json!({ "type": "number", "minimum": 0, "description": description });
    if let Some(most) = most {
        value["maximum"] = most.into();
    }
    value
}

/// The names under which a rubric can be asked for.
fn rubric_names(rubrics: &[&Rubric]) -> Value {
    let names: Vec<String> =
        rubrics.iter().flat_map(|rubric| [rubric.id.clone(), rubric.reference()]).collect();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    words(names, "the rubric: its id, or id@version")
}

/// Each name once, with the first that has it.
fn unique<'a, T>(all: impl Iterator<Item = &'a T>, name: impl Fn(&T) -> &str) -> Vec<&'a T> {
    let mut seen: Vec<&T> = Vec::new();
    for one in all {
        if !seen.iter().any(|known| name(known) == name(one)) {
            seen.push(one);
        }
    }
    seen
}
