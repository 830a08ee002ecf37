//! Names of projects that the first sentences have wherever in them, told by how they are written: `TideWatcher`.

use super::prose::{bare, beginning, first_lines};
use super::words::is_generic;
use crate::import::lexicon::{Lexicon, Topic};
use crate::import::model::Found;
use crate::import::report::Report;

/// A word of the first lines that is written like a name and like nothing else, and is not what something is done with.
pub(super) fn read(report: &Report<'_>) -> Option<Found<String>> {
    first_lines(report).find_map(|at| {
        let words = beginning(report, at);
        let name = words.iter().enumerate().find_map(|(place, word)| {
            let word = bare(word);
            let tool = place.checked_sub(1).is_some_and(|before| is_means(words[before], report.lexicon));
            (is_shaped(word) && !tool && !is_generic(word, report.lexicon)).then(|| word.to_owned())
        })?;
        Some(Found::new(name, report.line(at), 0.45))
    })
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
