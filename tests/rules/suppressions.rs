//! Comments that allow what rules report.

use super::found;

/// The rules that report something about a document with this body.
fn rules(body: &str) -> Vec<&'static str> {
    found("", body, &[]).into_iter().map(|diagnostic| diagnostic.rule).collect()
}

#[test]
fn a_suppression_is_for_the_next_block_only() {
    let allow = "<!-- readybook: allow template-text: about templates -->";
    assert_eq!(rules(&format!("# R\n\n{allow}\n\nTODO: a\n\nTODO: b\n")), ["template-text"]);
    assert_eq!(rules(&format!("# R\n\n{allow}\n\n- TODO: a\n- TODO: b\n")), [""; 0], "a list is one block");
    assert_eq!(rules(&format!("# R\n\nTODO: a {allow}\n")), [""; 0], "in a line it is for its own block");
    assert_eq!(
        rules(&format!("{allow}\n\n# R\n\nTODO: a\n\nTODO: b\n")),
        [""; 0],
        "before any heading: for all"
    );
}

#[test]
fn a_fact_of_the_front_matter_is_covered_by_a_suppression_for_the_document() {
    let allow = "<!-- readybook: allow unknown-date: older than our archive -->";
    let of = |body: &str| found("date: unknown", body, &[]).into_iter().map(|d| d.rule).collect::<Vec<_>>();
    assert_eq!(of(&format!("{allow}\n\n# R\n")), [""; 0]);
    assert_eq!(of(&format!("# R\n\n{allow}\n\nText.\n")), ["unknown-date", "unused-suppression"]);
}

const NO_ORDER: &str = "this comment is for readybook, but is not written as `readybook: allow RULE: reason`";

#[test]
fn without_a_reason_or_a_rule_nothing_is_suppressed() {
    for (comment, says) in [
        ("allow template-text", "`template-text` is to be allowed, but no reason is given"),
        ("allow template-text: ", "`template-text` is to be allowed, but no reason is given"),
        ("allow templat-text: reason", "there is no rule `templat-text`"),
        ("ignore template-text: reason", NO_ORDER),
        ("template-text: reason", NO_ORDER),
        ("Allow template-text: reason", NO_ORDER),
    ] {
        let found = found("", &format!("# R\n\n<!-- readybook: {comment} -->\n\nTODO: a\n"), &[]);
        let messages: Vec<_> = found.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, [says, "`TODO` was not replaced"], "{comment}");
    }
    let near = found("", "# R\n\n<!-- readybook: allow templat-text: x -->\n\nText.\n", &[]);
    assert_eq!(near[0].help.as_deref(), Some("did you mean `template-text`?"));
}

#[test]
fn structural_errors_and_slips_of_the_pen_cannot_be_suppressed() {
    let allow = "<!-- readybook: allow unknown-key: we like it -->";
    let found = found("onwer: ada", &format!("{allow}\n\n# R\n"), &[]);
    let rules: Vec<_> = found.iter().map(|d| d.rule).collect();
    assert_eq!(rules, ["unknown-key", "invalid-suppression"]);
    assert_eq!(found[1].message, "`unknown-key` always holds: a document cannot allow what it reports");
    assert_eq!(found[1].help.as_deref(), Some("mend what it reports, and remove the comment"));
}

#[test]
fn what_depends_on_the_day_is_not_called_unused() {
    let allow = |rule: &str| format!("<!-- readybook: allow {rule}: reason -->\n\n# R\n");
    assert_eq!(rules(&allow("stale-assessment")), [""; 0]);
    assert_eq!(rules(&allow("repeated-heading")), ["unused-suppression"]);
}
