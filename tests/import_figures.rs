//! Scores, days and names: which figure is meant, and which is of something else.

use serde_json::Value;

use crate::import_readings::all_facts;

#[test]
fn scores_are_read_however_they_are_written() {
    let expected = [
        ("Puntuación global: 8 sobre 10", 80.0),
        ("Pontuação geral: 8 de 10", 80.0),
        ("Punteggio complessivo: 8 su 10", 80.0),
        ("Gesamtbewertung: 8 von 10 Punkten", 80.0),
        ("Общая оценка: 8 из 10", 80.0),
        ("总体评分：８５/100", 85.0),
        ("Overall score: 85 percent", 85.0),
        ("Readiness score: 60% → 85%", 85.0),
    ];
    let texts = expected.map(|(text, _)| text);
    for ((text, percent), facts) in expected.iter().zip(all_facts(&texts)) {
        assert_eq!(facts["overall"]["percent"], *percent, "{text}");
    }
}

#[test]
fn a_letter_after_pictures_is_a_grade_of_what_stands_before_it() {
    let texts = ["✅ Code: A grade", "- ✅ Prüfung: B", "**Overall grade:** ✅ A-"];
    let percents: Vec<Value> =
        all_facts(&texts).iter().map(|facts| facts["overall"]["value"].clone()).collect();
    assert_eq!(percents, [Value::Null, Value::Null, Value::from("A-")]);
}

#[test]
fn of_two_scores_with_an_arrow_between_them_both_are_told() {
    let facts = &all_facts(&["**Readiness score:** 60% → 85%"])[0];
    let doubt = serde_json::json!([{ "fact": "overall", "readings": ["85/100", "60/100"], "line": 3 }]);
    assert_eq!((&facts["overall"]["percent"], &facts["ambiguous"]), (&Value::from(85.0), &doubt));
}

#[test]
fn a_score_in_a_word_is_kept_as_that_word() {
    let facts = &all_facts(&["**Overall rating:** Excellent (all of it)"])[0];
    assert_eq!(
        (&facts["overall"]["value"], &facts["overall"]["scale"], &facts["overall"]["percent"]),
        (&Value::from("excellent"), &Value::from("word"), &Value::Null)
    );
    let book = crate::book::Book::empty();
    book.put("a.md", "# Harbour readiness report\n\n**Overall rating:** Excellent\n**Verdict:** Approved\n");
    assert_eq!(book.run(&["import", "a.md"]).status, 0);
    let text = book.read("content/harbour/unversioned.md");
    assert!(text.contains("\n  score: \"excellent\"   # a word is no number of points\n"), "{text}");
    assert_eq!(book.run(&["check"]).status, 0);
}

#[test]
fn what_is_measured_is_no_score() {
    let texts = [
        "## Coverage\n\n| Module | Coverage |\n|---|---|\n| gate | 91% |\n| lock | 80% |\n| TOTAL | 85% |",
        "## Tests\n\nTotal: 120/130 passed (92%)",
        "## Performance\n\n| Metric | Score |\n|---|---|\n| Lighthouse | 98/100 |\n| Accessibility | 95/100 |",
        "Overall score: -5/10",
        "Overall score: 1e2/100",
        "Readiness went from 60% to 85%",
        "**Status:** In use (5/5 services)",
        "**Verdict:** 9/10 tests pass",
    ];
    let series = "## 1. Berths (65%)\n\nText.\n\n## 2. Deployment readiness (40%)\n\nText.\n\n## 3. Tides (70%)\n\nText.";
    assert_eq!(all_facts(&[series])[0]["overall"], Value::Null);
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!(facts["overall"], Value::Null, "{text}");
        assert_eq!(facts["categories"], serde_json::json!([]), "{text}");
    }
}

#[test]
fn what_is_reached_is_told_from_what_is_wanted_or_was() {
    let rows = "|---|---|---|\n| Security | 40% | 60% |\n| Berths | 30% | 70% |";
    let texts = [("Target", "Actual"), ("Before", "After"), ("Ziel", "Ist")]
        .map(|(first, second)| format!("## Scores\n\n| Category | {first} | {second} |\n{rows}"));
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        let percents: Vec<_> =
            facts["categories"].as_array().unwrap().iter().map(|c| &c["percent"]).collect();
        assert_eq!(percents, [60.0, 70.0], "{text}");
    }
}

#[test]
fn days_of_other_things_are_not_the_day_of_the_report() {
    let texts = [
        "**Launch date:** 2026-05-01",
        "**Go-live date:** 2026-05-01",
        "Release date: 2026-05-01",
        "Target date: 2026-05-01",
        "Deadline date: 2026-05-01",
        "**Incident date:** 2026-05-01",
        "**Certificate expiry date:** 2026-05-01",
        "Fecha de lanzamiento: 2026-05-01",
        "Data de lançamento: 2026-05-01",
        "Date de mise en production : 2026-05-01",
        "Ablaufdatum: 2026-05-01",
        "Дата запуска: 2026-05-01",
        "上线日期：2026-05-01",
    ];
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!(facts["date"], Value::Null, "{text}");
    }
    let both = &all_facts(&["**Launch date:** 2026-05-01\n**Date:** 2026-03-05"])[0];
    assert_eq!(both["date"], "2026-03-05");
}

#[test]
fn what_is_only_in_use_is_neither_the_project_nor_its_version() {
    let texts = [
        "This report is about logs.\n\nAmazon Web Services has outages.",
        "Our Agents should be watched. New Relic is used.",
        "**Database version:** PostgreSQL 14.2\n**Node version:** 20.1",
        "The Spanish edition is missing. The Store must be locked.",
    ];
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!((&facts["project"], &facts["release"]), (&Value::Null, &Value::Null), "{text}");
    }
    let built = &all_facts(&["Build Version: 2.0.0+1"])[0];
    assert_eq!(built["release"], "2.0.0+1");
    let named = &all_facts(&["Harbour Gate is ready for production."])[0];
    assert_eq!(named["project"], "Harbour Gate");
}

fn overall(text: &str) -> (Value, Value) {
    let facts = &all_facts(&[text])[0];
    (facts["overall"]["percent"].clone(), facts["ambiguous"].clone())
}

#[test]
fn a_total_of_counts_is_no_score() {
    let text = "**Overall score: 92/100**\n\n## Work\n\n| Level | Found | Fixed | Left | Completion |\n|---|---|---|---|---|\n\
                | Critical | 20 | 10 | 10 | 50% |\n| High | 149 | 45 | 104 | 30% |\n| **TOTAL** | **169** | **55** | **114** | **32.5%** |";
    let facts = &all_facts(&[text])[0];
    assert_eq!(
        (&facts["overall"]["percent"], &facts["categories"]),
        (&Value::from(92.0), &serde_json::json!([]))
    );
    assert_eq!(overall("## 🎯 Overall score: 13/20 (65%) 🟡").0, 65.0);
    assert_eq!(overall("**Production ready:** 80 (86%)\n\n**Overall score:** 92/100").0, 92.0);
}

#[test]
fn a_planned_score_is_not_the_one_that_holds() {
    let text = "**Current status**: 78/100 - CONDITIONAL GO\n\n## Phase 4\n\n- ✅ Production ready (95/100)";
    assert_eq!(overall(text), (Value::from(78.0), serde_json::json!([])));
    let doubt = serde_json::json!([{ "fact": "overall", "readings": ["93/100", "95/100"], "line": 3 }]);
    assert_eq!(overall("## Readiness score 93/100 → 95/100 (weeks 10-12)"), (Value::from(93.0), doubt));
}

#[test]
fn scores_out_of_anything_are_read_where_words_say_that_they_are_scores() {
    assert_eq!(overall("**Score:** 17/20").0, 85.0);
    assert_eq!(overall("## Estimated readiness level\n\n**85%**").0, 85.0);
    let doubt = serde_json::json!([{ "fact": "overall", "readings": ["85/100", "90/100"], "line": 3 }]);
    assert_eq!(overall("**Production readiness:** ~85-90%"), (Value::from(85.0), doubt));
    let table = "## Score\n\n| Area | Score |\n|---|---|\n| Security | 17/20 |\n| Tests | 12/20 |\n| **Total** | **340/400** |";
    let facts = &all_facts(&[table])[0];
    let percents: Vec<&Value> =
        facts["categories"].as_array().unwrap().iter().map(|category| &category["percent"]).collect();
    assert_eq!(
        (&facts["overall"]["percent"], percents),
        (&Value::from(85.0), vec![&Value::from(85.0), &Value::from(60.0)])
    );
    let counts = "| Environment | Status | Services |\n|---|---|---|\n| Staging | up | 5/5 |\n| Production | up | 5/5 |";
    assert_eq!(all_facts(&[counts])[0]["categories"], serde_json::json!([]));
}

#[test]
fn two_days_of_one_name_are_told() {
    let text = "**Date:** 2026-01-02\n**Last updated:** 2026-01-09\n**Assessment date:** 2026-01-05";
    let facts = &all_facts(&[text])[0];
    let doubt = serde_json::json!([{ "fact": "date", "readings": ["2026-01-02", "2026-01-05"], "line": 5 }]);
    assert_eq!((&facts["date"], &facts["ambiguous"]), (&Value::from("2026-01-02"), &doubt));
}

/// Name and percentage of every category, and of all.
fn scorecard(facts: &Value) -> (Vec<(String, f64)>, Value) {
    let name = |found: &Value| found["name"].as_str().unwrap().to_owned();
    let all = facts["categories"].as_array().unwrap().iter();
    let all = all.map(|found| (name(found), found["percent"].as_f64().unwrap())).collect();
    (all, facts["overall"]["percent"].clone())
}

#[test]
fn points_are_a_score_by_the_column_of_what_they_are_out_of() {
    let rows = |names: [&str; 3]| {
        format!(
            "| {} | 14 | 20 |\n| {} | 16 | 20 |\n| **{}** | **30** | **40** |",
            names[0], names[1], names[2]
        )
    };
    let heads = [
        ("Category | Score | Max", ["Gates", "Cranes", "Total"]),
        ("Category | Score | Max Score", ["Gates", "Cranes", "Total"]),
        ("Criterio | Puntos | Máximo", ["Puertas", "Grúas", "Total"]),
        ("Critère | Points | Maximum", ["Portes", "Grues", "Total"]),
        ("Kriterium | Punkte | Maximum", ["Tore", "Kräne", "Gesamt"]),
        ("Área | Nota | Máximo", ["Portões", "Gruas", "Total"]),
        ("Направление | Баллы | Максимум", ["Ворота", "Краны", "Итого"]),
        ("维度 | 得分 | 满分", ["闸门", "起重机", "总分"]),
        ("カテゴリ | 点数 | 満点", ["水門", "起重機", "合計"]),
        ("Area | Punteggio | Massimo", ["Porte", "Gru", "Totale"]),
    ];
    let texts: Vec<String> =
        heads.iter().map(|(head, names)| format!("| {head} |\n|---|---|---|\n{}", rows(*names))).collect();
    for (((_, names), text), facts) in heads.iter().zip(&texts).zip(all_facts(&texts)) {
        let expected = vec![(names[0].to_owned(), 70.0), (names[1].to_owned(), 80.0)];
        assert_eq!(scorecard(&facts), (expected, Value::from(75.0)), "{text}");
    }
    let texts = [
        "| Area | Max | Score |\n|---|---|---|\n| Gates | 20 | 14 |\n| Cranes | 20 | 16 |\n| Total | 40 | 30 |",
        "| Area | Score | Max | % |\n|---|---|---|---|\n| Gates | 14 | 20 | 70% |\n| Cranes | 16 | 20 | 80% |\n| Total | 30 | 40 | 75% |",
        "| Category | Weight | Score | Weighted |\n|---|---|---|---|\n| Gates | 50% | 70 | 35 |\n| Cranes | 50% | 80 | 40 |\n| Total | 100% | | 75 |",
        "| Area | Score |\n|---|---|\n| Gates | 7,0 |\n| Cranes | 8,0 |\n| Total | 7,5 |",
    ];
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        let expected = vec![("Gates".to_owned(), 70.0), ("Cranes".to_owned(), 80.0)];
        assert_eq!(scorecard(&facts), (expected, Value::from(75.0)), "{text}");
    }
}

#[test]
fn two_tables_of_areas_and_scores_are_one_scorecard() {
    let text = "| Category | Score |\n|---|---|\n| Gates | 7/10 |\n| Cranes | 8/10 |\n\n## Parts\n\n\
                | Component | Score | Notes |\n|---|---|---|\n| Cranes | 8/10 | - |\n| Lamps | 9/10 | - |";
    let expected = [("Gates", 70.0), ("Cranes", 80.0), ("Lamps", 90.0)];
    let found = scorecard(&all_facts(&[text])[0]).0;
    assert_eq!(found, expected.map(|(name, score)| (name.to_owned(), score)));
}

#[test]
fn the_score_of_a_section_is_not_that_of_all() {
    let texts = [
        "**Date:** 2026-03-05\n\n## 1. Gates\n\n**Score:** 7/10\n\n## 2. Cranes\n\n**Score:** 8/10",
        "**Date:** 2026-03-05\n\n## Gates\n\n- Rating: 7/10\n\nText.\n\n## Cranes\n\n- Rating: 8/10\n\nText.",
    ];
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!(
            (&facts["overall"], &facts["ambiguous"]),
            (&Value::Null, &serde_json::json!([])),
            "{text}"
        );
    }
    let whole = "**Score:** 7/10\n\n## 1. Gates\n\n**Score:** 6/10\n\n## 2. Cranes\n\n**Score:** 8/10";
    assert_eq!(all_facts(&[whole])[0]["overall"]["percent"], 70.0);
}

#[test]
fn a_score_is_read_from_what_is_said_of_it() {
    let expected = [
        ("Overall score: 82", Value::from(82.0)),
        ("**Overall score**: 82", Value::from(82.0)),
        ("**Score:** 41/50", Value::from(82.0)),
        ("The gate scores 82/100 on our scale.", Value::from(82.0)),
        ("We rate the gate 8.2 out of 10.", Value::from(82.0)),
        ("The gate is 82% production ready.", Value::from(82.0)),
        ("综合得分：82/100分", Value::from(82.0)),
        ("Overall score ranges from 0/100 to 100/100.", Value::Null),
        ("Overall score: 4", Value::Null),
        ("Total points: 82", Value::Null),
        ("Total tables: 82", Value::Null),
        ("Overall score: 2026", Value::Null),
    ];
    let texts: Vec<String> = expected.iter().map(|(text, _)| format!("## Summary\n\n{text}")).collect();
    for ((text, percent), facts) in expected.iter().zip(all_facts(&texts)) {
        assert_eq!(facts["overall"]["percent"], *percent, "{text}");
    }
}

#[test]
fn the_days_of_a_period_are_both_told() {
    let texts = ["**Date:** 2026-03-02 to 2026-03-05", "**Date:** 2–5 March 2026"];
    let doubt = serde_json::json!([{ "fact": "date", "readings": ["2026-03-05", "2026-03-02"], "line": 3 }]);
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!((&facts["date"], &facts["ambiguous"]), (&Value::from("2026-03-05"), &doubt), "{text}");
    }
}

#[test]
fn stars_in_headings_are_scores_also_where_their_figure_stands_beside_them() {
    let read =
        |texts: [&str; 2]| -> Vec<_> { all_facts(&texts).iter().map(|facts| scorecard(facts).0).collect() };
    let found = read([
        "## **Ramp**: ⭐⭐⭐⭐⭐ (5/5)\n\nText.\n\n## **Radio**: ⭐⭐⭐⭐ (4/5)\n\nText.",
        "## Gates (5/5)\n\nText.\n\n## Cranes (4/5)\n\nText.",
    ]);
    assert_eq!(found[0], [("Ramp".to_owned(), 100.0), ("Radio".to_owned(), 80.0)]);
    assert_eq!(found[1], [], "five of five gates may answer");
}

#[test]
fn a_figure_that_a_sentence_goes_on_from_is_no_score() {
    let texts = [
        "## Readiness\n\n- **Ropes:** 100% of all ropes are tarred\n- **Buoys:** 70% fewer leaks than in May\n\
         - **Gates:** 90% der Tore schließen",
        "## Readiness\n\n- **Ropes:** 80% done\n- **Buoys:** 60% — good\n- **Gates:** 50% erledigt und dicht",
        "## Summary\n\n```\n│ HARBOUR READINESS SCORECARD │\n│ Ropes │ PASSED │ 100% tarred ropes, 0 torn ones at all. │\n\
         │ Pilot Readiness │ PASSED │ All is told of 100% of the ships │\n```",
        "## Measurements\n\n```\n│ Doors without a lock │ 0 (0.0%) │\n│ Journeys to the pier │ 100% SUCCESS │\n```",
    ];
    let facts = all_facts(&texts);
    let cards: Vec<_> = facts.iter().map(|facts| scorecard(facts).0).collect();
    let scores =
        [("Ropes", 80.0), ("Buoys", 60.0), ("Gates", 50.0)].map(|(name, score)| (name.to_owned(), score));
    assert_eq!(cards, [vec![], scores.to_vec(), vec![], vec![]]);
    assert!(facts.iter().all(|facts| facts["overall"].is_null()));
}

#[test]
fn a_heading_of_the_state_of_all_has_its_score() {
    for heading in [
        "Current state: 6/10",
        "Текущее состояние: 6/10",
        "Aktueller Stand: 6/10",
        "État actuel : 6/10",
        "当前状态：6/10",
    ] {
        let text = format!("## Goal\n\nTo open the harbour.\n\n## 📊 {heading}\n\n### Piers\n\nWet.");
        assert_eq!(all_facts(&[text])[0]["overall"]["percent"], 60.0, "{heading}");
    }
}

#[test]
fn a_sum_or_an_average_of_something_else_is_no_score() {
    let of = |label: &str| format!("## Summary\n\n{label}: 85%\n\n- No fence");
    for label in [
        "Average rate",
        "Total requests answered",
        "Durchschnitt der Wartezeit",
        "Total de buques",
        "Среднее время",
    ] {
        assert_eq!(all_facts(&[of(label)])[0]["overall"], Value::Null, "{label}");
    }
    for label in ["Average", "Total score", "Average security readiness", "Durchschnitt", "合计"] {
        assert_eq!(all_facts(&[of(label)])[0]["overall"]["percent"], 85.0, "{label}");
    }
    let row =
        "| Metric | Value |\n|---|---|\n| Average rate | 85% |\n| Ropes | 90% |\n\n## Gaps\n\n- No fence";
    assert_eq!(all_facts(&[row])[0]["overall"], Value::Null);
}

#[test]
fn of_scorecards_before_and_after_the_last_one_counts() {
    let of = |was: &str, is: &str| {
        let card = |heading: &str, percent: u8| {
            format!(
                "### {heading}\n\n| Category | Score |\n|---|---|\n| Security | {percent}/100 |\n| Tests | {percent}/100 |\n\n"
            )
        };
        card(was, 40) + &card(is, 80)
    };
    let texts = [
        of("Before remediation:", "After remediation:"),
        of("Previous scores", "Current scores"),
        of("Puntuación anterior", "Puntuación actual"),
        of("Avant", "Après"),
        of("Vorher", "Nachher"),
        // Without what was before, it is only hoped for.
        of("Score today", "After remediation"),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let expected = [80.0, 80.0, 80.0, 80.0, 80.0, 40.0];
    for ((text, percent), facts) in texts.iter().zip(expected).zip(all_facts(&texts)) {
        let percents: Vec<Value> =
            scorecard(&facts).0.iter().map(|(_, percent)| Value::from(*percent)).collect();
        assert_eq!(percents, [Value::from(percent), Value::from(percent)], "{text}");
    }
}
