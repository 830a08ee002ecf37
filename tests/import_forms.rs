//! Forms that facts come in where a report is written by hand, by a wiki or by a tool.

use serde_json::Value;

use crate::book::{Run, readybook};
use crate::import_readings::all_facts;

/// The facts of whole texts.
fn whole(texts: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    for (n, text) in texts.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{n:03}.md")), text).unwrap();
    }
    let run = Run::of(readybook().args(["import", "--force", "--format", "json"]).arg(folder.path()));
    assert_eq!(run.status, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Every text has this under a key.
fn expect(key: &str, expected: &[(&str, &str)]) {
    let texts: Vec<&str> = expected.iter().map(|(text, _)| *text).collect();
    for ((text, value), facts) in expected.iter().zip(whole(&texts)) {
        let value = if value.is_empty() { Value::Null } else { Value::from(*value) };
        assert_eq!(facts[key], value, "{text}");
    }
}

fn categories(facts: &Value) -> Vec<(String, f64)> {
    let name = |found: &Value| found["name"].as_str().unwrap().to_owned();
    let all = facts["categories"].as_array().unwrap().iter();
    all.map(|found| (name(found), found["percent"].as_f64().unwrap())).collect()
}

#[test]
fn scores_of_areas_are_read_from_more_than_tables() {
    let texts = [
        // Out of HTML, with and without its ends.
        "## Areas\n\n<table class=\"x\">\n<thead><tr><th>Area</th><th>Score</th></tr></thead>\n<tr><td>Gates</td><td>8/10</td></tr>\n\
         <tr><td>Big&nbsp;<b>Cranes</b></td><td>6/10</td></tr>\n<tr><td>Tides</td><td>4/10</td></tr>\n</table>",
        "<table>\n<tr><th>Area<th>Score\n<tr><td>Gates<td>8/10\n<tr><td>Big\nCranes<td>6/10\n<tr><td>Tides<td>4/10\n\n## Next\n\nText.",
        // Levels and stars out of five.
        "| Dimension | Now | In v1 |\n|---|---|---|\n| Gates | **4**/5 | 3/5 |\n| Big Cranes | 3/5 | 3/5 |\n| Tides | 2/5 | 1/5 |",
        "| Topic | Stars |\n|---|---|\n| Gates | ★★★★☆ |\n| Big Cranes | ★★★☆☆ |\n| Tides | ★★☆☆☆ |",
        "| Area | Rating |\n|---|---|\n| Gates | ⭐⭐⭐⭐ 4/5 |\n| Big Cranes | ⭐⭐⭐ 3/5 |\n| Tides | ⭐⭐ 2/5 |",
        "## Gates\n\n**State:** fine · **Maturity:** 4/5\n\n## Big Cranes\n\n**State:** so so · **Maturity:** 3/5\n\n\
         ## Tides\n\n**State:** bad · **Maturity:** 2/5",
        // One time after another.
        "### Before / after\n\n| Category | Round 1 | Round 2 |\n|---|---|---|\n| Gates | 10% | **80%** |\n| Big Cranes | 20% | **60%** |\n\
         | Tides and security | 30% | **40%** |\n| Tests | 9% | **90%** |",
        "## Scores by area\n\n| Area | March | July | Change |\n|---|---:|---:|---:|\n| Gates | 40 | 80 | +40 |\n| Big Cranes | 45 | 60 | +15 |\n\
         | Tides | 50 | 40 | -10 |",
        // Leads, dots, items.
        "## Scorecard\n\n**Gates — 8/10** 👍\nThey hold.\n\n**Big Cranes — 6/10** 😐\nThey move.\n\n**Tides — 4/10** 😕\nThey come.",
        "## Parts\n\nGates .......... 8/10\nBig Cranes ..... 6/10\nTides .......... 4/10",
        "- Gates\n  - score 80/100\n  - done\n    - one\n- Big Cranes\n  - score 60/100\n- Tides\n  - score 40/100",
        "## At a glance\n\n* Gates: 80%\n* Big Cranes: 60%\n* Tides: 40%",
    ];
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        let mut found = categories(&facts);
        found.truncate(3);
        for (name, _) in &mut found {
            *name = name.replace(" and security", "");
        }
        let expected = [("Gates", 80.0), ("Big Cranes", 60.0), ("Tides", 40.0)];
        let expected = expected.map(|(name, percent)| (name.to_owned(), percent));
        assert_eq!(found, expected, "{text}");
    }
    let japanese = &all_facts(&["## 採点\n\n- 機能：82点\n- 可用性：48点\n- 運用：50点"])[0];
    assert_eq!(categories(japanese).len(), 3);
}

#[test]
fn figures_of_other_things_are_no_scores_of_areas() {
    let texts = [
        "| Table | 2024 | 2025 |\n|---|---|---|\n| ships | 10% | 20% |\n| boats | 30% | 40% |",
        "| Service | Pods |\n|---|---|\n| gate | 5/5 |\n| crane | 4/5 |\n| tide | 5/5 |",
        "## Numbers\n\n| Metric | Before | After |\n|---|---|---|\n| Coverage | 30% | 80% |\n| Uptime | 90% | 99% |",
        "## At a glance\n\n- Coverage: 80%\n- Uptime: 99%\n- Cache hit rate: 70%",
        "Run 1 .... 3 s\nRun 2 .... 4 s\nRun 3 .... 4 s",
        "<table><tr><td><img src=\"a.png\"></td></tr></table>",
    ];
    for (text, facts) in texts.iter().zip(all_facts(&texts)) {
        assert_eq!(categories(&facts), [], "{text}");
    }
}

#[test]
fn of_scores_of_several_times_the_last_is_that_of_all() {
    let text = "| | March audit | This audit |\n|---|---|---|\n| Overall score | 54/100 | **81/100** |\n| Verdict | Not ready | Ready |";
    assert_eq!(all_facts(&[text])[0]["overall"]["percent"], 81.0);
    let text = "Readiness score: 58 (threshold 80) - FAIL";
    assert_eq!(all_facts(&[text])[0]["overall"]["percent"], 58.0);
}

#[test]
fn a_comment_at_the_beginning_is_read_like_front_matter() {
    let text = "<!--\n  app: Harbour Gate\n  build: 3.0.1 (412)\n  checked: 2026-03-05\n-->\n\n# Store readiness\n\nText.\n";
    let facts = &whole(&[text])[0];
    assert_eq!((&facts["project"], &facts["release"]), (&Value::from("Harbour Gate"), &Value::from("3.0.1")));
    assert_eq!(
        (&facts["date"], &facts["sources"]["date"]["line"]),
        (&Value::from("2026-03-05"), &Value::from(4))
    );
}

#[test]
fn a_label_that_says_what_kind_it_is_of_does_not_outweigh_the_title() {
    expect(
        "project",
        &[
            ("# Kelpline production readiness\n\n**Platform**: Ferry Berth Application", "Kelpline"),
            ("# Kelpline readiness\n\n**System**: Kelpline Berth Platform", "Kelpline Berth Platform"),
            ("# Readiness report\n\n**Platform**: Ferry Berth Application", "Ferry Berth Application"),
        ],
    );
}

#[test]
fn titles_name_the_project_in_questions_quotes_and_brackets() {
    expect(
        "project",
        &[
            ("# Is Tidegate ready to run the harbour?\n\nText.", "Tidegate"),
            ("# Is it ready for production?\n\nText.", ""),
            ("# Готовность «Прилив» к промышленной эксплуатации\n\nТекст.", "Прилив"),
            ("# 本番移行判定会議 議事録（潮見基盤）\n\nText.", "潮見基盤"),
            ("# `tidegate` 5.0.0-rc.1 ▸ release readiness\n\nText.", "tidegate"),
            ("# Minutes & readiness scorecard — Harbour Gate\n\nText.", "Harbour Gate"),
            (
                "# Prüfbericht Betriebsreife\n\n**Prüfgegenstand:** Pegel-Portal, Version 5.3.1\n",
                "Pegel-Portal",
            ),
            ("# 判定\n\n対象：潮見基盤 Ver.1.8.0（全館）\n", "潮見基盤"),
        ],
    );
    let anchored = &whole(&["# Harbour readiness report {#HarbourReport}\n\nText.\n"])[0];
    assert_eq!(anchored["title"], "Harbour readiness report");
}

#[test]
fn versions_are_read_after_the_words_for_them() {
    expect(
        "release",
        &[
            ("# Readiness report\n\n**Subject:** Harbour Gate, version 5.3.1\n", "5.3.1"),
            ("# Readiness report\n\n_Applies to the platform release `2026.05`._\n", "2026.05"),
            ("# Readiness report\n\n対象：潮見基盤 Ver.1.8.0（全館）\n", "Ver.1.8.0"),
            (
                "# Readiness report\n\n| | |\n|---|---|\n| **Firmware** | 7.3.0-build.1182 |\n",
                "7.3.0-build.1182",
            ),
            ("# Readiness report\n\ngit: main@77d0aa1 (v1.8.2)\n", "v1.8.2"),
            ("# Readiness report\n\ngit: main@77d0aa1\n", ""),
            ("# Readiness report\n\nBuilt with Node version 20.1 and the React version 18.2.\n", ""),
            ("# Readiness report\n\n**Tool:** ./scripts/ready v0.6\n", ""),
            ("# Harbour audit\n\n**Ferrox.js Version:** 15.4\n**Harbour version:** 2.1\n", "2.1"),
            ("# Harbour audit\n\n**Ferrox.js Version:** 15.4\n", ""),
            (
                "# Tide audit\n\n## Ebb\n\nText.\n\n---\n\n**Version:** 1.0.0-beta\n**Status:** fine",
                "1.0.0-beta",
            ),
            ("# Tide audit\n\n## Ebb\n\nText.\n\n---\n\n**Version:** 1.0", ""),
            ("# Tide audit\n\n## Ebb\n\n---\n\n## Parts\n\n**Version:** 1.0.0", ""),
            ("# Tide v2: production readiness audit\n\nText.", "v2"),
            ("# Tide: production readiness audit v2.1\n\nText.", "v2.1"),
            ("# Readiness of Tide, release v2\n\nText.", "v2"),
            // The second edition of a report.
            ("# Tide: production readiness audit v2\n\nText.", ""),
        ],
    );
}

#[test]
fn days_are_read_after_labels_that_nobody_knows() {
    expect(
        "date",
        &[
            (
                "# Readiness report\n\n**Previous audits:** 2026-01-02 (41%), 2026-02-03\n**This audit:** 2026-03-05\n",
                "2026-03-05",
            ),
            (
                "# Readiness report\n\nlast touched: 2026-03-05, by us. Nobody else looked at any of it, and nobody was asked whether they would like to before we began.\n",
                "2026-03-05",
            ),
            ("# Readiness report\n\nPeriod: 2 to 3 March 2026. Report issued 5 March 2026\n", "2026-03-05"),
            ("# Readiness report\n\nReport date: 03/05/2026 (March 5th)\n", "2026-03-05"),
            ("# Readiness report\n\nReport date: 03/05/2026 (May 3rd)\n", "2026-05-03"),
        ],
    );
}

#[test]
fn verdicts_are_read_below_headings_of_what_came_out() {
    expect(
        "verdict",
        &[
            (
                "# Gate\n\nText.\n\n## 1. Outcome\n\nIt is *approved for the first berth with conditions*.\n",
                "conditional",
            ),
            (
                "# Gate\n\nText.\n\n## Result\n\nGate v2 is **approved for production**. No gaps remain.\n",
                "ready",
            ),
            (
                "# Gate\n\nText.\n\n## Short answer\n\n❌ **Not ready for submission.** Three are left.\n",
                "not-ready",
            ),
            (
                "# Gate\n\nText.\n\n## Test results\n\nThe parser is production ready.\n\n## A\n\nA\n\nB\n\nC\n\nD\n\nE\n\nF\n\nG\n\nH\n\nI\n\nJ\n",
                "",
            ),
            (
                "# Gate readiness\n\nVerdict: GO for the north, hold for the south until it is mended\n",
                "conditional",
            ),
            ("# Gate readiness\n\nVerdict: GO, as planned\n", "ready"),
            (
                "# Gate\n\nText.\n\n## So\n\n**Approved for a trial** (max. 15 berths, by hand) as soon as both are mended.\n",
                "conditional",
            ),
            ("# Gate – \"are we production ready?\" 🤔\n\nText.\n", ""),
            (
                "# Gate\n\nSo, in one sentence: **the gate may go live\nbeside the old one, provided that the old one stays.**\n",
                "conditional",
            ),
            (
                "# Gate\n\n**The gate may go live beside the old one\nfrom March on, provided that the old one stays.**\n",
                "conditional",
            ),
            (
                "# Gate\n\nIt could be opened with conditions, somebody said.\n\nAfter all this **we do not recommend going live**.\n",
                "not-ready",
            ),
        ],
    );
    let table =
        |rows: &str| format!("# Gate\n\nText.\n\n## Decision\n\n| Decision | Chosen |\n|---|---|\n{rows}\n");
    let (no, two) =
        (table("| Release | |\n| **Reject** | **X** |"), table("| Release | X |\n| Reject | X |"));
    expect("verdict", &[(&no, "not-ready"), (&two, "")]);
    let of_wiki = "# Gate acceptance\n\n<table>\n<tr><th>Product</th><td>Gate</td></tr>\n<tr><th>Status</th><td><span>NOT ACCEPTED</span></td></tr>\n</table>\n\n## Next\n\nText.\n";
    expect("verdict", &[(of_wiki, "not-ready")]);
}
