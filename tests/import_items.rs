//! Which headings, items and rows are problems, and what became of them.

use serde_json::Value;

use crate::book::Book;
use crate::import_readings::all_facts;

/// Title, severity and status of every finding.
fn findings(facts: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let all = facts["findings"].as_array().unwrap().iter();
    all.map(|found| [word(&found["title"]), word(&found["severity"]), word(&found["status"])].join(" / "))
        .collect()
}

pub fn expect(cases: &[(&str, &[&str])]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for ((text, expected), facts) in cases.iter().zip(all_facts(&texts)) {
        assert_eq!(findings(&facts), *expected, "{text}");
    }
}

#[test]
fn a_heading_with_its_own_severity_is_a_problem_whatever_its_words() {
    expect(&[
        (
            "## Issues\n\n### Missing tide limits\n\n**Severity:** High\n**Status:** Open\n\n\
             ### Problems with the crane feed\n\n- **Severity:** Low\n- **Status:** Fixed",
            &["Missing tide limits / high / open", "Problems with the crane feed / low / resolved"],
        ),
        (
            "### Keys in the harbour log\n\n**Severity:** Critical",
            &["Keys in the harbour log / critical / open"],
        ),
        (
            "## Security\n\n### Incomplete berth records\n\n- **Severity:** Medium\n- **Owner:** pier team\n\n\
             ## Tests\n\n### ISSUE-4: Nobody tried the lock\n\n- **Severity:** High\n- **Impact:** Ships wait",
            &["Incomplete berth records / medium / open", "Nobody tried the lock / high / open"],
        ),
        ("## Severity levels\n\n**Severity:** how bad it is", &[]),
    ]);
}

#[test]
fn a_section_that_says_there_is_nothing_has_nothing() {
    expect(&[
        ("## Blockers\n\nNone. The gate meets our rules:\n\n- All berths answer", &[]),
        ("### High risk ❌ (None identified)\n\n- Cranes are calm", &[]),
        ("## Critical issues: 0\n\n- All mended in this release", &[]),
        (
            "## Critical issues\n\nNo blockers, but one issue remains:\n\n- Locks stick",
            &["Locks stick / critical / open"],
        ),
    ]);
}

#[test]
fn what_is_well_does_not_inherit_how_bad_the_problems_around_it_are() {
    expect(&[(
        "## 🔴 Critical issues\n\n- Locks stick\n\n### Backups — PASS\n\n- ⚠️ Tide store is slow",
        &["Locks stick / critical / open", "Tide store is slow / - / open"],
    )]);
}

#[test]
fn a_mark_before_what_an_item_says_marks_the_item() {
    expect(&[(
        "## Critical issues\n\n- **Berth pages:** ✅ answer\n- **Login** ✅ Fixed\n- **Locks** stick",
        &["Login / critical / resolved", "Locks / critical / open"],
    )]);
}

#[test]
fn a_status_outranks_what_tells_of_a_result() {
    expect(&[
        (
            "## Issues\n\n### Login fails\n\n**Severity:** High\n**Status:** Fixed ✅\n**Result:** Ships enter, nothing open",
            &["Login fails / high / resolved"],
        ),
        (
            "## Issues\n\n### Login fails\n\n**Severity:** High\n**Result:** nothing open\n**Status:** Fixed",
            &["Login fails / high / resolved"],
        ),
        (
            "## Critical issues resolved\n\n### 1. Missing crane parts\n**Status:** COMPLETED ✅\n\n\
             - **Result:** the crane turns, no blocking parts",
            &["Missing crane parts / critical / resolved"],
        ),
    ]);
}

#[test]
fn a_row_of_a_scorecard_is_no_problem_but_what_its_column_of_issues_says_is() {
    expect(&[
        (
            "## Scorecard\n\n| Category | Score | Status | Critical issues |\n|---|---|---|---|\n\
             | **Security** | 58/100 | ❌ CRITICAL | Keys in the log |\n| **Tests** | 80/100 | ✅ | None |",
            &["Keys in the log / critical / open"],
        ),
        (
            "## Scorecard\n\n| Category | Score | Status | Blocker? |\n|---|---|---|---|\n| Security | 14/20 | ⚠️ | Yes |\n\
             | Tests | 18/20 | ✅ | No |",
            &[],
        ),
    ]);
}

#[test]
fn prices_and_whom_to_call_are_no_problems() {
    expect(&[
        ("### Critical\n\n- Crane host: $60/month\n- Tide store: €12 a month", &[]),
        ("## Support\n\n**Technical issues**:\n\n- Email problems: pier@example.org", &[]),
        ("## Kosten\n\n**Risiken**:\n\n- Kran: teuer", &[]),
    ]);
}

#[test]
fn categories_named_in_other_languages_find_their_place_in_the_rubric() {
    for (language, security, tests) in [
        ("es", "Seguridad", "Pruebas"),
        ("pt", "Segurança", "Testes"),
        ("de", "Sicherheit", "Tests"),
        ("fr", "Sécurité", "Tests"),
        ("it", "Sicurezza", "Test"),
        ("id", "Keamanan", "Pengujian"),
        ("tr", "Güvenlik", "Testler"),
        ("ru", "Безопасность", "Тестирование"),
        ("zh", "安全性", "测试"),
        ("ja", "セキュリティ", "テスト"),
        ("ko", "보안", "테스트"),
        ("ar", "الأمان", "الاختبارات"),
    ] {
        let book = Book::empty();
        book.put(
            "in.md",
            format!(
                "# Anchor readiness report\n\n## Score\n\n| Area | Score |\n|---|---|\n| {security} | 80/100 |\n| {tests} | 70/100 |\n"
            ),
        );
        assert_eq!(book.run(&["import", "in.md"]).status, 0);
        let text = book.read("content/anchor/unversioned.md");
        assert!(text.contains("categories:\n  security: 80/100\n  testing: 70/100\n"), "{language}: {text}");
    }
}

/// A question stands beside the category that it is about, and beside none whose name only begins alike.
#[test]
fn another_score_of_a_category_is_asked_of_that_category_alone() {
    let book = Book::empty();
    let report = "# Foo Production Readiness Report\n\n**Date:** 2026-01-20\n\n\
                  | Category | Score |\n|---|---|\n| Security | 80/100 |\n| Security testing | 70/100 |\n| Testing | 60/100 |\n\n\
                  ## Security testing: 50/100\n\nWords.\n\n## Testing: 60/100\n\nWords.\n\n## Security: 80/100\n\nWords.\n";
    book.put("report.md", report);
    let run = book.run(&["import", "report.md", "--dry-run"]);
    let asked: Vec<&str> = run.out.lines().filter(|line| line.contains("which one holds?")).collect();
    assert!(asked.iter().all(|line| !line.contains("  security: 80/100")), "{}", run.out);
    assert!(
        run.out.contains("Security testing 50/100") || run.err.contains("Security testing 50/100"),
        "{}{}",
        run.out,
        run.err
    );
}

#[test]
fn another_score_of_a_category_is_told() {
    let table =
        |score| format!("| Area | Score |\n|---|---|\n| Security | {score}/100 |\n| Testing | 70/100 |");
    let text = format!("## Scores\n\n{}\n\n## Scores by area\n\n{}", table(80), table(60));
    let facts = &all_facts(&[text.as_str()])[0];
    let doubt = serde_json::json!([
        { "fact": "category", "readings": ["Security 80/100", "Security 60/100"], "line": 14 }
    ]);
    assert_eq!(facts["ambiguous"], doubt);
    let book = Book::empty();
    book.put("in.md", format!("# Anchor readiness report\n\n{text}\n"));
    assert_eq!(book.run(&["import", "in.md"]).status, 0);
    let text = book.read("content/anchor/unversioned.md");
    assert!(
        text.contains("  security: 80/100   # QUESTION: line 14 says Security 60/100; which one holds?\n"),
        "{text}"
    );
}

#[test]
fn titles_keep_numbers_that_are_part_of_them_and_lose_codes_and_ratings() {
    expect(&[
        (
            "## Issues\n\n- CVE-2031-1111 in libtide (Critical)\n- PCI-DSS 4.0 unmet\n- TLS 1.0 accepted\n\
             - F-01 · Pier lamp out (High)\n- GH-12: gate squeaks [Low]\n- Rope frays - Medium\n\
             - UTF-8 breaks the log",
            &[
                "CVE-2031-1111 in libtide / critical / open",
                "PCI-DSS 4.0 unmet / - / open",
                "TLS 1.0 accepted / - / open",
                "Pier lamp out / high / open",
                "gate squeaks / low / open",
                "Rope frays / medium / open",
                "UTF-8 breaks the log / - / open",
            ],
        ),
        ("## 問題一覧\n\n1、鍵がない\n\n- 2、灯りがない", &["灯りがない / - / open"]),
    ]);
}

#[test]
fn items_state_severity_and_status_in_clauses_of_their_own() {
    expect(&[(
        "## Issues\n\n- **Rope frays** `high`\n- Gate squeaks. **Severity: critical**\n\
         - **Lamp is out** - By night. Medium priority.\n- **Buoy drifts** - Fixed in 2.4, keep an eye on it.\n\
         - Fog horn is weak — will be fixed\n- **Cambio de faro.** Gravedad alta",
        &[
            "Rope frays / high / open",
            "Gate squeaks. Severity: critical / critical / open",
            "Lamp is out / medium / open",
            "Buoy drifts / - / resolved",
            "Fog horn is weak — will be fixed / - / open",
            "Cambio de faro / high / open",
        ],
    )]);
}

#[test]
fn a_list_of_ticks_and_crosses_says_what_is_and_what_is_not_whatever_its_heading_plans() {
    expect(&[
        (
            "## Recommendations\n\n### 1. Lamps\n\n- ✅ Lit at night\n- ⚠️ **Missing:** Spare glass\n\n\
             **Recommendation:**\n\n- ⚠️ **Buy** some\n\n**Status:** ✅ Fine",
            &["Missing: Spare glass / - / open"],
        ),
        ("## Issues\n\n1. **Locks stick**\n   - **Missing:** grease", &["Locks stick / - / open"]),
    ]);
}

#[test]
fn what_follows_from_a_problem_rates_it_where_nothing_else_does() {
    expect(&[(
        "## Known issues\n\n### Issue 1: Locks stick\n\n**Impact**: Medium - ships wait\n\n\
         ### Issue 2: Lamp is out\n\n**Impact**: High seas are unlit\n\n\
         ### Issue 3: Rope frays\n\n**Impact**: High\n**Severity**: Low",
        &["Locks stick / medium / open", "Lamp is out / - / open", "Rope frays / low / open"],
    )]);
}

#[test]
fn what_passed_was_a_problem_where_it_has_a_severity() {
    expect(&[(
        "## Issues\n\n### 1. Keys under the mat\n\n**Severity:** Medium\n**Status:** ✅ OK\n\n\
         ### 2. Lamp at the gate\n\n**Status:** ✅ OK",
        &["Keys under the mat / medium / resolved"],
    )]);
}

#[test]
fn codes_before_a_problem_do_not_name_it() {
    expect(&[(
        "## Gaps\n\n- **B-1 (P1-5 / P2-10):** Boats drift at ebb. They hit the pier.\n- **Berth 4 (north):** No rings\n\
         - **F-1 (Low): Flags are torn**: all of them",
        &[
            "Boats drift at ebb / high / open",
            "Berth 4 (north): No rings / - / open",
            "Flags are torn / low / open",
        ],
    )]);
}

#[test]
fn crosses_in_an_outline_of_areas_are_problems_and_what_concludes_is_none() {
    expect(&[
        (
            "## Assessment\n\n- **Locks**\n  - ✅ Greased\n  - ❌ No spare key\n\n- A very long story of locks\n  - ❌ Gone",
            &["No spare key / - / open"],
        ),
        ("## Verdict\n\n🔴 **BLOCKED**\n\n## State\n\n⚠️ **Status**: Before launch. Needs work.", &[]),
        (
            "## Known issues\n\n1. **Lamp smokes** - Status: Fixed in May\n2. **Lock rusts** - Status: Open",
            &["Lamp smokes / - / resolved", "Lock rusts / - / open"],
        ),
    ]);
}

#[test]
fn items_of_a_collection_in_bold_are_problems_each() {
    expect(&[
        (
            "## Not implemented\n\n1. **Rare weather features**\n   - Hail plates\n   - Dust filters\n\n\
             2. **Slow lamp**\n   - turns once a minute",
            &["Hail plates / - / open", "Dust filters / - / open", "Slow lamp / - / open"],
        ),
        (
            "## Nicht umgesetzt\n\n- **Seltene Funktionen**\n  - Nebelhorn\n  - Blaues Licht",
            &["Nebelhorn / - / open", "Blaues Licht / - / open"],
        ),
    ]);
}

#[test]
fn crosses_mark_no_problem_where_things_were_taken_away() {
    for heading in
        ["**Removed old files:**", "### Deleted scripts", "### Gelöschte Dateien", "### Archivos eliminados"]
    {
        expect(&[(&format!("## Cleanup\n\n{heading}\n\n- ❌ `old_ropes` (twice there)\n- ❌ lamps"), &[])]);
    }
    expect(&[("## Cleanup\n\n### Lamps\n\n- ❌ No night switch", &["No night switch / - / open"])]);
}

#[test]
fn a_numbered_case_in_bold_below_problems_is_one() {
    expect(&[(
        "## Limitations\n\n**Scenario 1: Fog at night**\n```\nthe lamp is weak\n```\n\n\
         **Case 2: Ice in port**\n```\nropes freeze\n```\n\n**Step 3: Call the keeper**\n```\nring\n```",
        &["Scenario 1: Fog at night / - / open", "Case 2: Ice in port / - / open"],
    )]);
}

#[test]
fn a_name_in_a_script_without_spaces_is_a_title_where_it_is_no_single_word() {
    expect(&[(
        "## 已知问题\n\n1. **缆绳检查**：需要补充记录\n2. **灯**：晚上太暗",
        &["缆绳检查 / - / open", "灯: 晚上太暗 / - / open"],
    )]);
}

#[test]
fn what_an_hourglass_or_turning_arrows_mark_is_not_yet_as_it_should_be() {
    expect(&[
        (
            "## Harbour wall (still to come)\n\n- ⏳ Fenders on the quay\n- ⏳ Bollard paint\n\n## Quay\n\n\
             - ✅ Steps\n- 🔄 Handrail at the steps\n- 🚧 Lamps along the wall",
            &[
                "Fenders on the quay / - / open",
                "Bollard paint / - / open",
                "Handrail at the steps / - / partial",
                "Lamps along the wall / - / partial",
            ],
        ),
        ("## Crane\n\n- 🔄 Turns by hand\n- 🔄 Turns by motor", &[]),
        (
            "## Antes do lançamento\n\n1. **✅ DONE** - Boias pintadas\n2. **⏳ TODO** - Amarras novas no cais",
            &["Amarras novas no cais / - / open"],
        ),
    ]);
}
