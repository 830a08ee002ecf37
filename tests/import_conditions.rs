//! Verdicts: what limits a yes, before it, behind it or in its share, and what is still to come.

use serde_json::Value;

use crate::import_readings::expect_verdict as expect;

#[test]
fn a_yes_that_depends_on_something_is_conditional() {
    expect(
        "conditional",
        &[
            "## Conclusion\n\nThe gate is ready for production once the backups are tested.",
            "## Conclusion\n\nReady for production, except that the lock must be mended first.",
            "## Conclusion\n\nApproved for release, provided the lock is mended.",
            "**Verdict:** 🟡 AMBER",
            "## Conclusion\n\nNearly production ready.",
            "## 结论\n\n建议在完成缆绳检查后再进行发布。",
            "**Ready for Deploy**: After build fix",
            "**Status:** READY for investor demo and pilot tests",
            "Fazit: Bedingt produktionsreif",
            "Fazit: Fast produktionsreif",
            "Urteil: Freigabe unter Auflagen",
            "Veredicto: Aprobado si se corrigen los bloqueantes",
            "Veredito: Quase pronto",
            "Verdict : Prêt sous réserve de corrections",
            "Verdetto: Pronto con riserva",
            "Вердикт: Готов, если устранить замечания",
            "Estado general: ✅ Listo para producción (pendiente verificación de la esclusa)",
            "Durum: ✅ Düzeltmeler tamamlandıktan sonra üretime hazır",
            "Estado geral: ✅ Pronto para produção (pendente a revisão da eclusa)",
            "Statut : ✅ Prêt pour la production (en attente des essais)",
            "Status: ✅ Produktionsreif (vorbehaltlich der Prüfung der Schleuse)",
            "Stato: ✅ Pronto per la produzione (in attesa delle prove)",
        ],
    );
}

#[test]
fn what_takes_time_until_it_is_ready_is_not_ready_where_nothing_else_concludes() {
    expect(
        "not-ready",
        &[
            "## Conclusion\n\nThe hull is sound.\n\n**Estimated time to production:** 3 weeks",
            "## Conclusion\n\n**Срок до готовности:** 3 недели",
            "## Conclusion\n\nWith 2 days of work on the lamps, you'll be production-ready.",
            "## Summary\n\nThe gate will be ready for production in 3 weeks.",
        ],
    );
    expect("ready", &["**Verdict:** approved\n\n## Conclusion\n\n**Time to launch:** 2 hours"]);
    expect(Value::Null, &["## Conclusion\n\n**Time to launch:** 0 days"]);
}

#[test]
fn what_will_be_is_not_yet() {
    expect(
        "conditional",
        &[
            "## Conclusion\n\nOnly when all points are closed will the gate be ready for production.",
            "## Conclusion\n\nThe gate will only be ready for production when the lock is mended.",
            "## Conclusion\n\nOnce the lock is mended, the gate will be production ready.",
            "**Verdict:** Pass with remarks",
        ],
    );
    expect(
        Value::Null,
        &[
            "## Conclusion\n\nThe gate will be production ready by June.",
            "## Conclusion\n\nThe gate is about 70 % production ready.",
        ],
    );
    expect("ready", &["## Conclusion\n\nThe gate is production ready. Coverage is 70 %."]);
}

#[test]
fn a_question_and_a_share_below_what_is_nearly_all_are_no_yes() {
    expect("not-ready", &["**Overall status:** 60% production ready"]);
    expect("ready", &["**Production readiness:** ✅ 95%", "## Can we launch?\n\n✅ Yes, today."]);
    expect(
        Value::Null,
        &["**Decision:** Which gates are ready to open?", "**Entscheidung:** Ist das Tor produktionsreif?"],
    );
}

#[test]
fn what_follows_a_yes_may_limit_it() {
    expect(
        "conditional",
        &[
            "**Overall Status**: ⚠️ READY WITH CRITICAL RECOMMENDATIONS",
            "**Status:** Ready with open actions",
            "**Verdict:** GO with two required actions",
            "**Status:** Ready for production with 3 follow-ups",
            "**Verdict:** ⚠️ Ready",
            "## Conclusion\n\nApproved, with the reservation that the pumps are tested within 30 days.",
            "## Conclusion\n\nThe backend is production ready, the mobile client is not.",
            "## Bottom line\n\n**The code is production-ready. The operations are not.**",
            "## Fazit\n\nDie Tore sind produktionsreif. Die Pumpen sind es nicht.",
            "## Conclusion\n\nReady for a staged rollout, not for full traffic.",
            "**Status:** Code complete, infrastructure ready, awaiting the keys of production",
            "Fazit: Bereit mit drei Auflagen",
        ],
    );
    expect(
        "ready",
        &[
            "**Status:** Ready with no open issues",
            "**Status:** Production ready with zero known issues",
            "**Verdict:** GO with confidence",
            "**Status:** Ready with full monitoring in place",
        ],
    );
}

#[test]
fn a_part_of_all_is_not_the_whole() {
    expect(
        "not-ready",
        &[
            "## Conclusion\n\n### Lamps (READY)\n\nFine.\n\n### Doors (NOT READY)\n\nThey stick.",
            "## Final recommendations\n\n### Lamps (READY)\n\nFine.\n\n### Doors (NOT READY)\n\nThey stick.\n\n### Overall recommendation\n\n**Status**: 🔴 NOT READY FOR LAUNCH",
        ],
    );
    expect(
        Value::Null,
        &[
            "## What must not be assumed ready\n\nThe mail gateway was not tried.",
            "## What is production-ready right now\n\n- Lamps\n- Doors",
        ],
    );
}

#[test]
fn what_stands_before_a_yes_or_in_the_next_line_may_limit_it() {
    expect(
        "conditional",
        &[
            "## Conclusion\n\nWith the two fixes above, the gate is ready for production.",
            "## Conclusion\n\nIf the lamp issue is fixed, we can go live on Monday.",
            "## Conclusion\n\nThe gate can be launched with close monitoring, but the backups must be fixed within a week.",
            "## Conclusion\n\nApproved for internal rollout only.",
            "**Verdict:** Yes, but rotate the keys first",
            "**Verdict:** Ready (with 2 open P1s)",
            "## Conclusion\n\nThe gate is close. It works well. What is missing is a tested\nbackup and a rotated key; both are required\nbefore the gate is released to customers.",
        ],
    );
    expect(
        "not-ready",
        &[
            "## Conclusion\n\nAfter three weeks we have to say that the gate is not\nready for production. The pumps fail.",
            "## Summary\n\n**Status: ~15% production ready** (one blocker removed, but many systems incomplete)",
        ],
    );
    expect(
        "ready",
        &[
            "## Conclusion\n\nHarbour Gate is production ready. After launch, the lamps must be checked every week.",
            "## Conclusion\n\nThe gate was tested by two teams and is\nready for production. Well done.",
            "## Conclusión\n\nEs seguro para producción.",
        ],
    );
}

#[test]
fn a_share_that_is_nearly_all_leaves_a_condition() {
    expect(
        "conditional",
        &[
            "## Current Status: 85% Production Ready",
            "**Status:** 90% production ready",
            "## Conclusion\n\nThe gate is 88 % ready for production.",
            "Estado: 85 % listo para producción",
            "Statut : prêt à 90 %",
            "结论：85% 生产就绪",
        ],
    );
    expect("ready", &["## Current status: 99% production ready", "**Status:** 100 % production ready"]);
    expect("not-ready", &["**Status:** 60% production ready"]);
}

#[test]
fn a_yes_of_parts_or_for_less_is_none_of_the_whole() {
    let parts = ["Doors", "Lamps", "Rails"].map(|part| format!("## {part}\n\nAssessment: Excellent.\n\n"));
    expect(
        Value::Null,
        &[&format!("# Gate\n\nWe walked around it.\n\n{}## Notes\n\nMore.\n", parts.concat())],
    );
    let lamps = "## Lamps\n\n**Assessment**: Sound work, production-ready ✅\n\n## Doors\n\nOld.\n";
    expect("not-ready", &[&format!("# Gate\n\n## Critical gaps\n\n- ❌ No lock at all\n\n{lamps}")]);
    expect(
        Value::Null,
        &[
            "# Gate\n\n## Summary\n\n1. Lamps (80% - masts ready)\n2. Doors (30%, hinges ready)\n",
            "# Gate\n\nWe walked around it.\n\n## 1. Lamps (SOLUTION READY) ✅\n\nThey glow.\n",
        ],
    );
    let demo = "## Recommendation\n\n### For the demo (as it is): ✅ READY\n\nIt will do.\n";
    expect("not-ready", &[&format!("# Gate\n\n**Current status:** not production ready\n\n{demo}")]);
    expect("conditional", &[&format!("# Gate\n\nWe walked around it.\n\n{demo}")]);
}

#[test]
fn what_there_will_be_when_something_is_done_is_not_there() {
    expect(
        Value::Null,
        &[
            "## Final thoughts\n\nMend the lock, and you'll have a production-ready gate.",
            "## Conclusion\n\nClean the rails, and you will have a production-ready gate.",
            "## Conclusion\n\nAfter some oil the harbour will have a production-ready gate.",
        ],
    );
}

#[test]
fn what_is_provided_is_no_condition() {
    expect(
        "ready",
        &[
            "**Recommendation:** Proceed with production deployment following the provided harbour guidelines.",
        ],
    );
    expect(
        "conditional",
        &["**Recommendation:** Proceed with production deployment, provided the lock is mended."],
    );
}

#[test]
fn time_that_is_needed_until_it_is_ready_limits_a_yes() {
    let concluded = |head: &str| format!("{head}\n\n## Conclusion\n\nThe harbour is production-ready.\n");
    expect("conditional", &[&concluded("**Time to production**: 2-4 weeks")]);
    expect("ready", &[&concluded("**Time to production**: 0 days"), &concluded("**Owner**: port team")]);
    expect(
        "not-ready",
        &[
            "**Overall assessment**: The harbour is sound but needs 2-3 weeks of work to become production-ready.",
            "## Conclusion\n\nThe harbour requires 4 weeks of dredging to become production-ready.",
        ],
    );
    expect(Value::Null, &["# Harbour\n\nThis page names the 4 steps required to become production-ready."]);
}

#[test]
fn a_no_at_the_beginning_is_not_lifted_by_a_yes_to_less() {
    let verdict = |yes: &str| format!("**Current status:** ⚠️ NOT PRODUCTION READY\n\n## Verdict\n\n{yes}\n");
    expect("not-ready", &[&verdict("**For the demo:** Ready with minor fixes")]);
    expect("conditional", &[&verdict("**For production:** Ready with minor fixes")]);
}

#[test]
fn a_step_that_forbids_the_one_to_production_concludes() {
    let steps = |first: &str| {
        format!("# Harbour\n\nTarget: production ready.\n\n## Next steps\n\n1. {first}\n2. Paint the pier\n")
    };
    expect("not-ready", &[&steps("**Do not deploy to production** until the lock is mended")]);
    expect(
        Value::Null,
        &[&steps("Do not deploy to production if the tide is low"), &steps("Do not deploy on a Friday")],
    );
}
