//! A heading with an icon that says something else than its status.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::FindingStatus;
use crate::text::bare;

pub(super) static RULE: Rule = Rule {
    id: "contradicting-icon",
    level: RuleLevel::Warn,
    summary: "the icon in a heading contradicts the status below it",
    why: "people scan a report by its icons first, and leave with the wrong answer",
    help: "correct the icon or the status",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "", body: "# R\n\n## ✅ Logs\n\n**Status:** Open\n", beside: &[] },
    passing: Example { front_matter: "", body: "# R\n\n## ✅ Logs\n\n**Status:** Resolved\n", beside: &[] },
    run: Run::Document(run),
};

/// Icons that say that all is well. Coloured circles are none: they tell the severity as often.
const DONE: [char; 4] = ['✅', '✔', '☑', '✓'];

/// Icons that say that something is amiss.
const AMISS: [char; 6] = ['❌', '✗', '✘', '⛔', '⚠', '🚧'];

/// First words of a status that say that something is amiss.
const NOT_DONE: [&str; 9] =
    ["not", "no", "failing", "failed", "fails", "missing", "incomplete", "broken", "blocked"];

/// What a status that begins so may still mean.
const NOT_ASKED: [&str; 3] = ["not applicable", "not needed", "not required"];

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let details = scope.details;
    let headings = details.headings.iter().enumerate();
    let headings: BTreeMap<&str, _> = headings.map(|(at, h)| (&*h.anchor, (at, h))).collect();
    // What cannot be read is no status that anything contradicts; its words are looked at below.
    let unread: BTreeSet<usize> = details.statuses.iter().map(|(heading, _)| *heading).collect();
    for finding in &details.findings {
        let Some((at, heading)) = finding.anchor.as_deref().and_then(|anchor| headings.get(anchor)) else {
            continue;
        };
        if unread.contains(at) && finding.status.span == finding.span {
            continue;
        }
        let says = |icons: &[char]| heading.text.chars().find(|c| icons.contains(c));
        let contradicting = match finding.status.value {
            FindingStatus::Open => says(&DONE).filter(|_| says(&AMISS).is_none()),
            FindingStatus::Resolved => says(&AMISS).filter(|_| says(&DONE).is_none()),
            FindingStatus::Partial | FindingStatus::Accepted => None,
        };
        let Some(icon) = contradicting else {
            continue;
        };
        let status = finding.status.value.id();
        let message = format!("the heading `{}` says {icon}, but the finding is {status}", heading.text);
        let diagnostic = reporter.report(heading.span, message);
        if finding.status.span != finding.span {
            diagnostic.also(finding.status.span, format!("it is {status} here"));
        }
    }
    for (heading, status) in &details.statuses {
        let Some(heading) = details.headings.get(*heading) else {
            continue;
        };
        let Some(icon) = contradicted(&heading.text, &status.value) else {
            continue;
        };
        let message =
            format!("the heading `{}` says {icon}, but its status is `{}`", heading.text, status.value);
        reporter.report(heading.span, message).also(status.span, "the status is stated here");
    }
}

/// The icon of a heading that is no finding, where what stands below it says the contrary.
fn contradicted(heading: &str, status: &str) -> Option<char> {
    let find = |text: &str, icons: &[char]| text.chars().find(|c| icons.contains(c));
    let one_of = |text: &str| (find(text, &DONE), find(text, &AMISS));
    let words = bare(status);
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let not_asked = NOT_ASKED.iter().any(|text| words.starts_with(text));
    match (one_of(heading), one_of(status)) {
        ((Some(icon), None), (None, Some(_))) | ((None, Some(icon)), (Some(_), None)) => Some(icon),
        ((Some(icon), None), (None, None)) if NOT_DONE.contains(&first) && !not_asked => Some(icon),
        _ => None,
    }
}
