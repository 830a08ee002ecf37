//! Problems in tables: which column says what, and tables that describe one problem.

use crate::import_items::expect;

#[test]
fn a_column_of_descriptions_or_titles_names_the_problems() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "## Findings\n\n| Severity | Finding |\n|---|---|\n| Critical | Cranes start by themselves |\n\
             | Low | Old paint |",
            &["Cranes start by themselves / critical / open", "Old paint / low / open"],
        ),
        (
            "## Findings\n\n| Severity | Description | Status |\n|---|---|---|\n\
             | Critical | Cranes start by themselves | Open |\n| Low | Old paint | Closed |",
            &["Cranes start by themselves / critical / open", "Old paint / low / resolved"],
        ),
        (
            "## Results\n\n| Ref | Title | Rating | Description | Retest |\n|---|---|---|---|---|\n\
             | T-01 | Gate code on a note | High | On the door. | outstanding |\n\
             | T-02 | Lamp without cover | Low | Glass is gone. | passed |",
            &["Gate code on a note / high / open", "Lamp without cover / low / resolved"],
        ),
        (
            "## Befunde\n\n| ID | Beschreibung | Schwere | Stand |\n|---|---|---|---|\n\
             | B1 | Kran ohne Bremse | Kritisch | Offen |\n| B2 | Alte Farbe | Gering | Erledigt |",
            &["Kran ohne Bremse / critical / open", "Alte Farbe / low / resolved"],
        ),
        (
            "## Anomalie\n\n| ID | Descrizione | Gravità | Stato |\n|---|---|---|---|\n\
             | A1 | Gru senza freno | Media | Corretta |\n| A2 | Luce spenta | Alta | Aperta |",
            &["Gru senza freno / medium / resolved", "Luce spenta / high / open"],
        ),
        (
            "## 課題\n\n| No | 内容 | 重要度 | 状況 |\n|---|---|---|---|\n\
             | 1 | 水門の鍵がない | 最優先 | 未着手 |\n| 2 | 灯りが弱い | 高 | 完了 |",
            &["水門の鍵がない / critical / open", "灯りが弱い / high / resolved"],
        ),
        // What the words of severity mean is no list of problems.
        (
            "## Levels\n\n| Severity | Description | Answer within |\n|---|---|---|\n\
             | Critical | The port is closed | 1 h |\n| Low | A lamp is out | 1 week |",
            &[],
        ),
    ];
    expect(&cases);
}

#[test]
fn what_weighs_both_how_likely_and_how_bad_is_the_severity() {
    expect(&[
        (
            "## Risk register\n\n| ID | Risk | Likelihood | Impact | Rating |\n|---|---|---|---|---|\n\
             | R1 | Tide gauge freezes | Low | High | Medium |\n| R2 | Crew leaves | High | High | Critical |",
            &["Tide gauge freezes / medium / open", "Crew leaves / critical / open"],
        ),
        (
            "## Riscos\n\n| Risco | Probabilidade | Impacto | Nível |\n|---|---|---|---|\n\
             | Cheia na doca | Baixa | Alto | Médio |\n| Greve | Alta | Média | Alto |",
            &["Cheia na doca / medium / open", "Greve / high / open"],
        ),
    ]);
}

#[test]
fn known_vulnerabilities_keep_their_number_and_name_what_has_them() {
    expect(&[(
        "## Scan\n\n| CVE | Package | Fixed in | Severity | Status |\n|---|---|---|---|---|\n\
         | CVE-2031-90210 | libtide 1.2 | 1.3 | High | Open |\n\
         | CVE-2031-90211 | libgate 0.4 | - | Critical | Not applicable |\n\
         | CVE-2031-90212 | libmoor 2.0 | 2.1 | Low | Fixed |",
        &["CVE-2031-90210: libtide 1.2 / high / open", "CVE-2031-90212: libmoor 2.0 / low / resolved"],
    )]);
}

#[test]
fn the_last_column_that_tells_the_state_holds() {
    expect(&[(
        "## Follow-up\n\n| ID | Finding | Severity | Spring | Autumn | Evidence |\n|---|---|---|---|---|---|\n\
         | H-1 | Locks jam in frost | High | Open | Closed | heater |\n\
         | H-2 | Pilots share a radio | Low | Open | Partially closed | one more bought |",
        &["Locks jam in frost / high / resolved", "Pilots share a radio / low / partial"],
    )]);
}

#[test]
fn a_table_below_a_problem_describes_it() {
    let cases: [(&str, &[&str]); 2] = [
        (
            "## Harbour office\n\n### No spare key\n\n| Field | Value |\n|---|---|\n| Severity | High |\n\
             | Evidence | one hook, one key |\n| Status | Fixed |\n\n### Ledger gets wet\n\n\
             | Field | Value |\n|---|---|\n| Severity | Low |\n| Effort | 1 day |",
            &["No spare key / high / resolved", "Ledger gets wet / low / open"],
        ),
        (
            "## Findings\n\n### F1: No spare key\n\n| Severity | Status | Owner |\n|---|---|---|\n\
             | Critical | Fixed | Ida |\n\nText",
            &["No spare key / critical / resolved"],
        ),
    ];
    expect(&cases);
}
#[test]
fn grids_and_scores_over_time_are_no_problems() {
    let cases: [(&str, &[&str]); 2] = [
        (
            "## Risks\n\n| | Low impact | High impact |\n|---|---|---|\n| **Likely** | | R1 |\n| **Rare** | R2 | |",
            &[],
        ),
        (
            "## Findings\n\n### By month\n\n| Date | Score | Remark |\n|---|---|---|\n| May | 4/10 | first look |\n| June | 6/10 | second look |",
            &[],
        ),
    ];
    expect(&cases);
}

#[test]
fn recommendations_in_a_table_are_problems_where_they_have_a_priority() {
    let rows = "|---|---|---|\n| High | Light the mole | 2 d |\n| Low | Paint the boat | 1 d |";
    expect(&[
        (
            &format!("## Recommendations\n\n| Priority | Recommendation | Effort |\n{rows}"),
            &["Light the mole / high / open", "Paint the boat / low / open"],
        ),
        (&format!("## Roadmap\n\n| Priority | Recommendation | Effort |\n{rows}"), &[]),
    ]);
}

#[test]
fn a_table_of_how_often_each_problem_was_found_names_problems() {
    expect(&[
        (
            "## Technical debt\n\n| Problem | Count |\n|---|---|\n| Loose planks on deck | 1,100 |\n\
             | Bare wires | 3 |\n| Rusted bolts | 0 |",
            &["Loose planks on deck / - / open", "Bare wires / - / open"],
        ),
        ("## Issues\n\n| Issues | Count |\n|---|---|\n| Critical issues | 3 |\n| Low priority | 4 |", &[]),
        ("## Issues\n\n| Area | Count |\n|---|---|\n| Deck and mast | 3 |\n| Lamp room | 4 |", &[]),
    ]);
}

#[test]
fn things_with_a_priority_and_a_status_are_problems_where_they_are_not_done() {
    expect(&[
        (
            "## Was der Betrieb hat\n\n| Dokument | Stand | Priorität |\n|---|---|---|\n\
             | Notfallplan | ❌ fehlt | Hoch |\n| Lotsenbuch | ✅ vorhanden | Hoch |\n\
             | Gezeitentafel | teilweise | Mittel |",
            &["Notfallplan / high / open", "Gezeitentafel / medium / partial"],
        ),
        (
            "## Muelle\n\n| N.º | Cosa | Prioridad | Estado |\n|---|---|---|---|\n\
             | 1 | Amarras nuevas | Alta | Pendiente |\n| 2 | Faros del norte | Media | Completado |",
            &["Amarras nuevas / high / open"],
        ),
        (
            "## Action plan\n\n| Task | Status | Priority |\n|---|---|---|\n\
             | Paint buoys | Not started | High |\n| Buy rope | Pending | Low |",
            &[],
        ),
        (
            "## 7.2 Procedures needed\n\n| Procedure | Status | Priority |\n|---|---|---|\n\
             | Pilot call | ❌ Missing | P0 |\n| Lock drill | ❌ Missing | P2 |",
            &["Pilot call / critical / open", "Lock drill / medium / open"],
        ),
    ]);
}

#[test]
fn a_letter_in_a_column_of_severities_is_one() {
    expect(&[(
        "## Findings\n\n| ID | Finding | Sev | State |\n|---|---|---|---|\n\
         | F-1 | Gate unlocked | H | Open |\n| F-2 | Rope worn | M | Closed |\n| F-3 | Paint peels | L | Open |",
        &["Gate unlocked / high / open", "Rope worn / medium / resolved", "Paint peels / low / open"],
    )]);
}

#[test]
fn a_gate_that_is_not_passed_is_a_problem() {
    let table = |head: &str, open: &str, passed: &str| {
        format!(
            "## Release\n\n| {head} | Status | Notes |\n|---|---|---|\n| Rope test | {passed} | - |\n| Fire drill | {open} | May |"
        )
    };
    let found = &["Fire drill / - / open"];
    expect(&[
        (&table("Gate", "Open", "Passed"), found),
        (&table("Gate", "Blocked", "✅ Done"), found),
        (&table("Abnahmekriterium", "offen", "erledigt"), found),
        (&table("Criterio de aceptación", "Pendiente", "Completado"), found),
    ]);
}

#[test]
fn what_a_scorecard_names_as_issue_is_a_problem() {
    expect(&[(
        "## Scorecard\n\n| Area | Score | Issues |\n|---|---|---|\n| Gate | 6/10 | No lock at night |\n| Lamp | 9/10 | None |",
        &["No lock at night / - / open"],
    )]);
}

#[test]
fn the_column_that_says_more_names_the_problems() {
    let table = |head: &str, rows: &[(&str, &str)]| {
        let rows: Vec<String> =
            rows.iter().map(|(name, gap)| format!("| {name} | {gap} | later |")).collect();
        format!("## Gaps\n\n| {head} | Gap | Plan |\n|---|---|---|\n{}\n", rows.join("\n"))
    };
    expect(&[
        (
            &table("Rule", &[("Right to see the log", "No desk"), ("Yearly rope inspection", "Not done")]),
            &["Right to see the log / - / open", "Yearly rope inspection / - / open"],
        ),
        (
            &table(
                "Rule",
                &[("Log", "Nobody may see what is written in it"), ("Ropes", "Never inspected since May")],
            ),
            &["Nobody may see what is written in it / - / open", "Never inspected since May / - / open"],
        ),
    ]);
}

/// A table of two columns with something well in its second row.
fn of_two(head: &str, bad: &str, well: &str) -> String {
    format!("## How the parts are\n\n| {head} |\n|---|---|\n| {bad} |\n| {well} |")
}

#[test]
fn a_part_whose_state_says_that_it_lacks_is_a_problem_wherever_its_table_stands() {
    for (head, bad, well, expected) in [
        ("Part | Status", "Night watch | ❌ Missing", "Gate | ✅ Works", "Night watch / - / open"),
        (
            "Part | Status",
            "Night watch | **Not tried.** Nobody was there.",
            "Gate | Ready",
            "Night watch / - / open",
        ),
        ("Check | Result", "Night watch | FAILED", "Gate | PASSED", "Night watch / - / open"),
        ("Area | State", "Night watch | Partially done", "Gate | Done", "Night watch / - / partial"),
        ("Duty | Implemented?", "Night watch | No", "Gate | Yes", "Night watch / - / open"),
        ("Status | Duty", "❌ | Night watch", "✅ | Gate", "Night watch / - / open"),
        ("Komponente | Stand", "Nachtwache | Nicht erprobt", "Tor | Fertig", "Nachtwache / - / open"),
        ("Componente | Estado", "Guardia | No implementado", "Puerta | Listo", "Guardia / - / open"),
        ("Élément | Statut", "Veille | Manquant", "Porte | Prêt", "Veille / - / open"),
        ("Item | Situação", "Ronda | Pendente", "Porta | Pronto", "Ronda / - / open"),
        ("Componente | Stato", "Ronda | Mancante", "Porta | Pronta", "Ronda / - / open"),
        ("Komponen | Status", "Jaga malam | Belum ada", "Gerbang | Selesai", "Jaga malam / - / open"),
        ("Компонент | Статус", "Ночная вахта | Отсутствует", "Ворота | Готово", "Ночная вахта / - / open"),
        ("模块 | 状态", "夜间值班 | 未实现", "大门 | 已完成", "夜间值班 / - / open"),
        ("項目 | 状態", "夜間当直 | 未実施", "水門の扉 | 完了", "夜間当直 / - / open"),
    ] {
        expect(&[(&of_two(head, bad, well), &[expected])]);
    }
    // What nothing bad was found in, who still has to sign, and what comes later.
    for (head, bad, well) in [
        ("Check | Result", "Leaks | None", "Rust | No issues"),
        ("Check | Result", "Leaks | ⚠️ Good", "Rust | ✅ Passed"),
        ("Check | Result", "Leaks | ⚠️ Exception", "Rust | ✅ Passed"),
        ("Duty | Status", "Ice breaking | Not applicable", "Gate | Done"),
    ] {
        expect(&[(&of_two(head, bad, well), &[])]);
    }
    for heading in ["## Sign-off", "## Roadmap"] {
        let table = of_two("Role | Status", "Pier master | Pending", "Pilot | Signed");
        expect(&[(&table.replace("## How the parts are", heading), &[])]);
    }
}

#[test]
fn what_a_measure_misses_is_a_problem_where_a_mark_says_so() {
    let rows = "|---|---|---|---|\n| Berths covered | 75% | 69% | ⚠️ Below target |\n| Lamps lit | 40 | 44 | ✅ Met |";
    for head in ["| Gate | Threshold | Actual | Status |", "| Metric | Target | Actual | Status |"] {
        expect(&[(&format!("## Measures\n\n{head}\n{rows}"), &["Berths covered / - / open"])]);
    }
}

#[test]
fn what_is_said_of_several_things_alike_is_a_problem_of_each() {
    let of = |head: &str| {
        format!(
            "## Needs work\n\n{head}\n|---|---|\n| Locks | Never tried |\n| Pumps | Never tried |\n| Bell | Rings twice |\n"
        )
    };
    expect(&[
        (
            &of("| Feature | Issue |"),
            &["Locks: Never tried / - / open", "Pumps: Never tried / - / open", "Rings twice / - / open"],
        ),
        (&of("| Effort | Issue |"), &["Never tried / - / open", "Rings twice / - / open"]),
    ]);
}

#[test]
fn an_area_with_a_tick_is_no_problem_whatever_was_mended_in_it() {
    let table = "## How it stands\n\n| Area | Status | Critical issues |\n|---|---|---|\n| Harbour | ✅ Mostly fixed | 0 (3 fixed) |\n\
                 | Pumps | ❌ Failing | 2 of 4 stand |\n| Walls | ✅ Fixed | none |\n";
    expect(&[(table, &["Pumps / - / open"])]);
}
