//! Headings, images, links, dates and the order of releases.

use super::{found, release, said};

#[test]
fn links_of_a_project_are_followed_too() {
    let told = |text: &str| -> Vec<String> {
        let release = super::document("", "# R\n\n## Steps\n");
        let files: [(&str, &[u8]); 3] = [
            ("content/demo/project.md", text.as_bytes()),
            ("content/demo/1.0.0.md", release.as_bytes()),
            ("content/demo/notes.txt", b"Notes."),
        ];
        let found = super::Memory::new(&files).diagnostics("content/demo/project.md");
        found.into_iter().map(|one| format!("{}: {}", one.rule, one.message)).collect()
    };
    let whole = "---\nname: Demo\n---\n# Demo\n\n## Team\n\n";
    let fine = "[a](1.0.0.md#steps) [b](notes.txt) [c](#team) [d](https://example.org/)\n";
    assert_eq!(told(&format!("{whole}{fine}")), [""; 0]);
    assert_eq!(
        told(&format!("{whole}[a](plan.md) [b](1.0.0.md#stairs) [c](#teams)\n")),
        [
            "broken-link: this link leads to `content/demo/plan.md`, which does not exist",
            "broken-link: no heading in `content/demo/1.0.0.md` has the anchor `#stairs`",
            "broken-link: no heading has the anchor `#teams`",
        ]
    );
    let allow = "<!-- readybook: allow broken-link: it comes with the next release -->\n\n";
    assert_eq!(told(&format!("{whole}{allow}[a](plan.md)\n")), [""; 0]);
    assert_eq!(told(&format!("{whole}{allow}{fine}")).len(), 1, "what is allowed has to be there");
}

#[test]
fn an_anchor_has_to_exist_in_the_document_that_a_link_leads_to() {
    let beside = [
        ("content/demo/project.md", "# Demo\n\n## Team\n"),
        ("content/other/1.md", "---\nformat: 1\ndate: 2026-01-01\n---\n# O\n\n## Backups\n"),
    ];
    let link = |target: &str| said("broken-link", "", &format!("# R\n\n[x]({target})\n"), &beside);
    for fine in [
        "#r",
        "#top",
        "project.md#team",
        "../other/1.md#backups",
        "../other/1.md",
        "project.md#",
        "./project.md",
        "./1.0.0.md#r",
        "/content/other/1.md#backups",
        "/src/main.rs",
        "tel:+49-30-1234",
        "./",
        "../",
        "../other",
    ] {
        assert_eq!(link(fine), [""; 0], "{fine}");
    }
    assert_eq!(link("../other/1.md#backup"), ["no heading in `content/other/1.md` has the anchor `#backup`"]);
    assert_eq!(link("project.md#teams"), ["no heading in `content/demo/project.md` has the anchor `#teams`"]);
    assert_eq!(link("#nowhere"), ["no heading has the anchor `#nowhere`"]);
    assert_eq!(
        link("/content/other/2.md"),
        ["this link leads to `content/other/2.md`, which does not exist"]
    );
    let help = super::found("", "# R\n\n[x](#nowhere)\n", &[]).remove(0).help.unwrap();
    assert!(help.starts_with("the anchor of a heading is its text in small letters"), "{help}");
}

#[test]
fn raw_html_is_looked_at_as_markdown_is() {
    let of = |rule: &str, body: &str| said(rule, "", &format!("# R\n\n{body}\n"), &[]);
    for named in ["<a name=\"x\"></a>", "Text <a id='x'></a>", "<h2 id=x>X</h2>", "<div id=\"x\">\n</div>"] {
        assert_eq!(of("broken-link", &format!("[below](#x)\n\n{named}")), [""; 0], "{named}");
    }
    assert_eq!(of("broken-link", "[below](#x)\n\n`<a name=\"x\">`").len(), 1);
    assert_eq!(
        of("broken-link", "<p><a href=\"plan.md\">x</a></p>\n\nAnd <a href=\"#y\">y</a>"),
        ["this link leads to `content/demo/plan.md`, which does not exist", "no heading has the anchor `#y`"]
    );
    let image = "<img src=\"https://example.org/a.png\">";
    let says = "the image `https://example.org/a.png` has no alternative text";
    assert_eq!(of("image-without-text", image), [says]);
    assert_eq!(of("image-without-text", &format!("Text {image}")), [says]);
    assert_eq!(of("image-without-text", &image.replace("<img", "<img alt=\"Load\"")), [""; 0]);
    assert_eq!(of("broken-link", "<img src=\"a.png\" alt=\"\">").len(), 1);
    // What is linked to is there on the site too.
    let book = crate::book::Book::empty();
    book.put(
        "content/a/1.md",
        "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n[x](#x) [call](tel:+49-30-1234)\n\n<a name=\"x\"></a>\n",
    );
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/projects/a/1/index.html");
    assert!(page.contains("name=\"x\"") && page.contains("href=\"tel:+49-30-1234\""), "{page}");
}

#[test]
fn a_heading_ends_with_its_line() {
    let body = "# R\n\n## Same\nText.\n\n## Same\r\nMore.\n";
    let span = super::found("", body, &[]).remove(0).span.unwrap();
    assert_eq!(span.slice(&super::document("", body)), "## Same");
}

#[test]
fn an_address_to_write_to_is_no_file() {
    assert_eq!(said("broken-link", "", "# R\n\n<ada@example.org> <https://example.org>\n", &[]), [""; 0]);
    let book = crate::book::Book::empty();
    book.put("content/a/1.md", "---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n<ada@example.org>\n");
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(book.read("output/projects/a/1/index.html").contains("href=\"mailto:ada@example.org\""));
}

#[test]
fn a_missing_file_is_compared_with_its_neighbours_only() {
    let beside = [("content/demo/plan-b.txt", ""), ("content/other/planb.txt", "")];
    let help = |target: &str| {
        let found = super::found("", &format!("# R\n\n[x]({target})\n"), &beside);
        found.into_iter().next().and_then(|diagnostic| diagnostic.help)
    };
    assert_eq!(help("planb.txt").as_deref(), Some("is `content/demo/plan-b.txt` meant?"));
    assert_eq!(help("../other/planc.txt").as_deref(), Some("is `content/other/planb.txt` meant?"));
    assert_eq!(help("../none/planb.txt").as_deref(), Some("correct the path, or add the file"));
}

#[test]
fn a_name_that_is_there_already_is_not_suggested() {
    let help = |front: &str| super::found(front, "# R\n", &[]).remove(0);
    let unknown = help("owner: ada\nonwer: bob");
    assert_eq!(unknown.help.as_deref(), Some("`owner` stands here already: remove one of the two"));
    assert_eq!(unknown.fix, None);
    let alias = help("categories: { observability: 90 }");
    assert_eq!(alias.help.as_deref(), Some("write its id, `monitoring`"));
    let twice = help("categories: { monitoring: 80, observability: 90 }");
    assert!(twice.help.is_some_and(|help| help.contains("remove one of the two")));
    let link = super::found("", "# R\n\n[b](1.0.1.md)\n", &[]).remove(0);
    assert_eq!(
        link.help.as_deref(),
        Some("correct the path, or add the file"),
        "a document is not what it lacks"
    );
}

#[test]
fn every_mistake_of_a_check_is_told_at_once() {
    let found = super::found("checks: { rate-limitng: passed, bakups: }", "# R\n", &[]);
    let rules: Vec<_> = found.iter().map(|d| d.rule).collect();
    assert_eq!(rules.iter().filter(|rule| **rule == "unknown-check").count(), 2, "{rules:?}");
    assert!(rules.contains(&"unknown-value"), "{rules:?}");
}

#[test]
fn an_effort_that_is_no_time_is_told_where_it_stands() {
    let body = "# R\n\n## A\n\n**Status:** Open\n**Effort:** soon\n";
    let front = "findings: [{ id: b, title: B, effort: later }]";
    let text = super::document(front, body);
    let found = super::found(front, body, &[]);
    let places: Vec<_> = found.iter().map(|d| d.span.unwrap().slice(&text)).collect();
    assert_eq!(places, ["later", "soon"]);
}

#[test]
fn a_heading_may_rise_by_any_number_of_levels_but_fall_by_one_only() {
    let skipped = |body: &str| said("skipped-heading-level", "", body, &[]).len();
    assert_eq!(skipped("## A\n\n### B\n\n#### C\n\n# D\n"), 0);
    assert_eq!(skipped("# A\n\n### B\n\n###### C\n\n## D\n\n#### E\n"), 3);
}

#[test]
fn alternative_text_may_be_code_but_not_blank() {
    let images = "# R\n\n![ ](a.png) ![`x`](a.png) [![](a.png)](a.png) [](a.png)\n";
    assert_eq!(said("image-without-text", "", images, &[("content/demo/a.png", "")]).len(), 2);
}

#[test]
fn headings_without_letters_are_not_said_to_repeat() {
    assert_eq!(said("repeated-heading", "", "# R\n\n## ✅\n\n## ✅\n\n## R\n", &[]).len(), 1);
}

#[test]
fn releases_are_ordered_by_date_within_their_line() {
    let order = |date: &str, own: &str, (path, text): (String, String)| {
        said("release-order", &format!("date: {date}\n{own}"), "# R\n", &[(&path, &text)])
    };
    let before = |name: &str| release(name, "date: 2026-01-10", "# R\n");
    assert_eq!(order("2026-01-20", "", before("1.0.1")), ["1.0.0 is dated after 1.0.1, which follows it"]);
    assert_eq!(order("2026-01-20", "", before("2.0.0")).len(), 1, "a line is not begun after a newer one");
    let of = |own: &str, others: &[&str]| {
        let beside: Vec<_> = others.iter().map(|name| before(name)).collect();
        let beside: Vec<_> = beside.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let front = format!("date: 2026-01-20\nrelease: {own}");
        said("release-order", &front, "# R\n", &beside).len()
    };
    for (own, others, told) in [
        ("1.4.0", vec!["1.5.0"], 1),
        ("1.4.7", vec!["1.5.0"], 0),
        ("1.4.7", vec!["1.4.8", "0.9.0"], 1),
        ("1.2.3", vec!["2.0.0"], 0),
        ("2.0.0", vec!["3.1.0"], 1),
        ("r7", vec!["r8"], 0),
        ("1.0.0", vec!["0.9.0", "unversioned"], 0),
    ] {
        assert_eq!(of(own, &others), told, "{own} after {others:?}");
    }
    assert_eq!(order("2026-01-10", "", before("1.0.1")), [""; 0], "on one day, versions decide");
    assert_eq!(order("unknown", "", before("1.0.1")), [""; 0]);
    assert_eq!(
        order("2026-01-01", "supersedes: 0.9.0", before("0.9.0")),
        ["1.0.0 supersedes 0.9.0, but is dated before it"]
    );
}

#[test]
fn circles_are_named_where_they_are() {
    let circle = |own: &str, others: &[(&str, &str)]| {
        let beside: Vec<_> = others
            .iter()
            .map(|(name, superseded)| release(name, &format!("supersedes: {superseded}"), "# R\n"))
            .collect();
        let beside: Vec<_> = beside.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        said("circular-supersedes", &format!("supersedes: {own}"), "# R\n", &beside)
    };
    assert_eq!(circle("1.0.0", &[]), ["1.0.0 supersedes itself"]);
    assert_eq!(
        circle("0.1", &[("0.1", "0.2"), ("0.2", "1.0.0")]),
        ["these supersede each other: 1.0.0, 0.1, 0.2, 1.0.0"]
    );
    assert_eq!(circle("0.1", &[("0.1", "0.2"), ("0.2", "0.1")]), [""; 0], "it stands beside the circle");
}

#[test]
fn a_wrong_date_is_one_mistake() {
    for date in ["[2026-01-21]", "{ day: 21 }", "soon", "''"] {
        let found = super::found(&format!("date: {date}"), "# R\n", &[]);
        assert_eq!(found.len(), 1, "{date}: {found:?}");
    }
    let found = super::found("date:", "# R\n", &[]);
    assert_eq!(found.iter().map(|d| d.rule).collect::<Vec<_>>(), ["missing-field"]);
}

#[test]
fn a_finding_without_a_name_hides_none_of_its_other_slips() {
    let front = "findings: [{ severity: hihg, staus: open, due: 2026-02-30, category: security }]";
    let mut rules: Vec<&str> = found(front, "# R\n", &[]).into_iter().map(|told| told.rule).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["invalid-date", "missing-field", "unknown-key", "unknown-value"]);
}

#[test]
fn nothing_is_dated_or_signed_after_today() {
    let of = |front: &str| said("future-date", front, "# R\n", &[]);
    let signed = |day: &str, more: &str| format!("{more}signoff: [{{ decision: approved, date: {day} }}]");
    assert_eq!(of("date: 2026-01-22"), ["2026-01-22 is after today, 2026-01-21"]);
    assert_eq!(of(&signed("2026-01-22", "")), ["2026-01-22 is after today, 2026-01-21"]);
    for fine in ["date: 2026-01-21", &signed("2026-01-21", ""), &signed("2026-01-22", "draft: true\n")] {
        assert_eq!(of(fine), [""; 0], "{fine}");
    }
}

#[test]
fn a_finding_has_an_id_that_can_be_named() {
    let of =
        |title: &str| said("missing-field", &format!("findings: [{{ title: '{title}' }}]"), "# R\n", &[]);
    assert_eq!(of("!!! 🔥"), ["no `id` can be made from a title without letters"]);
    assert_eq!(of("数据库"), [""; 0]);
    let body = |heading: &str| {
        said("missing-field", "", &format!("# R\n\n## {heading}\n\n**Severity:** Low\n"), &[])
    };
    assert_eq!(body("🔥"), ["no `id` can be made from a heading without letters"]);
    assert_eq!(body("1. Leak 🔥"), [""; 0]);
}

#[test]
fn a_slip_of_a_key_is_told_beside_the_key_that_it_leaves_missing() {
    for (front, missing, keys) in [
        ("signoff: [{ nme: N, decison: approved }]", "decision", vec!["nme", "decison"]),
        ("objectives: [{ scenrio: x, rtoo: 5 min }]", "scenario", vec!["scenrio", "rtoo"]),
        ("limits: [{ servce: a, cppu: 1 }]", "service", vec!["servce", "cppu"]),
        ("actions: [{ wht: b, whn: c }]", "what", vec!["wht", "whn"]),
        ("checks: { tls: { reslt: pass } }", "result", vec!["reslt"]),
    ] {
        let told: Vec<String> = found(front, "# R\n", &[]).into_iter().map(|told| told.message).collect();
        assert!(told.iter().any(|told| told.ends_with(&format!("needs `{missing}`"))), "{front}: {told:?}");
        for key in &keys {
            assert!(
                told.iter().any(|told| told.contains(&format!("unknown key `{key}`"))),
                "{front}: {told:?}"
            );
        }
        assert_eq!(told.iter().filter(|told| told.contains("unknown key")).count(), keys.len(), "{told:?}");
    }
}

#[test]
fn many_misspelt_suppressions_are_told_at_once() {
    let body = format!("# R\n\n{}", "<!-- readybook: allow templat-txt: x -->\n\n".repeat(300));
    let all = found("", &body, &[]);
    let near = all.iter().filter(|told| told.help.as_deref() == Some("did you mean `template-text`?"));
    assert_eq!((near.count(), all.len()), (20, 101), "only the first are compared with every rule");
}

#[test]
fn a_first_line_with_more_than_its_dashes_is_told_as_that() {
    let of = |text: &str| {
        let told = super::Memory::new(&[(super::DOCUMENT, text.as_bytes())]).diagnostics(super::DOCUMENT);
        told.into_iter().map(|told| (told.message, told.span.unwrap().slice(text).to_owned())).next().unwrap()
    };
    let more = |line: &str| ("the first line holds more than `---`".to_owned(), line.to_owned());
    let rest = "format: 1\ndate: 2026-01-21\n---\n# R\n";
    assert_eq!(of(&format!("--- # facts\n{rest}")), more("--- # facts"));
    assert_eq!(of(&format!("---\u{2028}{rest}")), more("---\u{2028}format: 1"));
    assert_eq!(of(&format!("\u{feff}----\r\n{rest}")), more("----"));
    assert_eq!(of(&format!("\n---\n{rest}")).0, "the front matter begins after the first line");
}

#[test]
fn only_a_name_that_is_near_is_proposed_for_a_link() {
    let beside =
        [("content/demo/rollback.md", "x"), ("content/demo/1.md", "x"), ("content/demo/logo.png", "x")];
    let help = |target: &str| {
        let all = found("", &format!("# R\n\n[x]({target})\n"), &beside).into_iter();
        all.filter(|told| told.rule == "broken-link").find_map(|told| told.help).unwrap()
    };
    assert_eq!(help("rolback.md"), "is `content/demo/rollback.md` meant?");
    assert_eq!(help("logo.pgn"), "is `content/demo/logo.png` meant?");
    for far in ["nope2.md", "a.md", "x/rollback.txt"] {
        assert!(!help(far).contains("meant?"), "{far}: {}", help(far));
    }
}

#[test]
fn what_nobody_sees_is_told_where_no_script_needs_it() {
    let of = |text: &str| said("hidden-characters", "", &format!("# R\n\n{text}\n"), &[]).len();
    for hidden in [
        "ready\u{e0061}\u{e0062}",
        "\u{1f3f4}\u{e0061}\u{e0062} never ends",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}\u{e0061}",
        "ada\u{200f} (left)",
        "ada\u{200e}",
        "ada\u{61c}",
        "to\u{200b}ken",
        "to\u{ad}ken",
        "a\u{2028}b",
        "a\u{2062}b",
        "a\u{e0101}b",
    ] {
        assert!(of(hidden) > 0, "{}", hidden.escape_unicode());
    }
    for fine in [
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} flag",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{200f} (ada)",
        "\u{627}\u{644}\u{61c} 1",
        "\u{e01}\u{e32}\u{200b}\u{e23}",
        "\u{908a}\u{e0100}",
        "\u{1f469}\u{200d}\u{1f4bb} \u{645}\u{6cc}\u{200c}\u{62e} ✅\u{fe0f} caf\u{e9}\u{a0}",
    ] {
        assert_eq!(of(fine), 0, "{}", fine.escape_unicode());
    }
}
