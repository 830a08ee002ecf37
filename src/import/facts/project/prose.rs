//! Names of projects in the first sentences.

use crate::import::blocks::{Block, Kind};
use crate::import::lexicon::{Lexicon, Topic};
use crate::import::model::Found;
use crate::import::report::Report;

use super::words::trim_words;

/// `The Name system is …`, or `… done for the Name platform`, in the first paragraphs.
pub(super) fn read(report: &Report<'_>) -> Option<Found<String>> {
    let lines = report.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Line).take(10);
    let mut lines = lines.map(|(at, _)| at).filter(|at| !report.has_fields(*at));
    lines.find_map(|at| {
        let words = beginning(report, at);
        // `a booking platform` is any.
        let leads = |word: &str| {
            let before =
                report.lexicon.is(word, Topic::BeforeName) && !report.lexicon.is(word, Topic::Article);
            before || report.lexicon.is(word, Topic::Project)
        };
        let mut starts = (0..words.len()).filter(|from| *from == 0 || leads(words[from - 1]));
        let about = is_about_project(report, at);
        starts
            .find_map(|from| {
                named_at(&words[from..], from > 0, about, report.lexicon)
                    .or_else(|| behind_kind(&words, from, report.lexicon))
            })
            .or_else(|| if about { subject_within(&words, report.lexicon) } else { None })
            .map(|name| Found::new(name, report.line(at), 0.5))
    })
}

/// The capitalised words behind the kind of software that they are: `la plataforma Harbour`.
fn behind_kind(words: &[&str], from: usize, lexicon: &Lexicon) -> Option<String> {
    let (kind, before) = words[..from].split_last()?;
    let led = before.last().is_none_or(|word| lexicon.is(word, Topic::BeforeName));
    let name = words[from..].iter().copied().take_while(|word| word.starts_with(char::is_uppercase));
    let name = name.collect::<Vec<_>>().join(" ");
    trim_words(&name, lexicon).filter(|_| led && lexicon.is(kind, Topic::Project))
}

/// Words of a line among which a name is looked for.
const WORDS: usize = 40;

/// The words that a block begins with.
pub(super) fn beginning<'r>(report: &'r Report<'_>, at: usize) -> Vec<&'r str> {
    report.blocks[at].text.split_whitespace().take(WORDS).collect()
}

/// Two capitalised words or more that a part of a sentence begins with: `before Harbour Gate is treated as ready`.
fn subject_within(words: &[&str], lexicon: &Lexicon) -> Option<String> {
    let capital =
        |word: &&&str| word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric);
    let begins = |from: &usize| words[from - 1].chars().all(|c| c.is_ascii_lowercase());
    (1..words.len()).filter(begins).find_map(|from| {
        let name: Vec<&str> = words[from..].iter().take_while(capital).copied().collect();
        let said = &words[from + name.len()..];
        let speaks = said.first().is_some_and(|word| lexicon.is(word, Topic::AfterName));
        let ready =
            || lexicon.topics(&said[..said.len().min(FAR)].join(" ")).any(&[Topic::Ready, Topic::Subject]);
        trim_words(&name.join(" "), lexicon).filter(|_| name.len() > 1 && speaks && ready())
    })
}

/// The subject of a sentence wherever in the report that concludes something of it: `The Harbour app is now ready`,
/// and, below a conclusion or a summary, `TideWatcher has come far`.
pub(super) fn concluded(report: &Report<'_>) -> Option<Found<String>> {
    let said = |block: &Block| matches!(block.kind, Kind::Line | Kind::Heading(7));
    let lines = report.blocks.iter().enumerate().filter(|(_, block)| said(block));
    let mut lines = lines.map(|(at, _)| at).filter(|at| !report.has_fields(*at));
    lines.find_map(|at| {
        let closes = |heading: usize| report.topics[heading].any(&[Topic::Conclusion, Topic::Summary]);
        if !is_about_project(report, at) && !report.heading(at).is_some_and(closes) {
            return None;
        }
        let words = beginning(report, at);
        let is = |at: usize, topic| words.get(at).is_some_and(|word| report.lexicon.is(word, topic));
        let begins = |from: &usize| *from == 0 || words[from - 1].ends_with(['.', '!', '?']);
        let mut starts = (0..words.len()).filter(begins);
        let name = starts.find_map(|from| {
            let led = is(from, Topic::BeforeName);
            let from = from + usize::from(led);
            let name = named_at(words.get(from..)?, led, true, report.lexicon)?;
            let behind = from + name.split(' ').count();
            let mut said = (behind..behind + FAR)
                .take_while(|at| words.get(*at).is_some_and(|word| word.starts_with(char::is_lowercase)));
            said.any(|at| is(at, Topic::AfterName)).then_some(name)
        })?;
        Some(Found::new(name, report.line(at), 0.45))
    })
}

/// How many of the first lines may name what the report comes back to.
const FIRST: usize = 3;

/// Among how many of the first blocks these lines stand: what a chapter far below begins with is its subject.
const OPENING: usize = 20;

/// The first lines that say something and are no `name: value`.
pub(super) fn first_lines<'r>(report: &'r Report<'_>) -> impl Iterator<Item = usize> + 'r {
    let lines = report.blocks.iter().enumerate().take(OPENING);
    let lines = lines.filter(move |(at, block)| block.kind == Kind::Line && !report.has_fields(*at));
    lines.take(FIRST).map(|(at, _)| at)
}

/// How often a report names at least what it comes back to.
const AGAIN: usize = 3;

/// A word that the first sentences begin with, or that stands behind `audit of` in them, where the report comes back
/// to it and never writes it like other words: `Harbour should be tested first.`
pub(super) fn recurring(report: &Report<'_>) -> Option<Found<String>> {
    first_lines(report).find_map(|at| {
        let words = beginning(report, at);
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
            let said = behind_brackets(&words[from + 1..]);
            let subject = said.first().is_some_and(|next| report.lexicon.is(next, Topic::AfterName));
            let tells = is_about_project(report, at) || defines(said, report.lexicon);
            let times = if subject && tells { 1 } else { AGAIN };
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

/// How far behind a name the kind of software stands that it is said to be.
const DEFINING: usize = 12;

/// True for what defines the name before it: `is a small booking platform for ferries`.
fn defines(said: &[&str], lexicon: &Lexicon) -> bool {
    let article = said.get(1).is_some_and(|word| lexicon.is(word, Topic::Article));
    // What stands behind `of`, `for` or a comma is no part of what it is said to be.
    let goes_on = |word: &&&str| {
        let leads = [Topic::BeforeName, Topic::AfterParticiple].iter().any(|topic| lexicon.is(word, *topic));
        !leads
    };
    let mut kinds = said.iter().skip(2).take(DEFINING).take_while(goes_on);
    let is_kind = |word: &str| lexicon.is(bare(word), Topic::Kind) || lexicon.is(bare(word), Topic::Project);
    article && kinds.any(|word| is_kind(word))
}

/// What follows a name, without the other name that it has in brackets.
fn behind_brackets<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    if !words.first().is_some_and(|word| word.starts_with('(')) {
        return words;
    }
    let end = words.iter().position(|word| word.contains(')'));
    end.map_or(words, |end| &words[end + 1..])
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

/// How far behind a name of several words the kind of software stands that it is of.
const FAR: usize = 6;

/// From how many words on a name that ends with a kind of software is one wherever it stands.
const LONG: usize = 3;

/// The capitalised words that a text begins with, where what follows says something of them.
fn named_at(words: &[&str], inside: bool, about: bool, lexicon: &Lexicon) -> Option<String> {
    // `Tide-compatible` says of what kind something is.
    let joined =
        |word: &str| word.rsplit_once('-').is_some_and(|(_, last)| last.starts_with(char::is_lowercase));
    let is_name = |word: &&&str| {
        word.starts_with(char::is_uppercase) && !joined(word) && !lexicon.is(word, Topic::BeforeName)
    };
    let ends = |word: &str| word.ends_with([':', ',', '.', ';']);
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().take_while(is_name) {
        name.push(word);
        if ends(word) {
            break;
        }
    }
    let sentence_ends = name.last().is_some_and(|word| word.ends_with('.'));
    // `the Harbour (Gate of Kelp) project`
    let behind = behind_brackets(&words[name.len()..]);
    let after: Vec<&str> = behind.iter().take(2).copied().collect();
    let speaks = after.first().is_some_and(|word| lexicon.is(word, Topic::AfterName));
    // `the Harbour booking platform`, and of a name of more words also `the Harbour Gate booking and crew platform`.
    let is_kind = |word: &&str| {
        let word = bare(word);
        [Topic::Kind, Topic::Project, Topic::Holder].iter().any(|topic| lexicon.is(word, *topic))
    };
    let lower = behind.iter().take(if inside && name.len() > 1 { FAR } else { 2 });
    let mut lower = lower.copied().take_while(|word| word.starts_with(char::is_lowercase));
    let of_kind = after.iter().any(is_kind) || lower.any(|word| is_kind(&word));
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
