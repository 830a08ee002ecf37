//! Evidence that is much older than the code that was assessed.

use super::stale_evidence::last_change;
use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::CheckState;

pub(super) static RULE: Rule = Rule {
    id: "outdated-evidence",
    level: RuleLevel::Warn,
    summary: "all evidence of a pass was last changed long before the commit that was assessed",
    why: "a result shows the code of its day; what was changed since, it does not show",
    help: "measure or review it again and name the new result, or allow more days: `max-days` of this rule, or `fresh-days` of the check in the rubric",
    numbers: &[("max-days", 365)],
    dated: false,
    failing: Example {
        front_matter: "commit: 4f2a91c\nchecks:\n  rate-limiting: { result: pass, evidence: [reports/load.md] }",
        body: "# R\n",
        beside: &[
            ("content/demo/project.md", "---\nsource-root: source\n---\n"),
            ("source/reports/load.md", "Last changed on 2024-05-02.\n"),
        ],
    },
    passing: Example {
        front_matter: "commit: 4f2a91c\nchecks:\n  rate-limiting: { result: pass, evidence: [reports/load.md] }",
        body: "# R\n",
        beside: &[
            ("content/demo/project.md", "---\nsource-root: source\n---\n"),
            ("source/reports/load.md", "Last changed on 2025-12-02.\n"),
        ],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(changes) = scope.changes else {
        return;
    };
    let allowed = reporter.number("max-days");
    for answer in scope.details.checks.iter().filter(|answer| answer.state.value == CheckState::Pass) {
        // A check that says itself how old its evidence may be has a rule of its own.
        if scope.rubric.check(&answer.check.value).is_none_or(|check| check.evidence.fresh_days.is_some()) {
            continue;
        }
        // A piece of unknown age may be of any.
        let days: Option<Vec<_>> = answer
            .evidence
            .iter()
            .map(|evidence| Some((last_change(scope, &evidence.value)?, evidence)))
            .collect();
        let Some((day, evidence)) = days.and_then(|days| days.into_iter().max_by_key(|(day, _)| *day)) else {
            continue;
        };
        let age = changes.commit.since(day).map_or(0, |span| span.get_days());
        if i64::from(age) > i64::from(allowed) {
            let message = format!(
                "the evidence of `{}` was last changed on {day}, {age} days before the assessed commit of {}; {allowed} are allowed",
                answer.check.value, changes.commit
            );
            reporter.report(evidence.span, message);
        }
    }
}
