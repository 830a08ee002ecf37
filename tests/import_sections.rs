//! Which headings are problems, which announce them, and which say that there are none.

use crate::import_items::expect;

#[test]
fn an_item_that_says_there_is_nothing_is_no_problem_in_any_language() {
    let cases = [
        ("Known issues", "None at the moment"),
        ("Critical issues", "No critical issues were found during the review."),
        ("Problemas críticos", "No se encontraron problemas críticos"),
        ("Problemas críticos", "Nenhum identificado"),
        ("Problèmes critiques", "Aucun problème identifié à ce jour"),
        ("Kritische Probleme", "Keine kritischen Probleme gefunden"),
        ("Problemi critici", "Nessun problema rilevato al momento"),
        ("Критические проблемы", "Отсутствуют"),
        ("严重问题", "未发现严重问题"),
        ("重大な問題", "特になし"),
    ];
    for (heading, item) in cases {
        expect(&[(&format!("## {heading}\n\n- {item}\n\n## Notes\n\nText"), &[])]);
    }
    expect(&[(
        "## Known issues\n\n- No backups of the moor ledger",
        &["No backups of the moor ledger / - / open"],
    )]);
}

#[test]
fn a_heading_with_its_severity_before_or_after_it_is_a_problem() {
    let found = &["Locks never close / critical / open", "Pilot radio is deaf / high / open"];
    for (first, second) in [
        ("[Critical] Locks never close", "[High] Pilot radio is deaf"),
        ("Critical - Locks never close", "High - Pilot radio is deaf"),
        ("Critical — Locks never close", "High — Pilot radio is deaf"),
        ("🔴 Locks never close", "🟠 Pilot radio is deaf"),
        ("Locks never close 🔴 critical", "Pilot radio is deaf 🟠 high"),
    ] {
        expect(&[(&format!("## Findings\n\n### {first}\n\nText.\n\n### {second}\n\nText."), found)]);
    }
}

#[test]
fn what_was_mended_is_listed_as_resolved() {
    let cases: [(&str, &[&str]); 3] = [
        (
            "## ✅ Fixes applied\n\n### 1. ✅ Gate greased\n\nIt was stiff.\n\n## Correctifs appliqués\n\n\
             ### 2. Amarres doublées\n\nUne par bateau.",
            &["Gate greased / - / resolved", "Amarres doublées / - / resolved"],
        ),
        (
            "## Fixed since build 12\n\n- ✔ Buoy drifts at ebb\n\n## Critical issues (all resolved)\n\n\
             1. Lamp was out\n2. Rope was cut",
            &[
                "Buoy drifts at ebb / - / resolved",
                "Lamp was out / critical / resolved",
                "Rope was cut / critical / resolved",
            ],
        ),
        (
            "## ✅ What We Fixed\n\n### 1. Open pier at night (was CRITICAL) ✅ FIXED\n\nA gate now.\n\n\
             ### 2. Slow crane (was HIGH) ⚠️ PARTIALLY FIXED\n\nOiled.",
            &["Open pier at night / critical / resolved", "Slow crane / high / partial"],
        ),
    ];
    expect(&cases);
}

#[test]
fn a_priority_announces_whatever_explains_it() {
    expect(&[(
        "## Issues\n\n### P2 — annoying\n\n- Foghorn is flat\n\n### P3 — meh\n\n- Paint peels\n\n\
         ### 3.1 Must be fixed before the regatta\n\n- Start gun is wet\n\n### Priorità media\n\n- Faro spento",
        &[
            "Foghorn is flat / medium / open",
            "Paint peels / low / open",
            "Start gun is wet / critical / open",
            "Faro spento / medium / open",
        ],
    )]);
}

#[test]
fn a_line_that_rates_risk_as_a_whole_is_no_problem() {
    expect(&[(
        "## Risk assessment\n\n- Overall risk: Low\n- Harbour master: away",
        &["Harbour master: away / - / open"],
    )]);
}

#[test]
fn what_only_names_how_bad_it_is_names_no_category() {
    let facts = crate::import_readings::all_facts(&[
        "## Findings\n\n### High\n\n- Rope frays\n\n### P2\n\n- Paint peels",
    ]);
    let categories: Vec<_> =
        facts[0]["findings"].as_array().unwrap().iter().map(|found| found["category"].clone()).collect();
    assert_eq!(categories, [serde_json::Value::Null, serde_json::Value::Null]);
}

#[test]
fn a_paragraph_with_its_title_in_bold_is_a_problem_below_problems_or_where_it_says_how_bad_it_is() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "## Blockers\n\n**1. Locks jam in frost.** Ice gets in.\nSeen twice.\n\n\
             **Keys hang outside.** Anyone may take one.\n\n**Owner:** pier team\n\n**With a heater it will do.**",
            &["Locks jam in frost / critical / open", "Keys hang outside / critical / open"],
        ),
        (
            "## Walk\n\n**Lamps are dim.** Half of them.\nSeverity: High. Partially addressed: new bulbs.\n\n\
             **The sea was calm.** All day.",
            &["Lamps are dim / high / partial"],
        ),
        (
            "## 問題一覧\n\n### （一）P1 出港前\n\n**1、水門が凍る**（毎朝）\n**2、鍵がない**\n",
            &["水門が凍る / high / open", "鍵がない / high / open"],
        ),
        (
            "## Should be fixed before launch (P1)\n\n**3. Crane squeaks.** Oil it.\n\n**4. Gulls nest.** Move them.",
            &["Crane squeaks / high / open", "Gulls nest / high / open"],
        ),
    ];
    expect(&cases);
}

#[test]
fn items_below_an_item_that_names_problems_are_problems() {
    expect(&[(
        "- Locks\n  - done\n    - new gate\n  - problems\n    - Jams in frost [high priority]\n\
         \x20   - ~~Leaks~~\n- Fixed since spring\n  - ✔ Lamp was out\n",
        &["Jams in frost / high / open", "Leaks / - / resolved", "Lamp was out / - / resolved"],
    )]);
}

#[test]
fn areas_below_problems_hold_them_or_have_none() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "## Findings\n\n### 2.1 Operations\n\nTwo remarks:\n\n- Radio is deaf\n- Log is wet\n\n\
             ### 2.2 What held up well\n\n- Canary lives\n- Clock runs",
            &["Radio is deaf / - / open", "Log is wet / - / open"],
        ),
        ("## Findings\n\n### Quality assurance\n\nNo blocking issues found.", &[]),
        (
            "## Findings\n\n### Pier observations\n\nFrom the walk.\n\n| Issue | Owner |\n|---|---|\n| Rust on bolts | Ida |",
            &["Rust on bolts / - / open"],
        ),
        (
            "## Critical issues\n\n### Rope was cut ✅ FIXED\n\nText\n\n### Gate squeaks ⏳ IN PROGRESS\n\nText",
            &["Rope was cut / critical / resolved", "Gate squeaks / critical / partial"],
        ),
    ];
    expect(&cases);
}

#[test]
fn a_numbered_observation_is_a_problem_of_no_severity() {
    expect(&[(
        "## Observations\n\n### Observation 2.1 - Logs are edited by hand\n\n**Risk.** Nobody knows.\n\nText",
        &["Logs are edited by hand / - / open"],
    )]);
}

#[test]
fn what_is_recommended_by_priority_is_what_is_not_yet_as_it_should_be() {
    expect(&[
        (
            "## Recommendations\n\n### High priority\n\n1. **Lamps**: Light the mole\n\n### Immediate actions\n\n\
             1. Call the pilot\n\n## Recomendaciones\n\n### Prioridad alta\n\n- Pintar la boya",
            &["Lamps: Light the mole / high / open", "Pintar la boya / high / open"],
        ),
        ("## Roadmap\n\n### High priority\n\n1. Light the mole", &[]),
    ]);
}

#[test]
fn what_ranks_settings_wishes_and_calls_is_no_problem() {
    expect(&[
        (
            "## Settings\n\n**Required:**\n\n- LAMP_URL\n\n**Optional:**\n\n- LAMP_LOG\n\n\
             ## Features\n\n### Must have\n\n- Lamps\n\n### Nice to have\n\n- Music\n\n\
             ## Incident response\n\n### Severity 1 (critical)\n\n- Call the pilot",
            &[],
        ),
        ("## Issues\n\n### Must have\n\n- No lamps at the mole", &["No lamps at the mole / critical / open"]),
    ]);
}

#[test]
fn a_low_risk_is_explained_by_what_is_well() {
    expect(&[
        ("## Risk assessment\n\n**Overall risk: LOW**\n\n- The old pier still stands", &[]),
        (
            "## Risk assessment\n\n**Overall risk: HIGH**\n\n- The old pier has fallen",
            &["The old pier has fallen / high / open"],
        ),
    ]);
}

#[test]
fn words_of_problems_in_the_names_of_what_is_done_about_them_announce_none() {
    expect(&[(
        "## Vulnerability scanning\n\n- Each night\n\n## Major improvements\n\n- Lamps\n\n\
         ## Limitations of this review\n\n- No boat at hand\n\n## Red flags\n\n- Rope is cut",
        &["Rope is cut / - / open"],
    )]);
}

#[test]
fn a_heading_above_headings_for_what_is_wrong_and_what_mends_it_is_a_problem() {
    let rated = &["Mooring ropes fray / high / open", "Deck lamps are dim / medium / open"];
    for (problem, remedy) in
        [("Problem", "Solution"), ("What's wrong", "Fix"), ("Issue description", "Measures")]
    {
        let text = format!(
            "## Ferry\n\n### 1. [HIGH] Mooring ropes fray\n\n#### {problem}\n\n- They tear\n- They rot\n\n\
             #### {remedy}\n\nNew ropes.\n\n### 2. [MEDIUM] Deck lamps are dim\n\n#### {problem}\n\nDim.\n\n\
             #### {remedy}\n\nNew lamps."
        );
        expect(&[(&text, rated)]);
    }
    expect(&[
        (
            "## 缆绳检查\n\n### 1. 【CRITICAL】缆绳磨损需要更换\n\n#### 问题描述\n\n- 很旧\n\n#### 改进措施\n\n换新的。",
            &["缆绳磨损需要更换 / critical / open"],
        ),
        (
            "## Einzelheiten\n\n### 1. Rampe im Winter\n\n#### Aktuelles Problem\n\nSie rutscht.",
            &["Rampe im Winter / - / open"],
        ),
        // An area is none, and neither is what only has measures.
        (
            "## Parts\n\n### 1. Security\n\n#### Problem\n\nText.\n\n### 2. Ramp\n\n#### Measures\n\nText.",
            &[],
        ),
    ]);
}

#[test]
fn a_state_below_problems_says_what_became_of_them() {
    expect(&[
        (
            "## Known issues\n\n### Resolved (spring)\n\n- ✅ Gangway jams\n- Radio drops calls\n\n\
             ### Won't fix\n\n- Paint peels\n\n### Open\n\n- Mast creaks",
            &[
                "Gangway jams / - / resolved",
                "Radio drops calls / - / resolved",
                "Paint peels / - / accepted",
                "Mast creaks / - / open",
            ],
        ),
        ("## Bekannte Probleme\n\n### 🟢 Behoben\n\n- ✅ Lampe flackert", &["Lampe flackert / - / resolved"]),
        // What an area has is no problem of it.
        ("## Lamp: incomplete\n\n### Implemented\n\n- Night switch\n- Day switch", &[]),
    ]);
}

#[test]
fn what_is_only_partly_there_is_not_yet_as_it_should_be() {
    let found = &["Fog horn / - / partial", "Storm bell / - / partial"];
    for heading in
        ["🚧 Partially implemented (3-4%)", "Partially complete", "In progress", "Partial features"]
    {
        expect(&[(&format!("## {heading}\n\n- Fog horn\n- Storm bell"), found)]);
    }
    expect(&[("## Partial shutdown of the lamp\n\n- Turn the key", &[])]);
}

#[test]
fn what_may_happen_and_what_stops_a_release_are_no_problems() {
    for heading in [
        "If serious problems show up at sea:",
        "In case of critical failures:",
        "Falls kritische Fehler auftreten:",
        "Si surgen problemas graves:",
        "如果出现严重问题：",
        "**No-go conditions:**",
        "**Rollback criteria**",
    ] {
        expect(&[(&format!("## Harbour rules\n\n{heading}\n\n1. Lamp is out\n2. Ropes have errors"), &[])]);
    }
}

#[test]
fn what_must_be_fixed_is_a_problem_in_a_plan_too() {
    expect(&[(
        "## Ship criteria\n\n### Must-fix before sailing (2 items)\n\n1. **Manual lacks the rope chapter** - crews\n\
         read it\n2. Wrap the cable\n\n### Nice to have\n\n- Gold paint",
        &["Manual lacks the rope chapter / critical / open", "Wrap the cable / critical / open"],
    )]);
}

#[test]
fn a_problem_of_which_nothing_follows_is_one() {
    expect(&[(
        "## Known issues\n\n### 1. Deck door warning\n\n**Impact**: None - expected warning\n**Effort**: Small",
        &["Deck door warning / medium / open"],
    )]);
}

#[test]
fn how_sure_somebody_is_rates_no_problems() {
    let of =
        |heading: &str| format!("## Gaps\n\n### {heading}\n\n- The bell hangs loose\n- The pumps leak\n");
    let unrated: &[&str] = &["The bell hangs loose / - / open", "The pumps leak / - / open"];
    let rated: &[&str] = &["The bell hangs loose / high / open", "The pumps leak / high / open"];
    expect(&[
        (&of("Launch confidence: **HIGH** 🟢"), unrated),
        (&of("Remaining risk: **HIGH** 🟠"), rated),
        (&of("Issues of high priority"), rated),
    ]);
}

#[test]
fn features_that_are_not_ready_are_problems() {
    let of = |heading: &str, below: &str| {
        format!("## Features\n\n### Ready (2)\n\n- Bell\n- Lamps\n\n### {heading}\n\n{below}\n")
    };
    let table = "| Feature | Issue |\n|---|---|\n| Forms | Ink runs dry |";
    expect(&[
        (&of("Not ready (1)", table), &["Ink runs dry / - / open"]),
        (&of("Not ready (1)", "- Forms of the crew"), &["Forms of the crew / - / open"]),
        (&of("Ready to be shown", "- Forms of the crew"), &[]),
    ]);
}
