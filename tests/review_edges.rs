//! `readybook diff` where books stand side by side, move, or give way to something else.

use serde_json::json;

use crate::book::{Book, Run, readybook};
use crate::review::{OLD, OTHER, RUBRIC, commit, diff, json as parsed, repository};
use crate::since::git;

fn in_folder(book: &Book, folder: &str, arguments: &[&str]) -> Run {
    Run::of(readybook().current_dir(book.path(folder)).arg("diff").args(arguments))
}

/// The book of a second team, whose own rubric is stricter.
fn put_second(book: &Book) {
    book.put("second/book.toml", "[book]\ntitle = \"Second\"\n[rubric]\ndefault = \"tiny\"\n");
    book.put("second/rubrics/tiny@1.toml", RUBRIC.replace("ready-from = 80", "ready-from = 95"));
    book.put("second/content/ours/1.0.md", OTHER);
}

#[test]
fn a_second_book_is_new_and_no_move_of_the_first() {
    let book = repository();
    // Others have files of that name too.
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("docs/book.toml", "[book]\ntitle = \"A manual\"\nsrc = \"src\"\n");
    commit(&book, "a manual");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    put_second(&book);
    commit(&book, "a second book");
    for arguments in [["main"].as_slice(), &["main", "HEAD"], &["main...HEAD"], &[]] {
        let run = in_folder(&book, "second", arguments);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(!run.out.contains("moved") && !run.out.contains("removed"), "{arguments:?}: {}", run.out);
        assert!(run.out.starts_with("1 first assessment"), "{arguments:?}: {}", run.out);
        assert!(run.out.contains("there was no book before"), "{arguments:?}: {}", run.out);
    }
}

#[test]
fn a_manual_that_is_gone_is_no_book_that_moved() {
    let book = repository();
    git(book.root(), &["checkout", "-q", "-B", "main"]);
    git(book.root(), &["mv", "book dir", "first"]);
    book.put("docs/book.toml", "[book]\ntitle = \"A manual\"\nsrc = \"src\"\n");
    book.put("docs/content/page.md", "# A page\n");
    commit(&book, "a manual");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    git(book.root(), &["rm", "-q", "-r", "docs"]);
    git(book.root(), &["mv", "first", "moved"]);
    commit(&book, "moved");
    let run = in_folder(&book, "moved", &["main"]);
    assert!(run.out.contains("Note: the book moved from `first` to `moved`"), "{}{}", run.out, run.err);
}

#[test]
fn evidence_that_gives_way_to_a_missing_file_is_lost() {
    let book = repository();
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\nsource-root: ../code\n---\n");
    book.put("code/docs/secrets.md", "x");
    book.put("code/docs/more.md", "x");
    commit(&book, "code");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    let with = |evidence: &str| {
        book.put("book dir/content/alpha/1.0.md", OLD.replace("[docs/secrets.md]", evidence));
        diff(&book, &["main", "--fail-on", "lost-evidence"])
    };
    let why = "check secrets of alpha@1.0 lost its evidence: docs/secrets.md";
    for keeps_file in [true, false] {
        if !keeps_file {
            std::fs::remove_file(book.path("code/docs/secrets.md")).unwrap();
        }
        for evidence in ["[docs/nope.md]", "[docs/nope.md, docs/neither.md]"] {
            let run = with(evidence);
            assert!(run.status == 1 && run.err.contains(why), "{evidence}: {}{}", run.out, run.err);
        }
        // What takes its place is enough.
        for evidence in ["[docs/more.md]", "[docs/nope.md, docs/more.md]", "['https://example.org/']"] {
            assert_eq!(with(evidence).status, 0, "{evidence}");
        }
    }
}

#[test]
fn what_gives_way_to_a_submodule_is_removed() {
    let inner = repository();
    let book = repository();
    let from = inner.root().to_str().unwrap().to_owned();
    git(book.root(), &["rm", "-q", "-r", "book dir/content/third"]);
    let path = "book dir/content/third";
    git(book.root(), &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, path]);
    let in_tree = diff(&book, &["main"]);
    commit(&book, "a submodule");
    let between = diff(&book, &["main", "HEAD"]);
    let back = diff(&book, &["HEAD", "main"]);
    for run in [in_tree, between] {
        assert!(run.out.starts_with("1 assessment removed"), "{}{}", run.out, run.err);
        assert!(run.out.contains("third@1.0") && run.out.contains("it is a submodule"), "{}", run.out);
    }
    assert!(back.out.starts_with("1 first assessment"), "{}{}", back.out, back.err);
}

#[test]
fn another_rubric_of_a_document_heads_the_comment_before_themes() {
    let book = repository();
    let easy = RUBRIC.replace("id = \"tiny\"", "id = \"easy\"");
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/rubrics/easy@1.toml", easy);
    commit(&book, "an easier rubric");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    book.put("book dir/content/other/1.0.md", OTHER.replace("format: 1", "format: 1\nrubric: easy"));
    let files = |book: &Book| parsed(&diff(book, &["--format", "json"]))["files"].clone();
    let expected = json!({
        "path": "content/other/1.0.md", "what": "changed", "detail": "rubric: nothing → easy"
    });
    assert_eq!(files(&book), json!([expected]));
    // However many files of a theme there are.
    for n in 0..12 {
        book.put(&format!("book dir/themes/own/{n}.css"), "a {}");
    }
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\ntier: 3\n---\n");
    let run = diff(&book, &["--format", "markdown"]);
    assert!(!run.out.contains("only words changed"), "{}", run.out);
    let themes = run.out.find("themes/own").unwrap_or_else(|| panic!("{}", run.out));
    for first in ["rubric: nothing → easy", "tier: nothing → 3"] {
        assert!(run.out.find(first).is_some_and(|at| at < themes), "{first}: {}", run.out);
    }
    // A new release that asks for another one than the latest before does not get by either.
    git(book.root(), &["checkout", "-q", "--", "."]);
    git(book.root(), &["clean", "-q", "-f", "-d"]);
    let text = OTHER.replace("01-10", "01-20").replace("format: 1", "format: 1\nrubric: easy");
    book.put("book dir/content/other/1.1.md", text);
    assert_eq!(files(&book)[0]["path"], "content/other/1.1.md");
}
