//! What pages say of evidence: whether it is there, and where it can be read.

use crate::book::Book;

/// A document that names every kind of evidence.
const DOCUMENT: &str = "---\nformat: 1\ndate: 2026-01-10\ncommit: 4f2a91c\nchecks:\n\
     \x20 backups: { result: pass, evidence: [src/restore.rs, src/gone.rs, '../plan.md', 'https://ci.example/run/7', 'the drill of May'] }\n\
     ---\n# Pay\n";

fn book(project: &str, settings: &str) -> Book {
    let book = Book::empty();
    book.put("book.toml", format!("[book]\ntitle = \"T\"\n{settings}"));
    book.put("content/pay/project.md", format!("---\nname: Pay\n{project}---\n"));
    book.put("content/pay/1.0.0.md", DOCUMENT);
    book.put("code/src/restore.rs", "fn restore() {}\n");
    assert_eq!(book.run(&["build"]).status, 0);
    book
}

/// The evidence on the pages of the report, of its arithmetic and of the check, as each shows it.
fn shown(book: &Book) -> [String; 3] {
    ["projects/pay/1.0.0/index.html", "projects/pay/1.0.0/score.html", "checks/backups.html"].map(|page| {
        let page = book.read(&format!("output/{page}"));
        let from = page.find("src/restore.rs").unwrap_or_else(|| panic!("{page}"));
        let start = page[..from].rfind("<dd>").max(page[..from].rfind("<td")).unwrap();
        let all = page[start..].split_once("the drill of May</code>").unwrap().0;
        all.split_once('>').unwrap().1.trim().to_owned()
    })
}

#[test]
fn a_path_is_found_or_missing_where_there_is_a_place_to_look() {
    let book = book("source-root: code\n", "");
    for all in shown(&book) {
        assert_eq!(
            all,
            "<code>src/restore.rs</code> <small>found</small> \
             <code>src/gone.rs</code> <small class=\"missing\">missing</small> \
             <code>../plan.md</code> <small>unverified</small> \
             <a href=\"https://ci.example/run/7\">https://ci.example/run/7</a> <code>"
        );
    }
    // Files come and go without a change of the document.
    book.put("code/src/gone.rs", "");
    assert_eq!(book.run(&["build"]).status, 0);
    for all in shown(&book) {
        assert!(all.contains("<code>src/gone.rs</code> <small>found"), "{all}");
    }
}

#[test]
fn a_path_is_unverified_where_nobody_can_look() {
    for project in ["", "source-root: nowhere\n"] {
        for all in shown(&book(project, "")) {
            assert_eq!(all.matches("<small>unverified</small>").count(), 3, "{all}");
            assert!(!all.contains("found") && !all.contains("missing"), "{all}");
        }
    }
}

#[test]
fn a_path_leads_to_its_file_where_the_book_says_how() {
    let settings = "[publish]\nevidence-url = \"https://example.org/team/{project}/blob/{commit}/{path}\"\n";
    for all in shown(&book("source-root: code\n", settings)) {
        let link = "<a href=\"https://example.org/team/pay/blob/4f2a91c/src/restore.rs\">src/restore.rs</a>";
        assert!(all.contains(link), "{all}");
        assert!(all.contains("<code>src/gone.rs</code>"), "what is missing has no link: {all}");
    }
    for all in shown(&book("", settings)) {
        assert!(all.contains("/blob/4f2a91c/src/gone.rs\">src/gone.rs</a> <small>unverified"), "{all}");
        assert!(all.contains("<code>../plan.md</code>"), "{all}");
    }
}

#[test]
fn an_address_that_leads_to_no_file_is_told() {
    let book = Book::good();
    book.put("book.toml", "[publish]\nevidence-url = \"https://example.org/blob/main\"\n");
    let run = book.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("`evidence-url` is no web address with `{path}` in it"), "{}", run.err);
}
