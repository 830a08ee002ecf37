//! Readings of reports, by what their shapes have in common: each line of these tables is a shape.

use serde_json::Value;

use crate::book::{Run, readybook};

/// The facts of a text below a title.
fn facts(text: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.md"), format!("# Readiness report\n\n{text}\n")).unwrap();
    let run = Run::of(readybook().current_dir(folder.path()).args([
        "import",
        "--force",
        "--dry-run",
        "--format",
        "json",
        "report.md",
    ]));
    assert_eq!(run.status, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// The facts of texts, each below a title, read at once.
pub fn all_facts<T: AsRef<str>>(texts: &[T]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    for (n, text) in texts.iter().enumerate() {
        let text = format!("# Readiness report\n\n{}\n", text.as_ref());
        std::fs::write(folder.path().join(format!("{n:03}.md")), text).unwrap();
    }
    let run = Run::of(readybook().args(["import", "--force", "--format", "json"]).arg(folder.path()));
    assert_eq!(run.status, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Holds that each of the texts concludes this.
#[track_caller]
pub fn expect_verdict(verdict: impl Into<Value>, texts: &[&str]) {
    let verdict = verdict.into();
    for (text, facts) in texts.iter().zip(all_facts(texts)) {
        assert_eq!(facts["verdict"], verdict, "{text}");
    }
}

/// Name and percentage of every category.
fn categories(text: &str) -> Vec<(String, f64)> {
    let facts = facts(text);
    let all = facts["categories"].as_array().unwrap().iter();
    all.map(|found| (found["name"].as_str().unwrap().to_owned(), found["percent"].as_f64().unwrap()))
        .collect()
}

#[test]
fn categories_are_read_from_every_shape_of_scorecard() {
    let expected = [("Harbour Gate", 80.0), ("Tests", 60.0), ("Tide Table", 90.0)];
    for text in [
        "| Area | Score |\n|---|---|\n| Harbour Gate | 80% |\n| Tests | 60% |\n| Tide Table | 90% |",
        "| Area | Score |\n|---|---|\n| Harbour Gate | 8.0 |\n| Tests | 6.0 |\n| Tide Table | 9.0 |",
        "| Area | Score | Max | Share |\n|---|---|---|---|\n| Harbour Gate | 16 | 20 | 80% |\n| Tests | 9 | 15 | 60% |\n\
         | Tide Table | 9 | 10 | 90% |",
        "## 1. Harbour Gate ✅ (8/10)\n\nText.\n\n## 2. Tests 🚨 (6/10)\n\nText.\n\n## 3. Tide Table (9/10)\n\nText.",
        "## 1. Harbour Gate\n\n**Status: GOOD (80/100)**\n\n## 2. Tests\n\n**Status: POOR (60/100)**\n\n## 3. Tide Table\n\n\
         **Status: GOOD (90/100)**",
        "## 1. Harbour Gate\n- **Score: 8/10**\n\n## 2. Tests\n- **Score: 6/10**\n\n## 3. Tide Table\n- **Score: 9/10**",
        "## Where we stand\n\n- ✅ **Harbour Gate**: 80/100 - solid\n- ⚠️ **Tests**: 60/100 - few\n- **Tide Table**: 90/100",
        "## Readiness score\n\n- **Harbour Gate**: ✅ 80% - solid\n- **Tests**: ✅ 60%\n- **Tide Table**: ✅ 90%",
        "**Status by layer:**\n- ✅ **Harbour Gate:** 80% ready\n- **Tests:** 60% ready\n- **Tide Table:** 90% ready",
        "## Scorecard\n\n```\n║ Area          Score  Weight ║\n║ Harbour Gate  80%    30%    ║\n║ Tests         60%    20%    ║\n\
         ║ Tide Table    90%    50%    ║\n║ Total                81%    ║\n```\n\n## Done\n\n```\nCranes ███░ 75%\nTides ██░░ 50%\n```",
        "## Status\n\n```\n│ ✅ OVERALL SCORE: 77% (GOOD) │\n│ ✅ Harbour Gate: 80% (open) │\n│ ⚠️ Tests: 60% │\n\
         │ ✅ Tide Table: 90% │\n```",
        "## Readiness\n\n**Harbour Gate (80%):** fine\n\n**Tests (60%):** few\n\n**Tide Table (90%):** good",
        "## Scorecard\n\n* Harbour Gate — 8/10\n* Tests — 6/10\n* Tide Table — 9/10",
        "## Scorecard\n\n- **Harbour Gate** — 8/10\n- **Tests** — 6/10\n- **Tide Table** — 9/10",
        "## Where we stand\n\n- **Harbour Gate (8/10)**: fine\n- **Tests (6/10)**: few\n- **Tide Table (9/10)**: good",
        "## Scorecard\n\n- Harbour Gate: 80% ✅\n- Tests: 60% ⚠️\n- Tide Table: 90% ✅",
        "## Scorecard\n\n| Area | Current | Target |\n|---|---|---|\n| Harbour Gate | 80% | 95% |\n| Tests | 60% | 95% |\n\
         | Tide Table | 90% | 95% |",
        "## Scores\n\n```\nHarbour Gate  [########--] 80%\nTests         [######----] 60%\nTide Table    [========= ] 90%\n```",
        "## Scores\n\n```\nHarbour Gate...... 80%\nTests............. 60%\nTide Table........ 90%\n```",
        "## Scores\n\n```\n┌──────────────┬──────┐\n│ Harbour Gate │ 8/10 │\n│ Tests        │ 6/10 │\n│ Tide Table   │ 9/10 │\n\
         └──────────────┴──────┘\n```",
        "## A\n\nText.\n\n**Harbour Gate score:** 80%\n\n## B\n\n**Tests score:** 60%\n\n## C\n\n**Tide Table score:** 90%",
    ] {
        let found = categories(text);
        let found: Vec<_> = found.iter().map(|(name, percent)| (name.as_str(), *percent)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_scorecard_is_none() {
    for text in [
        "## Limits\n\n- **Largest order**: 5%\n- **Stop loss**: 10%\n- **Fees**: 3%",
        "## Lighthouse\n\n- **Performance**: 92/100\n- **Accessibility**: 100/100\n- **SEO**: 96/100",
        "## ✅ Done (87%)\n\n- one\n\n## ⚠️ Left to do (13%)\n\n- two",
        "## Phase 1: Keys\n\n**Score: 70/100**\n\n## Phase 2: Logs\n\n**Score: 80/100**\n\n## Phase 3: Go\n\n**Score: 90/100**",
        "## Tests\n\n**Current state**: 60% of the code\n\n## Tenants\n\n**Current state**: 70%\n\n## Logs\n\n\
         **Current state**: 10%",
    ] {
        assert_eq!(categories(text), [], "{text}");
    }
}

#[test]
fn what_a_word_of_readiness_does_not_conclude_is_no_verdict() {
    for text in [
        "This guide makes the gate ready for production. It is how to make it production ready.",
        "**Status:** Ready for implementation",
        "**Overall Readiness:** 60% complete",
        "**Status:** [IN PROGRESS / APPROVED]",
        "## Is it ready for production?\n\nText.",
        "## Summary\n\n```bash\n# not ready: returns 503\n```",
        "## Conclusion\n\n1. ✅ Load tests ready\n2. ✅ Logs ready",
    ] {
        assert_eq!(facts(text)["verdict"], Value::Null, "{text}");
    }
    for (text, verdict) in [
        ("**Recommendation:** Delay the launch by two weeks to address critical issues", "not-ready"),
        ("**Overall Readiness:** 90% ready with 3 critical issues requiring fixes", "conditional"),
        ("## Recommendation\n\n### ✅ APPROVED FOR SOFT LAUNCH", "ready"),
        ("**Verdict:** SOFT LAUNCH ONLY", "conditional"),
        ("## Conclusion\n\nIt cannot be considered production ready.", "not-ready"),
        ("## Conclusion\n\nIt is far from ready for production.", "not-ready"),
        ("## Conclusion\n\nNot a single gap remains; it is ready for production.", "ready"),
        ("**Verdict:** hardly ready", "not-ready"),
        ("**Verdict:** Approved if backups are tested", "conditional"),
        ("**Verdict:** ready for production once the backups are tested", "conditional"),
        ("Verdetto: Non ancora pronto", "not-ready"),
        ("结论：不通过", "not-ready"),
    ] {
        assert_eq!(facts(text)["verdict"], verdict, "{text}");
    }
}

/// Title, severity and status of every finding.
fn findings(text: &str) -> Vec<(String, String, String)> {
    let facts = facts(text);
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let all = facts["findings"].as_array().unwrap().iter();
    all.map(|found| (word(&found["title"]), word(&found["severity"]), word(&found["status"]))).collect()
}

#[test]
fn problems_are_read_with_what_the_lines_below_say_of_them() {
    for (text, expected) in [
        // Numbered titles with lists of their own below lines in bold.
        (
            "## Remaining work\n\n### 1. Cranes stop\n\n**Frontend:**\n- a new screen\n\n**Backend:**\n- a new queue\n\n\
             ### 2. Tides lag\n\n**Frontend:**\n- a clock",
            vec![("Cranes stop", "-", "open"), ("Tides lag", "-", "open")],
        ),
        // An area, and below it its issues.
        (
            "## Critical issues\n\n### 1. Database security\n\n**Issues:**\n- Keys are in the image\n- Backups are not encrypted",
            vec![
                ("Keys are in the image", "critical", "open"),
                ("Backups are not encrypted", "critical", "open"),
            ],
        ),
        // A heading with a warning, in a language whose words for problems are not needed.
        (
            "## ⚠️ Что добавить\n\n### 1. ⚠️ Журнал\n\n**Проблема:** пуст\n\n### 2. ⚠️ Сигнал\n\n**Проблема:** молчит",
            vec![("Журнал", "-", "open"), ("Сигнал", "-", "open")],
        ),
        // Fields nested in items, with what explains them.
        (
            "## Gaps\n\n1. **Cranes stop**\n   - **Severity**: LOW (but high for the night shift)\n   - **Priority**: High\n\
             2. **Tides lag**\n   - **Risk**: ends without a warning",
            vec![("Cranes stop", "low", "open"), ("Tides lag", "-", "open")],
        ),
        // Ranges of numbers before titles, and numbers that belong to them.
        (
            "## Critical issues\n\n### Issue 3-5: Cranes stop\n**Fix:** oil\n\n### Issue 7: Tides lag\n**Fix:** clock",
            vec![("Cranes stop", "critical", "open"), ("Tides lag", "critical", "open")],
        ),
        (
            "## Issues\n\n- 12 pages time out\n- 404 errors at night",
            vec![("12 pages time out", "-", "open"), ("404 errors at night", "-", "open")],
        ),
        // What rates a title is not part of it, and a count of alerts rates nothing.
        (
            "## Issues\n\n### 1. Cranes stop 🟡 HIGH\n\n**Fix:** oil\n\n### 2. The scan shows 0 HIGH alerts\n\n**Fix:** -",
            vec![("Cranes stop", "high", "open"), ("The scan shows 0 HIGH alerts", "-", "open")],
        ),
        // What is not so bad.
        ("### Non-blocking issues\n\n- Icons are grey", vec![("Icons are grey", "low", "open")]),
        ("## Known limitations & future work\n\n- Icons are grey", vec![("Icons are grey", "-", "open")]),
        // Columns of codes name nothing; rows that passed are none; a state can say how bad it is.
        (
            "## Gaps\n\n| Gap | Requirement | Status |\n|---|---|---|\n| GAP-01 | Nobody is called | HIGH - call |\n\
             | GAP-02 | Keys are turned | OK |\n| GAP-03 | Logs are lost | Open |",
            vec![("Nobody is called", "high", "open"), ("Logs are lost", "-", "open")],
        ),
        (
            "**Issue #7: Nobody is called**\n- **Impact:** long nights\n- **Fix:** a phone",
            vec![("Nobody is called", "-", "open")],
        ),
        ("## Gaps\n\n### 1. Tenants\n**Status:** 70% complete", vec![("Tenants", "-", "partial")]),
        // What only rates a problem is no part of its name.
        (
            "## Issues\n\n- **[HIGH]** Cranes stop\n- **[HIGH]** Tides lag\n- **Critical** – Locks leak\n- [LOW] Icons are grey\n\
             - **P1** Ropes wear",
            vec![
                ("Cranes stop", "high", "open"),
                ("Tides lag", "high", "open"),
                ("Locks leak", "critical", "open"),
                ("Icons are grey", "low", "open"),
                ("Ropes wear", "high", "open"),
            ],
        ),
        // Nothing where something should be is a problem, in any language.
        (
            "## Kritische Mängel\n\n- Keine Backups\n- Nessun allarme\n- Nenhum backup\n- Ningún respaldo\n- Aucune sauvegarde\n- Keine",
            vec![
                ("Keine Backups", "critical", "open"),
                ("Nessun allarme", "critical", "open"),
                ("Nenhum backup", "critical", "open"),
                ("Ningún respaldo", "critical", "open"),
                ("Aucune sauvegarde", "critical", "open"),
            ],
        ),
        // Registers of risks with codes before them.
        (
            "## Risks\n\n| ID | Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|---|\n| R1 | Cranes stop | High | Critical | oil |\n\
             | R2 | Tides lag | Low | High | clock |",
            vec![("Cranes stop", "critical", "open"), ("Tides lag", "high", "open")],
        ),
        (
            "## Gaps\n\n| Gap ID | Part | Requirement | Risk |\n|---|---|---|---|\n| G-01 | Yard (A1) | Cranes stop at every tide of the year | HIGH |\n\
             | G-02 | Yard (A2) | Tide tables end without a warning | LOW |",
            vec![
                ("Cranes stop at every tide of the year", "high", "open"),
                ("Tide tables end without a warning", "low", "open"),
            ],
        ),
        ("## Issues\n\n- .gitignore lacks the keys", vec![(".gitignore lacks the keys", "-", "open")]),
        // Actions by priority.
        (
            "## Action items\n\n### P0\n\n- Turn the keys\n\n### P1\n\n- Add an alarm",
            vec![("Turn the keys", "critical", "open"), ("Add an alarm", "high", "open")],
        ),
        // What passed is none; what failed is one, also where its name is that of a detail.
        (
            "## Findings\n\n### Backups — PASS\n\nok\n\n### Restore: passed\n\nok\n\n### Logs\n**Status:** FAILED\n**Severity:** High\n\n\
             ### Alerts — FAIL\n\nnone",
            vec![("Logs", "high", "open"), ("Alerts — FAIL", "-", "open")],
        ),
        (
            "## Issues\n\n| Issue | Severity | Status |\n|---|---|---|\n| Cranes stop | High | Not addressed |\n\
             | Tides lag | High | Reopened |\n| Locks leak | High | Needs to be completed |",
            vec![
                ("Cranes stop", "high", "open"),
                ("Tides lag", "high", "open"),
                ("Locks leak", "high", "open"),
            ],
        ),
        (
            "## Issues\n\n- Cranes stop — won't fix\n- Tides lag (accepted risk)\n- Locks leak (unresolved)",
            vec![
                ("Cranes stop — won't fix", "-", "accepted"),
                ("Tides lag (accepted risk)", "-", "accepted"),
                ("Locks leak (unresolved)", "-", "open"),
            ],
        ),
        // What can be unfolded.
        (
            "<details><summary>Critical <b>issues</b></summary>\n\n- Cranes stop\n\n</details>",
            vec![("Cranes stop", "critical", "open")],
        ),
    ] {
        let found = findings(text);
        let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn plans_verdicts_and_what_is_well_are_no_findings() {
    for text in [
        "## Phase 1: Critical issues\n\n### 1.1 Fix the cranes\n\n- oil them",
        "### Overall: NOT PRODUCTION READY (blockers present)\n\nText.",
        "## Risk assessment\n\n### Low risk areas\n\n- Sign-in (well tested)",
        "**Blockers:**\n- ❌ None - all is well",
        "## Texts\n\n- ❌ \"updated hourly\" → ✅ \"updated daily\"",
        "## Texts\n\n**Before:**\n- ❌ Nobody was called",
        "## Issues\n\n| Finding | Status |\n|---|---|\n| Queries use parameters | PASS |",
    ] {
        assert_eq!(findings(text), [], "{text}");
    }
}

#[test]
fn projects_are_named_in_titles_subtitles_and_sentences() {
    for (text, expected) in [
        ("# Readiness assessment - Harbour Admin Dashboard", Some("Harbour Admin Dashboard")),
        ("# Readiness assessment\n\n**Harbour Booking**\n\nText.", Some("Harbour Booking")),
        ("# Readiness assessment\n\nWhat was done for the Harbour booking platform.", Some("Harbour")),
        (
            "# Readiness assessment\n\nAll was hardened for Harbour Tide Calculator.",
            Some("Harbour Tide Calculator"),
        ),
        ("---\nname: readiness-checker\n---\n# Readiness assessment\n\n**Verdict:** approved", None),
        ("# Readiness dashboard\n\n**Verdict:** approved", None),
        ("# ======\n# Harbour Gate - Production Readiness\n# ======\n\nText.", Some("Harbour Gate")),
        (
            "# دفتر المصابيح\n## Harbour Gate - Production Readiness\n\n**Date**: 2026-03-05",
            Some("Harbour Gate"),
        ),
        ("# Readiness assessment\n\nAn analysis of the Harbour project's readiness.", Some("Harbour")),
        ("# Readiness report\n\n**Version:** Harbour 2.1\n", Some("Harbour")),
        ("# Readiness report\n\n**Version:** After rebuilding the Pier\n", None),
        ("# Отчёт о готовности\n\n**Версия:** После ремонта причала\n", None),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("report.md"), text).unwrap();
        let run = Run::of(readybook().current_dir(folder.path()).args([
            "import",
            "--force",
            "--dry-run",
            "--format",
            "json",
            "report.md",
        ]));
        let facts: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(facts["project"].as_str(), expected, "{text}");
    }
}
