//! The words of one document and where they stand, packed: what is kept of a document until the index is made.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::fold::words;
use super::places::Place;

/// Words are told apart by what they begin with into so many groups; a file of the index holds one or more of them.
pub(super) const GROUPS: usize = 64;

/// The words of a document with the places that hold them, group by group, each behind its length; in a group they are
/// sorted, and each says how much of its beginning it shares with the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    #[serde(with = "crate::model::bytes")]
    bytes: Box<[u8]>,
}

impl Terms {
    pub(crate) fn of(places: &[Place]) -> Terms {
        let mut found: HashMap<String, Vec<(u32, bool)>> = HashMap::new();
        for (at, place) in places.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            for (text, is_title) in [(&place.title, true), (&place.text, false)] {
                words(text, is_title, |word| match found.get_mut(word) {
                    // The title is read first, so that a word of both counts as one of the title.
                    Some(known) if known.last().is_some_and(|(last, _)| *last == at) => {}
                    Some(known) => known.push((at, is_title)),
                    None => {
                        found.insert(word.to_owned(), vec![(at, is_title)]);
                    }
                });
            }
        }
        let mut bytes = Vec::new();
        let mut found: Vec<_> =
            found.into_iter().map(|(word, places)| (group(&word), word, places)).collect();
        found.sort_unstable();
        let mut found = found.into_iter().peekable();
        for group in 0..GROUPS {
            let (mut before, mut own) = (String::new(), Vec::new());
            while let Some((_, word, places)) = found.next_if(|(own, ..)| *own == group) {
                let shared = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
                put(&mut own, shared);
                put(&mut own, word.len() - shared);
                own.extend(&word.as_bytes()[shared..]);
                put(&mut own, places.len());
                let mut last = 0;
                for (at, is_title) in places {
                    put(&mut own, (at - last) as usize * 2 + usize::from(is_title));
                    last = at;
                }
                before = word;
            }
            put(&mut bytes, own.len());
            bytes.extend(own);
        }
        Terms { bytes: bytes.into() }
    }

    /// How much it holds, in bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Calls `take` with each word of a group and its places, with true for those whose title holds it.
    pub(super) fn each(&self, group: usize, mut take: impl FnMut(&str, &[(usize, bool)])) {
        let (mut rest, mut behind) = (&[][..], &*self.bytes);
        for _ in 0..=group {
            let length = get(&mut behind).min(behind.len());
            (rest, behind) = behind.split_at(length);
        }
        let (mut word, mut places) = (Vec::new(), Vec::new());
        while !rest.is_empty() {
            word.truncate(get(&mut rest));
            let length = get(&mut rest).min(rest.len());
            let (own, others) = rest.split_at(length);
            word.extend(own);
            rest = others;
            places.clear();
            let mut at = 0;
            for _ in 0..get(&mut rest) {
                let step = get(&mut rest);
                at += step / 2;
                places.push((at, step % 2 == 1));
            }
            take(&String::from_utf8_lossy(&word), &places);
        }
    }
}

/// The group of a word, by its first two characters: a search for a beginning of two looks into one group.
pub(super) fn group(word: &str) -> usize {
    let mix = |hash: u32, c: char| (hash ^ c as u32).wrapping_mul(16_777_619);
    let hash = word.chars().take(2).fold(2_166_136_261, mix);
    (hash >> 8) as usize % GROUPS
}

fn put(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or_default());
}

fn get(bytes: &mut &[u8]) -> usize {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 56 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn place(title: &str, text: &str) -> Place {
        Place {
            kind: "report",
            title: title.to_owned(),
            anchor: String::new(),
            page: "",
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_packed_comes_back() {
        let many: String = (0..300).map(|n| ["word", &n.to_string(), " "].concat()).collect();
        let mut places = vec![place("Rate limits", "limits of rates"), place("Other", "rate 限制を limited")];
        places.extend((0..200).map(|_| place("", "rate")));
        places.push(place("Last rate", &many));
        let terms = Terms::of(&places);
        let mut all = BTreeMap::new();
        for at in 0..GROUPS {
            terms.each(at, |word, places| {
                assert_eq!(group(word), at);
                assert!(all.insert(word.to_owned(), places.to_vec()).is_none(), "{word} is there once");
            });
        }
        assert_eq!(all["limits"], [(0, true)]);
        assert_eq!(all["limited"], [(1, false)]);
        assert_eq!(all["限制"], [(1, false)]);
        assert_eq!((all["rate"].len(), all["rate"][0], all["rate"][202]), (203, (0, true), (202, true)));
        assert_eq!(all.keys().filter(|word| word.starts_with("word")).count(), 300);
    }
}
