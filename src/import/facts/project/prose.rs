//! Names of projects in the first sentences.

use crate::import::blocks::Kind;
use crate::import::lexicon::{Lexicon, Topic};
use crate::import::model::Found;
use crate::import::report::Report;

use super::words::trim_words;

/// `The Name system is …`, or `… done for the Name platform`, in the first paragraphs.
pub(super) fn read(report: &Report<'_>) -> Option<Found<String>> {
    let mut lines = report.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Line).take(10);
    lines.find_map(|(at, block)| {
        let words: Vec<&str> = block.text.split_whitespace().take(40).collect();
        let leads = |word: &str| report.lexicon.is(word, Topic::BeforeName);
        let mut starts = (0..words.len()).filter(|from| *from == 0 || leads(words[from - 1]));
        let about = is_about_project(report, at);
        starts
            .find_map(|from| named_at(&words[from..], from > 0, about, report.lexicon))
            .map(|name| Found::new(name, report.line(at), 0.5))
    })
}

/// How many of the first lines may name what the report comes back to.
const FIRST: usize = 3;

/// Among how many of the first blocks these lines stand: what a chapter far below begins with is its subject.
const OPENING: usize = 20;

/// The first lines that say something and are no `name: value`.
pub(super) fn first_lines<'r>(report: &'r Report<'_>) -> impl Iterator<Item = usize> + 'r {
    let says = |at: usize| report.fields_of(at..at + 1).next().is_none();
    let lines = report.blocks.iter().enumerate().take(OPENING);
    let lines = lines.filter(move |(at, block)| block.kind == Kind::Line && says(*at));
    lines.take(FIRST).map(|(at, _)| at)
}

/// How often a report names at least what it comes back to.
const AGAIN: usize = 3;

/// A word that the first sentences begin with, or that stands behind `audit of` in them, where the report comes back
/// to it and never writes it like other words: `Harbour should be tested first.`
pub(super) fn recurring(report: &Report<'_>) -> Option<Found<String>> {
    first_lines(report).find_map(|at| {
        let words: Vec<&str> = report.blocks[at].text.split_whitespace().take(40).collect();
        let is = |at: usize, topic| report.lexicon.is(words[at], topic);
        let begins = |from: usize| {
            let leads = || from > 1 && is(from - 1, Topic::BeforeName) && is(from - 2, Topic::ReportWord);
            from == 0 || words[from - 1].ends_with(['.', '!', '?']) || leads()
        };
        let mut names = (0..words.len()).filter(|from| begins(*from));
        let name = names.find_map(|from| {
            let next = words.get(from + 1);
            let alone = next.is_none_or(|next| !next.starts_with(char::is_uppercase));
            // `Harbour is production ready` names what it is about, if only once.
            let subject = next.is_some_and(|next| report.lexicon.is(next, Topic::AfterName));
            let times = if subject && is_about_project(report, at) { 1 } else { AGAIN };
            let name = trim_words(bare(words[from]), report.lexicon)?;
            let month = report.lexicon.month(&name).is_some();
            let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
            (alone
                && plain
                && !month
                && name.starts_with(char::is_uppercase)
                && comes_again(report, &name, times))
            .then_some(name)
        })?;
        Some(Found::new(name, report.line(at), 0.4))
    })
}

/// A word without what stands around it: `(Harbour's` is `Harbour`.
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

/// True for a name that a report has so often at least, and never writes in lower case.
fn comes_again(report: &Report<'_>, name: &str, least: usize) -> bool {
    let lower = name.to_lowercase();
    let mut times = 0;
    for word in report.blocks.iter().flat_map(|block| block.text.split_whitespace()).map(bare) {
        if word == lower {
            return false;
        }
        times += usize::from(word == name);
    }
    times >= least
}

/// True where a sentence concludes something of what it names: a service that is merely in use does not get a verdict.
fn is_about_project(report: &Report<'_>, at: usize) -> bool {
    let said = [Topic::Ready, Topic::NotReady, Topic::Conditional, Topic::Subject, Topic::Readiness];
    report.topics[at].any(&said)
}

/// From how many words on a name that ends with a kind of software is one wherever it stands.
const LONG: usize = 3;

/// The capitalised words that a text begins with, where what follows says something of them.
fn named_at(words: &[&str], inside: bool, about: bool, lexicon: &Lexicon) -> Option<String> {
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase) && !lexicon.is(word, Topic::BeforeName);
    let ends = |word: &str| word.ends_with([':', ',', '.', ';']);
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().take_while(is_name) {
        name.push(word);
        if ends(word) {
            break;
        }
    }
    let sentence_ends = name.last().is_some_and(|word| word.ends_with('.'));
    let after: Vec<&str> = words[name.len()..].iter().take(2).copied().collect();
    let speaks = after.first().is_some_and(|word| lexicon.is(word, Topic::AfterName));
    // `the Harbour booking platform`.
    let of_kind = after.iter().any(|word| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        [Topic::Kind, Topic::Project, Topic::Holder].iter().any(|topic| lexicon.is(word, *topic))
    });
    let last_is_kind = name.len() > 1 && name.last().is_some_and(|word| lexicon.is(word, Topic::Kind));
    // `of the Harbour Booking System for its launch`.
    let long = inside && name.len() >= LONG;
    let says = speaks && about || of_kind || (sentence_ends || long) && last_is_kind;
    if name.last().is_some_and(|word| ends(word)) && !sentence_ends {
        return None;
    }
    // A single word at the beginning of a sentence is capitalised whatever it is.
    let named = name.len() > 1
        || inside && of_kind
        || name.first().is_some_and(|word| word.chars().skip(1).any(|c| c.is_uppercase() || c == '.'));
    trim_words(&name.join(" "), lexicon).filter(|_| says && named)
}
