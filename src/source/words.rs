//! Counting and recognising the words under a heading, without keeping them.

use std::sync::LazyLock;

use regex::Regex;

use super::Section;
use crate::model::Passage;

/// Counts words and digests them. The digest is the same on every run, and is only compared within one.
#[derive(Default)]
pub(super) struct Words {
    count: u32,
    hash: Fnv,
    /// The word before was one for a score.
    names_score: bool,
}

/// What states a score: `8/10`, `80/100`, and a number after a word for a score.
static SCORES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b\d{1,3}(?:[.,]\d+)?\s*/\s*(?:5|10|100)\b|\b(?<word>score|rating)(?:\s+(?:is|of|was|now|at)\b)*[\s:=*_]+\d{1,3}(?:[.,]\d+)?\s*%?").ok()
});

/// A number at the beginning of a text, after marks.
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\s:=]*\d{1,3}(?:[.,]\d+)?(?:\s*%)?").ok());

/// The 64-bit FNV-1a hash: quick on short words, and nothing depends on it being hard to forge.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    /// A whole character at once.
    fn add_char(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
}

impl Words {
    /// Takes a text; what is between its words does not matter, and neither do the scores that it states: these are
    /// compared by themselves.
    pub(super) fn add(&mut self, text: &str) {
        if !text.contains(|c: char| c.is_ascii_digit()) {
            self.add_all(text);
        } else if let (Some(scores), Some(number)) = (SCORES.as_ref(), NUMBER.as_ref()) {
            let own = number.find(text).filter(|_| self.names_score).map_or(0, |number| number.end());
            self.add_all(&scores.replace_all(&text[own..], "$word "));
        }
        let last = text.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        self.names_score = last.ends_with("score") || last.ends_with("rating");
    }

    fn add_all(&mut self, text: &str) {
        let mut within = false;
        for c in text.chars() {
            let in_word = c.is_alphanumeric();
            if in_word {
                if !within {
                    self.count = self.count.saturating_add(1);
                    self.hash.add(0xff);
                }
                self.hash.add_char(c);
            }
            within = in_word;
        }
    }

    /// Takes a mark that is no word but changes what is said, such as a tick.
    pub(super) fn mark(&mut self, mark: u8) {
        self.hash.add(mark);
    }

    /// Their number and their digest.
    pub(super) fn finish(self) -> (u32, u64) {
        (self.count, self.hash.0)
    }
}

/// The sections with words.
pub(super) fn passages(sections: &[Section]) -> Vec<Passage> {
    let with_words = sections.iter().filter(|section| section.words.0 > 0);
    with_words
        .map(|section| Passage {
            heading: section.heading(),
            words: section.words.0,
            digest: section.words.1,
        })
        .collect()
}
