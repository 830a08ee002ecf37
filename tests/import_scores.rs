//! The score of all: in which shapes it is told, and which shares are of something else.

use serde_json::Value;

use crate::import_readings::all_facts;

fn expect(expected: &[(Option<f64>, &str)]) {
    let texts: Vec<&str> = expected.iter().map(|(_, text)| *text).collect();
    for ((percent, text), facts) in expected.iter().zip(all_facts(&texts)) {
        let found = facts["overall"]["percent"].clone();
        assert_eq!(found, percent.map_or(Value::Null, Value::from), "{text}");
    }
}

#[test]
fn a_score_of_all_is_read_in_whatever_words() {
    expect(&[
        (Some(82.0), "Blended current score: about 82%."),
        (Some(78.0), "## Summary\n\nHarbour Gate is at 78 % readiness."),
        (Some(78.0), "**Status**: ✅ **78% PRODUCTION-READY**"),
        (Some(86.0), "## Conclusion\n\nFinal tally: 86 / 100"),
        (Some(88.0), "## Summary\n\n**88/100** — good, with gaps in the lamps."),
        (
            Some(86.0),
            "## Scores\n\n| Area | Score |\n|---|---|\n| Lamps | 80 |\n| Doors | 92 |\n| **Blended** | **86** |",
        ),
        (
            Some(98.0),
            "## Grades\n\n| Area | Grade | Score |\n|---|---|---|\n| Lamps | A | 95% |\n| **Overall** | **A+** | **98%** |",
        ),
        (Some(88.0), "| Overall | 88% |\n|---|---|\n| Owner | Port team |"),
        (Some(100.0), "✅ **生產就緒度**: **100% READY**"),
        (Some(85.0), "**Gesamtreife:** 85 %"),
        (Some(96.0), "## 專案完成度\n\n### 整體進度\n\n- **96%** 完成 ✅"),
        (Some(95.0), "**Durum:** Production'a %95 hazır"),
        (Some(95.0), "**DURUM:** ÜRETİME HAZIR (95%)"),
        (Some(85.0), "**Tingkat kesiapan:** 85%"),
        (Some(96.0), "## Conclusion\n\nThe Harbour Digital Twin Platform is now **96% production-ready**."),
        (Some(85.0), "## ИТОГ\n\n**Проект готов к развертыванию на 85%**"),
    ]);
}

#[test]
fn a_share_of_something_else_is_no_score() {
    expect(&[
        (None, "## Checks\n\n- ✅ Audit completed (A+ grade, 98% security score)"),
        (None, "## Conclusion\n\n1. **96.5% of the pump services are operational** (28/29)"),
        (None, "## Sign-off\n\n- [x] All engines at production grade (100% test pass rate)"),
        (None, "## Conclusion\n\nProduction readiness work is complete: 100% of the tests pass."),
        (
            None,
            "## Piers\n\n| Pier | Lit | All | State |\n|---|---|---|---|\n| North | 2/3 | 3 | 67% |\n| **Total** | 15/16 | 16 | 94% |",
        ),
        (None, "## Conclusion\n\nThe gate is production-ready and has 100% feature parity with the old one."),
        (None, "## Conclusion\n\nOverall cost fell by 30%."),
        (
            None,
            "## Issues\n\n| # | Issue | Certainty | RICE score |\n|---|---|---|---|\n| 7 | No index of the ledger | 100% | 4000 |\n| 8 | Lamps | 80% | 300 |",
        ),
        (None, "## Summary\n\nOverall, 95% of requests finish within a second."),
        (None, "## Readiness\n\n- Determinism score 100%"),
        (None, "## Summary\n\n**12/15** doors were seen."),
        (None, "## Summary\n\n- ✅ **100% Phase 2 completion**\n- lamps are lit"),
        (None, "## Conclusion\n\n### Reasons\n\n1. ✅ **Core lamps 100% ready**\n   - They are lit"),
        (None, "## Conclusion\n\nOnce all lamps of the old quay are mended it will be 96% ready."),
    ]);
}

#[test]
fn a_score_behind_an_arrow_holds_where_it_is_said_to_be_done() {
    expect(&[
        (Some(100.0), "**Readiness level**: 80% → 100% (phases 1-9 complete)"),
        (Some(80.0), "**Readiness level**: 80% → 100% (phases 10 and 11)"),
    ]);
}

#[test]
fn a_line_that_introduces_a_list_says_nothing_of_what_follows_it() {
    expect(&[(
        Some(82.0),
        "# Gate\n\nText.\n\n## Current score\n\nReadiness depends on the target:\n\n- Lamps: 90%\n- Doors: 70%\n\nBlended score: 82%.",
    )]);
}

#[test]
fn categories_are_read_by_their_shape() {
    let expected = [("Security", 80.0), ("Testing", 60.0), ("Deployment", 90.0)];
    let of_lights =
        "| Security | 🟢 good | 80% |\n| Testing | 🟡 fair | 60% |\n| Deployment | 🟢 good | 90% |";
    let lights = format!(
        "## Summary\n\n| Field | State | Share |\n|---|---|---|\n{of_lights}\n| **Readiness** | 🟡 | **77%** |"
    );
    let texts = [
        lights.as_str(),
        "## Readiness by area\n\n- Security 80%\n- Testing 60%\n- Deployment 90%",
        "## Scores\n\n```\nSecurity:    80/100\nTesting:     60/100\nDeployment:  90/100\nTotal:       77/100\n```",
        "## Security\n\nScore: 80%\n\nText.\n\n## Testing\n\n**Score:** 6/10\n\n## Deployment\n\nScore: 90/100\n\n## Notes\n\nText.",
        "## Distance\n\n| Layer | Done | Gap |\n|---|---|---|\n| Security | ~80% | lamps |\n| Testing | ~60% | doors |\n| Deployment | 90% | none |",
    ];
    let pairs = |facts: &Value| -> Vec<(String, f64)> {
        let all = facts["categories"].as_array().cloned().unwrap_or_default();
        all.iter()
            .map(|one| (one["name"].as_str().unwrap().to_owned(), one["percent"].as_f64().unwrap()))
            .collect()
    };
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!(pairs(&facts), expected.map(|(name, percent)| (name.to_owned(), percent)), "{text}");
    }
    let one = &all_facts(&["## Security\n\nScore: 80%\n\nText.\n\n## Notes\n\nText."])[0];
    assert_eq!(
        pairs(one),
        [("Security".to_owned(), 80.0)],
        "one section is enough where it is that of an area"
    );
    let starred = "## Strengths\n\n**Security**: ⭐⭐⭐⭐ STRONG\n- Locks\n\n**Testing**: ⭐⭐⭐ FAIR\n- Doors\n\n**Deployment**: ⭐⭐⭐⭐⭐ GOOD\n- Lamps";
    let stars = [("Security", 80.0), ("Testing", 60.0), ("Deployment", 100.0)];
    assert_eq!(pairs(&all_facts(&[starred])[0]), stars.map(|(name, percent)| (name.to_owned(), percent)));
    let others = [
        "## The gate\n\nScore: 80%\n\nText.",
        "## Security\n\nScore: not assessed yet; target 90 %\n\nText.",
        "## Security\n\nScore: TBD (target: 90/100)\n\nText.",
        "## Security\n\nScore: n/a (3/10 tests)\n\nText.",
        "## Security\n\nScore: up from 40 % to 80 %\n\nText.",
        "## Security\n\nScore: 40 %, 80 % is the target\n\nText.",
        "## Plan\n\n### P0 - Critical ✅ 100%\n\nText.\n\n### P1 - High ✅ 80%\n\nText.\n\n### P2 - Medium ⚠️ 30%\n\nText.",
        "## Holes\n\n### HIGH: Open doors (Severity: 8/10)\n\nText.\n\n### Low: Lamps (7/10)\n\nText.",
        "## Ideas\n\n**Impact**: ⭐⭐⭐⭐ large\n**Priority**: ⭐⭐⭐ fair\n**Risk**: ⭐⭐ small",
        "## Tests\n\n| Module | Done | All |\n|---|---|---|\n| Lamps | 4 | 5 |\n| Doors | 80% | 5 |\n| Gate | 3 | 5 |",
        "## Traffic\n\n- Canary 5%\n- Half 50%\n- Full 100%",
        "## Scores of the page\n\n```\nPaint:   85/100\nLabels:  92/100\n```",
        "## Doors\n\n| Door | State | Open |\n|---|---|---|\n| North | ✅ ok | 40% |\n| South | ✅ ok | 60% |\n| East | ✅ ok | 50% |",
    ];
    for (text, facts) in others.iter().zip(all_facts(&others)) {
        assert_eq!(pairs(&facts), [], "{text}");
    }
}

#[test]
fn the_score_of_an_area_or_of_each_section_is_none_of_all() {
    let none = [
        "### Overall code quality rating: **6/10**\n\n- Strong",
        "## Security\n\n**Overall security rating:** 6/10",
        "### Harbour code\n\n- **Overall compliance**: 45%\n\n### Pier code\n\n- **Overall compliance**: 40%",
        "### Lamps\n\n**Overall:** 7/10\n\n### Pumps\n\n**Overall:** 5/10",
        "### Lamps\n\nThey hold:\n- day\n- night\n\n**Assessment score: 70/100**\n\n### Pumps\n\nThey hold:\n- day\n- night\n\n**Assessment score: 50/100**",
    ];
    let some = ["## Result\n\n**Overall quality score:** 78/100", "**Overall score:** 78/100"];
    let of = |text: &&str| format!("# Readiness report\n\nReady.\n\n{text}\n\n## Notes\n\nText.");
    let texts: Vec<String> = none.iter().chain(&some).map(of).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (at, facts) in all_facts(&texts).iter().enumerate() {
        let expected = if at < none.len() { Value::Null } else { Value::from(78.0) };
        assert_eq!(facts["overall"]["percent"], expected, "{}", texts[at]);
    }
}

#[test]
fn a_level_that_is_reached_is_of_all() {
    expect(&[
        (Some(65.0), "# Readiness report\n\n## 📊 Your current level: **65/100**\n\n- **Lamps**: 75/100"),
        (Some(70.0), "# Readiness report\n\n**Maturity level:** 3.5/5"),
        (Some(65.0), "# Bericht zur Produktionsreife\n\n**Reifegrad:** 65/100"),
        (Some(65.0), "# Informe de preparación\n\n**Nivel actual:** 65/100"),
    ]);
}

#[test]
fn all_of_what_was_counted_is_no_score_unless_points_are_round() {
    expect(&[
        (None, "## Pier readiness validation: 14/14 passing"),
        (None, "```\n✅ Total lamps: 83/83\n```"),
        (Some(100.0), "**Overall readiness score:** 25/25"),
        (Some(100.0), "**Overall score:** 12/12"),
        (None, "**Overall**: 8/10 gates met"),
        (None, "**Status**: Production Ready (29/33 harbour tests passing)"),
        (Some(80.0), "**Overall**: 8/10 - good"),
        (Some(90.0), "**Current Status**: 9/10 - Ready for QA\n\n## Gates\n\n**Overall**: 8/10 gates met"),
    ]);
}

#[test]
fn a_share_of_what_is_counted_as_ready_is_no_score() {
    expect(&[
        (None, "**Production ready:** 35+ piers (58%)"),
        (Some(58.0), "**Production ready:** 58%"),
        (Some(58.0), "**Overall:** 35 piers met (58%)"),
    ]);
}

#[test]
fn what_an_earlier_sentence_says_belongs_to_no_figure() {
    expect(&[
        (
            Some(40.0),
            "## Summary\n\nThe gate needs work before it opens. Current state: **~40% production-ready**.",
        ),
        (None, "## Summary\n\nCurrent target: **40% production-ready**."),
        (Some(85.0), "## Conclusion\n\n**Overall: 85% → 100% with ~2 hours of work**"),
        (
            Some(82.0),
            "We went along the pier.\n\n## Lamps\n\nAll burn.\n\n## Doors\n\nOverall score: approx. 82/100",
        ),
    ]);
}
