//! docs/format.md specifies the document language: its examples do what it says, and its tables name every key.

use std::path::Path;

use crate::book::Book;

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format.md")).unwrap()
}

/// What each example is said to be, and its text.
fn examples(page: &str) -> Vec<(String, String)> {
    let parts = page.split("<!-- ").skip(1);
    parts
        .filter_map(|part| {
            let (said, rest) = part.split_once(" -->\n```markdown\n")?;
            Some((said.to_owned(), rest.split("\n```\n").next()?.to_owned() + "\n"))
        })
        .collect()
}

#[test]
fn examples_break_what_they_say_and_nothing_else() {
    let page = page();
    let examples = examples(&page);
    assert!(examples.len() >= 6, "{}", examples.len());
    for (said, text) in examples {
        let book = Book::empty();
        book.put("content/demo/1.0.0.md", &text);
        let check = book.run(&["check", "--format", "json", "--today", "2026-01-22"]);
        let found: serde_json::Value = serde_json::from_str(&check.out).unwrap();
        let mut rules: Vec<&str> =
            found["diagnostics"].as_array().unwrap().iter().map(|d| d["rule"].as_str().unwrap()).collect();
        rules.dedup();
        let expected: Vec<&str> = said.strip_prefix("breaks: ").into_iter().collect();
        assert_eq!(rules, expected, "{text}\n{}", check.out);
    }
}

/// The keys of the first table below a heading.
fn keys<'a>(page: &'a str, heading: &str) -> Vec<&'a str> {
    let section = page.split(heading).nth(1).unwrap();
    let rows =
        section.lines().skip_while(|line| !line.starts_with("| `")).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('|').nth(1).unwrap().split(','))
        .map(|key| key.trim().trim_matches('`'))
        .collect()
}

/// A key that is unknown is refused with the list of those that are known.
#[test]
fn the_tables_name_every_key_that_is_read() {
    let page = page();
    for (heading, path) in
        [("## Front matter", "content/demo/1.0.0.md"), ("## project.md", "content/demo/project.md")]
    {
        let book = Book::good();
        book.put("content/demo/1.0.0.md", crate::book::GOOD);
        book.put(
            path,
            "---\nformat: 1\ndate: 2026-01-21\nqqqqqqqqqqqq: 1\n---\n# R\n".replace(
                "format: 1\ndate: 2026-01-21\n",
                if path.ends_with("project.md") { "" } else { "format: 1\ndate: 2026-01-21\n" },
            ),
        );
        let check = book.run(&["check", "--format", "json"]);
        let found: serde_json::Value = serde_json::from_str(&check.out).unwrap();
        let unknown =
            found["diagnostics"].as_array().unwrap().iter().find(|d| d["rule"] == "unknown-key").unwrap();
        let help = unknown["help"].as_str().unwrap();
        let mut known: Vec<&str> = help.split_once("knows: ").unwrap().1.split(", ").collect();
        known.sort_unstable();
        let mut listed = keys(&page, heading);
        listed.sort_unstable();
        assert_eq!(listed, known, "{heading}");
    }
}
