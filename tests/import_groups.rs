//! Headings that group problems, and what stands below them beside the problems.

use crate::import_items::expect;

#[test]
fn items_with_a_cross_each_are_the_problems_of_a_heading_that_only_names_what_they_are_of() {
    expect(&[
        (
            "## Critical gaps\n\n### 1. Ferry landing (🔴 CRITICAL)\n\n**Missing:**\n- ❌ No fenders\n- ❌ Rotten planks\n\n\
             **Needed:**\n- Buy fenders\n\n**Impact**: **BLOCKER** - ships cannot land.\n\n\
             ### 2. Ticket hut (🟡 HIGH PRIORITY)\n\n**Today:**\n- ✅ A door\n- ❌ Leaky roof\n- ❌ Till is stuck\n",
            &[
                "No fenders / critical / open",
                "Rotten planks / critical / open",
                "Leaky roof / high / open",
                "Till is stuck / high / open",
            ],
        ),
        (
            "## Offene Probleme\n\n### 3. Leuchtturm (MITTEL)\n\n- ❌ Linse gesprungen\n- ❌ Treppe lose\n- ✅ Tür\n",
            &["Linse gesprungen / medium / open", "Treppe lose / medium / open"],
        ),
    ]);
}

#[test]
fn a_heading_that_says_what_is_wrong_is_one_problem_whatever_has_a_cross_below_it() {
    expect(&[
        (
            "## Problèmes critiques\n\n### 4. Cordages ❌ CRITIQUE\n\n**Problème:** Aucun cordage de réserve\n\n\
             **État:**\n- ✅ Poulies\n- ❌ Nœuds défaits\n- ❌ Bouts effilochés\n",
            &["Cordages / critical / open"],
        ),
        (
            "## Known issues\n\n### 5. Missing tide tables (HIGH)\n\n**Evidence:**\n- ❌ none on the wall\n- ❌ none in the hut\n",
            &["Missing tide tables / high / open"],
        ),
    ]);
}

#[test]
fn how_bad_an_area_is_announces_no_problems_where_these_stand_apart_from_strengths() {
    expect(&[
        (
            "## 7. The new quay ⚠️ MEDIUM RISK\n\n### What was built\n\n**Stones**\n- New blocks\n- New mortar\n\n\
             ### Opinion\n\n**Strengths**\n- Dry since May\n\n**Risk factors**\n- Frost may lift it\n",
            &["Frost may lift it / medium / open"],
        ),
        (
            "## Neuer Kai ⚠️ HOHES RISIKO\n\n**Arbeiten**\n- Steine gesetzt\n\n**Stärken**\n- Trocken\n\n\
             **Risiken**\n- Frost hebt ihn\n",
            &["Frost hebt ihn / high / open"],
        ),
    ]);
}

#[test]
fn what_is_to_be_done_before_the_launch_is_a_problem_below_a_plan_where_it_is_ranked_high() {
    let of = |plan: &str, rank: &str| {
        format!("## {plan}\n\n### {rank}\n\n1. **Fit the lamp**\n\n2. **Oil the winch**\n")
    };
    let found = &["Fit the lamp / critical / open", "Oil the winch / critical / open"];
    expect(&[
        (&of("Remaining steps", "Critical (before the launch)"), found),
        (&of("Nächste Schritte", "Kritisch (vor dem Start)"), found),
        (&of("Prochaines étapes", "Critique (avant le lancement)"), found),
        (&of("Next steps", "Low (before the launch)"), &[]),
        (&of("Next steps", "Critical path"), &[]),
    ]);
}

#[test]
fn a_task_with_a_box_is_one_whatever_is_listed_in_it() {
    expect(&[
        (
            "## Missing parts\n\n- [ ] **Lamp room**:\n  - Buy glass\n  - Never leave it dark\n- [ ] Order these:\n  \
             - [ ] Rope\n  - [ ] Tar",
            &["Lamp room / - / open", "Order these / - / open"],
        ),
        // Without one, what ends with a colon introduces what is listed.
        (
            "## Known issues\n\n- **At the pier**:\n  - Lamp is out\n  - Rope is cut",
            &["Lamp is out / - / open", "Rope is cut / - / open"],
        ),
    ]);
}

#[test]
fn words_of_severity_outrank_the_light_of_a_part_below_them() {
    let parts = |heading: &str| {
        format!(
            "## {heading}\n\n### 🟡 Piers (1 issue)\n\n1. **Planks rot**\n   - wet\n\n### 🟢 Lamps (1 issue)\n\n2. **Glass is gone**\n   - wind"
        )
    };
    for heading in [
        "High priority issues",
        "Problemas de prioridad alta",
        "Probleme mit hoher Priorität",
        "Проблемы высокого приоритета",
    ] {
        expect(&[(&parts(heading), &["Planks rot / high / open", "Glass is gone / high / open"])]);
    }
    // Where only lights say so, the nearer one does.
    expect(&[(&parts("🔴 Known issues"), &["Planks rot / medium / open", "Glass is gone / low / open"])]);
}

#[test]
fn chapters_that_are_counted_like_steps_of_a_plan_are_none() {
    let report = |first: &str, last: &str| {
        format!(
            "## {first}\n\n| Check | State |\n|---|---|\n| Planks | ✅ |\n| Lamps | ✅ |\n\n## {last}\n\n### High\n\n1. **Rope store is damp** - since spring\n"
        )
    };
    for (first, last) in [
        ("Phase 1 — Pier", "Phase 2 — Remaining issues"),
        ("Step 1: Pier", "Step 2: Known gaps"),
        ("Stage A: Pier", "Stage B: Open problems"),
        ("Fase 1 — Muelle", "Fase 2 — Problemas pendientes"),
        ("Etapa 1: Cais", "Etapa 2: Problemas encontrados"),
        ("Этап 1. Причал", "Этап 2. Известные проблемы"),
    ] {
        expect(&[(&report(first, last), &["Rope store is damp / high / open"])]);
    }
    // Steps of a plan say when, wherever its results stand.
    expect(&[(
        "## Plan\n\n### Phase 1: Critical issues\n\n| Task | Done |\n|---|---|\n| Planks | ✅ |\n\n### Phase 2: Known issues\n\n- Mend the rope store",
        &[],
    )]);
}

#[test]
fn what_became_of_a_part_is_no_word_of_its_name() {
    for mark in [
        "⚠️ **NOT DONE**",
        "❌ MISSING",
        "⚠️ **70%**",
        "🔴 Not started",
        "(incomplete)",
        "— not tested",
        "⚠️ Needs work",
    ] {
        let text = format!(
            "## ⚠️ What needs attention\n\n### 1. **Night trials** {mark}\n- ❌ Nobody sailed at night\n- ❌ Lamps were not tried\n\n\
             **Impact:** High - nobody knows\n"
        );
        expect(&[(&text, &["Nobody sailed at night / - / open", "Lamps were not tried / - / open"])]);
    }
    // With what is to be done below it, it is one problem.
    expect(&[(
        "## Known issues\n\n### 1. Night trials ⚠️ PARTIAL\n- ❌ Nobody sailed\n- ❌ No lamps\n\n**Required actions:**\n- Sail",
        &["Night trials / - / partial"],
    )]);
}

#[test]
fn what_was_seen_with_what_is_advised_is_a_problem_below_recommendations_too() {
    for (seen, advised) in [
        ("Observation", "Recommendation"),
        ("Finding", "Recommendation"),
        ("Gap", "Remedy"),
        ("Weakness", "Improvement"),
        ("Observación", "Recomendación"),
        ("Constat", "Recommandation"),
        ("Beobachtung", "Empfehlung"),
        ("Observação", "Recomendação"),
        ("Osservazione", "Raccomandazione"),
        ("Pengamatan", "Rekomendasi"),
        ("Наблюдение", "Рекомендация"),
        ("不足", "建议"),
        ("課題", "推奨"),
    ] {
        for heading in ["## Recommendations", "## Review of the pier"] {
            let text = format!(
                "{heading}\n\n### 1. Rope log\n- **{seen}**: it is kept on paper.\n- **{advised}**: write it in the berth book.\n"
            );
            expect(&[(&text, &["Rope log / - / open"])]);
        }
    }
    // What was only seen may be well.
    expect(&[("## Review\n\n### 1. Rope log\n- **Observation**: it is complete.\n", &[])]);
}

#[test]
fn a_warning_beside_what_holds_announces_problems_whatever_it_wants_improved() {
    let of = |good: &str, bad: &str| {
        format!("## Rigging\n\n### {good}\n\n- Masts are new\n\n### {bad}\n\n- Rope frays\n")
    };
    let found = &["Rope frays / - / open"];
    expect(&[
        (&of("✅ What holds", "⚠️ Rigging improvements"), found),
        (&of("✅ Stärken", "⚠️ Verbesserungen"), found),
        (&of("✅ Points forts", "⚠️ Améliorations"), found),
        (&of("✅ 优势", "⚠️ 改进"), found),
        // What is advised there is no problem yet, and neither are improvements without a warning.
        (&of("✅ Strengths", "⚠️ Recommendations"), &[]),
        (&of("✅ Strengths", "🚀 Improvements"), &[]),
    ]);
}

#[test]
fn a_rank_that_is_done_heads_problems_that_were_mended() {
    let of =
        |rank: &str| format!("## Arbeit\n\n### {rank}\n\n#### 1. Rope snapped\n\nA new one hangs there.\n");
    expect(&[
        (&of("🟡 P1 HIGH PRIORITY (COMPLETED)"), &["Rope snapped / high / resolved"]),
        (&of("High priority — all resolved"), &["Rope snapped / high / resolved"]),
        (&of("Kritisch (erledigt)"), &["Rope snapped / critical / resolved"]),
        (&of("Priorité haute (terminé)"), &["Rope snapped / high / resolved"]),
        (&of("Medium (not fixed)"), &["Rope snapped / medium / open"]),
        // Its tasks are what was done.
        ("## Work\n\n### Critical (completed)\n\n- [x] Bought a rope\n", &[]),
    ]);
}

#[test]
fn what_stands_below_is_no_problem_where_the_heading_concludes_or_tells_what_to_do_in_an_alarm() {
    expect(&[
        ("## Conclusion\n\n**Root cause**: no wind\n**Solution**: wait\n**Status**: 🔴 urgent\n", &[]),
        ("## Summary\n\n- **Severity:** High\n- **Problem:** no wind\n- **Fix:** wait\n", &[]),
        ("## 🚨 Incident response\n\n### If the pump stops\n\n1. **At once**:\n   - Ring the bell\n", &[]),
        ("## Risks\n\n### If the pump stops\n\n- The hold fills\n", &["The hold fills / - / open"]),
    ]);
}

#[test]
fn that_all_is_mended_is_no_problem_of_its_own() {
    expect(&[
        (
            "## All blockers resolved\n\n- ✅ All critical issues fixed\n- ✅ Rope was cut - fixed\n",
            &["Rope was cut - fixed / critical / resolved"],
        ),
        (
            "## Behobene Probleme\n\n- Alle kritischen Probleme behoben\n- Seil gerissen\n",
            &["Seil gerissen / - / resolved"],
        ),
        ("## Решённые проблемы\n\n- Все проблемы решены\n- Канат порван\n", &["Канат порван / - / resolved"]),
        ("## Issues\n\n- All known bugs resolved\n- All lamps broken\n", &["All lamps broken / - / open"]),
    ]);
}

#[test]
fn bottlenecks_are_problems_in_any_language() {
    for heading in [
        "Bottlenecks",
        "Flaschenhälse",
        "Cuellos de botella",
        "Gargalos",
        "Goulots d'étranglement",
        "Colli di bottiglia",
        "Узкие места",
        "性能瓶颈",
        "ボトルネック",
    ] {
        expect(&[(&format!("## {heading}\n\n- Kran 2 x\n"), &["Kran 2 x / - / open"])]);
    }
    expect(&[("### Bottlenecks: none\n\n- Cranes are calm\n", &[])]);
}

#[test]
fn that_there_are_no_features_is_a_problem_and_collects_none() {
    expect(&[(
        "## Known limitations\n\n1. **No pier features**\n   - Nobody built them\n2. **Sin funciones**\n   - Desde mayo\n",
        &["No pier features / - / open", "Sin funciones / - / open"],
    )]);
}

#[test]
fn tasks_below_a_heading_of_problems_are_problems_each_whatever_the_heading_names() {
    expect(&[
        (
            "## 🔥 CRITICAL GAPS (must fix)\n\n### Letters\n\n- [ ] Buy stamps\n- [ ] Seal them\n\n\
             ### Dead letter box (night)\n\n- [ ] Empty it\n- [ ] Oil its hinge\n\n\
             ### Two-keeper approval\n\n- [ ] Ask the second keeper\n- [ ] Write both names\n",
            &[
                "Buy stamps / critical / open",
                "Seal them / critical / open",
                "Empty it / critical / open",
                "Oil its hinge / critical / open",
                "Ask the second keeper / critical / open",
                "Write both names / critical / open",
            ],
        ),
        (
            "## Known issues\n\n### Future features\n\n- [ ] A brass band\n- [ ] A carousel\n\n## Notes\n\nText.",
            &[],
        ),
        (
            "## Known issues\n\n### 1. Lamps go out\n\n- [ ] Trim the wick\n- [ ] Fill the oil\n",
            &["Lamps go out / - / open"],
        ),
    ]);
}

#[test]
fn a_rank_lists_problems_whatever_it_says_of_them_in_brackets() {
    expect(&[
        (
            "## 🟢 MEDIUM (best practices)\n\n- [ ] Paint the hull\n- [ ] Coil the ropes\n",
            &["Paint the hull / medium / open", "Coil the ropes / medium / open"],
        ),
        ("## ✅ Medium (best practices)\n\n- Paint on the hull\n- Ropes are coiled\n", &[]),
    ]);
}

#[test]
fn risks_that_are_ticked_as_small_are_none() {
    let list = "- Frozen locks keep the water out\n- The crew is trained\n";
    expect(&[
        (&format!("## Risk assessment\n\n### Fire risks: MINIMAL ✅\n\n{list}"), &[]),
        (
            &format!("## Risk assessment\n\n### Fire risks: FIXED ✅\n\n{list}"),
            &["Fire risks: FIXED / - / resolved"],
        ),
    ]);
}

#[test]
fn a_numbered_prefix_names_a_problem_though_a_colon_ends_it() {
    expect(&[(
        "## Bugs resolved\n\n- **Bug 1: Bell is cracked**:\n  - *Symptom*: a dull tone\n  - *Fix*: a new bell\n\
         - **Bug 2: Rope is short**:\n  - *Fix*: a longer rope\n",
        &["Bell is cracked / - / resolved", "Rope is short / - / resolved"],
    )]);
}

#[test]
fn a_verdict_among_problems_is_none() {
    expect(&[(
        "## Critical issues\n\n- Lamps go out\n\n> **Verdict: The gate is NOT ready for production.** It can be shown to \
         friends.\n",
        &["Lamps go out / critical / open"],
    )]);
}

#[test]
fn a_numbered_rank_groups_the_problems_that_are_named_below_it() {
    expect(&[(
        "## 4. Risks\n\n### 4.2 Medium risks (mitigated)\n\n**Problem:** The bell was not rung at night\n**Action:** Ring \
         it\n\n**Problem:** The paint may be thin\n**Action:** Look\n",
        &["The bell was not rung at night / medium / resolved", "The paint may be thin / medium / resolved"],
    )]);
}

#[test]
fn of_findings_that_may_be_good_only_what_is_wrong_is_a_problem() {
    expect(&[(
        "## Seen\n\n### 1. Quay\n\n- File: `quay.md`\n- Findings:\n  - The lamps burn all night\n  - Two ropes are \
         missing\n  - The keeper keeps a log\n",
        &["Two ropes are missing / - / open"],
    )]);
}
