//! Files of the index. Documents are put into blocks of a bounded size, those that are looked at most first; each
//! block's words are spread over as many files as its size asks for.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::terms::{GROUPS, Terms};

/// Documents in a block at most.
const DOCUMENTS: usize = 256;
/// Bytes of packed words in a block at most, but for a single document that has more.
const BLOCK: usize = 2 * 1024 * 1024;
/// Bytes of packed words that a file is meant to hold.
const SHARD: usize = 16 * 1024;

/// Neighbouring documents, and over how many files their words are spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) struct Block {
    /// Which documents.
    pub documents: Range<usize>,
    /// A power of two.
    pub shards: usize,
}

/// The blocks of all documents, in their order.
pub(in crate::render) fn blocks(documents: &[&Terms]) -> Vec<Block> {
    let mut all = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (at, terms) in documents.iter().enumerate() {
        if at > from && (at - from >= DOCUMENTS || bytes + terms.len() > BLOCK) {
            all.push(Block { documents: from..at, shards: shards(bytes) });
            (from, bytes) = (at, 0);
        }
        bytes += terms.len();
    }
    if from < documents.len() {
        all.push(Block { documents: from..documents.len(), shards: shards(bytes) });
    }
    all
}

fn shards(bytes: usize) -> usize {
    bytes.div_ceil(SHARD).next_power_of_two().clamp(1, GROUPS)
}

impl Block {
    /// The script of one file: each word with the documents and their places that hold it, such as `0:1*.4 7:2`;
    /// a star marks words of titles.
    pub(in crate::render) fn script(&self, block: usize, shard: usize, documents: &[&Terms]) -> String {
        let mut words: BTreeMap<String, String> = BTreeMap::new();
        for (own, terms) in documents.get(self.documents.clone()).unwrap_or_default().iter().enumerate() {
            for group in (shard..GROUPS).step_by(self.shards) {
                terms.each(group, |word, places| {
                    let known = words.entry(word.to_owned()).or_default();
                    let gap = if known.is_empty() { "" } else { " " };
                    // Writing to a string cannot fail.
                    let _ = write!(known, "{gap}{own}");
                    for (nth, (place, is_title)) in places.iter().enumerate() {
                        let _ = write!(
                            known,
                            "{}{place}{}",
                            if nth == 0 { ":" } else { "." },
                            if *is_title { "*" } else { "" }
                        );
                    }
                });
            }
        }
        let mut out = format!("readybook.shard({block},{shard},{{");
        for (nth, (word, places)) in words.iter().enumerate() {
            // Words hold letters and digits, and dots and hyphens between them: nothing has to be escaped.
            let _ = write!(out, "{}\"{word}\":\"{places}\"", if nth == 0 { "\n" } else { ",\n" });
        }
        out.push_str("\n});\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::Place;
    use super::*;

    fn terms(texts: &[&str]) -> Terms {
        let place = |text: &&str| Place {
            kind: "report",
            title: "Title".into(),
            anchor: String::new(),
            page: "",
            text: (*text).to_owned(),
        };
        Terms::of(&texts.iter().map(place).collect::<Vec<_>>())
    }

    #[test]
    fn a_file_names_documents_and_places_of_its_words() {
        let (one, two) = (terms(&["rate limits", "limits"]), terms(&["none", "rate"]));
        let all = [&one, &two];
        let blocks = blocks(&all);
        assert_eq!(blocks, [Block { documents: 0..2, shards: 1 }]);
        assert_eq!(
            blocks[0].script(0, 0, &all),
            "readybook.shard(0,0,{\n\"limits\":\"0:0.1\",\n\"none\":\"1:0\",\n\"rate\":\"0:0 1:1\",\n\"title\":\"0:0*.1* 1:0*.1*\"\n});\n"
        );
    }

    #[test]
    fn files_stay_small_however_many_documents_there_are() {
        let word = |n: usize| {
            let letters: Vec<char> = ('a'..='z').collect();
            format!("{}{}{n}", letters[n % 26], letters[n / 26 % 26])
        };
        let text =
            |seed: usize| (0..1200).map(|n| word((n * 7 + seed * 131) % 9000) + " ").collect::<String>();
        let documents: Vec<Terms> = (0..600).map(|seed| terms(&[&text(seed)])).collect();
        let all: Vec<&Terms> = documents.iter().collect();
        let blocks = blocks(&all);
        assert!(blocks.iter().all(|block| block.documents.len() <= DOCUMENTS));
        assert_eq!(blocks.iter().map(|block| block.documents.len()).sum::<usize>(), 600);
        for (at, block) in blocks.iter().enumerate() {
            let files: Vec<usize> =
                (0..block.shards).map(|shard| block.script(at, shard, &all).len()).collect();
            let sum: usize = files.iter().sum();
            let largest = files.iter().max().unwrap();
            assert!(*largest < 128 * 1024 && *largest < 5 * sum / files.len(), "{largest} of {sum}");
        }
    }
}
