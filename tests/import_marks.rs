//! What marks say of problems: crosses, lights and words beside them.

use crate::import_items::expect;

#[test]
fn a_cross_marks_a_problem_below_a_detail_of_a_group() {
    let marked = |label: &str| {
        format!(
            "## The piers, one by one\n\n### ⚠️ **3. North pier - wait two weeks**\n\n**Status:** 🟡 Not yet\n\n\
             **{label}:**\n- ⚠️ New planks, never walked on\n- ✅ Rails hold\n- ❌ The old ladder slipped\n\n\
             **Budget:**\n- Forty planks"
        )
    };
    for label in ["Evidence", "Beweise", "Evidencia"] {
        expect(&[(
            &marked(label),
            &["New planks, never walked on / - / open", "The old ladder slipped / - / open"],
        )]);
    }
    expect(&[(
        "## Known issues\n\n### Pump leaks\n\n**Severity:** high\n\n**Impact:**\n- ❌ Ships wait\n- ❌ Cellar is wet",
        &["Pump leaks / high / open"],
    )]);
}

#[test]
fn a_numbered_heading_with_a_severity_is_a_problem_whatever_is_listed_below_it() {
    let text = "## Weitere Punkte\n\n### 1. Bojen verrosten 🟠 HOCH\n\n- Kette dünn\n- Kein Anstrich\n\n\
                ### 2. Sicherheit 🟡 MITTEL\n\n- Zaun fehlt\n- Tor offen\n\n\
                ### 3. Mittlere Priorität\n\n- Lampen tauschen";
    let found =
        &["Bojen verrosten / high / open", "Sicherheit / medium / open", "Lampen tauschen / medium / open"];
    expect(&[(text, found)]);
    expect(&[(
        "## Audit\n\n#### 1. Tide tables are wrong - HIGH\n\n- Printed last year\n- From another port\n\n\
         #### 2. Phase one: critical repairs\n\n- Print new ones",
        &["Tide tables are wrong / high / open"],
    )]);
}

#[test]
fn what_is_numbered_like_a_problem_before_it_is_one_too() {
    expect(&[
        (
            "## Findings\n\n### 1. Gate never closes\n\n- Spring broken\n- Since May\n\n\
             ### 2. Monitoring\n\n- No camera at the pier\n- No log",
            &["Gate never closes / - / open", "Monitoring / - / open"],
        ),
        (
            "## Findings\n\n### 1. Security\n\n- No lock\n- No fence\n\n\
             ### 2. Monitoring\n\n- No camera at the pier\n- No log",
            &[
                "No lock / - / open",
                "No fence / - / open",
                "No camera at the pier / - / open",
                "No log / - / open",
            ],
        ),
    ]);
}

#[test]
fn a_heading_that_fields_describe_is_one_problem_with_all_that_stands_below_it() {
    expect(&[
        (
            "## Problemas\n\n### Iluminación del muelle\n\n- **Estado:** básica\n- Faltan dos faroles\n\
             - Cable viejo\n\n**Configuración actual:**\n\n```yaml\nlamp: 1\n```\n\n**Recomendaciones:**\n\
             - Comprar faroles",
            &["Iluminación del muelle / - / open"],
        ),
        (
            "## Critical pier issues\n\n### Double ledger problem\n\n**Root cause:** There are two ledgers:\n\
             - one by the gate\n- one by the office\n\n**Impact:** Ships wait because:\n1. the gate reads one",
            &["Double ledger problem / critical / open"],
        ),
        (
            "## Pier\n\n### Known issues\n\n**Impact:** low\n\n- A bollard is loose\n- A plank is rotten",
            &["A bollard is loose / - / open", "A plank is rotten / - / open"],
        ),
    ]);
}

#[test]
fn a_line_in_bold_with_a_bracket_after_it_introduces_a_list() {
    expect(&[(
        "## Risks\n\n**High risk** (stops the launch)\n- Gate stays open\n\n**Риск низкий** (можно позже)\n- Краска сохнет\n\n\
         **中风险**（关注）\n- 缆绳太旧\n",
        &["Gate stays open / high / open", "Краска сохнет / low / open", "缆绳太旧 / medium / open"],
    )]);
}

#[test]
fn an_item_that_only_names_an_area_is_no_problem_but_what_is_listed_in_it() {
    expect(&[
        (
            "## Risiken\n\n1. **Sicherheit**\n   - Zaun fehlt\n   - Tor offen\n\n2. **Leuchtfeuer**\n   - flackert\n",
            &["Zaun fehlt / - / open", "Tor offen / - / open", "Leuchtfeuer / - / open"],
        ),
        (
            "## Known issues\n\n1. **Security: no fence**\n   - seen in May\n\n2. **Testing**\n   - **Impact:** high\n\n\
             ## Known gaps\n\n- [ ] **Documentation**\n  - Tide tables\n",
            &["Security: no fence / - / open", "Testing / high / open", "Documentation / - / open"],
        ),
    ]);
}

#[test]
fn what_follows_if_it_starts_now_is_a_risk_below_risks() {
    let of = |heading: &str| {
        format!(
            "{heading}\n\n### If we open now\n\n1. **Wet cellars**: sure at spring tide\n2. **Lost ropes**: likely"
        )
    };
    expect(&[
        (
            &of("## Risk assessment"),
            &["Wet cellars: sure at spring tide / - / open", "Lost ropes: likely / - / open"],
        ),
        (&of("## Guide"), &[]),
    ]);
}

#[test]
fn a_heading_that_says_what_is_mended_is_one_problem_that_is_resolved() {
    expect(&[(
        "## Critical failures\n\n### Winch: ✅ FIXED (was broken)\n\n- **Formerly**: turned by hand\n\
         - **Since May**: a motor\n\n### Fixed issues ✅\n\n- Rope was cut\n",
        &["Winch / critical / resolved", "Rope was cut / critical / resolved"],
    )]);
}

#[test]
fn broken_links_are_problems_and_a_list_of_links_is_none() {
    expect(&[
        (
            "## 3. Broken links & bugs (resolved)\n\n- ❌ **CRITICAL**: the sign at the gate led nowhere. **FIXED.**",
            &["the sign at the gate led nowhere / critical / resolved"],
        ),
        ("## Known issues\n\n### Useful links\n\n- Tide tables", &[]),
    ]);
}

#[test]
fn a_heading_that_says_what_lacks_is_one_problem_where_its_state_stands_below_it() {
    let of = |heading: &str, state: &str| {
        format!("## ✅ Piers\n\n### ⚠️ **{heading}**\n\n- **{state}:** 🟡\n- no times\n- no heights\n")
    };
    expect(&[
        (&of("Missing tide tables", "Status"), &["Missing tide tables / - / open"]),
        (&of("Fehlende Gezeitentafeln am Kai", "Status"), &["Fehlende Gezeitentafeln am Kai / - / open"]),
        (&of("Known issues", "Status"), &["no times / - / open", "no heights / - / open"]),
    ]);
}

#[test]
fn a_word_that_it_is_fixed_outranks_a_line_that_tells_of_it() {
    expect(&[(
        "## Issues\n\n### 1. Rope was cut ✅ FIXED\n\n- **Issue**: worn\n- **Status**: No more cuts seen\n\n\
         ### 2. Winch squeaks\n\n- **Issue**: dry\n- **Status**: Fixed\n",
        &["Rope was cut / - / resolved", "Winch squeaks / - / resolved"],
    )]);
}

#[test]
fn what_is_done_after_the_launch_is_no_problem() {
    let of = |heading: &str, week: &str| {
        format!("## {heading}\n\n### {week}\n\n- Ronde de nuit\n- Radio ouverte\n")
    };
    expect(&[
        (&of("Suivi post-lancement", "Première semaine (critique)"), &[]),
        (&of("Betreuung nach dem Start", "Erste Woche (kritisch)"), &[]),
        (&of("Seguimiento después del lanzamiento", "Primera semana (crítico)"), &[]),
    ]);
}

#[test]
fn an_item_that_ends_with_a_tick_is_well_unless_it_says_that_it_was_mended() {
    expect(&[
        (
            "## ⚠️ Concerns\n\n1. **Rails**: the smith looks after them ✅\n\n2. **Ladder**: loose\n\n\
             3. **Gate**: fixed in May ✅\n\n4. **Planks**: painted ✅\n",
            &["Ladder: loose / - / open", "Gate: fixed in May / - / resolved"],
        ),
        ("## Bekannte Probleme\n\n- Seile sind trocken ✅\n- Anker rostet\n", &["Anker rostet / - / open"]),
    ]);
}

#[test]
fn how_many_problems_there_are_is_none_of_them() {
    expect(&[(
        "## Verdict\n\n**High priority issues**: 5+ issues are left\n**Critical issues**: the gate is open at night\n",
        &["the gate is open at night / critical / open"],
    )]);
}

#[test]
fn verbs_in_a_bracket_say_nothing_of_what_became_of_a_problem() {
    expect(&[(
        "## Missing\n\n1. **Tide book**: cannot be changed (only open/read/closed)\n2. **Ledger** (now closed)\n",
        &["Tide book: cannot be changed (only open/read/closed) / - / open", "Ledger / - / resolved"],
    )]);
}

#[test]
fn a_remedy_that_tells_of_what_was_done_says_that_it_is_mended() {
    let report = |label: &str, value: &str| {
        format!(
            "## Key findings\n\n### 2.1 Rope store is wet\n\n**Issue:** rain comes in.\n\n**{label}:** {value}\n"
        )
    };
    for (label, value) in [
        ("Resolution", "I created a hatch for it."),
        ("Resolution", "We have added a roof"),
        ("Fix", "Added a roof of slate"),
        ("Fix", "Has been rebuilt"),
        ("Lösung", "Wurde ersetzt"),
        ("Solución", "Se agregó un techo"),
        ("Solution", "Ajouté un toit"),
        ("Solução", "Adicionado um telhado"),
        ("Soluzione", "Aggiunto un tetto"),
        ("Solusi", "Ditambahkan atap"),
        ("Решение", "Добавлена крыша"),
        ("修复方案", "已添加屋顶"),
        ("修正内容", "屋根を追加しました"),
    ] {
        expect(&[(&report(label, value), &["Rope store is wet / - / resolved"])]);
    }
    for value in [
        "Add a roof",
        "Clean up the loft before winter",
        "Set `enabled` in the book",
        "We will have a roof added",
        "Not added yet",
    ] {
        expect(&[(&report("Resolution", value), &["Rope store is wet / - / open"])]);
    }
    // A tick after a sentence praises the sentence, alone it says that all is done.
    let state =
        |value: &str| format!("## What needs attention\n\n### 1. Rope store\n\n**Status**: {value}\n");
    expect(&[
        (&state("The pier has a shed for a while ✅"), &["Rope store / - / open"]),
        (&state("✅"), &["Rope store / - / resolved"]),
    ]);
}

#[test]
fn a_mark_that_warns_announces_problems_in_any_language() {
    for mark in ["🚨", "🛑", "⛔", "⚠️"] {
        let text = format!(
            "## Havn\n\n### {mark} Alvorlige ting\n\n#### 1. Dokken er åpen om natten\n\nIngen vakt.\n"
        );
        let rating = if mark == "⚠️" { "-" } else { "critical" };
        expect(&[(&text, &[&format!("Dokken er åpen om natten / {rating} / open")])]);
    }
}

#[test]
fn what_is_announced_as_bad_and_reads_well_is_well() {
    for (heading, items) in [
        (
            "The port is **READY** with the following caveats:",
            "1. All cranes are healthy\n2. The lamps burn\n3. The gate is working\n4. Ropes are new",
        ),
        ("## Known issues", "- The locks are working\n- All tests passing"),
        ("## Limitaciones", "- La grúa funciona\n- Puerta en orden"),
        ("## Bekannte Probleme", "- Alle Kräne in Ordnung\n- Die Schleuse funktioniert"),
        ("## Известные проблемы", "- Причал работает\n- Всё отлично"),
    ] {
        expect(&[(&format!("## Port\n\n{heading}\n\n{items}"), &[])]);
    }
    // One that is bad makes a list of problems of it.
    expect(&[(
        "## Known issues\n\n- The gate is working\n- Ropes are missing",
        &["The gate is working / - / open", "Ropes are missing / - / open"],
    )]);
}
