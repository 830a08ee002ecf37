//! What a text concludes on its own, and as an answer to what asks for a conclusion.

use std::borrow::Cow;

use crate::import::icons::{self, undecorated};
use crate::import::letters::sentences;
use crate::import::lexicon::{Topic, Topics, is_dense};
use crate::import::model::{Conclusion, Severity, Status};
use crate::import::phrases::Clause;
use crate::import::report::Report;
use crate::import::scores::{Score, scores};

use super::targets::mixes_lights;

/// Longest answer in a script without spaces, in characters.
const LONGEST_DENSE: usize = 16;

/// Longest name of a use behind a yes, in words: `for production acceptance testing`.
const LONGEST_USE: usize = 5;

/// From this share on, in per cent, something can be called complete.
const NEARLY: f64 = 80.0;

/// From this share on, in per cent, nothing that counts is left.
pub(super) const WHOLE: f64 = 95.0;

/// Below this share, in per cent, no condition is all that is left.
pub(super) const HALF: f64 = 50.0;

/// What a text says on its own.
pub(super) fn strong(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    if let Some(now) = reached(report, text) {
        return strong(report, now).map(|said| as_planned(report, now, said));
    }
    // Words of two sentences are no phrase: `It is ready. If it rains, close the doors.`
    let of = |sentence| report.lexicon.topics_with_and_without(sentence, Topic::VerdictNoise);
    let (all, topics) = sentences(text)
        .map(of)
        .fold((Topics::default(), Topics::default()), |(all, kept), (a, k)| (all.with(a), kept.with(k)));
    let concludes = all.has(Topic::Participle) && report.lexicon.concludes(text);
    let topics = if concludes { topics.with(Topics::of(Topic::Ready)) } else { topics };
    if all.has(Topic::Step) && report.lexicon.advises_against(text) {
        return Some(Conclusion::NotReady);
    }
    let said = said(topics, Topic::NotReady, Topic::Conditional, Topic::Ready)?;
    // `Almost ready — two points must be mended before launch`: what follows the dash explains.
    let brief = [" — ", " – ", " - "].iter().find_map(|dash| text.split_once(dash)).map(|(first, _)| first);
    let limits = |first| {
        let topics = report.lexicon.topics_without(first, Topic::VerdictNoise);
        self::said(topics, Topic::NotReady, Topic::Conditional, Topic::Ready) == Some(Conclusion::Conditional)
    };
    if said == Conclusion::NotReady && brief.is_some_and(limits) {
        return Some(Conclusion::Conditional);
    }
    let follows = |after| {
        [Topic::Ready, Topic::Participle].into_iter().any(|yes| report.lexicon.follows(text, yes, after))
    };
    let denies = |yes| report.lexicon.negates(text, yes);
    Some(match said {
        Conclusion::Ready if denies(Topic::Ready) || concludes && denies(Topic::Participle) => {
            Conclusion::NotReady
        }
        Conclusion::Ready if topics.has(Topic::Dissent) => Conclusion::NotReady,
        // `Needs work before it can be launched`, but not `This is what holds before it can be launched`.
        Conclusion::Ready if report.lexicon.always_after(text, Topic::Precondition, Topic::Ready) => {
            return (!all.has(Topic::OpenQuestion)).then_some(Conclusion::NotReady);
        }
        Conclusion::Ready if report.lexicon.follows(text, Topic::OnlyWhen, Topic::Ready) => {
            Conclusion::Conditional
        }
        // `85 % production ready`: nearly, and what is left is not named.
        Conclusion::Ready if !is_far(report, text) && is_ready_below(report, text, WHOLE) => {
            Conclusion::Conditional
        }
        // What will be, is not; on a condition it is as good as conditional.
        Conclusion::Ready if report.lexicon.always_after(text, Topic::Later, Topic::Ready) => {
            return topics.has(Topic::Caveat).then_some(Conclusion::Conditional);
        }
        Conclusion::Ready if follows(Topic::Caveat) || mixes_lights(text) => Conclusion::Conditional,
        Conclusion::Ready if is_limited(report, text, &[Topic::Ready, Topic::Participle]) => {
            Conclusion::Conditional
        }
        said => said,
    })
}

/// What words are of that answer.
pub(super) const ANSWERS: [Topic; 6] = [
    Topic::Ready,
    Topic::ReadyWeak,
    Topic::Conditional,
    Topic::ConditionalWeak,
    Topic::NotReady,
    Topic::NotReadyWeak,
];

/// What a text that tells of a change has come to, behind the arrow: `not ready → ready`.
fn reached<'t>(report: &Report<'_>, text: &'t str) -> Option<&'t str> {
    let (before, now) =
        ["\u{2192}", "\u{21D2}", "->", "\u{2794}"].iter().find_map(|arrow| text.rsplit_once(arrow))?;
    [before, now].iter().all(|side| report.lexicon.topics(side).any(&ANSWERS)).then_some(now)
}

/// A yes behind an arrow that is still to come is one on a condition: `no → yes (after the repair)`.
fn as_planned(report: &Report<'_>, now: &str, said: Conclusion) -> Conclusion {
    let planned = report.lexicon.topics(now).any(&[Topic::Future, Topic::Caveat, Topic::Target]);
    if said == Conclusion::Ready && planned { Conclusion::Conditional } else { said }
}

/// True where a yes is limited by what follows it: `ready with three follow-ups`, `ready for a small pilot`, `the gate is
/// ready, the app is not`.
fn is_limited(report: &Report<'_>, text: &str, yes: &[Topic]) -> bool {
    // A semicolon joins what one sentence says.
    report.lexicon.clauses(&text.replace(';', ",")).iter().any(|sentence| {
        let Some(at) = sentence.iter().position(|clause| yes.iter().any(|yes| clause.has(*yes))) else {
            return false;
        };
        let rest = || yes.iter().filter_map(|yes| sentence[at].after(*yes)).max_by_key(|rest| rest.len());
        // `If the lamp is mended, we can go live`
        let before = |clause: &Clause<'_>| {
            let lasting = || has_limits(report, clause.text());
            clause.begins(Topic::Caveat) || clause.begins(Topic::With) && lasting()
        };
        if sentence[..at].iter().any(before) || before(&sentence[at]) {
            return true;
        }
        // `With some hardening it can be production-ready`
        let possible = yes.iter().any(|yes| sentence[at].joins(Topic::Permit, *yes));
        if possible && sentence[at].begins(Topic::With) {
            return true;
        }
        let after = &sentence[at + 1..];
        let with = |clause: &Clause<'_>| {
            clause.begins(Topic::With).then(|| clause.text()).is_some_and(|with| has_limits(report, with))
        };
        rest().is_some_and(|rest| has_limits(report, rest))
            || after.iter().any(|c| c.begins(Topic::Negation) || c.ends(Topic::Negation) || with(c))
    })
}

/// True for what limits the yes before it.
fn has_limits(report: &Report<'_>, rest: &str) -> bool {
    let topics = report.lexicon.topics(rest);
    let clauses = || report.lexicon.clauses(rest).into_iter().flatten();
    // `internal rollout`
    let small = || clauses().any(|clause| clause.joins(Topic::LimitedUse, Topic::Goal));
    if topics.has(Topic::LimitedUse) && (!topics.has(Topic::Goal) || small()) {
        return true;
    }
    if clauses().next().is_some_and(|clause| is_trial(&clause)) {
        return true;
    }
    // `with no open issues`, `with all findings closed`
    let with = clauses().find_map(|clause| clause.after(Topic::With).map(str::to_owned));
    with.is_some_and(|with| {
        let first = with.split_whitespace().next().unwrap_or_default();
        let none = first == "0" || report.lexicon.is(first, Topic::Unlimited);
        let topics = report.lexicon.topics_without(&with, Topic::VerdictNoise);
        let left = topics.any(&[Topic::Limit, Topic::Conditional, Topic::Open])
            && !topics.any(&[Topic::Resolved, Topic::Passed]);
        !none && (left || topics.has(Topic::Need))
    })
}

/// True for a use that is a trial, whatever it is of: `ready for production QA`.
fn is_trial(clause: &Clause<'_>) -> bool {
    clause.text().split_whitespace().count() <= LONGEST_USE && clause.has(Topic::Trial)
}

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
        return answer(report, now).map(|said| as_planned(report, now, said));
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
        .or_else(|| weak(report, text))
        .or_else(|| opening(report, text))
        .or_else(|| mixes_lights(text).then_some(Conclusion::Conditional))
        .map(|said| match icons::leading_status(text) {
            _ if said == Conclusion::Ready && mixes_lights(text) => Conclusion::Conditional,
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
        Some(Severity::Low | Severity::Info) => text.contains('🟢').then_some(Conclusion::Ready),
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
    let text = reached(report, text).unwrap_or(text);
    let parts = || text.split(['(', '-', '–', '—', '.', ',']).map(undecorated);
    let refuses = || parts().any(|part| report.lexicon.is(part, Topic::NotReadyWeak));
    // `Blocked for customers. It may run on the test server.`
    let opens = || sentences(text).next().and_then(|first| refusal(report, first));
    let blocks = || opens().or_else(|| refuses().then_some(Conclusion::NotReady));
    match strong(report, text) {
        Some(Conclusion::Conditional) | None => blocks().or_else(|| strong(report, text)),
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

/// True for a sentence that says how far it is from being ready: `The gate is 70 % ready`.
pub(super) fn is_far(report: &Report<'_>, text: &str) -> bool {
    is_ready_below(report, text, NEARLY)
}

/// True for a sentence that says that it is ready to a share below this one.
pub(super) fn is_ready_below(report: &Report<'_>, text: &str, most: f64) -> bool {
    text.split(". ").any(|sentence| {
        let topics = report.lexicon.topics(sentence);
        // `80 % to a prototype, 40 % to production-ready`
        let clause = sentence.split(", ").find(|clause| report.lexicon.topics(clause).has(Topic::Ready));
        let share = |text: &str| scores(text).first().and_then(Score::percent);
        let share = || clause.and_then(share).or_else(|| share(sentence));
        topics.has(Topic::Ready) && !topics.has(Topic::Measure) && share().is_some_and(|share| share < most)
    })
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

/// True for a text that lets its author choose: `[GO / NO-GO]`.
pub(super) fn is_template(text: &str) -> bool {
    let inside = text.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inside, _)| inside);
    inside.is_some_and(|inside| inside.contains(" / ") || inside.contains('|'))
}

fn said(topics: Topics, no: Topic, maybe: Topic, yes: Topic) -> Option<Conclusion> {
    if topics.has(no) {
        Some(Conclusion::NotReady)
    } else if topics.has(maybe) {
        Some(Conclusion::Conditional)
    } else if topics.has(yes) {
        Some(Conclusion::Ready)
    } else {
        None
    }
}
