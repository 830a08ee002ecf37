//! Two findings with one id.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Scope};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-finding",
    level: RuleLevel::Deny,
    summary: "two findings of a document have the same id",
    why: "waivers and later releases refer to a finding by its id",
    help: "give one of the two another `id`",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs }\n  - { id: logs, title: No log rotation }",
        body: "# R\n",
    },
    passing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs }\n  - { id: rotation, title: No log rotation }",
        body: "# R\n",
    },
    run,
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let findings = &scope.assessment.findings;
    for (at, finding) in findings.iter().enumerate() {
        if let Some(first) = findings[..at].iter().find(|other| other.id.value == finding.id.value) {
            let path = scope.assessment.path.clone();
            let diagnostic =
                reporter.report(finding.id.span, format!("a second finding `{}`", finding.id.value));
            diagnostic.labels.push(crate::diag::Label {
                path,
                span: first.id.span,
                message: "the first one".to_owned(),
            });
        }
    }
}
