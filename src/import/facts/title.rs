//! The title: the first heading of the first level, else the first heading.

use crate::import::icons::{is_icon, undecorated};
use crate::import::lexicon::Topic;
use crate::import::model::Found;
use crate::import::report::Report;

/// Longest title, in characters: a file that lost its line ends is all one heading.
const LONGEST: usize = 200;

/// Reads the title.
pub fn read(report: &Report<'_>) -> Option<Found<String>> {
    let heading = |wanted: fn(u8) -> bool| {
        report
            .blocks
            .iter()
            .position(|block| block.level().is_some_and(wanted) && clean(&block.text).is_some())
    };
    let (at, confidence) = heading(|level| level == 1)
        .map(|at| (at, 1.0))
        .or_else(|| heading(|level| level < 7).map(|at| (at, 0.7)))?;
    let title = clean(&report.blocks[at].text)?;
    Some(Found::new(title, report.line(at), confidence))
}

/// True where the title, or the heading below it, is about readiness.
pub fn is_about_readiness(report: &Report<'_>) -> bool {
    let headings =
        report.blocks.iter().enumerate().filter(|(_, block)| block.level().is_some_and(|level| level < 7));
    headings.take(2).any(|(at, _)| report.topics[at].has(Topic::Subject))
}

/// A heading's text without pictures, with single spaces.
fn clean(text: &str) -> Option<String> {
    let text: String = undecorated(text).chars().filter(|c| !is_icon(*c) || matches!(c, '←'..='⇿')).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words).to_owned(),
        None => text,
    };
    text.chars().any(char::is_alphanumeric).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_that_took_in_the_whole_file_is_cut_between_words() {
        let title = clean(&format!("🚀 Harbour {}", "report of the pier ".repeat(400))).unwrap();
        assert!(title.starts_with("Harbour report of the pier"), "{title}");
        assert!((180..=LONGEST).contains(&title.len()), "{title}");
        // A script without spaces has no words to cut between.
        assert_eq!(clean(&"港".repeat(400)), Some("港".repeat(LONGEST)));
    }
}
