//! Two waivers of one finding or check.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-waiver",
    level: RuleLevel::Warn,
    summary: "two waivers of a document are for the same finding or check",
    why: "one of them may hold when the other has expired, and nobody could tell what was agreed",
    help: "keep the one that holds; earlier ones stand in the documents of earlier releases",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-06-30 }\n  - { finding: logs, reason: rare, approved-by: ada, expires: 2026-05-31 }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-06-30 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let mut first = BTreeMap::new();
    for waiver in &scope.assessment.waivers {
        let of = &waiver.of.value;
        match first.entry((of.kind(), of.id())) {
            Entry::Vacant(entry) => {
                entry.insert(waiver.of.span);
            }
            Entry::Occupied(entry) => {
                let message = format!("another waiver of the {} `{}`", of.kind(), of.id());
                reporter.report(waiver.of.span, message).also(*entry.get(), "the first one");
            }
        }
    }
}
