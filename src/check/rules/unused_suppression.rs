//! A comment that allows something that is not there.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Suppressed};

pub(super) static RULE: Rule = Rule {
    id: "unused-suppression",
    level: RuleLevel::Warn,
    summary: "a comment allows what a rule reports, but the rule reports nothing there",
    why: "it would silently allow what comes later",
    help: "remove the comment; before the first heading it is for the document, elsewhere for the next block",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\n<!-- readybook: allow image-without-text: decoration -->\n\nNo image.\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "",
        body: "# R\n\n<!-- readybook: allow template-text: it is about templates -->\n\nWe write `x: ` TODO: in comments.\n",
        beside: &[],
    },
    run: Run::Suppressions(run),
};

fn run(all: &[Suppressed<'_>], reporter: &mut Reporter<'_>) {
    for suppressed in all {
        // A rule that depends on the day may find something tomorrow.
        let expected =
            suppressed.rule.is_some_and(|rule| !rule.dated) && suppressed.suppression.reason.is_some();
        if expected && !suppressed.used {
            let message = format!("`{}` reports nothing here", suppressed.suppression.rule);
            reporter.report(suppressed.suppression.span, message);
        }
    }
}
