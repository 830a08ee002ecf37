//! What a text concludes on its own.

use std::borrow::Cow;

use super::targets::mixes_lights;
use crate::import::letters::sentences;
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::Conclusion;
use crate::import::phrases::Clause;
use crate::import::report::Report;
use crate::import::scores::{Score, scores};

/// Longest name of a use behind a yes, in words: `for production acceptance testing`.
const LONGEST_USE: usize = 5;

/// From this share on, in per cent, something can be called complete.
pub(super) const NEARLY: f64 = 80.0;

/// From this share on, in per cent, nothing that counts is left.
pub(super) const WHOLE: f64 = 95.0;

/// Below this share, in per cent, no condition is all that is left.
pub(super) const HALF: f64 = 50.0;

/// True for a use that is less than production: `for the demo`, but not `for a small release`.
pub(super) fn is_of_less(topics: Topics) -> bool {
    topics.has(Topic::LimitedUse) && !topics.has(Topic::Goal)
}

/// What a text says on its own.
pub(super) fn strong(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    if let Some(now) = reached(report, text) {
        return strong(report, &now).map(|said| as_planned(report, &now, said));
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
    if said == Conclusion::Ready && report.lexicon.describes_parts(text) {
        return None;
    }
    Some(match said {
        Conclusion::Ready if denies(Topic::Ready) || concludes && denies(Topic::Participle) => {
            Conclusion::NotReady
        }
        Conclusion::Ready if topics.has(Topic::Dissent) => Conclusion::NotReady,
        // `Needs work before it can be launched`, but not `This is what holds before it can be launched`.
        Conclusion::Ready if report.lexicon.always_after(text, Topic::Precondition, Topic::Ready) => {
            return (!all.has(Topic::OpenQuestion)).then_some(Conclusion::NotReady);
        }
        // `Needs two weeks of work to become production ready`
        Conclusion::Ready if needs_to_become(report, text) => Conclusion::NotReady,
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
        Conclusion::Ready if follows(Topic::Caveat) || mixes_lights(report, text) => Conclusion::Conditional,
        Conclusion::Ready
            if is_limited(report, text, &[Topic::Ready, Topic::Participle])
                || is_taken_back(report, text) =>
        {
            Conclusion::Conditional
        }
        said => said,
    })
}

/// True where all that is said to be ready is what time is needed for.
fn needs_to_become(report: &Report<'_>, text: &str) -> bool {
    let is_span = |pair: &[&str]| {
        pair[0].ends_with(|c: char| c.is_ascii_digit()) && report.lexicon.is(pair[1], Topic::PlanStart)
    };
    let lasts = |text: &str| text.split_whitespace().collect::<Vec<_>>().windows(2).any(is_span);
    let needs =
        |clause: &Clause<'_>| clause.has(Topic::Ready) && clause.after(Topic::Need).is_some_and(lasts);
    let needed = report.lexicon.clauses(text).iter().flatten().any(needs);
    needed && report.lexicon.always_after(text, Topic::Aim, Topic::Ready)
}

/// True where the sentence behind a yes says that something else is not: `The lamps are ready. The doors are not.`
fn is_taken_back(report: &Report<'_>, text: &str) -> bool {
    let sentences = report.lexicon.clauses(text);
    let is = |pair: &[Vec<Clause<'_>>]| match pair {
        [yes, after] => {
            let brief = after.len() == 1 && after[0].ends(Topic::TakesBack);
            brief && yes.iter().any(|clause| clause.has(Topic::Ready))
        }
        _ => false,
    };
    sentences.windows(2).any(is)
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

/// What a text that tells of a change has come to, behind the arrow or in words: `not ready → ready`, `went from not
/// ready to ready`.
pub(super) fn reached<'t>(report: &Report<'_>, text: &'t str) -> Option<Cow<'t, str>> {
    let arrows = ["\u{2192}", "\u{21D2}", "->", "\u{2794}"];
    let behind = arrows.iter().find_map(|arrow| text.rsplit_once(arrow)).filter(|(before, now)| {
        [before, now].into_iter().all(|side| report.lexicon.topics(side).any(&ANSWERS))
    });
    behind
        .map(|(_, now)| Cow::Borrowed(now))
        .or_else(|| report.lexicon.came_to(text, &ANSWERS).map(Cow::Owned))
}

/// A yes behind an arrow that is still to come is one on a condition: `no → yes (after the repair)`.
pub(super) fn as_planned(report: &Report<'_>, now: &str, said: Conclusion) -> Conclusion {
    let planned = report.lexicon.topics(now).any(&[Topic::Future, Topic::Caveat, Topic::Target]);
    if said == Conclusion::Ready && planned { Conclusion::Conditional } else { said }
}

/// True where a yes is limited by what follows it: `ready with three follow-ups`, `ready for a small pilot`, `the gate is
/// ready, the app is not`.
pub(super) fn is_limited(report: &Report<'_>, text: &str, yes: &[Topic]) -> bool {
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
            || after.iter().any(|c| {
                let begins = [Topic::Negation, Topic::Caveat].into_iter().any(|topic| c.begins(topic));
                begins || c.ends(Topic::Negation) || with(c)
            })
    })
}

/// True for what limits the yes before it.
fn has_limits(report: &Report<'_>, rest: &str) -> bool {
    let topics = report.lexicon.topics(rest);
    let clauses = || report.lexicon.clauses(rest).into_iter().flatten();
    // `internal rollout`
    let small = || clauses().any(|clause| clause.joins(Topic::LimitedUse, Topic::Goal));
    if is_of_less(topics) || topics.has(Topic::LimitedUse) && small() {
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

/// True for a text that lets its author choose, `[GO / NO-GO]`, or fill in: `Approved by: ______`.
pub(super) fn is_template(text: &str) -> bool {
    if text.trim_end().ends_with("___") {
        return true;
    }
    let inside = text.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inside, _)| inside);
    inside.is_some_and(|inside| inside.contains(" / ") || inside.contains('|'))
}

pub(super) fn said(topics: Topics, no: Topic, maybe: Topic, yes: Topic) -> Option<Conclusion> {
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
