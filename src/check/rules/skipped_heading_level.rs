//! A heading that stands deeper than one level below the heading before it.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "skipped-heading-level",
    level: RuleLevel::Warn,
    summary: "a heading skips a level",
    why: "people who read by headings, or listen to them, take the missing level for a missing part",
    help: "take away or add `#`, so that the heading is at most one level below the one before it",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "", body: "# R\n\n### Logs\n", beside: &[] },
    passing: Example { front_matter: "", body: "# R\n\n## Logs\n\n### Rotation\n\n## Tests\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    for pair in scope.details.headings.windows(2) {
        let (before, heading) = (&pair[0], &pair[1]);
        if heading.level > before.level + 1 {
            let message = format!(
                "`{}` is a heading of level {} below one of level {}",
                heading.text, heading.level, before.level
            );
            reporter.report(heading.span, message);
        }
    }
}
