//! `check --since`: real repositories, made here.

use std::path::Path;
use std::process::Command;

use crate::book::{Book, Run, readybook};

pub fn git(folder: &Path, arguments: &[&str]) -> String {
    git_with(folder, arguments, &[])
}

/// Runs git with some variables of its environment set; what it prints.
pub fn git_with(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

const BROKEN: &str = "---\nformat: 1\ndate: 2026-01-21\nverdct: ready\n---\n# R\n";

/// A book in a folder of a repository, with two broken documents in its first commit.
fn repository() -> Book {
    let book = Book::empty();
    book.put("my book/book.toml", "[book]\ntitle = \"T\"\n");
    book.put("my book/content/a/1.md", BROKEN);
    book.put("my book/content/b/1.md", BROKEN);
    git(book.root(), &["init", "-q", "-b", "main"]);
    git(book.root(), &["add", "."]);
    git(book.root(), &["commit", "-q", "-m", "first"]);
    book
}

fn check(book: &Book, revision: &str) -> Run {
    Run::of(
        readybook()
            .current_dir(book.path("my book"))
            .args(["check", "--format", "short", "--since", revision]),
    )
}

#[test]
fn only_changed_documents_are_told_of() {
    let book = repository();
    let none = check(&book, "main");
    assert_eq!((none.status, none.out.as_str()), (0, ""), "{}", none.err);
    book.put("my book/content/b/1.md", BROKEN.replace("# R", "# Changed"));
    book.put("my book/content/c/ä \"1\".md", BROKEN);
    book.put("my book/content/d/1.md", BROKEN);
    git(book.root(), &["add", "my book/content/d"]);
    let run = check(&book, "HEAD");
    let told: Vec<&str> = run.out.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert!(told.contains(&"content/b/1.md") && told.contains(&"content/d/1.md"), "{}", run.out);
    assert!(told.iter().any(|path| path.starts_with("content/c/")), "a name that needs quotes: {}", run.out);
    assert!(!told.contains(&"content/a/1.md"), "{}", run.out);
    assert_eq!(run.status, 1);
    git(book.root(), &["add", "."]);
    git(book.root(), &["commit", "-q", "-m", "second"]);
    assert_eq!(check(&book, "HEAD").out, "");
    assert!(check(&book, "HEAD~1").out.contains("content/d/1.md"));
}

#[test]
fn what_the_other_branch_did_since_is_not_told() {
    let book = repository();
    git(book.root(), &["checkout", "-q", "-b", "mine"]);
    book.put("my book/content/b/1.md", BROKEN.replace("# R", "# Mine"));
    git(book.root(), &["commit", "-q", "-am", "mine"]);
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("my book/content/a/1.md", BROKEN.replace("# R", "# Theirs"));
    git(book.root(), &["commit", "-q", "-am", "theirs"]);
    git(book.root(), &["checkout", "-q", "mine"]);
    let run = check(&book, "main");
    assert!(run.out.contains("content/b/1.md") && !run.out.contains("content/a/1.md"), "{}", run.out);
    git(book.root(), &["checkout", "-q", "--orphan", "alone"]);
    git(book.root(), &["commit", "-q", "-m", "alone"]);
    let run = check(&book, "main");
    assert_eq!(run.status, 2);
    assert!(run.err.contains("`main` and the current commit have no commit in common"), "{}", run.err);
}

#[test]
fn only_changed_documents_are_fixed() {
    let book = repository();
    let changed = BROKEN.replace("# R", "# Changed");
    book.put("my book/content/b/1.md", &changed);
    let run =
        Run::of(readybook().current_dir(book.path("my book")).args(["check", "--fix", "--since", "HEAD"]));
    assert!(run.err.contains("fixed content/b/1.md:4:1"), "{}", run.err);
    assert_eq!(book.read("my book/content/b/1.md"), changed.replace("verdct", "verdict"));
    assert_eq!(book.read("my book/content/a/1.md"), BROKEN);
}

#[test]
fn a_problem_between_a_changed_document_and_another_is_told() {
    let book = repository();
    book.put("my book/content/a/0.md", "---\nformat: 1\ndate: 2026-01-21\nrelease: 1\n---\n# R\n");
    let run = check(&book, "HEAD");
    let second = "content/a/1.md:1:1: error[duplicate-assessment]";
    assert!(run.out.contains(second), "the second is unchanged, the first is new: {}", run.out);
}

#[test]
fn what_comes_from_a_changed_file_is_told_of_unchanged_documents() {
    let book = repository();
    let to = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n## Steps\n";
    let from = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n[a](../y/1.md#steps) [b](../y/2.md)\n";
    for (path, text) in [("x/1.md", from), ("y/1.md", to), ("y/2.md", to)] {
        book.put(&format!("my book/content/{path}"), text);
    }
    git(book.root(), &["add", "."]);
    git(book.root(), &["commit", "-q", "-m", "links"]);
    assert_eq!(check(&book, "HEAD").out, "");
    book.put("my book/content/y/1.md", to.replace("Steps", "Plan"));
    std::fs::remove_file(book.path("my book/content/y/2.md")).unwrap();
    let run = check(&book, "HEAD");
    let told: Vec<&str> = run.out.lines().filter(|line| line.contains("broken-link")).collect();
    assert_eq!(told.len(), 2, "{}", run.out);
    assert!(told.iter().all(|line| line.starts_with("content/x/1.md")), "{}", run.out);
    // What judges all documents changes what is said of all.
    git(book.root(), &["checkout", "-q", "."]);
    let config = book.read("my book/book.toml");
    book.put("my book/book.toml", format!("{config}\n[check.rules]\nunknown-date = \"deny\"\n"));
    assert!(check(&book, "HEAD").out.contains("content/a/1.md"));
}

#[test]
fn what_a_removed_file_brings_about_is_told_of_unchanged_documents() {
    let front = |rest: &str| format!("---\nformat: 1\ndate: 2026-01-21\n{rest}---\n# R\n");
    let evidence = "checks: { tls: { result: fail, evidence: [src/a.rs, docs/] } }\n";
    let book = repository();
    for (path, text) in [
        ("my book/content/x/project.md", "---\nname: X\nsource-root: ../code/.\n---\n".to_owned()),
        ("my book/content/x/1.md", front(evidence)),
        ("my book/content/y/2.md", front("")),
        ("my book/content/y/3.md", front("supersedes: '2'\n")),
        ("my book/content/y/1.md", front("").replace("2026-01-21", "2020-01-21")),
        ("code/src/a.rs", "fn a() {}\n".to_owned()),
        ("code/docs/a.md", "A\n".to_owned()),
        ("code/other", "x\n".to_owned()),
    ] {
        book.put(path, text);
    }
    git(book.root(), &["add", "."]);
    git(book.root(), &["commit", "-q", "-m", "evidence"]);
    let told = || {
        let out = check(&book, "HEAD").out;
        git(book.root(), &["checkout", "-q", "."]);
        out
    };
    let gone = |path: &str| std::fs::remove_file(book.path(path)).unwrap();
    assert_eq!(told(), "");
    gone("code/other");
    assert_eq!(told(), "", "nobody named it");
    gone("code/src/a.rs");
    let out = told();
    assert!(out.starts_with("content/x/1.md:4:43: warning[missing-evidence]"), "{out}");
    std::fs::remove_dir_all(book.path("code/docs")).unwrap();
    assert!(told().contains("`docs` does not exist"));
    std::fs::remove_dir_all(book.path("code")).unwrap();
    assert!(told().contains("warning[missing-source-root]"));
    gone("my book/content/y/2.md");
    assert!(told().contains("there is no release `2`"));
    book.put("my book/content/y/2.md", front("release: 4\n"));
    assert!(told().contains("there is no release `2`"), "it is another one now");
    for path in ["2.md", "3.md"] {
        gone(&format!("my book/content/y/{path}"));
    }
    assert!(told().contains("content/y/1.md:3:7: warning[stale-assessment]"), "it is the latest now");
}

#[test]
fn what_cannot_be_compared_with_is_said() {
    let book = repository();
    for (revision, why) in [
        ("no-such-branch", "this repository has no commit `no-such-branch`"),
        ("--output=x", "`--output=x` is no revision"),
        ("", "`` is no revision"),
    ] {
        let run = check(&book, revision);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{revision}");
        assert!(run.err.contains(why), "{}", run.err);
    }
    let bare = Book::good();
    let run = Run::of(
        readybook()
            .env("GIT_CEILING_DIRECTORIES", bare.root().parent().unwrap())
            .current_dir(bare.root())
            .args(["check", "--since", "main"]),
    );
    assert_eq!(run.status, 2);
    assert!(run.err.contains("is not in a git repository"), "{}", run.err);
    let without = Run::of(
        readybook().env("PATH", "").current_dir(book.path("my book")).args(["check", "--since", "main"]),
    );
    assert!(without.err.contains("the program `git` is not installed"), "{}", without.err);
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let book = repository();
    let first = git(book.root(), &["rev-parse", "HEAD"]);
    book.put("my book/content/d/1.md", BROKEN);
    git(book.root(), &["add", "."]);
    git(book.root(), &["commit", "-q", "-m", "second"]);
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", book.root().display());
    git(clone.path(), &["clone", "-q", "--depth", "1", &from, "clone"]);
    let run = Run::of(
        readybook().current_dir(clone.path().join("clone/my book")).args(["check", "--since", &first]),
    );
    assert_eq!(run.status, 2);
    assert!(run.err.contains("this clone is shallow") && run.err.contains("fetch-depth: 0"), "{}", run.err);
}
