//! The same texts in what leaves the book by other ways than its site: exports, archives, and reports that are imported.

use std::process::Command;

use super::{AT_ONCE, book, check, document, inert::running, vectors::vectors};
use crate::book::{Book, files};

/// Files that hold the texts: that nothing was found in others is worth nothing.
fn holding(files: &[(String, Vec<u8>)]) -> usize {
    files.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("hit()")).count()
}

#[test]
fn nothing_runs_in_an_export() {
    let book = book();
    for format in ["csv", "json"] {
        let run = book.run(&["export", "--format", format, "--out-dir", format]);
        assert!(run.status < 2, "{}", run.err);
        let mut exported = book.files(format);
        exported.retain(|(path, _)| path.ends_with(format) || path.ends_with("jsonl"));
        assert!(holding(&exported) >= 4, "{format}: {:?}", exported.iter().map(|(path, _)| path));
        check(&exported);
    }
}

#[test]
fn nothing_runs_in_an_archive() {
    // An archive holds the images that its reports show, and is refused where one is missing: only texts without any.
    let texts: Vec<String> = vectors()
        .into_iter()
        .filter(|text| !["src", "im", "poster", "!["].iter().any(|part| text.contains(part)))
        .collect();
    assert!(texts.len() > 100);
    let book = Book::empty();
    book.put("content/alpha/x.png", b"GIF89a");
    for (at, some) in texts.chunks(AT_ONCE).enumerate() {
        book.put(&format!("content/alpha/1.{at}.0.md"), document(some, "ready"));
    }
    let run = book.run(&["archive", "alpha", "--out", "alpha.zip"]);
    assert!(run.status < 2, "{}", run.err);
    let mut unzip = Command::new("unzip");
    unzip.args(["-q", "alpha.zip", "-d", "unpacked"]).current_dir(book.root());
    assert!(unzip.status().unwrap().success());
    let mut held = files(&book.path("unpacked"));
    let is_page = |path: &str| path.strip_suffix(".html").is_some();
    held.retain(|(path, _)| is_page(path) || path.strip_suffix(".json").is_some());
    assert!(holding(&held) >= 4);
    for (path, bytes) in &mut held {
        if is_page(path) {
            // The styles of the page itself, which are the same in every archive.
            let page = String::from_utf8(bytes.clone()).unwrap();
            let (before, rest) = page.split_once("<style>").unwrap();
            let (styles, after) = rest.split_once("</style>").unwrap();
            assert!(!styles.contains("hit()"), "{path}");
            // And the image that stands in it.
            let page = format!("{before}{after}").replace("data:image/png;base64,R0lGODlh", "x.png");
            *bytes = page.into_bytes();
        }
    }
    check(&held);
}

#[test]
fn nothing_runs_of_a_report_that_is_imported() {
    let book = Book::empty();
    for (at, texts) in vectors().chunks(AT_ONCE).enumerate() {
        let lines: Vec<String> = texts.iter().map(|text| text.replace(char::is_control, " ")).collect();
        let findings: Vec<String> =
            lines.iter().map(|line| format!("### {line}\n\n**Severity:** High\n\n{line}\n")).collect();
        let first = &lines[0];
        let report = format!(
            "# {first} Production Readiness Report\n\n**Project:** {first}\n**Date:** 2026-01-21\n**Owner:** {first}\n\
             **Overall Score:** 60/100\n**Verdict:** NOT READY {first}\n\n## Critical Issues\n\n{}\n## Checklist\n\n- [ ] {}\n",
            findings.join("\n"),
            lines.join("\n- [ ] ")
        );
        book.put(&format!("reports/{at}.md"), report);
        let (path, release) = (format!("reports/{at}.md"), format!("{at}.0"));
        let run = book.run(&["import", &path, "--project", "imported", "--release", &release]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'));
    }
    let run = book.run(&["build", "--keep-going"]);
    assert!(run.status < 2, "{}", run.err);
    let mut site = book.files("output");
    site.retain(|(path, _)| !path.contains("manifest.json"));
    assert!(holding(&site) > 20);
    check(&site);
}

#[test]
fn badges_hold_text_only() {
    let book = book();
    assert!(book.run(&["build", "--keep-going"]).status < 2);
    let badges: Vec<_> =
        book.files("output").into_iter().filter(|(path, _)| path.strip_suffix(".svg").is_some()).collect();
    assert!(badges.len() > 3, "{}", badges.len());
    for (path, bytes) in badges {
        assert_eq!(running(&String::from_utf8(bytes).unwrap()), [] as [&str; 0], "{path}");
    }
}
