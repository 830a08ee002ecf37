//! What supports a claim: whether it is there, and whether it is new.

use super::{release, said};

const NONE: [&str; 0] = [];

#[test]
fn only_a_pass_of_a_check_that_asks_for_it_needs_evidence() {
    let of = |answer: &str| said("pass-without-evidence", &format!("checks: {{ {answer} }}"), "# R\n", &[]);
    assert_eq!(of("tls: pass"), ["`tls` passes without evidence"]);
    for fine in [
        "tls: partial",
        "tls: fail",
        "tls: unknown",
        "cors: pass",
        "tls: { result: pass, evidence: https://ci.example/7 }",
    ] {
        assert_eq!(of(fine), NONE, "{fine}");
    }
}

#[test]
fn paths_are_looked_up_below_the_source_root_only() {
    let beside = [
        ("content/demo/project.md", "---\nsource-root: source/demo\n---\n"),
        ("source/demo/src/tls.rs", ""),
        ("source/secret.txt", ""),
    ];
    let of = |evidence: &str, beside: &[(&str, &str)]| {
        let front = format!("checks: {{ tls: {{ result: pass, evidence: {evidence} }} }}");
        said("missing-evidence", &front, "# R\n", beside)
    };
    for there in
        ["src/tls.rs", "'`src/tls.rs:10`'", "[src/tls.rs, https://ci.example/7, the run of May]", "src"]
    {
        assert_eq!(of(there, &beside), NONE, "{there}");
    }
    assert_eq!(of("src/ssl.rs", &beside), ["`src/ssl.rs` does not exist"]);
    assert_eq!(of("../secret.txt", &beside), ["`../secret.txt` leads out of the project's source-root"]);
    assert_eq!(of("src/ssl.rs", &[]), NONE, "without a source-root it is unverified, not missing");
    let of_finding = "findings: [{ id: a, title: A, evidence: [src/ssl.rs] }]\n\
                      categories: { security: { score: 80, evidence: [src/none.rs] } }";
    assert_eq!(said("missing-evidence", of_finding, "# R\n", &beside).len(), 2);
}

#[test]
fn evidence_is_as_old_as_its_newest_date() {
    let of = |evidence: &str| {
        let front = format!("checks: {{ dependency-updates: {{ result: pass, evidence: {evidence} }} }}");
        said("stale-evidence", &front, "# R\n", &[])
    };
    assert_eq!(
        of("[scans/2025-10-22.txt, scans/2025-07-01.txt]"),
        [
            "the evidence of `dependency-updates` is of 2025-10-22, 91 days before the assessment; 90 are allowed"
        ]
    );
    for fine in
        ["scans/2025-10-23.txt", "[scans/2025-01-01.txt, renovate.json]", "scans/2025-13-01.txt", "é2025"]
    {
        assert_eq!(of(fine), NONE, "{fine}");
    }
}

#[test]
fn what_got_better_needs_new_evidence() {
    let of = |old: &str, new: &str| {
        let (path, text) = release("0.9.0", &format!("date: 2026-01-01\n{old}"), "# R\n");
        said("change-without-evidence", new, "# R\n", &[(&path, &text)])
    };
    let check = |state: &str, evidence: &str| {
        format!("checks: {{ tls: {{ result: {state}, evidence: {evidence} }} }}")
    };
    assert_eq!(
        of(&check("fail", "[a.txt]"), &check("pass", "[a.txt]")),
        ["`tls` is pass; in 0.9.0 it was fail, and no evidence is new"]
    );
    assert_eq!(of(&check("fail", "[a.txt]"), &check("pass", "[a.txt, b.txt]")), NONE);
    for (old, new) in [("pass", "fail"), ("pass", "pass"), ("unknown", "pass")] {
        assert_eq!(of(&check(old, "[a.txt]"), &check(new, "[a.txt]")), NONE, "{old} {new}");
    }
    let finding = |status: &str| format!("findings: [{{ id: leak, title: Leak, status: {status} }}]");
    assert_eq!(of(&finding("partial"), &finding("resolved")).len(), 1);
    assert_eq!(of(&finding("open"), &finding("accepted")), NONE);
    assert_eq!(of("", &finding("resolved")), NONE, "it was not known before");
    let draft = format!("draft: true\n{}", finding("open"));
    assert_eq!(of(&draft, &finding("resolved")), NONE, "a draft is no release");
    let internal = |finding: String| format!("visibility: internal\n{finding}");
    assert_eq!(
        of(&internal(finding("open")), &finding("resolved")),
        NONE,
        "nothing internal gets on a public page"
    );
    assert_eq!(of(&internal(finding("open")), &internal(finding("resolved"))).len(), 1);
}

#[test]
fn a_section_may_stay_as_it_is_while_its_score_does() {
    let words = |n: usize| (0..n).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ");
    let of = |old: u32, new: u32, body: &str| {
        let front = |score: u32| format!("categories: {{ monitoring: {score}, testing: 50 }}");
        let before = format!("# R\n\n## Monitoring\n\n{}\n", words(40));
        let (path, text) = release("0.9.0", &format!("date: 2026-01-01\n{}", front(old)), &before);
        said("copied-section", &front(new), body, &[(&path, &text)])
    };
    let copy =
        format!("# R\n\n## Logs and monitoring\n\n### Monitoring\n\n{}\n", words(40).replace(' ', "\n"));
    assert_eq!(
        of(70, 90, &copy),
        ["`Monitoring` is word by word that of 0.9.0, but Monitoring rose from 70.0 to 90.0 points"]
    );
    assert_eq!(of(70, 70, &copy), NONE);
    assert_eq!(of(90, 70, &copy), NONE);
    assert_eq!(of(70, 90, &copy.replace("word3", "word33")), NONE, "a word changed");
    assert_eq!(of(70, 90, &copy.replace("### Monitoring", "### Testing")), NONE, "testing did not rise");
    assert_eq!(of(70, 90, &format!("# R\n\n## Monitoring\n\n{}\n", words(39))), NONE);
}

/// A score that is told anew is no new text; other figures are.
#[test]
fn a_section_with_another_score_is_a_copy_all_the_same() {
    let words = (0..40).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ");
    let of = |old: &str, new: &str| {
        let section = |line: &str| format!("# R\n\n## Monitoring\n\n{line}\n\n{words}\n");
        let front = |score: u32| format!("categories: {{ monitoring: {score} }}");
        let (path, text) = release("0.9.0", &format!("date: 2026-01-01\n{}", front(70)), &section(old));
        said("copied-section", &front(90), &section(new), &[(&path, &text)]).len()
    };
    for (old, new) in [
        ("**Score:** 7/10", "**Score:** 9/10"),
        ("**Score:** 70", "**Score:** 90"),
        ("Score: **70%**", "Score: **90%**"),
        ("We give it 7.0 / 10.", "We give it 9.5 / 10."),
        ("The score is 70.", "The score is 90."),
    ] {
        assert_eq!(of(old, new), 1, "{new}");
    }
    for (old, new) in [
        ("Requests take 300 ms.", "Requests take 100 ms."),
        ("Coverage is 70%.", "Coverage is 90%."),
        ("It ran 7/24.", "It ran 9/24."),
    ] {
        assert_eq!(of(old, new), 0, "{new}");
    }
}

#[test]
fn a_section_whose_items_were_ticked_is_no_copy() {
    let section = |mark: &str| {
        let items: Vec<String> = (0..20).map(|at| format!("- [{mark}] item {at}")).collect();
        format!("# R\n\n## Monitoring\n\n{}\n", items.join("\n"))
    };
    let of = |before: &str| {
        let (path, text) =
            release("0.9.0", "date: 2026-01-01\ncategories: { monitoring: 0 }", &section(before));
        said("copied-section", "categories: { monitoring: 10 }", &section("x"), &[(&path, &text)])
    };
    assert_eq!((of("x").len(), of(" ").len()), (1, 0));
}

#[test]
fn a_source_root_that_is_not_there_is_named_once() {
    let beside = [("content/demo/project.md", "---\nsource-root: sources\n---\n"), ("source/a.rs", "")];
    let front = "checks: { tls: { result: pass, evidence: [a.rs] } }";
    assert_eq!(said("missing-evidence", front, "# R\n", &beside), NONE);
    let report = super::document("", "# R\n");
    let [project, source] = beside.map(|(path, text)| (path, text.as_bytes()));
    let files = [project, source, (super::DOCUMENT, report.as_bytes())];
    let found = super::Memory::new(&files).diagnostics("content/demo/project.md");
    let said: Vec<_> = found.iter().map(|d| (d.rule, d.message.as_str())).collect();
    assert_eq!(
        said,
        [("missing-source-root", "the `source-root` of this project does not exist here: `sources`")]
    );
}

#[test]
fn evidence_is_looked_up_on_disk_relative_to_the_book() {
    let book = crate::book::Book::empty();
    book.put("code/src/tls.rs", "").put("content/demo/project.md", "---\nsource-root: code\n---\n").put(
        "content/demo/1.0.0.md",
        "---\nformat: 1\ndate: 2026-01-21\nchecks: { tls: { result: pass, evidence: [src/tls.rs, src/ssl.rs] } }\n---\n# R\n",
    );
    let out = book.run(&["check", "--format", "short"]).out;
    assert!(out.contains("warning[missing-evidence]: `src/ssl.rs` does not exist"), "{out}");
    assert!(!out.contains("`src/tls.rs` does not"), "{out}");
}
