//! A category that the rubric does not have.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::Fact;
use crate::text::one_of;

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
    let declared = scope.rubric.declared_by(scope.details);
    let is_declared = |id: &str| declared.iter().any(|one| one.category.value == id);
    let mut unknown = |name: &Fact<String>, is_key: bool| {
        let message = format!("rubric `{}` has no category `{}`", scope.rubric.id, name.value);
        let otherwise = || match scope.rubric.category_named(&name.value) {
            Some(meant) if is_declared(&meant.id) => {
                format!(
                    "`{}` stands here already, and this is another name of it: remove one of the two",
                    meant.id
                )
            }
            Some(meant) => format!("write its id, `{}`", meant.id),
            None => one_of(&name.value, &ids),
        };
        let told = reporter.report_near(name.span, message, &name.value, &ids, otherwise);
        *told = told.clone().unless_there(|id| is_key && is_declared(id));
    };
    for one in &declared {
        let known = match one.in_body {
            true => scope.rubric.category_named(&one.category.value).is_some(),
            false => ids.contains(&one.category.value.as_str()),
        };
        if !known {
            unknown(&one.category, true);
        }
    }
    for category in scope.details.findings.iter().filter_map(|finding| finding.category.as_ref()) {
        if scope.rubric.category_named(&category.value).is_none() {
            unknown(category, false);
        }
    }
}
