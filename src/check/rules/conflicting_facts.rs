//! The same category score in front matter and body, with different values.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Scope};
use crate::source::agree;

pub(super) static RULE: Rule = Rule {
    id: "conflicting-facts",
    level: RuleLevel::Deny,
    summary: "front matter and body declare different scores for one category",
    why: "readers of the report and readers of the scorecard would be told different things",
    help: "correct the one that is wrong",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "categories:\n  security: 90",
        body: "# R\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n",
    },
    passing: Example {
        front_matter: "categories:\n  security: 80",
        body: "# R\n\n| Category | Score |\n|---|---|\n| Security | 8/10 |\n",
    },
    run,
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let all = &scope.assessment.categories;
    for body in all.iter().filter(|declared| declared.in_body) {
        let Some(category) = scope.rubric.category_named(&body.category.value) else {
            continue;
        };
        let front = all.iter().find(|declared| !declared.in_body && declared.category.value == category.id);
        let (Some(front), Some(body)) = (front.and_then(|front| front.score.as_ref()), body.score.as_ref())
        else {
            continue;
        };
        if !agree(&front.value, &body.value) {
            let (here, there) = (&body.value.text, &front.value.text);
            let message = format!("{} is `{here}` here and `{there}` in the front matter", category.title);
            let path = scope.assessment.path.clone();
            let diagnostic = reporter.report(body.span, message);
            diagnostic.labels.push(crate::diag::Label {
                path,
                span: front.span,
                message: "the other place".to_owned(),
            });
        }
    }
}
