//! Running all rules over a document.

use std::sync::Arc;

use super::flood::limit;
use super::form::FORM;
use super::rule::{Reporter, Rule, Run};
use super::rules::RULES;
use super::scope::{LinkScope, Scope, TextScope};
use super::suppress::suppress;
use crate::book::Config;
use crate::diag::Diagnostic;
use crate::model::Suppression;
use crate::text::one_of;

/// Runs the rules that look at a document in its book.
pub fn check_document(scope: &Scope<'_>, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let suppressions = &scope.details.suppressions;
    let path = &scope.assessment.path;
    for rule in RULES {
        match rule.run {
            Run::Document(run) => look(rule, path, config, suppressions, &mut found, |to| run(scope, to)),
            Run::Links(run) => look(rule, path, config, suppressions, &mut found, |to| run(&scope.links, to)),
            Run::Text(_) | Run::Suppressions(_) => {}
        }
    }
    found
}

/// Lets a rule report what it sees in the document at `path`, unless the book does not want the rule.
fn look(
    rule: &'static Rule,
    path: &Arc<str>,
    config: &Config,
    suppressions: &[Suppression],
    found: &mut Vec<Diagnostic>,
    run: impl FnOnce(&mut Reporter<'_>),
) {
    if let Some(mut reporter) = Reporter::of(rule, path, config, suppressions, found) {
        run(&mut reporter);
        reporter.finish();
    }
}

/// Runs the rules that look at links alone: for the description of a project, of which other rules know nothing.
pub fn check_links(scope: &LinkScope<'_>, suppressions: &[Suppression], config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Run::Links(run) = rule.run {
            look(rule, scope.path, config, suppressions, &mut found, |to| run(scope, to));
        }
    }
    found
}

/// Runs the rules that look at a document's text.
pub fn check_text(scope: &TextScope<'_>, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Run::Text(run) = rule.run {
            look(rule, scope.path, config, scope.suppressions, &mut found, |to| run(scope, to));
        }
    }
    found
}

/// Removes from all that was found in a document what it suppresses, and adds what is wrong with its
/// suppressions. No secret is left in any message, and of each rule no more than can be read.
pub fn check_suppressions(
    path: &Arc<str>,
    suppressions: &[Suppression],
    config: &Config,
    found: &mut Vec<Diagnostic>,
) {
    let suppressed = suppress(suppressions, found);
    for rule in RULES {
        if let Run::Suppressions(run) = rule.run {
            look(rule, path, config, &[], found, |to| run(&suppressed, to));
        }
    }
    limit(found);
    for diagnostic in found {
        diagnostic.mask_secrets();
        diagnostic.shorten_texts();
    }
}

/// Why some rules can be neither set nor suppressed.
pub(super) const ALWAYS: &str =
    "it is about form, and nothing can be trusted that is not read as it was meant";

/// True for a rule that reading itself reports.
pub(super) fn always_holds(name: &str) -> bool {
    FORM.iter().any(|doc| doc.id == name) && !RULES.iter().any(|rule| rule.id == name)
}

/// Checks `[check.rules]` of a book: every rule and every number exists.
pub fn check_settings(config: &Config, path: &Arc<str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    for (name, setting) in &config.rules {
        let Some(rule) = RULES.iter().find(|rule| rule.id == name) else {
            let unknown = |message| Diagnostic::setup("unknown-rule", path, message).at(setting.name.span);
            found.push(if always_holds(name) {
                unknown(format!("`{name}` always holds: a book cannot set it"))
                    .why(ALWAYS)
                    .help("remove the line; what the rule reports has to be mended")
            } else {
                let list = || "`readybook rules` lists all rules".to_owned();
                unknown(format!("there is no rule `{name}`"))
                    .why("the setting would have no effect")
                    .near(name, &ids, list)
                    .slip_of_name(name, &ids)
            });
            continue;
        };
        for (number, fact) in &setting.numbers {
            if !rule.numbers.iter().any(|(known, _)| known == number) {
                let known: Vec<&str> = rule.numbers.iter().map(|(known, _)| *known).collect();
                let message = format!("rule `{name}` has no number `{number}`");
                let diagnostic = Diagnostic::setup("unknown-key", path, message).at(fact.span);
                found.push(if known.is_empty() {
                    diagnostic.help(format!("`{name}` has a level only: allow, warn or deny"))
                } else {
                    diagnostic.help(one_of(number, &known))
                });
            }
        }
    }
    found
}
