//! A check that passes without the evidence that the rubric asks for.

use std::collections::BTreeMap;

use crate::book::{Check, RuleLevel};
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::CheckState;

pub(super) static RULE: Rule = Rule {
    id: "pass-without-evidence",
    level: RuleLevel::Warn,
    summary: "a check passes without evidence, and the rubric asks for some",
    why: "a pass earns points; without evidence nobody but its author can tell whether it should",
    help: "name a path or an address that shows it: `{ result: pass, evidence: [docs/tls.md] }`",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "checks:\n  rate-limiting: pass", body: "# R\n", beside: &[] },
    passing: Example {
        front_matter: "checks:\n  rate-limiting: { result: pass, evidence: [nginx/limits.conf] }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    // One that does not apply counts for nothing, which is told by itself.
    let applies = |check: &Check| check.applies.to(scope.project);
    let required = scope.rubric.checks.iter().filter(|check| check.evidence.required && applies(check));
    let required: BTreeMap<&str, _> = required.map(|check| (check.id.as_str(), check)).collect();
    for answer in &scope.details.checks {
        let Some(check) = required.get(answer.check.value.as_str()) else {
            continue;
        };
        if answer.state.value == CheckState::Pass && answer.evidence.is_empty() {
            let message = format!("`{}` passes without evidence", check.id);
            let diagnostic = reporter.report(answer.state.span, message);
            if let Some(accepts) = &check.evidence.accepts {
                diagnostic.help = Some(format!("name what shows it: {}", accepts.trim_end_matches('.')));
            }
        }
    }
}
