//! `seal` and its corrections: what a ledger takes, and what it refuses.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use crate::book::{Book, GOOD, Run, readybook};
use crate::seals_by_shell::shell;
use crate::since::git;

pub const LEDGER: &str = "content/good/ledger.jsonl";

pub const SECOND: &str = "---\nformat: 1\ndate: 2026-01-22\n---\n# Second\n";

/// A book with two sealed releases.
pub fn sealed() -> Book {
    let book = Book::good();
    book.put("content/good/1.1.0.md", SECOND);
    let run = book.run(&["seal", "--all-released"]);
    assert_eq!(run.status, 0, "{}", run.err);
    book
}

/// The same in a repository.
pub fn repository() -> Book {
    let book = sealed();
    git(book.root(), &["init", "-q", "-b", "main"]);
    commit(&book, "sealed");
    book
}

pub fn commit(book: &Book, message: &str) {
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", message]);
}

/// A run that must not find a repository around the book.
pub fn verify(book: &Book, arguments: &[&str]) -> Run {
    let mut command = readybook();
    command.env("GIT_CEILING_DIRECTORIES", book.root().parent().unwrap());
    Run::of(command.current_dir(book.root()).arg("verify").args(arguments))
}

pub fn head(run: &Run) -> String {
    run.out.lines().last().unwrap().split(' ').next().unwrap().to_owned()
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

/// What decides about a score beside the document may become another: what was sealed stays what it was sealed as.
#[test]
fn what_was_sealed_is_shown_with_the_score_that_was_sealed() {
    const TIERED: &str = "---\ntier: \"1\"\n---\n";
    const EASY: &str = "id = \"easy\"\nversion = 1\n\n[[category]]\nid = \"all\"\ntitle = \"All\"\n\n[[check]]\nid = \"secrets-out-of-repository\"\ntitle = \"No secrets\"\ncategory = \"all\"\n";
    let book = Book::good();
    book.put("content/good/project.md", TIERED);
    book.put("content/good/1.0.0.md", GOOD);
    let score = || {
        let run = book.run(&["score", "good@1.0.0", "--format", "json"]);
        assert_eq!(run.status, 0, "{}", run.err);
        let all: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        ["score-exact", "points", "verdict", "weight", "rubric"].map(|key| all["scores"][0][key].to_string())
    };
    let before = score();
    assert_eq!(book.run(&["seal", "good", "1.0.0"]).status, 0);
    book.put("content/good/project.md", TIERED.replace("\"1\"", "\"4\"\nrubric: easy"));
    book.put("rubrics/easy@1.toml", EASY);
    assert_eq!(book.run(&["rubric", "lock"]).status, 0);
    assert_eq!(score(), before);
    let checked = book.run(&["check"]);
    assert!(!checked.out.contains("broken-seal") && checked.status == 0, "{}{}", checked.out, checked.err);
    assert_eq!(verify(&book, &["--scores"]).status, 0);
    // A correction says what it comes to by now, and a document that changed is scored anew.
    let run = book.run(&["seal", "--amend", "--reason", "another tier", "good", "1.0.0"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_ne!(score(), before);
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
        (vec!["good"], 2, "the release is missing: `readybook seal good RELEASE`; there is 1.0.0"),
        (vec!["god"], 2, "there is no project `god`: did you mean `good`?"),
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

#[test]
fn a_release_that_its_document_states_is_sealed_under_that_name() {
    let book = Book::good();
    book.put("content/good/report.md", SECOND.replace("date:", "release: \"3.0.0\"\ndate:"));
    assert_eq!(book.run(&["seal", "--all-released"]).status, 0);
    assert!(book.read(LEDGER).contains("\"seal\":\"3.0.0\",\"files\":[\""), "{}", book.read(LEDGER));
    assert_eq!(verify(&book, &[]).status, 0, "{}", verify(&book, &[]).out);
}
