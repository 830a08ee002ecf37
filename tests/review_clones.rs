//! `readybook diff` in repositories as hooks, services and containers leave them.

use std::path::Path;
use std::process::Command;

use crate::book::{Book, Run, readybook};
use crate::review::{OTHER, RUBRIC, commit, diff, repository};
use crate::since::git;

/// The command that a message tells to run after `run`, run in a folder.
fn do_as_told(root: &Path, message: &str) {
    let told = message.split("run `").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
    assert!(told.starts_with("git fetch "), "{told}");
    let done = Command::new("sh").args(["-c", told]).current_dir(root).output().unwrap();
    assert!(done.status.success(), "{told}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn what_a_shallow_clone_of_one_branch_is_told_to_do_helps() {
    let book = repository();
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    commit(&book, "second");
    git(book.root(), &["tag", "v1.0", "main"]);
    git(book.root(), &["checkout", "-q", "main"]);
    let from = format!("file://{}", book.root().display());
    let main = git(book.root(), &["rev-parse", "main"]);
    for arguments in [[].as_slice(), &["origin/main"], &["origin/main..."], &["v1.0"], &[main.as_str()]] {
        let clone = tempfile::tempdir().unwrap();
        git(clone.path(), &["clone", "-q", "--depth", "1", "-b", "change", &from, "clone"]);
        let root = clone.path().join("clone");
        let run = || Run::of(readybook().current_dir(root.join("book dir")).arg("diff").args(arguments));
        let before = run();
        assert_eq!(before.status, 2, "{arguments:?}: {}", before.out);
        assert!(before.err.contains("shallow") && before.err.contains("fetch-depth: 0"), "{}", before.err);
        do_as_told(&root, &before.err);
        let after = run();
        assert_eq!(after.status, 0, "{arguments:?}: {}{}", before.err, after.err);
        assert!(after.out.contains("other 1.0"), "{arguments:?}: {}", after.out);
    }
    // Of one branch, but not shallow.
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["clone", "-q", "--single-branch", "-b", "change", &from, "clone"]);
    let root = clone.path().join("clone");
    let run = || Run::of(readybook().current_dir(root.join("book dir")).args(["diff", "origin/main"]));
    do_as_told(&root, &run().err);
    assert_eq!(run().status, 0, "{}", run().err);
}

#[test]
fn a_hook_compares_the_book_that_it_names() {
    let book = repository();
    book.put("book.toml", "[book]\ntitle = \"Top\"\n[rubric]\ndefault = \"tiny\"\n");
    book.put("rubrics/tiny@1.toml", RUBRIC);
    book.put("content/top/1.0.md", OTHER);
    commit(&book, "a book at the top");
    let trees = tempfile::tempdir().unwrap();
    let tree = trees.path().join("tree");
    git(book.root(), &["worktree", "add", "-q", "-b", "linked", tree.to_str().unwrap()]);
    let program = assert_cmd::cargo::cargo_bin("readybook");
    let out = trees.path().join("out");
    let hook = format!(
        "#!/bin/sh\ntest -n \"$GIT_DIR\" && exec '{}' --book 'book dir' diff HEAD > '{}' 2>&1\n",
        program.display(),
        out.display()
    );
    book.put(".git/hooks/pre-commit", hook);
    let executable = ["+x", ".git/hooks/pre-commit"];
    assert!(Command::new("chmod").args(executable).current_dir(book.root()).status().unwrap().success());
    std::fs::write(tree.join("book dir/content/other/1.0.md"), OTHER.replace("pass", "fail")).unwrap();
    git(&tree, &["commit", "-q", "-a", "-m", "changed"]);
    let told = std::fs::read_to_string(out).unwrap();
    assert!(told.contains("other 1.0"), "{told}");
    assert!(!told.contains("moved") && !told.contains("top 1.0"), "{told}");
}

#[test]
fn a_repository_that_git_does_not_trust_or_that_has_no_files_says_what_to_do() {
    let book = repository();
    let mut command = readybook();
    command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").current_dir(book.path("book dir"));
    let run = Run::of(command.args(["diff", "main"]));
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("if you trust it, run `git config --global --add safe.directory "),
        "{}",
        run.err
    );
    assert!(!run.err.contains("is not in a git repository"), "{}", run.err);
    let bare = tempfile::tempdir().unwrap();
    git(bare.path(), &["clone", "-q", "--bare", book.root().to_str().unwrap(), "bare"]);
    let run = Run::of(readybook().current_dir(bare.path().join("bare")).args(["diff", "main", "change"]));
    assert!(
        run.status == 2 && run.err.contains("the repository is bare, without files: clone it"),
        "{}",
        run.err
    );
}

#[test]
fn whole_hashes_are_told_by_their_first_digits() {
    let book = repository();
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    commit(&book, "second");
    let (from, to) = (git(book.root(), &["rev-parse", "main"]), git(book.root(), &["rev-parse", "change"]));
    let (short_from, short_to) = (&from[..8], &to[..8]);
    let left = diff(&book, &[&format!("{from}...{to}")]);
    let wanted = format!("where {short_to} left {short_from} ({short_from}) with {short_to}.");
    assert!(left.out.contains(&wanted), "{}", left.out);
    let both = diff(&book, &[&from, &to]);
    assert!(both.out.contains(&format!("Compared: {short_from} with {short_to}.")), "{}", both.out);
}

#[test]
fn conditions_are_taken_with_blanks_between_them() {
    let book = Book::good();
    let run = book.run(&["diff", ".", ".", "--fail-on", "verdict-drop, new-critical ,\n score-drop=5"]);
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn what_git_cannot_give_is_no_report_that_does_not_parse() {
    let book = repository();
    let lost = git(book.root(), &["rev-parse", "main:book dir/content/other/1.0.md"]);
    book.put("book dir/content/other/1.0.md", OTHER.replace("pass", "fail"));
    book.put("book dir/content/third/1.0.md", OTHER.replace("pass", "partial"));
    commit(&book, "second");
    let object = book.path(&format!(".git/objects/{}/{}", &lost[..2], &lost[2..]));
    std::fs::remove_file(object).unwrap();
    for arguments in [["main"].as_slice(), &["main", "HEAD"], &["HEAD", "main"]] {
        let run = diff(&book, &[arguments, &["--fail-on", "verdict-drop"]].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        let why = format!("the repository does not hold its object {lost}; run `git fsck`");
        assert!(
            run.err.contains("git cannot give all of the commit") && run.err.contains(&why),
            "{}",
            run.err
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_git_cannot_be_asked_for_is_said() {
    use std::os::unix::ffi::OsStrExt as _;
    let book = repository();
    let folder = book.root().join(std::ffi::OsStr::from_bytes(b"b\xfcch"));
    std::fs::rename(book.path("book dir"), &folder).unwrap();
    commit(&book, "moved");
    let run = Run::of(readybook().current_dir(&folder).args(["diff", "HEAD"]));
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("in a folder whose name is not UTF-8"), "{}", run.err);
}
