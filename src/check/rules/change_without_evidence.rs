//! Something that is better than in the last release, and nothing that shows why.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::RuleLevel;
use crate::check::{Earlier, Example, Reporter, Rule, Run, Scope};
use crate::diag::Span;
use crate::model::{Assessment, CheckState, Fact};

pub(super) static RULE: Rule = Rule {
    id: "change-without-evidence",
    level: RuleLevel::Warn,
    summary: "a check or a finding got better since the last release, without new evidence",
    why: "what changed for the better was done by somebody somewhere; unshown, it may only have been written. A change for the worse needs no proof",
    help: "name what shows the change as `evidence`: a file, a pull request, a test run",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs, status: resolved }",
        body: "# R\n",
        beside: &[(
            "content/demo/0.9.0.md",
            "---\nformat: 1\ndate: 2026-01-01\nfindings:\n  - { id: logs, title: No logs, status: open }\n---\n# R\n",
        )],
    },
    passing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs, status: resolved, evidence: [src/log.rs] }",
        body: "# R\n",
        beside: &[(
            "content/demo/0.9.0.md",
            "---\nformat: 1\ndate: 2026-01-01\nfindings:\n  - { id: logs, title: No logs, status: open }\n---\n# R\n",
        )],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(&Earlier { assessment: previous, details: before, .. }) = scope.previous() else {
        return;
    };
    let checks: BTreeMap<&str, _> = before.checks.iter().map(|old| (old.check.value.as_str(), old)).collect();
    for answer in &scope.details.checks {
        let id = answer.check.value.as_str();
        if let Some(before) = checks.get(id)
            && rank(&before.state.value).zip(rank(&answer.state.value)).is_some_and(|(old, new)| old < new)
            && !has_new(&before.evidence, &answer.evidence)
        {
            let (old, new) = (before.state.value.id(), answer.state.value.id());
            let message = format!("`{id}` is {new}; in {} it was {old}", previous.id.release);
            report(reporter, answer.state.span, &message, previous, before.state.span);
        }
    }
    let findings: BTreeMap<&str, _> =
        before.findings.iter().map(|old| (old.id.value.as_str(), old)).collect();
    for finding in scope.details.findings.iter().filter(|finding| !finding.is_open()) {
        if let Some(before) = findings.get(finding.id.value.as_str())
            && before.is_open()
            && !has_new(&before.evidence, &finding.evidence)
        {
            let (id, old) = (&finding.id.value, before.status.value.id());
            let message = format!("`{id}` is resolved; in {} it was {old}", previous.id.release);
            report(reporter, finding.status.span, &message, previous, before.status.span);
        }
    }
}

fn report(reporter: &mut Reporter<'_>, span: Span, message: &str, previous: &Assessment, before: Span) {
    let message = format!("{message}, and no evidence is new");
    reporter.report(span, message).elsewhere(&previous.path, before, "the last release");
}

/// How good an answer is; an unanswered check and one that does not apply have no rank.
fn rank(state: &CheckState) -> Option<u8> {
    match state {
        CheckState::Fail => Some(0),
        CheckState::Partial => Some(1),
        CheckState::Pass => Some(2),
        CheckState::NotApplicable { .. } | CheckState::Unknown => None,
    }
}

fn has_new(old: &[Fact<String>], new: &[Fact<String>]) -> bool {
    let old: BTreeSet<&str> = old.iter().map(|evidence| evidence.value.as_str()).collect();
    new.iter().any(|evidence| !old.contains(evidence.value.as_str()))
}
