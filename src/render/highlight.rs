//! Code with about ten classes of our own, so that themes style it and pages stay small.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use sha2::{Digest, Sha256};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::text::html_text;
/// Longer blocks are shown without colours: they are data, and would dominate a build.
const LONGEST: usize = 64 * 1024;

/// All languages. Their patterns are compiled when they are first needed, which takes longer than a page: once for all
/// builds of a process.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Highlights blocks of code, and remembers them: reports are carried on from release to release.
pub(super) struct Highlighter {
    classes: Vec<(Scope, &'static str)>,
    remembered: Mutex<BTreeMap<[u8; 32], Arc<str>>>,
}

/// Prefixes of scopes and their classes; the first that fits the innermost scope wins.
const CLASSES: [(&str, &str); 20] = [
    ("comment", "c"),
    ("string", "s"),
    ("constant.numeric", "n"),
    ("constant.character.escape", "e"),
    ("constant", "n"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.tag", "t"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("entity.other.attribute-name", "a"),
    ("variable.parameter", "a"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
];

impl Highlighter {
    pub(super) fn new() -> Highlighter {
        let scope = |(prefix, class): (&str, &'static str)| Some((Scope::new(prefix).ok()?, class));
        Highlighter { classes: CLASSES.into_iter().filter_map(scope).collect(), remembered: Mutex::default() }
    }

    /// The code as HTML: text and `<span class="…">`. An unknown language gives plain text.
    pub(super) fn html(&self, language: &str, code: &str) -> Arc<str> {
        let plain = || Arc::from(html_text(code));
        if code.len() > LONGEST || language.is_empty() {
            return plain();
        }
        let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else {
            return plain();
        };
        let mut hasher = Sha256::new();
        hasher.update(language.as_bytes());
        hasher.update([0]);
        hasher.update(code.as_bytes());
        let key: [u8; 32] = hasher.finalize().into();
        if let Some(known) = self.remembered.lock().ok().and_then(|known| known.get(&key).cloned()) {
            return known;
        }
        let html: Arc<str> = self.coloured(syntax, code).map_or_else(plain, Arc::from);
        if let Ok(mut known) = self.remembered.lock() {
            known.insert(key, Arc::clone(&html));
        }
        html
    }

    /// `None` where the syntax definition cannot cope with the code.
    fn coloured(&self, syntax: &SyntaxReference, code: &str) -> Option<String> {
        let mut out = String::with_capacity(code.len() * 2);
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut open: Option<&'static str> = None;
        for line in code.split_inclusive('\n') {
            let mut from = 0;
            for (at, op) in state.parse_line(line, &SYNTAXES).ok()? {
                self.piece(line.get(from..at)?, &stack, &mut open, &mut out);
                from = at;
                stack.apply(&op).ok()?;
            }
            self.piece(line.get(from..)?, &stack, &mut open, &mut out);
        }
        if open.is_some() {
            out.push_str("</span>");
        }
        Some(out)
    }

    /// Writes one piece; neighbours of one class share a span, and white space needs none.
    fn piece(&self, text: &str, stack: &ScopeStack, open: &mut Option<&'static str>, out: &mut String) {
        if text.is_empty() {
            return;
        }
        let class = if text.trim().is_empty() { *open } else { self.class(stack) };
        if class != *open {
            if open.is_some() {
                out.push_str("</span>");
            }
            if let Some(class) = class {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
            }
            *open = class;
        }
        out.push_str(&html_text(text));
    }

    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| {
            self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_coloured_with_classes_and_escaped() {
        let highlighter = Highlighter::new();
        let html = highlighter.html("rust", "fn main() { let s = \"<a>\"; } // & so on\n");
        assert!(html.contains("<span class=\"k\">fn </span>"), "{html}");
        assert!(html.contains("<span class=\"s\">\"&lt;a&gt;\"</span>"), "{html}");
        assert!(html.contains("&amp; so on"), "{html}");
        assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
        assert_eq!(&*highlighter.html("no-such-language", "a < b"), "a &lt; b");
        for language in ["bash", "yaml", "python", "typescript", "toml", "dockerfile", "sql", "json", "hcl"] {
            assert!(SYNTAXES.find_syntax_by_token(language).is_some(), "{language}");
        }
    }
}
