//! `readybook diff --fail-on lost-evidence` where code goes and reports stay.

use crate::book::Book;
use crate::review::{OLD, commit, diff, repository};
use crate::since::git;

const PROJECT: &str = "---\nname: Alpha\nsource-root: ../src\n---\n";
const WHY: &str = "check secrets of alpha@1.0 lost its evidence: docs/secrets.md";

/// A repository whose report names code beside the book; the change begins with both.
fn with_code() -> Book {
    let book = repository();
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/content/alpha/project.md", PROJECT);
    book.put("src/docs/secrets.md", "x");
    commit(&book, "code");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    book
}

/// The change is stopped, committed or not, and says why.
fn stopped(book: &Book, what: &str) {
    let in_tree = diff(book, &["main", "--fail-on", "lost-evidence"]);
    commit(book, what);
    let committed = diff(book, &["main", "HEAD", "--fail-on", "lost-evidence"]);
    for run in [in_tree, committed] {
        assert_eq!(run.status, 1, "{what}: {}{}", run.out, run.err);
        assert!(run.err.contains(WHY), "{what}: {}", run.err);
        assert!(run.out.contains("claim lost evidence"), "{what}: {}", run.out);
    }
}

#[test]
fn code_that_goes_as_a_whole_takes_its_evidence_with_it() {
    let book = with_code();
    book.put("src/main.c", "x");
    commit(&book, "more code");
    git(book.root(), &["branch", "-q", "-f", "main"]);
    git(book.root(), &["rm", "-q", "-r", "src"]);
    stopped(&book, "removed");
    let book = with_code();
    git(book.root(), &["mv", "src", "code"]);
    stopped(&book, "moved, and not said so");
    let book = with_code();
    git(book.root(), &["rm", "-q", "-r", "src"]);
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\n---\n");
    stopped(&book, "removed, and no root is named any more");
}

#[test]
fn a_root_that_leads_nowhere_holds_no_evidence() {
    let book = with_code();
    book.put("book dir/content/alpha/project.md", PROJECT.replace("../src", "../nowhere"));
    stopped(&book, "another root");
}

#[test]
fn code_that_was_not_at_hand_before_is_not_lost() {
    let book = with_code();
    for root in ["../nowhere", "../../outside"] {
        git(book.root(), &["checkout", "-q", "main"]);
        book.put("book dir/content/alpha/project.md", PROJECT.replace("../src", root));
        commit(&book, "code elsewhere");
        git(book.root(), &["checkout", "-q", "-B", "change"]);
        book.put("book dir/content/alpha/1.0.md", OLD.replace("All of it", "Nearly all of it"));
        for arguments in [["main"].as_slice(), &["main", "HEAD"]] {
            let run = diff(&book, &[arguments, &["--fail-on", "lost-evidence"]].concat());
            assert_eq!(run.status, 0, "{root}: {}", run.err);
            assert!(!run.out.contains("new problem"), "{root}: {}", run.out);
        }
        git(book.root(), &["checkout", "-q", "--", "."]);
    }
}

#[test]
fn a_folder_without_files_is_no_evidence() {
    let book = with_code();
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("src/docs/keys/readme.md", "x");
    book.put("book dir/content/alpha/1.0.md", OLD.replace("docs/secrets.md", "docs/keys"));
    commit(&book, "a folder");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    // Git forgets a folder with its last file; the disk does not.
    std::fs::remove_file(book.path("src/docs/keys/readme.md")).unwrap();
    assert!(book.path("src/docs/keys").is_dir());
    for arguments in [["main"].as_slice(), &["main", "HEAD"]] {
        let run = diff(&book, &[arguments, &["--fail-on", "lost-evidence"]].concat());
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        assert!(run.err.contains("lost its evidence: docs/keys"), "{}", run.err);
        git(book.root(), &["add", "-A"]);
        git(book.root(), &["commit", "-q", "--allow-empty", "-m", "without the file"]);
    }
}
