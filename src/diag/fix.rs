//! Changes that mend a diagnostic by themselves.

use super::Span;

/// A change that can be made without a person's judgement: one wrong word for the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Where the wrong word stands, perhaps in quotes.
    pub span: Span,
    /// The word as it is read.
    pub wrong: String,
    /// The word that it should be.
    pub right: String,
}

impl Fix {
    /// The bytes to replace in the text, and what with. `None` where the text does not hold the wrong word there,
    /// so that nothing is ever replaced by guess.
    pub fn edit(&self, text: &str) -> Option<(Span, String)> {
        let found = self.span.slice(text);
        let start = self.span.start as usize;
        let quoted = |quote: char| found.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        let inner = ['"', '\''].into_iter().find_map(quoted);
        let place = if found == self.wrong {
            self.span
        } else if inner == Some(self.wrong.as_str()) {
            Span::at(start + 1, &self.wrong)
        } else {
            return None;
        };
        Some((place, self.right.clone()))
    }
}

/// The text with the fixes that can be made, in one pass; those that overlap an earlier one are left for the next.
/// Also gives how many were made.
pub fn apply_fixes<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> (String, usize) {
    let mut edits: Vec<(Span, String)> = fixes.into_iter().filter_map(|fix| fix.edit(text)).collect();
    edits.sort();
    edits.dedup();
    let (mut out, mut at, mut made) = (String::with_capacity(text.len()), 0, 0);
    for (span, replacement) in edits {
        let range = span.range();
        if range.start < at {
            continue;
        }
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&replacement);
        at = range.end;
        made += 1;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize, wrong: &str, right: &str) -> Fix {
        Fix { span: Span::new(start, end), wrong: wrong.to_owned(), right: right.to_owned() }
    }

    #[test]
    fn only_the_wrong_words_are_touched() {
        let text = "statu: opn\r\nother: \"opn\"\r\n";
        let fixes = [fix(0, 5, "statu", "status"), fix(7, 10, "opn", "open"), fix(19, 24, "opn", "open")];
        assert_eq!(apply_fixes(text, &fixes), ("status: open\r\nother: \"open\"\r\n".to_owned(), 3));
    }

    #[test]
    fn what_does_not_fit_or_overlaps_is_left() {
        let text = "abc def";
        let fixes =
            [fix(0, 3, "abd", "x"), fix(4, 7, "def", "y"), fix(4, 6, "de", "z"), fix(50, 60, "q", "r")];
        let (out, made) = apply_fixes(text, &fixes);
        assert_eq!((out.as_str(), made), ("abc zf", 1));
        assert_eq!(apply_fixes(text, &[]).1, 0);
    }
}
