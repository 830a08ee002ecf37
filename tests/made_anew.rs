//! What an edit makes anew: pages that are made from the same have the same bytes, whatever was edited, and prose stays
//! the matter of its own page.

use std::collections::{BTreeMap, BTreeSet};

use readybook::compile::{Options, compile};
use readybook::load::Folder;
use readybook::render::{Fingerprint, Page};

use crate::book::{Book, GOOD};
use crate::edits::{FACTS, PROSE, RICH, rich};

const OPTIONS: Options =
    Options { today: jiff::civil::date(2026, 1, 22), keep_going: true, drafts: false, internal: false };

/// Every page by its path.
type All = BTreeMap<String, Made>;

struct Made {
    fingerprint: Fingerprint,
    closer: Option<Fingerprint>,
    bytes: Vec<u8>,
}

fn made(book: &Book) -> All {
    let compiled = compile(&Folder::whole(book.root()), OPTIONS);
    let made = |page: Page| {
        let source = page.source.as_ref().map(|source| std::fs::read(book.path(&source.path)).unwrap());
        let bytes = page.make(source.as_deref()).unwrap().into_owned();
        (page.path.to_string(), Made { fingerprint: page.fingerprint, closer: page.closer(), bytes })
    };
    compiled.site.unwrap().into_iter().map(made).collect()
}

/// The pages that are made from something else than before. All others have the bytes that they had.
fn anew(what: &str, before: &All, after: &All) -> BTreeSet<String> {
    let same = |path: &str, page: &Made| {
        let Some(known) = before.get(path) else { return false };
        let by_all = known.fingerprint == page.fingerprint;
        let closely = page.closer.is_some() && known.closer == page.closer;
        assert!(!by_all || known.closer == page.closer, "{what}: {path} is closer of another fingerprint");
        assert!(
            !by_all && !closely || known.bytes == page.bytes,
            "{what}: {path} is another page of the same fingerprint"
        );
        by_all || closely
    };
    after.iter().filter(|(path, page)| !same(path, page)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn prose_makes_no_page_anew_but_those_of_its_document() {
    let book = rich();
    let before = made(&book);
    for (what, from, to) in PROSE {
        assert!(RICH.contains(from), "{what}");
        book.put("content/one/2.0.0.md", RICH.replacen(from, to, 1));
        let pages = anew(what, &before, &made(&book));
        let of_its_own = |path: &String| {
            ["projects/one/2.0.0/", "data/v1/assessments/one/2.0.0", "search/", "parts/"]
                .iter()
                .any(|start| path.starts_with(start))
                || path == "feed.xml"
        };
        assert!(pages.contains("projects/one/2.0.0/index.html"), "{what}: {pages:?}");
        assert!(pages.iter().all(of_its_own), "{what}: {pages:?}");
        assert!(!pages.contains("projects/one/2.0.0/score.html"), "{what}: {pages:?}");
    }
}

/// On one page each, and on a page for every row: a page that tells of all projects may show rows of some.
#[test]
fn whatever_is_stated_makes_the_pages_anew_that_tell_of_it() {
    for rows in ["", "[build]\nrows-per-page = 1\n"] {
        let book = rich();
        let config = std::fs::read_to_string(book.path("book.toml")).unwrap();
        book.put("book.toml", config + rows);
        let before = made(&book);
        for (what, from, to) in FACTS {
            assert!(RICH.contains(from), "{what}");
            book.put("content/one/2.0.0.md", RICH.replacen(from, to, 1));
            let pages = anew(what, &before, &made(&book));
            assert!(pages.iter().any(|path| path.starts_with("index")), "{what}: {pages:?}");
        }
        book.put("content/one/2.0.0.md", RICH);
        for (what, from, to) in FACTS.iter().filter(|(what, ..)| *what != "a date") {
            let earlier = RICH.replace("2026-01-21", "2026-01-10");
            book.put("content/one/1.0.0.md", earlier.replacen(from, to, 1));
            anew(what, &before, &made(&book));
        }
    }
}

/// A release that moves from one project to another leaves as many rows: those between move.
#[test]
fn rows_that_move_to_other_pages_make_these_anew() {
    let book = Book::empty();
    book.put("book.toml", "[book]\ntitle = \"Test\"\n[build]\nrows-per-page = 1\n");
    for (project, releases) in [("a", 2), ("m", 3), ("z", 3)] {
        for release in 1..=releases {
            book.put(&format!("content/{project}/{release}.0.0.md"), GOOD);
        }
    }
    let before = made(&book);
    std::fs::rename(book.path("content/z/3.0.0.md"), book.path("content/a/3.0.0.md")).unwrap();
    let pages = anew("a release moved", &before, &made(&book));
    for page in ["compare-2.html", "compare-3.html", "compare-4.html"] {
        assert!(pages.contains(page), "{page}: {pages:?}");
    }
}

#[test]
fn an_answer_makes_those_pages_of_a_list_anew_that_show_its_project() {
    let book = Book::empty();
    book.put("book.toml", "[book]\ntitle = \"Test\"\n[build]\nrows-per-page = 1\n");
    let document = |answer: &str| {
        format!("---\nformat: 1\ndate: 2026-01-21\nchecks: {{ rollback: {answer} }}\n---\n# Test\n")
    };
    for project in ["one", "three", "two"] {
        for release in ["1.0.0", "2.0.0"] {
            book.put(&format!("content/{project}/{release}.md"), document("fail"));
        }
    }
    let before = made(&book);
    book.put("content/three/2.0.0.md", document("partial"));
    let pages = anew("an answer", &before, &made(&book));
    for (list, its) in [("index", "index-2.html"), ("matrix", "matrix-2.html"), ("compare", "compare-2.html")]
    {
        let of_list = |path: &&String| path.starts_with(list);
        let all = before.keys().filter(of_list).count();
        let anew: Vec<&str> = pages.iter().filter(of_list).map(String::as_str).collect();
        assert_eq!((all, anew), (3, vec![its]), "{list}");
    }
}

/// Of all checks and categories only the pages of one are made anew, whatever is said of that check and in which release.
#[test]
fn an_answer_makes_only_those_pages_of_checks_anew_that_tell_of_it() {
    let book = rich();
    let of_checks = |pages: BTreeSet<String>| -> Vec<String> {
        let is = |path: &String| path.starts_with("checks/") || path.starts_with("categories/");
        pages.into_iter().filter(is).collect()
    };
    let before = made(&book);
    for (release, day) in [("1.0.0", "2026-01-10"), ("2.0.0", "2026-01-21")] {
        let document = RICH.replace("2026-01-21", day);
        let path = format!("content/one/{release}.md");
        for (what, from, to) in [
            ("an answer", "backups: { result: fail", "backups: { result: partial"),
            ("none", "backups: { result: fail, note: None yet }", "restore-test: unknown"),
        ] {
            book.put(&path, document.replacen(from, to, 1));
            let mut expected = vec!["categories/recovery.html", "checks/backups.html"];
            // That nothing is said of a check is told of the latest release.
            expected.extend((what == "none" && release == "2.0.0").then_some("checks/restore-test.html"));
            assert_eq!(of_checks(anew(what, &before, &made(&book))), expected, "{what} of {release}");
        }
        book.put(&path, document.replacen("None yet", "Not yet", 1));
        let expected: &[&str] =
            if release == "2.0.0" { &["categories/recovery.html", "checks/backups.html"] } else { &[] };
        assert_eq!(of_checks(anew("a note", &before, &made(&book))), expected, "a note of {release}");
        book.put(&path, document);
    }
    for (what, from, to, category) in [
        ("a score", "security: 6/10", "security: 7/10", "security"),
        ("a box", "- [ ] Loads are tried", "- [x] Loads are tried", "testing"),
    ] {
        book.put("content/one/2.0.0.md", RICH.replacen(from, to, 1));
        let pages = of_checks(anew(what, &before, &made(&book)));
        assert_eq!(pages, [format!("categories/{category}.html")], "{what}");
    }
}

/// What shows where evidence is found, on pages about all projects too.
#[test]
fn evidence_that_is_found_elsewhere_makes_pages_of_checks_anew() {
    let book = rich();
    let config = std::fs::read_to_string(book.path("book.toml")).unwrap();
    book.put("book.toml", config + "evidence-url = \"https://example.org/{commit}/{path}\"\n");
    let at = |commit: &str| RICH.replacen("owner: team-a", &format!("owner: team-a\ncommit: {commit}"), 1);
    book.put("content/one/2.0.0.md", at("0123abc"));
    let before = made(&book);
    let page = "checks/tls.html";
    assert!(String::from_utf8_lossy(&before[page].bytes).contains("https://example.org/0123abc/docs/tls.md"));
    book.put("content/one/2.0.0.md", at("4567def"));
    let committed = made(&book);
    assert!(anew("a commit", &before, &committed).contains(page));
    book.put("content/one/project.md", "---\nsource-root: source\n---\n");
    book.put("source/docs/tls.md", "TLS.");
    let sourced = made(&book);
    assert!(anew("a source", &committed, &sourced).contains(page));
    std::fs::remove_file(book.path("source/docs/tls.md")).unwrap();
    assert!(anew("a file gone", &sourced, &made(&book)).contains(page));
}

#[test]
fn a_page_of_the_archive_is_made_anew_where_it_changed() {
    let book = Book::empty();
    book.put("book.toml", "[book]\ntitle = \"Test\"\n[build]\nrows-per-page = 2\n");
    for (day, project) in ["one", "two", "three"].iter().enumerate() {
        for release in 1..=2 {
            let text = GOOD.replace("2026-01-21", &format!("2026-01-{}{day}", 3 - release));
            book.put(&format!("content/{project}/{release}.0.0.md"), text);
        }
    }
    let mut before = made(&book);
    let archives = |all: &All| all.keys().filter(|path| path.starts_with("archive")).count();
    assert_eq!(archives(&before), 3);
    let mut step = |what: &str, path: &str, text: &str| -> usize {
        book.put(path, text);
        let after = made(&book);
        let pages = anew(what, &before, &after);
        before = after;
        pages.iter().filter(|path| path.starts_with("archive")).count()
    };
    let later = GOOD.replace("2026-01-21", "2026-01-22");
    assert_eq!(step("other words", "content/three/1.0.0.md", &format!("{later}\nOther words.\n")), 0);
    assert_eq!(step("a name", "content/one/project.md", "---\nname: The first\n---\n"), 2);
    assert_eq!(step("a new day", "content/two/1.0.0.md", &later), 1);
    assert_eq!(step("a newer release", "content/three/3.0.0.md", &later), 4, "of one row more, all");
}

/// A document or a file comes and goes without a change of what links to it.
#[test]
fn a_page_is_made_anew_where_its_links_lead_elsewhere() {
    let book = rich();
    let links = "[one](../two/1.0.0.md), [other](../two/other.md), [notes](notes.txt)";
    book.put("content/one/project.md", format!("---\nname: One\n---\n# One\n\n{links}\n"));
    let allowed = "<!-- readybook: allow broken-link: one of them is there -->";
    book.put("content/one/2.0.0.md", format!("{RICH}\n{allowed}\n{links}\n"));
    book.put("content/one/notes.txt", "Notes.");
    let before = made(&book);
    assert!(before.contains_key("files/one/notes.txt"), "what a project.md names is part of the site");
    std::fs::rename(book.path("content/two/1.0.0.md"), book.path("content/two/other.md")).unwrap();
    let text = std::fs::read_to_string(book.path("content/two/other.md")).unwrap();
    book.put("content/two/other.md", text.replacen("format: 1", "format: 1\nrelease: 1.0.0", 1));
    let renamed = made(&book);
    let pages = anew("renamed", &before, &renamed);
    for page in ["projects/one/index.html", "projects/one/2.0.0/index.html"] {
        assert!(pages.contains(page), "{pages:?}");
    }
    std::fs::remove_file(book.path("content/one/notes.txt")).unwrap();
    let gone = made(&book);
    assert!(anew("gone", &renamed, &gone).contains("projects/one/index.html"));
}
