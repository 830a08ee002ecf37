//! An assessment, or a sign-off of it, that is dated after today.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "future-date",
    level: RuleLevel::Deny,
    summary: "an assessment or a sign-off is dated after today",
    why: "what has not happened yet can be neither assessed nor signed, and would stand as the latest there is",
    help: "correct the date; a planned assessment can wait as `draft: true`",
    numbers: &[],
    dated: true,
    failing: Example { front_matter: "date: 2026-12-31", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "date: 2026-01-20", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    if assessment.draft {
        return;
    }
    let own = assessment.date.known().zip(assessment.date_span);
    let signed = assessment.signoff.iter().filter_map(|one| one.date.as_ref());
    for (date, span) in own.into_iter().chain(signed.map(|date| (date.value, date.span))) {
        if date > scope.today {
            reporter.report(span, format!("{date} is after today, {}", scope.today));
        }
    }
}
