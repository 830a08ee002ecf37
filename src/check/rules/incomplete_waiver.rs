//! A waiver that lacks what makes it one.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "incomplete-waiver",
    level: RuleLevel::Deny,
    summary: "a waiver lacks its reason, its approver or its expiry",
    why: "such a waiver lifts nothing: a risk is accepted by somebody, for a reason, until a day",
    help: "add what is missing: `{ finding: logs, reason: …, approved-by: …, expires: 2026-06-30 }`",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, approved-by: ada }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-06-30 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for waiver in &scope.assessment.waivers {
        let parts = [
            ("`reason`", waiver.reason.is_some()),
            ("`approved-by`", waiver.approved_by.is_some()),
            ("`expires`", waiver.expires.is_some()),
        ];
        let missing: Vec<&str> = parts.iter().filter(|(_, there)| !there).map(|(part, _)| *part).collect();
        if !missing.is_empty() {
            let message =
                format!("the waiver of `{}` has no {}", waiver.of.value.id(), missing.join(" and no "));
            reporter.report(waiver.of.span, message);
        }
    }
}
