//! `readybook diff` and the change of somebody who wants to get past it.

use serde_json::json;

use crate::book::Book;
use crate::review::{OLD, OTHER, commit, diff, json as parsed, repository};
use crate::since::git;

/// A repository whose main branch holds some files more; the change begins there.
fn with(files: &[(&str, &str)]) -> Book {
    let book = repository();
    git(book.root(), &["checkout", "-q", "main"]);
    for (path, text) in files {
        book.put(path, text);
    }
    commit(&book, "more");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    book
}

#[test]
fn what_decides_which_checks_apply_heads_the_comment() {
    let project = "---\nname: Alpha\ntier: 1\ntags: [public]\n---\n";
    let book = with(&[("book dir/content/alpha/project.md", project)]);
    let own = "---\nname: '| @team'\ntier: 3\ntags: ['| @team <b>']\n---\n";
    book.put("book dir/content/alpha/project.md", own);
    let run = diff(&book, &["--format", "markdown"]);
    let head =
        run.out.find("This change touches what judges and shows").unwrap_or_else(|| panic!("{}", run.out));
    assert!(run.out.find("| Assessment |").is_none_or(|table| head < table), "{}", run.out);
    assert!(
        run.out.contains("tier: 1 → 3") && !run.out.contains("@team") && !run.out.contains("<b>"),
        "{}",
        run.out
    );
    let all = parsed(&diff(&book, &["--format", "json"]));
    assert_eq!(all["files"][0]["path"], "content/alpha/project.md");
    // A name is nobody's yardstick, and a new project has none to get away from.
    book.put("book dir/content/alpha/project.md", project.replace("Alpha", "Beta"));
    book.put("book dir/content/fresh/project.md", "---\ntier: 3\n---\n");
    book.put("book dir/content/fresh/1.0.md", OTHER);
    assert_eq!(parsed(&diff(&book, &["--format", "json"]))["files"], json!([]));
    // Nor does one that goes by another name get away.
    git(book.root(), &["mv", "book dir/content/alpha", "book dir/content/beta"]);
    book.put("book dir/content/beta/project.md", "---\nformerly: [alpha]\ntier: 3\ntags: [public]\n---\n");
    let all = parsed(&diff(&book, &["--format", "json"]));
    assert_eq!(
        all["files"][0],
        json!({ "path": "content/beta/project.md", "what": "changed", "detail": "tier: 1 → 3" })
    );
}

#[test]
fn evidence_is_looked_for_where_it_was() {
    let project = |root: &str| format!("---\nname: Alpha\n{root}---\n");
    let book = with(&[
        ("book dir/content/alpha/project.md", &project("source-root: ../code\n")),
        ("code/docs/secrets.md", "x"),
        ("code/docs/other.md", "x"),
    ]);
    std::fs::remove_file(book.path("code/docs/secrets.md")).unwrap();
    for root in ["source-root: ../code\n", "", "source-root: ../nowhere\n"] {
        book.put("book dir/content/alpha/project.md", project(root));
        let run = diff(&book, &["--fail-on", "lost-evidence"]);
        assert_eq!(run.status, 1, "{root}: {}", run.out);
        assert!(run.err.contains("check secrets of alpha@1.0 lost its evidence"), "{root}: {}", run.err);
    }
    // Code that moved with its evidence has lost none.
    git(book.root(), &["checkout", "-q", "--", "."]);
    git(book.root(), &["mv", "code", "source"]);
    book.put("book dir/content/alpha/project.md", project("source-root: ../source\n"));
    let run = diff(&book, &["--fail-on", "lost-evidence"]);
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn a_critical_finding_cannot_hide() {
    let critical = "  - { id: hole, title: A hole, severity: critical, status: open }\n";
    let gate = ["--fail-on", "new-critical"];
    for (path, text) in [
        // In a document that nobody would publish, in a first assessment, in a release of long ago.
        ("alpha/1.0.md", OLD.replace("format: 1", "format: 1\ndraft: true").replace("waivers:", &format!("{critical}waivers:"))),
        ("alpha/1.0.md", OLD.replace("format: 1", "format: 1\nvisibility: internal").replace("waivers:", &format!("{critical}waivers:"))),
        ("fresh/1.0.md", OTHER.replace("checks:", &format!("findings:\n{critical}checks:"))),
        ("alpha/0.1.md", OTHER.replace("2026-01-10", "2020-01-01").replace("checks:", &format!("findings:\n{critical}checks:"))),
        // In the body, and under another id.
        ("alpha/1.0.md", format!("{OLD}\n## A hole\n\n**Severity:** Critical\n**Status:** Open\n")),
        ("alpha/1.0.md", OLD.replace("id: keys, title: Keys in the repository, severity: critical, status: resolved", "id: keys2, title: Keys, severity: critical, status: open")),
        // Below its own waiver.
        ("alpha/1.0.md", OLD.replace("waivers:", &format!("{critical}waivers:\n  - {{ finding: hole, reason: x, approved-by: Me, expires: 2026-12-31 }}"))),
    ] {
        let book = repository();
        book.put(&format!("book dir/content/{path}"), &text);
        let run = diff(&book, &gate);
        assert_eq!(run.status, 1, "{text}\n{}", run.out);
    }
}

#[test]
fn an_assessment_that_is_taken_away_is_not_forgotten() {
    let book = repository();
    git(book.root(), &["rm", "-q", "-r", "book dir/content/alpha"]);
    let run = diff(&book, &["--format", "markdown"]);
    assert!(run.out.starts_with("### Readiness: 1 assessment removed"), "{}", run.out);
    // A release by another name is not the old one with a worse verdict left out.
    git(book.root(), &["reset", "-q", "--hard"]);
    git(book.root(), &["mv", "book dir/content/alpha/1.0.md", "book dir/content/alpha/2.0.md"]);
    book.put("book dir/content/alpha/2.0.md", OLD.replace("limits: pass", "limits: fail"));
    let all = parsed(&diff(&book, &["--format", "json", "--fail-on", "score-drop"]));
    assert_eq!(all["removed"][0]["assessment"]["release"], "1.0", "{all}");
    assert_eq!(all["changes"][0]["against"]["release"], "1.0", "{all}");
    assert_eq!(all["gate"]["passed"], false, "{all}");
}
