//! A build of what has not changed: it looks at files and makes nothing, and is never taken in by what only looks the same.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::book::{Book, Run, readybook};

/// A book that was saved a while ago, built twice; what the last build remembers is marked, so that a run that only
/// repeats it is known by the mark.
fn built(book: &Book) {
    for (path, _) in book.files("") {
        if !path.starts_with("output") {
            age(book, &path);
        }
    }
    assert_eq!(book.run(&["build"]).status, 0);
    mark(book);
}

fn age(book: &Book, path: &str) {
    let past = SystemTime::now() - Duration::from_hours(1);
    File::options().write(true).open(book.path(path)).unwrap().set_modified(past).unwrap();
}

fn mark(book: &Book) {
    let text = book.read(".readybook/last.json");
    assert!(text.contains("\"tally\":\""), "{text}");
    book.put(".readybook/last.json", text.replace("\"tally\":\"", "\"tally\":\"as before: "));
}

fn repeats(run: &Run) -> bool {
    assert_eq!(run.status, 0, "{}", run.err);
    run.err.contains("as before: ")
}

fn tool(book: &Book, arguments: &[&str], day: &str) -> Run {
    Run::of(readybook().current_dir(book.root()).args(arguments).env("SOURCE_DATE_EPOCH", day))
}

#[test]
fn nothing_changed_is_told_from_looking_alone() {
    let book = Book::good();
    built(&book);
    let run = book.run(&["build"]);
    assert!(repeats(&run), "{}", run.err);
    let plain = run.err.replace("as before: ", "");
    fs::remove_dir_all(book.path(".readybook")).unwrap();
    let again = book.run(&["build"]).err;
    let words = |text: &str| text.split("; ").next().unwrap().replace(char::is_numeric, "");
    assert_eq!(words(&plain), words(&again), "it tells the same");
    assert!(plain.contains(": 0 files written, ") && plain.contains(" 0 removed; "), "{plain}");
}

#[test]
fn whatever_changed_is_seen() {
    let book = Book::good();
    let text = book.read("content/good/1.0.0.md");
    let same = |change: &dyn Fn()| {
        built(&book);
        change();
        let run = book.run(&["build"]);
        let was = repeats(&run);
        book.put("content/good/1.0.0.md", &text);
        was
    };
    // As long as before, and as old: the file system still tells that it was written.
    assert!(!same(&|| {
        let past = fs::metadata(book.path("content/good/1.0.0.md")).unwrap().modified().unwrap();
        book.put("content/good/1.0.0.md", text.replace("# Good", "# Bood"));
        File::options()
            .write(true)
            .open(book.path("content/good/1.0.0.md"))
            .unwrap()
            .set_modified(past)
            .unwrap();
    }));
    assert!(book.read("output/projects/good/1.0.0/index.html").contains("Bood"));
    assert!(!same(&|| {
        book.put("content/good/2.0.0.md", &text);
    }));
    assert!(!same(&|| fs::remove_file(book.path("content/good/2.0.0.md")).unwrap()));
    assert!(!same(&|| {
        book.put("book.toml", "[book]\ntitle = \"Else\"\n");
    }));
    assert!(!same(&|| {
        book.put("themes/default/assets/more.css", "p {}\n");
    }));
    assert!(!same(&|| {
        book.put("output/index.html", "edited");
    }));
    assert!(!book.read("output/index.html").contains("edited"));
    assert!(!same(&|| fs::remove_file(book.path("output/projects/good/1.0.0/index.html")).unwrap()));
    assert!(book.path("output/projects/good/1.0.0/index.html").exists());
    assert!(!same(&|| fs::remove_dir_all(book.path("output")).unwrap()));
    assert!(book.path("output/index.html").exists());
}

#[test]
fn another_day_folder_or_wish_is_another_build() {
    let book = Book::good();
    built(&book);
    assert!(!repeats(&tool(&book, &["build"], "1769990000")));
    built(&book);
    assert!(!repeats(&book.run(&["build", "--drafts"])));
    built(&book);
    assert!(!repeats(&book.run(&["build", "--out-dir", "other"])));
    assert!(repeats(&book.run(&["build"])), "each folder is remembered by itself");
    assert!(!repeats(&book.run(&["build", "--base-url", "https://example.org/"])));
}

#[test]
fn what_stands_beside_the_book_is_looked_at_again() {
    let around = Book::empty();
    around.put("code/main.rs", "fn main() {}\n");
    around.put("book/book.toml", "[book]\ntitle = \"Test\"\n");
    around.put("book/content/pay/project.md", "---\nname: Pay\nsource-root: ../code\n---\n");
    let document = "---\nformat: 1\ndate: 2026-01-21\nchecks:\n  alerts: { result: pass, evidence: main.rs }\n---\n# Pay\n";
    around.put("book/content/pay/1.0.0.md", document);
    for (path, _) in around.files("") {
        age(&around, &path);
    }
    let build = || Run::of(readybook().current_dir(around.path("book")).arg("build"));
    assert_eq!(build().status, 0);
    let text = around.read("book/.readybook/last.json");
    assert!(text.contains("main.rs"), "{text}");
    around.put("book/.readybook/last.json", text.replace("\"tally\":\"", "\"tally\":\"as before: "));
    assert!(repeats(&build()));
    fs::remove_file(around.path("code/main.rs")).unwrap();
    let run = build();
    assert!(!run.err.contains("as before: "), "{}", run.err);
}

#[test]
fn a_file_that_was_saved_just_now_is_not_trusted_to_be_as_it_was() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(
        !book.path(".readybook/last.json").exists() || !book.read(".readybook/last.json").contains("tally")
    );
}
