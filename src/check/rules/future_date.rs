//! An assessment that is dated after today.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "future-date",
    level: RuleLevel::Deny,
    summary: "an assessment is dated after today",
    why: "what has not happened yet cannot have been assessed, and would stand as the latest release",
    help: "correct the date; a planned assessment can wait as `draft: true`",
    numbers: &[],
    dated: true,
    failing: Example { front_matter: "date: 2026-12-31", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "date: 2026-01-20", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(date) = scope.assessment.date.known() else {
        return;
    };
    if date > scope.today && !scope.assessment.draft {
        let span = scope.assessment.date_span.unwrap_or_default();
        reporter.report(span, format!("{date} is after today, {}", scope.today));
    }
}
