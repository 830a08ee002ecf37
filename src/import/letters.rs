//! Texts as words are looked for in them: their letters, their clauses and their sentences.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The traditional characters of each simplified one that the words are written with.
static TRADITIONAL: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut forms: HashMap<char, Vec<char>> = HashMap::new();
    for pair in include_str!("han.txt").split_whitespace() {
        if let Some((traditional, simplified)) = pair.chars().next().zip(pair.chars().nth(1)) {
            forms.entry(simplified).or_default().push(traditional);
        }
    }
    forms
});

/// Most ways to write a word in the other script that are looked for.
const MOST_FORMS: usize = 32;

/// A Chinese word as it may be written in traditional characters; one character alone says too little, since other
/// languages write it, too.
pub(super) fn traditional(word: &str) -> Vec<String> {
    let mut forms = vec![String::new()];
    for c in word.chars() {
        let others = TRADITIONAL.get(&c).map(Vec::as_slice).unwrap_or_default();
        let with = |form: &String| -> Vec<String> {
            std::iter::once(&c).chain(others).map(|c| format!("{form}{c}")).collect()
        };
        forms = forms.iter().flat_map(with).take(MOST_FORMS).collect();
    }
    let long = word.chars().nth(1).is_some();
    forms.into_iter().filter(|form| long && form != word).collect()
}

/// Letters of scripts that put no space between words: kana, Han, and Hangul, whose spaces are between phrases.
pub fn is_dense(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF)
}

/// A sign that Arabic may be written with and mostly is not: short vowels, and the stroke that stretches words.
fn is_vowel_sign(c: char) -> bool {
    matches!(u32::from(c), 0x064B..=0x0652 | 0x0670 | 0x0640)
}

/// The one of several letters that people write for each other: Arabic ones, and the i with and without a dot of which
/// Turkish capitals are written for either.
fn one_spelling(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'İ' | 'ı' => 'i',
        c => c,
    }
}

/// A text as words are looked for in it: lower case, one space between words and at both ends.
pub(super) fn normal(text: &str) -> String {
    normal_within(text, usize::MAX).unwrap_or_default()
}

/// The same, nothing where it is longer than so many bytes.
pub(super) fn normal_within(text: &str, most: usize) -> Option<String> {
    let mut out = String::with_capacity((text.len() + 2).min(most));
    out.push(' ');
    let mut between = true;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
            between = false;
        } else if c == '\'' || c == '’' || is_vowel_sign(c) {
            continue;
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(one_spelling(c).to_lowercase());
            between = false;
        } else if !between {
            out.push(' ');
            between = true;
        }
        if out.len() > most {
            return None;
        }
    }
    if !between {
        out.push(' ');
    }
    (out.len() <= most).then_some(out)
}

/// The parts of a text between its marks.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| {
        let latin = matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\u{2013}' | '\u{2014}');
        latin || matches!(c, '\u{3002}' | '\u{FF0C}' | '\u{060C}' | '\u{061B}' | '\u{061F}')
    };
    text.split(ends)
}

/// The sentences of a text. A point after which no capital letter stands ends none: `max. 15 berths`.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let ends = |at: usize, mark: char| {
            let next = text[at + mark.len_utf8()..].trim_start();
            mark != '.' || !next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        };
        let mut marks = text
            .char_indices()
            .filter(|(_, c)| matches!(c, '.' | ';' | '!' | '?' | '\u{3002}' | '\u{061B}' | '\u{061F}'));
        match marks.find(|(at, mark)| ends(*at, *mark)) {
            Some((at, mark)) => {
                rest = Some(&text[at + mark.len_utf8()..]);
                Some(&text[..at])
            }
            None => rest.take(),
        }
    })
}
