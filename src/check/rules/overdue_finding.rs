//! A finding that should have been mended by now.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "overdue-finding",
    level: RuleLevel::Warn,
    summary: "an open finding of the latest release is past its due date",
    why: "a date that passes without a word makes every other date in the report worth less",
    help: "mend it and say so, or agree on a new date with its owner",
    numbers: &[],
    dated: true,
    failing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs, due: 2026-01-20 }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs, due: 2026-01-21 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    if !scope.latest {
        return;
    }
    for finding in scope.details.findings.iter().filter(|finding| finding.is_open()) {
        if let Some(due) = finding.due.as_ref().filter(|due| due.value < scope.today) {
            let days = scope.today.since(due.value).map_or(0, |span| span.get_days());
            let late = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            let told = reporter.report(due.span, format!("`{}` is {late} overdue", finding.id.value));
            told.depends_on = Some(scope.folder());
        }
    }
}
