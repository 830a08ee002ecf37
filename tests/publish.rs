//! What it takes to publish: the workflow, the address.

use crate::book::{Book, Run, readybook};
use crate::since::git;

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
fn the_workflow_is_of_the_book_and_the_branch_that_it_is_written_for() {
    let workflow = |book: &Book, path: &str| -> serde_json::Value {
        serde_saphyr::from_str(&book.read(&format!("{path}.github/workflows/pages.yml"))).unwrap()
    };
    let uploaded = |workflow: &serde_json::Value| {
        let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap().clone();
        steps.iter().find_map(|step| step["with"]["path"].as_str().map(str::to_owned)).unwrap()
    };
    for (branch, pattern) in [("main", "main"), ("on", "on"), ("release/1+x", "release/1\\+x")] {
        let book = Book::good();
        book.put("book.toml", "[build]\noutput = \"public site\"\n");
        git(book.root(), &["init", "-q", "-b", branch]);
        let run = book.run(&["init", "--pages=acme/readybook"]);
        assert!(run.status == 0 && !run.err.contains("the top"), "{}", run.err);
        let text = workflow(&book, "");
        assert_eq!(text["on"]["push"]["branches"], serde_json::json!([pattern]));
        assert_eq!(uploaded(&text), "public site");
    }
    let book = Book::good();
    assert_eq!(book.run(&["init", "--pages=acme/readybook"]).status, 0);
    let text = workflow(&book, "");
    assert_eq!(text["on"]["push"]["branches"], serde_json::json!(["main"]), "without a repository");
    assert_eq!(uploaded(&text), "output");
    let broken = Book::good();
    broken.put("book.toml", "[build\n");
    let run = broken.run(&["init", "--pages=acme/readybook"]);
    assert!(
        run.status == 2 && run.err.contains("book.toml:1") && !broken.path(".github").exists(),
        "{}",
        run.err
    );
    // In a folder of its repository, whether it is there yet or not.
    let top = Book::good();
    git(top.root(), &["init", "-q", "-b", "trunk"]);
    top.put("docs/old/book.toml", "[build]\noutput = \"public\"\n");
    for (book, output) in [("old", "public"), ("new/one", "output")] {
        let mut command = readybook();
        let at = top.path("docs");
        let run = Run::of(command.current_dir(&at).args(["init", "--pages=acme/readybook", book]));
        let told = format!(
            "write `--book docs/{book}` behind each `readybook`, and docs/{book}/{output} as the path"
        );
        assert!(run.status == 0 && run.err.contains(&told), "{}", run.err);
        let text = workflow(&top, &format!("docs/{book}/"));
        assert_eq!(text["on"]["push"]["branches"], serde_json::json!(["trunk"]));
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
