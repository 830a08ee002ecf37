//! Seals of a document that is overwritten with each release: they hold where the history holds what was sealed.

use std::path::Path;

use assert_cmd::Command;

use crate::book::{Book, Run, readybook};
use crate::since::git;

const LEDGER: &str = "content/b/ledger.jsonl";

fn report(release: &str, words: &str) -> String {
    format!("---\nformat: 1\nrelease: {release}\ndate: 2026-01-21\n---\n# Report\n\n{words}\n")
}

fn commit(book: &Book, tags: &[&str]) {
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "x"]);
    for tag in tags {
        git(book.root(), &["tag", tag]);
    }
}

/// The lines of shell in docs/archive.md.
fn shell(folder: &Path) -> Run {
    let text = include_str!("../docs/archive.md");
    let lines = text.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    Run::of(Command::new("sh").arg("-c").arg(lines).current_dir(folder))
}

/// A book whose one report was sealed as 1.0.0 and is 2.0.0 by now; both are tagged where tags are asked for.
fn book(versions: &str) -> Book {
    let book = Book::empty();
    book.put("book.toml", format!("[history]\nfrom = \"git\"\nversions = \"{versions}\"\n"));
    git(book.root(), &["init", "-q", "-b", "main"]);
    book.put("content/b/report.md", report("1.0.0", "First."));
    commit(&book, &["v1.0.0"]);
    let seal = book.run(&["seal", "--all-released"]);
    assert_eq!(seal.status, 0, "{}", seal.err);
    commit(&book, &[]);
    book.put("content/b/report.md", report("2.0.0", "Second."));
    commit(&book, &["v2.0.0"]);
    book
}

fn is_intact(book: &Book) -> bool {
    let build = book.run(&["build"]);
    assert_eq!(build.status, 0, "{}", build.err);
    let data: serde_json::Value = serde_json::from_str(&book.read("output/data/v1/projects/b.json")).unwrap();
    let releases = data["releases"].as_array().unwrap();
    let one = releases.iter().find(|one| one["release"] == "1.0.0").unwrap();
    one["seal"]["intact"].as_bool().unwrap()
}

#[test]
fn a_release_that_was_sealed_and_overwritten_holds() {
    for versions in ["tags", "changes"] {
        let book = book(versions);
        let check = book.run(&["check", "--deny", "warnings"]);
        assert_eq!((check.status, check.out.as_str()), (0, ""), "{}", check.err);
        for arguments in [&["verify"][..], &["verify", "--scores", "--history"]] {
            let verify = book.run(arguments);
            assert_eq!(verify.status, 0, "{} {}", verify.out, verify.err);
            assert!(verify.err.contains("verified 1 sealed assessment"), "{}", verify.err);
        }
        assert!(is_intact(&book));
        let page = book.read("output/projects/b/1.0.0/index.html");
        assert!(page.contains("Sealed on 2026-01-22, and unchanged since"), "{page}");
        let tables = book.run(&["export", "--format", "json"]);
        assert_eq!(tables.status, 0, "{}", tables.err);
        let rows = book.read("export/json/assessments.jsonl");
        assert!(rows.lines().next().unwrap().contains("\"seal_intact\":true"), "{rows}");
        // What only git keeps is not sealed any more, and keeps nothing else from being sealed.
        let seal = book.run(&["seal", "--all-released"]);
        assert_eq!(seal.status, 0, "{}", seal.err);
        assert_eq!(book.read(LEDGER).lines().count(), 2);
        let verify = book.run(&["verify"]);
        assert!(verify.status == 0 && verify.err.contains("verified 2 sealed"), "{}", verify.out);
    }
}

#[test]
fn what_was_really_altered_is_told() {
    let told = |book: &Book, what: &str| {
        for command in ["check", "verify"] {
            let run = book.run(&[command, "--format", "short"]);
            assert_eq!(run.status, 1, "{command}: {} {}", run.out, run.err);
            assert!(run.out.contains(what) && run.out.lines().count() == 1, "{command}: {}", run.out);
        }
    };
    // The same release with other words.
    let one = book("tags");
    one.put("content/b/report.md", report("1.0.0", "Better."));
    told(
        &one,
        "content/b/report.md:1:1: error[broken-seal]: `b@1.0.0` was sealed on 2026-01-22, and this document has changed since",
    );
    assert!(!is_intact(&one));
    // The tag names something else.
    let one = book("tags");
    one.put("content/b/report.md", report("1.0.0", "Better."));
    commit(&one, &[]);
    git(one.root(), &["tag", "-f", "v1.0.0"]);
    one.put("content/b/report.md", report("2.0.0", "Second."));
    commit(&one, &[]);
    told(&one, "the version of content/b/report.md that the history holds as that release, of commit ");
    assert!(!is_intact(&one));
    // No tag names it any more.
    let one = book("tags");
    git(one.root(), &["tag", "-d", "v1.0.0"]);
    told(&one, "content/b/report.md is another release by now, and the history holds no such release");
    let verify = one.run(&["verify"]);
    assert!(verify.out.contains("git tag v1.0.0 COMMIT"), "{}", verify.out);
}

#[test]
fn where_nobody_can_look_into_the_history_nothing_is_called_altered() {
    let book = book("tags");
    let nowhere = tempfile::tempdir().unwrap();
    let url = format!("file://{}", book.root().display());
    git(nowhere.path(), &["clone", "-q", "--depth", "1", &url, "shallow"]);
    std::fs::create_dir(nowhere.path().join("none")).unwrap();
    for (path, bytes) in book.files("").into_iter().filter(|(path, _)| !path.starts_with(".git/")) {
        let path = nowhere.path().join("none").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let run = |folder: &Path, command: &str| {
        let mut readybook = readybook();
        readybook.env("GIT_CEILING_DIRECTORIES", nowhere.path()).current_dir(folder);
        Run::of(readybook.args([command, "--format", "short"]))
    };
    for (folder, why) in [("shallow", "run `git fetch --unshallow`"), ("none", "is in no git repository")] {
        for command in ["check", "verify"] {
            let run = run(&nowhere.path().join(folder), command);
            assert_ne!(run.status, 0, "{command}: {}", run.out);
            assert!(run.out.contains("error[no-history]") && run.out.contains(why), "{command}: {}", run.out);
            assert!(!run.out.contains("broken-seal"), "{command}: {}", run.out);
        }
    }
    // What says that it is that release, and is not what was sealed, is altered even so.
    let altered = nowhere.path().join("shallow");
    std::fs::write(altered.join("content/b/report.md"), report("1.0.0", "Better.")).unwrap();
    assert!(run(&altered, "verify").out.contains("this document has changed since"));
}

#[test]
fn a_review_of_the_next_release_breaks_no_seal() {
    let book = book("tags");
    let run = book.run(&["review", "v1.0.0", "v2.0.0"]);
    assert!(!run.out.contains("has changed since") && !run.out.contains("the document of"), "{}", run.out);
    git(book.root(), &["checkout", "-q", "-b", "next"]);
    book.put("content/b/report.md", report("3.0.0", "Third."));
    commit(&book, &[]);
    let run = book.run(&["review", "main"]);
    assert!(!run.out.contains("Seal") && !run.out.contains("sealed"), "{} {}", run.out, run.err);
}

#[test]
fn what_a_tag_would_give_another_name_is_not_sealed() {
    let book = book("tags");
    book.put("content/b/report.md", "---\nformat: 1\ndate: 2026-01-22\n---\n# Report\n");
    let run = book.run(&["seal", "b", "report"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.err.contains("nothing says its release yet"), "{}", run.err);
    commit(&book, &["v3.0.0"]);
    let run = book.run(&["seal", "b", "3.0.0"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(book.run(&["verify", "--scores"]).status, 0);
    git(book.root(), &["tag", "-d", "v3.0.0"]);
    let run = book.run(&["verify"]);
    assert!(run.status == 1 && run.out.contains("the tag that called the document so"), "{}", run.out);
}

/// As docs/archive.md says of documents that are overwritten.
#[test]
fn the_shell_verifies_a_version_that_stands_beside_its_document() {
    let book = book("tags");
    assert_eq!(book.run(&["seal", "--all-released"]).status, 0);
    let archive = book.run(&["archive", "b", "--out", "b.zip"]);
    assert_eq!(archive.status, 0, "{}", archive.err);
    let unzip = std::process::Command::new("unzip").args(["-q", "b.zip"]).current_dir(book.root()).status();
    assert!(unzip.unwrap().success());
    let held = shell(&book.path("b"));
    assert_eq!((held.status, held.err.as_str()), (0, ""), "{}", held.out);
    std::fs::write(book.path("b/content/b/report@1.0.0.md"), report("1.0.0", "Better.")).unwrap();
    let altered = shell(&book.path("b"));
    assert!(altered.status == 1 && altered.out.contains("report@1.0.0.md: FAILED"), "{}", altered.out);
    // In a clone it is written there first, with the line that is documented.
    let line = "git show v1.0.0:content/b/report.md";
    assert!(include_str!("../docs/archive.md").contains("git show TAG:content/PROJECT/REPORT.md"));
    let failed = shell(book.root());
    assert!(failed.status == 1 && failed.out.contains("report.md: FAILED"), "{}", failed.out);
    let show = format!("{line} > content/b/report@1.0.0.md");
    assert_eq!(Run::of(Command::new("sh").arg("-c").arg(show).current_dir(book.root())).status, 0);
    let held = shell(book.root());
    assert_eq!((held.status, held.err.as_str()), (0, ""), "{}", held.out);
}
