//! A heading with an icon that says something else than its status.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::FindingStatus;

pub(super) static RULE: Rule = Rule {
    id: "contradicting-icon",
    level: RuleLevel::Warn,
    summary: "the icon in a finding's heading contradicts its status",
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

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    let headings: BTreeMap<&str, _> = assessment.headings.iter().map(|h| (h.anchor.as_str(), h)).collect();
    for finding in &assessment.findings {
        let Some(heading) = finding.anchor.as_deref().and_then(|anchor| headings.get(anchor)) else {
            continue;
        };
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
}
