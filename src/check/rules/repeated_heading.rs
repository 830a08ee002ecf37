//! Two headings that ask for the same anchor.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::model::Heading;
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
    let mut by_text: BTreeMap<String, Vec<&Heading>> = BTreeMap::new();
    for heading in &scope.details.headings {
        by_text.entry(slug(&heading.text)).or_default().push(heading);
    }
    // Without a letter or a digit a heading has no anchor of its own.
    for (wanted, headings) in by_text.iter().filter(|(wanted, _)| !wanted.is_empty()) {
        let [first, second, more @ ..] = headings.as_slice() else {
            continue;
        };
        let all = if more.is_empty() { String::new() } else { format!(" of {} in all", headings.len()) };
        let (text, anchor) = (&second.text, &second.anchor);
        let message = format!("a second heading `{text}`{all}: its anchor is `#{anchor}`, not `#{wanted}`");
        reporter.report(second.span, message).also(first.span, "the first one");
    }
}
