//! What a rule is, and how it reports.

use std::sync::Arc;

use super::flood::{EXPLAINED, MOST_FIXES, MOST_OF_A_RULE, stand_for};
use super::scope::{LinkScope, Scope, TextScope};
use super::suppress::Suppressed;
use crate::book::{Config, RuleLevel};
use crate::diag::{Diagnostic, Fix, RuleId, Severity, Span};
use crate::model::Suppression;

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
    /// What it looks at, and how.
    pub run: Run,
}

/// What a rule looks at.
pub enum Run {
    /// A document with the whole book as context.
    Document(fn(&Scope<'_>, &mut Reporter<'_>)),
    /// The links of a document, of a project too, with the whole book as context.
    Links(fn(&LinkScope<'_>, &mut Reporter<'_>)),
    /// The text of a document, at the only time when it is there.
    Text(fn(&TextScope<'_>, &mut Reporter<'_>)),
    /// What a document suppresses, after all other rules.
    Suppressions(fn(&[Suppressed<'_>], &mut Reporter<'_>)),
}

/// A document for docs and tests: release 1.0.0 of the project `demo`, as of 2026-01-21.
pub struct Example {
    /// Lines of the front matter after `format: 1` and `date: 2026-01-21`; a line `date: …` replaces that one.
    pub front_matter: &'static str,
    /// The body.
    pub body: &'static str,
    /// Other files of its book, as path and text. What stands below `source/` is only looked up, as evidence.
    pub beside: &'static [(&'static str, &'static str)],
}

impl Example {
    /// The whole document.
    pub fn document(&self) -> String {
        let dated = self.front_matter.lines().any(|line| line.starts_with("date:"));
        let date = if dated { "" } else { "date: 2026-01-21\n" };
        format!("---\nformat: 1\n{date}{}\n---\n{}", self.front_matter, self.body)
    }
}

/// Takes what one rule finds in one document.
pub struct Reporter<'a> {
    rule: &'static Rule,
    severity: Severity,
    path: &'a Arc<str>,
    config: &'a Config,
    found: &'a mut Vec<Diagnostic>,
    /// How many were found before this rule ran.
    before: usize,
    /// True where not all has to be kept: nothing of it can be suppressed.
    bounded: bool,
    /// How many the last one that is kept stands for, beside itself.
    more: usize,
    /// The fixes of those, as far as they are kept.
    fixes: Vec<Fix>,
    /// How many names that are not known were explained.
    explained: usize,
}

impl<'a> Reporter<'a> {
    /// For one rule over the document at `path`; `None` where the book does not want the rule.
    pub(super) fn of(
        rule: &'static Rule,
        path: &'a Arc<str>,
        config: &'a Config,
        suppressions: &[Suppression],
        found: &'a mut Vec<Diagnostic>,
    ) -> Option<Reporter<'a>> {
        let level = config.rules.get(rule.id).and_then(|setting| setting.level).unwrap_or(rule.level);
        let severity = level.severity()?;
        let before = found.len();
        let bounded = suppressions.iter().all(|suppression| suppression.rule != rule.id);
        let (more, fixes, explained) = (0, Vec::new(), 0);
        Some(Reporter { rule, severity, path, config, found, before, bounded, more, fixes, explained })
    }

    /// Reports something at a place, with the rule's own why and help.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(self.rule.id, self.severity, self.path, message)
            .at(span)
            .why(self.rule.why)
            .help(self.rule.help);
        if self.bounded && self.found.len() - self.before > MOST_OF_A_RULE {
            let fix = self.found.pop().and_then(|last| last.fix);
            self.fixes.extend(fix.filter(|_| self.fixes.len() < MOST_FIXES));
            self.more += 1;
        }
        self.found.push(diagnostic);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// True for the first names of a document that are not known: only for these the nearest is looked for.
    pub fn explains(&mut self) -> bool {
        self.explained += 1;
        self.explained <= EXPLAINED
    }

    /// Reports a name that is not known at a place, with the nearest of those that are, or else another
    /// help.
    pub fn report_near(
        &mut self,
        span: Span,
        message: impl Into<String>,
        wrong: &str,
        known: &[&str],
        otherwise: impl FnOnce() -> String,
    ) -> &mut Diagnostic {
        let known = if self.explains() { known } else { &[] };
        let reported = self.report(span, message);
        *reported = reported.clone().near(wrong, known, otherwise);
        reported
    }

    /// Ends the rule's run over the document: where not all was kept, the last one stands for the rest.
    pub(super) fn finish(self) {
        if let Some(last) = self.found.last_mut().filter(|_| self.more > 0) {
            stand_for(last, self.more + 1, self.fixes);
        }
    }

    /// A number of the rule: the book's, else the default; 0 for a number that the rule does not have.
    pub fn number(&self, name: &str) -> u32 {
        let set = self.config.rules.get(self.rule.id).and_then(|setting| setting.numbers.get(name));
        let default =
            || self.rule.numbers.iter().find(|(known, _)| *known == name).map(|(_, default)| *default);
        set.map(|number| number.value).or_else(default).unwrap_or(0)
    }
}
