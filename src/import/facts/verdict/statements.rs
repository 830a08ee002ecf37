//! Verdicts that headings and sentences state.

use std::collections::BTreeSet;

use super::answers::{after_question, answer, is_brief, ticked_part};
use super::parts::{self, PART};
use super::places::{closes, concludes, elsewhen, summarises};
use super::rows;
use super::sense::implied;
use super::words::{is_far, is_of_less, is_template, reached, strong};
use super::{Candidate, IMPLIED, UNTIL};
use crate::import::blocks::Kind;
use crate::import::icons::{self, undecorated, unnumbered};
use crate::import::letters::sentences;
use crate::import::lexicon::Topic;
use crate::import::model::{Conclusion, Status};
use crate::import::report::Report;

/// Longest text that can be a conclusion, in characters.
const LONGEST: usize = 400;

/// How many lines of a paragraph are looked at before and behind one.
const MOST: usize = 4;

/// What it weighs at least to advise against the step to production, or to forbid it, wherever that is said.
const AGAINST: i32 = 60;

/// What a sentence of the conclusion weighs.
pub(super) const SAID: i32 = 80;

/// True for what says how long it takes until all is ready: `With 2 days of work the gate will be ready`.
fn takes_time(report: &Report<'_>, at: usize) -> bool {
    let (text, topics) = (&report.blocks[at].text, report.topics[at]);
    let lasts = topics.has(Topic::PlanStart) && text.contains(|c: char| c.is_ascii_digit());
    lasts && report.lexicon.always_after(text, Topic::Later, Topic::Ready)
}

/// True for a first step that is not to take the one to production yet: `1. Do not deploy to production until …`.
fn forbids(report: &Report<'_>, at: usize) -> bool {
    let (block, topics) = (&report.blocks[at], report.topics[at]);
    let says = matches!(block.kind, Kind::Line | Kind::Item { depth: 0, task: None, .. });
    let waits = topics.has(Topic::Step) && topics.any(&[Topic::Precondition, Topic::Target]);
    let begins = |topic| report.lexicon.begins(undecorated(&block.text), topic);
    says && waits && begins(Topic::NotReady) && !topics.has(Topic::Hypothesis) && elsewhen(report, at)
}

/// True for a text that asks: with a mark, or in a heading as questions begin, which in text may be statements: `Es
/// funcional`.
fn asks(report: &Report<'_>, text: &str, heads: bool) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '\u{FF1F}'))
        .ends_with(['?', '\u{FF1F}'])
        || (heads || text.contains(['?', '\u{FF1F}']))
            && report.lexicon.begins(unnumbered(text), Topic::Question)
}

/// True for `Do not launch if:`, which names on what conditions it is not to be done, and for `It is ready only when all of
/// this is true:`.
fn opens_conditions(report: &Report<'_>, at: usize) -> bool {
    let text = &report.blocks[at].text;
    if text.ends_with([':', '\u{FF1A}']) && report.lexicon.topics(text).has(Topic::OnlyWhen) {
        return true;
    }
    let plain = undecorated(text).trim_end_matches([':', '\u{FF1A}', '*', ' ']);
    report.lexicon.last_word_is(plain, Topic::Caveat)
}

/// True for a line whose label says that it was so once: `Original verdict: not ready`.
fn tells_of_past(report: &Report<'_>, text: &str) -> bool {
    let label = text.split_once([':', '\u{FF1A}']).map(|(label, _)| label).filter(|label| is_brief(label));
    let topics = label.map(|label| report.lexicon.topics(label));
    topics.is_some_and(|topics| topics.has(Topic::Past) && topics.any(&[Topic::Conclusion, Topic::Outcome]))
}

/// True for a heading directly below one that asks for the verdict and says no more, whatever the levels.
fn answers_heading(report: &Report<'_>, at: usize) -> bool {
    let above = at.checked_sub(1).map(|above| &report.blocks[above]).filter(|above| above.level().is_some());
    above.is_some_and(|above| report.lexicon.is(unnumbered(&above.text), Topic::VerdictLabel))
}

/// The answer directly below a heading that asks whether it is ready.
fn answered(report: &Report<'_>, at: usize) -> Option<Candidate> {
    let topics = report.topics[at];
    let below = report.blocks.get(at + 1).filter(|below| matches!(below.kind, Kind::Line))?;
    // `Can we launch?`, but not `What is a readiness probe?`.
    let asks = report.lexicon.begins(unnumbered(&report.blocks[at].text), Topic::Question);
    let asked = topics.has(Topic::Ready) || asks && topics.has(Topic::Subject);
    // `Should we go ahead with the demo?` asks in a conclusion for a yes to less.
    let limited = is_of_less(topics);
    let asked = asked || topics.any(&[Topic::Step, Topic::LimitedUse]) && concludes(report, at);
    let conclusion = match answer(report, &below.text).filter(|_| asked)? {
        Conclusion::Ready if limited => Conclusion::Conditional,
        said => said,
    };
    Some(Candidate { weight: 74, conclusion, line: report.line(at + 1) })
}

/// The sentences that a text begins with, as many as can be a conclusion; nothing where the first one is too long.
fn opening(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else {
        return text;
    };
    let begun = &text[..end];
    let cut = sentences(begun).last().unwrap_or(begun);
    begun.strip_suffix(cut).unwrap_or_default()
}

/// A block's text; of a line such as `Production ready: no` only the value, since the label only asks.
fn of_value<'r>(report: &'r Report<'_>, at: usize) -> &'r str {
    let mut fields = report.fields_of(at..at + 1);
    match (fields.next(), fields.next()) {
        (Some(field), None) if report.lexicon.is(&field.label, Topic::VerdictLabel) => {
            after_question(&field.value)
        }
        _ => opening(&report.blocks[at].text),
    }
}

/// A line together with those of its paragraph before or behind it that its sentence goes on in: paragraphs are wrapped
/// anywhere. Lines with a label of their own stand alone.
fn wrapped(report: &Report<'_>, at: usize) -> String {
    let goes_on = |from: usize| {
        let lines = report.blocks.get(from..from + 2).unwrap_or_default();
        let text = lines.iter().all(|block| block.wrapped && block.kind == Kind::Line);
        let ends = |text: &str| text.ends_with(['.', '!', '?', ':', '\u{3002}']);
        lines.len() == 2
            && text
            && !ends(&lines[0].text)
            && lines[0].path == lines[1].path
            && !report.has_fields(from + 1)
    };
    let (mut first, mut last) = (at, at);
    while first > 0 && at - first < MOST && goes_on(first - 1) {
        first -= 1;
    }
    while last - at < MOST && goes_on(last) {
        last += 1;
    }
    let lines = report.blocks[first..=last].iter().map(|block| block.text.as_str());
    lines.collect::<Vec<_>>().join(" ")
}

/// The answer to a question that a heading or a sentence asks.
fn asked(report: &Report<'_>, at: usize) -> Option<Candidate> {
    let block = &report.blocks[at];
    if block.level().is_some() {
        return answered(report, at);
    }
    // `Is it ready? Not yet.`
    let rest = after_question(&block.text);
    let goes_on =
        rest.len() < block.text.len() && concludes(report, at) && report.topics[at].has(Topic::Ready);
    let conclusion = answer(report, rest).filter(|_| goes_on)?;
    Some(Candidate { weight: SAID, conclusion, line: report.line(at) })
}

/// What a block weighs that says something of all; nothing where it says nothing, or something of a part.
fn weight(report: &Report<'_>, at: usize) -> Option<i32> {
    let block = &report.blocks[at];
    let (concludes, summary) = (concludes(report, at), summarises(report, at));
    let below = block.path.last().map_or(0, |heading| at - heading);
    Some(match &block.kind {
        Kind::Heading(1) if at > 0 => 74,
        Kind::Heading(_) if concludes || answers_heading(report, at) => 92,
        Kind::Heading(_) if report.topics[at].has(Topic::Conclusion) => 78,
        Kind::Heading(level) if *level <= 3 && block.path.len() <= 1 => 48,
        Kind::Line if concludes && below <= 6 => SAID,
        Kind::Item { depth: 0, task: None, .. } if concludes && below <= 8 => 64,
        Kind::Line if summary => 54,
        Kind::Line if at < report.head_end() => 50,
        Kind::Line if at + 10 >= report.blocks.len() => 46,
        Kind::Item { depth: 0, task: None, .. } if summary => 44,
        _ => return None,
    })
}

/// What a heading or a sentence says in words of its own, as far as that is said of all and holds today.
fn outright(report: &Report<'_>, at: usize, weight: i32) -> Option<Conclusion> {
    let (block, topics) = (&report.blocks[at], report.topics[at]);
    let said = strong(report, &ticked_part(of_value(report, at)))?;
    if said != Conclusion::Ready {
        return Some(said);
    }
    let heads = block.level().is_some();
    // `Phase 3: production ready` is what the phase is to reach.
    let lasts = topics.has(Topic::Future) && topics.has(Topic::Plan);
    let planned = (lasts || report.lexicon.begins(unnumbered(&block.text), Topic::PlanStart))
        && icons::any_status(&block.text) != Some(Status::Resolved)
        && !topics.has(Topic::Resolved);
    // `steps required to be ready` does not say that it is, and neither does `to make it ready`; `went from not ready to
    // ready` does.
    let wanted =
        topics.any(&[Topic::Plan, Topic::Target, Topic::Aim]) && reached(report, &block.text).is_none();
    let sure = weight >= 60 && !parts::introduces(block);
    let warns = icons::leading_status(&block.text) == Some(Status::Open);
    // `making the gate ready` is what is to be done, wherever it is said.
    let aimed = report.lexicon.always_after(&block.text, Topic::Aim, Topic::Ready);
    let fails = aimed
        || warns
        || heads && planned
        || wanted && !sure
        || is_far(report, &block.text)
        || parts::names_one(report, block);
    (!fails).then_some(said)
}

/// What a heading or a sentence says, and whether it says so outright.
fn said(report: &Report<'_>, at: usize, weight: i32) -> Option<(Candidate, bool)> {
    let block = &report.blocks[at];
    let of = |weight, conclusion| Candidate { weight, conclusion, line: report.line(at) };
    if parts::is_item_of_one(report, at) {
        return None;
    }
    let found = outright(report, at, weight);
    // `For the demo: ready` says so of that alone.
    let ready = found == Some(Conclusion::Ready);
    if ready && block.level().is_some() && parts::is_for_less(report, &block.text) {
        return Some((of(weight.min(PART), Conclusion::Conditional), false));
    }
    let weight = if ready && parts::lists(report, at) { weight.min(PART) } else { weight };
    // A yes of one line may be limited or denied in the line before or behind it.
    let whole = wrapped(report, at);
    let goes_on = whole.len() > block.text.len();
    let Some(found) = found else {
        let text = if goes_on { &whole } else { of_value(report, at) };
        return implies(report, at, text, weight).map(|(weight, conclusion)| (of(weight, conclusion), false));
    };
    let found = if ready && goes_on { strong(report, &whole).unwrap_or(found) } else { found };
    let weight = if tells_of_past(report, &block.text) { UNTIL } else { weight };
    let advises = found == Conclusion::NotReady && report.lexicon.advises_against(&block.text);
    let weight = if advises { weight.max(AGAINST) } else { weight };
    Some((of(weight, found), true))
}

/// What a text implies of the whole where it says nothing outright, and what that weighs.
fn implies(report: &Report<'_>, at: usize, text: &str, weight: i32) -> Option<(i32, Conclusion)> {
    let decides = concludes(report, at) || summarises(report, at);
    if decides && takes_time(report, at) {
        return Some((UNTIL, Conclusion::NotReady));
    }
    let stands = decides || at < report.head_end() || closes(report, at);
    let says = matches!(report.blocks[at].kind, Kind::Line | Kind::Item { .. } | Kind::Heading(7));
    let conclusion = implied(report, text).filter(|_| stands && says)?;
    Some((weight.min(SAID) - IMPLIED, conclusion))
}

/// True for what concludes nothing, whatever its words: what was or will be, what introduces, asks or is left open.
fn is_aside(report: &Report<'_>, at: usize) -> bool {
    let text = &report.blocks[at].text;
    elsewhen(report, at)
        || report.lexicon.begins(unnumbered(text), Topic::OpenQuestion)
        || is_template(text)
        || opens_conditions(report, at)
        || opening(text).is_empty()
}

/// Headings, sentences, tables and frames that state it, those aside that only introduce lists.
pub(super) fn stated(report: &Report<'_>, introduce: &BTreeSet<usize>, all: &mut Vec<Candidate>) {
    let mut headings = Vec::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let asks = asks(report, &block.text, block.level().is_some());
        if asks {
            all.extend(asked(report, at));
        }
        if forbids(report, at) {
            all.push(Candidate { weight: AGAINST, conclusion: Conclusion::NotReady, line: report.line(at) });
            continue;
        }
        if asks || introduce.contains(&at) || is_aside(report, at) {
            continue;
        }
        match &block.kind {
            Kind::Fence(lines) => all.extend(rows::in_fence(report, at, lines)),
            Kind::Table(table) => all.extend(rows::in_table(report, at, table)),
            _ => {
                let said = weight(report, at).and_then(|weight| said(report, at, weight));
                if let Some((candidate, outright)) = said {
                    if outright && block.level().is_some() && concludes(report, at) {
                        headings.push((at, all.len()));
                    }
                    all.push(candidate);
                }
            }
        }
    }
    parts::weigh(report, &headings, all);
}
