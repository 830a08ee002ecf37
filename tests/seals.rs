//! `seal` and `verify`: real books and real repositories, made here.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::book::{Book, GOOD, Run, readybook};
use crate::history::noted;
use crate::since::git;

const LEDGER: &str = "content/good/ledger.jsonl";
const SECOND: &str = "---\nformat: 1\ndate: 2026-01-22\n---\n# Second\n";

/// A book with two sealed releases.
fn sealed() -> Book {
    let book = Book::good();
    book.put("content/good/1.1.0.md", SECOND);
    let run = book.run(&["seal", "--all-released"]);
    assert_eq!(run.status, 0, "{}", run.err);
    book
}

/// The same in a repository.
fn repository() -> Book {
    let book = sealed();
    git(book.root(), &["init", "-q", "-b", "main"]);
    commit(&book, "sealed");
    book
}

fn commit(book: &Book, message: &str) {
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", message]);
}

/// A run that must not find a repository around the book.
fn verify(book: &Book, arguments: &[&str]) -> Run {
    let mut command = readybook();
    command.env("GIT_CEILING_DIRECTORIES", book.root().parent().unwrap());
    Run::of(command.current_dir(book.root()).arg("verify").args(arguments))
}

fn head(run: &Run) -> String {
    run.out.lines().last().unwrap().split(' ').next().unwrap().to_owned()
}

/// The lines of shell in docs/archive.md, as they stand there.
fn shell(book: &Book) -> Run {
    let text = include_str!("../docs/archive.md");
    let lines = text.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    shell_of(book.root(), lines)
}

fn shell_of(folder: &Path, lines: &str) -> Run {
    let output = Command::new("sh").arg("-c").arg(lines).current_dir(folder).output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_seal_is_a_line_and_everything_holds() {
    let book = Book::good();
    let run = book.run(&["seal", "good", "1.0.0", "--by", "Ada"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("wrote rubrics/production@1.toml"), "{}", run.err);
    assert!(run.err.contains("sealed good@1.0.0: 0.00, incomplete"), "{}", run.err);
    assert_eq!(book.read("rubrics/rubrics.lock").matches("production@1").count(), 1);
    let line = book.read(LEDGER);
    assert_eq!(run.out, format!("{}  {LEDGER}\n", readybook::ledger::sha256(line.as_bytes())));
    let stable = line.replace(readybook::VERSION, "VERSION");
    let stable = stable
        .replace(&readybook::ledger::sha256(book.read("rubrics/production@1.toml").as_bytes()), "RUBRIC");
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(stable) });
    let check = book.run(&["check", "--deny", "warnings"]);
    assert_eq!(check.status, 0, "{}", check.out);
    let verified = verify(&book, &["--head", run.out.split(' ').next().unwrap()]);
    assert_eq!((verified.status, &verified.out), (0, &run.out), "{}", verified.err);
    let none =
        "verified 1 sealed assessment in 1 ledger against the files; the git history was not looked at";
    assert!(verified.err.starts_with(none), "{}", verified.err);
    let shell = shell(&book);
    assert_eq!((shell.status, shell.err.as_str()), (0, ""), "{}", shell.out);
    assert_eq!(shell.out, format!("{LEDGER} ends with {}\n", head(&run)));
}

#[test]
fn two_seals_of_one_release_are_one_and_the_chain_goes_on() {
    let book = sealed();
    let before = book.read(LEDGER);
    let again = book.run(&["seal", "good@1.0.0"]);
    assert_eq!((again.status, again.out.as_str()), (0, ""), "{}", again.err);
    assert!(again.err.contains("good@1.0.0 is sealed already, and has not changed since"), "{}", again.err);
    assert_eq!(book.run(&["seal", "--all-released"]).status, 0);
    assert_eq!(book.read(LEDGER), before);
    book.put("content/good/1.2.0.md", SECOND.replace("22", "21"));
    let run = book.run(&["seal", "good", "1.2.0"]);
    assert!(book.read(LEDGER).starts_with(&before), "nothing is rewritten");
    assert_eq!(head(&verify(&book, &[])), head(&run));
}

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
    // Neither the book nor the document can allow it.
    book.put("book.toml", "[check.rules]\nbroken-seal = \"allow\"\n");
    assert_eq!(book.run(&["check"]).status, 2);
}

#[test]
fn a_correction_is_a_line_of_its_own() {
    let book = sealed();
    let before = book.read(LEDGER);
    let amend = |reason: &str| book.run(&["seal", "--amend", "--reason", reason, "good", "1.0.0"]);
    let unchanged = amend("a typo");
    assert!(unchanged.err.contains("nothing has changed since it was sealed"), "{}", unchanged.err);
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    assert!(amend(" ").err.contains("a correction needs a reason"));
    let run = amend("a \"typo\"");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(book.read(LEDGER).starts_with(&before));
    assert!(book.read(LEDGER).contains(r#""reason":"a \"typo\"""#), "{}", book.read(LEDGER));
    assert_eq!(verify(&book, &["--head", &head(&run)]).status, 0);
    assert_eq!(shell(&book).status, 0);
    book.run(&["build"]);
    let page = book.read("output/projects/good/1.0.0/index.html");
    assert!(page.contains("unchanged since; a correction: a &quot;typo&quot;"), "{page}");
    // Who follows the feed is told of it.
    book.put("book.toml", "[publish]\nbase-url = \"https://example.org/\"\n");
    assert_eq!(book.run(&["build"]).status, 0);
    let feed = book.read("output/feed.xml");
    let day = book.read(LEDGER).lines().last().unwrap().split("\"on\":\"").nth(1).unwrap()[..10].to_owned();
    assert!(feed.contains(&format!("<updated>{day}T00:00:00Z</updated>\n<published>")), "{feed}");
    book.put("content/good/2.0.0.md", SECOND.replace("22", "21"));
    let never = book.run(&["seal", "--amend", "--reason", "x", "good", "2.0.0"]);
    assert_eq!(never.status, 1);
    assert!(never.err.contains("it was never sealed"), "{}", never.err);
    assert_eq!(book.run(&["seal", "--amend", "good", "1.0.0"]).status, 2, "without a reason");
}

#[test]
fn what_may_not_be_sealed_is_refused_and_nothing_is_written() {
    let book = Book::good();
    book.put("content/good/2.0.0.md", SECOND.replace("date:", "draft: true\ndate:"));
    book.put("content/good/3.0.0.md", SECOND.replace("date:", "verdct: ready\ndate:"));
    book.put("content/good/4.0.0.md", "no front matter");
    book.put("content/other/a \"b\".md", SECOND.replace("date:", "release: 5.0.0\ndate:"));
    for (arguments, status, why) in [
        (vec!["good", "2.0.0"], 1, "it is a draft"),
        (vec!["good", "3.0.0"], 1, "its document has errors"),
        (vec!["good", "4.0.0"], 2, "its document is broken"),
        (vec!["other", "5.0.0"], 1, "a name that `sha256sum` cannot list"),
        (vec!["good", "9.0.0"], 2, "`good` has no assessment of release `9.0.0`"),
        (vec!["god", "1.0.0"], 2, "there is no project `god`: did you mean `good`"),
        (vec!["good"], 2, "name a project and its release"),
        (vec![], 2, "required arguments"),
    ] {
        let run = book.run(&[&["seal"], arguments.as_slice()].concat());
        assert_eq!(run.status, status, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(why), "{arguments:?}: {}", run.err);
        assert!(!book.path(LEDGER).exists() && !book.path("rubrics").exists(), "{arguments:?}");
    }
    let all = book.run(&["seal", "--all-released"]);
    assert_eq!(all.status, 1, "the others are told");
    assert_eq!(book.read(LEDGER).lines().count(), 1, "what can be sealed is");
}

#[test]
fn a_broken_ledger_is_an_error_and_takes_no_more_lines() {
    let whole = sealed().read(LEDGER);
    let torn = &whole[..whole.len() - 30];
    for (ledger, rule, what) in [
        (torn.to_owned(), "broken-ledger", "line 2 is torn"),
        (whole.trim_end().to_owned(), "broken-ledger", "line 2 is torn"),
        (String::new(), "broken-ledger", "is empty"),
        (whole.replacen("incomplete", "ready", 1), "broken-ledger", "line 2 does not follow line 1"),
        (
            whole.lines().nth(1).unwrap().to_owned() + "\n",
            "broken-ledger",
            "line 1 follows a line that is not there",
        ),
        (format!("<<<<<<< HEAD\n{whole}=======\n>>>>>>> x\n"), "unmerged-ledger", "a merge left its marks"),
    ] {
        let book = sealed();
        book.put(LEDGER, &ledger);
        for run in [book.run(&["check", "--format", "short"]), verify(&book, &["--format", "short"])] {
            assert_eq!(run.status, 1, "{what}: {}", run.err);
            assert!(
                run.out.contains(&format!("error[{rule}]")) && run.out.contains(what),
                "{what}: {}",
                run.out
            );
        }
        book.put("content/good/2.0.0.md", SECOND.replace("22", "21"));
        let seal = book.run(&["seal", "good", "2.0.0"]);
        assert_eq!(seal.status, 1, "{what}");
        assert!(seal.err.contains("nothing is added to a broken ledger"), "{what}: {}", seal.err);
        assert_eq!(book.read(LEDGER), ledger);
        assert_eq!(book.run(&["build"]).status, 0, "a site is built in spite of it");
        assert_eq!(shell(&book).status, 1, "{what}");
    }
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
    assert_eq!((run.status, shell(&book).status), (2, 1), "the lock of rubrics says so too");
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

/// The documented lines where nothing is sealed.
#[test]
fn a_book_without_a_ledger_is_verified_by_the_shell() {
    let run = shell(&Book::good());
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

/// Whoever reads a ledger to add to it holds the lock of the book, and sees what was added before.
#[test]
fn a_second_seal_waits_and_adds_to_what_the_first_one_wrote() {
    let book = Book::good();
    book.put("content/good/1.1.0.md", SECOND);
    assert_eq!(book.run(&["seal", "good", "1.1.0"]).status, 0);
    let first = book.read(LEDGER);
    std::fs::remove_file(book.path(LEDGER)).unwrap();
    let lock = std::fs::File::options().write(true).open(book.path(".readybook/lock")).unwrap();
    lock.lock().unwrap();
    let mut second = Command::new(readybook().get_program())
        .args(["seal", "good", "1.0.0", "--today", "2026-01-22"])
        .current_dir(book.root())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    let mut words = BufReader::new(second.stderr.take().unwrap());
    words.read_line(&mut told).unwrap();
    assert!(told.contains("another run of readybook writes to this book: waiting until it ends"), "{told}");
    book.put(LEDGER, &first);
    drop(lock);
    words.read_to_string(&mut told).unwrap();
    assert!(second.wait().unwrap().success() && told.contains("sealed good@1.0.0"), "{told}");
    let ledger = book.read(LEDGER);
    assert!(ledger.starts_with(&first) && ledger.lines().count() == 2, "{ledger}");
    assert_eq!(verify(&book, &[]).status, 0);
}

#[test]
fn a_ledger_that_is_a_folder_or_a_link_is_an_error() {
    let folder = sealed();
    std::fs::remove_file(folder.path(LEDGER)).unwrap();
    std::fs::create_dir(folder.path(LEDGER)).unwrap();
    let link = sealed();
    let outside = tempfile::tempdir().unwrap();
    let outside = outside.path().join("ledger.jsonl");
    std::fs::rename(link.path(LEDGER), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, link.path(LEDGER)).unwrap();
    for (book, what) in [
        (
            folder,
            "content/good/ledger.jsonl: error[unreadable-file]: this file cannot be read: it is a folder",
        ),
        (link, "content/good/ledger.jsonl: error[refused-link]: "),
    ] {
        for command in ["check", "verify"] {
            let run = book.run(&[command, "--format", "short"]);
            assert_ne!(run.status, 0, "{command}: {}", run.err);
            assert_eq!(run.out.matches(what).count(), 1, "{command}: {}", run.out);
        }
    }
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

/// The documented lines with the documented change, in an archive of one release.
#[test]
fn an_archive_of_one_release_is_verified_without_this_program() {
    let book = sealed();
    assert_eq!(book.run(&["archive", "good@1.1.0"]).status, 0);
    let mut tar = Command::new("tar");
    assert!(
        tar.args(["--zstd", "-xf", "good-1.1.0.tar.zst"])
            .current_dir(book.root())
            .status()
            .unwrap()
            .success()
    );
    let text = include_str!("../docs/archive.md");
    let lines = text.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(
        text.contains("`sha256sum --quiet --ignore-missing -c`") && lines.contains("sha256sum --quiet -c")
    );
    let lines = lines.replace("sha256sum --quiet -c", "sha256sum --quiet --ignore-missing -c");
    let folder = book.path("good-1.1.0");
    let run = shell_of(&folder, &lines);
    assert_eq!(run.status, 0, "{} {}", run.out, run.err);
    assert_eq!(
        run.out,
        book.read("good-1.1.0/ledger-heads.txt")
            .split_once("  ")
            .map(|(head, path)| format!("{} ends with {head}\n", path.trim()))
            .unwrap()
    );
    book.put("good-1.1.0/content/good/1.1.0.md", "altered");
    assert_eq!(shell_of(&folder, &lines).status, 1);
}

/// What people wrote into a correction may look like anything.
#[test]
fn words_of_a_correction_do_not_mislead_the_shell() {
    let book = sealed();
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let hash = readybook::ledger::sha256(b"x");
    let reason = format!("{hash}  1.0.0.md was \"seal\":\"9\" and \"files\":[\"{hash}  x\"]");
    assert_eq!(book.run(&["seal", "--amend", "--reason", &reason, "good", "1.0.0"]).status, 0);
    let run = shell(&book);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
}

#[test]
fn a_release_that_its_document_states_is_sealed_under_that_name() {
    let book = Book::good();
    book.put("content/good/report.md", SECOND.replace("date:", "release: \"3.0.0\"\ndate:"));
    assert_eq!(book.run(&["seal", "--all-released"]).status, 0);
    assert!(book.read(LEDGER).contains("\"seal\":\"3.0.0\",\"files\":[\""), "{}", book.read(LEDGER));
    assert_eq!(verify(&book, &[]).status, 0, "{}", verify(&book, &[]).out);
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
