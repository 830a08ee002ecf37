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

#[test]
fn findings_are_found_by_id_owner_evidence_and_who_accepted_them() {
    let book = Book::empty();
    book.put(
        "content/pay/1.0.0.md",
        "---\nformat: 1\ndate: 2026-01-10\n\
         checks:\n\x20 tls: { result: pass, evidence: [ops/tls.conf] }\n\x20 backups: fail\n\
         categories:\n\x20 monitoring: { score: 70, evidence: [docs/alerts.md] }\n\
         findings:\n\
         \x20 - { id: sec-042, title: Keys in logs, severity: low, status: accepted, evidence: [docs/keys.md] }\n\
         \x20 - { id: in-body, title: In the body, severity: low, owner: grace }\n\
         waivers:\n\
         \x20 - { finding: sec-042, reason: rotated daily, approved-by: Lin Approver, expires: 2026-06-30 }\n\
         \x20 - { check: backups, reason: stateless, approved-by: Kim, expires: 2026-06-30 }\n---\n\
         # Pay\n\n## In the body\n\n**Status:** Open\n\nText.\n",
    );
    assert_eq!(book.run(&["build"]).status, 0);
    let index = book.read("output/search/reports/pay/1.0.0.js");
    for place in [
        r##"["finding","Keys in logs","#finding%3Asec-042","sec-042 docs/keys.md rotated daily Lin Approver"]"##,
        r#"["check","tls","score.html#check%3Atls","ops/tls.conf"]"#,
        r#"["check","backups","score.html#check%3Abackups","stateless Kim"]"#,
        "docs/alerts.md",
    ] {
        assert!(index.contains(place), "{place}: {index}");
    }
    let section = index.split("\"In the body\"").nth(1).unwrap();
    assert!(section.contains("grace") && section.contains("in-body"), "{index}");
}
