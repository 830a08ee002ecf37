//! An assessment that is older than a book allows.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "stale-assessment",
    level: RuleLevel::Warn,
    summary: "the latest assessment of a project is older than `max-age-days`",
    why: "services change; an old report says little about the service of today",
    help: "assess the project again: `readybook new PROJECT RELEASE` begins a report",
    numbers: &[("max-age-days", 180)],
    dated: true,
    failing: Example { front_matter: "date: 2025-01-01", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "date: 2026-01-20", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    let Some(date) = assessment.date.known() else {
        return;
    };
    let most = reporter.number("max-age-days");
    let days = scope.today.since(date).map_or(0, |span| span.get_days());
    if scope.latest && u32::try_from(days).is_ok_and(|days| days > most) {
        let span = assessment.date_span.unwrap_or_default();
        let message =
            format!("`{}` was last assessed {days} days ago; {most} are allowed", assessment.id.project);
        reporter.report(span, message).depends_on = Some(scope.folder());
    }
}
