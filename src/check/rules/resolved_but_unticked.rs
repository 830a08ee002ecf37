//! A resolved finding that a checklist has as still to be done.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::text::slug;

pub(super) static RULE: Rule = Rule {
    id: "resolved-but-unticked",
    level: RuleLevel::Warn,
    summary: "a finding is resolved, but its checklist item is still open",
    why: "one of the two was not brought up to date, and nobody can tell which",
    help: "tick the item, or open the finding again",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings:\n  - { id: logs, title: Structured logging, status: resolved }",
        body: "# R\n\n- [ ] Add structured logging\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings:\n  - { id: logs, title: Structured logging, status: resolved }",
        body: "# R\n\n- [x] Add structured logging\n",
        beside: &[],
    },
    run: Run::Document(run),
};

/// Words that a checklist puts before what is to be mended.
const VERBS: [&str; 16] = [
    "add",
    "implement",
    "fix",
    "resolve",
    "enable",
    "introduce",
    "configure",
    "create",
    "mend",
    "close",
    "address",
    "finish",
    "complete",
    "write",
    "set",
    "provide",
];

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let mut resolved = BTreeMap::new();
    for finding in scope.details.findings.iter().filter(|finding| !finding.is_open()) {
        resolved.insert(slug(&finding.title), finding);
        resolved.insert(finding.id.value.clone(), finding);
    }
    if resolved.is_empty() {
        return;
    }
    let tasks = scope.details.checklist.iter().flat_map(|section| &section.tasks);
    for task in tasks.filter(|task| !task.done) {
        let Some(finding) = about(&task.text, |name| resolved.get(name)) else {
            continue;
        };
        let message =
            format!("`{}` is not ticked, but the finding `{}` is resolved", task.text, finding.id.value);
        reporter.report(task.span, message).also(finding.status.span, "resolved here");
    }
}

/// What an item may be about: its text, or what is before its first colon, dash or bracket; of both, also what
/// follows a verb.
fn about<'a, T>(task: &str, named: impl Fn(&str) -> Option<&'a T>) -> Option<&'a T> {
    let with_verb = |slug: &str| {
        let (verb, rest) = slug.split_once('-')?;
        let rest = if verb == "set" { rest.strip_prefix("up-")? } else { rest };
        named(rest).filter(|_| VERBS.contains(&verb))
    };
    let any = |text: &str| {
        let slug = slug(text);
        named(&slug).or_else(|| with_verb(&slug))
    };
    any(task).or_else(|| task.split_once([':', '(', '–', '—']).and_then(|(head, _)| any(head)))
}
