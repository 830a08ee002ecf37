//! Somebody who reviewed or approved their own work.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};

pub(super) static RULE: Rule = Rule {
    id: "self-review",
    level: RuleLevel::Warn,
    summary: "an author of the report is its reviewer, or the approver of one of its waivers",
    why: "a second pair of eyes is the point of both",
    help: "let somebody else review the report or approve the waiver",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "authors: [Ada, Bob]\nreviewers: [ada]", body: "# R\n", beside: &[] },
    passing: Example { front_matter: "authors: [Ada, Bob]\nreviewers: [Eve]", body: "# R\n", beside: &[] },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let assessment = scope.assessment;
    let mut authors = BTreeMap::new();
    for author in &assessment.authors {
        authors.extend(names(&author.value).into_iter().map(|name| (name, author.span)));
    }
    let own = |name: &str| names(name).iter().find_map(|name| authors.get(name).copied());
    for reviewer in &assessment.reviewers {
        if let Some(author) = own(&reviewer.value) {
            let message = format!("`{}` reviewed a report of their own", reviewer.value);
            reporter.report(reviewer.span, message).also(author, "named as author");
        }
    }
    for waiver in &assessment.waivers {
        let Some(approver) = &waiver.approved_by else {
            continue;
        };
        if let Some(author) = own(&approver.value) {
            let id = waiver.of.value.id();
            let message =
                format!("`{}` approved the waiver of `{id}` in a report of their own", approver.value);
            reporter.report(approver.span, message).also(author, "named as author");
        }
    }
}

/// What somebody is called: `Ada <ada@example.org>` by name and by address, `@ada` without its mark, and nobody by a
/// role in brackets.
fn names(stated: &str) -> Vec<String> {
    let plain = |name: &str| name.trim().trim_start_matches('@').to_lowercase();
    let (name, rest) = stated.split_once(['<', '(']).unwrap_or((stated, ""));
    let address = rest.trim_end().trim_end_matches(['>', ')']);
    let all = [plain(name), plain(address.strip_prefix("mailto:").unwrap_or(address))];
    all.into_iter()
        .enumerate()
        .filter(|(at, name)| !name.is_empty() && (*at == 0 || name.contains('@')))
        .map(|(_, name)| name)
        .collect()
}
