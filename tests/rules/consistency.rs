//! Documents that contradict themselves.

use readybook::book::{EMBEDDED_RUBRIC, parse_rubric};
use readybook::source::{Limits, parse_assessment};

use super::{document, found, said};

const NONE: [&str; 0] = [];

#[test]
fn every_field_of_a_finding_has_to_agree() {
    let front = "findings:\n  - { id: logs, title: No logs, category: monitoring, severity: high, status: open, \
                 priority: now, effort: 1d, impact: blind, owner: ada, due: 2026-02-01, evidence: docs/a.md }";
    let body = |category: &str, severity: &str, rest: &str| {
        format!(
            "# R\n\n## No logs\n\n**Category:** {category}\n**Severity:** {severity}\n**Status:** Open\n{rest}"
        )
    };
    let agreeing = "**Priority:** 🟡 Now\n**Effort:** about 1d\n**Impact:** Blind.\n**Owner:** Ada\n\
                    **Due:** 2026-02-01\n**Evidence:** `docs/a.md`\n";
    assert_eq!(said("conflicting-facts", front, &body("Observability", "High", agreeing), &[]), NONE);
    let other = "**Priority:** later\n**Effort:** 3 weeks\n**Impact:** none\n**Owner:** Bob\n\
                 **Due:** 2026-03-01\n**Evidence:** docs/b.md\n";
    let body = body("Testing", "Low", other);
    let conflicts: Vec<_> =
        found(front, &body, &[]).into_iter().filter(|d| d.rule == "conflicting-facts").collect();
    let text = super::document(front, &body);
    let places: Vec<String> = conflicts
        .iter()
        .map(|d| {
            let (here, there) = (d.span.unwrap(), d.labels[0].span);
            assert!(there.start < here.start, "the other place is in the front matter");
            format!("{} [{}|{}]", d.message, here.slice(&text), there.slice(&text))
        })
        .collect();
    insta::assert_debug_snapshot!(places);
}

#[test]
fn scores_have_to_agree_within_the_body_too() {
    let table = |title: &str, security: &str, overall: &str| {
        format!("## {title}\n\n| Category | Score |\n|---|---|\n| {security} |\n| Overall | {overall} |\n\n")
    };
    let body = |b: &str| format!("# R\n\n{}{b}", table("Scores", "Security | 8/10", "80"));
    let conflicts = |front: &str, b: &str| said("conflicting-facts", front, &body(b), &[]);
    assert_eq!(conflicts("", &table("Details", "Auth & Security | 70%", "8/10")), NONE, "another name");
    assert_eq!(
        conflicts("", &table("Details", "Security | 70%", "85")),
        [
            "Security is `70%` here and `8/10` further up",
            "the overall score is `85` here and `80` further up"
        ]
    );
    assert_eq!(
        conflicts("score: 85\ncategories: { security: 70 }", ""),
        [
            "Security is `8/10` here and `70` in the front matter",
            "the overall score is `80` here and `85` in the front matter"
        ]
    );
}

#[test]
fn lines_of_the_body_that_restate_the_front_matter_agree_with_it() {
    let front = "score: 92\nverdict: ready\nrelease: 1.0.0";
    let of = |front: &str, body: &str| said("conflicting-facts", front, &format!("# R\n\n{body}\n"), &[]);
    for (line, says) in [
        ("**Overall Score: 80/100**", "the overall score is `80/100` here and `92` in the front matter"),
        (
            "**Overall Score**: **8/10** good",
            "the overall score is `8/10 good` here and `92` in the front matter",
        ),
        (
            "**Verdict:** ❌ Not ready - see below",
            "the verdict is `❌ Not ready - see below` here and `ready` in the front matter",
        ),
        ("**Verdict: NO-GO**", "the verdict is `NO-GO` here and `ready` in the front matter"),
        (
            "**Date:** 20 January 2026",
            "the date is `20 January 2026` here and `2026-01-21` in the front matter",
        ),
        ("**Version:** v1.1", "the release is `v1.1` here and `1.0.0` in the front matter"),
        (
            "## Executive summary\n\n**Verdict:** Conditional",
            "the verdict is `Conditional` here and `ready` in the front matter",
        ),
    ] {
        assert_eq!(of(front, line), [says], "{line}");
    }
    assert_eq!(
        of("", "**Version:** 1.1.0"),
        ["the release is `1.1.0` here and `1.0.0` by the name of the file"]
    );
    for fine in [
        "**Overall Score: 92/100** ✅",
        "**Overall Score:** 92.4 / 100",
        "**Overall Score:** 9.2 out of 10",
        "**Overall Score:** 9",
        "**Overall Score:** 80/100, now 92/100",
        "**Overall Score:** good",
        "**Verdict:** Production ready!",
        "**Verdict:** as last time",
        "**Date:** January 21, 2026 (Wednesday)",
        "**Date:** soon",
        "**Version:** v1.0",
        "**Version:** final",
        "## Security\n\n**Overall Score:** 5/10",
        "## Previous summary\n\n**Verdict:** Not ready",
        "## Logs\n\n**Date:** 2025-01-01\n**Version:** 0.1",
    ] {
        assert_eq!(of(front, fine), NONE, "{fine}");
    }
    let body = "# R\n\n**Date:** 2026-01-20\n";
    let found = found("", body, &[]);
    let text = super::document("", body);
    let places = (found[0].span.unwrap().slice(&text).trim(), found[0].labels[0].span.slice(&text));
    assert_eq!(places, ("2026-01-20", "2026-01-21"));
}

#[test]
fn title_and_authors_are_compared_as_well() {
    let front = "title: Checkout readiness\nauthors: [Bob, Ada Lovelace]";
    let of = |line: &str| said("conflicting-facts", front, &format!("# R\n\n{line}\n"), &[]);
    assert_eq!(
        of("**Title:** Payments"),
        ["the title is `Payments` here and `Checkout readiness` in the front matter"]
    );
    assert_eq!(
        of("**Author:** Ana"),
        ["the author is `Ana` here and `Bob, Ada Lovelace` in the front matter"]
    );
    for fine in ["**Title:** Checkout", "**Author:** Ada", "**Authors:** Ada Lovelace and Bob"] {
        assert_eq!(of(fine), NONE, "{fine}");
    }
}

#[test]
fn every_way_to_state_a_fact_of_the_whole_is_compared() {
    let front =
        "score: 92\nverdict: ready\nproject: demo\nowner: web-team\nenvironment: production\ncommit: 4f2a91c";
    let of = |body: &str| said("conflicting-facts", front, &format!("{body}\n"), &[]);
    let told = |body: &str| of(&format!("# R\n\n{body}")).len();
    assert_eq!(of("# Overall: 40/100"), ["the overall score is `40/100` here and `92` in the front matter"]);
    for line in [
        "**Score:** 40/100",
        "Overall score: 40/100",
        "- **Overall score:** 40/100",
        "**Readiness:** 40%",
        "## Readiness score: 40/100",
        "## Summary\n\n**Score:** 40/100",
        "## Summary\n\n### Overall score: 40/100",
        "| Overall score | 40/100 |\n|---|---|\n| Date | 2026-01-21 |",
        "| Field | Value |\n|---|---|\n| Overall score | 40/100 |",
        "**Status:** ❌ NOT READY",
        "## Verdict: not ready",
        "**Production ready:** No",
        "| Verdict | Not ready |\n|---|---|\n",
        "**Owner:** Ada",
        "- Owner: Ada",
        "**Environment:** staging",
        "**Commit:** `aaaaaaa`",
        "**Project:** payments",
    ] {
        assert_eq!(told(line), 1, "{line}");
    }
    for fine in [
        "**Score:** 92/100",
        "**Readiness:** 92%",
        "**Status:** Ready",
        "**Status:** in review",
        "**Owner:** the web-team (Ada)",
        "Owner: see the page of the team on the wiki",
        "**Environment:** Production (eu)",
        "**Commit:** `4f2a91c0deadbeef`",
        "**Commit:** main",
        "**Project:** The Demo",
        "**Project:** Garden of Eden",
        "## Security\n\n**Score:** 40/100",
        "## Security\n\n### Score: 40/100",
        "## Test results\n\n**Score:** 4/10",
        "## Target\n\n**Overall score:** 98/100",
        "## Goal: 95%",
        "| Lighthouse | Score |\n|---|---|\n| Overall speed | 40/100 |",
        "**Overall score:** ~~40/100~~ 92/100",
    ] {
        assert_eq!(told(fine), 0, "{fine}");
    }
    let named = [("content/demo/project.md", "---\nname: The Shop\nformerly: [bazaar]\n---\n")];
    let project =
        |name: &str| said("conflicting-facts", "", &format!("# R\n\n**Project:** {name}\n"), &named);
    assert_eq!(
        project("Garden of Eden"),
        ["the project is `Garden of Eden` here and `demo` by the name of the folder"]
    );
    assert_eq!([project("Shop"), project("Bazaar"), project("demo")].concat(), NONE);
    assert_eq!(of("# Security\n\n**Score:** 4/10\n\n# Testing\n\n**Score:** 5/10"), NONE);
}

#[test]
fn two_places_of_the_body_have_to_agree_too() {
    let of = |body: &str| said("conflicting-facts", "", &format!("# R\n\n{body}\n"), &[]);
    for (body, says) in [
        (
            "**Verdict:** Ready\n\n## Conclusion\n\n**Final verdict:** Not ready",
            "the verdict is `Not ready` here and `ready` further up",
        ),
        (
            "**Overall score:** 80/100\n\n## Summary\n\n**Overall score:** 70/100",
            "the overall score is `70/100` here and `80/100` further up",
        ),
        ("**Owner:** Ada\n**Owner:** Bob", "the owner is `Bob` here and `Ada` further up"),
        (
            "## Leak\n\n**Severity:** Critical\n**Status:** Open\n\n**Severity:** Low",
            "the severity of `leak` is `Low` here and `Critical` further up",
        ),
        (
            "## Leak\n\n- **Severity:** Low\n- **Status:** Open\n- **Status:** Resolved",
            "the status of `leak` is `Resolved` here and `Open` further up",
        ),
    ] {
        assert_eq!(of(body), [says], "{body}");
    }
    assert_eq!(of("## Leak\n\n**Severity:** Low\n**Severity:** 🟢 low\n**Status:** Open"), NONE);
}

/// What only the body declares is held to what supports it all the same.
#[test]
fn a_verdict_or_score_of_the_body_alone_has_to_be_supported() {
    let leak = "## Leak\n\n- **Severity:** Critical\n- **Owner:** ada\n- **Due:** 2026-02-01\n";
    for line in ["**Verdict:** Ready", "**Status:** ✅ Production ready", "## Verdict: Ready"] {
        let said = said("unsupported-verdict", "", &format!("# R\n\n{line}\n\n{leak}"), &[]);
        assert!(said.first().is_some_and(|first| first.contains("declared ready")), "{line}: {said:?}");
    }
    for fine in ["**Verdict:** Not ready", "**Verdict:** as last time", "## Security\n\n**Status:** Ready"] {
        assert_eq!(said("unsupported-verdict", "", &format!("# R\n\n{fine}\n\n{leak}"), &[]), NONE, "{fine}");
    }
    let tasks = "- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n- [ ] e\n";
    let body = format!("# R\n\n**Overall score:** 95/100\n\n{tasks}");
    assert_eq!(said("unsupported-score", "", &body, &[]).len(), 1);
}

#[test]
fn tables_of_scores_are_read_by_their_heads_and_their_rows() {
    let of = |rule: &str, front: &str, table: &str| said(rule, front, &format!("# R\n\n{table}\n"), &[]);
    let front = "categories: { security: 90, testing: 60 }";
    let areas = |a: &str, b: &str| format!("| Area | Rating |\n|---|---|\n| {a} |\n| {b} |");
    assert_eq!(
        of("conflicting-facts", front, &areas("Security | 7/10", "Testing | 6/10")),
        ["Security is `7/10` here and `90` in the front matter"]
    );
    let max = "| Category | Score | Max |\n|---|---|---|\n| Security | 18 | 20 |\n| Testing | 6 | 10 |\n| Total | 24 | 30 |";
    for rule in ["conflicting-facts", "mismatched-score", "unreadable-score"] {
        assert_eq!(of(rule, &format!("score: 80\n{front}"), max), NONE, "{rule}");
    }
    let weighed =
        "| Category | Weight | Score |\n|---|---|---|\n| Security | 90% | 100 |\n| Testing | 10% | 0 |";
    assert_eq!(of("mismatched-score", "score: 90", weighed), NONE);
    assert_eq!(
        of("mismatched-score", "score: 20", weighed),
        ["declared `20`, but (100 + 0) / 2 = 50.0; weighted by the rubric 60.0, by its own weights 90.0"]
    );
    // Tables of other things that have a name in common with a category.
    for other in [
        "| Area | Score |\n|---|---|\n| Performance | 92 |\n| Accessibility | 40 |\n| SEO | 77 |\n| Overall | 70 |",
        "| Component | Rating |\n|---|---|\n| Login page | Good |\n| Checkout | Fair |\n| Testing | Poor |",
        "| Aspect | Points |\n|---|---|\n| Security | 3 |\n| Testing | 5 |",
    ] {
        for rule in ["unknown-category", "unreadable-score", "mismatched-score", "unsupported-score"] {
            assert_eq!(of(rule, "", other), NONE, "{rule}: {other}");
        }
        assert_eq!(of("conflicting-facts", front, other), NONE, "{other}");
    }
}

#[test]
fn a_score_of_a_section_agrees_with_the_front_matter_and_declares_a_score_itself() {
    let of = |body: &str| {
        said("conflicting-facts", "categories: { security: 80 }", &format!("# R\n\n{body}\n"), &[])
    };
    let says = ["Security is `40/100` here and `80` in the front matter"];
    for body in [
        "## Security\n\n**Score:** 40/100",
        "## Security: 40/100",
        "## Auth & Security (40/100)",
        "## Scores\n\n- **Security:** 40/100\n- **Testing:** 7/10",
        "## Scores\n\n- Security: 40/100\n- Testing: 7/10",
        "## Analysis\n\n### 1. Security\n\n- Score: 40/100\n\n### 2. Testing: 7/10",
    ] {
        assert_eq!(of(body), says, "{body}");
    }
    for fine in [
        "## Security: 8/10",
        "## Leak\n\n**Score:** 40/100",
        "## Previous scores\n\n### Security: 40/100",
        // Of three names only one is a category.
        "## Browser audit\n\n### Security: 40/100\n\n### Best practices: 9/10\n\n### SEO: 7/10",
        "## Scores\n\n- **Security:** 40/100\n- **Login:** 7/10",
    ] {
        assert_eq!(of(fine), NONE, "{fine}");
    }
    let unsupported =
        |body: &str| said("unsupported-score", "checks: { tls: fail, rate-limiting: fail }", body, &[]);
    assert_eq!(unsupported("# R\n\n## Security: 100/100\n").len(), 1, "what only the body says is declared");
    let table = "# R\n\n## Security: 40/100\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n";
    assert_eq!(
        said("conflicting-facts", "", table, &[]),
        ["Security is `8/10` here and `40/100` further up"]
    );
}

#[test]
fn a_table_of_what_was_or_is_to_be_declares_nothing() {
    let table = "| Category | Score |\n|---|---|\n| Security | 2/10 |\n| Overall | 20 |\n";
    for heading in ["Target scores", "Previous assessment", "Goals", "Scores before"] {
        let body = format!("# R\n\n## {heading}\n\n### Scores\n\n{table}");
        let front = "score: 90\ncategories: { security: 90 }";
        assert_eq!(said("conflicting-facts", front, &body, &[]), NONE, "{heading}");
    }
    let body = format!("# R\n\n## Before launch\n\n{table}");
    assert_eq!(said("conflicting-facts", "score: 90", &body, &[]).len(), 1);
}

#[test]
fn an_overall_score_may_be_reached_in_three_ways() {
    let sum = |front: &str| said("mismatched-score", front, "# R\n", &[]);
    // Security weighs 3, documentation 1.
    for fits in [
        "score: 70\ncategories: { security: 80, documentation: 60 }",
        "score: 72\ncategories: { security: 80, documentation: 60 }",
        "score: 75\ncategories: { security: 80, documentation: 60 }",
        "score: 90\ncategories: { security: 18/20, documentation: 45/50 }",
        "score: 95\ncategories: { security: 80 }",
        "score: superb\ncategories: { security: 80, documentation: 60 }",
        "score: 20\ncategories: { security: 80, documentation: 60, testing: superb }",
        "score: 20\ncategories: { security: 80, documentation: 60, tseting: 0 }",
        "categories: { security: 80, documentation: 60 }",
    ] {
        assert_eq!(sum(fits), NONE, "{fits}");
    }
    assert_eq!(
        sum("score: 9/10\ncategories: { security: 80, documentation: 60 }"),
        ["declared `9/10`, but (80 + 60) / 2 = 70.0; weighted by the rubric 75.0"]
    );
    assert_eq!(
        sum("score: 67\ncategories: { security: 80, documentation: 60 }").len(),
        1,
        "below counts too"
    );
    assert_eq!(
        sum("score: 63\ncategories: { security: 10/20, documentation: 60/80, testing: C }").len(),
        0,
        "70 of 100 points are not near 63, the mean of 50, 75 and 75 is not, the weighted mean of 62.5 is"
    );
}

#[test]
fn a_claim_may_exceed_what_supports_it_by_the_tolerance_only() {
    let of = |front: &str, body: &str| said("unsupported-score", front, body, &[]);
    let tasks = |done: usize, all: usize| {
        let task = |at: usize| format!("- [{}] t{at}\n", if at < done { "x" } else { " " });
        format!("# R\n\n## Monitoring\n\n{}", (0..all).map(task).collect::<String>())
    };
    let monitoring = |score: u32| format!("categories: {{ monitoring: {score} }}");
    assert_eq!(of(&monitoring(80), &tasks(6, 10)), NONE);
    assert_eq!(
        of(&monitoring(81), &tasks(6, 10)),
        ["Monitoring is declared `81`, but 6 of its 10 checklist items are ticked, which supports 60.0"]
    );
    assert_eq!(of(&monitoring(100), &tasks(0, 4)), NONE, "four items tell little");
    let answered = |score: &str, a: &str, b: &str| {
        of(
            &format!("categories: {{ recovery: {score} }}\nchecks: {{ backups: {a}, restore-test: {b} }}"),
            "# R\n",
        )
    };
    assert_eq!(answered("100", "pass", "pass"), NONE);
    assert_eq!(
        answered("95", "fail", "pass"),
        [
            "Recovery is declared `95`, but answered checks lost 30.0 of its 100 points: at most 70.0 can be reached"
        ]
    );
    assert_eq!(answered("70", "fail", "pass").len(), 1, "most of what was answered failed");
    assert_eq!(
        answered("20", "pass", "pass"),
        ["Recovery is declared `20`, but answered checks earned 50.0 already"]
    );
}

#[test]
fn ready_needs_the_must_fix_list_done() {
    let of = |verdict: &str, heading: &str, mark: &str| {
        let body = format!("# R\n\n## {heading}\n\n### Steps\n\n- [x] a\n- [{mark}] b\n");
        let said = said("unsupported-verdict", &format!("verdict: {verdict}"), &body, &[]);
        said.into_iter().filter(|message| message.contains("items under")).collect::<Vec<_>>()
    };
    assert_eq!(of("ready", "Must fix", " "), ["declared ready, but 1 of 2 items under `Must fix` are open"]);
    for heading in ["🔴 Critical blockers", "Before go-live", "Required before launch", "P0", "Must-have"] {
        assert_eq!(of("ready", heading, " ").len(), 1, "{heading}");
    }
    for (verdict, heading, mark) in [
        ("ready", "Must fix", "x"),
        ("conditional", "Must fix", " "),
        ("ready", "Non-critical", " "),
        ("ready", "Later (Non-Blocking)", " "),
        ("ready", "No blockers", " "),
        ("ready", "Not required before launch", " "),
        ("ready", "HTTP01", " "),
        ("ready", "Fine", " "),
    ] {
        assert_eq!(of(verdict, heading, mark), NONE, "{verdict} {heading} {mark}");
    }
}

#[test]
fn ready_needs_the_actions_before_launch_done() {
    let of = |verdict: &str, when: &str, done: bool| {
        let front = format!(
            "verdict: {verdict}\nactions: [{{ when: {when}, what: Restore a backup, done: {done} }}]"
        );
        let said = said("unsupported-verdict", &front, "# R\n", &[]);
        said.into_iter().filter(|message| message.contains("the action")).collect::<Vec<_>>()
    };
    assert_eq!(
        of("ready", "before launch", false),
        ["declared ready, but the action `Restore a backup` is open, which is due `before launch`"]
    );
    for (verdict, when, done) in
        [("ready", "before launch", true), ("conditional", "before launch", false), ("ready", "later", false)]
    {
        assert_eq!(of(verdict, when, done), NONE, "{verdict} {when} {done}");
    }
}

#[test]
fn only_icons_that_mean_a_status_contradict_it() {
    let of = |icon: &str, status: &str| {
        said("contradicting-icon", "", &format!("# R\n\n## {icon} Logs\n\n**Status:** {status}\n"), &[])
    };
    assert_eq!(of("⚠️", "Resolved"), ["the heading `⚠️ Logs` says ⚠, but the finding is resolved"]);
    assert_eq!(of("✅", "Open").len(), 1);
    assert_eq!(of("✅", "Not started\n**Severity:** Low").len(), 1, "though it is no status of a finding");
    assert_eq!(of("✅", " \n**Severity:** Low").len(), 1, "without a status it is open");
    assert_eq!(of("✅", "❌ Failing"), ["the heading `✅ Logs` says ✅, but its status is `❌ Failing`"]);
    for (icon, status) in [("✅", "Not started"), ("✅", "❌ Not done"), ("❌", "✅ Done"), ("✅", "Failing")]
    {
        assert_eq!(of(icon, status).len(), 1, "{icon} {status}");
    }
    for (icon, status) in
        [("✅", "✅ Excellent"), ("✅", "Not applicable"), ("", "❌ Failing"), ("✅", "Notable")]
    {
        assert_eq!(of(icon, status), NONE, "{icon} {status}");
    }
    for (icon, status) in [
        ("🔴", "Resolved"),
        ("✅", "Resolved"),
        ("❌", "Open"),
        ("✅", "Partial"),
        ("", "Open"),
        ("❌ now ✅", "Resolved"),
        ("✅", "Fixed\n**Severity:** Low"),
        ("✅", "Closed\n**Severity:** Low"),
        ("✅", "Complete\n**Severity:** Low"),
        ("✅", "Resolved, but the key was not revoked\n**Severity:** Low"),
        ("✅ ⚠️", "Open"),
    ] {
        assert_eq!(of(icon, status), NONE, "{icon} {status}");
    }
}

#[test]
fn claims_in_words_are_read_with_their_conditions() {
    let of = |severity: &str, text: &str| {
        let front = format!("findings: [{{ id: leak, title: Leak, severity: {severity} }}]");
        said("contradicted-claim", &front, &format!("# R\n\n{text}\n"), &[])
    };
    assert_eq!(
        of("critical", "Done: all critical\nissues have been fixed."),
        ["`all critical issues have been fixed`, but `leak` is open"]
    );
    for claim in [
        "No critical issues remain.",
        "✅ **All critical blockers resolved**",
        "All of the critical findings are now closed.",
        "Every critical issue has been fixed.",
        "Each of the critical findings was closed.",
        "0 critical issues remain.",
        "Zero critical findings.",
        "All blockers are closed.",
        "All 3 critical bugs are fixed.",
        "No critical findings are open.",
        "We are glad to report that all critical issues are resolved.",
        "The critical issues have all been resolved.",
        "The team resolved all of the critical issues.",
        "- When deployed\n- All critical issues are resolved",
        "All issues resolved.",
        "**All known issues have been fixed!** ✅",
        "All findings are closed (see below), and we go live.",
        "- All 12 issues resolved\n- Next step",
        "No open issues.",
        "There are no open issues.",
        "No outstanding findings remain.",
        "Critical issues: 0",
        "- **Open critical findings:** 0",
        "Blockers: none",
        "| Metric | Value |\n|---|---|\n| Critical issues | **0** |",
        "~~Old text~~ All critical issues resolved.",
        "**All critical issues resolved:** Yes",
        "| Criterion | Met |\n|---|---|\n| All critical issues resolved | ✅ |",
        "| Check | Result |\n|---|---|\n| All critical issues resolved | Yes |\n| Other | ❌ |",
        "## Definition of done\n\n- [x] All critical issues are resolved",
        "## Exit criteria\n\n- ✅ All critical issues are resolved",
        "## Definition of done\n\nText.\n\n## Result\n\nAll critical issues are resolved.",
        "Before the launch:\n\n- A\n\nAll critical issues are resolved.",
        "❌ One is left. All critical issues are resolved.",
        "```sh\n# next\n```\n\nAll critical issues are resolved.",
        "We can report that all critical issues are resolved.",
        "~ 5 open. All critical issues resolved ~",
    ] {
        assert_eq!(of("critical", claim).len(), 1, "{claim}");
    }
    assert_eq!(of("high", "There are no high severity findings.").len(), 1);
    assert_eq!(of("high", "All issues resolved."), ["`All issues resolved`, but `leak` is open"]);
    for severity in ["critical", "high"] {
        assert_eq!(of(severity, "All critical/high issues fixed.").len(), 1, "{severity}");
        assert_eq!(of(severity, "No high or critical findings remain.").len(), 1, "{severity}");
    }
    for (severity, text) in [
        ("high", "All critical issues are resolved."),
        ("medium", "All critical issues are resolved."),
        ("critical", "Launch once all critical issues are resolved."),
        ("critical", "- [ ] All critical issues resolved"),
        ("critical", "`All critical issues are resolved`"),
        ("critical", "All critical issues must be resolved."),
        ("critical", "Going live requires that all critical issues are resolved."),
        ("critical", "Not all critical issues are resolved."),
        ("critical", "We haven't fixed every critical issue."),
        ("critical", "No critical issue has been fixed yet."),
        ("critical", "No critical issues were fixed."),
        ("critical", "### 2.0 Critical issues"),
        ("critical", "10 critical issues remain."),
        ("critical", "Resolve all critical issues."),
        ("critical", "~~All critical issues resolved~~"),
        ("critical", "~~Old news: all critical issues\nare resolved. And more~~ Not any more."),
        ("critical", "<del>All critical issues resolved</del>"),
        ("critical", "All issues of the editor were resolved."),
        ("critical", "All issues resolved in the editor."),
        ("critical", "In the editor, all issues are resolved."),
        ("critical", "All issues must be resolved."),
        ("critical", "No issues were found in the logs."),
        ("critical", "No open issues in the editor."),
        ("critical", "New critical issues: 0"),
        ("critical", "Critical issues: 0.5 per month"),
        ("critical", "Critical issues: 0/1"),
        ("critical", "Critical issues: 1"),
        ("critical", "Critical issues: 0 fixed"),
        ("critical", "| What | Fixed |\n|---|---|\n| Critical issues | 0 |"),
        ("critical", "| What | Last week | Today |\n|---|---|---|\n| Critical issues | 0 | 1 |"),
        ("medium", "All issues resolved."),
        ("high", "All blockers are closed."),
        ("critical", "| All critical issues resolved | ❌ |\n|---|---|"),
        ("critical", "| Criterion | Met |\n|---|---|\n| All critical issues resolved | ❌ |"),
        (
            "critical",
            "| Met | Owner | Criterion |\n|---|---|---|\n| Not yet | ada | All critical issues resolved |",
        ),
        ("critical", "| Criterion | Due | Met |\n|---|---|---|\n| No critical issues | May | in progress |"),
        ("critical", "**All critical issues resolved:** No"),
        ("critical", "**All critical issues resolved**: pending"),
        ("critical", "All critical issues resolved - not yet"),
        ("critical", "All critical issues resolved? No."),
        ("critical", "Have all critical issues been resolved? Not yet."),
        ("critical", "We cannot claim that all critical issues are resolved."),
        ("critical", "We can't say that all critical issues are resolved."),
        ("critical", "❌ All critical issues resolved"),
        ("critical", "- ⏳ All critical issues resolved"),
        ("critical", "All critical issues resolved ❌"),
        ("critical", "1. All critical issues resolved (pending)"),
        ("critical", "No critical issues remain once F1 is done."),
        ("critical", "All critical issues are resolved, except F1."),
        ("critical", "There are no critical issues other than F1."),
        ("critical", "Exit criteria: all critical issues are resolved."),
        ("critical", "By May we will have all critical issues resolved."),
        ("critical", "## Definition of done\n\n- All critical issues are resolved"),
        ("critical", "## Exit criteria\n\n### Security\n\nText.\n\n1. All critical issues are resolved"),
        ("critical", "Before the launch:\n\n- A\n- All critical issues are resolved"),
        ("critical", "**What a release needs:**\n1. All critical issues are resolved"),
    ] {
        assert_eq!(of(severity, text), NONE, "{severity}: {text}");
    }
}

#[test]
fn items_are_matched_to_findings_by_id_title_and_usual_verbs() {
    let of = |item: &str, status: &str| {
        let front = format!("findings: [{{ id: rate-limits, title: Rate limiting, status: {status} }}]");
        said("resolved-but-unticked", &front, &format!("# R\n\n- [ ] {item}\n"), &[]).len()
    };
    for item in
        ["Rate limiting", "Implement rate limiting (nginx)", "rate-limits", "Fix rate limiting: per user"]
    {
        assert_eq!((of(item, "resolved"), of(item, "open")), (1, 0), "{item}");
    }
    assert_eq!(of("Rate limiting of the new API", "resolved"), 0);
}

/// Everything that a document is told about its scores.
fn told_of_scores(front: &str, body: &str) -> Vec<String> {
    let rules = ["conflicting-facts", "mismatched-score", "unknown-category", "unreadable-score"];
    let all = found(front, &format!("# R\n\n{body}\n"), &[]).into_iter();
    all.filter(|told| rules.contains(&told.rule)).map(|told| told.message).collect()
}

#[test]
fn different_names_of_a_category_are_different_facts() {
    let table = "| Category | Score |\n|---|---|\n| Security | 7/10 |\n| Secrets | 9/10 |\n| Testing | 6/10 |\n\
                 | Monitoring | 8/10 |\n| Logging | 9/10 |\n| **Overall** | **7.8/10** |";
    let area = |rows: &str| format!("| Area | Score |\n|---|---|\n{rows}");
    for body in [
        table.to_owned(),
        table.replace("Secrets", "Auth & Security").replace("Logging", "Alerting"),
        format!("## Testing\n\n{}", area("| Unit tests | 9/10 |\n| Integration tests | 5/10 |")),
        format!("## Monitoring\n\n{}", area("| Logging | 9/10 |\n| Metrics | 5/10 |\n| Alerting | 3/10 |")),
        format!("## Security: 8/10\n\n{}", area("| Authentication | 9/10 |\n| Secrets | 7/10 |")),
        "## Scores\n\n- Logging: 8/10\n- Monitoring: 6/10\n- Testing: 5/10".to_owned(),
        "## Logging: 8/10\n\nText.\n\n## Monitoring: 6/10".to_owned(),
        "## Security\n\n**Score:** 8/10\n\n### Secrets\n\n**Score:** 6/10".to_owned(),
        "## Front end\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n| Overall | 80 |\n\n\
         ## Back end\n\n| Category | Score |\n|---|---|\n| Security | 6/10 |\n| Overall | 60 |"
            .to_owned(),
        "## Front end\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n\n\
         ## Back end\n\n- **Security:** 6/10\n- **Testing:** 7/10"
            .to_owned(),
    ] {
        assert_eq!(told_of_scores("", &body), NONE, "{body}");
    }
    // What the front matter says of the category is no part of it, and parts need not be what it says.
    for body in [
        "## Testing\n\n| Category | Score |\n|---|---|\n| Unit tests | 9/10 |",
        "| Category | Score |\n|---|---|\n| Unit tests | 9/10 |\n| Integration tests | 5/10 |",
        "## Testing\n\n### Unit tests\n\n**Score:** 9/10",
    ] {
        assert_eq!(told_of_scores("categories: { testing: 70 }", body), NONE, "{body}");
    }
    for (front, body, says) in [
        (
            "",
            table.replace("7.8", "4.2"),
            "declared `4.2/10`, but (70 + 90 + 60 + 80 + 90) / 5 = 78.0; weighted by the rubric 78.3",
        ),
        (
            "categories: { monitoring: 70 }",
            "## Monitoring: 8/10\n\n## Logging: 7/10".to_owned(),
            "Monitoring is `8/10` here and `70` in the front matter",
        ),
        (
            "",
            "## Logging: 8/10\n\n## Scores\n\n- Logging: 7/10\n- Testing: 5/10".to_owned(),
            "logging is `7/10` here and `8/10` further up",
        ),
    ] {
        assert_eq!(told_of_scores(front, &body), [says], "{body}");
    }
}

#[test]
fn a_score_that_only_parts_have_is_declared_by_none_of_them() {
    let rubric = parse_rubric(&EMBEDDED_RUBRIC.0.into(), EMBEDDED_RUBRIC.1).0.unwrap();
    let card = |body: &str| {
        let text = document("", &format!("# R\n\n{body}\n"));
        let read =
            parse_assessment(&Limits::default(), &super::DOCUMENT.into(), "demo", "1.0.0", &text, [0; 32])
                .value
                .unwrap();
        let details = read.details.open();
        let testing = rubric.stated_by(&details).remove("testing").and_then(|stated| stated.counting());
        testing.and_then(|testing| Some(testing.score.as_ref()?.value.text.clone()))
    };
    let table = |rows: &str| format!("| Category | Score |\n|---|---|\n{rows}");
    assert_eq!(card(&table("| Unit tests | 9/10 |\n| Integration tests | 5/10 |")), None);
    assert_eq!(card(&table("| Unit tests | 9/10 |\n| Testing | 5/10 |")).as_deref(), Some("5/10"));
    assert_eq!(card(&table("| Unit tests | 9/10 |")).as_deref(), Some("9/10"));
    assert_eq!(card(&table("| Unit tests | 9/10 |\n| QA | 90 |")).as_deref(), Some("9/10"));
}

#[test]
fn a_column_of_the_most_points_holds_beside_the_front_matter() {
    let table = "| Category | Score | Max |\n|---|---|---|\n| Security | 38 | 40 |\n| Documentation | 4 | 10 |\n\
                 | Testing | 4 | 10 |\n| Total | 46 | 60 |";
    let front = "categories: { security: 95, documentation: 40, testing: 40 }";
    assert_eq!(told_of_scores(front, table), NONE);
    assert_eq!(told_of_scores("", table), NONE);
    assert_eq!(told_of_scores(front, &table.replace("46", "26")).len(), 1);
}
