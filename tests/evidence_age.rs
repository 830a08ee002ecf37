//! How old evidence is, as git knows it: real repositories, made here.

use std::path::Path;

use crate::book::{Book, Run, readybook};
use crate::since::git_with;

/// Runs git as of a day; what it prints.
fn git_on(day: &str, folder: &Path, arguments: &[&str]) -> String {
    let moment = format!("{day}T12:00:00Z");
    git_with(folder, arguments, &[("GIT_COMMITTER_DATE", &moment), ("GIT_AUTHOR_DATE", &moment)])
}

fn commit(day: &str, folder: &Path) -> String {
    git_on(day, folder, &["add", "."]);
    git_on(day, folder, &["commit", "-q", "-m", day]);
    git_on(day, folder, &["rev-parse", "HEAD"])
}

/// A book beside the code of its project `p`, whose load test is of 2024-05-02, touched again on 2026-02-01, and whose
/// other code is of 2026-01-10. Also gives that last commit before the second load test.
fn book_beside_code() -> (Book, String) {
    let book = Book::empty();
    let code = book.path("code");
    book.put("code/service/reports/load-ä.md", "80 requests a second\n");
    git_on("2024-05-02", book.root(), &["init", "-q", "-b", "main", "code"]);
    commit("2024-05-02", &code);
    book.put("code/service/main.py", "print()\n");
    let assessed = commit("2026-01-10", &code);
    book.put("code/service/reports/load-ä.md", "90 requests a second\n");
    commit("2026-02-01", &code);
    book.put("book/book.toml", "[book]\ntitle = \"T\"\n");
    book.put("book/content/p/project.md", "---\nsource-root: ../code/service\n---\n");
    (book, assessed)
}

/// What a rule says of an answered check, assessed at a commit.
fn said(book: &Book, rule: &str, commit: &str, answer: &str) -> Vec<String> {
    book.put(
        "book/content/p/1.0.0.md",
        format!("---\nformat: 1\ndate: 2026-01-11\ncommit: \"{commit}\"\nchecks: {{ {answer} }}\n---\n# R\n"),
    );
    let run = Run::of(readybook().current_dir(book.path("book")).args([
        "check",
        "--format",
        "short",
        "--today",
        "2026-02-02",
    ]));
    let of_rule = run.out.lines().filter(|line| line.contains(&format!("[{rule}]")));
    of_rule.map(|line| line.split_once("]: ").unwrap().1.to_owned()).collect()
}

const NONE: [&str; 0] = [];
const LOAD_TEST: &str = "rate-limiting: { result: pass, evidence: [\"reports/load-ä.md\"] }";

#[test]
fn evidence_that_is_much_older_than_the_assessed_commit_is_told() {
    let (book, assessed) = book_beside_code();
    // A later change is not part of what was assessed.
    let told = "the evidence of `rate-limiting` was last changed on 2024-05-02, 618 days before the assessed commit of \
                2026-01-10; 365 are allowed";
    assert_eq!(said(&book, "outdated-evidence", &assessed, LOAD_TEST), [told]);
    assert_eq!(said(&book, "outdated-evidence", &assessed[..10], LOAD_TEST), [told], "an abbreviated commit");
    let newer = "rate-limiting: { result: pass, evidence: [\"reports/load-ä.md\", main.py] }";
    assert_eq!(said(&book, "outdated-evidence", &assessed, newer), NONE, "its newest piece counts");
    let failed = LOAD_TEST.replace("pass", "fail");
    assert_eq!(said(&book, "outdated-evidence", &assessed, &failed), NONE, "only a pass stands on evidence");
}

#[test]
fn evidence_may_not_be_older_than_its_check_allows() {
    let (book, assessed) = book_beside_code();
    let scan = LOAD_TEST.replace("rate-limiting", "dependency-updates");
    assert_eq!(
        said(&book, "stale-evidence", &assessed, &scan),
        [
            "the evidence of `dependency-updates` is of 2024-05-02, 619 days before the assessment; 90 are allowed"
        ]
    );
    assert_eq!(said(&book, "outdated-evidence", &assessed, &scan), NONE, "one rule is enough");
}

#[test]
fn evidence_of_unknown_age_is_not_called_old() {
    let (book, assessed) = book_beside_code();
    for unknown in ["0123456", "main", "--all", "", "v1.0 (release)"] {
        assert_eq!(said(&book, "outdated-evidence", unknown, LOAD_TEST), NONE, "{unknown:?}");
    }
    let elsewhere = LOAD_TEST.replace("reports/load-ä.md", "https://ci.example.org/7");
    assert_eq!(said(&book, "outdated-evidence", &assessed, &elsewhere), NONE);
    std::fs::remove_dir_all(book.path("code/.git")).unwrap();
    assert_eq!(said(&book, "outdated-evidence", &assessed, LOAD_TEST), NONE, "no repository");
}
