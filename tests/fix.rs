//! `check --fix` and `rules`.

use crate::book::Book;

#[test]
fn what_needs_no_judgement_is_fixed_and_nothing_else_is_touched() {
    let book = Book::empty();
    let text = "\u{feff}---\r\nformat: 1\r\ndate: 2026/1/5\r\nverdict: \"redy\"   # a comment\r\nchecks:\r\n  rate-limitng: pass\r\n  backups: fail\r\nowener: me\r\nqqqqqqqq: 1\r\n---\r\n# R\r\n\r\nText  \r\n";
    book.put("content/p/1.0.0.md", text);
    book.put("book.toml", "[book]\ntitle = \"T\"\n[check.rules]\nbroken-lnik = \"warn\"\n");
    let first = book.run(&["check", "--fix", "--format", "short"]);
    assert!(first.err.contains("fixed book.toml:4:1: `broken-lnik` is now `broken-link`"), "{}", first.err);
    assert!(
        first.err.contains("fixed content/p/1.0.0.md:3:7: `2026/1/5` is now `2026-01-05`"),
        "{}",
        first.err
    );
    let fixed = text
        .replace("2026/1/5", "2026-01-05")
        .replace("\"redy\"", "\"ready\"")
        .replace("rate-limitng", "rate-limiting")
        .replace("owener", "owner");
    assert_eq!(book.read("content/p/1.0.0.md"), fixed);
    assert!(first.out.contains("unknown key `qqqqqqqq`"), "what is left is told: {}", first.out);
    let again = book.run(&["check", "--fix"]);
    assert!(again.err.contains("nothing could be fixed without your judgement"), "{}", again.err);
    assert_eq!(book.read("content/p/1.0.0.md"), fixed);
    let left: Vec<String> = book.files("content").into_iter().map(|(path, _)| path).collect();
    assert_eq!(left, ["p/1.0.0.md"], "nothing is left beside it");
}

/// What `--fix` makes of a document, and what it says.
fn fixed(front_matter: &str) -> (String, String) {
    let book = Book::empty();
    book.put("content/p/1.0.1.md", format!("---\nformat: 1\ndate: 2026-01-20\n{front_matter}---\n# R\n"));
    book.put("content/p/1.0.0.md", "---\nformat: 1\ndate: 2026-01-01\n---\n# R\n");
    let run = book.run(&["check", "--fix"]);
    let text = book.read("content/p/1.0.1.md");
    let changed =
        text.strip_prefix("---\nformat: 1\ndate: 2026-01-20\n").unwrap().split("---\n").next().unwrap();
    (changed.to_owned(), run.err)
}

#[test]
fn no_fix_makes_a_key_occur_twice() {
    for there in [
        "ownr: b\nowner: a\n",
        "checks:\n  rate-limiting: pass\n  rate-limitng: fail\n",
        "categories:\n  security: 90\n  securty: 80\n",
    ] {
        assert_eq!(fixed(there).0, there);
    }
    let (text, said) = fixed("ownr: b\nowneer: a\nverdict: redy\n");
    assert_eq!(text, "owner: b\nowneer: a\nverdict: ready\n");
    assert!(said.contains("4:1: `ownr` is now `owner`") && !said.contains("`owneer` is now"), "{said}");
}

#[test]
fn references_are_fixed_and_other_numbers_are_other_things() {
    let waiver = "findings: [{ id: no-alerts, title: T }]\nwaivers: [{ finding: no-alrts, reason: r, approved-by: a, expires: 2026-02-01 }]\n";
    assert_eq!(fixed(waiver).0, waiver.replace("no-alrts", "no-alerts"));
    assert_eq!(fixed("supersedes: 1.0.3\n").0, "supersedes: 1.0.3\n");
}

#[test]
fn fixing_goes_on_until_nothing_is_left_and_shows_no_secret() {
    let secret = format!("ghp_{}", "a1B2".repeat(10));
    let damaged = "caf\u{c3}\u{a9} is ready\n".repeat(120);
    let body = format!("caf\u{c3}\u{a9} {secret} caf\u{c3}\u{a9}\n{damaged}");
    let book = Book::empty();
    book.put("content/p/1.md", format!("---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n{body}"));
    let run = book.run(&["check", "--fix"]);
    let text = book.read("content/p/1.md");
    assert_eq!(text.matches("café").count(), 122);
    assert!(text.contains(&secret) && !text.contains('\u{c3}'), "{text}");
    assert!(!run.err.contains(&secret) && !run.out.contains(&secret), "{}", run.err);
}

#[test]
fn a_date_in_words_is_fixed() {
    let finding = |due: &str| format!("findings: [{{ id: a, title: A, due: {due} }}]\n");
    assert_eq!(fixed(&finding("\"January 2, 2026\"")).0, finding("\"2026-01-02\""));
    assert_eq!(fixed(&finding("2 Jan 2026")).0, finding("2026-01-02"));
    assert_eq!(fixed(&finding("01/02/2026")).0, finding("01/02/2026"));
}

#[test]
fn other_words_for_true_and_false_are_fixed() {
    assert_eq!(fixed("draft: Yes\ndate-inferred: \"OFF\"\n").0, "draft: true\ndate-inferred: \"false\"\n");
    assert_eq!(fixed("draft: FALSE\n").0, "draft: FALSE\n");
    assert_eq!(fixed("draft: maybe\n").0, "draft: maybe\n");
}

#[test]
#[cfg(unix)]
fn permissions_and_links_stay_and_leftovers_are_no_hindrance() {
    use std::os::unix::fs::PermissionsExt as _;
    let book = Book::empty();
    let text = "---\nformat: 1\ndate: 2026/01/21\n---\n# R\n";
    book.put("content/p/1.0.0.md", text).put("content/p/1.0.0.md.readybook-new", "half");
    std::os::unix::fs::symlink("1.0.0.md", book.path("content/p/2.0.0.md")).unwrap();
    let mode = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(book.path("content/p/1.0.0.md"), mode).unwrap();
    let run = book.run(&["check", "--fix"]);
    assert!(book.read("content/p/2.0.0.md").contains("date: 2026-01-21"), "{}", run.err);
    assert!(book.path("content/p/2.0.0.md").is_symlink());
    let kept = std::fs::metadata(book.path("content/p/1.0.0.md")).unwrap().permissions();
    assert_eq!(kept.mode() & 0o777, 0o640);
    assert!(!book.path("content/p/1.0.0.md.readybook-new").exists());
}

#[test]
fn what_is_quoted_stays_quoted() {
    let book = Book::good();
    book.put("book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"productoin\" # ours\n");
    let run = book.run(&["check", "--fix"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(book.read("book.toml").ends_with("default = \"production\" # ours\n"));
}

#[test]
fn damaged_text_is_put_back_and_what_is_lost_is_left() {
    let book = Book::empty();
    let right =
        "---\nformat: 1\ndate: 2026-01-21\n---\n# R\r\n\nLe café est prêt – presque ✅ et déjà là\r\nplain\n";
    // UTF-8 that was read as Windows-1252, as an editor does it.
    let wrong: String = right
        .chars()
        .map(|c| match c {
            'é' => "\u{c3}\u{a9}".to_owned(),
            'ê' => "\u{c3}\u{aa}".to_owned(),
            'à' => "\u{c3}\u{a0}".to_owned(),
            '–' => "\u{e2}\u{20ac}\u{201c}".to_owned(),
            '✅' => "\u{e2}\u{153}\u{2026}".to_owned(),
            other => other.to_string(),
        })
        .collect();
    book.put("content/p/1.0.0.md", &wrong);
    let told = book.run(&["check", "--format", "short"]);
    assert!(told.out.contains("warning[damaged-text]"), "{}", told.out);
    let shown = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n`caf\u{c3}\u{a9}` is damaged\n\n```text\n\u{e2}\u{20ac}\u{201c}\n```\n";
    book.put("content/q/1.0.0.md", shown);
    assert!(
        !book.run(&["check", "--format", "short"]).out.contains("content/q/1.0.0.md:7"),
        "code shows what it wants"
    );
    book.run(&["check", "--fix"]);
    assert_eq!(book.read("content/p/1.0.0.md"), right);
    assert_eq!(book.read("content/q/1.0.0.md"), shown);
}

#[test]
fn a_word_of_the_body_keeps_its_capital_and_what_is_around_it() {
    let book = Book::empty();
    let text = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n## Leak\n\n- **Severity:** 🔴 Hihg (found in May)\n\
                - Status: resolvd\n- **Owner:** ada\n- **Due:** 1 March 2026\n";
    book.put("content/p/1.0.0.md", text);
    let run = book.run(&["check", "--fix"]);
    let fixed =
        text.replace("Hihg", "High").replace("resolvd", "resolved").replace("1 March 2026", "2026-03-01");
    assert_eq!(book.read("content/p/1.0.0.md"), fixed);
    assert!(
        run.err.contains("content/p/1.0.0.md:9:") && run.err.contains("`Hihg` is now `High`"),
        "{}",
        run.err
    );
}

#[test]
fn a_day_that_could_be_two_is_nobodys_guess() {
    let book = Book::empty();
    let text = "---\nformat: 1\ndate: 03/04/2026\n---\n# R\n";
    book.put("content/p/1.0.0.md", text);
    assert_eq!(book.run(&["check", "--fix"]).status, 1);
    assert_eq!(book.read("content/p/1.0.0.md"), text);
}

#[test]
fn rules_are_listed_and_explained_without_a_book() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        crate::book::Run::of(crate::book::readybook().current_dir(folder.path()).args(arguments))
    };
    let list = run(&["rules"]);
    assert_eq!(list.status, 0);
    for line in ["unsupported-verdict", "na-without-reason", "unknown-key"] {
        assert!(list.out.lines().any(|row| row.starts_with(line)), "{line}: {}", list.out);
    }
    insta::assert_snapshot!("rule_explained", run(&["rules", "stale-assessment"]).out);
    let unknown = run(&["rules", "unsuported-verdict"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("did you mean `unsupported-verdict`?"), "{}", unknown.err);
}
