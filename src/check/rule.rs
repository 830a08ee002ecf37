//! What a rule is, and how rules are run over a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::rules::RULES;
use crate::book::{Config, Rubric, RuleLevel};
use crate::diag::{Diagnostic, RuleId, Severity, Span};
use crate::model::{Assessment, Date, Project};
use crate::score::Scorecard;
use crate::text::one_of;

/// A rule: what it asks, why, and how to mend what breaks it.
pub struct Rule {
    /// Its stable name, in kebab case.
    pub id: RuleId,
    /// What it means where a book does not say.
    pub level: RuleLevel,
    /// What it reports, in one line.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// How to mend it.
    pub help: &'static str,
    /// Its numbers that a book may set, with their defaults.
    pub numbers: &'static [(&'static str, u32)],
    /// Its outcome depends on the day: it is reported by checks, but not on the pages of documents, which do
    /// not change with time.
    pub dated: bool,
    /// A document that breaks it.
    pub failing: Example,
    /// The same document, mended.
    pub passing: Example,
    /// Looks at one document.
    pub run: fn(&Scope<'_>, &mut Reporter<'_>),
}

/// A document for docs and tests: release 1.0.0 of the project `demo`, as of 2026-01-21.
pub struct Example {
    /// Lines of the front matter after `format: 1` and `date: 2026-01-21`; a line `date: …` replaces that one.
    pub front_matter: &'static str,
    /// The body.
    pub body: &'static str,
}

/// One document with the whole book as context.
pub struct Scope<'a> {
    /// The document.
    pub assessment: &'a Assessment,
    /// What it came to.
    pub card: &'a Scorecard,
    /// Under which rubric.
    pub rubric: &'a Rubric,
    /// Its project.
    pub project: &'a Project,
    /// Today.
    pub today: Date,
    /// Paths of all documents of the book.
    pub documents: &'a BTreeSet<Arc<str>>,
    /// Paths of all other files below `content/`.
    pub files: &'a BTreeSet<Arc<str>>,
    /// Names of the releases of its project.
    pub releases: &'a BTreeSet<String>,
    /// It is the latest of its project.
    pub latest: bool,
}

/// Takes what one rule finds in one document.
pub struct Reporter<'a> {
    rule: &'static Rule,
    severity: Severity,
    path: &'a Arc<str>,
    config: &'a Config,
    found: &'a mut Vec<Diagnostic>,
}

impl Reporter<'_> {
    /// Reports something at a place, with the rule's own why and help.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(self.rule.id, self.severity, self.path, message)
            .at(span)
            .why(self.rule.why)
            .help(self.rule.help);
        self.found.push(diagnostic);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// A number of the rule: the book's, else the default; 0 for a number that the rule does not have.
    pub fn number(&self, name: &str) -> u32 {
        let set = self.config.rules.get(self.rule.id).and_then(|setting| setting.numbers.get(name));
        let default =
            || self.rule.numbers.iter().find(|(known, _)| *known == name).map(|(_, default)| *default);
        set.map(|number| number.value).or_else(default).unwrap_or(0)
    }
}

/// Runs all rules over a document.
pub fn check_document(scope: &Scope<'_>, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        let level = config.rules.get(rule.id).and_then(|setting| setting.level).unwrap_or(rule.level);
        if let Some(severity) = level.severity() {
            let path = &scope.assessment.path;
            (rule.run)(scope, &mut Reporter { rule, severity, path, config, found: &mut found });
        }
    }
    found
}

/// Checks `[check.rules]` of a book: every rule and every number exists.
pub fn check_settings(config: &Config, path: &Arc<str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    for (name, setting) in &config.rules {
        let Some(rule) = RULES.iter().find(|rule| rule.id == name) else {
            found.push(
                Diagnostic::setup(
                    "unknown-rule",
                    path,
                    format!("there is no rule `{name}` that a book can set"),
                )
                .at(setting.name.span)
                .help(one_of(name, &ids)),
            );
            continue;
        };
        for (number, fact) in &setting.numbers {
            if !rule.numbers.iter().any(|(known, _)| known == number) {
                let known: Vec<&str> = rule.numbers.iter().map(|(known, _)| *known).collect();
                let help = match known.as_slice() {
                    [] => format!("`{name}` has a level only: allow, warn or deny"),
                    known => one_of(number, known),
                };
                let message = format!("rule `{name}` has no number `{number}`");
                found.push(Diagnostic::setup("unknown-key", path, message).at(fact.span).help(help));
            }
        }
    }
    found
}
