//! Releases that supersede each other in a circle, or one that supersedes itself.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "circular-supersedes",
    level: RuleLevel::Deny,
    summary: "a release supersedes itself, directly or by way of others",
    why: "of releases in a circle nobody can tell which is the latest",
    help: "let each release supersede an older one, or remove the line",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "supersedes: 0.9.0",
        body: "# R\n",
        beside: &[(
            "content/demo/0.9.0.md",
            "---\nformat: 1\ndate: 2026-01-10\nsupersedes: 1.0.0\n---\n# R\n",
        )],
    },
    passing: Example {
        front_matter: "supersedes: 0.9.0",
        body: "# R\n",
        beside: &[("content/demo/0.9.0.md", "---\nformat: 1\ndate: 2026-01-10\n---\n# R\n")],
    },
    run: Run::Document(run),
};

/// As many releases as a message names.
const NAMED: usize = 5;

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let own = scope.assessment;
    let Some(named) = &own.supersedes else {
        return;
    };
    let mut way = vec![own.id.release.as_str()];
    let mut next = Some(named.value.as_str());
    while let Some(release) = next {
        way.push(release);
        if release == own.id.release {
            break;
        }
        // A circle that it does not belong to is reported where it is.
        if way.len() > scope.releases.len() + 1 {
            return;
        }
        let older = scope.releases.get(release).and_then(|older| older.supersedes.as_ref());
        next = older.map(|named| named.value.as_str());
    }
    if next.is_none() {
        return;
    }
    let message = match way.as_slice() {
        [_, _] => format!("{} supersedes itself", own.id.release),
        way if way.len() <= NAMED => format!("these supersede each other: {}", way.join(", ")),
        way => format!("{} releases supersede each other in a circle", way.len() - 1),
    };
    reporter.report(named.span, message);
}
