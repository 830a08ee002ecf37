//! A check that is said not to apply, without a reason.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::CheckState;

pub(super) static RULE: Rule = Rule {
    id: "na-without-reason",
    level: RuleLevel::Deny,
    summary: "a check is `n/a` without a reason",
    why: "n/a takes a check out of the score; without a reason it counts as not answered",
    help: "write it as `{ result: n/a, reason: … }`",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "checks:\n  rate-limiting: n/a", body: "# R\n", beside: &[] },
    passing: Example {
        front_matter: "checks:\n  rate-limiting: { result: n/a, reason: internal network only }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for answer in &scope.details.checks {
        if let CheckState::NotApplicable { reason: None } = answer.state.value {
            reporter.report(answer.state.span, format!("`{}` is n/a without a reason", answer.check.value));
        }
    }
}
