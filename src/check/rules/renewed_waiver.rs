//! A waiver that is renewed again and again.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "renewed-waiver",
    level: RuleLevel::Warn,
    summary: "a waiver was renewed more than `max-renewals` times, from release to release",
    why: "a risk that is accepted again and again is not being mended by anybody",
    help: "plan the mending with an owner and a date, or change what the rubric asks for",
    numbers: &[("max-renewals", 2)],
    dated: false,
    failing: Example { front_matter: WAIVER, body: "# R\n", beside: &[FIRST, SECOND, THIRD] },
    passing: Example { front_matter: WAIVER, body: "# R\n", beside: &[SECOND, THIRD] },
    run: Run::Document(run),
};

const WAIVER: &str = "findings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-06-30 }";

const FIRST: (&str, &str) = (
    "content/demo/0.7.0.md",
    "---\nformat: 1\ndate: 2025-10-01\nfindings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2025-12-31 }\n---\n# R\n",
);

const SECOND: (&str, &str) = (
    "content/demo/0.8.0.md",
    "---\nformat: 1\ndate: 2025-11-01\nfindings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-02-28 }\n---\n# R\n",
);

const THIRD: (&str, &str) = (
    "content/demo/0.9.0.md",
    "---\nformat: 1\ndate: 2025-12-01\nfindings: [{ id: logs, title: No logs }]\nwaivers:\n  - { finding: logs, reason: small, approved-by: ada, expires: 2026-04-30 }\n---\n# R\n",
);

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let most = reporter.number("max-renewals");
    for waiver in &scope.assessment.waivers {
        let Some(expires) = &waiver.expires else {
            continue;
        };
        // Back through the releases that have it, as long as there is one more to count.
        let mut renewals = 0;
        let mut last = expires.value;
        for earlier in scope.earlier.iter().rev() {
            let mut all = earlier.assessment.waivers.iter();
            let same = all.find(|other| other.of.value == waiver.of.value);
            let Some(before) = same.and_then(|same| same.expires.as_ref()) else {
                break;
            };
            if before.value < last {
                (renewals, last) = (renewals + 1, before.value);
            }
            if renewals > most {
                let id = waiver.of.value.id();
                let message =
                    format!("the waiver of `{id}` was renewed {renewals} times or more; {most} are allowed");
                let diagnostic = reporter.report(waiver.of.span, message);
                diagnostic.elsewhere(&earlier.assessment.path, before.span, "it was to expire here");
                break;
            }
        }
    }
}
