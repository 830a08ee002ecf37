//! `collect`: sources that the tests make, as folders and as git repositories.

use std::fs;
use std::path::Path;

use crate::book::{Book, GOOD, Run, readybook};
use crate::since::git;

/// A repository with an assessment in `docs/ready`.
fn source() -> Book {
    let source = Book::empty();
    source.put("docs/ready/1.0.0.md", GOOD.to_owned() + "\n![a](img/a.png)\n");
    source.put("docs/ready/img/a.png", b"png").put("docs/ready/project.md", "---\nname: Pay\n---\n");
    source.put("docs/ready/ledger.jsonl", "not ours\n").put("code.rs", "fn main() {}\n");
    git(source.root(), &["init", "-q", "-b", "main"]);
    commit(&source);
    source
}

fn commit(book: &Book) {
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "x"]);
}

fn toml(sources: &[(&str, &str)]) -> String {
    sources
        .iter()
        .fold(String::new(), |all, (name, rest)| all + &format!("[[source]]\nname = \"{name}\"\n{rest}\n"))
}

fn of_git(source: &Book) -> String {
    format!("git = \"file://{}\"\nrevision = \"main\"\npath = \"docs/ready\"\n", source.root().display())
}

fn collect(book: &Book, arguments: &[&str]) -> Run {
    let mut command = readybook();
    Run::of(command.current_dir(book.root()).arg("collect").args(arguments))
}

/// The state of a source, as it is kept.
fn kept(book: &Book, name: &str) -> Vec<String> {
    let states = book.files(&format!(".readybook/sources/{name}"));
    states.into_iter().map(|(path, _)| path.split_once('/').unwrap().1.to_owned()).collect()
}

#[test]
fn sources_are_collected_pinned_and_built_as_projects() {
    let (one, two) = (source(), Book::empty());
    two.put("in/2.0.0.md", GOOD).put("in/.hidden", "x");
    let book = Book::good();
    let folder = format!("folder = \"{}\"\npath = \"in\"\n", two.root().display());
    book.put("book.toml", toml(&[("pay", &of_git(&one)), ("web", &folder)]));
    let run = book.run(&["build"]);
    assert!(
        run.status == 1 && run.err.contains("uncollected-source") && run.err.contains("readybook collect"),
        "{}",
        run.err
    );
    let run = collect(&book, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(kept(&book, "pay"), ["1.0.0.md", "img/a.png", "project.md"]);
    assert_eq!(kept(&book, "web"), ["2.0.0.md"]);
    let lock = book.read("readybook.lock");
    assert!(lock.contains(&git(one.root(), &["rev-parse", "HEAD"])), "{lock}");
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    for page in [
        "projects/pay/1.0.0/index.html",
        "projects/web/2.0.0/index.html",
        "projects/good/1.0.0/index.html",
        "files/pay/img/a.png",
    ] {
        assert!(book.path(&format!("output/{page}")).exists(), "{page}");
    }
    assert!(book.read("output/projects/pay/index.html").contains("Pay"));
    // What is pinned stays, whatever the source does, on this machine and on another.
    one.put("docs/ready/1.1.0.md", GOOD);
    commit(&one);
    assert_eq!(collect(&book, &[]).status, 0);
    assert_eq!(book.read("readybook.lock"), lock);
    fs::remove_dir_all(book.path(".readybook")).unwrap();
    assert_eq!(collect(&book, &[]).status, 0);
    assert_eq!(kept(&book, "pay"), ["1.0.0.md", "img/a.png", "project.md"]);
    let run = collect(&book, &["--update", "pay"]);
    assert!(run.status == 0 && run.err.contains("pay: from ") && !run.err.contains("web:"), "{}", run.err);
    assert_eq!(kept(&book, "pay"), ["1.0.0.md", "1.1.0.md", "img/a.png", "project.md"]);
    assert_ne!(book.read("readybook.lock"), lock);
}

#[test]
fn what_was_altered_in_between_is_brought_in_anew() {
    let one = source();
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", &of_git(&one))]));
    collect(&book, &[]);
    let state = fs::read_dir(book.path(".readybook/sources/pay")).unwrap().next().unwrap().unwrap().path();
    fs::write(state.join("1.0.0.md"), GOOD.replace("# Good", "# Better")).unwrap();
    let build = book.run(&["build"]);
    assert!(
        build.status == 1
            && build.err.contains("altered-source")
            && build.err.contains("run `readybook collect`"),
        "{}",
        build.err
    );
    assert_eq!(collect(&book, &[]).status, 0);
    assert!(fs::read_to_string(state.join("1.0.0.md")).unwrap().starts_with(GOOD));
}

/// What stands elsewhere is never removed or written, whatever leads there.
#[test]
fn a_link_where_sources_are_kept_is_refused() {
    let one = source();
    for place in [".readybook", ".readybook/sources", ".readybook/sources/pay"] {
        let (book, elsewhere) = (Book::good(), Book::empty());
        for inner in ["sources/pay/mine/1.md", "pay/mine/1.md", "mine/1.md"] {
            elsewhere.put(inner, "mine");
        }
        let before = elsewhere.files("");
        book.put("book.toml", toml(&[("pay", &of_git(&one))]));
        assert_eq!(collect(&book, &[]).status, 0);
        fs::remove_dir_all(book.path(place)).unwrap();
        link(&book.path(place), elsewhere.root().to_str().unwrap());
        let run = collect(&book, &["--update"]);
        assert!(
            run.status == 1
                && run
                    .err
                    .contains(&format!("pay failed: {place} is a link, and could lead out of the book")),
            "{}",
            run.err
        );
        assert_eq!(elsewhere.files(""), before, "{place}");
    }
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", &of_git(&one))]));
    book.put(".readybook/sources/pay/mine/1.md", "mine");
    assert_eq!(collect(&book, &[]).status, 0);
    assert_eq!(book.read(".readybook/sources/pay/mine/1.md"), "mine", "only states are removed");
}

#[test]
fn a_git_that_looks_into_no_bare_repository_fetches() {
    let one = source();
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", &of_git(&one))]));
    let mut command = readybook();
    command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "safe.bareRepository");
    let run = Run::of(command.env("GIT_CONFIG_VALUE_0", "explicit").current_dir(book.root()).arg("collect"));
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(kept(&book, "pay").len(), 3);
}

#[test]
fn a_commit_is_named_by_all_of_its_digits() {
    let one = source();
    let commit = git(one.root(), &["rev-parse", "HEAD"]);
    let of = |revision: &str| of_git(&one).replace("\"main\"", &format!("\"{revision}\""));
    let told = failure(&of(&commit[..10]), |_| ());
    assert!(told.contains("of a commit, `revision` has to give all 40 digits"), "{told}");
    assert!(!failure(&of("no-such"), |_| ()).contains("40 digits"));
}

#[test]
fn a_source_that_fails_leaves_its_last_state_and_the_others() {
    let (one, two) = (source(), source());
    let book = Book::good();
    book.put("book.toml", toml(&[("one", &of_git(&one)), ("two", &of_git(&two))]));
    assert_eq!(collect(&book, &[]).status, 0);
    let lock = book.read("readybook.lock");
    two.put("docs/ready/1.1.0.md", GOOD);
    commit(&two);
    fs::remove_dir_all(one.path(".git")).unwrap();
    let run = collect(&book, &["--update"]);
    assert!(run.status == 1 && run.err.contains("one failed: it cannot be fetched"), "{}", run.err);
    assert!(run.err.contains("its last state stays") && run.err.contains("two: from "), "{}", run.err);
    assert_eq!(kept(&book, "one").len(), 3);
    assert_eq!(kept(&book, "two").len(), 4);
    let first = |lock: &str| lock.split("[[source]]").nth(1).unwrap().to_owned();
    assert_eq!(first(&book.read("readybook.lock")), first(&lock));
    assert_eq!(book.run(&["build"]).status, 0);
    fs::remove_dir_all(book.path(".readybook/sources/one")).unwrap();
    let run = collect(&book, &[]);
    assert!(run.err.contains("the state that readybook.lock pins is not in .readybook/"), "{}", run.err);
    assert!(run.err.contains("where it is gone for good, `readybook collect --update one`"), "{}", run.err);
}

#[test]
fn a_state_of_an_earlier_lock_stays_until_another_one_is_there() {
    let one = source();
    let (book, elsewhere) = (Book::good(), Book::good());
    for clone in [&book, &elsewhere] {
        clone.put("book.toml", toml(&[("pay", &of_git(&one))]));
        assert_eq!(collect(clone, &[]).status, 0);
    }
    let first = book.read("readybook.lock");
    one.put("docs/ready/1.1.0.md", GOOD);
    commit(&one);
    assert_eq!(collect(&elsewhere, &["--update"]).status, 0);
    // Somebody else's lock comes with a checkout, while the source is out of reach.
    book.put("readybook.lock", elsewhere.read("readybook.lock"));
    fs::rename(one.path(".git"), one.path("away")).unwrap();
    let run = collect(&book, &[]);
    assert!(run.status == 1 && run.err.contains("nothing can be built under this lock"), "{}", run.err);
    let run = book.run(&["build"]);
    assert!(run.status == 1 && run.err.contains("uncollected-source"), "{}", run.err);
    assert_eq!(kept(&book, "pay"), ["1.0.0.md", "img/a.png", "project.md"]);
    book.put("readybook.lock", &first);
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    book.put("readybook.lock", elsewhere.read("readybook.lock"));
    fs::rename(one.path("away"), one.path(".git")).unwrap();
    assert_eq!(collect(&book, &[]).status, 0);
    assert_eq!(kept(&book, "pay"), ["1.0.0.md", "1.1.0.md", "img/a.png", "project.md"], "and no other state");
}

/// Collects one source, which fails; what is told.
fn failure(rest: &str, change: impl Fn(&Book)) -> String {
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", rest)]));
    change(&book);
    let run = collect(&book, &[]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(
        !book.path(".readybook/sources/pay").read_dir().is_ok_and(|mut left| left.next().is_some()),
        "nothing is left"
    );
    run.err
}

fn link(path: &Path, target: &str) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[test]
fn a_hostile_source_is_refused_whole() {
    let of = |change: &dyn Fn(&Book)| {
        let source = source();
        change(&source);
        commit(&source);
        let in_git = failure(&of_git(&source), |_| ());
        let folder = format!("folder = \"{}\"\npath = \"docs/ready\"\n", source.root().display());
        let in_folder = failure(&folder, |_| ());
        assert_eq!(in_git, in_folder);
        in_git
    };
    let told = [
        of(&|source| link(&source.path("docs/ready/1.1.0.md"), "/etc/passwd")),
        of(&|source| link(&source.path("docs/ready/img/x"), "../../..")),
        of(&|source| {
            source.put("docs/ready/1.0.0.MD", GOOD);
        }),
        of(&|source| {
            source.put("docs/ready/a\nb.md", GOOD);
        }),
        of(&|source| {
            source.put("docs/ready/a\\b.md", GOOD);
        }),
        of(&|source| {
            source.put("docs/ready/big.bin", vec![0; 8 * 1024 * 1024 + 1]);
        }),
        of(&|source| {
            for at in 0..5001 {
                source.put(&format!("docs/ready/n/{at}"), "");
            }
        }),
    ];
    insta::assert_snapshot!(told.concat());
}

#[test]
fn a_submodule_is_not_followed_and_no_hook_or_filter_runs() {
    let (source, inner) = (source(), source());
    git(
        source.root(),
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "-q",
            "add",
            &inner.root().display().to_string(),
            "docs/ready/sub",
        ],
    );
    commit(&source);
    assert!(failure(&of_git(&source), |_| ()).contains("it holds a submodule, `sub`, which is not followed"));
    let source = crate::collect::source();
    let mark = source.path("ran");
    let script = format!("#!/bin/sh\ntouch {}\n", mark.display());
    for hook in ["post-checkout", "post-merge", "pre-auto-gc", "reference-transaction"] {
        source.put(&format!(".git/hooks/{hook}"), &script);
        fs::set_permissions(
            source.path(&format!(".git/hooks/{hook}")),
            std::os::unix::fs::PermissionsExt::from_mode(0o755),
        )
        .unwrap();
    }
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", &of_git(&source))]));
    assert_eq!(collect(&book, &[]).status, 0);
    assert!(!mark.exists());
}

#[test]
fn a_source_that_moved_is_told() {
    let source = source();
    let path = of_git(&source).replace("docs/ready", "docs/gone");
    assert!(
        failure(&path, |_| ())
            .contains("`docs/gone` holds no assessment: if they have moved, correct `path`")
    );
    let file = of_git(&source).replace("docs/ready", "code.rs");
    assert!(failure(&file, |_| ()).contains("`code.rs` is no folder"));
    let branch = of_git(&source).replace("main", "gone");
    assert!(failure(&branch, |_| ()).contains("couldn't find remote ref gone"));
    assert!(failure("folder = \"../no such folder\"\n", |_| ()).contains("there is no folder"));
    // Its history was written anew, and what was pinned is gone.
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", &of_git(&source))]));
    collect(&book, &[]);
    fs::remove_dir_all(book.path(".readybook")).unwrap();
    git(source.root(), &["commit", "-q", "--amend", "-m", "another"]);
    git(source.root(), &["reflog", "expire", "--expire=now", "--all"]);
    git(source.root(), &["gc", "-q", "--prune=now"]);
    let run = collect(&book, &[]);
    assert!(run.status == 1 && run.err.contains("cannot be had: it cannot be fetched"), "{}", run.err);
    assert!(run.err.contains("`readybook collect --update pay` takes the newest"), "{}", run.err);
    let run = collect(&book, &["--update"]);
    assert_eq!(run.status, 0, "{}", run.err);
    // Another address is another source, and is told as a move.
    let other = crate::collect::source();
    book.put("book.toml", toml(&[("pay", &of_git(&other))]));
    assert!(book.run(&["build"]).err.contains("uncollected-source"));
    let run = collect(&book, &[]);
    assert!(run.status == 0 && run.err.contains("pay: moved from file://"), "{}", run.err);
}

#[test]
fn a_folder_that_changed_since_it_was_pinned_is_told() {
    let source = source();
    let book = Book::good();
    let folder = format!("folder = \"{}\"\npath = \"docs/ready\"\n", source.root().display());
    book.put("book.toml", toml(&[("pay", &folder)]));
    assert_eq!(collect(&book, &[]).status, 0);
    source.put("docs/ready/1.1.0.md", GOOD);
    assert_eq!(collect(&book, &[]).status, 0, "what is here is what is pinned");
    fs::remove_dir_all(book.path(".readybook")).unwrap();
    let run = collect(&book, &[]);
    assert!(run.status == 1 && run.err.contains("it has changed since it was pinned"), "{}", run.err);
    assert_eq!(collect(&book, &["--update", "pay"]).status, 0);
    assert_eq!(kept(&book, "pay").len(), 4);
}

#[test]
fn names_that_collide_are_told() {
    let source = source();
    let book = Book::good();
    book.put("book.toml", toml(&[("Good", &of_git(&source))]));
    assert_eq!(collect(&book, &[]).status, 0);
    let run = book.run(&["build"]);
    assert!(
        run.status == 2 && run.err.contains("the source `Good` would be the same project as content/good/"),
        "{}",
        run.err
    );
    book.put("book.toml", toml(&[("pay", "folder = \"a\""), ("PAY", "folder = \"b\"")]));
    let run = collect(&book, &[]);
    assert!(run.status == 2 && run.err.contains("a second source of the name `PAY`"), "{}", run.err);
}

#[test]
fn words_that_could_make_git_do_something_else_are_refused() {
    let book = Book::good();
    book.put(
        "book.toml",
        toml(&[
            ("a", "git = \"ext::sh -c touch% ran\""),
            ("b", "git = \"--upload-pack=touch ran\""),
            ("c", "git = \"https://user:word@example.org/a.git\""),
            ("d", "git = \"../a\"\nrevision = \"--upload-pack=x\""),
            ("e", "git = \"../a\"\npath = \"../../etc\""),
            ("../f", "folder = \"a\""),
            ("g", "folder = \"a\"\ngit = \"../a\""),
            ("h", ""),
            ("i", "folder = \"a\"\nrevision = \"main\""),
            ("j", "git = \"../a\"\nbranch = \"main\""),
        ]),
    );
    let run = book.run(&["check", "--format", "short"]);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.out);
    assert_eq!(collect(&book, &[]).status, 2);
    assert!(!book.path("ran").exists());
}

#[test]
fn a_lock_that_is_damaged_and_a_name_that_is_none_are_errors() {
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", "folder = \"a\"")])).put("readybook.lock", "<<<<<<< HEAD\n");
    let run = collect(&book, &[]);
    assert!(run.status == 2 && run.err.contains("readybook.lock:1:9"), "{}", run.err);
    assert_eq!(book.run(&["build"]).status, 2);
    book.put("readybook.lock", "");
    let run = collect(&book, &["--update", "pai"]);
    assert!(
        run.status == 2 && run.err.contains("book.toml names no source `pai`: did you mean `pay`?"),
        "{}",
        run.err
    );
    book.put("book.toml", "");
    assert!(collect(&book, &[]).err.contains("nothing to collect"));
}

#[test]
fn nothing_of_a_source_is_mended_or_sealed_here() {
    let source = source();
    let broken = GOOD.replace("date: 2026-01-21", "date: 2026-1-21");
    source.put("docs/ready/1.2.0.md", &broken);
    commit(&source);
    let book = Book::good();
    book.put("book.toml", toml(&[("pay", &of_git(&source))]));
    assert_eq!(collect(&book, &[]).status, 0);
    book.run(&["check", "--fix"]);
    assert!(!book.path("content/pay").exists());
    let run = book.run(&["seal", "pay", "1.0.0"]);
    assert!(run.status == 1 && run.err.contains("seal it where it is written"), "{}", run.err);
}
