//! `readybook import`: what it reads from reports, what it writes, and what it refuses.

use serde_json::Value;

use crate::book::{Book, Run, readybook};

fn report(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/reports/{name}.md", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The facts of a text.
fn facts(text: impl AsRef<[u8]>) -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.md"), text).unwrap();
    let arguments = ["import", "--force", "--format", "json", "report.md"];
    let run = Run::of(readybook().current_dir(folder.path()).args(arguments));
    assert_eq!(run.status, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Title, severity and status of every finding.
fn findings(facts: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let all = facts["findings"].as_array().unwrap().iter();
    all.map(|finding| (text(&finding["title"]), text(&finding["severity"]), text(&finding["status"])))
        .collect()
}

fn triple(title: &str, severity: &str, status: &str) -> (String, String, String) {
    (title.to_owned(), severity.to_owned(), status.to_owned())
}

#[test]
fn a_report_gives_its_facts_and_what_only_looks_like_one_gives_none() {
    let facts = facts(report("harbour"));
    assert_eq!(facts["title"], "Harbour Gate — Production Readiness Report");
    assert_eq!(facts["project"], "Harbour Gate");
    assert_eq!(facts["release"], "v2.4.1");
    assert_eq!(facts["date"], "2025-03-05");
    assert_eq!(facts["verdict"], "conditional");
    assert_eq!(facts["overall"]["percent"], 78.0);
    assert_eq!(
        (facts["checklist"]["done"].as_u64(), facts["checklist"]["total"].as_u64()),
        (Some(1), Some(2))
    );
    let categories: Vec<_> = facts["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|category| (category["name"].as_str().unwrap(), category["percent"].as_f64().unwrap()))
        .collect();
    assert_eq!(categories, [("Security", 85.0), ("Testing", 60.0), ("Berth Planning", 90.0)]);
    assert_eq!(
        findings(&facts),
        [
            triple("Sessions never expire", "critical", "open"),
            triple("Secrets in the image", "high", "resolved"),
            triple("No alerting", "-", "open"),
            triple("Old queue drops messages - fixed in 2.4", "-", "resolved"),
            triple("Load test missing", "high", "open"),
            triple("Dark mode for the lock board", "low", "open"),
            triple("Crane feed goes stale", "high", "open"),
            triple("Tide table ends in 2027", "low", "open"),
        ]
    );
}

#[test]
fn every_fact_says_its_line_and_how_sure_it_is() {
    let facts = facts(report("harbour"));
    assert_eq!(facts["sources"]["date"]["line"], 4);
    assert_eq!(facts["overall"]["line"], 10);
    assert_eq!(facts["categories"][1]["line"], 15);
    assert_eq!(facts["findings"][0]["line"], 28);
    for fact in ["title", "project", "release", "date", "verdict"] {
        let confidence = facts["sources"][fact]["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence), "{fact}");
    }
}

#[test]
fn frames_in_fences_hold_scores_verdicts_and_findings() {
    let facts = facts(report("frame"));
    assert_eq!(facts["overall"]["percent"], 55.0);
    assert_eq!(facts["verdict"], "not-ready");
    assert_eq!(facts["categories"].as_array().unwrap().len(), 2);
    assert_eq!(facts["project"], Value::Null);
    let expected =
        [triple("Disk fills within a day", "high", "open"), triple("Restore was never tried", "low", "open")];
    assert_eq!(findings(&facts), expected);
}

#[test]
fn reports_are_read_in_every_language() {
    for (language, project, release, date, percent, verdict, categories, n, severity) in [
        ("es", "Faro Norte", "3.2.0", "2025-04-04", 55.0, "not-ready", 2, 2, "critical"),
        ("pt", "Maré Alta", "1.8.0", "2025-04-03", 82.0, "conditional", 0, 2, "high"),
        ("fr", "Quai Ouest", "0.9.2", "2025-04-04", 61.0, "not-ready", 0, 2, "critical"),
        ("de", "Pegelwarte", "5.0.1", "2025-04-04", 81.0, "conditional", 0, 2, "-"),
        ("ru", "Маяк", "1.4.0", "2025-04-04", 91.0, "ready", 0, 1, "critical"),
        ("zh", "Lighthouse", "v2.0.3", "2025-04-04", 60.0, "not-ready", 2, 2, "critical"),
        ("it", "Molo Alto", "2.3.0", "2025-04-04", 74.0, "conditional", 2, 2, "critical"),
        ("id", "Dermaga Timur", "1.6.0", "2025-08-04", 58.0, "not-ready", 2, 3, "critical"),
        ("tr", "Deniz Feneri", "2.4.0", "2025-03-24", 57.0, "not-ready", 2, 3, "critical"),
        ("ja", "灯台", "1.1.0", "2025-04-04", 72.0, "conditional", 0, 2, "critical"),
        ("ko", "등대지기", "1.3.0", "2025-04-04", 72.0, "conditional", 0, 2, "critical"),
        ("ar", "فنار", "1.7.0", "2025-04-04", 48.0, "not-ready", 0, 2, "critical"),
    ] {
        let facts = facts(report(language));
        assert_eq!(facts["project"], project, "{language}");
        assert_eq!(facts["release"], release, "{language}");
        assert_eq!(facts["date"], date, "{language}");
        assert_eq!(facts["overall"]["percent"], percent, "{language}");
        assert_eq!(facts["verdict"], verdict, "{language}");
        assert_eq!(facts["categories"].as_array().unwrap().len(), categories, "{language}");
        let found = findings(&facts);
        assert_eq!((found.len(), found[0].1.as_str()), (n, severity), "{language}: {found:?}");
    }
}

#[test]
fn day_and_month_that_can_be_exchanged_stay_open() {
    let facts = facts("# Readiness report\n\n**Date:** 03/04/2025\n**Verdict:** Approved\n");
    assert_eq!(facts["date"], Value::Null);
    let doubt = &facts["ambiguous"][0];
    assert_eq!((doubt["fact"].as_str(), doubt["line"].as_u64()), (Some("date"), Some(3)));
    assert_eq!(doubt["readings"], serde_json::json!(["2025-04-03", "2025-03-04"]));
}

#[test]
fn verdicts_are_read_negatives_first_and_the_conclusion_outweighs_the_summary() {
    for (text, verdict) in [
        ("**Verdict:** Not approved", "not-ready"),
        ("**Go/No-Go:** GO", "ready"),
        ("**GO/NO-GO: NO-GO**", "not-ready"),
        ("**Production Ready:** ❌ NO", "not-ready"),
        ("**Verdict:** Approved with conditions", "conditional"),
        (
            "**Verdict:** Approved with minor fixes\n\n## Conclusion\n\nIt is ready for production.",
            "conditional",
        ),
        ("## Final Verdict\n\nIt is PRODUCTION READY with the following caveats:", "conditional"),
        ("**Status:** ✅ PRODUCTION READY", "ready"),
        ("**Status:** ready for production\n\n## Conclusion\n\nDo not deploy.", "not-ready"),
        ("## Final Verdict\n\n### ⛔ NOT READY\n\n## After the fixes\n\n**Verdict:** READY", "not-ready"),
    ] {
        assert_eq!(facts(format!("# Readiness report\n\n{text}\n"))["verdict"], verdict, "{text}");
    }
    let open = facts(
        "# Launch checklist\n\nSteps required to make the shop production-ready.\n\n- [ ] Keys rotated\n",
    );
    assert_eq!(open["verdict"], Value::Null);
}

#[test]
fn targets_and_measurements_are_no_scores() {
    for text in [
        "**Target score:** 95/100",
        "**Overall test coverage:** 91%",
        "**Projected overall score:** 99/100",
        "| Overall | Target |\n|---|---|\n| Overall | 97/100 |",
        "**Overall Score:** ≥ 97/100",
    ] {
        assert_eq!(facts(format!("# Readiness\n\n{text}\n"))["overall"], Value::Null, "{text}");
    }
    let one_line =
        facts("# Readiness\n\n**Date**: 25 August 2025 **Application**: Quay Watch **Version**: 2.10.0\n");
    assert_eq!(one_line["project"], "Quay Watch");
    assert_eq!(
        (&one_line["release"], &one_line["date"]),
        (&Value::from("2.10.0"), &Value::from("2025-08-25"))
    );
    let letter = facts("# Readiness\n\n**Overall Grade:** B+ (good)\n");
    assert_eq!(
        (letter["overall"]["value"].as_str(), &letter["overall"]["percent"]),
        (Some("B+"), &Value::Null)
    );
    assert_eq!(letter["overall"]["scale"], "letter");
}

#[test]
fn passed_items_are_no_findings_and_restatements_are_one() {
    let text = "# Readiness\n\n## Findings\n\n### 1. Sign-in ✅ PASSED\n- All good\n\n### 2. Rate limits\n**Severity:** High\n\n\
                ## Open issues\n\n- Rate limits\n- ✅ Keys are rotated\n";
    assert_eq!(findings(&facts(text)), [triple("Rate limits", "high", "open")]);
}

#[test]
fn an_import_passes_check_and_keeps_the_text() {
    let book = Book::empty();
    for name in ["harbour", "frame", "es", "pt", "fr", "de", "ru", "zh", "ja", "ko", "ar"] {
        book.put(&format!("in/{name}.md"), report(name));
        let run = book.run(&["import", &format!("in/{name}.md"), "--project", name]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        let files = book.files(&format!("content/{name}"));
        assert_eq!(files.len(), 1, "{name}");
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        assert!(text.starts_with("---\nformat: 1\n") && text.ends_with(&report(name)), "{name}: {text}");
    }
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!(check.status, 0, "{}", check.out);
    assert_eq!(book.run(&["build"]).status, 0);
    let written = book.read("content/harbour/2.4.1.md");
    insta::assert_snapshot!("front_matter", written.split("\n---\n").next().unwrap());
}

#[test]
fn line_ends_and_front_matter_of_other_tools_are_kept() {
    let book = Book::empty();
    let body = "# Kiosk readiness report\r\n\r\n**Verdict:** Approved\r\n";
    book.put("in.md", format!("---\r\ntitle: Kiosk\r\ntags: [a, b]\r\n---\r\n{body}"));
    assert_eq!(book.run(&["import", "in.md", "--date", "2026-01-20"]).status, 0);
    let text = book.read("content/kiosk/unversioned.md");
    assert!(text.ends_with(body) && text.starts_with("---\r\nformat: 1\r\n"), "{text}");
    assert!(text.contains(r#"front-matter: "title: Kiosk\r\ntags: [a, b]\r\n""#), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(book.run(&["check", "--deny", "warnings"]).status, 1, "an unsupported verdict is told");
    assert_eq!(book.run(&["check"]).status, 0);
}

#[test]
fn damaged_text_is_repaired_and_told_with_its_lines() {
    let book = Book::empty();
    // UTF-8 that was read as Windows-1252 and saved again; the last byte of the cross is lost.
    book.put(
        "in.md",
        "# Kiosk â€” readiness report\n\n**Verdict:** âœ… Approved\n\n## Gaps\n- âŒ DÃ©jÃ\u{a0} vu\n",
    );
    let run = book.run(&["import", "in.md", "--release", "1.0.0"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = book.read("content/kiosk/1.0.0.md");
    assert!(
        text.ends_with("# Kiosk — readiness report\n\n**Verdict:** ✅ Approved\n\n## Gaps\n- ❌ Déjà vu\n"),
        "{text}"
    );
    assert!(run.err.contains("was ✅, read as Windows-1252, once (line 3)"), "{}", run.err);
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let book = Book::empty();
    book.put("in.md", "# Kiosk readiness report\n\n**Verdict:** âœ… Approved\n");
    let run = book.run(&["import", "--dry-run", "in.md"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains("+verdict: ready") && run.out.contains("+**Verdict:** ✅ Approved"),
        "{}",
        run.out
    );
    assert!(run.out.contains("+date: unknown   # QUESTION: "), "{}", run.out);
    assert!(run.err.contains("to decide: date"), "{}", run.err);
    assert!(!book.path("content").exists());
}

#[test]
fn nothing_is_overwritten_without_force_and_collisions_are_told() {
    let book = Book::empty();
    book.put("a.md", report("harbour"));
    book.put("b.md", report("harbour").replace("78/100", "79/100"));
    let both = book.run(&["import", "a.md", "b.md"]);
    assert_eq!(both.status, 2);
    assert!(
        both.err.contains("a.md and b.md would both become content/harbour-gate/2.4.1.md"),
        "{}",
        both.err
    );
    assert!(!book.path("content").exists());
    assert_eq!(book.run(&["import", "a.md"]).status, 0);
    let first = book.read("content/harbour-gate/2.4.1.md");
    let again = book.run(&["import", "b.md"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("exists already"), "{}", again.err);
    assert_eq!(book.read("content/harbour-gate/2.4.1.md"), first);
    assert_eq!(book.run(&["import", "b.md", "--force"]).status, 0);
    assert!(book.read("content/harbour-gate/2.4.1.md").contains("score: 79/100"));
    assert_eq!(book.files("content").len(), 1, "nothing half written stays");
}

#[test]
fn several_files_give_an_array_and_one_folder_all_its_reports() {
    let book = Book::empty();
    book.put("in/a.md", report("es"));
    book.put("in/sub/b.markdown", report("fr"));
    book.put("in/notes.txt", "not read");
    let run = book.run(&["import", "--format", "json", "in"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let all: Value = serde_json::from_str(&run.out).unwrap();
    let projects: Vec<_> =
        all.as_array().unwrap().iter().map(|facts| facts["project"].as_str().unwrap()).collect();
    assert_eq!(projects, ["Faro Norte", "Quai Ouest"]);
}

#[test]
fn bad_input_is_refused_clearly_and_nothing_is_written() {
    let book = Book::empty();
    book.put("binary.md", b"\x7fELF\x02\x01\0\0\0");
    // Every character in four bytes.
    book.put("wide.md", report("es").chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>());
    book.put("nul.md", report("es").replace(' ', "\0"));
    book.put("empty.md", "");
    book.put("readme.md", "# Kiosk\n\nA program that sells tickets.\n\n## Install\n\nRun `make`.\n");
    book.put("large.md", vec![b'a'; 17 * 1024 * 1024]);
    book.put("long.md", format!("{}{}", report("es"), "a line of a log\n".repeat(300_000)));
    book.put("headings.md", format!("{}{}", report("es"), "# A\n".repeat(10_001)));
    for (file, status, message) in [
        ("binary.md", 2, "this is no text but a binary file"),
        ("wide.md", 2, "this is no text but a binary file"),
        ("nul.md", 2, "this is no text but a binary file"),
        ("empty.md", 2, "the file is empty"),
        ("missing.md", 2, "there is no such file"),
        ("large.md", 2, "reports of up to 16 MiB are read"),
        ("long.md", 2, "long.md: the book would refuse it: this document has 48"),
        ("headings.md", 2, "more than 10000 headings"),
        ("readme.md", 1, "does not look like a readiness report"),
    ] {
        let run = book.run(&["import", file]);
        assert_eq!(run.status, status, "{file}: {}", run.err);
        assert!(run.err.contains(message), "{file}: {}", run.err);
        assert!(!book.path("content").exists(), "{file}");
    }
    assert_eq!(book.run(&["import", "readme.md", "--force"]).status, 0);
    for arguments in [["--project", "a/b"], ["--release", ".."], ["--release", "project"], ["--date", "soon"]]
    {
        let run = book.run(&[&["import", "readme.md"][..], &arguments[..]].concat());
        assert_eq!(run.status, 2, "{arguments:?}");
    }
    let nowhere = tempfile::tempdir().unwrap();
    std::fs::write(nowhere.path().join("a.md"), report("es")).unwrap();
    let run = Run::of(readybook().current_dir(nowhere.path()).args(["import", "a.md"]));
    assert_eq!(run.status, 2);
    assert!(run.err.contains("readybook init"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_tree_are_not_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("secret.md"), report("es")).unwrap();
    let book = Book::empty();
    book.put("in/a.md", report("fr"));
    std::os::unix::fs::symlink(elsewhere.path().join("secret.md"), book.path("in/b.md")).unwrap();
    let run = book.run(&["import", "in", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("this link leads out of in") && !run.out.contains("Faro"), "{}", run.err);
    let run = book.run(&["import", "in/b.md", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("this link leads out of its folder") && !run.out.contains("Faro"),
        "{}",
        run.err
    );
    std::os::unix::fs::symlink("a.md", book.path("in/c.md")).unwrap();
    assert_eq!(book.run(&["import", "in/c.md", "--format", "json"]).status, 0);
    std::fs::create_dir(book.path("content")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), book.path("content/quai-ouest")).unwrap();
    let run = book.run(&["import", "in/a.md"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("leads out of the book"), "{}", run.err);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_report_and_nobody_waits_for_it() {
    let book = Book::empty();
    let made = std::process::Command::new("mkfifo").arg(book.path("pipe.md")).status().unwrap();
    assert!(made.success());
    let run = book.run(&["import", "pipe.md"]);
    assert_eq!((run.status, run.err.contains("it is no plain file")), (2, true), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_leaves_nothing_behind() {
    let book = Book::empty();
    book.put("a.md", report("es"));
    book.put("b.md", report("fr"));
    // A file where the second folder would be: also root cannot make it.
    book.put("content/quai-ouest", "in the way");
    let run = book.run(&["import", "a.md", "b.md"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("a part of its path is a file"), "{}", run.err);
    let left: Vec<_> = book.files("content").into_iter().map(|(path, _)| path).collect();
    assert_eq!(left, ["quai-ouest"]);
}

#[test]
fn huge_shapes_take_linear_time() {
    let started = std::time::Instant::now();
    let headings: Vec<String> =
        (0..8_000).map(|n| format!("## {n}. Issue number {n} is critical\n")).collect();
    facts(format!("# Readiness\n{}", headings.concat()));
    let nested: Vec<String> =
        (0..2_000).map(|n| format!("{} Gap {n}: 5/10\n", "#".repeat(n % 6 + 1))).collect();
    facts(nested.concat());
    facts(format!("{}{}", "## Late\n\nText.\n".repeat(8_000), "# Title\n".repeat(8_000)));
    facts(format!("# Readiness\n\n{}", "word 7/10 ".repeat(500_000)));
    facts(format!("# Readiness\n\n{}", "âœ…".repeat(10_000)));
    facts(format!("# Readiness\n\n## Gaps\n{}", "- same gap\n".repeat(8_000)));
    facts(format!("| Issue | Severity |\n|---|---|\n{}", "| a | high |\n".repeat(10_000)));
    let lamps = |state: &str| {
        let all: Vec<String> = (0..20_000).map(|n| format!("### Lamp {n} {state}\n")).collect();
        all.concat()
    };
    facts(format!("# Readiness\n## Conclusion\n{}{}", lamps("ready"), lamps("not ready")));
    let costs: Vec<String> = (0..40_000).map(|n| format!("Cost {n}: b\n\n")).collect();
    facts(format!("# Readiness\n## Findings\n{}{}", costs.concat(), "Verdict: ready\n\n".repeat(20_000)));
    let series: Vec<String> =
        (0..40_000).map(|n| format!("{n}. The rope {n} is missing:\n   - it hangs\n")).collect();
    facts(format!("# Readiness\n## Issues\n{}", series.concat()));
    let wide = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(3_000));
    facts(["# Readiness\n", &wide("Lamp state"), &wide("-"), &wide("broken").repeat(10)].concat());
    // Quadratic work would take minutes here.
    assert!(started.elapsed().as_secs() < 90, "{:?}", started.elapsed());
}

#[test]
fn help_says_what_happens() {
    let help = Run::of(readybook().args(["import", "--help"]));
    assert!(
        help.out.contains("Usage:") && help.out.contains("QUESTION") && help.out.contains("--dry-run"),
        "{}",
        help.out
    );
}
