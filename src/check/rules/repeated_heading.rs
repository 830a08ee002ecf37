//! Two headings that ask for the same anchor.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::text::slug;

pub(super) static RULE: Rule = Rule {
    id: "repeated-heading",
    level: RuleLevel::Warn,
    summary: "two headings have the same text, and so ask for the same anchor",
    why: "the second one's address has a number at its end, which changes when headings are added or moved",
    help: "give one of the two a text of its own",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\n## Logs\n\n### Plan\n\n## Tests\n\n### Plan\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "",
        body: "# R\n\n## Logs\n\n### Plan for logs\n\n## Tests\n\n### Plan for tests\n",
        beside: &[],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let mut first = BTreeMap::new();
    for heading in &scope.assessment.headings {
        let wanted = slug(&heading.text);
        // Without a letter or a digit it has no anchor of its own.
        if wanted.is_empty() {
            continue;
        }
        match first.entry(wanted) {
            Entry::Vacant(entry) => {
                entry.insert(heading.span);
            }
            Entry::Occupied(entry) => {
                let message = format!(
                    "a second heading `{}`: its anchor is `#{}`, not `#{}`",
                    heading.text,
                    heading.anchor,
                    entry.key()
                );
                reporter.report(heading.span, message).also(*entry.get(), "the first one");
            }
        }
    }
}
