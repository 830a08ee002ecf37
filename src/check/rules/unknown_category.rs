//! A category that the rubric does not have.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "unknown-category",
    level: RuleLevel::Deny,
    summary: "a category is named that the rubric does not have",
    why: "a score for an unknown category would be counted nowhere",
    help: "use a category of the rubric, or add this one to it",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "categories:\n  securty: 90", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "categories:\n  security: 90", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let ids: Vec<&str> = scope.rubric.categories.iter().map(|category| category.id.as_str()).collect();
    let mut unknown = |name: &crate::model::Fact<String>| {
        let message = format!("rubric `{}` has no category `{}`", scope.rubric.id, name.value);
        reporter.report_near(name.span, message, &name.value, &ids);
    };
    for declared in &scope.assessment.categories {
        let known = match declared.in_body {
            true => scope.rubric.category_named(&declared.category.value).is_some(),
            false => ids.contains(&declared.category.value.as_str()),
        };
        if !known {
            unknown(&declared.category);
        }
    }
    for category in scope.assessment.findings.iter().filter_map(|finding| finding.category.as_ref()) {
        if scope.rubric.category_named(&category.value).is_none() {
            unknown(category);
        }
    }
}
