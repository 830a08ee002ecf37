//! `readybook diff` where one state, or both, is the data of a built site.

use std::path::Path;

use serde_json::{Value, json};

use crate::book::{Book, Run};
use crate::review::{NEW, OLD, OTHER, RUBRIC, commit, diff, json as parsed, repository};
use crate::since::git;

/// A repository with a book, and the site of its first commit in `site`.
fn built() -> Book {
    let book = repository();
    build(&book, "../site");
    book
}

fn build(book: &Book, to: &str) {
    let run =
        Run::of(crate::book::readybook().current_dir(book.path("book dir")).args(["build", "--out-dir", to]));
    assert_eq!(run.status, 0, "{}", run.err);
}

fn put(book: &Book, path: &str, bytes: &[u8]) {
    book.put(&format!("site/{path}"), bytes);
}

/// Changes one value of a document of the site.
fn change(book: &Book, path: &str, pointer: &str, to: Value) {
    let path = format!("site/data/v1/{path}");
    let mut value: Value = serde_json::from_str(&book.read(&path)).unwrap();
    *value.pointer_mut(pointer).unwrap() = to;
    book.put(&path, value.to_string());
}

#[test]
fn a_site_is_compared_with_every_other_state() {
    let book = built();
    book.put("book dir/content/alpha/1.0.md", NEW);
    book.put("book dir/content/other/1.1.md", OTHER.replace("pass", "fail").replace("01-10", "01-20"));
    let of_documents = parsed(&diff(&book, &["main", "--format", "json"]));
    build(&book, "../after");
    commit(&book, "second");
    for arguments in [
        ["../site"].as_slice(),
        &["../site/"],
        &["../site/data"],
        &["../site/data/v1"],
        &["../site/data/v1/portfolio.json"],
        &["../site", "."],
        &["../site", "HEAD"],
        &["../site", "../after"],
        &["main", "../after"],
    ] {
        let run = diff(&book, &[arguments, ["--format", "json"].as_slice()].concat());
        let all = parsed(&run);
        assert_eq!(all["judged-by"], "each", "{arguments:?}");
        // What the data know is the same as what the documents say.
        for key in ["changes", "removed", "renamed", "unchanged", "reworded", "lost-evidence"] {
            assert_eq!(all[key], of_documents[key], "{key} of {arguments:?}");
        }
        let rules = |all: &Value| {
            let all = all["diagnostics"].as_array().unwrap().clone();
            let rules = all.into_iter().map(|told| told["rule"].clone());
            // What depends on the day is on no page, and in no data.
            rules.filter(|rule| !rule.as_str().unwrap().starts_with("expir")).collect::<Vec<_>>()
        };
        for rule in rules(&of_documents) {
            assert!(rules(&all).contains(&rule), "{rule} of {arguments:?}");
        }
        assert!(all["notes"].to_string().contains("built data do not say on which lines problems are"));
    }
    let markdown = diff(&book, &["../site", "../after", "--format", "markdown"]);
    insta::assert_snapshot!("diff_built", markdown.out);
    let gate = "verdict-drop,score-drop,new-critical,new-high,expired-waiver,lost-evidence";
    let stopped = |arguments: &[&str]| {
        let run = diff(&book, &[arguments, &["--fail-on", gate]].concat());
        assert_eq!(run.status, 1, "{arguments:?}: {}", run.err);
        run.err
    };
    assert_eq!(stopped(&["../site", "../after"]), stopped(&["main", "HEAD"]));
    let back = diff(&book, &["../after", "../site"]);
    assert!(back.out.contains("other@1.1 is removed"), "{}", back.out);
}

#[test]
fn the_same_data_have_no_news() {
    let book = built();
    let run = diff(&book, &["../site", "."]);
    assert!(run.status == 0 && run.out.starts_with("nothing changed"), "{}{}", run.out, run.err);
    book.put("book dir/content/alpha/1.0.md", OLD.replace("All of it", "Nearly all of it"));
    let run = diff(&book, &["../site"]);
    assert!(
        run.out.contains("only words changed") && run.out.contains("2 assessments unchanged"),
        "{}",
        run.out
    );
}

#[test]
fn another_rubric_is_said_and_its_part_is_not_guessed() {
    let book = built();
    book.put("book dir/rubrics/tiny@1.toml", RUBRIC.replace("weight = 2\nfloor", "weight = 4\nfloor"));
    let run = diff(&book, &["../site", "--format", "json"]);
    let all = parsed(&run);
    let moved =
        &all["changes"].as_array().unwrap().iter().find(|one| one["score-before"].is_number()).unwrap();
    assert_eq!((&moved["score-by"], &moved["categories"]), (&Value::Null, &json!([])));
    let markdown = diff(&book, &["../site", "--format", "markdown"]).out;
    assert!(markdown.contains("gave the scores of 3 assessments"), "{markdown}");
    // The whole of it counts for the gate, since nobody can tell.
    let fell = diff(&book, &[".", "../site", "--fail-on", "score-drop"]).status;
    let rose = diff(&book, &["../site", ".", "--fail-on", "score-drop"]).status;
    assert_ne!(fell, rose);
}

#[test]
fn a_renamed_project_and_what_is_not_published() {
    let book = built();
    git(book.root(), &["mv", "book dir/content/alpha", "book dir/content/beta"]);
    book.put("book dir/content/beta/project.md", "---\nname: Beta\nformerly: [alpha]\n---\n");
    book.put("book dir/content/third/2.0.md", OTHER.replace("format: 1", "format: 1\ndraft: true"));
    book.put("book dir/content/broken/1.0.md", "---\nformat: [\n---\n");
    let all = parsed(&diff(&book, &["../site", "--format", "json"]));
    assert_eq!(all["renamed"], json!([{ "from": "alpha", "to": "beta" }]));
    assert_eq!((&all["removed"], &all["changes"], &all["unchanged"]), (&json!([]), &json!([]), &json!(3)));
    assert_eq!(all["unread"][0]["path"], "content/broken/1.0.md");
    assert_eq!(
        diff(&book, &["../site", "--fail-on", "new-high"]).status,
        1,
        "what cannot be read lets no gate pass"
    );
}

#[test]
fn data_that_cannot_be_used_are_said() {
    let damaged = |path: &str, change: &dyn Fn(&Book), why: &str| {
        let book = built();
        change(&book);
        let run = diff(&book, &["../site"]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{path}: {}", run.err);
        assert!(run.err.contains(path) && run.err.contains(why), "{path}: {}", run.err);
    };
    let of = "data/v1/assessments/alpha/1.0.json";
    damaged(
        of,
        &|book| std::fs::remove_file(book.path(&format!("site/{of}"))).unwrap(),
        "copy all of the folder",
    );
    damaged(of, &|book| put(book, of, b"{"), "it is not what a build writes");
    damaged(of, &|book| put(book, of, &[0xff]), "UTF-8");
    damaged(
        of,
        &|book| change(book, "assessments/alpha/1.0.json", "/version", json!(2)),
        "it is of version 2, and this program reads version 1",
    );
    damaged(
        of,
        &|book| change(book, "assessments/alpha/1.0.json", "/scorecard/verdict", json!("\u{202e}x")),
        "it holds `<U+202E>x`",
    );
    damaged(
        of,
        &|book| change(book, "assessments/alpha/1.0.json", "/summary/project", json!("other")),
        "it is of other@1.0",
    );
    damaged(
        of,
        &|book| change(book, "assessments/alpha/1.0.json", "/scorecard/score-exact", json!("1/0")),
        "`1/0`, which is no number",
    );
    damaged(
        "data/v1/projects/alpha.json",
        &|book| change(book, "projects/alpha.json", "/releases/0/release", json!("../../x")),
        "`../../x`, which is no id",
    );
    damaged(
        "data/v1/portfolio.json",
        &|book| change(book, "portfolio.json", "/kind", json!("project")),
        "it describes no portfolio",
    );
    let book = built();
    std::fs::rename(book.path("site/data/v1"), book.path("site/data/v7")).unwrap();
    let run = diff(&book, &["../site"]);
    assert!(run.status == 2 && run.err.contains("built data of version 7"), "{}", run.err);
    let run = diff(&book, &["../site/index.html"]);
    assert!(run.status == 2 && run.err.contains("nor one with a built site"), "{}", run.err);
    assert!(Path::new(&book.path("site/index.html")).is_file());
}

#[test]
fn numbers_of_data_may_be_long_and_no_longer() {
    use readybook::model::Exact;
    for text in
        ["7", "-0.5", "283/3", "-1/3", "123456789012345678901234567890", "1/123456789012345678901234567890"]
    {
        assert_eq!(Exact::read_plain(text).map(|n| n.plain()), Some(text.to_owned()));
    }
    for text in ["", "1/0", "x", "1/2/3", "1e9", &"9".repeat(5000)] {
        assert_eq!(Exact::read_plain(text), None, "{}", &text[..text.len().min(9)]);
    }
}
