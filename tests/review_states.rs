//! `readybook diff`: which states of a repository are compared, and where a book is found in them.

use crate::book::{Book, Run, readybook};
use crate::review::{NEW, OLD, OTHER, commit, diff, json, repository};
use crate::since::git;

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
