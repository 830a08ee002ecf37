//! Several rubrics in one book: which one an assessment is scored under, and what keeps a published one as it is.

use crate::book::{Book, Run};

const SMALL: &str = "id = \"small\"\n[[category]]\nid = \"c\"\n[[check]]\nid = \"a\"\ncategory = \"c\"\n[[check]]\nid = \"b\"\ncategory = \"c\"\n";

/// A rubric `small` with a first version, and a second one that asks for more from a day on.
fn book() -> Book {
    let book = Book::empty();
    book.put("rubrics/small@1.toml", SMALL);
    book.put(
        "rubrics/small@2.toml",
        "id = \"small\"\nversion = 2\nfrom = 2026-01-15\nextends = \"small@1\"\n[[check]]\nid = \"new\"\ncategory = \"c\"\nweight = 2\n",
    );
    book.put("rubrics/tiny@1.toml", "id = \"tiny\"\nextends = \"small@1\"\n[drop]\nchecks = [\"b\"]\n");
    book.put("book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"small\"\ntiers = { 3 = \"tiny\" }\n");
    book
}

fn document(date: &str, more: &str) -> String {
    format!("---\nformat: 1\ndate: {date}\n{more}\nchecks: {{ a: pass, b: fail }}\n---\n# R\n")
}

/// The rubric and score of a release, as JSON has them.
fn scored(book: &Book, target: &str, more: &[&str]) -> (String, f64, serde_json::Value) {
    let run = book.run(&[&["score", target, "--format", "json"], more].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    let all: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let one = all["scores"][0].clone();
    let rubric = format!("{}@{}", one["rubric"]["id"].as_str().unwrap(), one["rubric"]["version"]);
    (rubric, one["score"].as_f64().unwrap(), one)
}

#[test]
fn document_then_project_then_tier_then_book_choose_the_rubric() {
    let book = book();
    book.put("content/plain/1.md", document("2026-01-10", ""));
    book.put("content/tiered/project.md", "---\ntier: 3\n---\n");
    book.put("content/tiered/1.md", document("2026-01-10", ""));
    book.put("content/owned/project.md", "---\ntier: 3\nrubric: production\n---\n");
    book.put("content/owned/1.md", document("2026-01-10", ""));
    book.put("content/owned/2.md", document("2026-01-11", "rubric: small@2"));
    for (target, rubric) in
        [("plain", "small@1"), ("tiered", "tiny@1"), ("owned@1", "production@1"), ("owned@2", "small@2")]
    {
        assert_eq!(scored(&book, target, &[]).0, rubric, "{target}");
    }
    let all = book.run(&["score"]);
    assert!(all.out.contains("scored under different rubrics: small@1, small@2, tiny@1"), "{}", all.out);
    assert!(all.out.contains("of different tiers: 3, none"), "{}", all.out);
}

#[test]
fn a_new_version_changes_no_score_that_was_given() {
    let book = book();
    book.put("content/p/1.md", document("2026-01-14", ""));
    book.put("content/p/2.md", document("2026-01-15", ""));
    assert_eq!(scored(&book, "p@1", &[]).0, "small@1");
    let (rubric, score, _) = scored(&book, "p@2", &[]);
    assert_eq!((rubric.as_str(), score), ("small@2", 25.0));
    let (rubric, score, all) = scored(&book, "p@1", &["--rubric", "small@2"]);
    assert_eq!((rubric.as_str(), score), ("small@2", 25.0));
    assert_eq!(
        (&all["rescored"]["own"]["score"], &all["rescored"]["rubric-part"]),
        (&50.0.into(), &(-25.0).into())
    );
    let told = book.run(&["score", "p@1", "--rubric", "small"]);
    assert!(told.out.contains("Rescored: its own rubric is small@1, under which it is"), "{}", told.out);
    assert!(told.out.contains("The rubric makes -25.00 of difference"), "{}", told.out);
}

#[test]
fn a_page_splits_a_change_and_shows_old_releases_under_the_new_rubric() {
    let book = book();
    book.put("content/p/1.md", document("2026-01-14", ""));
    let better = document("2026-01-15", "").replace("b: fail", "b: pass");
    book.put("content/p/2.md", better);
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/projects/p/index.html");
    // 50 under small@1; 25 of it under small@2, where a second pass makes it 50 again.
    assert!(page.contains("+25.0 by the project, \u{2212}25.0 by another rubric"), "{page}");
    // The trend is on one scale: the older release as the new rubric scores it.
    assert!(page.contains("1</a> <span class=\"muted\">Rescored</span></th>"), "{page}");
    let (_, trend) = page.split_once("trend-desc").unwrap();
    let [older, newer] =
        ["25.0", "50.0"].map(|score| trend.find(&format!("<td class=\"right score\">{score}</td>")));
    assert!(older.is_some() && older < newer, "{page}");
    // Several rubrics are one entry of the navigation.
    let (_, navigation) = page.split_once("<nav aria-label=\"Site\">").unwrap();
    let (navigation, _) = navigation.split_once("</nav>").unwrap();
    assert!(
        navigation.contains("<summary>Rubrics</summary>") && navigation.contains("small-2.html"),
        "{navigation}"
    );
    assert!(!navigation.contains(">Rubric<"), "{navigation}");
    assert!(
        page.contains("<b>Not comparable</b>: scored under different rubrics: small@1, small@2"),
        "{page}"
    );
    assert!(page.contains("25.0, incomplete <span class=\"muted\">under small@2"), "{page}");
    let list = book.read("output/index.html");
    assert!(!list.contains("Not all rows compare"), "one row compares with itself");
}

#[test]
fn a_gate_caps_until_its_check_passes_or_is_waived() {
    let book = book();
    book.put("rubrics/small@1.toml", format!("{SMALL}[[gate]]\ncheck = \"b\"\ncaps = \"not-ready\"\n[verdict]\nready-from = 40\nconditional-from = 0\nearned-from = 0\n"));
    let verdict = |answers: &str, more: &str| {
        book.put(
            "content/p/1.md",
            format!("---\nformat: 1\ndate: 2026-01-10\nchecks: {{ a: pass, {answers} }}\n{more}\n---\n# R\n"),
        );
        let (_, _, all) = scored(&book, "p", &[]);
        (all["verdict"].as_str().unwrap().to_owned(), all["caps"][0]["source"].as_str().map(str::to_owned))
    };
    let gate = Some("gate".to_owned());
    assert_eq!(verdict("b: fail", ""), ("not-ready".to_owned(), gate.clone()));
    assert_eq!(verdict("b: partial", ""), ("not-ready".to_owned(), gate.clone()));
    assert_eq!(verdict("b: unknown", ""), ("incomplete".to_owned(), gate));
    assert_eq!(verdict("b: pass", ""), ("ready".to_owned(), None));
    let waiver = "waivers: [{ check: b, reason: r, approved-by: a, expires: 2026-06-30 }]";
    assert_eq!(verdict("b: fail", waiver), ("ready".to_owned(), None));
}

#[test]
fn a_published_rubric_cannot_change_unnoticed() {
    let book = book();
    book.put("content/p/1.md", document("2026-01-14", ""));
    let check = book.run(&["check", "--format", "short"]);
    assert!(check.out.contains("rubrics/small@1.toml: warning[unlocked-rubric]"), "{}", check.out);
    let lock = book.run(&["rubric", "lock"]);
    assert_eq!((lock.status, lock.err.matches("is published").count()), (0, 4), "{}", lock.err);
    assert!(book.run(&["rubric", "lock"]).err.contains("holds all of them already"));
    assert_eq!(book.run(&["check", "--deny", "warnings"]).out, "");
    // Line ends are no change; a weight is.
    book.put("rubrics/small@1.toml", SMALL.replace('\n', "\r\n"));
    assert_eq!(book.run(&["check", "--deny", "warnings"]).out, "");
    book.put("rubrics/small@1.toml", SMALL.replace("id = \"b\"", "id = \"b\"\nweight = 3"));
    let changed = book.run(&["build"]);
    assert_eq!(changed.status, 2);
    insta::assert_snapshot!("a_changed_rubric", changed.err);
    std::fs::remove_file(book.path("rubrics/tiny@1.toml")).unwrap();
    book.put("rubrics/small@1.toml", SMALL);
    let gone = book.run(&["check", "--format", "short"]);
    assert_eq!(gone.status, 2);
    assert!(gone.out.contains("rubrics/rubrics.lock:6:"), "{}", gone.out);
    assert!(gone.out.contains("`tiny@1` is published, but this book has no such rubric"), "{}", gone.out);
}

#[test]
fn rubrics_are_listed_and_printed() {
    let book = book();
    book.put("content/p/1.md", document("2026-01-14", ""));
    let list = book.run(&["rubric", "list"]);
    let heads: Vec<&str> = list.out.lines().map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(heads, ["production@1", "small@1", "small@2", "tiny@1"]);
    assert!(list.out.contains("extends small@1, holds from 2026-01-15, not published"), "{}", list.out);
    assert_eq!(book.run(&["rubric", "show", "small@1"]).out, SMALL);
    assert!(book.run(&["rubric", "show", "production"]).out.contains("id = \"production\""));
    let unknown = book.run(&["rubric", "show", "smal"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.err.contains("this book has no rubric `smal`: did you mean `small@1`?"),
        "{}",
        unknown.err
    );
}

#[test]
fn rubrics_that_do_not_exist_are_named_where_they_are_asked_for() {
    let book = book();
    book.put("content/p/project.md", "---\nrubric: smal\n---\n");
    book.put("content/p/1.md", document("2026-01-14", "rubric: small@7"));
    let Run { status, out, .. } = book.run(&["check", "--format", "short"]);
    assert_eq!(status, 1);
    assert!(
        out.contains("content/p/1.md:4:9: error[unknown-rubric]: this book has no rubric `small@7`"),
        "{out}"
    );
    assert!(
        out.contains("content/p/project.md:2:9: error[unknown-rubric]: this book has no rubric `smal`"),
        "{out}"
    );
    book.put("book.toml", "[book]\ntitle = \"T\"\n[rubric]\ntiers = { 3 = \"tinny\" }\n");
    let Run { status, out, .. } = book.run(&["check", "--format", "short"]);
    assert_eq!(status, 2);
    assert!(out.contains("book.toml:4:15: error[unknown-rubric]: this book has no rubric `tinny`"), "{out}");
}

#[test]
fn a_document_without_a_date_keeps_its_rubric_when_a_new_version_comes() {
    let book = book();
    book.put("content/q/1.md", document("unknown", ""));
    assert_eq!(scored(&book, "q", &[]).0, "small@1");
}

#[test]
fn what_an_entry_does_not_say_of_evidence_and_conditions_stays() {
    let book = Book::empty();
    book.put("rubrics/base@1.toml", "id = \"base\"\n[[category]]\nid = \"c\"\n[[check]]\nid = \"a\"\ncategory = \"c\"\nevidence = { required = true, accepts = \"x\" }\napplies = { tier = [\"1\"] }\n[[check]]\nid = \"b\"\ncategory = \"c\"\n");
    book.put("rubrics/child@1.toml", "id = \"child\"\nextends = \"base@1\"\n[[check]]\nid = \"a\"\nevidence = { fresh-days = 30 }\napplies = { tags = [\"web\"] }\n");
    book.put("book.toml", "[rubric]\ndefault = \"child\"\n");
    book.put("content/p/project.md", "---\ntier: 1\ntags: [web]\n---\n");
    book.put("content/p/1.md", "---\nformat: 1\ndate: 2026-01-10\nchecks: { a: pass, b: fail }\n---\n# R\n");
    let check = |book: &Book| book.run(&["check", "--format", "short"]).out;
    assert!(check(&book).contains("pass-without-evidence"), "still required: {}", check(&book));
    book.put("content/p/project.md", "---\ntier: 2\ntags: [web]\n---\n");
    assert!(check(&book).contains("inapplicable-check"), "still of tier 1 only: {}", check(&book));
    assert!(!check(&book).contains("pass-without-evidence"), "it counts for nothing: {}", check(&book));
}

#[test]
fn a_broken_rubric_is_told_alone() {
    let book = book();
    book.put("rubrics/small@1.toml", format!("{SMALL}[verdict]\nready-from = 200\n"));
    book.put("content/p/1.md", document("2026-01-10", ""));
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!((check.status, check.out.lines().count()), (2, 1), "{}", check.out);
}

#[test]
fn a_list_of_rescored_releases_says_so() {
    let book = book();
    book.put("content/p/1.md", document("2026-01-10", ""));
    let list = book.run(&["score", "--rubric", "small@2"]);
    assert!(list.out.contains("small@2, rescored"), "{}", list.out);
}
