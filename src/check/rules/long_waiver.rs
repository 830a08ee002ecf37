//! A waiver that holds longer than a book allows.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "long-waiver",
    level: RuleLevel::Warn,
    summary: "a waiver holds for more than `max-days` from the date of the assessment",
    why: "what is accepted for so long is accepted for good, and nobody looks at it again",
    help: "let it expire earlier; it can be renewed with a new look at the risk",
    numbers: &[("max-days", 365)],
    dated: false,
    failing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2028-06-30 }",
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
    let Some(date) = scope.assessment.date.known() else {
        return;
    };
    let most = i64::from(reporter.number("max-days"));
    for waiver in &scope.assessment.waivers {
        if let Some(expires) = &waiver.expires {
            let days = expires.value.since(date).map_or(0, |span| i64::from(span.get_days()));
            if days > most {
                let id = waiver.of.value.id();
                let message = format!("the waiver of `{id}` holds for {days} days; {most} are allowed");
                reporter.report(expires.span, message);
            }
        }
    }
}
