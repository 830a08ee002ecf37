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
    let checks = scope.details.checks.iter().filter_map(|answer| answer.effort.as_ref());
    let findings = scope.details.findings.iter().filter_map(|finding| finding.effort.as_ref());
    for effort in checks.chain(findings).filter(|effort| Effort::read(&effort.value).is_none()) {
        reporter.report(effort.span, format!("the effort `{}` is no time", effort.value));
    }
}
