//! A grave finding that nobody mends, or not by any day.

use std::collections::BTreeSet;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::{FindingSeverity, Waived};

pub(super) static RULE: Rule = Rule {
    id: "unowned-finding",
    level: RuleLevel::Warn,
    summary: "an open critical or high finding has no owner or no due date",
    why: "what is nobody's task, or due on no day, stays as it is",
    help: "add `owner` and `due` to the finding",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs, severity: high, owner: ada }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs, severity: high, owner: ada, due: 2026-03-01 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    let live = assessment.waivers.iter().filter(|waiver| waiver.is_live(scope.card.as_of));
    let waived: BTreeSet<&str> = live
        .filter_map(|waiver| match &waiver.of.value {
            Waived::Finding(id) => Some(id.as_str()),
            Waived::Check(_) => None,
        })
        .collect();
    for finding in scope.details.findings.iter().filter(|finding| finding.is_open()) {
        let Some(severity) = finding.severity.as_ref().map(|severity| severity.value) else {
            continue;
        };
        // A live waiver has an approver and an expiry of its own.
        if severity < FindingSeverity::High || waived.contains(finding.id.value.as_str()) {
            continue;
        }
        let missing = match (&finding.owner, &finding.due) {
            (None, None) => "no owner and no due date",
            (None, Some(_)) => "no owner",
            (Some(_), None) => "no due date",
            (Some(_), Some(_)) => continue,
        };
        let (id, word) = (&finding.id.value, severity.id());
        reporter.report(finding.id.span, format!("the open {word} finding `{id}` has {missing}"));
    }
}
