//! `readybook diff`: by what a change is judged, and what stops it.

use crate::review::{NEW, OLD, OTHER, RUBRIC, commit, diff, json, repository};
use crate::since::git;

#[test]
fn a_change_cannot_loosen_what_judges_it() {
    let book = repository();
    let loose = RUBRIC
        .replace("ready-from = 80", "ready-from = 2")
        .replace("conditional-from = 60", "conditional-from = 1");
    let own = OTHER.replace("limits: pass", "limits: fail");
    let gate = ["--format", "json", "--fail-on", "verdict-drop,score-drop"];
    book.put("book dir/content/other/1.0.md", &own);
    let before = json(&diff(&book, &gate));
    // A rubric that is easier on it, settings that allow everything, another rubric for the document.
    book.put("book dir/rubrics/tiny@1.toml", &loose);
    book.put("book dir/rubrics/easy@1.toml", loose.replace("id = \"tiny\"", "id = \"easy\""));
    book.put("book dir/content/other/1.0.md", own.replace("format: 1", "format: 1\nrubric: easy"));
    book.put(
        "book dir/book.toml",
        "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"easy\"\n[check.rules]\nmissing-evidence = \"allow\"\n",
    );
    let run = diff(&book, &gate);
    let after = json(&run);
    let of = |all: &serde_json::Value| {
        let changes = all["changes"].as_array().unwrap();
        let one = changes.iter().find(|change| change["assessment"]["project"] == "other").unwrap();
        (one["verdict"].clone(), one["score"].clone(), all["gate"].clone())
    };
    assert_eq!(of(&after), of(&before));
    assert_eq!((run.status, after["judged-by"].as_str()), (1, Some("base")));
    let files: Vec<&str> =
        after["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(files, ["book.toml", "rubrics/easy@1.toml", "rubrics/tiny@1.toml", "content/other/1.0.md"]);
    assert!(
        after["proposed"].as_array().unwrap().iter().any(|one| one["rubric"][1] == "easy@1"),
        "{}",
        after["proposed"]
    );
    let markdown = diff(&book, &["--format", "markdown"]).out;
    let head = markdown.find("This change touches what judges and shows").unwrap();
    assert!(head < markdown.find("| Assessment |").unwrap(), "{markdown}");
}

#[test]
fn a_new_release_cannot_choose_an_easier_rubric() {
    let book = repository();
    let easy = RUBRIC.replace("id = \"tiny\"", "id = \"easy\"").replace("ready-from = 80", "ready-from = 61");
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/rubrics/easy@1.toml", easy);
    commit(&book, "an easier rubric");
    git(book.root(), &["checkout", "-q", "change"]);
    git(book.root(), &["merge", "-q", "main"]);
    let text = OTHER.replace("01-10", "01-20").replace("format: 1", "format: 1\nrubric: easy");
    book.put("book dir/content/other/1.1.md", &text);
    let all = json(&diff(&book, &["--format", "json"]));
    assert_eq!(all["proposed"][0]["rubric"], serde_json::json!(["tiny@1", "easy@1"]));
    assert_eq!(all["changes"][0]["score-by"], serde_json::Value::Null, "judged as the release before it");
    // Nor can one that is there already.
    book.put("book dir/content/third/1.0.md", OTHER.replace("format: 1", "format: 1\nrubric: easy"));
    let all = json(&diff(&book, &["--format", "json"]));
    let own: Vec<&str> = all["proposed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["assessment"]["project"].as_str().unwrap())
        .collect();
    assert_eq!(own, ["other", "third"]);
}

#[test]
fn the_gate_stops_each_of_what_it_is_told() {
    let book = repository();
    book.put("book dir/content/alpha/1.0.md", NEW);
    for (condition, why) in [
        ("verdict-drop", "alpha@1.0 falls from"),
        ("score-drop", "the score of alpha@1.0 falls by"),
        ("new-critical", "alpha@1.0: reopened critical finding: Keys in the repository"),
        ("new-high", "alpha@1.0: new high finding: Open ports"),
        ("new-high", "alpha@1.0: worsened high finding: No structured logs"),
        ("expired-waiver", "the waiver of check limits in alpha@1.0 expired on 2026-01-15"),
        ("lost-evidence", "check secrets of alpha@1.0 lost its evidence: docs/secrets.md"),
    ] {
        let run = diff(&book, &["--fail-on", condition]);
        assert_eq!(run.status, 1, "{condition}");
        assert!(run.err.lines().any(|line| line.starts_with(condition) && line.contains(why)), "{}", run.err);
    }
    assert_eq!(diff(&book, &["--fail-on", "score-drop=90"]).status, 0);
    book.put("book dir/content/alpha/1.0.md", OLD.replace("backups: partial", "backups: pass"));
    let all = "verdict-drop,score-drop,new-critical,new-high,expired-waiver,lost-evidence";
    let run = diff(&book, &["--format", "markdown", "--fail-on", all]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("Passed: verdict-drop, score-drop,"), "{}", run.out);
    for (wrong, why) in
        [("verdict-dorp", "did you mean"), ("score-drop=x", "such as"), ("new-high=3", "takes no number")]
    {
        let run = diff(&book, &["--fail-on", wrong]);
        assert!(run.status == 2 && run.err.contains(why), "{wrong}: {}", run.err);
    }
}

#[test]
fn what_cannot_be_read_is_listed_and_lets_no_gate_pass() {
    let book = repository();
    book.put("book dir/content/alpha/1.0.md", "---\nformat: [\n---\n");
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    let run = diff(&book, &["--fail-on", "new-critical", "--format", "markdown"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("unreadable: content/alpha/1.0.md cannot be judged"), "{}", run.err);
    assert!(
        run.out.contains("Not compared, since it cannot be read: 1") && run.out.contains("other"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("is removed"), "{}", run.out);
    commit(&book, "broken");
    // The other way round it was broken before, and is new now.
    book.put("book dir/content/alpha/1.0.md", OLD);
    let run = diff(&book, &["HEAD", "--fail-on", "verdict-drop"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("content/alpha/1.0.md, before the change:"), "{}", run.out);
    // A broken book.toml is told of, and the rest is compared.
    book.put("book dir/book.toml", "[book\n");
    let run = diff(&book, &["main"]);
    assert!(run.out.contains("book.toml, after the change:") && run.out.contains("other"), "{}", run.out);
    commit(&book, "broken book");
    book.put("book dir/book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"tiny\"\n");
    let run = diff(&book, &["HEAD"]);
    assert!(
        run.out.contains("judged by the change itself: what was there before cannot be used: book.toml"),
        "{}",
        run.out
    );
}

#[test]
fn a_book_that_is_new_judges_itself() {
    let book = repository();
    git(book.root(), &["checkout", "-q", "--orphan", "empty"]);
    git(book.root(), &["rm", "-rq", "--cached", "."]);
    git(book.root(), &["commit", "-q", "--allow-empty", "-m", "nothing"]);
    let run = diff(&book, &["HEAD", "--format", "json"]);
    let all = json(&run);
    assert_eq!(
        (all["judged-by"].as_str(), all["changes"].as_array().unwrap().len()),
        (Some("head"), 3),
        "{}",
        run.err
    );
    let gone = diff(&book, &["main", "HEAD"]);
    assert_eq!(gone.status, 2);
    assert!(gone.err.contains("no book.toml"), "{}", gone.err);
}
