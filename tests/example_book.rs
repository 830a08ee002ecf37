//! This repository's own book: it builds without errors and says what the reports behind it say.

use std::path::Path;

use crate::book::{Run, readybook};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn it_has_no_errors() {
    let check = Run::of(readybook().current_dir(root()).args(["check", "--format", "short"]));
    assert_eq!(check.status, 0, "{}", check.out);
    assert!(check.err.contains("checked 8 assessments"), "{}", check.err);
}

/// Facts of the five reports: ticked and all checklist items, the declared score, findings, declared categories.
#[test]
fn it_carries_the_figures_of_its_reports() {
    let facts = [
        ("ob-vl/unversioned", (8, 35), Some("92/100"), 5, 7),
        ("repository-analysis/unversioned", (0, 28), None, 10, 0),
        ("api-web-worker/unversioned", (11, 22), None, 9, 0),
        ("grover/1.0.0", (22, 64), Some("95/100"), 18, 7),
        ("ai-story-book/0.2", (9, 35), Some("8/10"), 6, 5),
    ];
    for (document, progress, score, findings, categories) in facts {
        let text = std::fs::read_to_string(root().join(format!("content/{document}.md"))).unwrap();
        let (project, stem) = document.split_once('/').unwrap();
        let path = format!("content/{document}.md").as_str().into();
        let parsed = readybook::source::parse_assessment(
            &readybook::source::Limits::default(),
            &path,
            project,
            stem,
            &text,
            [0; 32],
        );
        let assessment = parsed.value.unwrap();
        let details = assessment.details.open();
        assert_eq!(details.progress(), progress, "{document}");
        assert_eq!(assessment.score.as_ref().map(|score| score.value.text.as_str()), score, "{document}");
        assert_eq!(details.findings.len(), findings, "{document}");
        let declared = details.categories.iter().filter(|category| !category.in_body).count();
        assert_eq!(declared, categories, "{document}");
    }
}
