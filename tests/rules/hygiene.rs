//! Leftovers of templates, and secrets.

use super::{found, said};
use crate::book::Book;

const NONE: [&str; 0] = [];

#[test]
fn leftovers_are_told_from_talk_about_them() {
    let of = |body: &str| said("template-text", "", &format!("# R\n\n{body}\n"), &[]);
    for left in [
        "**Date:** $(date)",
        "**Date:** `$(date +%F)`",
        "Dear {{ name }},",
        "Owner: TBD",
        "| Owner | TODO |\n|---|---|\n| x | **TBD** |",
        "TODO: write this",
        "- TBD.",
        "Open <your-domain> first",
        "Ask [your name here].",
        "(FIXME)",
        "- [ ] TODO",
        "TODO write the runbook",
        "Owner: TBD (ask Bo)",
        "{% if ready %}",
        "Open <YourDomain>",
    ] {
        assert!(!of(left).is_empty(), "{left}");
    }
    for fine in [
        "No TODO comments are left in the code.",
        "`{{ name }}` is a field",
        "```yaml\nhost: {{ host }}\nowner: TBD\n```",
        "```sh\n**Date:** $(date)\n```",
        "Run `echo $(date)` once",
        "[your page](#r)",
        "<details>",
        "{ a: { b } }",
        "A TODOs list",
        "The help page says \"TODO::link it here\".",
        "The help page says \"TODO: link it\".",
        "- No retries - TODO",
        "TODO comments are gone",
        "A discount of 5 {% of}",
        "<yourself>",
    ] {
        assert_eq!(of(fine), NONE, "{fine}");
    }
    assert_eq!(said("template-text", "owner: TBD", "# R\n", &[]), ["`TBD` was not replaced"]);
    assert_eq!(of("| Owner | Due |\n|---|---|\n| TBD | TBD |").len(), 2);
}

/// Code may show damaged text on purpose; the prose around it, on the same line too, may not.
#[test]
fn damaged_prose_beside_code_is_told_from_it() {
    let of = |body: &str| said("damaged-text", "", &format!("# R\n\n{body}\n"), &[]);
    let bad = "caf\u{c3}\u{a9}";
    assert_eq!(of(&format!("A {bad} is `{bad}` in code")), ["`\u{c3}\u{a9}` was `é`"]);
    assert_eq!(of(&format!("In code `{bad}` is a {bad}")), ["`\u{c3}\u{a9}` was `é`"]);
    assert_eq!(of(&format!("`{bad}` is how a café looks when read wrongly, and so is `{bad}`")), NONE);
    assert_eq!(of(&format!("A {bad} `{bad}` {bad}")).len(), 2);
    assert_eq!(of(&format!("A {bad} and a {bad}")).len(), 1);
    let book = Book::good();
    let document = |right: &str| {
        format!("---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\nA {right} is `{bad}` in code, {right}.\n")
    };
    book.put("content/p/1.0.0.md", document(bad));
    book.run(&["check", "--fix"]);
    assert_eq!(std::fs::read_to_string(book.path("content/p/1.0.0.md")).unwrap(), document("café"));
}

#[test]
fn the_description_of_a_project_is_looked_at_too() {
    let of = |text: &str| {
        let report = super::document("", "# R\n");
        let files = [("content/demo/project.md", text.as_bytes()), (super::DOCUMENT, report.as_bytes())];
        let found = super::Memory::new(&files);
        let found = found.diagnostics("content/demo/project.md");
        found.into_iter().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>()
    };
    assert_eq!(
        of("---\nowner: TBD\n---\n# D\n\nredis://:hunter2-Tr0ub@host\n"),
        ["exposed-secret", "template-text"]
    );
    assert_eq!(of("# D\n\n<!-- readybook: allow template-text: x -->\n\nTODO: x\n\n`{{ x }}`\n"), [""; 0]);
    assert_eq!(of("# D\n\n<!-- readybook: allow template-text -->\n\nText.\n"), ["invalid-suppression"]);
}

/// Neither the excerpts nor the messages of any rule, in any format, nor the list on a page show a secret.
#[test]
fn a_secret_is_shown_by_nothing() {
    let password = "hunter2-Tr0ub4dor";
    let token = format!("ghp_{}", "4fJ8kLm2Qw9ZxR7tYb3NcV6hGd1Sp5Ua0EiO");
    let key = format!("-----BEGIN {0}-----\nMIIEowIBAAKCAQEAz7\n-----END {0}-----", "PRIVATE KEY");
    let book = Book::good();
    book.put(
        "content/bad/1.0.0.md",
        format!(
            "---\nformat: 1\ndate: 2026-01-21\nscore: '{token}'\nverdict: '{token}'\n---\n# R\n\n\
             [db](postgres://app:{password}@db.internal/app) TODO: `{token}`\n\n{key}\n"
        ),
    );
    for format in readybook::diag::render::FORMATS {
        let out = book.run(&["check", "--format", format.name]).out;
        for rule in ["exposed-secret", "broken-link", "unreadable-score", "unknown-value", "template-text"] {
            assert!(out.contains(rule), "{}: {rule} in {out}", format.name);
        }
        for secret in [password, &token, &token[4..], "MIIEowIBAAKCAQEAz7"] {
            assert!(!out.contains(secret), "{}: {out}", format.name);
        }
    }
    // A document that cannot be read is said why, and no more.
    book.put("content/worse/1.0.0.md", format!("---\n{token}: 1\n{token}: 2\n---\n"));
    let out = book.run(&["check"]).out;
    assert!(out.contains("occurs a second time") && !out.contains(&token), "{out}");
    std::fs::remove_dir_all(book.path("content/worse")).unwrap();
    let human = book.run(&["check"]).out;
    assert!(human.contains("`ghp_****` looks like a GitHub token"), "{human}");
    assert_eq!(human.matches("error[exposed-secret]").count(), 5, "{human}");
}

/// The id of a finding is made from its title: a secret in it would come back in every message that names the finding.
#[test]
fn a_secret_in_a_title_is_in_no_id() {
    let secret = ["postgres://app:hunter2-Tr0ub4dor", "@db.internal/app"].concat();
    let front = format!("findings: [{{ title: 'Leaked {secret}', severity: critical }}]");
    let body = format!("# R\n\n## Also {secret}\n\n**Status:** Open\n**Severity:** Critical\n");
    for told in found(&front, &body, &[]) {
        assert!(!told.message.to_lowercase().contains("tr0ub4dor"), "{}: {}", told.rule, told.message);
    }
}
