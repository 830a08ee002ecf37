//! What it takes to publish: the workflow, the address.

use crate::book::{Book, Run, readybook};

#[test]
fn init_offers_the_workflow() {
    let folder = tempfile::tempdir().unwrap();
    let init =
        |arguments: &[&str]| Run::of(readybook().current_dir(folder.path()).arg("init").args(arguments));
    assert!(init(&["plain"]).err.contains("readybook init --pages"));
    assert!(!folder.path().join("plain/.github").exists());
    let run = init(&["--pages", "book"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("pages.yml") && run.err.contains("choose GitHub Actions"), "{}", run.err);
    let text = std::fs::read_to_string(folder.path().join("book/.github/workflows/pages.yml")).unwrap();
    check(&text);
    assert!(run.err.contains("in the place of OWNER/readybook"), "{}", run.err);
    let build =
        Run::of(readybook().current_dir(folder.path().join("book")).args(["build", "--deny", "warnings"]));
    assert_eq!(build.status, 0, "{}", build.err);
}

#[test]
fn a_book_that_exists_gets_the_workflow_alone() {
    let book = Book::good();
    let before = book.files("content");
    let run = book.run(&["init", "--pages=acme/tools.readybook"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = book.read(".github/workflows/pages.yml");
    check(&text);
    let used = format!("uses: acme/tools.readybook/action/install@v{}\n", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&used), "{text}");
    assert!(book.files("content") == before && !run.err.contains("in the place of"), "{}", run.err);
    let again = book.run(&["init", "--pages=acme/tools.readybook"]);
    assert!(again.status == 2 && again.err.contains("exists already"), "{}", again.err);
    for bad in ["acme", "a/b/c", "/b", "a/$(x)"] {
        let run = book.run(&["init", &format!("--pages={bad}")]);
        assert!(run.status == 2 && run.err.contains("names no repository"), "{bad}: {}", run.err);
    }
}

#[test]
fn this_repository_publishes_its_own_book() {
    check(include_str!("../.github/workflows/pages.yml"));
}

/// A workflow with the permissions that it needs, and no more.
fn check(text: &str) {
    let workflow: serde_json::Value = serde_saphyr::from_str(text).unwrap();
    assert_eq!(workflow["permissions"], serde_json::json!({ "contents": "read" }));
    let jobs = &workflow["jobs"];
    assert_eq!(jobs["build"]["permissions"], serde_json::json!({ "contents": "read", "pages": "read" }));
    assert_eq!(jobs["deploy"]["permissions"], serde_json::json!({ "pages": "write", "id-token": "write" }));
    assert_eq!(jobs["deploy"]["needs"], "build");
    for step in [
        "upload-pages-artifact@",
        "deploy-pages@",
        "configure-pages@",
        "verify",
        "build --deny errors --base-url \"$BASE_URL\"",
    ] {
        assert!(text.contains(step), "{step}");
    }
    let runs = text.lines().filter(|line| line.trim_start().starts_with("- run:"));
    assert!(runs.into_iter().all(|line| !line.contains("${{")), "no expression enters a shell");
}

#[test]
fn an_address_of_the_command_line_takes_the_place_of_the_books() {
    let book = Book::good();
    book.put("book.toml", "[publish]\nbase-url = \"https://old.example.org/\"\n");
    let page = || book.read("output/projects/good/index.html");
    book.run(&["build"]);
    assert!(page().contains("https://old.example.org/badges/good/readiness.svg"));
    let run = book.run(&["build", "--base-url", "https://new.example.org/r"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(page().contains("https://new.example.org/r/badges/good/readiness.svg"), "made anew");
    assert!(!page().contains("old.example.org"));
    for bad in ["example.org", "https://", "ftp://example.org", "https://a/?x", "https:///x"] {
        let run = book.run(&["build", "--base-url", bad]);
        assert!(run.status == 2 && run.err.contains("it is no web address"), "{bad}: {}", run.err);
    }
}
