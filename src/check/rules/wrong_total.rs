//! A total that its rows do not come to.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "wrong-total",
    level: RuleLevel::Warn,
    summary: "the total row of a table is not the sum of the rows above it",
    why: "readers remember the total; a wrong one hides a row that was added or forgotten",
    help: "add the column up again",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\n| Step | Days |\n|---|---|\n| Logs | 2 |\n| Alerts | 3 |\n| Total | 6 |\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "",
        body: "# R\n\n| Step | Days |\n|---|---|\n| Logs | 2 |\n| Alerts | 3 |\n| Total | 5 |\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for total in scope.details.totals.iter().filter(|total| total.value != total.sum) {
        let message = format!(
            "the total of `{}` is `{}` here, but the {} rows above come to {}",
            total.column,
            total.stated.value,
            total.rows,
            total.sum.plain()
        );
        reporter.report(total.stated.span, message);
    }
}
