//! Verdicts: lists side by side, shares beside plain words, and what is concluded where nothing is said.

use serde_json::Value;

use crate::import_readings::expect_verdict as expect;

#[test]
fn lists_of_what_is_ready_and_what_is_not_conclude_together() {
    expect(
        "not-ready",
        &[
            "## Go / No-Go\n\nReady enough:\n\n- berths\n- tides\n\nBlockers before cutover:\n\n- restore rehearsal",
            "## Bottom line\n\nReady:\n- lamps\n\nMissing:\n- backups",
        ],
    );
    expect(
        "conditional",
        &[
            "## Final Verdict\n\n### Ready for:\n\n- demos\n\n### Not ready for:\n\n- banks",
            "## Verdict\n\n#### ✅ READY FOR:\n1. **Teaching** - shows it well\n\n#### ⚠️ NOT READY FOR:\n1. **Banks** - liability",
            "## Conclusion\n\n**What's ready:**\n- lamps\n\n**What's not ready:**\n- pumps",
            "## Summary\n\n**Production ready:**\n- lamps\n\n**Not production ready:**\n- pumps",
            "## Fazit\n\n**Produktionsreif:**\n- Lampen\n\n**Nicht produktionsreif:**\n- Pumpen",
        ],
    );
    // With nothing beside it, such a list tells why.
    expect("ready", &["## Conclusion\n\n**Ready for production:**\n- it holds\n- it is fast"]);
    expect(Value::Null, &["## Conclusion\n\n**Ready for:**\n- demos\n- teaching"]);
}

#[test]
fn a_plain_no_outweighs_a_share() {
    expect(
        "not-ready",
        &[
            "## Overall Status: ~85% Ready\n\n**Status**: ⚠️ **NOT YET PRODUCTION READY** - tasks remain\n\n## Lamps\n\nAll burn.",
            "**Readiness:** 90% ready\n\n**Verdict:** NOT READY FOR PRODUCTION",
        ],
    );
    expect("conditional", &["## Overall Status: ~85% Ready\n\n## Lamps\n\nAll burn."]);
}

#[test]
fn what_a_report_has_that_is_ready_is_a_part_of_it() {
    expect(
        Value::Null,
        &[
            "## Summary\n\n**The foundation is solid. The gate has production-ready logging.**",
            "## Summary\n\nIt comes with production-ready lamps and pumps.",
        ],
    );
    expect(
        "ready",
        &[
            "## Summary\n\nWe now have a production-ready gate.",
            "## Summary\n\nYou have production-ready software.",
            "## Summary\n\nIt is production-ready with lamps and pumps.",
        ],
    );
}

#[test]
fn a_status_says_what_blocks_and_for_what_it_is_ready() {
    expect("not-ready", &["**Status:** ⚠️ **90% Ready - Compile Errors Blocking Build**"]);
    expect(
        "conditional",
        &[
            "**Current Status**: 9/10 - Ready for QA testing with real lamps",
            "## Conclusion\n\nThe gate is much closer to production-ready than before.",
            "## Conclusion\n\nOne pump is out. Everything else is production-ready.",
        ],
    );
    expect("ready", &["**Status:** ✅ Ready - no errors blocking the launch"]);
    expect(Value::Null, &["## Pull request\n\n**Ready to merge:** Yes"]);
}

#[test]
fn what_can_be_ready_is_not_yet() {
    expect(
        "conditional",
        &[
            "## Final verdict\n\n**Beta — with targeted hardening can be production-ready.**",
            "## Verdict\n\nWith a few fixes this can be production-ready.",
        ],
    );
    expect("ready", &["## Verdict\n\nWith the lamps mended, the gate is production-ready."]);
    expect(
        Value::Null,
        &[
            "## Conclusion\n\nThe gate could be production-ready.",
            "## Fazit\n\nDas Tor könnte produktionsreif sein.",
        ],
    );
}

#[test]
fn an_open_critical_problem_concludes_where_nothing_else_does() {
    let critical = "## Critical issues (production blockers)\n\n### C-1. Anyone can log in\n\nText.\n\n### C-2. Passwords are plain\n\nText.";
    let mended = "## Critical issues\n\n### C-1. Anyone can log in ✅ FIXED\n\nText.";
    expect("not-ready", &[critical]);
    expect(Value::Null, &[mended, "## Medium issues\n\n- The lamp is dim\n- The bell is faint"]);
    let stated = format!("{critical}\n\n## Conclusion\n\nReady for production.");
    expect("ready", &[stated.as_str()]);
}

#[test]
fn what_an_answer_says_in_its_parts_counts() {
    expect(
        "not-ready",
        &[
            "**Verdict:** Don't ship.",
            "**Would you deploy to production today? NO.**",
            "## Final verdict\n\nNot even close.",
            "**Status:** Pre-launch, blocked",
            "**Launch recommendation:** No-go for the quay. It is good for a walk.",
            "## Verdict\n\nSeveral weeks of work away from production.",
            "## Go/No-Go\n\n| Target | Decision |\n|---|---|\n| Staging | ✅ GO |\n| Production | ❌ NO-GO |",
        ],
    );
    expect(
        "conditional",
        &[
            "**Verdict:** Code is ready; infrastructure is not.",
            "**Status:** 🟡 Nearly there — two items of the list are left",
            "**Launch recommendation:** **Go for the quay** after the repair. **No-go for the pumps** until they are tested.",
        ],
    );
    expect("ready", &["## Final call\n\n**GO** 🚀"]);
    expect(Value::Null, &["## Go/No-Go criteria\n\n- GO: all gates green\n- NO-GO: any gate red"]);
}

#[test]
fn only_what_is_ticked_of_several_answers_in_a_line_counts() {
    expect("ready", &["## Sign-Off\n\n**Decision:** [x] Approved  [ ] Rejected"]);
    expect("not-ready", &["## Sign-Off\n\n**Decision:** ☐ Go  ☑ No-go"]);
    expect(
        Value::Null,
        &["## Decision\n\n[ ] GO\n[ ] NO-GO", "## Sign-Off\n\n**Decision:** [ ] Approved  [ ] Rejected"],
    );
}

#[test]
fn the_step_to_production_may_be_the_label_and_the_answer_begin_a_line() {
    expect("ready", &["**Launch:** GO"]);
    expect(
        "not-ready",
        &[
            "**Launch:** BLOCKED",
            "## Verdict\n\nNo. Three P0s are open.",
            "## Executive Summary\n\nThe gate has 5 vulnerabilities that block a production deployment.",
            "## 結論\n\n本番リリースはできません。",
        ],
    );
    expect(
        "conditional",
        &[
            "## Verdict\n\nYes, but fix the login first.",
            "**Overall:** 🟡 Needs attention before launch",
            "## Fazit\n\nMit zwei Nacharbeiten ist das System produktionsreif.",
        ],
    );
    expect("ready", &["## Conclusion\n\nThe remaining items are cosmetic and do not block launch."]);
    expect(Value::Null, &["## Phase 3: Production Ready\n\n- lamps\n- doors", "**Deployment:** Complete"]);
}

#[test]
fn what_turkish_sentences_end_with_concludes() {
    expect(
        "not-ready",
        &[
            "**Durum:** Henüz production'a hazır değil",
            "**DURUM:** ÜRETİME HAZIR DEĞİL",
            "**Durum:** Production'a %60 hazır",
            "**Karar:** HAYIR",
            "## Sonuç\n\nSistem canlıya hazır değildir.",
            "## Sonuç\n\nFenerin canlıya alınmasını önermiyoruz.",
        ],
    );
    expect(
        "conditional",
        &["**Sonuç:** Şartlı onay", "## Sonuç\n\nEksikler giderildikten sonra canlıya alınabilir."],
    );
    expect(
        "ready",
        &[
            "**Durum:** Production'a %95 hazır",
            "**Öneri:** Yayına alınabilir",
            "## Sonuç\n\nSistem yayına hazırdır.",
        ],
    );
}

#[test]
fn a_long_paragraph_concludes_with_the_sentences_that_it_begins_with() {
    let long = |first: &str| {
        let more = "The keeper walks along the quay and counts the lamps. ".repeat(12);
        format!("## Conclusion\n\n{first} {more}")
    };
    expect("ready", &[&long("The gate is ready for production.")]);
    expect("not-ready", &[&long("The lamps burn. The gate is not ready for production.")]);
    let late = format!("{}The gate is ready for production.", long("The lamps burn."));
    let endless = format!("## Conclusion\n\nThe gate is ready for production, {}", "as it was, ".repeat(60));
    expect(Value::Null, &[&late, &endless]);
}
