//! Documents that nobody writes by hand: none makes a check panic or hang, and where a limit is exceeded, the
//! limit is named. docs/limits.md lists them.

use std::process::{Command, Stdio};

use readybook::source::LIMITS;

use crate::book::{Book, Run, readybook};
use crate::rules::Memory;

const HEAD: &str = "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n";
const PATH: &str = "content/p/1.0.0.md";

/// Rules and messages of what is wrong with a document of these bytes.
fn found(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let found = Memory::new(&[(PATH, bytes)]).diagnostics(PATH);
    found.into_iter().map(|diagnostic| (diagnostic.rule, diagnostic.message)).collect()
}

/// The same in a book whose `[limits]` are these.
fn found_within(limits: &str, bytes: &[u8]) -> Vec<(&'static str, String)> {
    let settings = format!("[limits]\n{limits}\n");
    let found = Memory::new(&[("book.toml", settings.as_bytes()), (PATH, bytes)]).diagnostics(PATH);
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
        let text = format!("{HEAD}{deep}");
        let most = "nesting = 10000\ntable-cells = 10000000";
        assert_eq!(found_within(most, text.as_bytes()), [], "{}…", &deep[..10]);
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
        lines(20_000, "[^N]") + &lines(20_000, "[^N]: a"),
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
fn a_document_over_its_limit_is_refused() {
    let whole = "word ".repeat(10 * 1024 * 1024);
    let (rule, message) = body(&whole).remove(0);
    assert_eq!(rule, "oversized-document");
    let bytes = HEAD.len() + whole.len();
    assert_eq!(message, format!("this document has {bytes} bytes, more than 4 MiB (`limits.document-size`)"));
    assert_eq!(body(&whole[..4 * 1024 * 1024 - HEAD.len()]), [], "the limit itself is allowed");
}

#[test]
fn front_matter_has_limits_that_are_named() {
    const DEEP: &str = "it is nested more than 32 levels deep (`limits.front-matter-depth`)";
    let of =
        |front: String| found(format!("---\nformat: 1\ndate: 2026-01-21\n{front}\n---\n# R\n").as_bytes());
    assert_eq!(of(format!("extra: {}", "x".repeat(1_000_000))), []);
    for (front, says) in [
        (
            format!("extra: {}", "x".repeat(1024 * 1024)),
            "the front matter has more than 1 MiB (`limits.front-matter-size`)",
        ),
        (
            format!("extra: [{}]", "x,".repeat(20_000)),
            "it has more than 20000 values (`limits.front-matter-values`)",
        ),
        (format!("extra: {}{}", "[".repeat(40), "]".repeat(40)), DEEP),
        ("extra: \"a\u{0}b\"".to_owned(), "a control character, U+0000, stands in it"),
    ] {
        let (rule, message) = of(front).remove(0);
        assert_eq!(rule, "malformed-front-matter");
        assert!(message.ends_with(says), "{message}");
    }
}

/// Some text that stands `count` times, each on a line of its own with its number.
fn lines(count: usize, line: &str) -> String {
    (0..count).map(|at| line.replace('N', &at.to_string()) + "\n\n").collect()
}

/// Each limit: a text as large as a lowered one allows, one that exceeds it, and what is said then.
#[test]
fn every_limit_of_documents_can_be_set() {
    let front = |front: &str| format!("---\nformat: 1\ndate: 2026-01-21\n{front}\n---\n# R\n");
    let with_body = |body: &str| format!("{HEAD}{body}\n");
    let table = |rows: usize| with_body(&format!("| a | b |\n| --- | --- |\n{}", "| c |\n".repeat(rows)));
    let long = with_body(&"x".repeat(2000));
    let (size, fits) = (format!("this document has {} bytes, ", long.len()), long.len());
    for (limit, allowed, refused, says) in [
        (
            format!("document-size = {}", fits - 1),
            with_body("x"),
            long.clone(),
            format!("{size}more than {} bytes (`limits.document-size`)", fits - 1),
        ),
        (
            "document-size = \"2 KiB\"".to_owned(),
            long.clone(),
            with_body(&"x".repeat(2100)),
            "more than 2 KiB (`limits.document-size`)".to_owned(),
        ),
        (
            "front-matter-size = \"1 KiB\"".to_owned(),
            front(&format!("extra: {}", "x".repeat(900))),
            front(&format!("extra: {}", "x".repeat(1100))),
            "the front matter has more than 1 KiB (`limits.front-matter-size`)".to_owned(),
        ),
        (
            "front-matter-values = 20".to_owned(),
            front("extra: [a, b, c]"),
            front(&format!("extra: [{}]", "x,".repeat(20))),
            "it has more than 20 values (`limits.front-matter-values`)".to_owned(),
        ),
        (
            "front-matter-values = 50".to_owned(),
            front("extra: [&a [x, x, x, x], *a, *a]"),
            front("extra: [&a [x, x, x, x], &b [*a, *a, *a, *a], *b, *b]"),
            "it has more than 50 values (`limits.front-matter-values`)".to_owned(),
        ),
        (
            "front-matter-depth = 3".to_owned(),
            front("extra: [[x]]"),
            front("extra: [[[x]]]"),
            "it is nested more than 3 levels deep (`limits.front-matter-depth`)".to_owned(),
        ),
        (
            "front-matter-aliases = 2".to_owned(),
            front("extra: [&a x, *a, *a]"),
            front("extra: [&a x, *a, *a, *a]"),
            "it has more than 2 `*aliases` or `&anchors` (`limits.front-matter-aliases`)".to_owned(),
        ),
        (
            "front-matter-aliases = 2".to_owned(),
            front("extra: [&a x, &b y]"),
            front("extra: [&a x, &b y, &c z]"),
            "it has more than 2 `*aliases` or `&anchors` (`limits.front-matter-aliases`)".to_owned(),
        ),
        (
            "nesting = 3".to_owned(),
            with_body("- a\n  - b\n    > c"),
            with_body("- a\n  - b\n    > > c"),
            "lists and quotes stand within each other more than 3 levels deep (`limits.nesting`)".to_owned(),
        ),
        (
            "headings = 4".to_owned(),
            with_body(&lines(3, "## Heading N")),
            with_body(&lines(4, "## Heading N")),
            "this document has more than 4 headings (`limits.headings`)".to_owned(),
        ),
        (
            "table-cells = 6".to_owned(),
            table(2),
            table(3),
            "the tables of this document, of which this one is the largest, have more than 6 cells \
             (`limits.table-cells`)"
                .to_owned(),
        ),
        (
            "html-elements = 9".to_owned(),
            with_body("<b class=a>x</b> <p>x</p>\n\ny"),
            with_body("<b class=a>x <b class=b>\n\nx\n\n<p>x</p>"),
            "the raw HTML of this document, which begins here, comes to more than 9 elements \
             (`limits.html-elements`)"
                .to_owned(),
        ),
    ] {
        assert_eq!(found_within(&limit, allowed.as_bytes()), [], "{limit}: {allowed}");
        let (rule, message) = found_within(&limit, refused.as_bytes()).remove(0);
        assert!(message.ends_with(&says), "{limit}: {message}");
        assert!(["oversized-document", "malformed-front-matter", "exceeded-limit"].contains(&rule));
        let same = found(refused.as_bytes());
        assert!(same.is_empty(), "{limit} is no limit where nothing is said: {same:?}");
    }
}

const ELEMENTS: &str = "comes to more than 250000 elements (`limits.html-elements`)";

/// Formatting that is left open, each unlike all others.
fn numbered(count: usize) -> String {
    (0..count).map(|n| ["<b class=c", &n.to_string(), ">"].concat()).collect()
}

#[test]
fn bodies_have_limits_where_nothing_is_said() {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(1_000));
    let table = |rows: usize| row(" a ") + &row("-") + &"| x |\n".repeat(rows);
    for (allowed, refused, says) in [
        ("- ".repeat(100) + "x\n", "- ".repeat(101) + "x\n", "more than 100 levels deep (`limits.nesting`)"),
        ("> ".repeat(100) + "x\n", "> ".repeat(101) + "x\n", "more than 100 levels deep (`limits.nesting`)"),
        (
            lines(9_999, "## Heading N"),
            lines(10_000, "## Heading N"),
            "this document has more than 10000 headings (`limits.headings`)",
        ),
        (table(99), table(100), "have more than 100000 cells (`limits.table-cells`)"),
        (numbered(400) + &"<p>x".repeat(200), numbered(800) + &"<p>x".repeat(400), ELEMENTS),
        (numbered(400) + &"x\n\n".repeat(200), numbered(800) + &"x\n\n".repeat(800), ELEMENTS),
        ("<div>".repeat(9_000), "<div>".repeat(11_000), ELEMENTS),
        ("<details><summary>".repeat(4_500), "<details><summary>".repeat(5_500), ELEMENTS),
    ] {
        assert_eq!(body(&allowed), [], "{}…", &allowed[..10]);
        let (rule, message) = body(&refused).remove(0);
        assert_eq!((rule, message.ends_with(says)), ("exceeded-limit", true), "{message}");
    }
}

/// The deepest front matter that a book can allow is read on the small stack of a thread.
#[test]
fn the_most_that_a_book_can_allow_overflows_no_stack() {
    let text =
        format!("---\nformat: 1\ndate: 2026-01-21\nextra: {}{}\n---\n# R\n", "[".repeat(62), "]".repeat(62));
    assert_eq!(found_within("front-matter-depth = 64", text.as_bytes()), []);
    let deeper = text.replace("[]", "[[[[[[]]]]]]");
    let (_, message) = found_within("front-matter-depth = 64", deeper.as_bytes()).remove(0);
    assert!(message.contains("`limits.front-matter-depth`"), "{message}");
}

/// A file that is too large keeps what names it out of the site, and a site with too many pages is none.
#[test]
fn files_and_the_whole_site_have_limits() {
    let book = Book::good();
    let named = "content/checkout/large.png";
    book.put("content/checkout/project.md", "# Checkout\n\n![x](large.png)\n[y](large.log)\n");
    book.put(named, "x".repeat(1025).as_str());
    book.put("content/checkout/large.log", "x".repeat(2049).as_str());
    let toml = |limits: &str| book.put("book.toml", format!("[book]\ntitle = \"T\"\n[limits]\n{limits}\n"));
    let check = || Run::of(readybook().current_dir(book.root()).args(["check", "--format", "short"]));
    toml("image-size = \"1 KiB\"\nfile-size = \"2 KiB\"");
    let out = check().out;
    for says in [
        "this picture has 1025 bytes, more than 1 KiB (`limits.image-size`)",
        "this file has 2049 bytes, more than 2 KiB (`limits.file-size`)",
    ] {
        assert!(out.contains(says), "{out}");
    }
    toml("image-size = 1025\nfile-size = 2049");
    assert!(!check().out.contains("exceeded-limit"), "{}", check().out);
    toml("pages = 3");
    let build = Run::of(readybook().current_dir(book.root()).arg("build"));
    assert!(build.status != 0 && build.err.contains("more than 3 (`limits.pages`)"), "{}", build.err);
    assert!(!book.root().join("output").exists());
}

#[test]
fn a_limit_that_is_none_is_told_with_its_place() {
    let book = Book::good();
    for (line, says) in [
        ("headings = 0", "book.toml:3:12: error[out-of-range]: `headings` cannot be `0`"),
        (
            "front-matter-depth = 65",
            "book.toml:3:22: error[out-of-range]: `front-matter-depth` cannot be `65`",
        ),
        ("nesting = \"deep\"", "`nesting` cannot be `deep`"),
        ("document-size = \"4 MB\"", "`document-size` cannot be `4 MB`"),
        ("pages = 1.5", "`pages` cannot be `1.5`"),
        ("nestin = 1", "unknown key `nestin` in [limits]"),
        ("nesting = [1]", "book.toml:3:"),
    ] {
        book.put("book.toml", format!("[book]\n[limits]\n{line}\n"));
        let run = Run::of(readybook().current_dir(book.root()).args(["check", "--format", "short"]));
        assert!(run.status != 0 && run.out.contains(says), "{line}: {}", run.out);
    }
}

/// Every key with what holds where nothing is said, and with the most that can be said.
#[test]
fn all_limits_are_documented() {
    let docs = include_str!("../docs/limits.md");
    for named in &LIMITS {
        let row =
            format!("| `{}` | {} | {} | ", named.key, named.shown(named.default), named.shown(named.most));
        assert!(docs.contains(&row), "{row}");
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

#[cfg(unix)]
#[test]
fn a_name_that_no_address_can_hold_is_told_with_its_file() {
    let book = Book::good();
    book.put("content/good/a\u{1b}[31m.txt", "x").put("content/good/b\\c.txt", "x");
    book.put("content/good/project.md", "# Good\n\n[x](b\\\\c.txt)\n");
    let run = book.run(&["build", "--keep-going"]);
    assert_eq!(run.status, 1, "{}", run.err);
    for says in
        ["content/good/a<U+001B>[31m.txt", "content/good/b\\c.txt", "holds a control character or a `\\`"]
    {
        assert!(run.err.contains(says), "{says}: {}", run.err);
    }
    assert!(book.path("output/projects/good/1.0.0/index.html").exists());
}

/// What is too large is told of without being read: a sparse file takes no room, and its bytes would.
#[cfg(target_os = "linux")]
#[test]
fn what_is_too_large_is_not_read() {
    let book = Book::good();
    for name in ["big.bin", "big.png", "9.0.md", "project.md", "ledger.jsonl"] {
        let file = std::fs::File::create(book.path(&format!("content/good/{name}"))).unwrap();
        file.set_len(4 << 30).unwrap();
    }
    for arguments in [&["check"][..], &["build", "--keep-going"], &["verify"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_readybook"));
        command.current_dir(book.root()).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let used = wait4::Wait4::wait4(&mut child).unwrap();
        assert_eq!(used.status.code(), Some(1), "{arguments:?}");
        assert!(used.rusage.maxrss < 512 << 20, "{arguments:?}: {}", used.rusage.maxrss);
    }
}
