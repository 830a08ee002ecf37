//! What a site says, as JSON for programs: one file, one kind of document, each with its JSON Schema beside it. Version 1:
//! keys are only ever added within a version. Nothing in it depends on today.

mod assessment;
mod findings;
mod portfolio;
mod project;
mod read;
mod release;

pub use assessment::assessment;
pub use findings::{findings, latest_findings};
pub use portfolio::portfolio;
pub use project::project;
pub use read::{read_assessment, read_portfolio, read_project};

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::export::scores::Card;

/// Version of these documents, and of the folder that they stand in.
pub const VERSION: u32 = 1;

/// Name and text of the JSON Schema of each kind of document, sorted by name.
pub const SCHEMAS: [(&str, &str); 4] = [
    ("assessment", include_str!("assessment.schema.json")),
    ("findings", include_str!("findings.schema.json")),
    ("portfolio", include_str!("portfolio.schema.json")),
    ("project", include_str!("project.schema.json")),
];

/// Where the pages of a site are, from its root: documents name them.
#[derive(Clone, Copy)]
pub struct Pages {
    /// The page of a project.
    pub project: fn(&str) -> String,
    /// The page of a project's release.
    pub release: fn(&str, &str) -> String,
}

/// A document of a list that may go on in a further one.
#[derive(Clone, Copy)]
pub struct Shard<'a> {
    /// Where it stands.
    pub path: &'a str,
    /// The document that goes on, as a link from the root.
    pub next: Option<&'a str>,
}

/// Where a schema stands, from the root of a site.
pub fn schema_path(name: &str) -> String {
    format!("data/v{VERSION}/schema/{name}.json")
}

/// Where the document of the whole book begins.
pub fn portfolio_path() -> String {
    format!("data/v{VERSION}/portfolio.json")
}

/// Where the document of all findings begins.
pub fn findings_path() -> String {
    format!("data/v{VERSION}/findings.json")
}

/// Where the document of a project stands.
pub fn project_path(project: &str) -> String {
    format!("data/v{VERSION}/projects/{project}.json")
}

/// Where the document of an assessment stands.
pub fn assessment_path(project: &str, release: &str) -> String {
    format!("data/v{VERSION}/assessments/{project}/{release}.json")
}

/// What a document says under one key.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Value(Value),
    /// The largest part by far, which is written as it goes.
    Card(Box<Card<'a>>),
}

impl From<Value> for Part<'_> {
    fn from(value: Value) -> Self {
        Part::Value(value)
    }
}

/// A document: its version and kind, the way to its schema, and what it says. Its keys are sorted.
fn document<'a, P: Into<Part<'a>>>(
    kind: &str,
    own_path: &str,
    parts: impl IntoIterator<Item = (&'static str, P)>,
) -> String {
    let up = "../".repeat(own_path.matches('/').count());
    let mut all: BTreeMap<&str, Part<'a>> = BTreeMap::from([
        ("$schema", json!(format!("{up}{}", schema_path(kind))).into()),
        ("version", json!(VERSION).into()),
        ("kind", json!(kind).into()),
    ]);
    all.extend(parts.into_iter().map(|(key, part)| (key, part.into())));
    // Its keys are strings and its values texts, numbers, lists and objects: it can always be written.
    let text = serde_json::to_string(&all).unwrap_or_default();
    crate::text::visible_json(&text).into_owned() + "\n"
}

/// A path of the site as a link: escaped.
fn link(path: &str) -> String {
    crate::text::uri_path(path)
}
