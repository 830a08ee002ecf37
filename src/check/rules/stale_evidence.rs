//! Evidence that is too old for its check.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Evidence, Example, Reporter, Rule, Run, Scope};
use crate::model::{CheckState, Date};

pub(super) static RULE: Rule = Rule {
    id: "stale-evidence",
    level: RuleLevel::Warn,
    summary: "the evidence of a pass is older than the rubric allows",
    why: "a scan or a test shows the state of its day; what came since, it does not show",
    help: "run it again and name the new result",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "checks:\n  dependency-updates: { result: pass, evidence: [reports/2025-03-01-scan.txt] }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "checks:\n  dependency-updates: { result: pass, evidence: [reports/2026-01-10-scan.txt] }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(date) = scope.assessment.date.known() else {
        return;
    };
    let fresh =
        scope.rubric.checks.iter().filter_map(|check| Some((check.id.as_str(), check.evidence.fresh_days?)));
    let fresh: BTreeMap<&str, u32> = fresh.collect();
    for answer in scope.details.checks.iter().filter(|answer| answer.state.value == CheckState::Pass) {
        let Some(days) = fresh.get(answer.check.value.as_str()) else {
            continue;
        };
        // A piece without a date may be of any age.
        let day = |evidence: &str| newest(evidence).or_else(|| last_change(scope, evidence));
        let dates: Option<Vec<_>> =
            answer.evidence.iter().map(|evidence| Some((day(&evidence.value)?, evidence))).collect();
        let Some((of, evidence)) = dates.and_then(|dates| dates.into_iter().max_by_key(|(of, _)| *of)) else {
            continue;
        };
        let age = date.since(of).map_or(0, |span| span.get_days());
        if i64::from(age) > i64::from(*days) {
            let message = format!(
                "the evidence of `{}` is of {of}, {age} days before the assessment; {days} are allowed",
                answer.check.value
            );
            reporter.report(evidence.span, message);
        }
    }
}

/// The day on which a path was last changed, up to the commit that was assessed.
pub(super) fn last_change(scope: &Scope<'_>, evidence: &str) -> Option<Date> {
    match Evidence::read(evidence) {
        Evidence::Path(path) => scope.changes?.paths.get(&path).copied(),
        Evidence::Outside | Evidence::Other => None,
    }
}

/// The newest day that a text names.
fn newest(text: &str) -> Option<Date> {
    (0..text.len()).filter_map(|at| text.get(at..at + 10)?.parse::<Date>().ok()).max()
}
