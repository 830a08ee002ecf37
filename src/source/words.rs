//! Counting and recognising the words under a heading, without keeping them.

use std::hash::{DefaultHasher, Hasher};

use super::Section;
use crate::model::Passage;

/// Counts words and digests them. The digest is the same on every run, and is only compared within one.
#[derive(Default)]
pub(super) struct Words {
    count: u32,
    hasher: DefaultHasher,
}

impl Words {
    /// Takes a text; what is between its words does not matter.
    pub(super) fn add(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            self.count = self.count.saturating_add(1);
            self.hasher.write(word.as_bytes());
            self.hasher.write_u8(0xff);
        }
    }

    /// Takes a mark that is no word but changes what is said, such as a tick.
    pub(super) fn mark(&mut self, mark: u8) {
        self.hasher.write_u8(mark);
    }

    /// Their number and their digest.
    pub(super) fn finish(self) -> (u32, u64) {
        (self.count, self.hasher.finish())
    }
}

/// The sections with words.
pub(super) fn passages(sections: &[Section]) -> Vec<Passage> {
    let with_words = sections.iter().filter(|section| section.words.0 > 0);
    with_words
        .map(|section| Passage {
            headings: section.path.clone(),
            words: section.words.0,
            digest: section.words.1,
        })
        .collect()
}
