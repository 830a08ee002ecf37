//! What an import writes: all or nothing, in the right places, and everything told that a person has to know.

use serde_json::Value;

use crate::book::{Book, Run, readybook};

/// A report of a project; `more` are further lines.
fn report(project: &str, more: &str) -> String {
    format!("# {project} readiness report\n\n**Verdict:** Not ready\n{more}\n## Gaps\n\n- Nobody is called\n")
}

/// Every path below a folder, folders too.
fn paths(book: &Book, folder: &str) -> Vec<String> {
    let entries = walkdir::WalkDir::new(book.path(folder)).min_depth(1).sort_by_file_name().into_iter();
    let root = book.path(folder);
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn what_cannot_be_written_leaves_no_file_and_no_folder() {
    let book = Book::empty();
    book.put("a.md", report("Anchor", "")).put("b.md", report("Buoy", ""));
    book.put("content/buoy", "in the way");
    let run = book.run(&["import", "a.md", "b.md", "--force"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("a part of its path is a file"), "{}", run.err);
    assert_eq!(paths(&book, "content"), ["buoy"]);
    // With --force too: what was there stays where another file cannot be written.
    std::fs::remove_file(book.path("content/buoy")).unwrap();
    book.put("content/anchor/unversioned.md", "old").put("content/buoy/unversioned.md/x", "a folder");
    let run = book.run(&["import", "a.md", "b.md", "--force"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("content/buoy/unversioned.md is a folder"), "{}", run.err);
    assert_eq!(book.read("content/anchor/unversioned.md"), "old");
    assert_eq!(
        paths(&book, "content"),
        ["anchor", "anchor/unversioned.md", "buoy", "buoy/unversioned.md", "buoy/unversioned.md/x"]
    );
}

#[cfg(unix)]
#[test]
fn no_folder_is_made_behind_a_link_out_of_the_book() {
    let elsewhere = tempfile::tempdir().unwrap();
    let book = Book::empty();
    book.put("a.md", report("Anchor", ""));
    std::os::unix::fs::symlink(elsewhere.path(), book.path("content")).unwrap();
    let run = book.run(&["import", "a.md"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("leads out of the book"), "{}", run.err);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn every_collision_is_told_at_once() {
    let book = Book::empty();
    for (name, project) in [("a", "Anchor"), ("b", "Anchor"), ("c", "Buoy"), ("d", "Buoy")] {
        book.put(&format!("in/{name}.md"), report(project, "**Version:** 1.2.0\n"));
    }
    let run = book.run(&["import", "in"]);
    assert_eq!(run.status, 2);
    for told in [
        "in/a.md and in/b.md would both become content/anchor/1.2.0.md",
        "in/c.md and in/d.md would both become content/buoy/1.2.0.md",
    ] {
        assert!(run.err.contains(told), "{}", run.err);
    }
    assert!(!book.path("content").exists());
}

#[test]
fn no_project_is_made_beside_one_whose_name_differs_only_by_case() {
    let book = Book::empty();
    book.put("a.md", report("Anchor", "**Version:** 1.2.0\n")).put("content/Anchor/1.0.0.md", "");
    let run = book.run(&["import", "a.md"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("write `Anchor`, or take another name with `--project`"), "{}", run.err);
    assert_eq!(paths(&book, "content"), ["Anchor", "Anchor/1.0.0.md"]);
    let run = book.run(&["import", "a.md", "--project", "Anchor"]);
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn reports_of_one_project_without_versions_are_told_apart_by_their_days_or_names() {
    let book = Book::empty();
    book.put("in/first.md", report("Anchor", "**Date:** 2025-03-04\n"));
    book.put("in/second.md", report("Anchor", "**Date:** 2025-06-01\n"));
    book.put("in/LAST review.md", report("Anchor", ""));
    book.put("in/buoy.md", report("Buoy", "**Date:** 2025-06-01\n"));
    let run = book.run(&["import", "in"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(
        paths(&book, "content"),
        [
            "anchor",
            "anchor/2025-03-04.md",
            "anchor/2025-06-01.md",
            "anchor/last-review.md",
            "buoy",
            "buoy/unversioned.md"
        ]
    );
    let question = "this report and others of its project state no version; is this the right name?";
    assert!(run.err.contains(&format!("to decide: release: {question}")), "{}", run.err);
    let text = book.read("content/anchor/2025-03-04.md");
    assert!(text.contains(&format!("release: \"2025-03-04\"   # QUESTION: {question}\n")), "{text}");
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!(check.status, 0, "{}", check.out);
}

#[test]
fn what_the_command_line_says_stands_in_the_json_too() {
    let book = Book::empty();
    book.put("a.md", report("Anchor", "**Version:** 1.2.0\n**Date:** 03/04/2025\n"));
    let arguments = [
        "import",
        "a.md",
        "--format",
        "json",
        "--project",
        "gate",
        "--release",
        "9.1",
        "--date",
        "2025-03-04",
    ];
    let facts: Value = serde_json::from_str(&book.run(&arguments).out).unwrap();
    assert_eq!(
        (&facts["project"], &facts["release"], &facts["date"]),
        (&Value::from("gate"), &Value::from("9.1"), &Value::from("2025-03-04"))
    );
    assert_eq!(facts["sources"]["date"], serde_json::json!({ "line": null, "confidence": 1.0 }));
    assert_eq!(facts["ambiguous"], serde_json::json!([]));
    let run = book.run(&["import", "a.md", "--date", "2025-03-04"]);
    assert!(run.err.contains("date 2025-03-04 (as told)") && !run.err.contains("ambiguous"), "{}", run.err);
}

#[test]
fn a_dry_run_tells_what_exists_already() {
    let book = Book::empty();
    book.put("a.md", report("Anchor", "")).put("content/anchor/unversioned.md", "old");
    let run = book.run(&["import", "--dry-run", "a.md"]);
    assert_eq!(run.status, 2);
    assert!(run.out.contains("+verdict: not-ready"), "{}", run.out);
    assert!(run.err.contains("content/anchor/unversioned.md exists already"), "{}", run.err);
    assert_eq!(book.run(&["import", "--dry-run", "--force", "a.md"]).status, 0);
    assert_eq!(book.read("content/anchor/unversioned.md"), "old");
}

#[test]
fn front_matter_that_names_a_format_of_pages_is_of_another_tool() {
    let book = Book::empty();
    book.put("a.md", format!("---\nformat: html\n---\n{}", report("Anchor", "")));
    let run = book.run(&["import", "a.md"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = book.read("content/anchor/unversioned.md");
    assert!(text.contains(r#"front-matter: "format: html\n""#), "{text}");
    assert_eq!(book.run(&["check"]).status, 0);
}

#[test]
fn a_lone_carriage_return_ends_a_line_everywhere() {
    let book = Book::empty();
    let text = report("Anchor", "**Date:** 2025-03-04\n\nDÃ©jÃ\u{a0} vu\n").replace('\n', "\r");
    book.put("a.md", text);
    let facts: Value = serde_json::from_str(&book.run(&["import", "a.md", "--format", "json"]).out).unwrap();
    assert_eq!(facts["sources"]["date"]["line"], 4);
    assert_eq!(facts["repairs"][0]["line"], 6);
    let run = book.run(&["import", "a.md", "--dry-run"]);
    assert!(run.out.contains("\n-DÃ©jÃ\u{a0} vu\n+Déjà vu\n"), "{}", run.out);
    assert!(run.err.contains("(line 6)"), "{}", run.err);
    assert_eq!(book.run(&["import", "a.md"]).status, 0);
    let written = book.read("content/anchor/unversioned.md");
    assert!(!written.contains('\n') && written.ends_with("- Nobody is called\r"), "{written:?}");
    let check = book.run(&["check", "--format", "short"]);
    assert_eq!(check.status, 0, "{}", check.out);
}

#[test]
fn a_name_that_gives_no_id_is_told_as_such() {
    let book = Book::empty();
    book.put("gate.md", "# Отчёт о готовности\n\n**Проект:** Маяк\n**Вердикт:** не готово\n");
    let run = book.run(&["import", "gate.md"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let question = "no id can be made of the name that the report gives, Маяк; is this the right one?";
    assert!(run.err.contains(&format!("to decide: project: {question}")), "{}", run.err);
    let text = book.read("content/gate/unversioned.md");
    assert!(text.contains(&format!("project: gate   # QUESTION: {question}\n")), "{text}");
}

#[test]
fn ids_hold_no_secret_that_a_report_quotes() {
    let book = Book::empty();
    let token = format!("{}_{}", "ghp", "4fJ8kLm2Qw9ZxR7tYb3NcV6hGd1Sp5Ua0EiO");
    book.put("a.md", report("Anchor", "").replace("Nobody is called", &format!("Token {token} leaked")));
    assert_eq!(book.run(&["import", "a.md"]).status, 0);
    let text = book.read("content/anchor/unversioned.md");
    assert!(text.contains("id: \"token-leaked\""), "{text}");
    assert!(!text.to_lowercase().contains(&format!("id: \"token-{}", token[..12].to_lowercase())), "{text}");
}

#[test]
fn a_day_that_has_not_come_is_asked_for() {
    let book = Book::empty();
    book.put("a.md", report("Anchor", "**Date:** 2031-01-02\n"));
    let run = book.run(&["import", "a.md"]);
    assert!(run.err.contains("to decide: date: 2031-01-02 has not come yet"), "{}", run.err);
    let text = book.read("content/anchor/unversioned.md");
    assert!(text.contains("date: 2031-01-02   # QUESTION: 2031-01-02 has not come yet; "), "{text}");
}

#[test]
fn the_summary_names_what_stays_prose_and_every_line_once() {
    let book = Book::empty();
    book.put(
        "a.md",
        b"# Anchor readiness report\n\n**Verdict:** Not ready\n\n## How it was built\n\nOf wood, \xe2\x80\x94 and caf\xe9 caf\xe9.\n\n\
          ## Parts\n\n### Chain\n\n- [ ] Chain tried\n\n## Gaps\n\n- Nobody is called\n",
    );
    let run = book.run(&["import", "a.md"]);
    assert!(run.err.contains("left as prose: 1 of 5 sections: How it was built (line 5)"), "{}", run.err);
    assert!(
        run.err.contains("bytes that are no UTF-8 were read as Windows-1252, 2 of them: é (line 7)"),
        "{}",
        run.err
    );
    book.put("b.md", b"# Buoy readiness report\n\n**Verdict:** Not ready\n\nCaf\xe9 \x81\n\nbell \x8d\n");
    let run = book.run(&["import", "b.md"]);
    assert!(
        run.err
            .contains("bytes that stand for no character, kept as control characters, 2 times (lines 5, 7)"),
        "{}",
        run.err
    );
    book.put("c.md", "# Chart readiness report\n\n**Verdict:** Not ready\n\n\u{FFFD} and \u{FFFD}\n");
    let run = book.run(&["import", "c.md"]);
    assert!(run.err.contains("characters were lost before, where \u{FFFD} stands (line 5)"), "{}", run.err);
    let json = Run::of(readybook().current_dir(book.root()).args(["import", "a.md", "--format", "json"]));
    let facts: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(facts["prose"], serde_json::json!([{ "title": "How it was built", "line": 5 }]));
    assert_eq!(facts["strays"][1], serde_json::json!({ "line": 7, "read": "é" }));
}

#[test]
fn ids_keep_the_letters_of_names_and_names_that_give_one_id_are_asked_about() {
    let book = Book::empty();
    for (name, project) in
        [("a", "Zürich Ärzte"), ("b", "Müller"), ("c", "Möller"), ("d", "Muller"), ("e", "MÜLLER")]
    {
        book.put(&format!("in/{name}.md"), report(project, ""));
    }
    let run = book.run(&["import", "in"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let folders: Vec<String> =
        paths(&book, "content").into_iter().filter(|path| !path.contains('/')).collect();
    assert_eq!(folders, ["moller", "muller", "muller-2", "zurich-arzte"]);
    let text = book.read("content/muller-2/unversioned.md");
    let question =
        "the name gives the same id as Müller, which another report names; is this another project?";
    assert!(text.contains(&format!("project: muller-2   # QUESTION: {question}\n")), "{text}");
    assert!(run.err.contains(question), "{}", run.err);
}

#[test]
fn a_dry_run_shows_what_would_be_lost() {
    let book = Book::empty();
    book.put("a.md", report("Anchor", "**Version:** 1.2.0\n"));
    assert_eq!(book.run(&["import", "a.md"]).status, 0);
    let place = "content/anchor/1.2.0.md";
    book.put(place, format!("{}Words of our own.\n", book.read(place)));
    let run = book.run(&["import", "a.md", "--dry-run", "--force"]);
    let lost = "--- content/anchor/1.2.0.md: it exists, and these lines of it would be lost\n+++ content/anchor/1.2.0.md\n\
                -Words of our own.\n";
    assert!(run.out.ends_with(lost), "{}", run.out);
    assert!(book.read(place).contains("Words of our own."));
}

#[test]
fn json_of_what_is_no_report_ends_as_the_import_would() {
    let book = Book::empty();
    book.put("a.md", "# Poems\n\nOf the sea.\n");
    let run = book.run(&["import", "a.md", "--format", "json"]);
    assert_eq!(
        (run.status, run.err.contains("does not look like a readiness report")),
        (1, true),
        "{}",
        run.err
    );
    assert_eq!(book.run(&["import", "a.md", "--format", "json", "--force"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_that_leads_out_is_told() {
    let elsewhere = tempfile::tempdir().unwrap();
    let book = Book::empty();
    book.put("in/a.md", report("Anchor", ""));
    std::os::unix::fs::symlink(elsewhere.path(), book.path("in/more")).unwrap();
    let run = book.run(&["import", "in", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("in/more: this link leads out of in"), "{}", run.err);
}
