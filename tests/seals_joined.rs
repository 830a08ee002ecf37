//! Ledgers of branches that sealed the same project, joined.

use std::process::Command;

use crate::seals::{LEDGER, SECOND, commit, head, repository, verify};
use crate::seals_by_shell::shell;
use crate::since::git;

#[test]
fn two_branches_that_sealed_are_joined() {
    let book = repository();
    let seal = |release: &str| {
        book.put(&format!("content/good/{release}.md"), SECOND.replace("22", "21"));
        assert_eq!(book.run(&["seal", "good", release]).status, 0);
        commit(&book, release);
    };
    git(book.root(), &["checkout", "-q", "-b", "other"]);
    seal("2.0.0");
    git(book.root(), &["checkout", "-q", "main"]);
    seal("3.0.0");
    let merge =
        Command::new("git").arg("-C").arg(book.root()).args(["merge", "-q", "other"]).output().unwrap();
    assert!(!merge.status.success(), "both add to the end");
    let check = book.run(&["check", "--format", "short"]);
    assert!(
        check.out.contains("error[unmerged-ledger]: a merge left its marks in this ledger"),
        "{}",
        check.out
    );
    let joined = book.run(&["seal", "--merge", "good"]);
    assert_eq!(joined.status, 0, "{}", joined.err);
    let ledger = book.read(LEDGER);
    assert_eq!(ledger.lines().count(), 5, "{ledger}");
    commit(&book, "joined");
    let run = verify(&book, &["--history", "--head", &head(&joined)]);
    assert_eq!(run.status, 0, "{} {}", run.out, run.err);
    assert_eq!(shell(&book).status, 0, "{}", shell(&book).out);
    let again = book.run(&["seal", "--merge", "good"]);
    assert!(again.status == 0 && again.err.contains("there is nothing to join"), "{}", again.err);
    assert_eq!(book.read(LEDGER), ledger);
    let none = book.run(&["seal", "--merge", "no-such"]);
    assert_eq!(none.status, 2);
    assert!(
        none.err.contains("content/no-such/ledger.jsonl cannot be read: it does not exist"),
        "{}",
        none.err
    );
}

#[test]
fn a_release_that_two_branches_sealed_differently_is_decided_by_a_correction() {
    let book = repository();
    let seal = |text: &str| {
        book.put("content/good/2.0.0.md", text);
        assert_eq!(book.run(&["seal", "good", "2.0.0"]).status, 0);
        commit(&book, "2.0.0");
    };
    git(book.root(), &["checkout", "-q", "-b", "other"]);
    seal(SECOND);
    git(book.root(), &["checkout", "-q", "main"]);
    seal(&SECOND.replace("Second", "Other"));
    let _ = Command::new("git").arg("-C").arg(book.root()).args(["merge", "-q", "other"]).output().unwrap();
    book.put("content/good/2.0.0.md", SECOND.replace("Second", "Other"));
    assert_eq!(book.run(&["seal", "--merge", "good"]).status, 0);
    let run = verify(&book, &["--format", "short"]);
    assert!(
        run.out.contains("error[sealed-twice]: `2.0.0` was sealed twice, with different content"),
        "{}",
        run.out
    );
    let amend = book.run(&["seal", "--amend", "--reason", "the one of main holds", "good", "2.0.0"]);
    assert_eq!(amend.status, 0, "{}", amend.err);
    commit(&book, "decided");
    assert_eq!(verify(&book, &["--history"]).status, 0, "{}", verify(&book, &[]).out);
    assert_eq!(shell(&book).status, 0);
}
