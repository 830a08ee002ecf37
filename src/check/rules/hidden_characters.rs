//! Characters that nobody sees.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, TextScope};
use crate::diag::Span;

pub(super) static RULE: Rule = Rule {
    id: "hidden-characters",
    level: RuleLevel::Warn,
    summary: "the text holds control characters, or characters that turn the direction of writing",
    why: "what readers see is not what stands there: words can be hidden, or shown in another order",
    help: "remove them; an editor that shows invisible characters finds them",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "", body: "# R\n\nApproved by \u{202e}ada\n", beside: &[] },
    passing: Example { front_matter: "", body: "# R\n\nApproved by ada\n", beside: &[] },
    run: Run::Text(run),
};

/// Each character is reported once, where it stands first.
fn run(scope: &TextScope<'_>, reporter: &mut Reporter<'_>) {
    let mut found: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    for (at, c) in candidates(scope.text).filter(|(at, c)| is_hidden(*c) && (*at > 0 || *c != '\u{feff}')) {
        found.entry(c).or_insert((at, 0)).1 += 1;
    }
    for (c, (at, count)) in found {
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let message =
            format!("the character U+{:04X}, which nobody sees, stands in the text {times}", u32::from(c));
        reporter.report(Span::new(at, at + c.len_utf8()), message);
    }
}

/// True for the first bytes of hidden characters, and of few others.
#[inline]
fn could_be_hidden(byte: u8) -> bool {
    (byte < 0x20) & !matches!(byte, b'\t' | b'\n' | b'\r') | matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef)
}

/// Characters that could be hidden ones, by their first byte: nearly all of a text is none, so that it is looked at
/// in blocks first.
fn candidates(text: &str) -> impl Iterator<Item = (usize, char)> {
    const BLOCK: usize = 64;
    let any = |block: &[u8]| block.iter().fold(false, |any, byte| any | could_be_hidden(*byte));
    let blocks = text.as_bytes().chunks(BLOCK).enumerate().filter(move |(_, block)| any(block));
    let places = blocks.flat_map(|(n, block)| {
        let places = block.iter().enumerate().filter(|(_, byte)| could_be_hidden(**byte));
        places.map(move |(at, _)| n * BLOCK + at)
    });
    places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// What some languages and emoji are written with, such as joiners and marks, is none.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
