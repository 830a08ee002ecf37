//! `readybook diff`: real repositories, made here.

use std::collections::BTreeMap;
use std::sync::Mutex;

use readybook::compile::{Between, Entry, EntryKind, Files, ReadError, review};

use crate::book::{Book, Run, readybook};
use crate::since::git;

pub const RUBRIC: &str = include_str!("books/two-projects/rubrics/tiny@1.toml");

pub const OLD: &str = "---
format: 1
date: 2026-01-10
verdict: conditional
checks:
  limits: pass
  secrets: { result: pass, evidence: [docs/secrets.md] }
  backups: partial
findings:
  - { id: logs, title: No structured logs, severity: medium, status: open }
  - { id: keys, title: Keys in the repository, severity: critical, status: resolved }
  - { id: slow, title: Slow start, severity: low, status: partial }
waivers:
  - { finding: logs, reason: small, approved-by: Ada, expires: 2026-06-30 }
---
# Alpha

All of it.
";

pub const NEW: &str = "---
format: 1
date: 2026-01-10
verdict: ready
checks:
  limits: fail
  secrets: partial
  backups: { result: pass, evidence: [docs/backup.md] }
findings:
  - { id: logs, title: No structured logs, severity: high, status: accepted }
  - { id: keys, title: Keys in the repository, severity: critical, status: open }
  - { id: slow, title: Slow start, severity: low, status: resolved }
  - { id: ports, title: 'Open ports | <img src=x> for @everybody', severity: high, status: open }
waivers:
  - { finding: logs, reason: small, approved-by: Ada, expires: 2026-12-31 }
  - { check: limits, reason: later, approved-by: Bob, expires: 2026-01-15 }
---
# Alpha

All of it. No high findings are left.
";

pub const OTHER: &str = "---\nformat: 1\ndate: 2026-01-10\nchecks:\n  limits: pass\n---\n# Other\n";

/// A repository with a book in its folder `book dir`, and one commit on main.
pub fn repository() -> Book {
    let book = Book::empty();
    std::fs::remove_file(book.path("book.toml")).unwrap();
    book.put("book dir/book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"tiny\"\n");
    book.put("book dir/rubrics/tiny@1.toml", RUBRIC);
    book.put("book dir/content/alpha/1.0.md", OLD);
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\n---\n");
    book.put("book dir/content/other/1.0.md", OTHER);
    book.put("book dir/content/third/1.0.md", OTHER);
    git(book.root(), &["init", "-q", "-b", "main"]);
    commit(&book, "first: a colon");
    git(book.root(), &["checkout", "-q", "-b", "change"]);
    book
}

pub fn commit(book: &Book, message: &str) {
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", message]);
}

pub fn diff(book: &Book, arguments: &[&str]) -> Run {
    Run::of(readybook().current_dir(book.path("book dir")).arg("diff").args(arguments))
}

/// What a report says, without the commits, which depend on the day.
fn plain(text: &str) -> String {
    regex::Regex::new(r"\([0-9a-f]{8}\)").unwrap().replace_all(text, "(COMMIT)").into_owned()
}

pub fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
}

#[test]
fn one_comment_says_what_changed() {
    let book = repository();
    book.put("book dir/content/alpha/1.0.md", NEW);
    book.put("book dir/content/other/1.1.md", OTHER.replace("pass", "fail").replace("01-10", "01-20"));
    book.put("book dir/content/fresh/1.0.md", OTHER);
    book.put("book dir/book.toml", "[book]\ntitle = \"U\"\n[rubric]\ndefault = \"tiny\"\n");
    let run = diff(&book, &["--format", "markdown", "--fail-on", "verdict-drop,new-critical,score-drop=5"]);
    assert_eq!(run.status, 1, "{}", run.err);
    insta::assert_snapshot!("diff_markdown", plain(&run.out));
    assert!(run.err.contains("verdict-drop: alpha@1.0 falls from"), "{}", run.err);
    let short = diff(&book, &[]);
    assert_eq!(short.status, 0, "{}", short.err);
    insta::assert_snapshot!("diff_short", plain(&short.out));
    let html = diff(&book, &["--format", "html", "--link", "https://example.org/blob/main/"]);
    insta::assert_snapshot!("diff_html", plain(&html.out));
    let all = diff(&book, &["--format", "json"]);
    insta::assert_snapshot!("diff_json", plain(&all.out));
}

#[test]
fn nothing_changed_is_said_in_one_line() {
    let book = repository();
    let run = diff(&book, &["--format", "markdown"]);
    assert!(run.out.starts_with("### Readiness: nothing changed\n"), "{}", run.out);
    assert!(run.out.contains("3 assessments unchanged"), "{}", run.out);
    book.put("book dir/content/alpha/1.0.md", OLD.replace("All of it", "Nearly all of it"));
    let run = diff(&book, &[]);
    assert!(
        run.out.contains("only words changed") && run.out.contains("1 changed in words only"),
        "{}",
        run.out
    );
}

#[test]
fn every_state_can_be_compared_with_every_other() {
    let book = repository();
    book.put("book dir/content/alpha/1.0.md", NEW);
    let in_tree = json(&diff(&book, &["--format", "json"]));
    commit(&book, "second");
    let copy = tempfile::tempdir().unwrap();
    for (path, bytes) in book.files("book dir") {
        let bytes = if path == "content/alpha/1.0.md" { OLD.as_bytes().to_vec() } else { bytes };
        std::fs::create_dir_all(copy.path().join(&path).parent().unwrap()).unwrap();
        std::fs::write(copy.path().join(&path), bytes).unwrap();
    }
    let copy = copy.path().to_str().unwrap();
    for arguments in [
        ["main", "change"].as_slice(),
        &["main...change"],
        &["main..."],
        &["main"],
        &["HEAD~1", "HEAD"],
        &[copy, "."],
        &[copy, "change"],
        &["main", "./"],
        &["HEAD^{/first: a colon}", "HEAD"],
        &[":/first: a colon", "HEAD"],
    ] {
        let run = diff(&book, &[arguments, ["--format", "json"].as_slice()].concat());
        let same = json(&run);
        for key in ["changes", "lost-evidence", "diagnostics", "unchanged", "files"] {
            assert_eq!(same[key], in_tree[key], "{key} of {arguments:?}");
        }
    }
    let back = json(&diff(&book, &["change", "main", "--format", "json"]));
    assert_eq!(back["changes"][0]["verdict"][1], in_tree["changes"][0]["verdict"][0]);
}

#[test]
fn what_the_default_branch_did_since_is_not_told() {
    let book = repository();
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    commit(&book, "mine");
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/content/alpha/1.0.md", NEW);
    commit(&book, "theirs");
    git(book.root(), &["checkout", "-q", "change"]);
    let run = diff(&book, &[]);
    assert!(run.out.contains("other") && !run.out.contains("Alpha"), "{}", run.out);
    // What main did since, on the other hand.
    let theirs = diff(&book, &["...main"]);
    assert!(theirs.out.contains("Alpha") && !theirs.out.contains("other"), "{}{}", theirs.out, theirs.err);
    git(book.root(), &["checkout", "-q", "--detach"]);
    assert_eq!(diff(&book, &[]).out, run.out, "a detached head is a commit like any other");
}

#[test]
fn a_new_release_is_compared_with_the_one_before_it() {
    let book = repository();
    book.put(
        "book dir/rubrics/tiny@2.toml",
        RUBRIC
            .replace("version = 1", "version = 2\nfrom = 2026-01-15")
            .replace("weight = 2\nfloor", "weight = 4\nfloor"),
    );
    git(book.root(), &["checkout", "-q", "main"]);
    commit(&book, "a new version of the rubric");
    git(book.root(), &["checkout", "-q", "change"]);
    git(book.root(), &["merge", "-q", "main"]);
    book.put("book dir/content/alpha/1.1.md", NEW.replace("date: 2026-01-10", "date: 2026-01-20"));
    let all = json(&diff(&book, &["--format", "json"]));
    let change = &all["changes"][0];
    assert_eq!(
        (change["assessment"]["release"].as_str(), change["against"]["release"].as_str()),
        (Some("1.1"), Some("1.0"))
    );
    let by = &change["score-by"];
    let whole = change["score"].as_f64().unwrap() - change["score-before"].as_f64().unwrap();
    let parts = by["rubric"].as_f64().unwrap() + by["project"].as_f64().unwrap();
    assert!((whole - parts).abs() < 0.02 && by["rubric"].as_f64() != Some(0.0), "{by} {whole}");
    assert_eq!(all["unchanged"], 3);
}

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

#[test]
fn what_no_state_is_found_for_is_said() {
    let book = repository();
    for (arguments, why) in [
        (["no-such-branch"].as_slice(), "this repository has no commit `no-such-branch`"),
        (&["--", "--output=x"], "`--output=x` is no revision"),
        (&["--", "-x..."], "`-x` is no revision"),
        (&[""], "`` is no revision"),
        (&["main", "no-such"], "this repository has no commit `no-such`"),
        (&["main:no such folder"], "in `main` the folder `no such folder` holds no book.toml"),
        (&["./nothing"], "`./nothing` is no folder with a book.toml"),
        (&["book.toml..."], "this repository has no commit `book.toml`"),
        (
            &["main..change"],
            "say `main...change` for what change did since it left main, or `main change` for both",
        ),
        (&["main.."], "say `main...HEAD`"),
        (&["main:"], "in `main` the top of the repository holds no book.toml"),
        (&["no\nsuch"], "this repository has no commit `no such`"),
        (&[":/no such message"], "this repository has no commit `:/no such message`"),
        (&["main:../x"], "`main:../x`: name the folder as it is from the top of the repository"),
        (&["origin/main"], "or run `git fetch origin main:refs/remotes/origin/main`"),
    ] {
        let run = diff(&book, arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(why), "{arguments:?}: {}", run.err);
    }
    assert_eq!(diff(&book, &["--output=x"]).status, 2);
    assert!(!book.path("book dir/x").exists());
    book.put("book dir/main/book.toml", "");
    let run = diff(&book, &["main"]);
    assert!(run.err.contains("`main` is a revision and a folder"), "{}", run.err);
}

#[test]
fn without_git_folders_still_compare() {
    let bare = Book::good();
    let ceiling = bare.root().parent().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        Run::of(
            readybook()
                .env("GIT_CEILING_DIRECTORIES", &ceiling)
                .current_dir(bare.root())
                .arg("diff")
                .args(arguments),
        )
    };
    for arguments in [[].as_slice(), &["main"], &["main...HEAD"]] {
        let run = run(arguments);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("is not in a git repository"), "{}", run.err);
    }
    let same = run(&[".", "."]);
    assert!(same.status == 0 && same.out.starts_with("nothing changed"), "{}", same.err);
    let book = repository();
    let without =
        Run::of(readybook().env("PATH", "").current_dir(book.path("book dir")).args(["diff", "main"]));
    assert_eq!(without.status, 2);
    assert!(without.err.contains("the program `git` is not installed"), "{}", without.err);
    let folders =
        Run::of(readybook().env("PATH", "").current_dir(book.path("book dir")).args(["diff", ".", "."]));
    assert_eq!(folders.status, 0, "{}", folders.err);
}

#[test]
fn a_repository_without_commit_or_branch_says_so() {
    let book = Book::good();
    git(book.root(), &["init", "-q", "-b", "main"]);
    let run = book.run(&["diff"]);
    assert!(run.status == 2 && run.err.contains("this repository has no commit yet"), "{}", run.err);
    git(book.root(), &["checkout", "-q", "-b", "trunk"]);
    commit(&book, "first");
    let run = book.run(&["diff"]);
    assert!(run.status == 2 && run.err.contains("readybook diff REVISION"), "{}", run.err);
}

#[test]
fn a_shallow_clone_says_how_deep_it_has_to_be() {
    let book = repository();
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    commit(&book, "second");
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", book.root().display());
    git(clone.path(), &["clone", "-q", "--depth", "1", "--no-single-branch", &from, "clone"]);
    let root = clone.path().join("clone");
    let run = |arguments: &[&str]| {
        Run::of(readybook().current_dir(root.join("book dir")).arg("diff").args(arguments))
    };
    for (arguments, depth) in [
        (["HEAD~1"].as_slice(), "fetch-depth: 2"),
        (&["HEAD^"], "fetch-depth: 2"),
        (&["HEAD~3"], "fetch-depth: 4"),
        (&["HEAD~2^"], "fetch-depth: 4"),
        (&["origin/main..."], "fetch-depth: 0"),
        (&["v1.0"], "--unshallow --tags"),
        (&["0123456789012345678901234567890123456789"], "fetch-depth: 0"),
    ] {
        let run = run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.out);
        assert!(run.err.contains("this clone is shallow") && run.err.contains(depth), "{}", run.err);
    }
    git(&root, &["fetch", "-q", "--depth=2"]);
    assert!(
        run(&["HEAD~1"]).out.contains("1 verdict worse")
            || run(&["HEAD~1"]).out.contains("1 assessment changed"),
        "{}",
        run(&["HEAD~1"]).err
    );
}

#[test]
fn a_book_that_moved_is_found() {
    let book = repository();
    git(book.root(), &["mv", "book dir", "moved"]);
    book.put("moved/content/other/1.0.md", OTHER.replace("pass", "fail"));
    commit(&book, "moved");
    let run =
        |arguments: &[&str]| Run::of(readybook().current_dir(book.path("moved")).arg("diff").args(arguments));
    for arguments in
        [["main"].as_slice(), &["main:book dir"], &["main", "HEAD"], &["main:book dir", "HEAD:moved"]]
    {
        let run = run(arguments);
        assert!(
            run.out.contains("Note: the book moved from `book dir` to `moved`"),
            "{}{}",
            run.out,
            run.err
        );
        assert!(run.out.contains("2 assessments unchanged"), "{}", run.out);
    }
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("second/book.toml", "");
    book.put("second/content/other/1.0.md", OTHER);
    git(book.root(), &["mv", "book dir", "first"]);
    commit(&book, "two books");
    git(book.root(), &["checkout", "-q", "change"]);
    let run = run(&["main"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("there are 2: name one, such as `main:first/` or `main:second/`"),
        "{}",
        run.err
    );
}

#[test]
fn a_renamed_project_is_the_same_one() {
    let book = repository();
    git(book.root(), &["mv", "book dir/content/alpha", "book dir/content/beta"]);
    book.put("book dir/content/beta/project.md", "---\nname: Beta\nformerly: [alpha]\n---\n");
    book.put("book dir/content/beta/1.0.md", OLD.replace("backups: partial", "backups: fail"));
    let all = json(&diff(&book, &["--format", "json"]));
    assert_eq!(all["renamed"], serde_json::json!([{ "from": "alpha", "to": "beta" }]));
    assert_eq!(all["removed"], serde_json::json!([]));
    assert_eq!(all["changes"][0]["against"]["project"], "alpha");
    assert_eq!(all["changes"][0]["checks"].as_array().unwrap().len(), 1);
    // Not declared, it is another one.
    book.put("book dir/content/beta/project.md", "---\nname: Beta\n---\n");
    let all = json(&diff(&book, &["--format", "json"]));
    assert_eq!(
        (all["removed"].as_array().unwrap().len(), &all["changes"][0]["against"]),
        (1, &serde_json::Value::Null)
    );
}

#[test]
fn submodules_are_not_looked_into() {
    let inner = repository();
    let book = repository();
    let from = inner.root().to_str().unwrap().to_owned();
    let add =
        ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "book dir/content/shared"];
    git(book.root(), &add);
    let run = diff(&book, &["main"]);
    assert_eq!(run.status, 0, "{}", run.err);
    commit(&book, "a submodule");
    let run = diff(&book, &["main", "HEAD"]);
    assert!(
        run.out.contains("not compared, since it is a submodule, a repository of its own: content/shared"),
        "{}",
        run.out
    );
    let run = diff(&book, &["HEAD"]);
    assert!(run.out.starts_with("nothing changed") && run.out.contains("content/shared"), "{}", run.out);
    // A book in a submodule is a book in a repository.
    git(book.root(), &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "sub"]);
    book.put("sub/book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    let run = Run::of(readybook().current_dir(book.path("sub/book dir")).args(["diff", "HEAD"]));
    assert!(run.out.contains("other"), "{}{}", run.out, run.err);
}

#[test]
fn names_of_files_can_be_anything() {
    let book = repository();
    for name in ["with space", "with \"quotes\" and 'more'", "with\nline end", "ä🦀"] {
        book.put(&format!("book dir/content/{name}/1.0.md"), OTHER);
        book.put(&format!("book dir/content/third/{name}.txt"), "x");
    }
    commit(&book, "names");
    let run = diff(&book, &["HEAD"]);
    assert!(run.out.starts_with("nothing changed"), "{}{}", run.out, run.err);
    let run = diff(&book, &["main", "HEAD", "--format", "markdown"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let from_tree = diff(&book, &["main", "--format", "markdown"]);
    let without_names = |text: &str| {
        text.lines().filter(|line| !line.contains("Compared")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(without_names(&run.out), without_names(&from_tree.out));
    for line in run.out.lines().filter(|line| !line.is_empty()) {
        assert!(
            line.starts_with(['#', '|', '-', '<', 'C', '*', 'N']) || line.contains("unchanged"),
            "{line}"
        );
    }
}

#[test]
fn links_in_the_tree_are_followed_as_in_a_folder() {
    let book = repository();
    std::os::unix::fs::symlink("../other/1.0.md", book.path("book dir/content/third/2.0.md")).unwrap();
    std::os::unix::fs::symlink("../../../../etc/hosts", book.path("book dir/content/third/3.0.md")).unwrap();
    commit(&book, "links");
    let in_commit = diff(&book, &["main", "HEAD", "--format", "json"]);
    let in_tree = diff(&book, &["main", "--format", "json"]);
    assert_eq!(json(&in_commit)["changes"], json(&in_tree)["changes"], "{}", in_commit.err);
    assert_eq!(json(&in_commit)["unread"], json(&in_tree)["unread"]);
    // What a link leads to may change without the link.
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    let changes = json(&diff(&book, &["HEAD", "--format", "json"]))["changes"].as_array().unwrap().len();
    assert_eq!(changes, 2);
}

#[test]
fn evidence_that_is_gone_is_lost_though_no_report_changed() {
    let book = repository();
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\nsource-root: ../code\n---\n");
    book.put("code/docs/secrets.md", "x");
    commit(&book, "code");
    git(book.root(), &["checkout", "-q", "change"]);
    git(book.root(), &["merge", "-q", "main"]);
    assert_eq!(diff(&book, &["--fail-on", "lost-evidence"]).status, 0);
    git(book.root(), &["mv", "code/docs/secrets.md", "code/docs/other.md"]);
    let check = |arguments: &[&str]| {
        let run = diff(&book, &[arguments, ["--fail-on", "lost-evidence"].as_slice()].concat());
        assert_eq!(run.status, 1, "{}", run.out);
        let why = "lost-evidence: check secrets of alpha@1.0 lost its evidence: docs/secrets.md";
        assert!(run.err.contains(why), "{}", run.err);
    };
    check(&["main"]);
    commit(&book, "moved the code");
    check(&["main", "HEAD"]);
}

#[test]
fn nothing_of_a_report_breaks_out_of_its_cell() {
    let book = repository();
    let hostile = "a | b <script>x</script> [l](javascript:x) @team/all #12 `c` --> </details> ![i](https://e.example/i.png)";
    book.put(
        "book dir/content/alpha/1.0.md",
        OLD.replace(
            "title: Slow start, severity: low, status: partial",
            &format!("title: '{hostile}', severity: critical, status: open"),
        ),
    );
    book.put("book dir/content/alpha/project.md", "---\nname: '# | <b>@everybody</b>'\n---\n");
    let run = diff(&book, &["--format", "markdown"]);
    let mut html = String::new();
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&run.out, pulldown_cmark::Options::all()),
    );
    for bad in ["<script", "<b>", "<img", "href=", "@team", "@everybody", "#12", "<code>c"] {
        assert!(!html.contains(bad), "{bad}: {html}");
    }
    assert_eq!(html.matches("<details").count(), html.matches("</details>").count());
    for row in run.out.lines().filter(|line| line.starts_with("| ")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!((4..=7).contains(&bars), "{row}");
    }
    let page = diff(&book, &["--format", "html"]).out;
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<img"), "{page}");
    let secret = format!("ghp_{}", "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0cD3fG6");
    book.put(
        "book dir/content/alpha/1.0.md",
        OLD.replace(
            "Slow start, severity: low, status: partial",
            &format!("key {secret}, severity: high, status: open"),
        ),
    );
    for format in ["markdown", "html", "json", "short"] {
        let run = diff(&book, &["--format", format, "--fail-on", "new-high"]);
        assert!(!run.out.contains(&secret) && !run.err.contains(&secret), "{format}");
        assert!(run.out.contains("ghp"), "{format}: {}", run.out);
    }
    for wrong in ["javascript:x", "https://a b", "https://a>"] {
        assert_eq!(diff(&book, &["--link", wrong]).status, 2, "{wrong}");
    }
}

#[test]
fn problems_are_told_of_where_lines_changed() {
    let book = repository();
    let broken = OLD.replace("All of it.", "See [this](gone.md).\n\nUnchanged.");
    book.put("book dir/content/alpha/1.0.md", &broken);
    git(book.root(), &["checkout", "-q", "main"]);
    commit(&book, "a broken link");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    book.put("book dir/content/alpha/1.0.md", broken.replace("Unchanged.", "See [that](lost.md)."));
    let all = json(&diff(&book, &["HEAD", "--format", "json"]));
    let told: Vec<&str> =
        all["diagnostics"].as_array().unwrap().iter().map(|told| told["message"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("lost.md"), "{told:?}");
    assert_eq!(all["diagnostics"][0]["line"], 20);
    // A heading that others lead to is gone: they did not change, but a changed link to it is looked at.
    book.put("book dir/content/third/1.0.md", format!("{OTHER}\n[there](../other/1.0.md#nowhere)\n"));
    let all = json(&diff(&book, &["HEAD", "--format", "json"]));
    assert!(all["diagnostics"].to_string().contains("#nowhere"), "{}", all["diagnostics"]);
    // Where all are on lines that did not change, that is said.
    book.put("book dir/content/third/1.0.md", format!("{OTHER}\n[there](#part)\n\n## Part\n"));
    commit(&book, "a part");
    book.put("book dir/content/third/1.0.md", format!("{OTHER}\n[there](#part)\n"));
    let run = diff(&book, &["HEAD", "--format", "markdown"]);
    assert!(run.out.contains("none is on a line that changed"), "{}", run.out);
}

/// A state of a book in memory, which knows its contents apart and counts what is read of them.
struct Counted {
    entries: Vec<Entry>,
    texts: BTreeMap<String, String>,
    read: Mutex<Vec<String>>,
}

impl Counted {
    fn new(texts: BTreeMap<String, String>) -> Counted {
        let paths = texts.keys().filter(|path| *path != "book.toml");
        let entries = paths.map(|path| Entry { path: path.as_str().into(), kind: EntryKind::File }).collect();
        Counted { entries, texts, read: Mutex::new(Vec::new()) }
    }

    fn documents_read(&self) -> Vec<String> {
        let mut read = self.read.lock().unwrap().clone();
        read.retain(|path| path.starts_with("content/"));
        read.sort();
        read
    }
}

impl Files for Counted {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.read.lock().unwrap().push(path.to_owned());
        self.texts.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }
}

#[test]
fn only_what_a_change_touches_is_read_and_nothing_twice() {
    let mut texts = BTreeMap::from([("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned())]);
    for project in 0..100 {
        for release in 0..10 {
            let text =
                OTHER.replace("01-10", &format!("01-{:02}", release + 1)).replace("limits", "rate-limiting");
            texts.insert(format!("content/p{project}/1.{release}.md"), text);
        }
    }
    let base = Counted::new(texts.clone());
    for project in 0..10 {
        texts
            .entry(format!("content/p{project}/1.9.md"))
            .and_modify(|text| *text = text.replace("pass", "fail"));
    }
    texts.insert("content/p50/2.0.md".to_owned(), format!("{OTHER}[x](../p60/1.0.md#other)\n"));
    let head = Counted::new(texts.clone());
    let today = "2026-01-22".parse().unwrap();
    // What does not choose rubrics makes nobody be read again.
    let book = "[book]\ntitle = \"U\"\n[check]\ndeny-warnings = true\n".to_owned();
    let retitled = Counted::new(
        [texts, BTreeMap::from([("book.toml".to_owned(), book)])].into_iter().flatten().collect(),
    );
    let found = review(Between { base: &base, head: &retitled, today });
    let found = found.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!((found.changes.len(), found.unchanged, &*found.files[0].path), (11, 990, "book.toml"));
    assert!(retitled.documents_read().len() <= 112 + 11, "{}", retitled.documents_read().len());
    base.read.lock().unwrap().clear();
    let review = review(Between { base: &base, head: &head, today });
    let review = review.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!((review.changes.len(), review.unchanged), (11, 990));
    let read = head.documents_read();
    // Ten projects and one more with ten releases each, the new one, one that it leads to; and what changed once more
    // for its lines, where rules found something.
    assert!(read.len() <= 112 + 11, "{}", read.len());
    let changed: Vec<String> = (0..10).map(|project| format!("content/p{project}/1.9.md")).collect();
    assert!(base.documents_read().iter().all(|path| changed.contains(path)), "{:?}", base.documents_read());
}
