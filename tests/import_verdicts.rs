//! Verdicts: what denies, what asks and is answered, and what only looks like a conclusion.

use serde_json::Value;

use crate::import_readings::expect_verdict as expect;

#[test]
fn a_denied_yes_is_a_no() {
    expect(
        "not-ready",
        &[
            "## Conclusion\n\nWe do not consider Harbour Gate production ready.",
            "## Conclusion\n\nThe gate is nowhere near production ready.",
            "## Conclusion\n\nThe gate is by no means ready for production.",
            "## Conclusion\n\nThe gate is neither secure nor production ready.",
            "## Conclusion\n\nWe must not deploy this to production.",
            "## Conclusion\n\nThe gate should not be released.",
            "**Overall readiness:** 42%\n\n## Bottom line\n\n**The code is production-ready. The operations are not.**",
            "**Decision:** never approved",
            "**Verdict:** Approval withheld",
            "**Verdict:** Production-ready? No.",
            "Production ready? No",
            "Launch-ready? Not yet.",
            "**Status:** BLOCKED",
            "**Status:** On hold",
            "**Status:** FAILED",
            "**Status:** 🔴 Red",
            "**Verdict:** 🔴 RED",
            "Production ready: ❌",
            "**Production ready?** ❌ No",
            "Fazit: Das System ist noch lange nicht bereit für den Betrieb",
            "Verdict : Refusé",
            "Verdict : Le système n'est absolument pas prêt",
            "Veredicto: Lejos de estar listo para producción",
            "Veredito: O sistema não se encontra pronto para produção",
            "Verdetto: Non approvato",
            "Вердикт: Отказано",
            "## 结论\n\n本系统不通过上线评审。",
            "结论：暂缓上线",
            "判定：リリース見送り",
        ],
    );
}

#[test]
fn a_yes_without_a_condition_is_one() {
    expect(
        "ready",
        &[
            "## Conclusion\n\nNo blockers. If you deploy at night, call us. The gate is production ready.",
            "## Conclusion\n\nIt is not slow and ready for production.",
            "## Recommendation\n\n### ✅ APPROVED",
            "## Is Harbour Gate ready for production?\n\nYes.",
            "**Ready for production?** Yes",
            "**Verdict:** Production ready? Yes.",
            "**Verdict:** GREEN",
        ],
    );
}

#[test]
fn words_that_conclude_elsewhere_conclude_nothing_here() {
    expect(
        Value::Null,
        &[
            "## Recommendation\n\n- Use approved vendors only in all of the regions",
            "## Conclusion\n\nOnly approved images are pulled from the registry.",
            "**Verdict:** 9/10 tests pass",
            "Text.\n\n## Verification checklist (production ready)\n\nText.",
            "## What is a readiness probe?\n\nIt says when a process is ready.",
            "## Is the gate ready for production\n\nSee below.",
            "## Production-ready components\n\n- Lamps",
        ],
    );
    expect("not-ready", &["## Is the gate ready for production\n\nNo."]);
    expect(
        "not-ready",
        &[
            "## Conclusion\n\n**Overall assessment:** ⚠️ NOT READY\n\n**Steps until production ready**:\n\n- Lamps: 2 days",
            "# 港口系统生产就绪审计报告\n\n## 结论\n\n仍存在高风险缺口，需要先完成改造。",
        ],
    );
}

#[test]
fn a_heading_that_asks_is_answered_by_the_first_line_below_it() {
    expect("ready", &["## Decision\n\n**GO**", "## Final verdict\n\n✅ PASS", "**Overall status:** 🟢 GO"]);
    // A yes to a demo is one to less than all; outside of a conclusion nobody asks for it.
    let demo = "### Shall we go on with the demo?\n\n**YES, RECOMMENDED**";
    expect("conditional", &[&format!("# Gate\n\n## Final recommendation\n\n{demo}\n\nIt shines.\n")]);
    expect(Value::Null, &[&format!("# Gate\n\n## Tides\n\n{demo}\n\nIt shines.\n")]);
    expect("not-ready", &["## Verdict\n\nNo.", "## Overall verdict\n\n🔴 **BLOCKED**"]);
    expect(
        "conditional",
        &[
            "## Go/no-go decision\n\n**GO** with conditions",
            "## Readiness verdict\n\n### **Pilot Ready**\n\nAll burn.",
        ],
    );
    expect(Value::Null, &["## Recommendation\n\nDeploy a proxy first", "## Tides\n\n**GO**"]);
}

#[test]
fn what_stands_before_a_dash_is_explained_behind_it() {
    expect("conditional", &["**Status:** 🟡 ALMOST READY — three points must be fixed before launch."]);
    expect(
        "not-ready",
        &[
            "**Status:** READY — but we do not recommend releasing it",
            "## Conclusion\n\nThe gate is in good shape, but needs oil before it can be launched.",
        ],
    );
    expect("ready", &["## Conclusion\n\nTested before launch; the gate can be launched."]);
}

#[test]
fn advice_against_a_release_is_a_no() {
    expect(
        "not-ready",
        &[
            "## Conclusion\n\nWe do not recommend releasing the gate at this time.",
            "## Conclusion\n\nWe do not recommend deploying to production.",
            "## Conclusion\n\nWe cannot recommend this release.",
            "## Conclusion\n\nWe recommend against a production launch.",
            "## Conclusion\n\nWe recommend not to deploy it.",
            "## Conclusion\n\nWe do not approve this release.",
            "## Conclusion\n\nThe gate should not go live.",
            "## Conclusion\n\nThe gate is unfit for production.",
            "## Conclusion\n\nIs the gate ready for production? Not yet.",
            "## Conclusion\n\nThe team believes that the gate is ready for production. We disagree.",
            "## Conclusion\n\nThe gate is ready for staging, but not for production.",
            "## Decision\n\n- [ ] Go\n- [x] No-Go",
            "**Freigabe:** Nein",
            "**Freigabe:** nicht erteilt",
            "**Empfehlung:** Kein Go-Live",
            "## Fazit\n\nWir empfehlen den Produktivgang nicht.",
            "## Fazit\n\nVon einem Go-Live wird abgeraten.",
            "## Conclusion\n\nMise en production déconseillée.",
            "**Verdict :** Non conforme",
            "## Conclusão\n\nNão recomendamos o deploy em produção.",
            "**Parecer:** Desfavorável",
            "**Esito:** Negativo",
            "## Conclusione\n\nSi sconsiglia il rilascio in produzione.",
            "## 結論\n\n本番環境への移行準備は整っていません。",
            "**結論**：本番運用には適していません",
            "## Заключение\n\nК эксплуатации не допущено.",
            "## Conclusión\n\nNo recomendamos el despliegue.",
        ],
    );
    expect(
        "ready",
        &[
            "**Freigabe:** erteilt",
            "**Parecer:** Favorável",
            "**Esito:** Positivo",
            "**结论**：建议上线",
            "## 结论\n\n系统已具备生产环境部署条件。",
            "## Decision\n\n- [x] Go\n- [ ] No-Go",
            "## Conclusion\n\nThe gate is production ready and will be watched closely.",
        ],
    );
    expect(
        Value::Null,
        &[
            "## Conclusion\n\nWe do not recommend deploying without backups.",
            "## Decision\n\n- [ ] Go\n- [ ] No-Go",
            "## Decision\n\n- [x] Go\n- [x] No-Go",
        ],
    );
}

#[test]
fn to_put_a_release_off_is_a_no_and_to_go_on_with_it_a_yes_in_any_language() {
    expect(
        "not-ready",
        &[
            "## Recommendation\n\nDelay the launch until the gate is tested.",
            "## Recommendation\n\nHold the release.",
            "## Empfehlung\n\nDen Release verschieben, bis das Tor schließt.",
            "## Conclusion\n\nIl faut reporter la mise en production.",
            "## Conclusión\n\nHay que posponer el lanzamiento.",
            "## Conclusão\n\nConvém adiar o lançamento.",
            "## Conclusioni\n\nMeglio rinviare il rilascio.",
            "## Вывод\n\nСледует отложить запуск.",
            "## 结论\n\n暂停发布。",
            "## 結論\n\n本番はまだリリースできません。",
            "**Status:** Development only",
            "## Conclusion\n\nThree more weeks of work are needed before it can be considered for production.",
            "## Fazit\n\nDas Tor ist noch nicht reif für den Produktivbetrieb.",
        ],
    );
    expect(
        "ready",
        &[
            "## Recommendation\n\nProceed with the deployment.",
            "## Fazit\n\nDas Tor kann produktiv gehen.",
            "## Conclusion\n\nLa porte peut être mise en production.",
            "## Conclusión\n\nEl muelle puede pasar a producción.",
            "## Summary\n\nThe gate passes its readiness review.",
        ],
    );
    expect(
        "conditional",
        &[
            "## Fazit\n\nNach Behebung der Mängel kann das Tor produktiv gehen.",
            "## Conclusión\n\nEl muelle puede pasar a producción una vez resueltos los fallos.",
            "## Вывод\n\nПорт готов к запуску после устранения течи.",
            "## Verdict\n\nReady for a limited beta; not for everybody.",
        ],
    );
}

#[test]
fn a_row_that_names_the_decision_has_it() {
    let row = |name: &str, cell: &str| {
        format!("| Area | State | Notes |\n|---|---|---|\n| Ropes | ok | - |\n| {name} | {cell} | gate |")
    };
    expect("not-ready", &[&row("Release decision", "NO-GO"), &row("Entscheidung", "nicht freigegeben")]);
    expect("conditional", &[&row("Verdict", "GO with conditions")]);
    expect(Value::Null, &[&row("Crane", "NO-GO")]);
}

#[test]
fn what_stands_behind_the_last_rule_closes_the_report() {
    let report =
        |rule: &str| format!("## Next steps\n\n1. Open the gate\n\n{rule}**The gate is production ready!**");
    expect("ready", &[&report("---\n\n")]);
    expect(Value::Null, &[&report("")]);
}

#[test]
fn a_sentence_concludes_by_what_it_says_of_the_step_to_production() {
    expect(
        "ready",
        &[
            "## Conclusion\n\nHarbour Gate is hardened for production and stable under load.",
            "## Conclusion\n\nHarbour Gate is deployable today.",
            "## Conclusion\n\nIt is safe to roll this out to all berths.",
            "## Conclusion\n\nThe application is mature enough for production.",
            "## Conclusion\n\nWe see nothing that stands in the way of a launch.",
            "## Conclusion\n\nThe service meets our bar for production.",
            "## Conclusion\n\nThe team recommends proceeding with the go-live on Monday.",
            "## Conclusion\n\nIt is our view that Harbour Gate can be put into production.",
            "## Fazit\n\nHarbour Gate ist für den Produktivbetrieb geeignet.",
            "## Conclusión\n\nEl sistema cumple los requisitos para salir a producción.",
        ],
    );
    expect(
        "not-ready",
        &[
            "## Conclusion\n\nA launch now would be premature.",
            "## Conclusion\n\nToo many doors stick for a launch this quarter.",
            "## Conclusion\n\nThe application is not mature enough for production.",
            "## Conclusion\n\nHarbour Gate falls short of what production requires.",
            "## Conclusion\n\nHarbour Gate does not meet the bar for production.",
            "## Conclusion\n\nDo not put this into production.",
            "## Conclusion\n\nLaunching in this state would put customer data at risk.",
            "## Conclusion\n\nSee below.\n\n**Before going live:**\n\n1. Rotate the keys\n2. Test the backups",
            "## Conclusion\n\nThe remaining items have to be closed before launch.",
            "## Fazit\n\nHarbour Gate erfüllt die Anforderungen an den Produktivbetrieb nicht.",
            "## Conclusión\n\nEl sistema todavía no cumple los requisitos de producción.",
            "## Gate\n\nText.\n\n## Lamps\n\nText.\n\n---\n\n**Status**: Requires work on 7 items before production launch",
        ],
    );
    expect(
        "conditional",
        &[
            "## Conclusion\n\nThe core works well, but the passwords need hardening before the gate is deployed to users.",
            "## Conclusion\n\nFine for internal use, not yet for customers.",
            "## Conclusion\n\nSuitable for a small pilot; a public launch needs load tests first.",
            "## Conclusion\n\nLe service fonctionne bien, mais les sauvegardes doivent être testées avant la mise en production.",
            "## 结论\n\n系统功能完整，运行稳定，但上线前必须修复安全问题。",
        ],
    );
    expect(
        Value::Null,
        &[
            "## Conclusion\n\nTo make it acceptable for customers, see the plan.",
            "## Conclusion\n\nThe pumps were tested before the launch.",
            "# Gate\n\n## Pumps\n\nText.\n\n## Tides\n\nA launch now would be premature.\n\n## Doors\n\n- A\n- B\n- C\n- D\n- E\n- F\n- G\n- H\n- I\n- J",
        ],
    );
}

#[test]
fn a_label_asks_for_the_verdict_by_what_it_is_made_of() {
    expect(
        "ready",
        &[
            "**Audit Status:** PASS",
            "**Audit result:** Passed without findings",
            "**Final launch verdict:** ✅",
            "**Overall:** GO",
            "**Can we launch:** yes",
            "**Production deployment approval:** GRANTED",
            "> **Verdict — GO**",
            "**Statut de l'audit :** VALIDÉ",
            "**審核結論**: 通過",
            "## Result: ✅ Pass — nothing broken was found",
        ],
    );
    expect(
        "not-ready",
        &[
            "**Overall Readiness Status**: ⚠️ NOT READY FOR PRODUCTION",
            "**Audit Status:** FAIL — 4 blockers",
            "**Classification:** NO-GO for the north basin",
            "**Review outcome:** Changes required",
            "**總體狀態**: 未就緒",
            "## Summary\n\nSeven systems need fixes to achieve safe loading.\n\n**Status: ~15% production ready**",
        ],
    );
    expect(
        Value::Null,
        &["**Audit status:** Completed", "**Status of the lamps:** PASS", "**Lamp status:** GO"],
    );
}

#[test]
fn a_light_answers_where_words_do_not() {
    expect("not-ready", &["**Readiness:** 🔴 Low"]);
    expect("conditional", &["**Status:** 🟡 Almost there"]);
    expect("ready", &["**Production status:** 🟢 Live", "**Readiness:** 🟢 High"]);
    expect(Value::Null, &["**Lamps:** 🔴 Low"]);
}

#[test]
fn a_state_of_all_in_a_heading_is_one_wherever_it_stands() {
    let far = "# Gate\n\n## Findings\n\nThe lock is loose.\n\n";
    expect("not-ready", &[&format!("{far}## OVERALL STATUS: BLOCKED - MEND IT\n\n## Lamps\n\nThey glow.\n")]);
    expect("ready", &[&format!("{far}# **GO FOR PRODUCTION**\n\n## Lamps\n\nThey glow.\n")]);
}

#[test]
fn of_lines_side_by_side_the_one_that_is_called_the_verdict_is_it() {
    let lines = |last: &str| {
        format!("```\nDEPLOYMENT READINESS: ✅ 95% READY\n{last}: Ready with two urgent fixes\n```\n")
    };
    expect("conditional", &[&lines("VERDICT")]);
}

#[test]
fn a_line_that_names_what_is_ready_is_of_parts() {
    let parts = "## Final sign-off\n\n**Ready now:**\n\n- Doors\n- Lamps\n";
    let whole = "## Bottom line\n\n**The gate is ready for production once the lock is mended.**\n";
    expect("conditional", &[&format!("{parts}\n{whole}")]);
    expect("ready", &["## Final sign-off\n\n**Ready now.**\n\n- Doors\n- Lamps\n"]);
}

#[test]
fn a_document_is_no_answer_and_what_depends_on_the_reader_is_none() {
    expect(
        Value::Null,
        &[
            "# Production readiness - complete checklist\n\nWe walk around the harbour.",
            "## Sign-off\n\n- [ ] Ready for launch\n\n**Approved by: ____________**",
            "# Gate\n\nWe walked around.\n\n## Lamps\n\n- **Recommendation**: If you open soon, mend them.\n\n## Doors\n\nOld.",
        ],
    );
    expect("ready", &["# Production readiness - complete\n\nWe walk around the harbour."]);
}
