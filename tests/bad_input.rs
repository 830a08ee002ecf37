//! What people get wrong: each mistake is named with its place and its remedy, all mistakes of a run are
//! named, and nothing that was built is lost.

use serde_json::Value;

use crate::book::{Book, GOOD};

/// Builds a good book, applies a mistake, and expects: `check` and `build` end with that status, the output of
/// the first build is untouched, and `check` says what the snapshot holds.
fn refused(name: &str, status: i32, mistake: impl Fn(&Book)) {
    let book = Book::good();
    // Something in another file that is wrong too: the rest of the book is still checked.
    book.put(
        "content/good/1.0.0.md",
        GOOD.replace("---\n# Good", "checks: { no-such-check: pass }\n---\n# Good"),
    );
    assert_eq!(book.run(&["build"]).status, 0);
    let before = book.files("output");
    assert!(before.iter().any(|(path, _)| path == "projects/good/1.0.0/index.html"));
    mistake(&book);
    let build = book.run(&["build"]);
    assert_eq!(build.status, status, "{}", build.err);
    assert!(build.err.contains("nothing was built"), "{}", build.err);
    assert!(build.out.is_empty(), "messages go to standard error");
    assert_eq!(book.files("output"), before, "a build that stops changes nothing");
    let check = book.run(&["check"]);
    assert_eq!(check.status, status, "{}", check.out);
    explained(&book);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, check.out) });
}

/// All that is told of a book says what is wrong, why it matters and how to mend it.
fn explained(book: &Book) {
    let told: Value = serde_json::from_str(&book.run(&["check", "--format", "json"]).out).unwrap();
    for one in told["diagnostics"].as_array().unwrap() {
        for part in ["message", "why", "help"] {
            assert!(one[part].as_str().is_some_and(|text| !text.is_empty()), "{part}: {one}");
        }
    }
}

/// Like [`refused`] for mistakes that are shown on the pages and stop nothing.
fn reported(name: &str, text: &str) {
    let book = Book::good();
    book.put("content/bad/2.0.0.md", text);
    let check = book.run(&["check"]);
    assert_eq!(check.status, 1, "{}", check.out);
    explained(&book);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, check.out) });
    let build = book.run(&["build"]);
    assert_eq!(build.status, 0, "{}", build.err);
    assert_eq!(book.run(&["build", "--deny", "errors"]).status, 1);
    let page = book.read("output/projects/bad/2.0.0/index.html");
    let rule = check.out.split("error[").nth(1).unwrap().split(']').next().unwrap();
    assert!(page.contains(rule), "the page tells of {rule}");
}

#[test]
fn no_book() {
    refused("no_book", 2, |book| std::fs::remove_file(book.path("book.toml")).unwrap());
}

#[test]
fn a_book_with_an_unknown_key() {
    refused("book_unknown_key", 2, |book| {
        book.put("book.toml", "[book]\ntitel = \"Test\"\n\n[check.rules]\nstale-asessment = \"warn\"\n");
    });
}

#[test]
fn rules_that_are_set_wrongly() {
    refused("rule_settings", 2, |book| {
        book.put(
            "book.toml",
            "[check.rules]\nunknown-key = \"allow\"\nno-such-thing = \"warn\"\ncopied-section = { min-wrods = 3 }\n\
             stale-assessment = { max-age-days = 99999999999 }\nlong-waiver = { max-days = \"x\" }\n",
        );
    });
}

/// What YAML takes for something else than it looks like is told where it stands, and of it alone.
#[test]
fn front_matter_that_yaml_reads_otherwise() {
    reported(
        "yaml_otherwise",
        "---\nformat: 1\ndate: 21 January 2026\nscore: 1e999999999\ndraft: False\ndate-inferred: yes\n~: x\n\
         extra: &more { title: A }\nfindings:\n  - { <<: *more, id: a }\ncategories: { <<: *more, security: .inf }\n---\n# R\n",
    );
}

#[test]
fn front_matter_behind_the_first_line() {
    for (before, place) in [("\n", "2:1"), ("  ", "1:3"), ("\u{feff}\n \n", "3:1")] {
        let book = Book::good();
        book.put("content/bad/2.0.0.md", format!("{before}{GOOD}"));
        let check = book.run(&["check", "--format", "short"]);
        let says = format!(
            "content/bad/2.0.0.md:{place}: error[missing-front-matter]: the front matter begins after the first line\n"
        );
        assert_eq!((check.status, check.out), (1, says));
    }
    refused("front_matter_late", 1, |book| {
        book.put("content/bad/2.0.0.md", format!("\n{GOOD}"));
    });
}

#[test]
fn a_key_that_is_a_list() {
    refused("list_as_key", 1, |book| {
        book.put("content/bad/2.0.0.md", "---\nformat: 1\n? [a, b]\n: x\n---\n# R\n");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    refused("name_not_utf8", 1, |book| {
        let name = std::ffi::OsStr::from_bytes(b"\xff.md");
        std::fs::copy(book.path("content/good/1.0.0.md"), book.path("content/good").join(name)).unwrap();
    });
}

#[test]
fn a_book_that_does_not_parse() {
    refused("book_malformed", 2, |book| {
        book.put("book.toml", "[book]\ntitle = \"Test\n");
    });
}

#[test]
fn no_content() {
    let book = Book::empty();
    for run in [book.run(&["build"]), book.run(&["check"])] {
        assert_eq!(run.status, 1);
        assert!(format!("{}{}", run.out, run.err).contains("this book has no assessment"));
    }
    assert!(!book.path("output").exists(), "not even an empty folder is made");
}

#[test]
fn a_document_without_front_matter() {
    refused("no_front_matter", 1, |book| {
        book.put("content/bad/1.0.0.md", "# Report\n\nNo front matter.\n");
    });
}

#[test]
fn front_matter_that_is_not_closed_or_not_yaml() {
    refused("front_matter_malformed", 1, |book| {
        book.put("content/bad/1.0.0.md", "---\nformat: 1\n");
        book.put("content/bad/2.0.0.md", "---\nformat: 1\ntitle: a: b\n---\n");
        book.put("content/bad/3.0.0.md", "---\nformat: 1\ndate: 2026-01-21\ndate: 2026-01-22\n---\n");
        book.put("content/bad/4.0.0.md", "---\n- a list\n---\n");
        book.put("content/bad/5.0.0.md", format!("---\nformat: 1\nextra: {}\n---\n", "[".repeat(5000)));
    });
}

#[test]
fn a_format_of_the_future_and_a_project_in_a_foreign_folder() {
    refused("identity", 1, |book| {
        book.put("content/bad/1.0.0.md", "---\nformat: 2\ndate: 2026-01-21\n---\n");
        book.put("content/bad/2.0.0.md", "---\nformat: 1\ndate: 2026-01-21\nproject: good\n---\n");
        book.put("content/bad/3.0.0.md", "---\nformat: 1\ndate: 2026-01-21\nrelease: ../../etc\n---\n");
        book.put("content/not a project/1.0.0.md", GOOD);
        book.put("content/stray.md", GOOD);
        book.put("content/bad/4.0.0.MD", GOOD);
        book.put("content/bad/index.html.md", GOOD);
    });
}

#[test]
fn two_files_for_one_release() {
    refused("duplicate", 1, |book| {
        book.put("content/good/again.md", GOOD.replace("date:", "release: 1.0.0\ndate:"));
    });
}

#[test]
fn two_projects_of_one_name() {
    refused("projects_by_case", 1, |book| {
        book.put("content/shop/1.0.0.md", GOOD);
        book.put("content/Shop/2.0.0.md", GOOD);
        book.put("content/Shop/project.md", "---\nname: Shop\n---\n");
    });
    refused("described_projects_by_case", 1, |book| {
        book.put("content/Good/project.md", "---\nname: Good\n---\n");
        book.put("content/quay/project.md", "---\nname: Quay\n---\n");
        book.put("content/QUAY/project.md", "---\nname: Quay\n---\n");
    });
}

#[test]
fn a_file_that_is_not_utf8() {
    refused("not_utf8", 1, |book| {
        book.put("content/bad/1.0.0.md", b"---\nformat: 1\ntitle: caf\xe9\n---\n");
    });
}

#[test]
fn an_empty_file() {
    refused("empty_file", 1, |book| {
        book.put("content/bad/1.0.0.md", "");
        book.put("content/bad/2.0.0.md", "\u{feff}\n  \n");
    });
}

#[test]
fn a_folder_where_a_document_is_expected() {
    refused("folder_for_file", 1, |book| {
        book.put("content/bad/1.0.0.md/inner.txt", "x");
    });
}

#[test]
fn a_folder_where_the_book_is_expected() {
    refused("folder_for_book", 2, |book| {
        std::fs::remove_file(book.path("book.toml")).unwrap();
        book.put("book.toml/inner.txt", "x");
    });
}

/// Permissions do not hold for root, who runs many build machines: a link in a circle is unreadable for all.
#[cfg(unix)]
#[test]
fn files_that_cannot_be_read() {
    refused("unreadable", 2, |book| {
        std::fs::create_dir_all(book.path("content/bad")).unwrap();
        std::os::unix::fs::symlink("1.0.0.md", book.path("content/bad/1.0.0.md")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", book.path("content/bad/2.0.0.md")).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn a_book_toml_that_leads_out_of_the_book_is_not_followed() {
    let book = Book::good();
    let outside = tempfile::tempdir().unwrap();
    let private = outside.path().join("private.txt");
    std::fs::write(&private, "a private line\n").unwrap();
    let good = book.read("book.toml");
    std::fs::remove_file(book.path("book.toml")).unwrap();
    std::os::unix::fs::symlink(&private, book.path("book.toml")).unwrap();
    for arguments in [["check"].as_slice(), &["build"], &["diff", ".", "."], &["score", "good"]] {
        let run = book.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}{}", run.out, run.err);
        let told = format!("{}{}", run.out, run.err);
        assert!(told.contains("a link that leads out of the book"), "{arguments:?}: {told}");
        assert!(!told.contains("private line"), "{arguments:?}: {told}");
    }
    // Within the book, as where a machine mounts it, it is followed.
    std::fs::remove_file(book.path("book.toml")).unwrap();
    book.put("mounted/book.toml", good);
    std::os::unix::fs::symlink("mounted/book.toml", book.path("book.toml")).unwrap();
    assert_eq!(book.run(&["check"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt as _;
    let book = Book::good();
    book.put("content/bad/1.0.0.md", GOOD);
    let path = book.path("content/bad/1.0.0.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    let as_root = std::fs::read(&path).is_ok();
    let check = book.run(&["check"]);
    assert_eq!(check.status, if as_root { 0 } else { 2 }, "{}", check.out);
    assert_eq!(check.out.contains("permission denied"), !as_root, "{}", check.out);
}

#[test]
fn a_template_that_does_not_parse() {
    refused("template", 2, |book| {
        book.put("book.toml", "[book]\ntitle = \"Test\"\n[build]\ntheme = \"mine\"\n");
        book.put("themes/mine/templates/portfolio.html", "<h1>\n{% for x in %}\n</h1>\n");
    });
}

#[test]
fn a_template_that_fails_while_it_renders() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let before = book.files("output");
    book.put("book.toml", "[book]\ntitle = \"Test\"\n[build]\ntheme = \"mine\"\n");
    book.put("themes/mine/templates/portfolio.html", "<h1>\n{{ no_such_thing }}\n</h1>\n");
    let build = book.run(&["build"]);
    assert_eq!(build.status, 2, "{}", build.err);
    assert!(build.err.contains("themes/mine/templates/portfolio.html:2:4"), "{}", build.err);
    assert_eq!(book.files("output"), before);
}

#[test]
fn a_theme_or_rubric_that_is_not_there() {
    refused("unknown_theme_and_rubric", 2, |book| {
        book.put("book.toml", "[build]\ntheme = \"defualt\"\n[rubric]\ndefault = \"prodution\"\n");
    });
}

#[test]
fn a_rubric_with_mistakes() {
    refused("rubric", 2, |book| {
        book.put("rubrics/own@1.toml", "id = \"own\"\nversion = 2\n[[category]]\nid = \"a\"\nwieght = 1\n");
    });
}

#[test]
fn mistakes_in_front_matter_are_shown_and_stop_nothing() {
    reported(
        "front_matter_mistakes",
        "---\nformat: 1\ndate: 2026-02-30\nscore: 140\nverdict: redy\nreviewer: [me]\nauthors: { a: b }\ndate-inferred: maybe\n\
         categories:\n  securty: 90\n  testing: superb\nchecks:\n  rate-limitng: pass\n  backups: passed\n  tls: n/a\n\
         findings:\n  - { id: a, title: A, severity: hihg, sttus: open }\n  - { severity: low }\n  - { id: a, title: B }\n\
         waivers:\n  - { finding: b, reason: r, approved-by: x, expires: 2026-06-30 }\n  - { reason: r }\n---\n# Bad\n",
    );
}

#[test]
fn facts_that_contradict_each_other_are_shown_with_both_places() {
    reported(
        "conflicts",
        "---\nformat: 1\ndate: 2026-01-21\nscore: 90\ncategories:\n  security: 90\nfindings:\n  \
         - { id: logs, title: No logs, severity: high, status: resolved }\n---\n# Bad\n\n## Scores\n\n\
         | Category | Score |\n|---|---|\n| Security | 8/10 |\n| Overall | 80 |\n\n## No logs\n\n\
         **Severity:** Critical\n**Status:** Open\n\nSee [the log](log.txt) and [above](#score).\n",
    );
}

#[test]
fn a_missing_date_is_an_error_and_an_unknown_one_a_warning() {
    reported("no_date", "---\nformat: 1\n---\n# Bad\n");
    let book = Book::good();
    book.put("content/bad/2.0.0.md", "---\nformat: 1\ndate: unknown\n---\n# Bad\n");
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!(check.status, 0);
    assert!(check.out.contains("content/bad/2.0.0.md:3:7: warning[unknown-date]"), "{}", check.out);
    assert_eq!(book.run(&["check", "--deny", "warnings"]).status, 1);
}

#[test]
fn keep_going_publishes_the_rest_and_says_what_is_broken() {
    let book = Book::good();
    book.put("content/bad/1.0.0.md", "no front matter");
    let build = book.run(&["build", "--keep-going"]);
    assert_eq!(build.status, 1, "{}", build.err);
    assert!(book.read("output/problems.html").contains("content/bad/1.0.0.md"));
    assert!(book.read("output/index.html").contains("problems.html"));
    assert!(book.path("output/projects/good/1.0.0/index.html").exists());
    book.put("content/bad/1.0.0.md", GOOD);
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(!book.path("output/problems.html").exists(), "what is mended is gone");
}

#[test]
fn wrong_usage_has_status_two_and_a_hint() {
    let book = Book::good();
    for (arguments, hint) in [
        (&["biuld"][..], "build"),
        (&["build", "--deny", "erors"], "errors"),
        (&["check", "--format", "humna"], "a similar value exists: 'human'"),
        (&["check", "--today", "2026-02-30"], "--today"),
        (&["new", "good"], "the release is missing: `readybook new good RELEASE`"),
        (
            &["check", "--book", "nowhere"],
            "there is no folder nowhere: `--book` names the one that holds book.toml",
        ),
        (&["import", "nowhere"], "nowhere: there is no such file or folder; name Markdown files"),
        (&["new", "a/b", "1.0.0"], "cannot name a project"),
        (&["new", "good", "1.0.0"], "exists already"),
        (&["new", "Good", "2.0.0"], "there is a project `good`, whose name differs"),
        (&["score", "good@"], "the release is missing behind `good@`"),
        (&["score", "@1.0.0"], "`@1.0.0` names no project"),
        (&["new", "good", "project"], "cannot name a release"),
    ] {
        let run = book.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(hint), "{arguments:?}: {}", run.err);
        assert!(run.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_clock_that_makes_no_sense_is_named() {
    let book = Book::good();
    let run = crate::book::Run::of(
        crate::book::readybook().current_dir(book.root()).env("SOURCE_DATE_EPOCH", "yesterday").arg("check"),
    );
    assert_eq!(run.status, 2);
    assert!(run.err.contains("SOURCE_DATE_EPOCH has to be a number"), "{}", run.err);
}

#[test]
fn an_output_folder_with_foreign_files_is_refused() {
    let book = Book::good();
    book.put("site/notes.txt", "mine");
    let build = book.run(&["build", "--out-dir", "site"]);
    assert_eq!(build.status, 2, "{}", build.err);
    assert_eq!(book.files("site"), [("notes.txt".to_owned(), b"mine".to_vec())]);
}

#[test]
fn a_way_around_through_a_folder_that_is_not_there_is_refused_too() {
    let book = Book::good();
    book.put("precious/index.html", "mine");
    let before = book.files("content");
    for place in
        ["nosuch/../precious", "nosuch/../content", "content/site", "rubrics", "themes/x", ".", "..", "/"]
    {
        let build = book.run(&["build", "--out-dir", place]);
        assert_eq!(build.status, 2, "{place}: {}", build.err);
    }
    assert_eq!(book.read("precious/index.html"), "mine");
    assert_eq!(book.files("content"), before);
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_never_opened() {
    let book = Book::good();
    std::fs::create_dir_all(book.path("content/bad")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", book.path("content/bad/1.0.0.md")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(book.path("content/bad/2.0.0.md")).status().unwrap();
    assert!(pipe.success());
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!(check.status, 2);
    assert_eq!(check.out.matches("refused-link").count(), 2, "{}", check.out);
}

#[test]
fn an_empty_reason_is_none() {
    let book = Book::good();
    book.put(
        "content/bad/1.0.0.md",
        GOOD.replace("---\n# Good", "checks: { tls: { result: n/a, reason: ' ' } }\n---\n# Bad"),
    );
    let check = book.run(&["check", "--format", "short"]);
    assert!(
        check.out.contains("`reason` is empty") && check.out.contains("na-without-reason"),
        "{}",
        check.out
    );
}
