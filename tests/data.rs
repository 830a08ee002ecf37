//! `data/` and `badges/` of a site: what programs read.

use std::path::Path;

use serde_json::Value;

use crate::book::{Book, GOOD, Run, files, readybook};
use crate::schemas::misfit;

/// A document with every kind of fact, and texts that are hard on whoever writes JSON or XML.
const FULL: &str = r#"---
format: 1
date: unknown
title: "Full <b> \u202E \u0001 \"quoted\" & more"
verdict: ready
score: A-
environment: production
owner: ada
authors: [ada]
reviewers: [bob]
signoff: [{ name: cyd, role: lead, date: 2026-01-20, decision: approved }]
commit: 4f2a91c
supersedes: 1.0.0
categories:
  security: 90
  monitoring: { score: 7/10, note: partly, evidence: [docs/a.md] }
checks:
  rate-limiting: pass
  backups: { result: fail, note: never, evidence: [docs/b.md], effort: 1d }
  tls: { result: n/a, reason: internal }
findings:
  - { id: one, title: "<i>one</i>", category: monitoring, severity: high, priority: soon, status: open, effort: 1d, impact: much, owner: ada, due: 2026-03-01, evidence: [docs/c.md] }
  - { id: two, title: two, status: resolved, evidence: [docs/c.md] }
waivers:
  - { finding: one, reason: small, approved-by: bob, expires: 2026-06-30 }
  - { check: backups, reason: small, approved-by: bob, expires: 2026-01-01 }
objectives: [{ scenario: database, rto: 30 min, rpo: 1 h }]
limits: [{ service: api, cpu: 1, memory: 1 GB }]
actions: [{ when: before, what: it, done: false }]
---
# Full

- [x] done
- [ ] not done
"#;

fn full() -> Book {
    let book = Book::good();
    book.put("content/good/2.0.0+x.md", FULL.replace("date: unknown", "date: 2026-01-22"));
    book.put("content/good/3.md", FULL.replace("supersedes: 1.0.0\n", ""));
    book.put(
        "content/good/project.md",
        "---\nname: Good \u{202e}\nowner: ada\ntier: 1\ntags: [a]\nlifecycle: active\nrepository: https://example.org/x\nformerly: [bad]\n---\n",
    );
    book.run(&["seal", "good", "1.0.0", "--by", "Ada"]);
    book
}

/// Every file below `data/` of a site fits the schema that it names, and every path in it leads to a file.
fn check_data(site: &Path) -> usize {
    let mut seen = 0;
    for (path, bytes) in files(site).into_iter().filter(|(path, _)| path.starts_with("data/v1/")) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.ends_with('\n') && !text.contains(['\u{202e}', '\u{1}']), "{path}");
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let named = value["$schema"].as_str().unwrap();
        if path.contains("/schema/") {
            assert_eq!(named, "https://json-schema.org/draft/2020-12/schema", "{path}");
            continue;
        }
        let schema = site.join(&path).parent().unwrap().join(named);
        let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
        assert_eq!(misfit(&schema, &value), None, "{path}");
        let mut links = Vec::new();
        collect(&value, &mut links);
        for link in links {
            assert!(site.join(link.replace("%2B", "+")).exists(), "{path}: {link}");
        }
        seen += 1;
    }
    seen
}

fn collect(value: &Value, links: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if ["page", "data"].contains(&key.as_str()) {
                    links.push(value.as_str().unwrap().to_owned());
                }
                if let ("next", Some(next)) = (key.as_str(), value.as_str()) {
                    links.push(next.to_owned());
                }
                collect(value, links);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| collect(value, links)),
        _ => {}
    }
}

#[test]
fn every_file_of_the_data_fits_its_schema() {
    let book = full();
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(check_data(&book.path("output")), 6, "the book, its findings, a project, three assessments");
    let own = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = own.path().join("site");
    let run = Run::of(readybook().current_dir(root).args(["build", "--out-dir"]).arg(&site));
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(check_data(&site) > 10);
}

#[test]
fn lists_of_a_large_book_go_on_in_further_files() {
    let book = full();
    book.put("content/other/1.md", GOOD);
    book.put("book.toml", "[build]\nrows-per-page = 1\n");
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    check_data(&book.path("output"));
    for (list, names) in
        [("projects", ["portfolio", "portfolio/2"]), ("findings", ["findings", "findings/2"])]
    {
        let read = |name: &str| -> Value {
            serde_json::from_str(&book.read(&format!("output/data/v1/{name}.json"))).unwrap()
        };
        let (first, second) = (read(names[0]), read(names[1]));
        assert_eq!(first["next"], format!("data/v1/{}.json", names[1]));
        assert!(second["next"].is_null());
        assert_eq!([&first, &second].map(|one| one[list].as_array().unwrap().len()), [1, 1]);
        assert_ne!(first[list][0], second[list][0]);
    }
}

#[test]
fn a_schema_refuses_what_is_not_in_it() {
    for (name, text) in readybook::export::data::SCHEMAS {
        let schema: Value = serde_json::from_str(text).unwrap();
        assert!(misfit(&schema, &serde_json::json!({})).is_some(), "{name}");
        let book = full();
        book.run(&["build"]);
        let path = match name {
            "assessment" => "output/data/v1/assessments/good/1.0.0.json",
            "project" => "output/data/v1/projects/good.json",
            "findings" => "output/data/v1/findings.json",
            _ => "output/data/v1/portfolio.json",
        };
        let mut value: Value = serde_json::from_str(&book.read(path)).unwrap();
        assert_eq!(misfit(&schema, &value), None, "{name}");
        value["more"] = 1.into();
        assert!(misfit(&schema, &value).is_some(), "{name}: no key goes undocumented");
    }
}

#[test]
fn the_data_says_what_the_pages_say() {
    let book = full();
    book.run(&["build"]);
    let value = |path: &str| -> Value { serde_json::from_str(&book.read(path)).unwrap() };
    let portfolio = value("output/data/v1/portfolio.json");
    assert_eq!(portfolio["projects"][0]["latest"]["release"], "2.0.0+x");
    assert_eq!(
        portfolio["verdicts"]["not-ready"].as_u64().unwrap()
            + portfolio["verdicts"]["incomplete"].as_u64().unwrap(),
        1
    );
    let project = value("output/data/v1/projects/good.json");
    let sealed: Vec<&Value> =
        project["releases"].as_array().unwrap().iter().map(|one| &one["seal"]).collect();
    let seal = sealed.iter().find(|seal| !seal.is_null()).unwrap();
    assert_eq!((seal["by"].as_str(), seal["intact"].as_bool()), (Some("Ada"), Some(true)));
    let findings = value("output/data/v1/findings.json");
    assert_eq!(findings["findings"].as_array().unwrap().len(), 2);
    assert_eq!(findings["findings"][0]["title"], "<i>one</i>");
    let own = value("output/data/v1/assessments/good/1.0.0.json");
    assert_eq!(own["source"]["sha256"], readybook::ledger::sha256(GOOD.as_bytes()));
}

#[test]
fn a_badge_says_verdict_and_score_as_of_today() {
    let book = full();
    book.run(&["build"]);
    let json: Value = serde_json::from_str(&book.read("output/badges/good/readiness.json")).unwrap();
    assert_eq!((json["schemaVersion"].as_u64(), json["label"].as_str()), (Some(1), Some("readiness")));
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(book.read("output/badges/good/readiness.svg") + &book.read("output/badges/good/readiness.json"));
    });
    assert!(!book.path("output/badges/good/categories").exists());
    let page = book.read("output/projects/good/index.html");
    assert!(page.contains("[![readiness](ADDRESS-OF-THIS-SITE/badges/good/readiness.svg)](ADDRESS-OF-THIS-SITE/projects/good/index.html)"), "{page}");
    book.put("book.toml", "[publish]\nbase-url = \"https://example.org/r\"\nbadges = \"categories\"\ndomain = \"Example.org\"\n");
    book.run(&["build", "--today", "2027-01-01"]);
    let old = book.read("output/badges/good/readiness.json");
    assert!(old.contains(", outdated\""), "{old}");
    assert!(book.read("output/badges/good/categories/security.json").contains("\"label\":\"security"));
    assert_eq!(book.read("output/CNAME"), "example.org\n");
    assert!(
        book.read("output/projects/good/index.html")
            .contains("https://example.org/r/badges/good/readiness.svg")
    );
    book.put("book.toml", "[publish]\nbadges = \"none\"\n[check.rules]\nstale-assessment = \"allow\"\n");
    book.run(&["build", "--today", "2027-01-01"]);
    assert!(!book.path("output/badges").exists() && !book.path("output/CNAME").exists());
    book.put("book.toml", "[check.rules]\nstale-assessment = \"allow\"\n");
    book.run(&["build", "--today", "2027-01-01"]);
    assert!(!book.read("output/badges/good/readiness.json").contains("outdated"));
}

#[test]
fn a_waiver_that_has_expired_since_is_no_excuse_on_a_badge() {
    let book = Book::empty();
    book.put("rubrics/small@1.toml", "id = \"small\"\nversion = 1\ntitle = \"Small\"\n[verdict]\nearned-from = 0\n[[category]]\nid = \"a\"\ntitle = \"A\"\n[[check]]\nid = \"x\"\ncategory = \"a\"\ntitle = \"X\"\n");
    book.put("book.toml", "[rubric]\ndefault = \"small\"\n");
    book.put("content/a/1.md", "---\nformat: 1\ndate: 2026-01-21\nchecks: { x: { result: pass, evidence: [a] } }\nfindings: [{ id: f, title: f, severity: high, owner: o, due: 2026-05-01 }]\nwaivers: [{ finding: f, reason: r, approved-by: p, expires: 2026-02-01 }]\n---\n# R\n");
    let message = |today: &str| {
        let run = book.run(&["build", "--today", today]);
        assert_eq!(run.status, 0, "{}", run.err);
        let json: Value = serde_json::from_str(&book.read("output/badges/a/readiness.json")).unwrap();
        json["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message("2026-02-01"), "ready 100");
    assert_eq!(message("2026-02-02"), "conditional 100");
    let own = book.read("output/data/v1/assessments/a/1.json");
    assert!(own.contains("\"verdict\":\"ready\""), "what was assessed does not change with time: {own}");
}
