//! A waiver for something that needs none.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::{CheckState, Waived};

pub(super) static RULE: Rule = Rule {
    id: "unused-waiver",
    level: RuleLevel::Warn,
    summary: "a waiver is for a finding that is resolved, or for a check that passes or does not apply",
    why: "it would silently accept the failure if it came back",
    help: "remove the waiver; it can be given again when it is needed",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings: [{ id: logs, title: No logs, status: resolved }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-06-30 }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings: [{ id: logs, title: No logs, status: accepted }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-06-30 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    if assessment.waivers.is_empty() {
        return;
    }
    let findings: BTreeMap<&str, _> =
        scope.details.findings.iter().map(|finding| (finding.id.value.as_str(), finding)).collect();
    let checks: BTreeMap<&str, _> =
        scope.details.checks.iter().map(|answer| (answer.check.value.as_str(), &answer.state)).collect();
    for waiver in &assessment.waivers {
        let needless = match &waiver.of.value {
            Waived::Finding(id) => findings
                .get(id.as_str())
                .filter(|finding| !finding.is_open())
                .map(|finding| ("finding", "is resolved", finding.status.span)),
            Waived::Check(id) => checks.get(id.as_str()).and_then(|state| match state.value {
                CheckState::Pass => Some(("check", "passes", state.span)),
                CheckState::NotApplicable { reason: Some(_) } => {
                    Some(("check", "does not apply", state.span))
                }
                _ => None,
            }),
        };
        if let Some((what, why, place)) = needless {
            let id = waiver.of.value.id();
            let message = format!("the waiver of `{id}` is for nothing: the {what} {why}");
            reporter.report(waiver.of.span, message).also(place, format!("it {why} here"));
        }
    }
}
