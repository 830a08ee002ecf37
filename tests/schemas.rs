//! `readybook schema`: what it prints describes what is read, no more and no less.

use std::path::{Path, PathBuf};

use crate::book::{Book, Run, readybook};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn schema(folder: &Path, what: &str) -> Value {
    let run = Run::of(readybook().current_dir(folder).args(["schema", what]));
    assert_eq!(run.status, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Why a value does not fit a schema; nothing where it does.
pub fn misfit(schema: &Value, value: &Value) -> Option<String> {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("schema.json", schema.clone()).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(value, index).err().map(|error| format!("{error:#}"))
}

/// Front matter as a YAML library reads it.
fn front_matter(text: &str) -> Value {
    let yaml = text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
    serde_saphyr::from_str(yaml).unwrap()
}

fn toml_value(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap()
}

#[test]
fn this_repositorys_own_book_fits() {
    let (assessment, project) = (schema(&root(), "assessment"), schema(&root(), "project"));
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(root().join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let schema = if entry.file_name() == "project.md" { &project } else { &assessment };
            assert_eq!(misfit(schema, &front_matter(&text)), None, "{}", entry.path().display());
            seen += 1;
        }
    }
    assert!(seen >= 13, "{seen}");
    let text = std::fs::read_to_string(root().join("book.toml")).unwrap();
    assert_eq!(misfit(&schema(&root(), "book"), &toml_value(&text)), None);
    let text = std::fs::read_to_string(root().join("rubrics/production@1.toml")).unwrap();
    assert_eq!(misfit(&schema(&root(), "rubric"), &toml_value(&text)), None);
}

#[test]
fn the_books_own_names_are_enums_in_it() {
    let book = Book::good();
    book.put(
        "rubrics/own@1.toml",
        "id = \"own\"\n[[category]]\nid = \"speed\"\n[[check]]\nid = \"fast\"\ncategory = \"speed\"\n",
    );
    let assessment = schema(book.root(), "assessment");
    let document = |front_matter: Value| misfit(&assessment, &front_matter);
    assert_eq!(
        document(
            json!({ "format": 1, "date": "2026-01-21", "checks": { "fast": "pass" }, "categories": { "speed": 9 }, "rubric": "own@1" })
        ),
        None
    );
    assert_eq!(
        document(
            json!({ "format": 1, "date": "unknown", "checks": { "backups": { "result": "n/a", "reason": "r" } } })
        ),
        None,
        "the embedded rubric is there too"
    );
    for wrong in [
        json!({ "format": 1 }),
        json!({ "format": 2, "date": "unknown" }),
        json!({ "format": 1, "date": "21.1.2026" }),
        json!({ "format": 1, "date": "unknown", "verdct": "ready" }),
        json!({ "format": 1, "date": "unknown", "verdict": "good" }),
        json!({ "format": 1, "date": "unknown", "checks": { "fats": "pass" } }),
        json!({ "format": 1, "date": "unknown", "checks": { "fast": "passed" } }),
        json!({ "format": 1, "date": "unknown", "categories": { "security": { "scroe": 1 } } }),
        json!({ "format": 1, "date": "unknown", "rubric": "onw" }),
        json!({ "format": 1, "date": "unknown", "findings": [{ "severity": "high" }] }),
    ] {
        assert!(document(wrong.clone()).is_some(), "{wrong}");
    }
    let listed = |pointer: &str, name: &str| {
        let all = schema(book.root(), "rubric").pointer(pointer).unwrap().as_array().unwrap().clone();
        assert!(all.contains(&name.into()), "{pointer}: {all:?}");
    };
    listed("/properties/check/items/properties/category/anyOf/0/enum", "speed");
    listed("/properties/check/items/properties/level/anyOf/0/enum", "bronze");
    let hover =
        |pointer: &str| assessment.pointer(pointer).unwrap()["description"].as_str().unwrap().to_owned();
    assert_eq!(hover("/properties/checks/properties/fast"), "fast");
    assert!(hover("/properties/checks/properties/backups").contains(": "), "title and reason");
    let settings = schema(book.root(), "book");
    let rules = |value: Value| misfit(&settings, &json!({ "check": { "rules": value } }));
    assert_eq!(
        rules(json!({ "stale-assessment": { "level": "warn", "max-age-days": 30 }, "broken-link": "deny" })),
        None
    );
    assert!(rules(json!({ "broken-lnik": "deny" })).is_some());
    assert!(rules(json!({ "stale-assessment": { "max-days": 3 } })).is_some());
}

/// All keys of the mappings of a schema, each as a path. The keys of a mapping by names are the book's own.
fn keys(whole: &Value, schema: &Value, path: &str, out: &mut Vec<(String, Vec<String>)>) {
    let by_name = |properties: &serde_json::Map<String, Value>| -> Option<Value> {
        let kind = properties.values().next()?.get("$ref")?.as_str()?;
        whole.pointer(kind.strip_prefix('#')?).cloned()
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    if let Some(kind) = properties.and_then(by_name) {
        keys(whole, &kind, path, out);
    } else if let Some(properties) = properties {
        let mut names: Vec<String> = properties.keys().cloned().collect();
        names.sort();
        out.push((path.to_owned(), names));
        for (name, inner) in properties {
            keys(whole, inner, &format!("{path}/{name}"), out);
        }
    }
    for inner in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get(inner).filter(|inner| inner.is_object()) {
            keys(whole, inner, path, out);
        }
    }
    for inner in schema.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
        keys(whole, inner, path, out);
    }
}

/// The keys that reading knows where an unknown one is refused.
fn known(book: &Book) -> Vec<String> {
    let check = book.run(&["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&check.out).unwrap();
    let unknown = found["diagnostics"].as_array().unwrap().iter().find(|d| d["rule"] == "unknown-key");
    let help = unknown.unwrap_or_else(|| panic!("{}", check.out))["help"].as_str().unwrap().to_owned();
    let mut known: Vec<String> =
        help.split_once("knows: ").unwrap().1.split(", ").map(str::to_owned).collect();
    known.sort();
    known
}

/// Puts a key that nobody knows at each mapping, and compares what reading says it knows with the schema.
#[test]
fn every_key_that_is_read_is_in_the_schema_and_the_other_way_round() {
    const STRAY: &str = "qqqqqqqqqqqqqq: 1";
    let yaml = |path: &str| match path {
        "" => STRAY.to_owned(),
        "/categories" => format!("categories: {{ security: {{ {STRAY} }} }}"),
        "/checks" => format!("checks: {{ backups: {{ result: pass, {STRAY} }} }}"),
        "/signoff" => format!("signoff: [{{ decision: approved, {STRAY} }}]"),
        "/objectives" => format!("objectives: [{{ scenario: s, {STRAY} }}]"),
        "/limits" => format!("limits: [{{ service: s, {STRAY} }}]"),
        "/actions" => format!("actions: [{{ what: w, {STRAY} }}]"),
        "/findings" => format!("findings: [{{ id: f, {STRAY} }}]"),
        "/waivers" => format!("waivers: [{{ finding: f, {STRAY} }}]"),
        other => panic!("no document for {other}"),
    };
    let toml_key = "qqqqqqqqqqqqqq = 1";
    let book_toml = |path: &str| match path {
        "" => Some(toml_key.to_owned()),
        "/check/rules" => None,
        path if path.starts_with("/check/rules/") => None,
        "/source" => Some(format!("[[source]]\nname = \"x\"\nfolder = \"x\"\n{toml_key}\n")),
        path => Some(format!("[{}]\n{toml_key}\n", path.trim_start_matches('/').replace('/', "."))),
    };
    let rubric_toml = |path: &str| match path {
        "" => format!("{toml_key}\nid = \"r\""),
        "/check/evidence" => format!("id = \"r\"\n[[check]]\nid = \"k\"\nevidence = {{ {toml_key} }}"),
        "/check/applies" => format!("id = \"r\"\n[[check]]\nid = \"k\"\napplies = {{ {toml_key} }}"),
        "/verdict" | "/drop" => format!("id = \"r\"\n[{}]\n{toml_key}", &path[1..]),
        "/gate" => format!("id = \"r\"\n[[gate]]\ncheck = \"k\"\n{toml_key}"),
        path => format!("id = \"r\"\n[[{}]]\nid = \"x\"\n{toml_key}", &path[1..]),
    };
    for what in ["assessment", "project", "book", "rubric"] {
        let mut all = Vec::new();
        let schema = schema(Book::good().root(), what);
        keys(&schema, &schema, "", &mut all);
        assert!(!all.is_empty());
        for (path, listed) in all {
            let book = Book::good();
            match what {
                "assessment" => {
                    book.put(
                        "content/good/1.0.0.md",
                        format!("---\nformat: 1\ndate: 2026-01-21\n{}\n---\n# R\n", yaml(&path)),
                    );
                }
                "project" => {
                    book.put("content/good/project.md", format!("---\n{STRAY}\n---\n"));
                }
                "book" => {
                    let Some(text) = book_toml(&path) else { continue };
                    book.put("book.toml", text);
                }
                _ => {
                    book.put("rubrics/r@1.toml", rubric_toml(&path));
                }
            }
            assert_eq!(known(&book), listed, "{what}{path}");
        }
    }
}

/// What the program takes, an editor takes, and the other way round.
#[test]
fn empty_and_wrong_values_are_told_from_each_other() {
    let book = Book::good();
    let assessment = schema(book.root(), "assessment");
    let fits = |more: &str| {
        let yaml = format!("date: 2026-01-21\n{more}");
        let format = if more.contains("format:") { "" } else { "format: 1\n" };
        misfit(&assessment, &serde_saphyr::from_str(&format!("{format}{yaml}")).unwrap()).is_none()
    };
    for fine in [
        "owner:",
        "verdict:",
        "rubric:",
        "findings:",
        "checks:",
        "format: '1'",
        "score: 100",
        "score: A-",
        "release: 1.10",
        "release: 2.0.0-rc.1+b",
        "checks: { tls: { result: n/a, reason: no network } }",
        "waivers: [{ finding: a, check:, reason: r, approved-by: b, expires: 2026-02-28 }]",
        "findings: [{ id: a, category: SECURITY }]",
    ] {
        assert!(fits(fine), "{fine}");
    }
    for wrong in [
        "owner: ''",
        "draft:",
        "visibility:",
        "score: 105",
        "score: -1",
        "release: a/b",
        "release: '1.'",
        "checks: { tls: n/a }",
        "checks: { tls: { result: n/a } }",
        "checks: { tls: { result: } }",
        "waivers: [{}]",
        "waivers: [{ finding: a, reason: r }]",
        "findings: [{ id: a, category: securty }]",
        "findings: [{ id: , title: }]",
        "checks: { tls: }",
        "waivers: [{ finding: a, check: tls }]",
        "format: 2",
        "format:",
    ] {
        assert!(!fits(wrong), "{wrong}");
    }
}

#[test]
fn other_texts_are_refused_by_name() {
    let run = Book::good().run(&["schema", "asessment"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("a similar value exists: 'assessment'"), "{}", run.err);
}

#[test]
fn completions_and_manual_pages_come_from_the_commands() {
    let book = Book::good();
    for shell in ["bash", "zsh", "fish"] {
        let run = book.run(&["completions", shell]);
        assert!(run.status == 0 && run.out.contains("what-if"), "{shell}");
        assert!(run.out.contains("rdjson"), "{shell} completes formats");
    }
    assert_eq!(book.run(&["man", "man"]).status, 0);
    for page in ["readybook.1", "readybook-check.1", "readybook-score.1"] {
        assert!(book.read(&format!("man/{page}")).contains(".TH"), "{page}");
    }
}

#[test]
fn migrate_has_nothing_to_lift_yet_and_says_so() {
    let book = Book::good();
    let run = book.run(&["migrate"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert!(run.err.contains("no document is of an older format than 1"), "{}", run.err);
    book.put("content/good/2.0.0.md", "---\nformat: 7\ndate: 2026-01-21\n---\n# R\n");
    let run = book.run(&["migrate", "--write"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("this document is of format 7; this program reads format 1"), "{}", run.err);
    assert!(run.err.contains("of 1 document nobody can tell the format"), "{}", run.err);
    assert_eq!(book.read("content/good/1.0.0.md"), crate::book::GOOD);
    book.put("content/good/3.0.0.md", "---\nformat: 1.0\n---\n# R\n").put("content/good/4.0.0.md", b"\xff");
    let run = book.run(&["migrate"]);
    assert!(run.err.contains("this document is of format 1.0; this program reads format 1"), "{}", run.err);
    assert!(
        run.err.contains("content/good/3.0.0.md:2:9") && run.err.contains("this file is not UTF-8"),
        "{}",
        run.err
    );
    assert!(run.err.contains("its facts could mean something else"), "{}", run.err);
}
