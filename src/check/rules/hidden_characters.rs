//! Characters that nobody sees.

use std::collections::BTreeMap;

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, TextScope};
use crate::diag::Span;
use crate::text::is_right_to_left;

pub(super) static RULE: Rule = Rule {
    id: "hidden-characters",
    level: RuleLevel::Warn,
    summary: "the text holds characters that nobody sees, or that turn the direction of writing",
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
    // The end of the flag that was read last: its characters are looked at in their order.
    let mut flag = 0;
    for (at, c) in candidates(scope.text) {
        if c == FLAG {
            flag = at + flag_length(&scope.text[at..]);
        } else if is_hidden(c) && (at > 0 || c != '\u{feff}') && at >= flag && !is_at_home(scope.text, at, c)
        {
            found.entry(c).or_insert((at, 0)).1 += 1;
        }
    }
    // Marks of direction belong to a text of both directions.
    if found.keys().any(|c| MARKS.contains(c)) && scope.text.chars().any(is_right_to_left) {
        found.retain(|c, _| !MARKS.contains(c));
    }
    for (c, (at, count)) in found {
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let message =
            format!("the character U+{:04X}, which nobody sees, stands in the text {times}", u32::from(c));
        reporter.report(Span::new(at, at + c.len_utf8()), message);
    }
}

/// Marks that stand for a letter of one direction.
const MARKS: [char; 3] = ['\u{200e}', '\u{200f}', '\u{61c}'];

/// The emoji that the flags of regions are made from, by tags behind it.
const FLAG: char = '\u{1f3f4}';

/// Most bytes of a flag.
const LONGEST_FLAG: usize = 40;

/// The bytes of a flag: a black one, tags, and the tag that ends it.
fn flag_length(text: &str) -> usize {
    let tags = text.char_indices().skip(1).take_while(|(_, c)| is_tag(*c));
    let end = tags.take_while(|(at, _)| *at < LONGEST_FLAG).find(|(_, c)| *c == '\u{e007f}');
    end.map_or(0, |(at, c)| at + c.len_utf8())
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// True for a character where its script needs it: a space without width between words that are written without spaces, a
/// variant of an ideograph.
fn is_at_home(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    let unspaced =
        |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    match c {
        '\u{200b}' => before.is_some_and(unspaced) || after.is_some_and(unspaced),
        '\u{e0100}'..='\u{e01ef}' => before.is_some_and(
            |c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'),
        ),
        _ => false,
    }
}

/// True for the first bytes of hidden characters, and of few others.
#[inline]
fn could_be_hidden(byte: u8) -> bool {
    (byte < 0x20) & !matches!(byte, b'\t' | b'\n' | b'\r')
        | matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef | 0xf0 | 0xf3)
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

/// What some languages and emoji are written with, such as joiners, is none.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || MARKS.contains(&c)
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}')
}
