//! Every rule is complete, and its examples show what it does.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::RULES;
use crate::book::{Config, EMBEDDED_RUBRIC, Rubric, parse_rubric};
use crate::check::{Example, Rule, Scope, check_document};
use crate::diag::Diagnostic;
use crate::model::{Date, Project};
use crate::score::{Subject, score};
use crate::source::parse_assessment;

fn rubric() -> Rubric {
    let (path, text) = EMBEDDED_RUBRIC;
    parse_rubric(&path.into(), text).0.expect("the embedded rubric is valid")
}

/// All diagnostics of an example, those of its parsing first.
fn diagnostics(example: &Example) -> Vec<Diagnostic> {
    let date = if example.front_matter.contains("date:") { "" } else { "date: 2026-01-21\n" };
    let text = format!("---\nformat: 1\n{date}{}\n---\n{}", example.front_matter, example.body);
    let path: Arc<str> = "content/demo/1.0.0.md".into();
    let parsed = parse_assessment(&path, "demo", "1.0.0", &text, [0; 32]);
    let assessment = parsed.value.unwrap_or_else(|| panic!("an example parses: {:?}", parsed.diagnostics));
    let (project, rubric, today) = (Project::bare("demo"), rubric(), Date::constant(2026, 1, 21));
    let card = score(Subject { assessment: &assessment, project: &project, as_of: today }, &rubric);
    let scope = Scope {
        assessment: &assessment,
        card: &card,
        rubric: &rubric,
        project: &project,
        today,
        documents: &BTreeSet::from([Arc::clone(&path)]),
        files: &BTreeSet::new(),
        releases: &BTreeSet::from(["1.0.0".to_owned()]),
        latest: true,
    };
    let mut all = parsed.diagnostics;
    all.extend(check_document(&scope, &Config::default()));
    all
}

#[test]
fn the_failing_example_breaks_only_its_rule_and_the_passing_one_breaks_none() {
    for rule in RULES {
        let failing = diagnostics(&rule.failing);
        assert!(failing.iter().any(|d| d.rule == rule.id), "{}: the failing example breaks it", rule.id);
        let others: Vec<_> = failing.iter().filter(|d| d.rule != rule.id).collect();
        assert!(others.is_empty(), "{}: the failing example breaks others too: {others:?}", rule.id);
        let passing = diagnostics(&rule.passing);
        assert!(passing.is_empty(), "{}: the passing example breaks {passing:?}", rule.id);
        let severity = rule.level.severity().expect("a rule that is off by default has no example");
        assert!(failing.iter().all(|d| d.severity == severity && d.span.is_some()), "{}", rule.id);
    }
}

#[test]
fn every_rule_is_documented_and_has_its_own_name() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]), "sorted and unique: {ids:?}");
    for Rule { id, summary, why, help, .. } in RULES {
        for text in [summary, why, help] {
            assert!(text.len() > 20 && !text.ends_with('.'), "{id}: `{text}`");
        }
    }
}
