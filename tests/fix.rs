//! `check --fix` and `rules`.

use crate::book::Book;

#[test]
fn what_needs_no_judgement_is_fixed_and_nothing_else_is_touched() {
    let book = Book::empty();
    let text = "\u{feff}---\r\nformat: 1\r\ndate: 2026/1/5\r\nverdict: \"Not_Ready\"   # a comment\r\nchecks:\r\n  Rate-Limiting: pass\r\n  backups: fail\r\nowener: me\r\nqqqqqqqq: 1\r\n---\r\n# R\r\n\r\nText  \r\n";
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
        .replace("\"Not_Ready\"", "\"not-ready\"")
        .replace("Rate-Limiting", "rate-limiting")
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
        "checks:\n  rate-limiting: pass\n  Rate-Limiting: fail\n",
        "categories:\n  security: 90\n  Security: 80\n",
    ] {
        assert_eq!(fixed(there).0, there);
    }
    let (text, said) = fixed("ownr: b\nowneer: a\nverdict: Ready\n");
    assert_eq!(text, "owner: b\nowneer: a\nverdict: ready\n");
    assert!(said.contains("4:1: `ownr` is now `owner`") && !said.contains("`owneer` is now"), "{said}");
}

#[test]
fn what_is_stated_is_asked_about_and_put_right_only_in_capitals_and_hyphens() {
    let waiver = |id: &str, of: &str| {
        format!(
            "findings: [{{ id: {id}, title: T, severity: critical }}]\n\
             waivers: [{{ finding: {of}, reason: r, approved-by: a, expires: 2026-02-01 }}]\n"
        )
    };
    assert_eq!(fixed(&waiver("no-alerts", "No_Alerts")).0, waiver("no-alerts", "no-alerts"));
    assert_eq!(fixed("checks: { Unit_Tests: PASS }\n").0, "checks: { unit-tests: pass }\n");
    for other in [
        waiver("api-auth", "app-auth"),
        waiver("no-alerts", "no-alrts"),
        "supersedes: 1.0.3\n".to_owned(),
        "checks: { unit-test: pass }\n".to_owned(),
        "checks: { unit-tests: past }\n".to_owned(),
        "categories: { securty: 90 }\n".to_owned(),
        "verdict: redy\n".to_owned(),
        "visibility: pubic\n".to_owned(),
        "rubric: productoin\n".to_owned(),
        "findings: [{ id: a, title: A, severity: lw, status: resolve }]\n".to_owned(),
    ] {
        assert_eq!(fixed(&other).0, other);
    }
    let book = Book::empty();
    book.put(
        "content/p/1.md",
        format!("---\nformat: 1\ndate: 2026-01-20\n{}---\n# R\n", waiver("api-auth", "app-auth")),
    );
    let told = book.run(&["check"]).out;
    assert!(told.contains("did you mean `api-auth`?"), "{told}");
}

#[test]
fn the_rule_of_a_comment_is_put_right() {
    let book = Book::empty();
    let text = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n<!-- readybook: allow skiped-heading-level: as it was -->\n\n#### D\n";
    book.put("content/p/1.md", text);
    let run = book.run(&["check", "--fix", "--today", "2026-01-22"]);
    assert_eq!(book.read("content/p/1.md"), text.replace("skiped", "skipped"));
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.err.contains("`skiped-heading-level` is now `skipped-heading-level`"), "{}", run.err);
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
fn a_fix_is_made_at_places_that_are_not_named_too() {
    let book = Book::empty();
    let front = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n";
    book.put("content/p/1.md", format!("{front}{}", "caf\u{c3}\u{a9} is ready\n".repeat(3000)));
    let run = book.run(&["check", "--fix", "--today", "2026-01-22"]);
    assert_eq!(book.read("content/p/1.md"), format!("{front}{}", "caf\u{e9} is ready\n".repeat(3000)));
    assert!(run.err.contains("fixed 2900 more in content/p/1.md"), "{}", run.err);
    assert_eq!(run.err.matches("fixed content/p/1.md").count(), 100);
    assert!(!run.err.contains("run it again"), "{}", run.err);
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
    book.put("book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"Production\" # ours\n");
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
fn a_word_of_the_body_is_asked_about_and_a_day_in_words_is_read() {
    let book = Book::empty();
    let text = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n## Leak\n\n- **Severity:** 🔴 HIGH (found in May)\n\
                - Status: Resolvd\n- **Owner:** ada\n- **Due:** 1 March 2026\n";
    book.put("content/p/1.0.0.md", text);
    let run = book.run(&["check", "--fix"]);
    assert!(!run.out.contains("invalid-date"), "{}", run.out);
    assert_eq!(book.read("content/p/1.0.0.md"), text, "whether it is resolved is nobody's guess");
    assert!(run.out.contains("did you mean `resolved`?"), "{}", run.out);
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
    let far = run(&["rules", "nope"]).err;
    assert!(far.contains("there is no rule `nope`: `readybook rules` lists all of them"), "{far}");
}
