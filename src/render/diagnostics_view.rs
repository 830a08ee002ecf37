//! The diagnostics of a document for templates, those of one rule together.

use serde::Serialize;

use crate::diag::LineIndex;
use crate::portfolio::Assessed;

/// What one rule reports.
#[derive(Serialize)]
pub struct DiagnosticView<'a> {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Its id.
    pub rule: &'a str,
    /// How to mend all of it, where that is the same.
    pub help: Option<&'a str>,
    /// Each place.
    pub messages: Vec<MessageView<'a>>,
}

/// What a rule reports of one place.
#[derive(Serialize)]
pub struct MessageView<'a> {
    /// Line in the document, where it has one.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: &'a str,
    /// How to mend it, where others of the rule are mended in other ways.
    pub help: Option<&'a str>,
}

/// In the order in which each rule first reports something. Why it matters is on the rule's page.
pub fn diagnostics<'a>(assessed: &'a Assessed, text: &str) -> Vec<DiagnosticView<'a>> {
    let index = LineIndex::new(text);
    let mut views: Vec<DiagnosticView<'a>> = Vec::new();
    for d in &assessed.diagnostics {
        let line = d.span.map(|span| index.position(span.start).line);
        let (severity, rule, help) = (d.severity.word(), d.rule, d.help.as_deref());
        let message = MessageView { line, message: &d.message, help };
        match views.iter_mut().find(|view| (view.rule, view.severity) == (rule, severity)) {
            Some(view) => view.messages.push(message),
            None => views.push(DiagnosticView { severity, rule, help: None, messages: vec![message] }),
        }
    }
    for view in &mut views {
        let first = view.messages.first().and_then(|message| message.help);
        if view.messages.iter().all(|message| message.help == first) {
            view.help = first;
            view.messages.iter_mut().for_each(|message| message.help = None);
        }
    }
    views
}
