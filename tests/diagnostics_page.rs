//! docs/diagnostics.md: its examples are what the formats write, and it names every one of them.

use crate::book::Book;
use readybook::diag::render::FORMATS;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md");

/// Where the text of the first fenced block after a marker stands in a page.
fn block(page: &str, marker: &str) -> std::ops::Range<usize> {
    let at = page.find(marker).unwrap_or_else(|| panic!("{marker}: not on the page")) + marker.len();
    let fence = at + page[at..].find("```").unwrap();
    let start = fence + page[fence..].find('\n').unwrap() + 1;
    start..start + page[start..].find("```\n").unwrap()
}

#[test]
fn every_format_has_an_example_and_it_is_true() {
    let mut page = std::fs::read_to_string(PAGE).unwrap();
    let book = Book::empty();
    book.put("content/payments/2.3.0.md", &page[block(&page, "<!-- the document -->")]);
    for format in FORMATS {
        let name = format.name;
        assert!(page.contains(&format!("| `{name}` |")), "{name}: not in the table");
        let run = book.run(&["check", "--format", name]);
        assert_eq!(run.status, 1, "{}", run.err);
        let at = block(&page, &format!("<!-- example: {name} -->"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            page.replace_range(at, &run.out);
        } else {
            let advice = "write it anew with UPDATE_EXPECTED=1, and read the difference";
            assert_eq!(&page[at], run.out, "{name}: {advice}");
        }
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(PAGE, page).unwrap();
    }
}
