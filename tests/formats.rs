//! Diagnostics in every output format, with texts that try to break out of it.

use std::sync::Arc;

use readybook::check::catalogue;
use readybook::diag::render::{FORMATS, Style, format};
use readybook::diag::{Diagnostic, Severity, Span};
use serde_json::Value;

const TEXT: &str = "---\nformat: 1\nverdct: ready\ntitel: \"é€ 👍 <script>\"\n---\n# R\n";
const OTHER: &str = "a\nb\n";

fn texts(path: &str) -> Option<String> {
    match path {
        "content/a b/1.0.md" => Some(TEXT.to_owned()),
        "content/o/1.md" => Some(OTHER.to_owned()),
        _ => None,
    }
}

fn sample() -> Vec<Diagnostic> {
    let path: Arc<str> = "content/a b/1.0.md".into();
    let other: Arc<str> = "content/o/1.md".into();
    let place = |text: &str| {
        let at = TEXT.find(text).unwrap();
        Span::new(at, at + text.len())
    };
    let hostile = "100 % \u{1b}[31m::error::x, a:b\n::warning::y </failure>]]> \"q\" & @all `code` | [c](https://example.org)";
    let mut all = vec![
        Diagnostic::error("unknown-key", &path, "unknown key `verdct`")
            .at(place("verdct"))
            .why("an unknown key is refused")
            .one_of("verdct", &["verdict", "title"])
            .slip_of_name("verdct", &["verdict", "title"])
            .label(&other, Span::new(2, 3), "and here"),
        Diagnostic::new("broken-link", Severity::Warning, &path, hostile).at(place("<script>")).help(hostile),
        Diagnostic::setup("no-content", &"book.toml".into(), "nothing"),
        Diagnostic::structural("not-utf8", &"content/x,y:z\n.md".into(), "a name of its own")
            .at(Span::new(0, 1)),
        Diagnostic::new("unknown-date", Severity::Note, &other, "a note").at(Span::new(0, 3)),
    ];
    Diagnostic::sort(&mut all);
    all
}

fn rendered(name: &str, diagnostics: &[Diagnostic]) -> String {
    let rules = catalogue();
    (format(name).unwrap().render)(diagnostics, &texts, Style { rules: &rules, ..Style::default() })
}

fn json(name: &str) -> Value {
    serde_json::from_str(&rendered(name, &sample())).unwrap()
}

#[test]
fn every_format_writes_the_same_diagnostics() {
    for format in FORMATS {
        insta::assert_snapshot!(format!("format_{}", format.name), rendered(format.name, &sample()));
    }
}

#[test]
fn nothing_to_say_is_a_valid_document() {
    for format in FORMATS {
        let text = rendered(format.name, &[]);
        if ["json", "sarif", "gitlab", "rdjson"].contains(&format.name) {
            serde_json::from_str::<Value>(&text).unwrap();
        }
    }
    assert!(rendered("junit", &[]).contains("tests=\"1\" failures=\"0\""));
}

/// Lines that GitHub would take for commands.
fn commands(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.trim_start().starts_with("::")).collect()
}

#[test]
fn report_text_injects_no_workflow_command() {
    let text = rendered("github", &sample());
    assert_eq!(commands(&text).len(), 5, "one for each diagnostic:\n{text}");
    assert!(!text.contains('\u{1b}'));
    let path: Arc<str> = "content/o/1.md".into();
    let many: Vec<Diagnostic> = (0..60)
        .map(|at| {
            Diagnostic::new(
                "broken-link",
                if at < 30 { Severity::Error } else { Severity::Warning },
                &path,
                format!("number {at}"),
            )
        })
        .collect();
    let text = rendered("github", &many);
    assert_eq!(commands(&text).len(), 20, "{text}");
    assert!(text.ends_with("30 errors and 30 warnings in 1 file\n"), "{text}");
}

/// The schema that OASIS publishes, as a package carries it that is fetched and never built.
fn sarif_schema() -> Value {
    let metadata = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ])
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let package = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .unwrap();
    let manifest = std::path::Path::new(package["manifest_path"].as_str().unwrap());
    let text = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn sarif_is_valid_against_the_published_schema() {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("sarif.json", sarif_schema()).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    let log = json("sarif");
    schemas.validate(&log, schema).unwrap_or_else(|error| panic!("{error:#}"));
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "terrible".into();
    assert!(schemas.validate(&broken, schema).is_err(), "the schema finds what is wrong");
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule =
            &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].is_string(), "{rule}");
    }
}

#[test]
fn sarif_stays_within_what_is_accepted() {
    let path: Arc<str> = "content/o/1.md".into();
    let many: Vec<Diagnostic> = (0..6000)
        .map(|at| {
            Diagnostic::new(
                "broken-link",
                if at % 6 == 0 { Severity::Error } else { Severity::Warning },
                &path,
                format!("number {at}"),
            )
        })
        .collect();
    let log: Value = serde_json::from_str(&rendered("sarif", &many)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5000);
    assert_eq!(
        results.iter().filter(|result| result["level"] == "error").count(),
        1000,
        "the worst are kept"
    );
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(told, "1000 results of lesser weight are left out");
}

#[test]
fn fingerprints_survive_moved_lines_and_tell_equals_apart() {
    let path: Arc<str> = "content/o/1.md".into();
    let prints = |text: &'static str, at: &[usize]| -> Vec<String> {
        let all: Vec<Diagnostic> = at
            .iter()
            .map(|at| Diagnostic::error("broken-link", &path, "gone").at(Span::new(*at, *at + 1)))
            .collect();
        let rules = catalogue();
        let out = (format("sarif").unwrap().render)(
            &all,
            &|_| Some(text.to_owned()),
            Style { rules: &rules, ..Style::default() },
        );
        let log: Value = serde_json::from_str(&out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results
            .iter()
            .map(|r| r["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned())
            .collect()
    };
    let text = "---\nformat: 1\ndate: 2020-01-21\n---\n# R\n";
    let told = |today: &str| {
        let book = crate::book::Book::empty();
        book.put("content/a/1.md", text);
        let run = book.run(&["check", "--format", "gitlab", "--today", today]);
        let issues: Value = serde_json::from_str(&run.out).unwrap();
        let stale = issues.as_array().unwrap().iter().find(|issue| issue["check_name"] == "stale-assessment");
        let stale = stale.unwrap().clone();
        (stale["fingerprint"].clone(), stale["description"].clone())
    };
    let (first, next) = (told("2026-01-21"), told("2026-01-22"));
    assert_eq!(first.0, next.0, "a message that counts days does not make another problem of it");
    assert_ne!(first.1, next.1);
    let before = prints("x\ny\nx\n", &[0, 2, 4]);
    let moved = prints("\n\n  x\ny\nx\n", &[4, 6, 8]);
    assert_eq!(before, moved);
    assert_ne!(before[0], before[2], "two equal lines are two");
    assert_ne!(before[0], prints("z\n", &[0])[0]);
}

#[test]
fn columns_are_characters_or_bytes_as_each_format_has_it() {
    // `<script>` follows `titel: "é€ 👍 `: 13 characters, 19 bytes before it.
    let find = |all: &Value, key: &str| -> Value {
        all.as_array()
            .unwrap()
            .iter()
            .find(|d| d.to_string().contains("broken-link"))
            .unwrap()
            .pointer(key)
            .unwrap()
            .clone()
    };
    let sarif = json("sarif");
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(find(&sarif["runs"][0]["results"], "/locations/0/physicalLocation/region/startColumn"), 14);
    assert_eq!(find(&json("json")["diagnostics"], "/span/column"), 14);
    assert_eq!(find(&json("rdjson")["diagnostics"], "/location/range/start/column"), 20);
}

#[test]
fn changes_that_mend_are_part_of_the_formats_that_know_them() {
    let first = |all: Value| {
        all.as_array().unwrap().iter().find(|d| d.to_string().contains("unknown-key")).unwrap().clone()
    };
    let sarif = first(json("sarif")["runs"][0]["results"].clone());
    assert_eq!(
        sarif["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "verdict"
    );
    assert_eq!(sarif["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let rdjson = first(json("rdjson")["diagnostics"].clone());
    assert_eq!(
        (&rdjson["suggestions"][0]["text"], &rdjson["suggestions"][0]["range"]["start"]["line"]),
        (&"verdict".into(), &3.into())
    );
    assert_eq!(first(json("json")["diagnostics"].clone())["fix"]["text"], "verdict");
}

/// What a document of a schema in tests/schemas breaks; nothing where it is valid.
fn misfit(schema: &str, document: &Value) -> Option<String> {
    let path = format!("{}/tests/schemas/{schema}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("schema.json", serde_json::from_str(&text).unwrap()).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(document, index).err().map(|error| format!("{error:#}"))
}

#[test]
fn gitlab_rdjson_and_json_are_valid_against_their_schemas() {
    for (name, break_it) in [
        ("gitlab", (|all| all[0]["location"]["lines"]["begin"] = 0.into()) as fn(&mut Value)),
        ("rdjson", |all| all["diagnostics"][0]["severity"] = "error".into()),
        ("json", |all| all["diagnostics"][0]["extra"] = 1.into()),
    ] {
        let mut document = json(name);
        assert_eq!(misfit(name, &document), None, "{name}");
        assert_eq!(misfit(name, &serde_json::from_str(&rendered(name, &[])).unwrap()), None, "{name}, empty");
        break_it(&mut document);
        assert!(misfit(name, &document).is_some(), "{name}: the schema finds what is wrong");
    }
}

/// Where the site is published, services link to the pages that explain the rules; the site has these pages.
#[test]
fn rules_lead_to_their_pages_where_the_site_is_published() {
    let book = crate::book::Book::good();
    book.put("content/good/2.0.0.md", "---\nformat: 1\ndate: 2026-01-22\nverdct: ready\n---\n# R\n");
    let json = |format: &str| -> Value {
        serde_json::from_str(&book.run(&["check", "--format", format]).out).unwrap()
    };
    let (sarif, rdjson) = ("/runs/0/tool/driver/rules/0/helpUri", "/diagnostics/0/code/url");
    assert_eq!((json("sarif").pointer(sarif), json("rdjson").pointer(rdjson)), (None, None));
    book.put("book.toml", "[book]\ntitle = \"T\"\n[publish]\nbase-url = \"https://example.org/r\"\n");
    let page = "rules/unknown-key.html";
    let address = Value::from(format!("https://example.org/r/{page}"));
    assert_eq!(json("sarif").pointer(sarif), Some(&address));
    assert_eq!(json("rdjson").pointer(rdjson), Some(&address));
    assert_eq!(misfit("rdjson", &json("rdjson")), None);
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(book.path("output").join(page).exists());
}

/// Services and editors find a file from the folder that the command was run in.
#[test]
fn paths_lead_from_the_current_folder_to_a_book_below_it() {
    let book = crate::book::Book::empty();
    book.put("docs/my book/book.toml", "[book]\ntitle = \"T\"\n");
    book.put("docs/my book/content/a/1.md", "oops");
    for (format, path) in [
        ("human", " --> docs/my book/content/a/1.md:1:1"),
        ("short", "docs/my book/content/a/1.md:1:1: error"),
        ("github", "::error file=docs/my book/content/a/1.md,"),
        ("gitlab", "\"path\": \"docs/my book/content/a/1.md\""),
        ("rdjson", "\"path\": \"docs/my book/content/a/1.md\""),
        ("junit", "name=\"docs/my book/content/a/1.md:1:1\""),
        ("sarif", "\"uri\": \"docs/my%20book/content/a/1.md\""),
        ("json", "\"path\": \"content/a/1.md\""),
    ] {
        let run = book.run(&["--book", "docs/my book", "check", "--format", format]);
        assert!(run.out.contains(path), "{format}: {}", run.out);
        let inside = crate::book::Run::of(
            crate::book::readybook()
                .current_dir(book.path("docs/my book/content"))
                .args(["check", "--format", format]),
        );
        assert!(!inside.out.contains("my book") && !inside.out.contains("my%20book"), "{}", inside.out);
    }
}

/// Many diagnostics on one line of some megabytes, in every format.
#[test]
fn very_long_lines_are_shown_in_part_and_hashed_once() {
    let path: Arc<str> = "content/o/1.md".into();
    let text = "é ".repeat(2_000_000);
    let all: Vec<Diagnostic> = (0..3000)
        .map(|at| {
            Diagnostic::error("broken-link", &path, "x").at(Span::new(at * 1800, at * 1800 + 2)).label(
                &path,
                Span::new(6, 8),
                "y",
            )
        })
        .collect();
    for format in FORMATS {
        let out = (format.render)(&all, &|_| Some(text.clone()), Style::default());
        assert!(out.len() < all.len() * 2000, "{}: {}", format.name, out.len());
    }
}

/// Thousands of diagnostics with a second place each: the text of a file is not copied for each of them.
#[test]
fn excerpts_of_many_diagnostics_take_time_in_proportion() {
    let path: Arc<str> = "content/o/1.md".into();
    let text = "a line of it\n".repeat(20_000);
    let all: Vec<Diagnostic> = (0..5000)
        .map(|at| {
            Diagnostic::error("broken-link", &path, "x").at(Span::new(at * 20, at * 20 + 3)).label(
                &path,
                Span::new(5, 6),
                "y",
            )
        })
        .collect();
    let reads = std::sync::atomic::AtomicUsize::new(0);
    let texts = |_: &str| {
        reads.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Some(text.clone())
    };
    (format("human").unwrap().render)(&all, &texts, Style::default());
    assert_eq!(reads.into_inner(), 1, "read once, indexed once");
}
