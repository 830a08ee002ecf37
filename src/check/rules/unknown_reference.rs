//! A waiver or `supersedes` that names something that is not there.

use std::collections::BTreeSet;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::Waived;

pub(super) static RULE: Rule = Rule {
    id: "unknown-reference",
    level: RuleLevel::Deny,
    summary: "a waiver or `supersedes` names a finding, check or release that does not exist",
    why: "a waiver for nothing lifts nothing, and an unknown predecessor orders nothing",
    help: "correct the name, or remove the line",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "supersedes: 0.9.0\nwaivers:\n  - { finding: logs, reason: r, approved-by: a, expires: 2026-06-30 }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: r, approved-by: a, expires: 2026-06-30 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

/// What `supersedes` names.
const RELEASE: &str = "release";

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    let mut missing = |span, what: &str, name: &str, known: &[&str]| {
        let message = format!("there is no {what} `{name}`");
        let told = reporter.report_near(span, message, name, known, || RULE.help.to_owned());
        if what == RELEASE {
            told.depends_on = Some(scope.folder());
        }
    };
    if !assessment.waivers.is_empty() {
        let findings = sorted(scope.details.findings.iter().map(|finding| finding.id.value.as_str()));
        let checks = sorted(scope.rubric.checks.iter().map(|check| check.id.as_str()));
        for waiver in &assessment.waivers {
            let (what, known) = match &waiver.of.value {
                Waived::Finding(_) => ("finding", &findings),
                Waived::Check(_) => ("check", &checks),
            };
            let id = waiver.of.value.id();
            if known.binary_search(&id).is_err() {
                missing(waiver.of.span, what, id, known);
            }
        }
    }
    if let Some(named) = &assessment.supersedes
        && !scope.releases.contains_key(named.value.as_str())
    {
        let others = scope.releases.keys().copied().filter(|name| *name != assessment.id.release);
        let known: Vec<&str> = others.collect();
        missing(named.span, RELEASE, &named.value, &known);
    }
}

/// Each name once, in order.
fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names.collect::<BTreeSet<&str>>().into_iter().collect()
}
