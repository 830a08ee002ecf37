//! An assessment whose date nobody knows.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::ReleaseDate;

pub(super) static RULE: Rule = Rule {
    id: "unknown-date",
    level: RuleLevel::Warn,
    summary: "an assessment says `date: unknown`",
    why: "without a date it stands before all dated releases and has no age",
    help: "replace `unknown` by the day, if it can still be found out",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "date: unknown", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "date: 2026-01-21", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    if let (ReleaseDate::Unknown, Some(span)) = (scope.assessment.date, scope.assessment.date_span) {
        reporter.report(span, "nobody knows when this assessment was made");
    }
}
