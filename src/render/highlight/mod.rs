//! Code with about ten classes of our own, so that themes style it and pages stay small.

mod lines;

use std::sync::{Arc, LazyLock};

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::text::html_text;
use lines::{Lines, Piece, Read, State};

/// Longer blocks are shown without colours: they are data, and would dominate a build.
const LONGEST: usize = 64 * 1024;

/// All languages. Their patterns are compiled when they are first needed, which takes longer than a page: once for all
/// builds of a process.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// How much of blocks is remembered, in bytes of HTML; those that nobody asked for again go first.
const MOST: u64 = 1_000_000;

/// Blocks that are expected to be remembered.
const BLOCKS: usize = 1_000;

/// By the bytes that a block takes.
#[derive(Clone)]
struct Bytes;

impl Weighter<[u8; 32], Arc<str>> for Bytes {
    fn weight(&self, key: &[u8; 32], html: &Arc<str>) -> u64 {
        (size_of_val(key) + size_of_val(html) + html.len()) as u64
    }
}

/// Highlights blocks of code, and remembers them and their lines: reports are carried on from release to release.
pub(super) struct Highlighter {
    classes: Vec<(Scope, &'static str)>,
    blocks: Cache<[u8; 32], Arc<str>, Bytes>,
    lines: Lines,
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
        Highlighter {
            classes: CLASSES.into_iter().filter_map(scope).collect(),
            blocks: Cache::with_weighter(BLOCKS, MOST, Bytes),
            lines: Lines::default(),
        }
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
        if let Some(known) = self.blocks.get(&key) {
            return known;
        }
        let html: Arc<str> = self.coloured(syntax, code).map_or_else(plain, Arc::from);
        self.blocks.insert(key, Arc::clone(&html));
        html
    }

    /// `None` where the syntax definition cannot cope with the code.
    fn coloured(&self, syntax: &SyntaxReference, code: &str) -> Option<String> {
        let mut out = Coloured { html: String::with_capacity(code.len() * 2), open: None };
        let begin = State { parse: ParseState::new(syntax), scopes: ScopeStack::new() };
        let mut number = self.lines.number(&begin);
        // The state itself, where the last line was not looked up by its number.
        let mut read_to = Some(begin);
        for line in code.split_inclusive('\n') {
            if let Some(read) = number.and_then(|number| self.lines.read(number, line)) {
                out.line(line, &read.pieces)?;
                (number, read_to) = (Some(read.next), None);
                continue;
            }
            let mut state = read_to.or_else(|| self.lines.state(number?))?;
            let pieces: Arc<[Piece]> = self.pieces(line, &mut state)?.into();
            out.line(line, &pieces)?;
            let next = number.and_then(|_| self.lines.number(&state));
            read_to = Some(state);
            if let (Some(number), Some(next)) = (number, next) {
                self.lines.keep(number, line, Read { pieces, next });
            }
            number = next;
        }
        Some(out.finish())
    }

    /// The parts of a line; the state is then the one behind it.
    fn pieces(&self, line: &str, state: &mut State) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut from = 0;
        for (at, op) in state.parse.parse_line(line, &SYNTAXES).ok()? {
            if at > from {
                pieces.push((at, self.class(&state.scopes)));
                from = at;
            }
            state.scopes.apply(&op).ok()?;
        }
        if line.len() > from {
            pieces.push((line.len(), self.class(&state.scopes)));
        }
        Some(pieces)
    }

    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| {
            self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        })
    }
}

/// Code with its classes, as it is written.
struct Coloured {
    html: String,
    open: Option<&'static str>,
}

impl Coloured {
    fn line(&mut self, line: &str, pieces: &[Piece]) -> Option<()> {
        let mut from = 0;
        for (to, class) in pieces {
            self.piece(line.get(from..*to)?, *class);
            from = *to;
        }
        Some(())
    }

    /// Writes one piece; neighbours of one class share a span, and white space needs none.
    fn piece(&mut self, text: &str, class: Option<&'static str>) {
        let class = if text.trim().is_empty() { self.open } else { class };
        if class != self.open {
            if self.open.is_some() {
                self.html.push_str("</span>");
            }
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        self.html.push_str(&html_text(text));
    }

    fn finish(mut self) -> String {
        if self.open.is_some() {
            self.html.push_str("</span>");
        }
        self.html
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

    /// Lines that were read before mean what they mean where they stand: within a string of several lines, or after a
    /// here-document, the same line is something else.
    #[test]
    fn remembered_lines_change_nothing() {
        let blocks = [
            ("python", "def f():\n    return 1\n"),
            ("python", "s = \"\"\"\ndef f():\n    return 1\n\"\"\"\ndef f():\n    return 1\n"),
            ("python", "s = \"\"\"\nopen\n"),
            ("bash", "cat <<EOF\ndef f():\nEOF\ndef f():\n    return 1\n"),
            ("yaml", "a: |\n  def f():\nb: 1\n"),
            ("rust", "/* open\nfn f() {}\n*/\nfn f() {}\n"),
            ("rust", "fn f() {}\n"),
            ("python", "def f():\n    return 1"),
        ];
        let remembering = Highlighter::new();
        for (language, code) in blocks.iter().chain(blocks.iter().rev()) {
            let syntax = SYNTAXES.find_syntax_by_token(language).unwrap();
            let anew = Highlighter::new().coloured(syntax, code);
            assert_eq!(remembering.coloured(syntax, code), anew, "{language} {code}");
        }
        assert!(remembering.lines.read(0, "def f():\n").is_some(), "lines are remembered");
    }
    #[test]
    fn so_much_is_remembered_and_no_more() {
        let highlighter = Highlighter::new();
        let html: Arc<str> = "x".repeat(1000).into();
        for number in 0..20_000u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_le_bytes());
            highlighter.blocks.insert(key, Arc::clone(&html));
        }
        assert!((MOST / 2..=MOST).contains(&highlighter.blocks.weight()), "{}", highlighter.blocks.weight());
        let pieces: Arc<[Piece]> = vec![(4, None)].into();
        for number in 0..200_000 {
            highlighter.lines.keep(0, &number.to_string(), Read { pieces: Arc::clone(&pieces), next: 0 });
        }
        let weight = highlighter.lines.weight();
        assert!((lines::MOST / 2..=lines::MOST).contains(&weight), "{weight}");
    }
}
