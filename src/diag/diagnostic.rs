//! The one type of message that the checks of documents, books, rubrics and themes give.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Fix, Span};
use crate::text::{mask, nearest, one_of, respelled, slip_of};

/// How bad it is. Ordered: an error is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; asks for nothing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a diagnostic means for a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Shown on the document's page; never stops a build.
    Rule,
    /// A document that cannot be read or identified: stops a build, status 1.
    Structural,
    /// The book, a rubric, a theme or the machine: stops a build, status 2.
    Setup,
}

/// Longest message, in bytes.
const LONGEST_TEXT: usize = 1000;

/// The stable name of a rule, in kebab case.
pub type RuleId = &'static str;

/// A second place that a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// Path of the file, relative to the book, with `/` between its parts.
    pub path: Arc<str>,
    /// Where in it.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One message: what is wrong where, why it matters, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: RuleId,
    /// How bad it is.
    pub severity: Severity,
    /// What it means for a build.
    pub kind: Kind,
    /// Path of the file, relative to the book, with `/` between its parts.
    pub path: Arc<str>,
    /// Where in the file; `None` is the file as a whole.
    pub span: Option<Span>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Why it matters.
    pub why: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// A change that mends it.
    pub fix: Option<Fix>,
    /// Changes that mend others, where it stands for more than are named.
    pub more_fixes: Vec<Fix>,
    /// Another file or folder whose change may have brought it about, where no label points into it: a path as of the book.
    /// With `/` at its end, any document of that folder.
    pub depends_on: Option<Arc<str>>,
}

impl Diagnostic {
    /// A diagnostic of a rule, shown and never stopping a build.
    pub fn new(rule: RuleId, severity: Severity, path: &Arc<str>, message: impl Into<String>) -> Self {
        Diagnostic {
            rule,
            severity,
            kind: Kind::Rule,
            path: Arc::clone(path),
            span: None,
            message: message.into(),
            why: None,
            help: None,
            labels: Vec::new(),
            fix: None,
            more_fixes: Vec::new(),
            depends_on: None,
        }
    }

    /// An error of a rule.
    pub fn error(rule: RuleId, path: &Arc<str>, message: impl Into<String>) -> Self {
        Diagnostic::new(rule, Severity::Error, path, message)
    }

    /// A warning of a rule.
    pub fn warning(rule: RuleId, path: &Arc<str>, message: impl Into<String>) -> Self {
        Diagnostic::new(rule, Severity::Warning, path, message)
    }

    /// An error that keeps a document out of the book.
    pub fn structural(rule: RuleId, path: &Arc<str>, message: impl Into<String>) -> Self {
        Diagnostic { kind: Kind::Structural, ..Diagnostic::error(rule, path, message) }
    }

    /// An error of the book, a rubric, a theme or the machine.
    pub fn setup(rule: RuleId, path: &Arc<str>, message: impl Into<String>) -> Self {
        Diagnostic { kind: Kind::Setup, ..Diagnostic::error(rule, path, message) }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same, with a reason.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// The same, with a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with what could be meant: the nearest of the known words, or all of them. Where but capitals, hyphens
    /// and spaces differ, that is a fix; any other word is somebody's statement, and only asked about.
    #[must_use]
    pub fn one_of(self, wrong: &str, known: &[&str]) -> Self {
        self.near(wrong, known, || one_of(wrong, known))
    }

    /// The same; where no known word is near, with another help.
    #[must_use]
    pub fn near(mut self, wrong: &str, known: &[&str], otherwise: impl FnOnce() -> String) -> Self {
        let near = nearest(wrong, known.iter().copied());
        self.help = Some(near.map_or_else(otherwise, |near| format!("did you mean `{near}`?")));
        match respelled(wrong, known.iter().copied()) {
            Some(right) => self.fixed_by(wrong, right),
            None => self,
        }
    }

    /// The same, where the wrong word is the name of a key or a rule, which states nothing by itself: a slip of one of
    /// the known words is a fix, too.
    #[must_use]
    pub fn slip_of_name(self, wrong: &str, known: &[&str]) -> Self {
        match slip_of(wrong, known.iter().copied()).filter(|_| self.fix.is_none()) {
            Some(right) => self.fixed_by(wrong, right),
            None => self,
        }
    }

    /// The same, without a fix that would put a word where it stands already.
    #[must_use]
    pub fn unless_there(mut self, is_there: impl Fn(&str) -> bool) -> Self {
        self.fix.take_if(|fix| is_there(&fix.right));
        self
    }

    /// The same, with a word to put in place of the wrong one.
    #[must_use]
    pub fn fixed_by(mut self, wrong: &str, right: impl Into<String>) -> Self {
        let right = right.into();
        self.fix = self.span.map(|span| Fix { span, wrong: wrong.to_owned(), right, prose: false });
        self
    }

    /// The same, with another place that belongs to it.
    #[must_use]
    pub fn label(mut self, path: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { path: Arc::clone(path), span, message: message.into() });
        self
    }

    /// Adds another place of the same file.
    pub fn also(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        let path = Arc::clone(&self.path);
        self.elsewhere(&path, span, message)
    }

    /// Adds another place.
    pub fn elsewhere(&mut self, path: &Arc<str>, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { path: Arc::clone(path), span, message: message.into() });
        self
    }

    /// Makes unreadable what looks like a secret in its texts.
    pub fn mask_secrets(&mut self) {
        let own = std::iter::once(&mut self.message).chain(&mut self.why).chain(&mut self.help);
        for text in own.chain(self.labels.iter_mut().map(|label| &mut label.message)) {
            if let std::borrow::Cow::Owned(masked) = mask(text) {
                *text = masked;
            }
        }
    }

    /// Cuts texts that quote more of a document than anybody reads.
    pub fn shorten_texts(&mut self) {
        for text in std::iter::once(&mut self.message).chain(&mut self.help) {
            if text.len() > LONGEST_TEXT {
                text.truncate(text.floor_char_boundary(LONGEST_TEXT));
                text.push('…');
            }
        }
    }

    /// True where a build must not go on.
    pub fn stops_build(&self) -> bool {
        self.kind != Kind::Rule
    }

    /// The order in which diagnostics are shown: by file, worst first, then by place, rule and text.
    pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.sort_by(|a, b| {
            (&a.path, b.kind, b.severity, a.span, a.rule, &a.message)
                .cmp(&(&b.path, a.kind, a.severity, b.span, b.rule, &b.message))
        });
        diagnostics.dedup();
    }
}
