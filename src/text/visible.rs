//! Text from a report, made safe for a terminal: nothing in it can move the cursor or turn letters around.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with control and direction-changing characters written as `<U+XXXX>`; line feeds become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly all text is plain, which its bytes tell quickly.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_hidden) {
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

/// JSON in which every character that nobody sees is escaped; such characters stand in its strings only.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let to_escape = |c: char| c != '\n' && is_hidden(c);
    if json.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) || !json.chars().any(to_escape) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if to_escape(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
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
    fn json_stays_the_same_document() {
        let value = serde_json::json!({ "a": "x\u{202e}\u{e0041}\u{7f}\n\u{1b}é" });
        let pretty = format!("{value:#}");
        let safe = visible_json(&pretty);
        assert!(safe.contains("\\u202e\\udb40\\udc41\\u007f"), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
        assert_eq!(visible_json("{\n}"), "{\n}");
    }

    #[test]
    fn controls_are_shown_and_words_are_left() {
        assert_eq!(visible("déjà vu"), "déjà vu");
        for hidden in ['\u{85}', '\u{61c}', '\u{200b}', '\u{2028}', '\u{2066}', '\u{e0041}'] {
            assert_eq!(visible(&hidden.to_string()), format!("<U+{:04X}>", u32::from(hidden)));
        }
        assert_eq!(visible("a\x1b[31mb\u{202e}c\nd"), "a<U+001B>[31mb<U+202E>c d");
    }
}
