//! Changes that mend a diagnostic by themselves.

use serde::{Deserialize, Serialize};

use super::Span;

/// A change that can be made without a person's judgement: one wrong word for the right one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Where the wrong word stands, perhaps in quotes.
    pub span: Span,
    /// The word as it is read.
    pub wrong: String,
    /// The word that it should be.
    pub right: String,
    /// It stands in prose, where anything can be put in its place.
    pub prose: bool,
}

impl Fix {
    /// The bytes to replace in the text, and what with. `None` where the text does not hold the wrong word there,
    /// so that nothing is ever replaced by guess, or where the right one would not be read as one word.
    pub fn edit(&self, text: &str) -> Option<(Span, String)> {
        let found = self.span.slice(text);
        let start = self.span.start as usize;
        let quoted = |quote: char| {
            let inner = found.strip_prefix(quote)?.strip_suffix(quote)?;
            (inner == self.wrong).then_some(quote)
        };
        let quote = ['"', '\''].into_iter().find_map(quoted);
        let place = match quote {
            Some(_) => Span::at(start + 1, &self.wrong),
            None if found == self.wrong => self.span,
            None => return None,
        };
        (self.prose || is_one_word(&self.right, quote)).then(|| (place, self.right.clone()))
    }
}

/// True where a text needs no escapes within its quotes, or no quotes where it has none.
fn is_one_word(text: &str, quote: Option<char>) -> bool {
    match quote {
        Some(quote) => !text.contains(|c: char| c == quote || c == '\\' || c.is_control()),
        None => {
            let plain = |c: char| c.is_alphanumeric() || "-_./+@".contains(c);
            text.starts_with(char::is_alphanumeric) && text.chars().all(plain) && text != "null"
        }
    }
}

/// The text with the fixes that can be made, and which these are, in the order of their places. Of fixes that
/// overlap, the first is made.
pub fn apply_fixes<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> (String, Vec<&'a Fix>) {
    let mut edits: Vec<(Span, String, &Fix)> = fixes
        .into_iter()
        .filter_map(|fix| fix.edit(text).map(|(span, replacement)| (span, replacement, fix)))
        .collect();
    edits.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let (mut out, mut at, mut made) = (String::with_capacity(text.len()), 0, Vec::new());
    for (span, replacement, fix) in edits {
        let range = span.range();
        if range.start < at {
            continue;
        }
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&replacement);
        at = range.end;
        made.push(fix);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, made)
}

/// As many fixes are tried one by one, each of which reads the text again.
const ONE_BY_ONE: usize = 100;

/// The same, without the fixes that would make the text one that `reads` refuses: two slips for one key would be
/// that key twice.
pub fn apply_fixes_that_read<'a>(
    text: &str,
    fixes: &[&'a Fix],
    reads: impl Fn(&str) -> bool,
) -> (String, Vec<&'a Fix>) {
    let all = apply_fixes(text, fixes.iter().copied());
    if all.1.is_empty() || reads(&all.0) {
        return all;
    }
    let mut kept: Vec<&Fix> = Vec::new();
    for fix in all.1.into_iter().take(ONE_BY_ONE) {
        kept.push(fix);
        if !reads(&apply_fixes(text, kept.iter().copied()).0) {
            kept.pop();
        }
    }
    apply_fixes(text, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize, wrong: &str, right: &str) -> Fix {
        Fix { span: Span::new(start, end), wrong: wrong.to_owned(), right: right.to_owned(), prose: false }
    }

    #[test]
    fn only_the_wrong_words_are_touched() {
        let text = "statu: opn\r\nother: \"opn\"\r\n";
        let fixes = [fix(0, 5, "statu", "status"), fix(7, 10, "opn", "open"), fix(19, 24, "opn", "open")];
        let (out, made) = apply_fixes(text, &fixes);
        assert_eq!((out.as_str(), made.len()), ("status: open\r\nother: \"open\"\r\n", 3));
    }

    #[test]
    fn what_does_not_fit_or_overlaps_is_left() {
        let text = "abc def";
        let fixes =
            [fix(0, 3, "abd", "x"), fix(4, 7, "def", "y"), fix(4, 6, "de", "z"), fix(50, 60, "q", "r")];
        let (out, made) = apply_fixes(text, &fixes);
        assert_eq!((out.as_str(), made), ("abc zf", vec![&fixes[2]]));
        assert_eq!(apply_fixes(text, &[]).1.len(), 0);
        let twice = [fix(0, 3, "abc", "x"), fix(0, 3, "abc", "x")];
        assert_eq!(apply_fixes(text, &twice).1.len(), 1, "the same fix twice is one");
    }

    #[test]
    fn words_that_would_be_read_as_something_else_are_not_put_in() {
        for (text, right, made) in [
            ("abc", "n/a", true),
            ("abc", "1.0.0", true),
            ("abc", "two words", false),
            ("abc", "*abd", false),
            ("abc", "null", false),
            ("abc", "", false),
            ("\"abc\"", "two words", true),
            ("\"abc\"", "a\"b", false),
            ("'abc'", "a'b", false),
            ("\"abc\"", "a\\b", false),
        ] {
            let fix = fix(0, text.len(), "abc", right);
            assert_eq!(fix.edit(text).is_some(), made, "{text} -> {right}");
        }
    }

    #[test]
    fn fixes_after_which_a_text_does_not_read_are_left_out_alone() {
        let text = "stat: a\nstatu: b\nownr: c\n";
        let fixes =
            [fix(0, 4, "stat", "status"), fix(8, 13, "statu", "status"), fix(17, 21, "ownr", "owner")];
        let reads = |text: &str| text.matches("status:").count() < 2;
        let (out, made) = apply_fixes_that_read(text, &fixes.each_ref(), reads);
        assert_eq!((out.as_str(), made.len()), ("status: a\nstatu: b\nowner: c\n", 2));
    }
}
