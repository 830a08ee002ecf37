//! The comment where there is more to say than services take.

use std::fmt::Write as _;

use crate::book::{Book, Run};
use crate::review::{OLD, OTHER, diff, repository};

const SHORTENED: &str = "Shortened, so that this comment is not too long:";

/// The comment about what changed, which services take.
fn comment(book: &Book) -> Run {
    let run = diff(book, &["main", "--format", "markdown"]);
    let length = run.out.encode_utf16().count();
    assert!(length <= 65_536, "{length}");
    assert!(!run.out.contains(SHORTENED) || length > 50_000, "there is room for more: {length}");
    assert_eq!(run.out.matches("<details").count(), run.out.matches("</details>").count());
    run
}

/// The sections that were shortened.
fn shortened(run: &Run) -> &str {
    let line = run.out.lines().find(|line| line.contains(SHORTENED)).unwrap_or_else(|| panic!("{}", run.out));
    line.split_once(":** ").unwrap().1.split_once(". `").unwrap().0
}

#[test]
fn scores_crowd_out_nothing_that_is_worse() {
    let book = repository();
    for n in 0..700 {
        book.put(&format!("book dir/content/p{n}/1.0.md"), OTHER.replace("limits: pass", "backups: pass"));
        book.put(
            &format!("book dir/content/p{n}/project.md"),
            format!("---\nname: A service with a name that takes a good part of its row {n}\n---\n"),
        );
    }
    crate::review::commit(&book, "many");
    crate::since::git(book.root(), &["branch", "-q", "-f", "main"]);
    for n in 0..700 {
        book.put(&format!("book dir/content/p{n}/1.0.md"), OTHER.replace("limits: pass", "backups: partial"));
    }
    let reopened = OLD
        .replace("severity: critical, status: resolved", "severity: critical, status: open")
        .replace(", evidence: [docs/secrets.md]", "");
    book.put("book dir/content/alpha/1.0.md", reopened);
    let run = comment(&book);
    assert!(run.out.contains("| reopened | critical | Keys in the repository |"), "{}", run.out);
    assert!(run.out.contains("| check secrets | docs/secrets.md |"), "{}", run.out);
    assert_eq!(shortened(&run), "verdicts, categories, checks");
    assert_eq!(run.out.lines().filter(|line| line.starts_with("and ")).count(), 3, "{}", run.out);
}

#[test]
fn a_long_section_is_shortened_before_short_ones() {
    let book = repository();
    let mut findings = String::new();
    for n in 0..900 {
        let title = "very ".repeat(20);
        writeln!(findings, "  - {{ id: f{n}, title: 'Finding {n} {title}', severity: high, status: open }}")
            .unwrap();
    }
    let many = OLD
        .replace("findings:\n", &format!("findings:\n{findings}"))
        .replace(", evidence: [docs/secrets.md]", "")
        .replace("limits: pass", "limits: fail")
        .replace("expires: 2026-06-30", "expires: 2026-04-30");
    book.put("book dir/content/alpha/1.0.md", many);
    let run = comment(&book);
    assert!(run.out.contains("| check secrets | docs/secrets.md |"), "{}", run.out);
    assert!(run.out.contains("shortened") && run.out.contains("2026-04-30"), "{}", run.out);
    assert!(run.out.contains("What caps it"), "the worst is kept");
    assert_eq!(shortened(&run), "findings, new problems");
    let shown = run.out.lines().filter(|line| line.contains("| new | high |")).count();
    let left: usize = run
        .out
        .lines()
        .find_map(|line| line.strip_prefix("and ")?.strip_suffix(" more"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(shown + left, 900, "{}", run.out);
}

#[test]
fn of_many_files_that_cannot_be_read_the_first_are_named() {
    let book = repository();
    for n in 0..700 {
        book.put(&format!("book dir/content/broken{n:03}/1.0.md"), "---\nformat: [\n---\n");
    }
    let run = comment(&book);
    assert!(run.out.contains("content/broken000/1.0.md"), "{}", run.out);
    assert_eq!(shortened(&run), "what cannot be compared");
}

#[test]
fn even_verdicts_are_shortened_in_the_end() {
    let book = repository();
    for n in 0..700 {
        let name = "long".repeat(20);
        book.put(&format!("book dir/content/p{n}/1.0.md"), OTHER.replace("pass", "fail"));
        book.put(&format!("book dir/content/p{n}/project.md"), format!("---\nname: '{name} {n}'\n---\n"));
    }
    let worse = OLD.replace("severity: critical, status: resolved", "severity: critical, status: open");
    book.put("book dir/content/alpha/1.0.md", worse);
    let run = comment(&book);
    assert_eq!(shortened(&run), "verdicts");
    assert!(run.out.contains("Alpha") && run.out.contains("What caps it"), "{}", &run.out[..2000]);
}
