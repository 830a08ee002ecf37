//! Documents that nobody writes by hand: none makes a check panic or hang, and where a limit is exceeded, the
//! limit is named. docs/limits.md lists them.

use crate::rules::Memory;

const HEAD: &str = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n";
const PATH: &str = "content/p/1.0.0.md";

/// Rules and messages of what is wrong with a document of these bytes.
fn found(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let found = Memory::new(&[(PATH, bytes)]).diagnostics(PATH);
    found.into_iter().map(|diagnostic| (diagnostic.rule, diagnostic.message)).collect()
}

/// The same for a body.
fn body(body: &str) -> Vec<(&'static str, String)> {
    found(format!("{HEAD}{body}").as_bytes())
}

#[test]
fn deep_and_wide_bodies_are_read() {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(10_000));
    for deep in [
        "- ".repeat(10_000) + "x\n",
        "> ".repeat(10_000) + "x\n",
        "1. ".repeat(10_000) + "[ ] x\n",
        row(" a ") + &row("-") + &row(" b "),
        row(" a ") + &row("-") + &"| x |\n".repeat(100),
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "<".repeat(50_000),
        "<!--".repeat(50_000),
        "`".repeat(50_000),
        "postgres://b:".repeat(10_000),
    ] {
        assert_eq!(body(&deep), [], "{}…", &deep[..10]);
    }
}

/// Pages are made of them too, with the sanitiser where they hold raw HTML.
#[test]
fn deep_and_wide_bodies_are_shown() {
    for deep in [
        "> ".repeat(3_000) + "<b>x",
        "- ".repeat(3_000) + "<b>x",
        "<div>".repeat(5_000),
        "<b>".repeat(3_000),
        "<a><b>".repeat(1_000),
        "<table><tr><td>".repeat(1_000),
        "<p><i>x</p>\n\n".repeat(2_000),
        "</p>".repeat(5_000),
        "<!--".repeat(20_000) + "x",
        "<b title='".repeat(5_000),
        "[^1]".repeat(5_000) + "\n\n[^1]: <b>x\n",
        format!("|{}\n|{}\n|{}\n", "<b>|".repeat(3_000), "-|".repeat(3_000), "<i>|".repeat(3_000)),
    ] {
        println!("{}…", &deep[..9]);
        crate::fuzzed::targets::book(format!("{HEAD}{deep}\n").as_bytes());
    }
}

/// Each of these lines took minutes as long as every place on it was looked at together with the whole line.
#[test]
fn a_long_line_is_looked_at_once() {
    let finding = "findings: [{ id: a, title: A, severity: critical, owner: x, due: 2026-02-01 }]";
    let with = |line: String| {
        found(format!("---\nformat: 1\ndate: 2026-01-21\n{finding}\n---\n# R\n\n{line}\n").as_bytes())
    };
    for (piece, rule) in [
        ("TODO ", "template-text"),
        ("--- TODO ", "template-text"),
        ("`$(date)` ", ""),
        ("**Date:** `$(date)` ", "template-text"),
        ("once no critical issues ", ""),
        ("no critical issues ", "contradicted-claim"),
        ("a://b:c@d:/", ""),
    ] {
        let rules: Vec<_> = with(piece.repeat(500_000 / piece.len())).iter().map(|found| found.0).collect();
        assert_eq!(rules.first().copied().unwrap_or_default(), rule, "{piece}");
    }
}

/// Each of these took minutes as long as every wrong name was compared with every right one.
#[test]
fn only_the_first_names_are_compared_with_all_there_are() {
    use std::fmt::Write as _;
    let mut links = String::new();
    for n in 0..5_000 {
        let _ = write!(links, "## Heading number {n}\n\n[a](#haeding-number-{n})\n\n");
    }
    let found_links = body(&links);
    assert_eq!(found_links.iter().filter(|found| found.0 == "broken-link").count(), 101);
    let (mut front, mut text) = ("waivers:\n".to_owned(), String::new());
    for n in 0..3_000 {
        let _ = writeln!(front, "  - {{ finding: number-of-{n} }}");
    }
    for n in 0..3_000 {
        let _ = write!(text, "## Number {n}\n\n**Severity:** Low\n\n");
    }
    let text = format!("---\nformat: 1\ndate: 2026-01-21\n{front}---\n# R\n\n{text}");
    let found_names = found(text.as_bytes());
    assert_eq!(found_names.iter().filter(|found| found.0 == "unknown-reference").count(), 101);
    let long = "x".repeat(300_000);
    let found_long = body(&format!("## {long}\n\n[a](#{long}y)\n"));
    assert_eq!(found_long.iter().map(|found| found.0).collect::<Vec<_>>(), ["broken-link"]);
}

/// So did a line with many facts, as long as the rest of it was copied for each.
#[test]
fn a_line_of_many_facts_is_read_once() {
    let facts = format!("## A\n\n**Severity:** High {}\n", "| a: b ".repeat(300_000));
    let rules: Vec<_> = body(&facts).iter().map(|found| found.0).collect();
    assert_eq!(rules, ["unowned-finding"]);
}

#[test]
fn many_mistakes_are_all_found_and_a_hundred_of_a_rule_are_named() {
    let many = |piece: &str, rule: &str| {
        let found = body(&piece.repeat(5_000));
        let messages: Vec<&str> =
            found.iter().filter(|(found, _)| *found == rule).map(|(_, message)| &**message).collect();
        assert_eq!(messages.len(), 101, "{rule}");
        assert!(messages.contains(&"and 4900 more like it, the last of them here"), "{rule}: {messages:?}");
    };
    many("[a](#b) ", "broken-link");
    many("TODO: x\n\n", "template-text");
    many("glpat-abcdefghijklmnopqrst ", "exposed-secret");
    let headings = body(&"## R\n\n".repeat(5_000));
    let says = "a second heading `R` of 5001 in all: its anchor is `#r-1`, not `#r`";
    assert_eq!(headings, [("repeated-heading", says.to_owned())]);
    let suppressed = "<!-- readybook: allow template-text: x -->\n\nTODO: x\n\n".repeat(5_000);
    assert_eq!(body(&suppressed), []);
}

#[test]
fn a_message_quotes_no_more_than_can_be_read() {
    let long = "x".repeat(300_000);
    for (text, rule) in
        [(format!("[a]({long}.md)\n"), "broken-link"), ("caf\u{c3}\u{a9} ".repeat(50_000), "damaged-text")]
    {
        let (found, message) = body(&text).remove(0);
        assert!(
            found == rule && message.len() < 1010 && message.ends_with('…'),
            "{found}: {}",
            message.len()
        );
    }
    let found = found(format!("---\nformat: 1\ndate: 2026-01-21\nverdict: {long}\n---\n# R\n").as_bytes());
    assert!(found.iter().all(|(_, message)| message.len() < 1010));
}

#[test]
fn a_document_over_four_mebibytes_is_refused() {
    let whole = "word ".repeat(10 * 1024 * 1024);
    let (rule, message) = body(&whole).remove(0);
    assert_eq!(rule, "oversized-document");
    assert_eq!(message, "this document is longer than 4 MiB: it has 51 MiB");
    assert_eq!(body(&whole[..4 * 1024 * 1024 - HEAD.len()]), [], "the limit itself is allowed");
}

#[test]
fn front_matter_has_limits_that_are_named() {
    let of =
        |front: String| found(format!("---\nformat: 1\ndate: 2026-01-21\n{front}\n---\n# R\n").as_bytes());
    assert_eq!(of(format!("extra: {}", "x".repeat(1_000_000))), []);
    for (front, says) in [
        (format!("extra: {}", "x".repeat(1024 * 1024)), "the front matter is longer than 1 MiB"),
        (format!("extra: [{}]", "x,".repeat(20_000)), "it has more than 20000 values"),
        (format!("extra: {}{}", "[".repeat(40), "]".repeat(40)), "it is nested too deep"),
        ("extra: \"a\u{0}b\"".to_owned(), "a control character, U+0000, stands in it"),
    ] {
        let (rule, message) = of(front).remove(0);
        assert_eq!(rule, "malformed-front-matter");
        assert!(message.ends_with(says), "{message}");
    }
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_place() {
    let text = [HEAD.as_bytes(), b"abc \xff\xfe def\n"].concat();
    assert_eq!(
        found(&text),
        [("not-utf8", "this file is not UTF-8: the byte FF begins no character".to_owned())]
    );
    let hidden = |c: char, times: &str| {
        let message =
            format!("the character U+{:04X}, which nobody sees, stands in the text {times}", u32::from(c));
        ("hidden-characters", message)
    };
    assert_eq!(body("a\u{0}b\u{0}c\n"), [hidden('\u{0}', "2 times")]);
    assert_eq!(body("a\u{202e}b\u{1b}[31m\n"), [hidden('\u{202e}', "once"), hidden('\u{1b}', "once")]);
    assert_eq!(body("שלום 👩\u{200d}💻 tab\there\n"), []);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = format!("{HEAD}## A\n\n**Status:** Open\n**Severity:** High\n\nTODO: x\n");
    let expected = found(plain.as_bytes());
    assert_eq!(expected.len(), 2, "{expected:?}");
    for text in [plain.replace('\n', "\r"), plain.replace('\n', "\r\n"), format!("\u{feff}{plain}")] {
        assert_eq!(found(text.as_bytes()), expected);
    }
}
