//! An effort that is no time.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::Effort;

pub(super) static RULE: Rule = Rule {
    id: "unreadable-effort",
    level: RuleLevel::Warn,
    summary: "an effort cannot be read as a time",
    why: "the cheapest path adds up the stated efforts, and leaves this one out",
    help: "write a number with a unit, such as 4h, 2d or 1-2 weeks",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "checks:\n  backups: { result: fail, effort: soon }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "checks:\n  backups: { result: fail, effort: 2d }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let checks = scope.assessment.checks.iter().map(|answer| (answer.check.span, &answer.effort));
    let findings = scope.assessment.findings.iter().map(|finding| (finding.id.span, &finding.effort));
    for (span, effort) in checks.chain(findings) {
        if let Some(effort) = effort.as_deref().filter(|effort| Effort::read(effort).is_none()) {
            reporter.report(span, format!("the effort `{effort}` is no time"));
        }
    }
}
