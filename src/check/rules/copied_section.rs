//! A section that was taken over word by word, while its category's score rose.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::score::Scorecard;

/// A section of 48 words.
const COPIED: &str = "# R\n\n## Monitoring\n\nLogs of all services go to one place and are kept for thirty days. Metrics of requests, errors and \
    queues are collected every minute and drawn on one board. An alert is sent when errors rise above one in a \
    hundred, or when the queue grows for ten minutes.\n";

/// A release with the same section and a lower score.
const BEFORE: &str = "---\nformat: 1\ndate: 2026-01-01\ncategories:\n  monitoring: 70\n---\n# R\n\n## Monitoring\n\nLogs of all services go to one place and are kept for thirty days. Metrics of requests, errors and \
    queues are collected every minute and drawn on one board. An alert is sent when errors rise above one in a \
    hundred, or when the queue grows for ten minutes.\n";

pub(super) static RULE: Rule = Rule {
    id: "copied-section",
    level: RuleLevel::Warn,
    summary: "a section is the same as in the last release, but its category's score is higher",
    why: "if nothing changed, the higher score has no basis; if something did, the text does not say so",
    help: "describe what changed, or keep the score",
    numbers: &[("min-words", 40)],
    dated: false,
    failing: Example {
        front_matter: "categories:\n  monitoring: 90",
        body: COPIED,
        beside: &[("content/demo/0.9.0.md", BEFORE)],
    },
    passing: Example {
        front_matter: "categories:\n  monitoring: 70",
        body: COPIED,
        beside: &[("content/demo/0.9.0.md", BEFORE)],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(previous) = scope.previous() else {
        return;
    };
    // Points compare under one rubric only.
    if previous.card.rubric != scope.card.rubric {
        return;
    }
    let least = reporter.number("min-words");
    let old: BTreeMap<u64, _> = previous.details.passages.iter().map(|old| (old.digest, old)).collect();
    for passage in scope.details.passages.iter().filter(|passage| passage.words >= least) {
        let same = old.get(&passage.digest).filter(|old| old.words == passage.words);
        let mut above = scope.details.leading_to(passage.heading).peekable();
        let (Some(same), Some(heading)) = (same, above.peek().copied()) else {
            continue;
        };
        let Some(category) = above.find_map(|heading| scope.rubric.category_of_heading(&heading.text)) else {
            continue;
        };
        let points = |card: &Scorecard| {
            card.categories
                .iter()
                .find(|scored| scored.category.id == category.id)
                .map(|scored| scored.points().score())
        };
        let (Some(before), Some(after)) = (points(previous.card), points(scope.card)) else {
            continue;
        };
        if after > before {
            let message = format!(
                "`{}` is word by word that of {}, but {} rose from {} to {} points",
                heading.text,
                previous.assessment.id.release,
                category.title,
                before.truncated(1),
                after.truncated(1)
            );
            let there = previous.details.leading_to(same.heading).next();
            let diagnostic = reporter.report(heading.span, message);
            if let Some(there) = there {
                diagnostic.elsewhere(&previous.assessment.path, there.span, "the same words");
            }
        }
    }
}
