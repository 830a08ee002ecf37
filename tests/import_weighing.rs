//! Verdicts weighed with the score, the problems and the targets of a report.

use serde_json::Value;

use crate::import_readings::expect_verdict as expect;

#[test]
fn what_follows_the_score_of_all_explains_it() {
    let below = "\n\n## Lamps\n\nAll burn.\n\n## Doors\n\nAll shut.";
    let of = |lines: &[&str]| -> Vec<String> {
        lines
            .iter()
            .map(|line| format!("## Lamps\n\nAll burn.\n\n## Figures\n\n{line}{below}{below}"))
            .collect()
    };
    let no = of(&[
        "**Overall score: 75%** - Not production ready",
        "**Overall score: 75/100** (not ready)",
        "**Gesamtbewertung: 75/100** – nicht produktionsreif",
    ]);
    let limited = of(&[
        "**Overall score: 4/5** - good, production-ready with improvements needed",
        "**Overall score: 85/100** (almost ready)",
        "**总体评分**: 78/100（生产就绪，需要改进）",
    ]);
    let yes = of(&["**Overall score: 92/100** — production ready"]);
    for (verdict, texts) in [("not-ready", no), ("conditional", limited), ("ready", yes)] {
        expect(verdict, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_low_score_is_no_condition_and_a_score_concludes_where_nothing_else_does() {
    let end = "## Summary\n\nReady for production with minor fixes.";
    let scored = |score: &str| format!("**Overall score:** {score}\n\n## Lamps\n\nAll burn.\n\n{end}");
    expect("not-ready", &[&scored("45/100"), &scored("5.5/10")]);
    expect("conditional", &[&scored("60/100"), &scored("85/100")]);
    let alone = |score: &str| format!("**Overall readiness score:** {score}\n\n## Lamps\n\nAll burn.");
    expect("ready", &[&alone("95/100"), &alone("90%")]);
    expect("not-ready", &[&alone("37/100")]);
    expect(Value::Null, &[&alone("75/100")]);
}

#[test]
fn a_yes_in_passing_does_not_stand_against_open_critical_problems() {
    let of = |score: &str, end: &str| {
        format!(
            "{score}## Summary\n\nThe lamps are suitable for production.\n\n## Critical issues\n\n### 1. The door \
             does not shut\n\n**Severity:** Critical\n\n### 2. The hold leaks\n\n**Severity:** Critical{end}"
        )
    };
    expect("not-ready", &[&of("", "")]);
    expect(
        "ready",
        &[&of("", "\n\n## Conclusion\n\nReady for production."), &of("**Overall:** 95/100\n\n", "")],
    );
}

#[test]
fn ready_for_one_target_and_not_for_another_is_ready_on_conditions() {
    expect(
        "conditional",
        &[
            "## Go/No-Go\n\n| Target | Verdict |\n|---|---|\n| Harbour desk | GO |\n| Open sea | NO-GO |",
            "## Release gates\n\n### Testnet — 🟢 nothing in the way\n\nText.\n\n### Mainnet — 🔴 list of what blocks\n\nText.",
            "## 发布门\n\n### 🟢 测试网\n\n- [x] 灯\n\n### 🔴 主网\n\n- [ ] 门",
            "## Conclusion\n\n**Decision:** testnet ✅ ready; mainnet 🔴 waits for the audit",
            "## 结论\n\n**结论**：测试网 ✅ 就绪；主网 🔴 阻塞",
        ],
    );
    expect(
        "not-ready",
        &["## Go/No-Go\n\n| Target | Verdict |\n|---|---|\n| Harbour desk | GO |\n| Overall | NO-GO |"],
    );
    expect(
        "ready",
        &[
            "## Conclusion\n\nReady for production.\n\n## Lamps for production\n\n### ✅ Strong lamps\n\n### 🔴 Critical lamps\n\nText.",
        ],
    );
}

#[test]
fn a_no_in_brackets_and_a_stage_before_production_are_no() {
    let below = "\n\n## Lamps\n\nAll burn.\n\n## Doors\n\nAll shut.\n\n## Conclusion\n\nThe gate can be ready with more work.";
    let texts = [
        "**Status:** From a sketch to a model (NOT production-ready)",
        "**Status:** Blocked for passengers. The gate is suitable for staging after a check.",
    ]
    .map(|head| format!("{head}{below}"));
    expect("not-ready", &texts.each_ref().map(String::as_str));
    expect(
        "not-ready",
        &["**Status:** Prototype", "**Status:** Alpha", "**Status:** In Entwicklung", "**状态**：原型阶段"],
    );
    expect(Value::Null, &["## Conclusion\n\nThe gate is 80% of the way to a model, 40% production-ready."]);
}

#[test]
fn criteria_aims_and_what_was_concluded_once_conclude_nothing() {
    expect(
        Value::Null,
        &[
            "This list says what must be true before the gate is taken as production-ready.",
            "## Lamps\n\nAll burn.\n\nThe gate is production-ready only when all of this holds:\n\n- lamps burn",
            "**Status:** Sketch ready for improvements",
            "## Stack\n\n- **Deployment**: lamps (if needed)",
            "## Decision\n\n**Proceed with the second priority: lamps**",
        ],
    );
}

#[test]
fn what_was_concluded_once_counts_only_where_nothing_else_is() {
    expect("not-ready", &["**Initial verdict:** Not ready", "**Original verdict:** not ready"]);
    expect(
        "ready",
        &[
            "**Verdict:** Ready for production\n**Original verdict:** not ready",
            "## Verdict\n\nThe gate is production ready.\n\nOriginal verdict for reference: not production ready.",
        ],
    );
}

#[test]
fn marks_of_nothing_and_stages_that_are_over_limit_no_yes() {
    expect(
        "ready",
        &[
            "**Verdict:** ✅ READY FOR PRODUCTION (🔴 0 critical, 🟡 2 medium)",
            "**Verdict:** ✅ Production ready — all 🔴 critical issues resolved",
            "**Verdict:** GO (pre-production checks done)",
            "**Decision:** Yes, no longer a prototype",
            "**结论**：已具备上线条件，无需要改进的问题。",
            "**Readiness:** 92/100 — blocked requests dropped to zero\n\n## Conclusion\n\nReady for production.",
            "**Overall score:** 58/100\n**Verdict:** GO",
        ],
    );
    expect(
        "conditional",
        &[
            "**Overall score:** 58/100\n**Verdict:** CONDITIONAL GO",
            "## Conclusion\n\nThe gate is ready for production while addressing the two open issues.",
            "## Gates\n\n### Staging ✅\n\nText.\n\n### Production 🔴\n\nText.",
        ],
    );
    expect(
        Value::Null,
        &[
            "## Conclusion\n\nBackups must be verified for production.",
            "## Conclusion\n\nEvery input is validated in production.",
            "## Shop\n\n### Customers ✅\n\nText.\n\n### Shipping ❌\n\nText.",
        ],
    );
    expect(
        "not-ready",
        &[
            "## Go/No-Go\n\n| Target | Verdict |\n|---|---|\n| Staging | GO |\n| Production environment | NO-GO |",
        ],
    );
}

#[test]
fn limits_behind_a_yes_make_it_conditional() {
    expect(
        "conditional",
        &[
            "**Status:** ✅ APPROVED FOR CONTROLLED TESTING",
            "## Verdict\n\n### ✅ CLEARED FOR PRODUCTION TESTING",
            "**Assessment:** the code is ready for controlled deployment",
            "**Verdict:** Go, provided the lamp is mended.",
            "## Conclusion\n\n**Recommendation**: Ready for production после выполнения критических пунктов",
        ],
    );
    expect(
        "ready",
        &[
            "**Status:** VALIDATED FOR PRODUCTION",
            "## Final verdict\n\n## ✅ PRODUCTION READY",
            "## Decision\n\n**Proceed with the launch**",
            "**Verdict:** PROCEED",
            "## Lamps\n\nAll burn.\n\n## Production ready status\n\n**Status:** ✅ PRODUCTION READY\n\n## Doors\n\nText.",
        ],
    );
}

#[test]
fn a_yes_further_down_does_not_lift_a_status_that_is_not_at_its_end() {
    let yes = "## Conclusion\n\nThe lamps are production ready.";
    let of = |status: &str| format!("{status}\n\n## Lamps\n\nAll burn.\n\n{yes}");
    let (running, needy) =
        (of("**Status:** 🚧 In progress"), of("**Status**: ⚠️ Needs attention - see below"));
    expect("not-ready", &[&running, &needy, &of("**Estado:** en curso")]);
    let (part, done) = (of("**Lamps:** in progress"), of("**Status:** progress in all parts"));
    expect("ready", &[&part, &done, &of("**Status:** in progress\n\n**Verdict:** ready for production")]);
    expect(Value::Null, &["**Status:** In progress\n\n## Lamps\n\nAll burn."]);
}
