//! Something that looks like a live secret.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, TextScope};
use crate::text::{masked, secrets};

pub(super) static RULE: Rule = Rule {
    id: "exposed-secret",
    level: RuleLevel::Deny,
    summary: "the text holds a private key, a token, or a password in an address",
    why: "reports are published and kept; anybody who reads this one can use it",
    help: "revoke it first, then remove it from the text and from the history of the repository",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "",
        body: "# R\n\nConnect to `postgres://app:hunter2-Tr0ub4@db.internal/app`.\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "",
        body: "# R\n\nConnect to `postgres://app:${DB_PASSWORD}@db.internal/app`.\n",
        beside: &[],
    },
    run: Run::Text(run),
};

fn run(scope: &TextScope<'_>, reporter: &mut Reporter<'_>) {
    for secret in secrets(scope.text) {
        let shown = masked(&scope.text[secret.range.clone()]);
        reporter.report(secret.range.into(), format!("`{shown}` looks like {}", secret.what));
    }
}
