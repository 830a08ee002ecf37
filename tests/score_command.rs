//! `readybook score` as people use it.

use crate::book::Book;

const DOCUMENT: &str = "---\nformat: 1\ndate: 2026-01-10\nverdict: ready\nscore: 9/10\ncategories:\n  testing: { score: B+ }\nchecks:\n\
    \u{20} unit-tests: pass\n  backups: { result: fail, effort: 2d }\n  rate-limiting: { result: n/a, reason: internal only }\n\
    findings:\n  - { id: leak, title: Keys in the log, severity: critical, effort: 4h }\n---\n# R\n\n## Recovery\n\n- [x] a\n- [ ] b\n";

fn book() -> Book {
    let book = Book::empty();
    book.put("content/p/1.0.0.md", DOCUMENT);
    book.put("content/p/project.md", "---\nname: Payment\n---\n");
    book
}

#[test]
fn a_release_is_explained_line_by_line() {
    let told = book().run(&["score", "p@1.0.0", "--explain"]);
    assert_eq!(told.status, 0, "{}", told.err);
    insta::assert_snapshot!("score_explain", told.out);
}

#[test]
fn the_same_in_markdown_is_tables() {
    let told = book().run(&["score", "p", "--format", "markdown"]);
    insta::assert_snapshot!("score_markdown", told.out);
}

#[test]
fn json_has_every_figure_and_says_its_version() {
    let told = book().run(&["score", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let one = &all["scores"][0];
    assert_eq!(
        (&all["version"], &one["project"], &one["declared-score"]),
        (&1.into(), &"p".into(), &"9/10".into())
    );
    let points = &one["points"];
    let sum: f64 =
        ["earned", "claimed", "unanswered", "lost"].iter().map(|key| points[key].as_f64().unwrap()).sum();
    assert!((99.9..=100.0).contains(&sum), "{sum}");
    let testing = one["categories"].as_array().unwrap().iter().find(|c| c["id"] == "testing").unwrap();
    assert_eq!((&testing["declared"], &testing["declared-percent"]), (&"B+".into(), &88.0.into()));
    assert_eq!(one["paths"].as_array().unwrap().len(), 0, "paths are for one project at a time");
}

#[test]
fn what_if_recomputes_and_says_what_it_supposes() {
    let told = book().run(&["score", "p", "--what-if", "backups=pass,leak=resolved,security=80"]);
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(
        told.out.contains(
            "Supposed: backups=pass, leak=resolved, security=80. As it stands it is not ready with"
        ),
        "{}",
        told.out
    );
    assert!(!told.out.contains("open critical finding"), "{}", told.out);
    let told = book().run(&["score", "p", "--format", "json", "--what-if", "security=80,testing=50"]);
    let all: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    for (id, supposed) in [("security", "80"), ("testing", "50")] {
        let one = all["scores"][0]["categories"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap();
        assert_eq!(one["declared"], supposed, "{id}");
    }
    for (change, why) in [
        ("backup=pass", "there is no check, finding or category `backup`: did you mean `backups`?"),
        (
            "backups=good",
            "`good` is no result of a check: use one of `pass`, `partial`, `fail`, `n/a` or `unknown`",
        ),
        ("leak=gone", "`gone` is no status of a finding"),
        ("security=super", "`super` is no score from 0 to 100, nor a word of the rubric's scale"),
        ("api-docs=pass", "`api-docs` does not apply to `p` by its tier and tags"),
        ("backups=pass,backups=fail", "`backups` is supposed twice"),
        ("backups", "`backups` is no change: write NAME=ANSWER, such as backups=pass"),
    ] {
        let told = book().run(&["score", "p", "--what-if", change]);
        assert_eq!(told.status, 2);
        assert!(told.err.contains(why), "{}", told.err);
    }
    assert_eq!(book().run(&["score", "--what-if", "backups=pass"]).status, 2, "of which project?");
}

#[test]
fn what_is_not_there_is_named_with_what_is() {
    let book = book();
    for (target, why) in [
        ("q", "there is no project `q`: use `p`"),
        ("p@1.0.1", "`p` has no assessment of release `1.0.1`: did you mean `1.0.0`?"),
    ] {
        let told = book.run(&["score", target]);
        assert_eq!((told.status, told.out.as_str()), (2, ""));
        assert!(told.err.contains(why), "{}", told.err);
    }
    let told = book.run(&["score", "--format", "yaml"]);
    assert!(told.status == 2 && told.err.contains("human, json, markdown"), "{}", told.err);
}

#[test]
fn a_broken_document_is_told_and_the_rest_is_scored() {
    let book = book();
    book.put("content/q/1.md", "no front matter");
    let told = book.run(&["score"]);
    assert_eq!(told.status, 1);
    assert!(told.out.contains("p ") && !told.out.contains("q "), "{}", told.out);
    assert!(
        told.err.contains("content/q/1.md") && told.err.contains("left out of the scores"),
        "{}",
        told.err
    );
}

#[test]
fn nothing_that_applies_is_nothing_known() {
    let book = Book::empty();
    book.put(
        "rubrics/r@1.toml",
        "id = \"r\"\n[[category]]\nid = \"c\"\n[[check]]\nid = \"k\"\ncategory = \"c\"\n",
    );
    book.put("book.toml", "[rubric]\ndefault = \"r\"\n");
    book.put(
        "content/p/1.md",
        "---\nformat: 1\ndate: 2026-01-10\nchecks: { k: { result: n/a, reason: none } }\n---\n# R\n",
    );
    let told = book.run(&["score", "p"]);
    assert!(told.out.contains("Verdict: incomplete"), "{}", told.out);
    assert!(told.out.contains("No check applies: all 100 points are unanswered."), "{}", told.out);
    assert_eq!(book.run(&["build"]).status, 0);
}

/// A rubric of many checks: the search ends soon, and a way that exists is never denied.
#[test]
fn a_path_is_found_among_hundreds_of_checks() {
    use std::fmt::Write as _;
    for (categories, checks) in [(1, 150), (4, 25), (10, 30)] {
        let book = Book::empty();
        let (mut rubric, mut answers) = ("id = \"big\"\n".to_owned(), String::new());
        for c in 0..categories {
            writeln!(rubric, "[[category]]\nid = \"c{c}\"\nweight = {}\nfloor = 70", 1 + c % 3).unwrap();
            for k in 0..checks {
                writeln!(
                    rubric,
                    "[[check]]\nid = \"c{c}k{k}\"\ncategory = \"c{c}\"\nweight = {}",
                    1 + (k * 7 + c) % 11
                )
                .unwrap();
                writeln!(
                    answers,
                    "  c{c}k{k}: {{ result: {}, effort: {}h }}",
                    if k % 3 == 0 { "partial" } else { "fail" },
                    1 + (k * 5) % 13
                )
                .unwrap();
            }
        }
        book.put("rubrics/big@1.toml", rubric);
        book.put("book.toml", "[rubric]\ndefault = \"big\"\n");
        book.put("content/p/1.md", format!("---\nformat: 1\ndate: 2026-01-10\nchecks:\n{answers}---\n# R\n"));
        let told = book.run(&["score", "p", "--format", "json"]);
        let all: serde_json::Value = serde_json::from_str(&told.out).unwrap();
        let paths = all["scores"][0]["paths"].as_array().unwrap();
        assert_eq!(paths.len(), 6);
        for path in paths {
            assert_eq!(path["open"], true, "{categories} x {checks}: {path}");
            assert_eq!(path["verdict"], path["to"]);
        }
        let minutes = |by: &str| {
            paths.iter().find(|p| p["to"] == "ready" && p["by"] == by).unwrap()["effort-minutes"]
                .as_u64()
                .unwrap()
        };
        let steps = |by: &str| {
            paths.iter().find(|p| p["to"] == "ready" && p["by"] == by).unwrap()["steps"]
                .as_array()
                .unwrap()
                .len()
        };
        assert!(minutes("least-effort") <= minutes("largest-gains"), "{categories} x {checks}");
        assert!(steps("fewest-changes") <= steps("largest-gains"), "{categories} x {checks}");
    }
}

#[test]
fn two_findings_of_one_id_are_one_step() {
    let book = Book::empty();
    book.put("content/p/1.md", "---\nformat: 1\ndate: 2026-01-10\nfindings:\n  - { id: f, title: A, severity: critical, effort: 3d }\n  - { id: f, title: B, severity: critical, effort: 3d }\n---\n# R\n");
    let told = book.run(&["score", "p"]);
    assert_eq!(
        told.out.lines().filter(|line| line.contains("f=resolved: resolve")).count() % 2,
        0,
        "{}",
        told.out
    );
    assert!(!told.out.contains("effort 6 d"), "{}", told.out);
}
