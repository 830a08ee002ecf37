//! `readybook diff` says of everything that changed that it did.

use serde_json::json;

use crate::book::Book;
use crate::review::{OLD, OTHER, commit, diff, json as parsed, repository};
use crate::since::git;

const ALPHA: &str = "book dir/content/alpha/1.0.md";
const PROJECT: &str = "book dir/content/alpha/project.md";

/// The first line about a change.
fn headline(book: &Book) -> String {
    let run = diff(book, &["main"]);
    assert_eq!(run.status, 0, "{}", run.err);
    run.out.lines().next().unwrap().to_owned()
}

/// Makes what is there now the state before.
fn settle(book: &Book) {
    commit(book, "before");
    git(book.root(), &["branch", "-q", "-f", "main"]);
}

#[test]
fn a_project_that_is_called_otherwise_is_told() {
    let book = repository();
    git(book.root(), &["mv", "book dir/content/alpha", "book dir/content/beta"]);
    book.put("book dir/content/beta/project.md", "---\nname: Alpha\nformerly: [alpha]\n---\n");
    assert!(headline(&book).contains("1 project renamed"), "{}", headline(&book));
    // With other words it is still the same assessment, of which only those changed.
    book.put("book dir/content/beta/1.0.md", OLD.replace("All of it", "Nearly all of it"));
    assert!(headline(&book).starts_with("only words changed, 1 project renamed"), "{}", headline(&book));
    let all = parsed(&diff(&book, &["main", "--format", "json"]));
    assert_eq!((&all["changes"], &all["reworded"]), (&json!([]), &json!(1)));
}

#[test]
fn a_new_error_is_told_wherever_it_is() {
    let book = repository();
    book.put(PROJECT, "---\nname: Alpha\nlinks: [{ title: x, url: 'javascript:1' }]\n---\n");
    assert!(headline(&book).contains("new problem"), "{}", headline(&book));
    // A picture that reports of its own project and of another one show, and one that nobody does.
    git(book.root(), &["checkout", "-q", "--", "."]);
    book.put("book dir/content/alpha/plan.png", "x");
    book.put("book dir/content/alpha/other.png", "x");
    book.put(ALPHA, format!("{OLD}\n![A plan](plan.png)\n"));
    book.put("book dir/content/other/1.0.md", format!("{OTHER}\n![A plan](../alpha/plan.png)\n"));
    settle(&book);
    std::fs::remove_file(book.path("book dir/content/alpha/other.png")).unwrap();
    assert_eq!(headline(&book), "no assessment changed");
    std::fs::remove_file(book.path("book dir/content/alpha/plan.png")).unwrap();
    assert_eq!(headline(&book), "2 new problems");
    let run = diff(&book, &["main", "--format", "markdown"]);
    assert!(
        run.out.contains("content/alpha/1.0.md:") && run.out.contains("content/other/1.0.md:"),
        "{}",
        run.out
    );
    assert!(run.out.contains("2 other files changed"), "{}", run.out);
}

#[test]
fn what_a_project_says_of_itself_is_told() {
    let book = repository();
    for (line, what, after) in [
        ("owner: web-team", "owner", "web-team"),
        ("lifecycle: retired", "lifecycle", "retired"),
        ("repository: 'https://example.org/code'", "repository", "https://example.org/code"),
        ("links: { Board: 'https://example.org/' }", "link: Board", "https://example.org/"),
    ] {
        book.put(PROJECT, format!("---\nname: Alpha\n{line}\n---\n"));
        assert_eq!(headline(&book), "1 project described otherwise", "{line}");
        let all = parsed(&diff(&book, &["main", "--format", "json"]));
        let expected = json!([{ "what": what, "before": null, "after": after }]);
        assert_eq!(all["projects"][0]["stated"], expected, "{line}");
    }
    book.put(PROJECT, "---\nname: Alpha\n---\n\nMore words.\n");
    assert_eq!(headline(&book), "no assessment changed");
}

const FULL: &str = "---
format: 1
date: 2026-01-10
environment: production
commit: 4f2a91c
reviewers: [Ada]
signoff: [{ name: Ada, role: lead, date: 2026-01-11, decision: approved }]
categories:
  security: { score: 80, evidence: ['https://example.org/s'] }
checks:
  limits: pass
  secrets: { result: pass, evidence: ['https://example.org/a'] }
  backups: { result: n/a, reason: nothing is kept }
findings:
  - { id: logs, title: No logs, category: security, severity: medium, status: open, owner: ada, due: 2026-03-01 }
objectives: [{ scenario: outage, rto: 30 min, rpo: 1 h }]
limits: [{ service: api, cpu: 1, memory: 1 GB }]
actions: [{ when: before launch, what: rehearse, done: false }]
---
# Alpha

## Security

- [ ] Keys are kept in a vault
";

#[test]
fn every_fact_that_is_stated_otherwise_has_a_row() {
    let book = repository();
    book.put(ALPHA, FULL);
    settle(&book);
    for (from, to, what, before, after) in [
        (
            "decision: approved",
            "decision: rejected",
            "sign-off by Ada, lead",
            Some("approved"),
            Some("rejected"),
        ),
        (
            "signoff: [{ name: Ada, role: lead, date: 2026-01-11, decision: approved }]\n",
            "",
            "sign-off by Ada, lead",
            Some("approved"),
            None,
        ),
        (
            "date: 2026-01-11",
            "date: 2026-01-12",
            "date of the sign-off by Ada, lead",
            Some("2026-01-11"),
            Some("2026-01-12"),
        ),
        ("4f2a91c", "5f2a91c", "commit", Some("4f2a91c"), Some("5f2a91c")),
        (
            "environment: production",
            "environment: staging",
            "environment",
            Some("production"),
            Some("staging"),
        ),
        ("reviewers: [Ada]", "reviewers: [Bob]", "reviewers", Some("Ada"), Some("Bob")),
        (
            "nothing is kept",
            "too dear",
            "why backups does not apply",
            Some("nothing is kept"),
            Some("too dear"),
        ),
        (
            "rto: 30 min",
            "rto: 3 h",
            "objective for outage",
            Some("rto 30 min, rpo 1 h"),
            Some("rto 3 h, rpo 1 h"),
        ),
        ("cpu: 1", "cpu: 2", "limits of api", Some("cpu 1, memory 1 GB"), Some("cpu 2, memory 1 GB")),
        (
            "done: false",
            "done: true",
            "action: rehearse",
            Some("before launch, not done"),
            Some("before launch, done"),
        ),
        ("- [ ] Keys", "- [x] Keys", "task: Keys are kept in a vault", Some("not done"), Some("done")),
        (
            "example.org/a",
            "example.org/b",
            "evidence of check secrets",
            Some("https://example.org/a"),
            Some("https://example.org/b"),
        ),
        (
            "example.org/s",
            "example.org/t",
            "evidence of category security",
            Some("https://example.org/s"),
            Some("https://example.org/t"),
        ),
        ("score: 80", "score: 81", "declared score of security", Some("80"), Some("81")),
    ] {
        book.put(ALPHA, FULL.replace(from, to));
        let all = parsed(&diff(&book, &["main", "--format", "json"]));
        let stated = all["changes"][0]["stated"].as_array().unwrap_or_else(|| panic!("{what}: {all}"));
        let expected = json!({ "what": what, "before": before, "after": after });
        assert!(stated.contains(&expected), "{what}: {stated:?}");
        let run = diff(&book, &["main"]);
        assert!(run.out.contains(what) && !run.out.contains("only words"), "{what}: {}", run.out);
    }
}

#[test]
fn what_else_a_finding_states_is_told_with_it() {
    let book = repository();
    book.put(ALPHA, FULL);
    settle(&book);
    for (from, to, told) in [
        ("due: 2026-03-01", "due: 2027-03-01", "; due: 2026-03-01 → 2027-03-01"),
        (", due: 2026-03-01", "", "; due: 2026-03-01 → nothing"),
        ("owner: ada", "owner: bob", "; owner: ada → bob"),
        ("title: No logs", "title: Few logs", "; title: No logs → Few logs"),
        ("category: security,", "category: recovery,", "; category: security → recovery"),
        ("owner: ada,", "owner: ada, evidence: [x.md],", "; evidence: nothing → x.md"),
    ] {
        book.put(ALPHA, FULL.replace(from, to));
        let run = diff(&book, &["main"]);
        let row = run
            .out
            .lines()
            .find(|line| line.starts_with("findings: "))
            .unwrap_or_else(|| panic!("{}", run.out));
        assert!(row.contains("stated otherwise") && row.contains(told), "{told}: {row}");
    }
    // Together with what happened to it.
    book.put(
        ALPHA,
        FULL.replace("severity: medium", "severity: high").replace("due: 2026-03-01", "due: 2027-03-01"),
    );
    let all = parsed(&diff(&book, &["main", "--format", "json"]));
    let finding = &all["changes"][0]["findings"][0];
    assert_eq!(finding["what"], json!(["worsened"]));
    assert_eq!(finding["stated"], json!([{ "what": "due", "before": "2026-03-01", "after": "2027-03-01" }]));
}

#[test]
fn a_new_release_has_a_day_and_a_commit_of_its_own() {
    let book = repository();
    book.put(ALPHA, FULL);
    settle(&book);
    let next = FULL.replace("2026-01-1", "2026-02-1").replace("4f2a91c", "5f2a91c").replace("[Ada]", "[Bob]");
    book.put("book dir/content/alpha/1.1.md", next);
    let all = parsed(&diff(&book, &["main", "--format", "json"]));
    let expected = json!([{ "what": "reviewers", "before": "Ada", "after": "Bob" }]);
    assert_eq!(all["changes"][0]["stated"], expected);
    // One of long ago is not the first.
    book.put("book dir/content/alpha/0.9.md", FULL.replace("2026-01-1", "2025-01-1"));
    let run = diff(&book, &["main"]);
    assert!(run.out.starts_with("1 older assessment"), "{}", run.out);
    assert!(
        run.out.contains("Alpha 0.9, from before the others") && !run.out.contains("its first"),
        "{}",
        run.out
    );
}

#[test]
fn seals_that_do_not_hold_any_more_are_told_by_name() {
    let book = repository();
    let seal = crate::book::Run::of(
        crate::book::readybook().current_dir(book.path("book dir")).args(["seal", "alpha", "1.0"]),
    );
    assert_eq!(seal.status, 0, "{}", seal.err);
    assert_eq!(headline(&book), "1 seal added");
    settle(&book);
    book.put(ALPHA, OLD.replace("All of it", "Nearly all of it"));
    assert_eq!(headline(&book), "1 seal broken or gone");
    let run = diff(&book, &["main", "--format", "markdown"]);
    assert!(run.out.contains("Seals: 1 broken") && run.out.contains("has changed since"), "{}", run.out);
    let ledger = book.path("book dir/content/alpha/ledger.jsonl");
    book.put(ALPHA, OLD);
    std::fs::remove_file(ledger).unwrap();
    assert_eq!(headline(&book), "1 seal broken or gone");
    let all = parsed(&diff(&book, &["main", "--format", "json"]));
    assert_eq!(all["seals"][0]["what"], "removed");
    assert!(all["seals"][0]["message"].as_str().unwrap().contains("alpha@1.0"), "{all}");
}

#[test]
fn what_could_not_be_read_before_either_is_not_called_unchanged() {
    let book = repository();
    book.put("book dir/content/alpha/0.9.md", "---\nformat: [\n---\n");
    settle(&book);
    book.put(ALPHA, OLD.replace("All of it", "Nearly all of it"));
    let run = diff(&book, &["main"]);
    let expected = "2 assessments unchanged, 1 changed in words only, 1 cannot be read, as before";
    assert!(run.out.contains(expected), "{}", run.out);
}
