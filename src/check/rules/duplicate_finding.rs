//! Two findings with one id.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-finding",
    level: RuleLevel::Deny,
    summary: "two findings of a document have the same id",
    why: "waivers and later releases refer to a finding by its id",
    help: "give one of the two another `id`",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs }\n  - { id: logs, title: No log rotation }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings:\n  - { id: logs, title: No logs }\n  - { id: rotation, title: No log rotation }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let mut first = BTreeMap::new();
    for finding in &scope.details.findings {
        match first.entry(&finding.id.value) {
            Entry::Vacant(entry) => {
                entry.insert(finding.id.span);
            }
            Entry::Occupied(entry) => {
                let message = format!("a second finding `{}`", finding.id.value);
                reporter.report(finding.id.span, message).also(*entry.get(), "the first one");
            }
        }
    }
}
