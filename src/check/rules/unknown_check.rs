//! An answer to a check that the rubric does not have.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "unknown-check",
    level: RuleLevel::Deny,
    summary: "a check is answered that the rubric does not have",
    why: "the answer would be counted nowhere",
    help: "use a check of the rubric, or remove the line",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "checks:\n  rate-limitng: unknown", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "checks:\n  rate-limiting: unknown", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let ids: Vec<&str> = scope.rubric.checks.iter().map(|check| check.id.as_str()).collect();
    let answers = &scope.details.checks;
    let answered = |id: &str| answers.iter().any(|answer| answer.check.value == id);
    for answer in answers {
        let id = &answer.check.value;
        if scope.rubric.check(id).is_some() {
            continue;
        }
        let message = format!("rubric `{}` has no check `{id}`", scope.rubric.id);
        let otherwise = || "the rubric's page and `readybook new` list its checks".to_owned();
        let told = reporter.report_near(answer.check.span, message, id, &ids, otherwise);
        *told = told.clone().unless_there(answered);
    }
}
