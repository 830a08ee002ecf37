//! Text from a report, made safe for a terminal: nothing in it can move the cursor or turn letters around.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with control and direction-changing characters written as `<U+XXXX>`; line feeds become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if is_hidden(c) => {
                let _ = write!(out, "<U+{:04X}>", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Controls, joiners and marks without width, what turns the direction of writing, separators of lines, and tags.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_words_are_left() {
        assert_eq!(visible("déjà vu"), "déjà vu");
        for hidden in ['\u{85}', '\u{61c}', '\u{200b}', '\u{2028}', '\u{2066}', '\u{e0041}'] {
            assert_eq!(visible(&hidden.to_string()), format!("<U+{:04X}>", u32::from(hidden)));
        }
        assert_eq!(visible("a\x1b[31mb\u{202e}c\nd"), "a<U+001B>[31mb<U+202E>c d");
    }
}
