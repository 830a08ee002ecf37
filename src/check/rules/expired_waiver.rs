//! A waiver that has expired.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "expired-waiver",
    level: RuleLevel::Warn,
    summary: "a waiver has expired: in the latest release by today, in an older one by its own date",
    why: "an expired waiver no longer counts: what it accepted is open again",
    help: "mend what it accepted, or let its approver decide anew",
    numbers: &[],
    dated: true,
    failing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-01-20 }",
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
    let day = if scope.latest { scope.today } else { scope.card.as_of };
    for waiver in &scope.assessment.waivers {
        if let Some(expires) = waiver.expires.as_ref().filter(|expires| expires.value < day) {
            let message = format!("the waiver of `{}` expired on {}", waiver.of.value.id(), expires.value);
            reporter.report(expires.span, message).depends_on = scope.latest.then(|| scope.folder());
        }
    }
}
