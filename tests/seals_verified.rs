//! `verify`: what was sealed against what is there, by files and by history.

use std::path::Path;

use crate::book::{Book, GOOD, Run, readybook};
use crate::history::noted;
use crate::seals::{LEDGER, SECOND, commit, head, repository, sealed, verify};
use crate::seals_by_shell::shell;
use crate::since::git;

#[test]
fn a_sealed_document_that_changed_is_an_error_everywhere() {
    let book = sealed();
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!(check.status, 1);
    let what = "content/good/1.0.0.md:1:1: error[broken-seal]: `good@1.0.0` was sealed on 2026-01-22, and this document has changed since";
    assert!(check.out.contains(what), "{}", check.out);
    let verified = verify(&book, &["--format", "short"]);
    assert_eq!(verified.status, 1);
    assert!(verified.out.contains(what), "{}", verified.out);
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/projects/good/1.0.0/index.html");
    assert!(page.contains("<strong>Sealed on 2026-01-22, and changed since</strong>"), "{page}");
    assert!(page.contains("this document has changed since"), "among what is wrong with it");
    let intact = book.read("output/projects/good/1.1.0/index.html");
    assert!(intact.contains("Sealed on 2026-01-22, and unchanged since"), "{intact}");
    let shell = shell(&book);
    assert_eq!(shell.status, 1);
    assert!(shell.out.contains("1.0.0.md: FAILED"), "{} {}", shell.out, shell.err);
    let refused = book.run(&["seal", "good", "1.0.0"]);
    assert_eq!(refused.status, 1);
    assert!(
        refused.err.contains("has changed since; put it back, or record the correction"),
        "{}",
        refused.err
    );
    assert_eq!(book.run(&["seal", "--all-released"]).status, 1);
    let archived = book.run(&["archive", "good@1.0.0"]);
    assert!(archived.status == 1 && book.path("good-1.0.0.tar.zst").exists(), "{}", archived.err);
    assert!(archived.err.contains("was sealed on 2026-01-22, and this document has changed since"));
    assert!(archived.err.contains("what was sealed is in it as it is now, and not as it was sealed"));
    // Neither the book nor the document can allow it.
    book.put("book.toml", "[check.rules]\nbroken-seal = \"allow\"\n");
    assert_eq!(book.run(&["check"]).status, 2);
}

/// Asked for one project, it knows that its seals are gone as it does for all.
#[test]
fn a_ledger_that_was_removed_is_missed() {
    let book = repository();
    let nothing = verify(&book, &["other"]);
    assert!(nothing.status == 2 && nothing.err.contains("nothing of `other` is sealed"), "{}", nothing.err);
    let kept = head(&verify(&book, &[]));
    std::fs::remove_file(book.path(LEDGER)).unwrap();
    commit(&book, "gone");
    let by = git(book.root(), &["log", "-1", "--abbrev=10", "--format=%h of %cs by %an"]);
    let run = verify(&book, &["good", "--format", "short"]);
    assert!(
        run.status == 1 && run.out.contains(&format!("was removed or changed by commit {by}")),
        "{}",
        run.out
    );
    std::fs::remove_dir_all(book.path(".git")).unwrap();
    let run = verify(&book, &["good", "--head", &kept, "--format", "short"]);
    assert!(run.status == 1 && run.out.contains(&format!("no line has the hash {kept}")), "{}", run.out);
}

#[test]
fn what_is_gone_or_altered_around_a_document_is_told() {
    let book = sealed();
    std::fs::remove_file(book.path("content/good/1.1.0.md")).unwrap();
    let run = verify(&book, &["--format", "short"]);
    assert!(
        run.out.contains(
            "`good@1.1.0` was sealed on 2026-01-22, and its document content/good/1.1.0.md is gone"
        ),
        "{}",
        run.out
    );
    assert_eq!((run.status, shell(&book).status), (1, 1));
    let book = sealed();
    let rubric = book.read("rubrics/production@1.toml");
    book.put("rubrics/production@1.toml", format!("# changed\n{rubric}"));
    let run = verify(&book, &["--format", "short"]);
    assert!(
        run.out.contains(
            "was sealed on 2026-01-22 under `production@1`, and rubrics/production@1.toml has changed since"
        ),
        "{}",
        run.out
    );
    assert_eq!((run.status, shell(&book).status), (1, 1), "the lock of rubrics says so too");
    assert!(run.out.contains("error[changed-rubric]"), "{}", run.out);
    book.put("book.toml", "[book");
    assert_eq!(verify(&book, &[]).status, 2, "nobody can read it");
    let book = sealed();
    book.put("content/good/1.0.0.md", GOOD.replace('\n', "\r\n"));
    let run = verify(&book, &[]);
    assert!(
        run.out.contains("has changed since: its line ends, and nothing else")
            && run.out.contains(".gitattributes"),
        "{}",
        run.out
    );
}

#[test]
fn a_clone_with_other_line_ends_is_told_how_to_get_the_sealed_ones() {
    let (book, clone) = (repository(), Book::empty());
    let to = clone.path("clone");
    let from = book.root().to_str().unwrap();
    git(clone.root(), &["clone", "-q", "-c", "core.autocrlf=true", from, to.to_str().unwrap()]);
    let run = |arguments: &[&str]| Run::of(readybook().current_dir(&to).args(arguments));
    for command in [&["verify"][..], &["check"]] {
        let told = run(command);
        assert_eq!(told.status, 1, "{}", told.out);
        for what in [
            "the line ends of this ledger were changed to CR LF, and nothing else",
            "this document has changed since: its line ends, and nothing else",
            "rubrics/production@1.toml has changed since: its line ends, and nothing else",
            "`git checkout -- content/good/ledger.jsonl`",
            "`git checkout -- rubrics/production@1.toml`",
        ] {
            assert!(told.out.contains(what), "{command:?}: {what}: {}", told.out);
        }
        assert!(!told.out.contains("was removed or changed"), "{}", told.out);
    }
    assert_ne!(run(&["seal", "--all-released"]).status, 0, "nothing is added to such a ledger");
    // As it says.
    let new = Book::empty();
    std::fs::remove_file(new.path("book.toml")).unwrap();
    assert_eq!(new.run(&["init"]).status, 0);
    std::fs::write(to.join(".gitattributes"), new.read(".gitattributes")).unwrap();
    for folder in ["content", "rubrics"] {
        std::fs::remove_dir_all(to.join(folder)).unwrap();
    }
    git(&to, &["checkout", "--", "content", "rubrics"]);
    let told = run(&["verify"]);
    assert_eq!(told.status, 0, "{}", told.out);
}

#[test]
fn a_score_that_does_not_come_about_is_told() {
    let book = Book::good();
    book.run(&["seal", "good", "1.0.0"]);
    // The last line can be changed, and only the head or the history shows it; the score shows it too.
    book.put(LEDGER, book.read(LEDGER).replace("\"score\":\"0\"", "\"score\":\"99\""));
    for run in [book.run(&["check", "--format", "short"]), verify(&book, &["--scores", "--format", "short"])]
    {
        let what = "error[unreproduced-score]: `1.0.0` was sealed with the score 99 (incomplete); the same document under the same rubric comes to 0 (incomplete)";
        assert!(run.status == 1 && run.out.contains(what), "{}", run.out);
    }
}

#[test]
fn a_new_tier_of_the_project_changes_no_seal() {
    let book = sealed();
    book.put("content/good/project.md", "---\ntier: 1\ntags: [public-api]\n---\n");
    assert_eq!(verify(&book, &[]).status, 0);
    assert_eq!(book.run(&["check"]).status, 0, "{}", book.run(&["check"]).out);
}

#[test]
fn an_end_that_was_cut_off_is_seen_by_who_kept_its_hash() {
    let book = sealed();
    let kept = head(&verify(&book, &[]));
    let first = book.read(LEDGER).lines().next().unwrap().to_owned() + "\n";
    book.put(LEDGER, first);
    assert_eq!(verify(&book, &[]).status, 0, "a chain alone cannot show it");
    let run = verify(&book, &["good", "--head", &kept, "--format", "short"]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.contains(&format!("no line has the hash {kept}: the end of a ledger was cut off")),
        "{}",
        run.out
    );
    for bad in ["abc", &"g".repeat(64)] {
        assert_eq!(verify(&book, &["--head", bad]).status, 2);
    }
    let none = verify(&book, &["other"]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("nothing of `other` is sealed"), "{}", none.err);
}

#[test]
fn the_history_shows_what_was_removed_and_since_when_a_document_differs() {
    let book = repository();
    let all = verify(&book, &["--history"]);
    assert_eq!(all.status, 0, "{}", all.out);
    assert!(all.err.contains("against the files and the git history"), "{}", all.err);
    let ledger = book.read(LEDGER);
    book.put(LEDGER, ledger.lines().next().unwrap().to_owned() + "\n");
    let cut = verify(&book, &["--format", "short"]);
    assert!(
        cut.out.contains("the seal of `1.1.0` of 2026-01-22 was removed or changed in the working tree"),
        "{}",
        cut.out
    );
    commit(&book, "cut");
    let by = git(book.root(), &["log", "-1", "--abbrev=10", "--format=%h of %cs by %an"]);
    let cut = verify(&book, &["--format", "short"]);
    assert_eq!(cut.status, 1);
    assert!(
        cut.out.contains(&format!("the seal of `1.1.0` of 2026-01-22 was removed or changed by commit {by}")),
        "{}",
        cut.out
    );
    book.put(LEDGER, &ledger);
    commit(&book, "back");
    assert_eq!(verify(&book, &[]).status, 0, "put back is put back");
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let now = verify(&book, &["--format", "short"]);
    assert!(
        now.out.contains("has changed since, in the working tree: no commit holds the change"),
        "{}",
        now.out
    );
    commit(&book, "altered");
    let by = git(book.root(), &["log", "-1", "--abbrev=10", "--format=%h of %cs by %an"]);
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Best"));
    commit(&book, "altered again");
    let since = verify(&book, &["--format", "short"]);
    assert!(since.out.contains(&format!("has changed since, first in commit {by}")), "{}", since.out);
}

/// Neither what the repository says of its files nor what a user has set hides what was removed.
#[test]
fn no_setting_of_git_hides_a_line_that_was_removed() {
    let settings: [&dyn Fn(&Book); 5] = [
        &|book| {
            book.put(".gitattributes", "*.jsonl -diff\n");
        },
        &|book| {
            book.put(".gitattributes", "*.jsonl binary\n");
        },
        &|book| {
            book.put(".gitattributes", "*.jsonl diff=none\n");
            git(book.root(), &["config", "diff.none.textconv", "true"]);
            git(book.root(), &["config", "diff.none.command", "true"]);
        },
        &|book| drop(git(book.root(), &["config", "log.diffMerges", "first-parent"])),
        &|book| drop(git(book.root(), &["config", "log.diffMerges", "off"])),
    ];
    for (at, setting) in settings.iter().enumerate() {
        let book = repository();
        setting(&book);
        book.put("content/good/2.0.0.md", SECOND);
        commit(&book, "before");
        git(book.root(), &["checkout", "-q", "-b", "side"]);
        assert_eq!(book.run(&["seal", "good", "2.0.0"]).status, 0);
        commit(&book, "sealed on a side branch");
        git(book.root(), &["checkout", "-q", "main"]);
        git(book.root(), &["merge", "-q", "-s", "ours", "-m", "lost", "side"]);
        let run = verify(&book, &["--history", "--format", "short"]);
        assert!(
            run.status == 1
                && run.out.contains("the seal of `2.0.0` of ")
                && run.out.contains("removed or changed by commit"),
            "{at}: {} {}",
            run.out,
            run.err
        );
        book.put(LEDGER, book.read(LEDGER).lines().next().unwrap().to_owned() + "\n");
        let here = verify(&book, &["--format", "short"]);
        assert!(
            here.out.contains("of `1.1.0` of 2026-01-22 was removed or changed in the working tree"),
            "{at}: {}",
            here.out
        );
        commit(&book, "cut");
        let cut = verify(&book, &["--format", "short"]);
        assert!(
            cut.out.contains("of `1.1.0` of 2026-01-22 was removed or changed by commit"),
            "{at}: {}",
            cut.out
        );
    }
}

#[test]
fn all_files_that_changed_take_one_look_at_the_history() {
    let book = repository();
    let paths: Vec<String> = (0..20).map(|at| format!("content/good/2.{at}.0.md")).collect();
    for path in &paths {
        book.put(path, SECOND);
    }
    assert_eq!(book.run(&["seal", "--all-released"]).status, 0);
    commit(&book, "sealed");
    for path in &paths {
        book.put(path, SECOND.replace("Second", "Altered"));
    }
    commit(&book, "altered");
    let (run, asked) = noted(&book, &["verify", "--format", "short"]);
    let by = git(book.root(), &["log", "-1", "--abbrev=10", "--format=%h of %cs by %an"]);
    let what = format!("this document has changed since, first in commit {by}");
    assert_eq!((run.status, run.out.matches(&what).count()), (1, 20), "{}", run.out);
    assert!(asked.lines().count() <= 10, "{asked}");
}

#[test]
fn a_folder_that_got_another_name_keeps_its_seals() {
    let book = repository();
    git(book.root(), &["mv", "content/good", "content/better"]);
    commit(&book, "another name");
    let run = verify(&book, &["--history"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(shell(&book).status, 0);
}

#[test]
fn history_that_is_asked_for_and_not_there_is_an_error() {
    let book = sealed();
    let run = verify(&book, &["--history"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("is in no git repository"), "{}", run.err);
    git(book.root(), &["init", "-q"]);
    assert!(verify(&book, &["--history"]).err.contains("the repository has no commit yet"));
    let book = repository();
    book.put("content/good/2.0.0.md", SECOND.replace("22", "21"));
    commit(&book, "another");
    let clone = tempfile::tempdir().unwrap();
    git(
        clone.path(),
        &["clone", "-q", "--depth", "1", &format!("file://{}", book.root().display()), "clone"],
    );
    let at = |path: &Path, arguments: &[&str]| {
        Run::of(readybook().current_dir(path).arg("verify").args(arguments))
    };
    let shallow = at(&clone.path().join("clone"), &["--history"]);
    assert_eq!(shallow.status, 2);
    assert!(shallow.err.contains("shallow") && shallow.err.contains("fetch-depth: 0"), "{}", shallow.err);
    assert_eq!(at(&clone.path().join("clone"), &[]).status, 0);
    let without = Run::of(readybook().env("PATH", "").current_dir(book.root()).args(["verify", "--history"]));
    assert!(without.status == 2 && without.err.contains("`git` is not installed"), "{}", without.err);
    let nowhere = tempfile::tempdir().unwrap();
    assert_eq!(at(nowhere.path(), &[]).status, 2);
}

/// The ledger of a book with one line more, as somebody could write it by hand.
fn with_line(book: &Book, change: impl Fn(&str) -> String) {
    let ledger = book.read(LEDGER);
    let last = ledger.lines().last().unwrap();
    let own = format!("\"prev\":\"{}\"", last.split('"').nth(5).unwrap());
    let after = readybook::ledger::sha256(format!("{last}\n").as_bytes());
    let line = change(&last.replace(&own, &format!("\"prev\":\"{after}\"")));
    book.put(LEDGER, format!("{ledger}{line}\n"));
}

/// How a line of a ledger is changed, and what is told of it.
type Wrong<'a> = (&'a dyn Fn(&str) -> String, &'a str);

#[test]
fn a_line_that_seals_a_release_again_or_something_else_is_told() {
    let again = |line: &str| line.to_owned();
    let amends_nothing = |line: &str| {
        let amends = format!("\"amends\":\"{}\",\"files\"", "a".repeat(64));
        line.replace("\"files\"", &amends).replace("\"on\"", "\"reason\":\"a typo\",\"on\"")
    };
    let other_document = |line: &str| {
        let hash = readybook::ledger::sha256(SECOND.as_bytes());
        assert!(line.contains(&format!("{hash}  1.1.0.md")), "{line}");
        line.replace("\"seal\":\"1.1.0\"", "\"seal\":\"2.0.0\"")
    };
    let wrong: [Wrong<'_>; 3] = [
        (&again, "error[broken-ledger]: line 3 seals `1.1.0` again, which line 2 sealed"),
        (&amends_nothing, "error[broken-ledger]: line 3 corrects a line that is no earlier seal of `1.1.0`"),
        (
            &other_document,
            "error[broken-seal]: line 3 seals `good@2.0.0` and names content/good/1.1.0.md, the document of `1.1.0`",
        ),
    ];
    for (change, what) in wrong {
        let book = sealed();
        with_line(&book, change);
        for run in [book.run(&["check", "--format", "short"]), verify(&book, &["--format", "short"])] {
            assert_eq!(run.status, 1, "{what}: {}", run.err);
            assert!(run.out.contains(what), "{what}: {}", run.out);
        }
    }
}

#[test]
fn a_seal_that_names_no_file_of_a_rubric_that_its_own_extends_is_told() {
    let book = Book::good();
    book.put("book.toml", "[rubric]\ndefault = \"own\"\n");
    book.put(
        "rubrics/own@1.toml",
        "id = \"own\"\nversion = 1\ntitle = \"Own\"\nextends = \"production@1\"\n",
    );
    book.run(&["rubric", "publish"]);
    assert_eq!(
        book.run(&["seal", "good", "1.0.0"]).status,
        0,
        "{}",
        book.run(&["seal", "good", "1.0.0"]).err
    );
    assert_eq!(verify(&book, &[]).status, 0, "{}", verify(&book, &[]).out);
    let line = book.read(LEDGER);
    let base = line.find("production@1.toml").unwrap();
    let start = line[..base].rfind(",\"").unwrap();
    book.put(LEDGER, line[..start].to_owned() + &line[base + "production@1.toml\"".len()..]);
    for run in [book.run(&["check", "--format", "short"]), verify(&book, &["--format", "short"])] {
        let what = "under `own@1`, and names no file of `production@1`, which that extends";
        assert!(run.status == 1 && run.out.contains(what), "{} {}", run.out, run.err);
    }
}
