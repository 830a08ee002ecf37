//! Names of projects that the first sentences have wherever in them, told by how they are written: `TideWatcher`.

use super::prose::{bare, beginning, first_lines};
use super::words::{is_generic, trim_words};
use crate::import::lexicon::{Lexicon, Topic, is_dense};
use crate::import::model::Found;
use crate::import::report::Report;

/// A word of the first lines that is written like a name and like nothing else, and is not what something is done with.
pub(super) fn read(report: &Report<'_>) -> Option<Found<String>> {
    first_lines(report).find_map(|at| {
        if let Some(name) = of_other_script(&report.blocks[at].text, report.lexicon) {
            return Some(Found::new(name, report.line(at), 0.45));
        }
        let words = beginning(report, at);
        let name = words.iter().enumerate().find_map(|(place, word)| {
            let word = bare(word);
            let tool = place.checked_sub(1).is_some_and(|before| is_means(words[before], report.lexicon));
            (is_shaped(word) && !tool && !is_generic(word, report.lexicon)).then(|| word.to_owned())
        })?;
        Some(Found::new(name, report.line(at), 0.45))
    })
}

/// The Latin words that a line in a script of Asia begins with: `TIDE SDK를 …`, `Harbour は …`.
fn of_other_script(text: &str, lexicon: &Lexicon) -> Option<String> {
    let is_other = |c: char| is_dense(c) || ('\u{AC00}'..='\u{D7A3}').contains(&c);
    let (end, _) = text.char_indices().find(|(_, c)| is_other(*c))?;
    let latin = text[..end].trim_end();
    let plain = latin.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.'));
    let capital = latin.split(' ').all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    trim_words(latin, lexicon).filter(|name| plain && capital && name == latin)
}

/// True for what leads to a tool: `runs on`, `uses`.
fn is_means(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.is(word, Topic::Means)
}

/// True for a word with a capital letter inside, behind small ones: `TideWatcher`, `Dock-Eye`, but not `APIs`, `README.md`.
fn is_shaped(word: &str) -> bool {
    let mut letters = word.chars();
    let begins =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let plain = word.chars().all(|c| c.is_alphanumeric() || c == '-');
    let parts = word.split('-').all(|part| part.starts_with(char::is_uppercase));
    begins && plain && parts && word.chars().skip(2).any(char::is_uppercase)
}
