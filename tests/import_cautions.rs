//! Verdicts that a report states more than once, and steps that are not the one to production.

use serde_json::Value;

use crate::import_readings::expect_verdict as expect;

#[test]
fn a_yes_further_down_does_not_lift_what_the_head_says() {
    let below = "\n\n## Lamps\n\nAll burn.\n\n## Doors\n\nAll shut.\n\n## Conclusion\n\n";
    let text = |head: &str, end: &str| format!("# Readiness report\n\n{head}{below}{end}");
    let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(head, end)| text(head, end)).collect::<Vec<_>>();
    let no = of(&[
        ("**Status:** Not production ready", "**Overall assessment:** the gate is production ready."),
        ("**Current status:** 🔴 NOT READY", "### Core: READY FOR PRODUCTION"),
        ("**Status:** BLOCKED", "- Result: production-ready platform"),
        ("## Summary\n\n**Readiness:** not yet ready", "The lamps are ready for production."),
        ("**Status:** Nicht produktionsreif", "Das Portal ist produktionsreif."),
        ("**Estado:** No listo para producción", "El portal está listo para producción."),
        // What is to be done first is no yes on a condition.
        (
            "**Status:** ⚠️ **NOT READY FOR PRODUCTION**",
            "**Recommendation:** Address all 🔴 CRITICAL items before deploying to production.",
        ),
    ]);
    let limited = of(&[
        ("**Status:** Nearly production ready", "### Overall assessment: ✅ 98% PRODUCTION READY"),
        ("**Status:** Ready with conditions", "**Recommendation:** GO"),
        ("**Status:** READY WITH TWO URGENT FIXES", "### ✅ PROCEED WITH THE DEPLOYMENT"),
        ("**Decision:** Conditional go", "The gate is ready for production."),
        ("**Status:** Not ready yet", "**Recommendation:** Production ready once all locks are mended."),
    ]);
    let yes = of(&[
        ("**Status:** Production ready (with recommendations)", "**Status: PRODUCTION READY**"),
        ("**Status:** In review", "The gate is ready for production."),
        (
            "**Status:** Production ready\n**Recommendation:** Approved for production under controlled conditions",
            "The gate is ready for production.",
        ),
    ]);
    for (verdict, texts) in [("not-ready", no), ("conditional", limited), ("ready", yes)] {
        expect(verdict, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_heading_of_conditions_is_no_answer() {
    expect(
        "conditional",
        &[
            "## Decision\n\n### Do not go to production if:\n\n- the lamps are out\n\n### Conditional approval",
            "## Recommendation\n\n### ❌ DO NOT LAUNCH IF\n\n- the pumps fail\n\n### Conditional go",
            "## Empfehlung\n\n### Nicht freigeben, falls:\n\n- es stürmt\n\n### Freigabe unter Auflagen",
        ],
    );
    expect(Value::Null, &["## Decision\n\n### You can go to production if:\n\n- the lamps burn"]);
}

#[test]
fn what_is_ready_for_a_trial_is_not_ready_for_more() {
    expect(
        "conditional",
        &[
            "**Status:** READY FOR PRODUCTION QA",
            "**Status:** Ready for UAT",
            "**Verdict:** ready for user acceptance testing",
            "## Conclusion\n\nThe gate is ready for code review.",
            "Status: ready for a dry run",
            "Fazit: Bereit für den Test",
            "Veredicto: Listo para pruebas de aceptación",
            "Verdict : Prêt pour la recette",
            "Verdetto: Pronto per il collaudo",
            "Veredito: Pronto para homologação",
            "Вердикт: Готов к тестированию",
        ],
    );
    expect("ready", &["**Status:** Ready for production, all tests passed"]);
    expect(Value::Null, &["**Status:** The document is ready", "## Lista de problemas\n\nNinguno."]);
}

#[test]
fn a_sentence_that_counts_none_of_something_does_not_answer_no() {
    let text = "**Bottom line:** no defects of weight were found in the lamps, and all doors shut well.";
    expect(Value::Null, &[text]);
    expect("ready", &["**Verdict:** No blockers, ready for production"]);
    expect(
        "not-ready",
        &["**Verdict:** No", "**Verdict:** No, the lamps are out", "**Decision:** No - lamps"],
    );
}

#[test]
fn of_a_change_in_words_holds_what_it_came_to() {
    expect(
        "ready",
        &[
            "The harbour went from **not ready** to **production ready** in two weeks.",
            "La aplicación pasó de no estar lista a lista para producción.",
            "Das Tor hat sich von nicht bereit zu produktionsreif entwickelt.",
        ],
    );
    expect("not-ready", &["After the storm the harbour went from production ready to not ready."]);
}

#[test]
fn behind_an_arrow_stands_what_holds_now_unless_it_is_still_to_come() {
    expect("ready", &["**Verdict:** NOT READY → READY", "**Status:** ❌ Not ready -> ✅ Production ready"]);
    expect("not-ready", &["**Verdict:** READY → NOT READY"]);
    expect(
        "conditional",
        &[
            "**Verdict:** FAIL → PASS (after the lamps are mended)",
            "**Overall verdict:** NOT READY → READY (once the doors shut)",
            "**Verdict:** NO-GO → GO after the fixes",
            "**Verdict:** NOT READY → CONDITIONALLY READY",
        ],
    );
}

#[test]
fn what_something_is_to_be_made_is_no_yes_in_a_conclusion() {
    expect(
        Value::Null,
        &[
            "## Conclusion\n\nThe next step should focus on making the gate observable and safely deployable.",
            "## Conclusion\n\nThe work of next week is about getting the gate production ready.",
        ],
    );
    expect("ready", &["## Conclusion\n\nWe ensure that lamps burn. The gate is production ready."]);
}
