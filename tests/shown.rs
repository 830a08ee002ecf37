//! What pages say of the same figures agrees: differences with what they are the difference of, one page with another.

use std::fmt::Write as _;

use crate::book::Book;

/// Seven checks, so that shares of a hundred are no finite decimals.
fn book() -> Book {
    let book = Book::empty();
    let mut rubric = "id = \"small\"\n[[category]]\nid = \"run\"\ntitle = \"Run\"\nfloor = 40\n[[category]]\nid = \"prove\"\ntitle = \"Prove\"\n".to_owned();
    for n in 0..7 {
        let category = if n < 4 { "run" } else { "prove" };
        let weight = n % 3 + 1;
        writeln!(rubric, "[[check]]\nid = \"c{n}\"\ncategory = \"{category}\"\nweight = {weight}").unwrap();
    }
    book.put("rubrics/small@1.toml", rubric);
    book.put("book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"small\"\n");
    book
}

fn report(day: &str, answers: &str, more: &str) -> String {
    format!("---\nformat: 1\ndate: {day}\nchecks: {{ {answers} }}\n{more}---\n# R\n")
}

/// The first checks pass, the others fail.
fn answers(passes: usize) -> String {
    let answers: Vec<String> =
        (0..7).map(|n| format!("c{n}: {}", if n < passes { "pass" } else { "fail" })).collect();
    answers.join(", ")
}

fn cells<'a>(row: &'a str, from: &str) -> Vec<&'a str> {
    let at = row.split(from).skip(1);
    at.filter_map(|rest| rest.split_once('>')?.1.split('<').next()).map(str::trim).collect()
}

fn tenths(text: &str) -> i64 {
    let plain = text.trim().replace('\u{2212}', "-").replace('+', "");
    plain.replace('.', "").parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn a_difference_is_that_of_the_figures_beside_it() {
    let book = book();
    for n in 0..=7 {
        book.put(&format!("content/one/1.{n}.0.md"), report(&format!("2025-0{}-01", n + 1), &answers(n), ""));
    }
    assert_eq!(book.run(&["build"]).status, 0);
    for n in 0..7 {
        let page = book.read(&format!("output/projects/one/1.{}.0/since-1.{n}.0.html", n + 1));
        let shown = cells(&page, "<td class=\"right score\"");
        let difference = cells(&page, "<span class=\"figure\"");
        assert_eq!(tenths(difference[0]), tenths(shown[1]) - tenths(shown[0]), "{difference:?} of {shown:?}");
        let (_, table) = page.split_once("<table class=\"figures\">").unwrap();
        for row in table.split("<tr").skip(2).filter(|row| row.contains('+')) {
            let figures = cells(row, "<td class=\"right\"");
            assert_eq!(tenths(figures[2]), tenths(figures[1]) - tenths(figures[0]), "{figures:?}");
        }
        // What is compared side by side is made from the same figures.
        let facts = book.read(&format!("output/parts/compare/one/1.{}.0.js", n + 1));
        assert!(facts.contains(&format!(",\"{}\"]", shown[1])), "{facts}");
    }
}

#[test]
fn a_category_of_which_nothing_is_known_is_no_zero_in_a_difference() {
    let book = book();
    let some = |passes: usize| answers(passes).split(", ").take(4).collect::<Vec<_>>().join(", ");
    book.put("content/one/1.0.0.md", report("2025-01-01", &some(1), ""));
    book.put("content/one/1.1.0.md", report("2025-02-01", &answers(5), ""));
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/projects/one/1.1.0/since-1.0.0.html");
    let (_, row) = page.split_once(">Prove</a></th>").unwrap();
    let (row, _) = row.split_once("</tr>").unwrap();
    assert!(row.starts_with("<td class=\"right\"><span aria-hidden=\"true\">·</span><span class=\"hidden\">unknown</span></td>"), "{row}");
    assert!(!row.contains(">0.0<"), "{row}");
}

#[test]
fn names_from_the_right_are_set_apart_from_what_stands_beside_them() {
    let book = book();
    book.put("content/pay/project.md", "---\nname: خدمة\n---\n");
    book.put(
        "content/pay/1.0.0.md",
        report(
            "2025-01-01",
            "c0: { result: n/a, reason: داخلي }",
            "findings: [{ id: a, title: نسخ, severity: critical }]\n",
        ),
    );
    assert_eq!(book.run(&["build"]).status, 0);
    let check = book.read("output/checks/c0.html");
    assert!(check.contains("<bdi>خدمة</bdi> <bdi>1.0.0</bdi></a>: <bdi>داخلي</bdi>"), "{check}");
    let list = book.read("output/index.html");
    assert!(list.contains("open critical finding: \u{2068}نسخ\u{2069}"), "{list}");
}

#[test]
fn a_review_subtracts_what_it_shows() {
    let (before, after) = (book(), book());
    for n in 0..7 {
        before.put(&format!("content/p{n}/1.0.0.md"), report("2025-01-01", &answers(n), ""));
        after.put(&format!("content/p{n}/1.0.0.md"), report("2025-01-01", &answers(n + 1), ""));
    }
    let run = after.run(&["diff", &before.root().to_string_lossy(), "."]);
    let mut seen = 0;
    for line in run.out.lines().filter(|line| line.contains(" → ") && line.contains("(+")) {
        let (was, rest) = line.split_once(" → ").unwrap();
        let was = was.rsplit(' ').next().unwrap();
        let (is, rest) = rest.split_once(" (+").unwrap();
        let difference = rest.split_once(')').unwrap().0;
        assert_eq!(tenths(difference), tenths(is) - tenths(was), "{line}");
        seen += 1;
    }
    assert!(seen >= 7, "{}{}", run.out, run.err);
}

#[test]
fn what_is_answered_alike_compares_however_it_came_out() {
    let book = book();
    book.put("content/best/1.0.0.md", report("2025-01-01", &answers(7), ""));
    book.put("content/worst/1.0.0.md", report("2025-01-01", &answers(0), ""));
    let reasons = |book: &Book| {
        let run = book.run(&["score", "--format", "json"]);
        let all: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        all["not-comparable"].as_array().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(reasons(&book).is_empty(), "{:?}", reasons(&book));
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(!book.read("output/index.html").contains("class=\"note\""));
    // One of two that leaves as much open claims it.
    book.put("content/best/1.0.0.md", report("2025-01-01", "c0: pass", ""));
    book.put(
        "content/worst/1.0.0.md",
        report("2025-01-01", "c0: pass", "categories: { run: 90, prove: 90 }\n"),
    );
    assert_eq!(reasons(&book).len(), 1, "{:?}", reasons(&book));
    assert!(reasons(&book)[0].contains("only claimed differs"), "{:?}", reasons(&book));
    book.put("content/best/1.0.0.md", report("2025-01-01", &answers(3), ""));
    assert!(reasons(&book)[0].contains("what is answered"), "{:?}", reasons(&book));
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(
        book.read("output/index.html").contains("what is answered, not claimed or left open, differs by")
    );
}

#[test]
fn matrix_and_category_agree_about_what_is_below_its_floor() {
    let book = book();
    book.put("content/good/1.0.0.md", report("2025-01-01", &answers(7), ""));
    book.put("content/low/1.0.0.md", report("2025-01-01", &answers(1), ""));
    for silent in ["quiet", "silent"] {
        book.put(&format!("content/{silent}/1.0.0.md"), report("2025-01-01", "c5: pass", ""));
    }
    assert_eq!(book.run(&["build"]).status, 0);
    let matrix = book.read("output/matrix.html");
    let rows = matrix.split_once("<tbody>").unwrap().1.split_once("</tbody>").unwrap().0;
    assert_eq!(rows.matches("class=\"floor\"").count(), 3, "{rows}");
    assert_eq!(rows.matches("unknown, below its floor").count(), 2, "{rows}");
    let page = book.read("output/categories/run.html");
    for total in ["2</span> scored", "3</span> below the floor", "2</span> unknown"] {
        assert!(page.contains(total), "{total}: {page}");
    }
    assert_eq!(page.matches("<span class=\"floor\">").count(), 3, "{page}");
    assert!(!page.contains("0.0</span> median"), "what is unknown has no part in the middle: {page}");
}

#[test]
fn remarks_and_evidence_are_shown_whatever_they_are_for() {
    let book = book();
    let checks = "c0: { result: fail, note: Too slow, evidence: [docs/slow.md] }, c1: { result: n/a, reason: None of it, evidence: [docs/none.md] }";
    let category =
        "categories: { run: { score: 5/10, note: Half of it is drilled, evidence: [docs/drill.md] } }\n";
    book.put("content/pay/1.0.0.md", report("2025-01-01", checks, category));
    assert_eq!(book.run(&["build"]).status, 0);
    for (page, texts) in [
        ("checks/c0.html", ["Too slow", "docs/slow.md"]),
        ("checks/c1.html", ["None of it", "docs/none.md"]),
        ("projects/pay/1.0.0/score.html", ["Half of it is drilled", "docs/drill.md"]),
    ] {
        let html = book.read(&format!("output/{page}"));
        for text in texts {
            assert!(html.contains(text), "{page}: {text}: {html}");
        }
    }
    assert!(!book.read("output/checks/c2.html").contains("Remark"), "no column without a word in it");
}

#[test]
fn a_check_says_who_is_left_out_over_time_and_has_no_empty_columns() {
    let book = book();
    book.put("content/one/1.0.0.md", report("2025-01-01", &answers(3), ""));
    book.put("content/two/1.0.0.md", report("unknown", &answers(3), ""));
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/checks/c5.html");
    assert!(page.contains("The latest assessment of 1 project has no date"), "{page}");
    assert!(
        !page.contains("<th scope=\"col\">Owner</th>") && !page.contains("data-label=\"Owner\""),
        "{page}"
    );
    assert!(!page.contains("data-label=\"Remark\""), "{page}");
    book.put("content/two/project.md", "---\nname: Two\nowner: ann\ntier: \"1\"\n---\n");
    book.put("content/two/1.0.0.md", report("2025-01-01", &answers(3), ""));
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/checks/c5.html");
    assert!(page.contains("data-label=\"Owner\">ann<") && page.contains("nobody"), "{page}");
    assert!(!page.contains("has no date"), "{page}");
    // What only some state can be chosen too.
    let page = book.read("output/index.html");
    for choice in
        ["<option>1</option><option value=\"-\">none</option>", "<option>ann</option><option value=\"-\">"]
    {
        assert!(page.contains(choice), "{choice}: {page}");
    }
    assert!(
        page.contains("data-owner=\"-\" data-tier=\"-\"")
            && page.contains("data-owner=\"ann\" data-tier=\"1\"")
    );
}
