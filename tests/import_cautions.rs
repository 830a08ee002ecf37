//! Verdicts that a report states more than once, and steps that are not the one to production.

use serde_json::Value;

use crate::import_readings::all_facts;

fn expect(verdict: impl Into<Value>, texts: &[&str]) {
    let verdict = verdict.into();
    for (text, facts) in texts.iter().zip(all_facts(texts)) {
        assert_eq!(facts["verdict"], verdict, "{text}");
    }
}

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
    ]);
    let limited = of(&[
        ("**Status:** Nearly production ready", "### Overall assessment: ✅ 98% PRODUCTION READY"),
        ("**Status:** Ready with conditions", "**Recommendation:** GO"),
        ("**Decision:** Conditional go", "The gate is ready for production."),
    ]);
    let yes = of(&[
        ("**Status:** Production ready (with recommendations)", "**Status: PRODUCTION READY**"),
        ("**Status:** In review", "The gate is ready for production."),
    ]);
    for (verdict, texts) in [("not-ready", no), ("conditional", limited), ("ready", yes)] {
        expect(verdict, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
