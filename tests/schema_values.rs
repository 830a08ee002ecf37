//! What the checker takes, the printed schema takes, and the other way round: every key with values of every kind.

use std::collections::BTreeMap;

use readybook::diag::Severity;
use serde_json::Value;

use crate::book::{Book, Run, readybook};
use crate::rules::Memory;

/// A schema of `readybook schema`, ready to validate with.
struct Validator {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Validator {
    fn of(what: &str) -> Validator {
        let book = Book::good();
        let run = Run::of(readybook().current_dir(book.root()).args(["schema", what]));
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.add_resource("schema.json", serde_json::from_str(&run.out).unwrap()).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
        Validator { schemas, index }
    }

    fn takes(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

/// Holds what the schema says of texts to what the checker says of them as files of that name, each of a project of its
/// own.
fn agree(what: &str, name: &str, texts: &[String]) {
    let validator = Validator::of(what);
    let files: Vec<(String, String)> = texts
        .iter()
        .enumerate()
        .map(|(at, yaml)| (format!("content/p{at}/{name}"), format!("---\n{yaml}\n---\n# R\n")))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in Memory::new(&files).compile().diagnostics {
        if found.severity == Severity::Error {
            errors
                .entry(found.path.to_string())
                .or_default()
                .push(format!("{}: {}", found.rule, found.message));
        }
    }
    let strict = serde_saphyr::options! { strict_booleans: true };
    let mut apart = Vec::new();
    for (yaml, (path, _)) in texts.iter().zip(files) {
        let value: Value = serde_saphyr::from_str_with_options(yaml, strict.clone()).unwrap();
        let errors = errors.get(path);
        if validator.takes(&value) != errors.is_none() {
            apart.push(format!("{yaml:?}: {errors:?}"));
        }
    }
    assert!(apart.is_empty(), "{}:\n{}", apart.len(), apart.join("\n"));
}

/// Values of every kind, as YAML.
const VALUES: [&str; 41] = [
    "",
    "~",
    "''",
    "' '",
    "'!'",
    "x",
    "1",
    "'1'",
    "7.5",
    "-1",
    "0",
    "140",
    "'140'",
    "101%",
    "92%",
    "92 %",
    "9/10",
    "9 / 0",
    "A-",
    "superb",
    "true",
    "'True'",
    "False",
    "yes",
    "2026-01-21",
    "2026-02-31",
    "2026-13-01",
    "20.2.2026",
    "unknown",
    "pass",
    "Pass",
    "n/a",
    "open",
    "high",
    "High",
    "security",
    "Security",
    "[]",
    "[a]",
    "{}",
    "{ a: b }",
];

/// Where each key of the front matter stands: what is before its value, and behind it.
fn places() -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    let whole = "title verdict score environment owner authors reviewers commit draft visibility date-inferred categories \
                 checks findings waivers signoff objectives limits actions body extra";
    all.extend(whole.split_whitespace().map(|key| (format!("{key}: "), "")));
    for (before, keys, behind) in [
        ("categories: { security: ", "", " }"),
        ("categories: { security: { ", "score note evidence", " } }"),
        ("checks: { tls: ", "", " }"),
        ("checks: { cors: { ", "result", " } }"),
        ("checks: { cors: { result: fail, ", "note reason effort evidence", " } }"),
        ("checks: { cors: { result: n/a, ", "reason", " } }"),
        ("findings: [", "", "]"),
        ("findings: [{ ", "id title", " }]"),
        ("findings: [{ id: a, ", "title", " }]"),
        (
            "findings: [{ title: a, ",
            "id category severity priority status effort impact owner due evidence",
            " }]",
        ),
        ("waivers: [{ reason: r, approved-by: b, expires: 2026-05-01, check: tls, ", "finding", " }]"),
        ("waivers: [{ check: tls, approved-by: b, expires: 2026-05-01, ", "reason", " }]"),
        ("waivers: [{ check: tls, reason: r, expires: 2026-05-01, ", "approved-by", " }]"),
        ("waivers: [{ check: tls, reason: r, approved-by: b, ", "expires", " }]"),
        ("signoff: [{ ", "decision", " }]"),
        ("signoff: [{ decision: approved, ", "name role date", " }]"),
        ("objectives: [{ ", "scenario", " }]"),
        ("objectives: [{ scenario: s, ", "rto rpo", " }]"),
        ("limits: [{ ", "service", " }]"),
        ("limits: [{ service: s, ", "cpu memory", " }]"),
        ("actions: [{ ", "what", " }]"),
        ("actions: [{ what: w, ", "when done", " }]"),
    ] {
        let keys: Vec<String> = keys.split_whitespace().map(|key| format!("{key}: ")).collect();
        if keys.is_empty() {
            all.push((before.to_owned(), behind));
        }
        all.extend(keys.into_iter().map(|key| (format!("{before}{key}"), behind)));
    }
    all
}

#[test]
fn checker_and_schema_take_the_same_front_matters() {
    let mut all: Vec<String> = VALUES.iter().map(|value| format!("format: 1\ndate: {value}")).collect();
    all.extend(VALUES.iter().map(|value| format!("format: {value}\ndate: 2026-01-21")));
    for (before, behind) in places() {
        let front = |value: &&str| format!("format: 1\ndate: 2026-01-21\n{before}{value}{behind}");
        all.extend(VALUES.iter().map(front));
    }
    agree("assessment", "1.0.0.md", &all);
}

#[test]
fn checker_and_schema_take_the_same_projects() {
    let keys =
        ["format", "name", "owner", "tier", "tags", "repository", "lifecycle", "links", "formerly", "extra"];
    let of = |key: &str| VALUES.map(|value| format!("{key}: {value}"));
    let mut all: Vec<String> = keys.iter().flat_map(|key| of(key)).collect();
    all.extend(VALUES.map(|value| format!("links: {{ Runbook: {value} }}")));
    agree("project", "project.md", &all);
}
