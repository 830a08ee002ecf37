//! Runs of characters beyond ASCII: damage lies within them.

use std::collections::BTreeMap;

/// Characters beyond ASCII that stand together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// The characters.
    pub chars: Vec<char>,
    /// True where a letter stands before them.
    ends_word: bool,
}

impl Run {
    /// A run and the ASCII before it.
    pub fn new(run: &str, before: &str) -> Run {
        Run { chars: run.chars().collect(), ends_word: ends_word(before) }
    }

    /// True for the accented end of a word before closing marks, such as `valid` and `é »`, which may have the bytes of
    /// another character by accident.
    pub fn is_natural(&self) -> bool {
        let closing =
            |c: &char| matches!(c, '\u{A0}' | '\u{2013}'..='\u{201E}' | '…' | '«' | '»' | '‹' | '›');
        let [letter, marks @ ..] = self.chars.as_slice() else {
            return false;
        };
        self.ends_word
            && letter.is_lowercase()
            && letter.is_alphabetic()
            && marks.len() > 1
            && marks.iter().all(closing)
    }
}

fn ends_word(ascii: &str) -> bool {
    ascii.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// The runs of a text, and how often each occurs: reports repeat the same few.
pub(super) fn runs(text: &str) -> Vec<(Run, usize)> {
    let mut counts: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut rest = text;
    while let Some(start) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (before, after) = rest.split_at(start);
        let end = after.bytes().position(|byte| byte.is_ascii()).unwrap_or(after.len());
        *counts.entry((&after[..end], ends_word(before))).or_default() += 1;
        rest = &after[end..];
    }
    let run = |(run, ends_word): (&str, bool)| Run { chars: run.chars().collect(), ends_word };
    counts.into_iter().map(|(place, times)| (run(place), times)).collect()
}
