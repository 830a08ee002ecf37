//! What little pictures say.

use super::model::{Severity, Status};

/// The light that stands for what is in order.
pub(super) const GREEN: char = '\u{1F7E2}';

/// True for a character that decorates: pictures, arrows, boxes and what joins them.
pub(super) fn is_icon(c: char) -> bool {
    matches!(u32::from(c),
        0x2190..=0x21FF | 0x2300..=0x23FF | 0x2460..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF
        | 0x1F000..=0x1FAFF | 0xFE0E | 0xFE0F | 0x200D | 0x20E3 | 0xE0020..=0xE007F | 0x3030 | 0x303D)
}

/// A text without the pictures, spaces and marks around it.
pub(super) fn undecorated(text: &str) -> &str {
    let edge = |c: char| {
        is_icon(c)
            || c.is_whitespace()
            || matches!(
                c,
                '*' | '_' | '#' | '|' | '-' | '–' | '—' | ':' | '\u{FF1A}' | '•' | '·' | '>' | '\u{FFFD}'
            )
    };
    let plain = text.trim_start_matches(|c| edge(c) || matches!(c, '.' | ',' | ';' | '?'));
    // `.gitignore` has its point at its beginning.
    let pointed = text[..text.len() - plain.len()].strip_suffix('.');
    let alone = pointed.is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
    let names = alone && plain.starts_with(|c: char| c.is_ascii_lowercase());
    let start = text.len() - plain.len() - usize::from(names);
    text[start..].trim_end_matches(edge)
}

/// A text without the decoration around it and the number before it: `2. Verdict` is `Verdict`.
pub(super) fn unnumbered(text: &str) -> &str {
    undecorated(text).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
}

/// The pictures at the beginning of a text.
fn leading(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .take_while(|c| is_icon(*c) || c.is_whitespace() || matches!(c, '*' | '-' | '~' | '[' | ']'))
        .filter(|c| is_icon(*c))
}

/// The severity that coloured lights at the beginning of a text stand for.
pub(super) fn severity(text: &str) -> Option<Severity> {
    leading(text).find_map(|c| match c {
        '🔴' | '🛑' | '⛔' | '🚨' => Some(Severity::Critical),
        '🟠' => Some(Severity::High),
        '🟡' => Some(Severity::Medium),
        GREEN | '🔵' => Some(Severity::Low),
        _ => None,
    })
}

/// What a mark says of what it stands at.
pub(super) fn status(c: char) -> Option<Status> {
    match c {
        '✅' | '☑' | '✔' | '✓' | '🎉' => Some(Status::Resolved),
        '❌' | '✗' | '✘' | '✖' | '⛔' | '🚫' | '🔴' | '🚨' | '🛑' | '⚠' | '❗' => {
            Some(Status::Open)
        }
        '⏳' | '⌛' | '🔄' | '🚧' => Some(Status::Partial),
        _ => None,
    }
}

/// What the mark at the beginning of a text says.
pub(super) fn leading_status(text: &str) -> Option<Status> {
    leading(text).find_map(status)
}

/// What the mark at the end of a text says.
pub(super) fn trailing_status(text: &str) -> Option<Status> {
    text.chars().rev().take_while(|c| is_icon(*c) || c.is_whitespace() || *c == '*').find_map(status)
}

/// True for a text that begins with an hourglass: nobody has begun what it marks.
pub(super) fn waits(text: &str) -> bool {
    leading(text).any(|c| matches!(c, '⏳' | '⌛'))
}

/// What the first mark anywhere in a text says.
pub(super) fn any_status(text: &str) -> Option<Status> {
    text.chars().find_map(status)
}
