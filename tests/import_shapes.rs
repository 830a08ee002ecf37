//! Shapes of reports: numbered lines in bold, what was wrong and what mended it, areas with how bad the worst in them is,
//! what is to be known, and what wakes somebody up.

use serde_json::Value;

use crate::import_readings::all_facts;

fn expect(cases: &[(&str, &[&str])]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    for ((text, expected), facts) in cases.iter().zip(all_facts(&texts)) {
        let all = facts["findings"].as_array().unwrap().iter();
        let found: Vec<String> = all
            .map(|found| {
                [word(&found["title"]), word(&found["severity"]), word(&found["status"])].join(" / ")
            })
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn numbered_lines_in_bold_below_problems_are_problems() {
    expect(&[
        (
            "## High severity\n\n**1. Lock - it opens too early (HIGH)**\n- **Part:** lock\n- **Severity:** HIGH\n\n\
             **2. Crane logs are lost**\n- **Part:** crane\n- **Impact:** nobody knows",
            &["Lock - it opens too early / high / open", "Crane logs are lost / high / open"],
        ),
        (
            "## Kritische Probleme\n\n**1. Schleuse öffnet zu früh**\n\nSchiffe warten nicht.\n\n\
             **2. Kran steht still**\n\nNiemand weiß, warum.",
            &["Schleuse öffnet zu früh / critical / open", "Kran steht still / critical / open"],
        ),
        ("## Issues\n\n**1. Known issues**\n\n- Locks stick", &["Locks stick / - / open"]),
    ]);
}

#[test]
fn lettered_lines_below_a_problem_are_its_parts_where_they_say_what_follows() {
    expect(&[
        (
            "## Critical issues\n\n### 1. Build failures of the gate\n\n**Status:** open\n\n#### Key issues:\n\n\
             **A. Gate types differ**\n- **Impact:** no build\n\n**B. Tide types differ**\n- **Fix:** make them anew",
            &[
                "Build failures of the gate / critical / open",
                "Gate types differ / critical / open",
                "Tide types differ / critical / open",
            ],
        ),
        (
            "## Problemas críticos\n\n### 1. Errores de compilación\n\n**Estado:** abierto\n\n**A. Tipos de la grúa**\n\
             - **Impacto:** no compila",
            &["Errores de compilación / critical / open", "Tipos de la grúa / critical / open"],
        ),
        (
            "## Critical issues\n\n### 1. Build failures of the gate\n\n**Status:** open\n\n#### Solution\n\n**1. Make the types anew**\n\
             - **Effort:** a day",
            &["Build failures of the gate / critical / open"],
        ),
    ]);
}

#[test]
fn what_was_wrong_and_what_mended_it_is_a_resolved_problem() {
    expect(&[
        (
            "## ✅ Completed\n\n### 1. **Berth pages** ✅\n- **Issue**: they showed made-up ships\n- **Solution**:\n  - Read the register\n\n\
             ### 2. Gate page\n- **Problem**: it was empty\n- **Fix**: filled",
            &["Berth pages / - / resolved", "Gate page / - / resolved"],
        ),
        (
            "## Details\n\n### Der Kran steht\n\n**Problem:** kein Strom\n\n**Lösung:** Kabel legen",
            &["Der Kran steht / - / open"],
        ),
        ("## Troubleshooting\n\n### The page is empty\n\n**Problem:** no data\n\n**Solution:** wait", &[]),
    ]);
}

#[test]
fn a_severity_with_a_number_before_it_is_a_group() {
    let table = "| ID | Item | Status |\n|---|---|---|\n| M-1 | Old cranes | ✅ Resolved |\n| M-2 | Slow tides | Pending |";
    let text = format!("## 6. Blockers\n\n### 6.2 Medium-priority items (after launch)\n\n{table}");
    let list = "## Known issues\n\n### 1. High priority issues\n\n1. **No load test**\n   - Impact: unknown";
    expect(&[
        (text.as_str(), &["Old cranes / medium / resolved", "Slow tides / medium / open"]),
        (list, &["No load test / high / open"]),
    ]);
}

#[test]
fn areas_with_how_bad_the_worst_in_them_is_are_problems_and_rules_to_watch_by_are_none() {
    expect(&[
        (
            "## Overview\n\n| Área | Estado | Severidad máxima | Próxima acción |\n|---|---|---|---|\n\
             | Grúas | código listo | Alta | probar |\n| Mareas | parcial | Baja | medir |",
            &["Grúas / high / open", "Mareas / low / partial"],
        ),
        (
            "## Overview\n\n| Area | State | Worst severity | Next action |\n|---|---|---|---|\n| Cranes | code only | High | try |",
            &["Cranes / high / open"],
        ),
        (
            "## Watching\n\n| Component | Threshold | Severity | Action |\n|---|---|---|---|\n| Crane | 90 s | High | call |",
            &[],
        ),
    ]);
}

#[test]
fn what_is_to_be_known_and_what_wakes_somebody_up_is_no_problem() {
    expect(&[
        ("## ⚠️ Important notes\n\n### Keys\n\n- The gate reads them at its start", &[]),
        ("## ⚠️ Важные замечания\n\n- Ключи читаются при запуске", &[]),
        ("## ⚠️ Wichtige Hinweise\n\n- Schlüssel werden beim Start gelesen", &[]),
        (
            "## Watching\n\n### Critical alerts to set up\n\n**High priority (at once):**\n- Crane silent for a minute\n- Gate fails",
            &[],
        ),
        ("## Überwachung\n\n### Kritische Alarme\n\n- Kran schweigt", &[]),
        ("## 1.1 Secrets ✅ PASSED\n\n**Findings:**\n- All keys come from the vault", &[]),
        ("## 1.1 Claves ✅\n\n**Hallazgos:**\n- Todas las claves vienen de la bóveda", &[]),
        ("## 1.1 Secrets ❌\n\n**Findings:**\n- Keys in the log", &["Keys in the log / - / open"]),
    ]);
}

#[test]
fn what_is_recommended_with_a_warning_before_a_step_is_open() {
    expect(&[
        (
            "## ⚠️ Recommendations before the pilot\n\n1. **Load test the lock**",
            &["Load test the lock / - / open"],
        ),
        (
            "## ⚠️ Recomendaciones antes del piloto\n\n1. **Probar la grúa con carga**",
            &["Probar la grúa con carga / - / open"],
        ),
        ("## Recommendations\n\n1. **Load test the lock**", &[]),
    ]);
}

#[test]
fn what_nobody_has_validated_is_a_gap() {
    expect(&[
        (
            "## Summary\n\nLimitations to be mended before sign-off:\n- No tides in the tests",
            &["No tides in the tests / - / open"],
        ),
        ("## Figures\n\nNot validated yet:\n- Latency under load", &["Latency under load / - / open"]),
        ("## Zahlen\n\nNoch nicht geprüft:\n- Dauer unter Last", &["Dauer unter Last / - / open"]),
    ]);
}

#[test]
fn what_is_yet_to_be_mended_is_open() {
    expect(&[
        ("## Issues to be fixed\n\n- Locks stick", &["Locks stick / - / open"]),
        ("## Issues not yet fixed\n\n- Locks stick", &["Locks stick / - / open"]),
        ("## Probleme, noch nicht behoben\n\n- Schleuse klemmt", &["Schleuse klemmt / - / open"]),
        ("## Missing parts, all fixed\n\n- Locks stick", &["Locks stick / - / resolved"]),
    ]);
}

#[test]
fn a_problem_said_again_with_more_words_is_one() {
    expect(&[
        (
            "## Critical blockers\n\n1. Tests fail\n\n## Remaining issues\n\n1. Tests fail (69 of 100)\n2. **Tests fail**: 69 of 100",
            &["Tests fail / critical / open"],
        ),
        (
            "## Issues\n\n- Limits missing (login)\n- Limits missing (search)",
            &["Limits missing (login) / - / open", "Limits missing (search) / - / open"],
        ),
    ]);
}

#[test]
fn how_ready_it_is_in_the_verdict_is_the_score_and_the_head_of_a_plan_says_what_holds() {
    let texts = [
        "### 🎯 Production status: 100% ready\n\n### Gate (90% complete)\n\n### Crane (80% complete)\n\n### Tide (70% complete)",
        "# Harbour readiness roadmap\n\n**Current status**: 78/100 - conditional go\n\n## Phase 1\n\nWords.",
        "## Summary\n\n- 4 production-grade cranes turn",
        "## Conclusion\n\n**Status:** ✅ SECURE FOR LAUNCH",
        "## Fazit\n\n**Status:** Das Tor ist sicher für den Betrieb",
    ];
    let facts = all_facts(&texts);
    assert_eq!(facts[0]["overall"]["percent"], 100.0);
    assert_eq!(facts[1]["verdict"], "conditional");
    assert_eq!(facts[2]["verdict"], Value::Null);
    assert_eq!(facts[3]["verdict"], "ready");
    assert_eq!(facts[4]["verdict"], "ready");
}

#[test]
fn lists_in_fences_are_problems_below_a_line_that_announces_them() {
    expect(&[(
        "## 3. Security\n\n```\n🚨 HIGH PRIORITY ISSUES:\n1. Gate stands open (3 times)\n• Keys hang outside\n\n\
         📅 TIMELINE:\n• Close the gate by May\n\n✅ STRENGTHS:\n• The wall\n```\n\n\
         ## Roadmap\n\n```\nISSUES:\n- Paint\n```\n\n## Known issues\n\n```\n- pier\n  - lamp\n```",
        &["Gate stands open (3 times) / high / open", "Keys hang outside / high / open"],
    )]);
}

#[test]
fn a_heading_that_says_what_lacks_is_a_problem_and_one_that_says_that_something_does_is_none() {
    expect(&[(
        "## Critical issues (2)\n\n### Missing locks\n\nAt the gate.\n\n### Broken lamp at the mole\n\nSince May.\n\n\
         ### Known issues\n\nSome text.",
        &["Missing locks / critical / open", "Broken lamp at the mole / critical / open"],
    )]);
}

#[test]
fn lines_that_name_a_problem_are_problems_below_what_announces_them() {
    expect(&[(
        "## Issues\n\n**Problem:** The lamp smokes at night. It stinks.\n**Solution:** Trim the wick.\n\n\
             **Problem:** The lock rusts\n**Severity:** High\n**Root cause:** Sea water\n\n\
             ## Tides\n\n**Problem:** The moon pulls\n\n\
         ## Slow crane\n\n**Problem:** It waits\n**Root cause:** Rust\n**Solution:** Oil",
        &["The lamp smokes at night / - / open", "The lock rusts / high / open", "Slow crane / - / open"],
    )]);
}
