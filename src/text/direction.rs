//! Texts that are written from the right, beside others.

use std::borrow::Cow;

/// True for a letter of a script that is written from the right.
pub fn is_right_to_left(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A text as it can stand in a line of others: where it is written from the right, between marks that keep it from
/// turning dates and figures beside it around.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_right_to_left) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("\u{2068}{text}\u{2069}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_from_the_right_is_set_apart() {
        for text in ["plain", "Überweisung", "支払い", ""] {
            assert_eq!(isolated(text), text);
        }
        assert_eq!(isolated("خدمة 2"), "\u{2068}خدمة 2\u{2069}");
        assert_eq!(isolated("the שירות"), "\u{2068}the שירות\u{2069}");
    }
}
