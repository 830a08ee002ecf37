//! A comment that allows nothing, because it says too little or names no rule.

use crate::book::RuleLevel;
use crate::check::rules::RULES;
use crate::check::run::{ALWAYS, always_holds};
use crate::check::{Example, Reporter, Rule, Run, Suppressed};

pub(super) static RULE: Rule = Rule {
    id: "invalid-suppression",
    level: RuleLevel::Deny,
    summary: "a comment is meant to allow what a rule reports, but gives no reason, or names no rule that can be allowed",
    why: "such a comment allows nothing; and an exception without a reason cannot be judged by anybody",
    help: "write it as `<!-- readybook: allow RULE: reason -->`",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\n<!-- readybook: allow templat-text: it is about templates -->\n\nText.\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "",
        body: "# R\n\n<!-- readybook: allow template-text: it is about templates -->\n\nMarked as TODO: by hand.\n",
        beside: &[],
    },
    run: Run::Suppressions(run),
};

fn run(all: &[Suppressed<'_>], reporter: &mut Reporter<'_>) {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    for suppressed in all {
        let suppression = suppressed.suppression;
        let name = &suppression.rule;
        if name.is_empty() {
            reporter.report(
                suppression.span,
                "this comment is for readybook, but is not written as `readybook: allow RULE: reason`",
            );
        } else if suppressed.rule.is_none() && always_holds(name) {
            let message = format!("`{name}` always holds: a document cannot allow what it reports");
            let diagnostic = reporter.report(suppression.span, message);
            diagnostic.why = Some(ALWAYS.to_owned());
            diagnostic.help = Some("mend what it reports, and remove the comment".to_owned());
        } else if suppressed.rule.is_none() {
            let message = format!("there is no rule `{name}`");
            let known = if reporter.explains() { &*ids } else { &[] };
            let told = reporter.report(suppression.span, message);
            *told = told.clone().near(name, known, || RULE.help.to_owned()).slip_of_name(name, known);
            if let Some(fix) = &mut told.fix {
                fix.span = suppression.name;
            }
        } else if suppression.reason.is_none() {
            let message = format!("`{name}` is to be allowed, but no reason is given");
            reporter.report(suppression.span, message);
        }
    }
}
