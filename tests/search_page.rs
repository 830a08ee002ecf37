//! Where hits of a search lead.

use crate::book::Book;

#[test]
fn a_hit_on_a_check_leads_to_its_line_of_the_arithmetic() {
    let book = Book::empty();
    book.put(
        "content/pay/1.0.0.md",
        "---\nformat: 1\ndate: 2026-01-10\nchecks:\n\
         \x20 backups: { result: fail, note: the drill took a day }\n---\n# Pay\n\n## Why\n\nText.\n",
    );
    assert_eq!(book.run(&["build"]).status, 0);
    let index = book.read("output/search/reports/pay/1.0.0.js");
    assert!(
        index.contains(r#"["check","backups","score.html#check%3Abackups","the drill took a day"]"#),
        "{index}"
    );
    assert!(index.contains(r##"["report","Why","#why","Text."]"##), "{index}");
    let arithmetic = book.read("output/projects/pay/1.0.0/score.html");
    assert!(arithmetic.contains("<tr id=\"check:backups\">"), "{arithmetic}");
}
