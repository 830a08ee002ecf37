//! Words as a search compares them. `themes/default/assets/find.js` does the same with what is typed: the two
//! have to agree, which a test holds by examples that both read.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Longer words are cut off: hashes and tokens would outweigh what people write.
const LONGEST: usize = 24;

/// Calls `take` with every word of a text, folded: lower case, without accents, and pairs of neighbours where a
/// script puts no spaces between words. A number such as `1.1.0` is one word, with and without a `v`. A single letter
/// that a hyphen joins to another word is one with it, as in `tag-3`; alone it is a word of titles only, which would
/// say little in a text.
pub(super) fn words(text: &str, of_title: bool, mut take: impl FnMut(&str)) {
    let folded = fold(text);
    let runs: Vec<&str> = runs(&folded).collect();
    for (at, run) in runs.iter().enumerate() {
        if is_single(run) {
            let before =
                at.checked_sub(1).map(|at| runs[at]).filter(|before| is_joined(&folded, before, run));
            let after = runs.get(at + 1).filter(|after| is_joined(&folded, run, after));
            match (before, after) {
                (Some(before), _) => one(&format!("{}-{run}", bare(before)), &mut take),
                (None, Some(after)) => one(&format!("{run}-{}", bare(after)), &mut take),
                (None, None) if of_title => take(run),
                (None, None) => {}
            }
            continue;
        }
        if run.is_ascii() {
            one(run, &mut take);
            continue;
        }
        let mut rest = *run;
        while let Some(first) = rest.chars().next() {
            let unspaced = is_unspaced(first);
            let end = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
            let (piece, others) = rest.split_at(end);
            if unspaced {
                pairs(piece, &mut take);
            } else {
                one(piece, &mut take);
            }
            rest = others;
        }
    }
}

/// Letters and digits that stand together, and dots between digits.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let between = move |(at, c): (usize, char)| {
        let joins = c == '.' && at > 0 && digit(at - 1) && digit(at + 1);
        !c.is_alphanumeric() && !joins
    };
    let mut from = 0;
    let gaps = text.char_indices().filter(move |one| between(*one)).map(|(at, c)| (at, at + c.len_utf8()));
    gaps.chain([(text.len(), text.len())])
        .map(move |(end, next)| &text[std::mem::replace(&mut from, next)..end])
        .filter(|run| !run.is_empty())
}

/// A letter or digit alone, of a script that puts spaces between words.
fn is_single(run: &str) -> bool {
    let mut letters = run.chars();
    letters.next().is_some_and(|c| !is_unspaced(c)) && letters.next().is_none()
}

/// Two runs of a text with nothing but a hyphen or an underscore between them.
fn is_joined(text: &str, first: &str, second: &str) -> bool {
    let offset = |run: &str| run.as_ptr() as usize - text.as_ptr() as usize;
    matches!(text.get(offset(first) + first.len()..offset(second)), Some("-" | "_"))
}

/// A version without the letter that some put before it.
fn bare(word: &str) -> &str {
    let number = word.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    number.filter(|rest| rest.contains('.')).unwrap_or(word)
}

fn one(word: &str, take: &mut impl FnMut(&str)) {
    let word = bare(word);
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at);
    let cut = &word[..end];
    if cut.chars().nth(1).is_some() {
        take(cut);
    }
}

fn pairs(text: &str, take: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if let [from, to] = starts.as_slice() {
        take(&text[*from..*to]);
    }
    for three in starts.windows(3) {
        take(&text[three[0]..three[2]]);
    }
}

/// Lower case, compatibility forms made one, accents dropped.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let categories: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd();
    let lower = text.to_lowercase();
    let bare = decomposed
        .normalize_iter(lower.chars())
        .filter(|c| !GeneralCategoryGroup::Mark.contains(categories.get(*c)));
    let bare = bare.map(|c| if c == 'ς' { 'σ' } else { c });
    // Compatibility forms may bring capitals back, and parts of a syllable belong together.
    let composed: String =
        ComposingNormalizerBorrowed::new_nfc().normalize_iter(bare).flat_map(char::to_lowercase).collect();
    // Who has no such key writes it so, and so do capitals.
    if composed.contains('ß') { composed.replace('ß', "ss") } else { composed }
}

/// True for scripts that put no spaces between words.
fn is_unspaced(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    let scripts: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::new();
    [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
    ]
    .contains(&scripts.get(c))
        || c == 'ー'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, true, |word| found.push(word.to_owned()));
        found
    }

    #[derive(serde::Deserialize)]
    struct Example {
        text: String,
        words: Vec<String>,
    }

    #[test]
    fn words_of_many_languages_are_folded_as_the_browser_folds_them() {
        let examples: Vec<Example> =
            serde_json::from_str(include_str!("../../../tests/browser/words.json")).unwrap();
        assert!(examples.len() > 8);
        for example in examples {
            assert_eq!(all(&example.text), example.words, "{}", example.text);
        }
    }

    #[test]
    fn a_letter_alone_is_a_word_of_titles_only() {
        let mut found = Vec::new();
        words("Give a tag-3 of 3", false, |word| found.push(word.to_owned()));
        assert_eq!(found, ["give", "tag", "tag-3", "of"]);
    }

    #[test]
    fn a_word_without_end_is_cut_off() {
        assert_eq!(all(&"a".repeat(500)), ["a".repeat(LONGEST)]);
        assert_eq!(all(&"é".repeat(500)), ["e".repeat(LONGEST)]);
    }
}
