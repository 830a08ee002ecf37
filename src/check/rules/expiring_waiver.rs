//! A waiver that expires soon.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "expiring-waiver",
    level: RuleLevel::Warn,
    summary: "a waiver of the latest release expires within `within-days`",
    why: "from the day after, what it accepts counts as open, and the verdict may fall",
    help: "mend what it accepts, or ask its approver in time",
    numbers: &[("within-days", 30)],
    dated: true,
    failing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-02-10 }",
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
    if !scope.latest {
        return;
    }
    let within = i64::from(reporter.number("within-days"));
    for waiver in &scope.assessment.waivers {
        let Some(expires) = &waiver.expires else {
            continue;
        };
        let left = expires.value.since(scope.today).map_or(0, |span| i64::from(span.get_days()));
        if (0..=within).contains(&left) {
            let when = match left {
                0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                days => format!("in {days} days"),
            };
            let message = format!("the waiver of `{}` expires {when}", waiver.of.value.id());
            reporter.report(expires.span, message).depends_on = Some(scope.folder());
        }
    }
}
