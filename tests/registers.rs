//! The registers over all projects: what stands first, what is counted, and what a spreadsheet gets.

use crate::book::Book;

/// Two projects; the day is 2026-01-22.
fn book() -> Book {
    let book = Book::empty();
    book.put(
        "content/one/1.0.0.md",
        "---\nformat: 1\ndate: 2026-01-10\nfindings:\n\
         \x20 - { id: calm, title: Calm, severity: low, due: 2026-03-01 }\n\
         \x20 - { id: late, title: Late, severity: low, due: 2026-01-20, owner: ada }\n\
         \x20 - { id: worst, title: '=cmd()', severity: critical }\n\
         \x20 - { id: done, title: Done, severity: critical, status: resolved, due: 2026-01-01 }\n\
         \x20 - { id: kept, title: Kept, severity: high, status: accepted, due: 2026-01-01 }\n\
         \x20 - { id: bare, title: Bare, severity: medium, status: accepted }\n\
         waivers:\n\
         \x20 - { finding: kept, reason: small, approved-by: bob, expires: 2026-02-01 }\n\
         \x20 - { check: backups, reason: rebuilt, approved-by: bob, expires: 2026-12-31 }\n\
         \x20 - { check: rate-limiting, reason: internal, approved-by: bob, expires: 2026-01-21 }\n\
         \x20 - { finding: bare, reason: none }\n\
         checks: { backups: fail, rate-limiting: fail }\n---\n# One\n",
    );
    book.put(
        "content/two/1.0.0.md",
        "---\nformat: 1\ndate: 2026-01-11\nfindings:\n\
         \x20 - { id: soon, title: Soon & near, severity: high, due: 2026-02-01 }\n---\n# Two\n",
    );
    book
}

/// Values of a column of a file, below its head.
fn column(csv: &str, name: &str) -> Vec<String> {
    let mut lines = csv.split("\r\n");
    let at = lines.next().unwrap().split(',').position(|column| column == name).unwrap();
    let cell = |line: &str| line.split(',').nth(at).unwrap().to_owned();
    lines.filter(|line| !line.is_empty()).map(cell).collect()
}

#[test]
fn overdue_findings_stand_first_and_a_live_waiver_makes_none_overdue() {
    let book = book();
    assert_eq!(book.run(&["build"]).status, 0);
    let csv = book.read("output/findings.csv");
    assert_eq!(column(&csv, "finding"), ["late", "worst", "soon", "bare", "calm", "kept", "done"]);
    assert_eq!(column(&csv, "overdue-days"), ["2", "", "", "", "", "", ""]);
    assert_eq!(column(&csv, "waived-until"), ["", "", "", "", "", "2026-02-01", ""]);
    assert_eq!(column(&csv, "title")[1], "'=cmd()");
    let page = book.read("output/findings.html");
    assert!(page.contains("2026-01-22") && page.contains("2 d overdue"), "{page}");
    assert!(page.contains("projects/two/1.0.0/index.html#finding%3Asoon\">Soon &amp; near</a>"), "{page}");
    assert!(page.contains("without a live waiver: counts as open"), "{page}");
}

#[test]
fn a_report_says_which_of_its_findings_a_waiver_covers() {
    let book = book();
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/projects/one/1.0.0/index.html");
    let row = |id: &str| {
        let from = page.find(&format!("<tr id=\"finding:{id}\"")).unwrap_or_else(|| panic!("{page}"));
        page[from..].split_once('\n').unwrap().0.to_owned()
    };
    assert!(row("kept").contains("<span class=\"waived\">waived until 2026-02-01</span>"), "{}", row("kept"));
    assert!(!row("bare").contains("waived"), "an incomplete waiver covers nothing: {}", row("bare"));
    assert!(!row("late").contains("waived"), "{}", row("late"));
}

#[test]
fn waivers_are_told_by_state_with_the_points_they_hide() {
    let book = book();
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/waivers.html");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} in {page}"));
    assert!(at("in 10 d") < at("343 d left"));
    assert!(at("343 d left") < at("1 d ago"));
    assert!(at("1 d ago") < at("reason, approver or end is missing"));
    for count in ["1</span> live for longer", "1</span> expiring", "1</span> expired", "1</span> incomplete"]
    {
        at(count);
    }
    assert!(!page[at("What waivers hide")..].contains("projects/two/"), "two has no waivers");
}

#[test]
fn long_registers_go_on_further_pages() {
    let book = book();
    book.put("book.toml", "[book]\ntitle = \"T\"\n[build]\nrows-per-page = 3\n");
    assert_eq!(book.run(&["build"]).status, 0);
    for (page, rows) in [("findings.html", 3), ("findings-2.html", 3), ("findings-3.html", 1)] {
        let page = book.read(&format!("output/{page}"));
        assert_eq!(page.matches("data-severity=").count(), rows);
        assert!(page.contains(" of 7, page "), "{page}");
    }
    assert!(book.read("output/waivers-2.html").contains("4 to 4 of 4, page 2 of 2"));
}

#[test]
fn sorting_and_filtering_reach_all_pages_of_a_register() {
    let book = book();
    book.put("book.toml", "[book]\ntitle = \"T\"\n[build]\nrows-per-page = 1\n");
    assert_eq!(book.run(&["build"]).status, 0);
    for (page, folder, rows) in
        [("findings", "findings", 7), ("waivers", "waivers", 4), ("archive", "archive", 2)]
    {
        let first = book.read(&format!("output/{page}.html"));
        assert!(first.contains(&format!("data-rows=\"parts/{folder}/\"")), "{first}");
        assert!(first.contains(&format!("data-pages=\"{rows}\"")), "{first}");
        assert!(!first.contains("reach the rows of this page"), "{first}");
        for number in 1..=rows {
            let script = book.read(&format!("output/parts/{folder}/{number}.js"));
            assert!(script.starts_with(&format!("readybook.rows({number},")), "{script}");
            assert_eq!(script.matches("<tr").count(), 1, "{script}");
        }
    }
    // Choices are those of all rows, on every page.
    let last = book.read("output/findings-7.html");
    for choice in [
        "<option>ada</option><option value=\"-\">nobody</option>",
        "<option value=\"two\">two</option>",
        "<option value=\"one\">one</option>",
    ] {
        assert!(last.contains(choice), "{choice}: {last}");
    }
    assert!(last.contains("data-owner=\"-\""), "{last}");
}
