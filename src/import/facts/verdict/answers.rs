//! What a text says as an answer to what asks for a conclusion.

use std::borrow::Cow;

use super::targets::mixes_lights;
use super::words::{NEARLY, as_planned, is_limited, reached, said, strong};
use crate::import::icons::{self, undecorated};
use crate::import::letters::sentences;
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::{Conclusion, Severity, Status};
use crate::import::report::Report;
use crate::import::scores::{Score, scores};

/// Longest answer in a script without spaces, in characters.
const LONGEST_DENSE: usize = 16;

/// Longest status that is a yes and what it is for, in words.
const LONGEST_VOUCHED: usize = 4;

/// What a text says after a label that asks for it.
pub(super) fn answer(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    // A mark alone answers, too, also with a share of nearly all.
    if !text.chars().any(char::is_alphabetic) {
        let share = scores(text).first().and_then(Score::percent);
        let whole =
            share.is_some_and(|share| share >= NEARLY) || !text.contains(|c: char| c.is_ascii_digit());
        return marked(text).filter(|_| whole);
    }
    if let Some(now) = reached(report, text) {
        return answer(report, &now).map(|said| as_planned(report, &now, said));
    }
    let ticked = ticked_part(after_question(text));
    let text = ticked.as_ref();
    // The first part of a value is the answer; what follows explains it.
    let first = [" - ", " \u{2013} ", " \u{2014} ", ". "]
        .iter()
        .fold(text, |first, mark| first.split(mark).next().unwrap_or(first));
    let first_word = first.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    // `After the build is mended`.
    let later = first_word.is_some_and(|word| report.lexicon.is(word, Topic::Future));
    refusal(report, text)
        .or_else(|| later.then_some(Conclusion::Conditional))
        .or_else(|| strong(report, first).map(|said| with_caveat(report, first, said)))
        .or_else(|| strong(report, text).map(|said| with_caveat(report, text, said)))
        .map(|said| match said {
            Conclusion::NotReady if goes_for_use(report, first) => Conclusion::Conditional,
            said => said,
        })
        .or_else(|| weak(report, text))
        .or_else(|| opening(report, text))
        .or_else(|| mixes_lights(report, text).then_some(Conclusion::Conditional))
        .map(|said| match icons::leading_status(text) {
            _ if said == Conclusion::Ready && mixes_lights(report, text) => Conclusion::Conditional,
            // `⚠️ Ready`
            Some(Status::Open | Status::Partial) if said == Conclusion::Ready => Conclusion::Conditional,
            _ => said,
        })
        .filter(|conclusion| {
            // `75 % complete` is not yet there.
            let far =
                || scores(text).first().and_then(Score::percent).is_some_and(|percent| percent < NEARLY);
            *conclusion != Conclusion::Ready || !is_brief(text) || !far()
        })
}

/// What a text answers after the question that it begins with: `Production-ready? No.`
pub(super) fn after_question(text: &str) -> &str {
    let rest = text.split_once(['?', '\u{FF1F}']).map_or("", |(_, rest)| rest);
    if rest.chars().any(char::is_alphanumeric) { rest.trim() } else { text }
}

/// What a light or a mark says that a short value begins with, whatever its words: `🔴 Low`.
pub(super) fn lit(text: &str) -> Option<Conclusion> {
    let said = match icons::severity(text) {
        Some(Severity::Critical) => Some(Conclusion::NotReady),
        Some(Severity::High | Severity::Medium) => Some(Conclusion::Conditional),
        Some(Severity::Low | Severity::Info) => text.contains(icons::GREEN).then_some(Conclusion::Ready),
        None => marked(text).filter(|_| icons::leading_status(text).is_some()),
    };
    let first = text.split([',', '(', '\u{2013}', '\u{2014}']).next().unwrap_or(text);
    said.filter(|_| is_brief(first))
}

/// What a mark says that is all of an answer.
fn marked(text: &str) -> Option<Conclusion> {
    match icons::any_status(text)? {
        Status::Resolved => Some(Conclusion::Ready),
        Status::Open if text.contains('⚠') => Some(Conclusion::Conditional),
        Status::Open => Some(Conclusion::NotReady),
        Status::Partial | Status::Accepted => Some(Conclusion::Conditional),
    }
}

/// An answer of yes on a condition is none without it: `approved once the backups are tested`.
fn with_caveat(report: &Report<'_>, text: &str, said: Conclusion) -> Conclusion {
    let caveat = report.lexicon.topics_without(text, Topic::VerdictNoise).has(Topic::ConditionalWeak);
    if said == Conclusion::Ready && caveat { Conclusion::Conditional } else { said }
}

/// A yes that an answer begins with, and what follows as far as it limits it: `Go for the north, hold for the south`.
fn opening(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let at = text.find([',', ';', '(', '\u{2013}', '\u{2014}']).or_else(|| text.find(" - "))?;
    let (first, rest) = text.split_at(at);
    let begins = undecorated(first)
        .split_whitespace()
        .next()
        .is_some_and(|word| report.lexicon.is(word, Topic::ReadyWeak));
    let said = weak(report, first).filter(|said| begins && *said == Conclusion::Ready)?;
    let limits = [Topic::NotReadyWeak, Topic::ConditionalWeak, Topic::Caveat, Topic::Conditional];
    // `pass - no leaks were found`
    let none = report.lexicon.begins(rest, Topic::Unlimited);
    let limited = report.lexicon.topics_without(rest, Topic::VerdictNoise).any(&limits) && !none;
    Some(if limited { Conclusion::Conditional } else { said })
}

/// True for a yes for one use, whatever is said of others: `Go for the quay. No-go for the pumps.`
fn goes_for_use(report: &Report<'_>, first: &str) -> bool {
    let mut words = undecorated(first).split_whitespace();
    let mut next_is = |topic| words.next().is_some_and(|word| report.lexicon.is(word, topic));
    next_is(Topic::ReadyWeak) && next_is(Topic::AfterParticiple)
}

/// A no that an answer begins with, whatever follows: `Delay by a week`.
fn refusal(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
    let topics = report.lexicon.topics_without(text, Topic::VerdictNoise);
    let refuses = !counts_none(report, text)
        && report.lexicon.is(first, Topic::NotReadyWeak)
        && topics.has(Topic::NotReadyWeak);
    refuses.then_some(Conclusion::NotReady)
}

/// True for `No defects were found`, which says what there is none of; `No, the lamps are out` answers.
fn counts_none(report: &Report<'_>, text: &str) -> bool {
    let mut words = text.trim_start_matches(|c: char| !c.is_alphanumeric()).split_whitespace();
    let none = words.next().is_some_and(|first| {
        first.ends_with(char::is_alphanumeric) && report.lexicon.is(first, Topic::Unlimited)
    });
    none && words.next().is_some_and(|next| next.starts_with(char::is_lowercase))
}

/// What a status concludes: in words that are plain, or in a no that is all of it.
pub(super) fn state(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let text = reached(report, text).unwrap_or(Cow::Borrowed(text));
    let text = text.as_ref();
    let parts = || text.split(['(', '-', '–', '—', '.', ',']).map(undecorated);
    let refuses = || parts().any(|part| report.lexicon.is(part, Topic::NotReadyWeak));
    // `Blocked for customers. It may run on the test server.`
    let opens = || sentences(text).next().and_then(|first| refusal(report, first));
    let stage = || parts().next().is_some_and(|first| report.lexicon.is(first, Topic::Stage));
    let blocks = || opens().or_else(|| (refuses() || stage()).then_some(Conclusion::NotReady));
    match strong(report, text) {
        said @ Some(Conclusion::Conditional) => blocks().or(said),
        None => blocks().or_else(|| is_vouched(report, parts().next()?).then_some(Conclusion::Ready)),
        said => said,
    }
}

/// What the words say that mean something only as an answer: `go`, `pass`.
fn weak(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let topics = report.lexicon.topics_without(text, Topic::VerdictNoise);
    let short = is_brief(text) && !text.contains(is_dense) || text.chars().count() <= LONGEST_DENSE;
    let said =
        said(topics, Topic::NotReadyWeak, Topic::ConditionalWeak, Topic::ReadyWeak).filter(|_| short)?;
    // `9/10 tests pass` says what passes.
    let outside = text.split(['(', '\u{FF08}']).next().unwrap_or(text);
    let first = undecorated(text).split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let answers = report.lexicon.is(first, Topic::ReadyWeak) || report.lexicon.is(first, Topic::NotReadyWeak);
    if !answers && report.lexicon.topics(outside).has(Topic::Measure) {
        return None;
    }
    Some(match said {
        Conclusion::Ready if report.lexicon.negates(text, Topic::ReadyWeak) => Conclusion::NotReady,
        Conclusion::Ready if is_limited(report, text, &[Topic::Ready, Topic::ReadyWeak]) => {
            Conclusion::Conditional
        }
        said => said,
    })
}

/// True for an answer of a few words.
pub(super) fn is_brief(text: &str) -> bool {
    text.split_whitespace().count() <= 6
}

/// What is ticked of a text that lets its author choose: `[x] Go [ ] No-go`; nothing where nothing is.
pub(super) fn ticked_part(text: &str) -> Cow<'_, str> {
    let open = ["[ ]", "☐", "⬜"];
    if !open.iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let marks = ["[ ]", "[x]", "[X]", "☐", "⬜", "☑", "☒"];
    let even = marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, &format!("\n{mark}")));
    let ticked = even.lines().filter(|part| marks.iter().any(|mark| part.starts_with(mark)));
    let ticked = ticked.filter(|part| !open.iter().any(|mark| part.starts_with(mark)));
    Cow::Owned(ticked.collect::<Vec<_>>().join(" "))
}

/// True for a status such as `Validated for production`: a yes and what it is for.
fn is_vouched(report: &Report<'_>, first: &str) -> bool {
    let topics = report.lexicon.topics(first);
    let yes = report.lexicon.begins(first, Topic::ReadyWeak) && !topics.has(Topic::Resolved);
    yes && topics.has(Topic::Goal) && first.split_whitespace().count() <= LONGEST_VOUCHED
}
