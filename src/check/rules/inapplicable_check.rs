//! An answer to a check that does not apply to the project.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::CheckState;

pub(super) static RULE: Rule = Rule {
    id: "inapplicable-check",
    level: RuleLevel::Warn,
    summary: "a check is answered that does not apply to a project of this tier and these tags",
    why: "the rubric asks it of other projects only, so that the answer counts for nothing here",
    help: "remove the answer, or correct `tier` and `tags` in project.md",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "checks:\n  api-docs: { result: pass, evidence: [docs/api.md] }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example { front_matter: "checks: { api-docs: unknown }", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for answer in &scope.details.checks {
        let Some(check) = scope.rubric.check(&answer.check.value) else { continue };
        let answered = answer.state.value != CheckState::Unknown;
        if !answered || check.applies.to(scope.project) {
            continue;
        }
        let mut wants = Vec::new();
        if !check.applies.tier.is_empty() {
            wants.push(format!("tier {}", check.applies.tier.join(" or ")));
        }
        if !check.applies.tags.is_empty() {
            wants.push(format!("the tag {}", check.applies.tags.join(" or ")));
        }
        let message = format!(
            "`{}` applies to projects of {} only, and this one is of tier {} with {}",
            check.id,
            wants.join(" and "),
            scope.project.tier.as_deref().unwrap_or("(not stated)"),
            if scope.project.tags.is_empty() { "no tags".to_owned() } else { scope.project.tags.join(", ") },
        );
        reporter.report(answer.check.span, message);
    }
}
