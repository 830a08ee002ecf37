//! Verdicts that headings and sentences state.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{after_question, answer, is_brief, ticked_part};
use super::places::{closes, concludes, elsewhen, summarises};
use super::sense::implied;
use super::targets::is_of_production;
use super::words::{ANSWERS, is_far, is_of_less, is_template, reached, strong};
use super::{Candidate, IMPLIED, UNTIL};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated, unnumbered};
use crate::import::letters::sentences;
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::{Conclusion, Status};
use crate::import::report::{Field, Report, unframed};

/// Longest text that can be a conclusion, in characters.
const LONGEST: usize = 400;

/// How many lines of a paragraph are looked at before and behind one.
const MOST: usize = 4;

/// What a heading weighs that concludes of a part.
const PART: i32 = 56;

/// What it weighs at least to advise against the step to production, or to forbid it, wherever that is said.
const AGAINST: i32 = 60;

/// What a sentence of the conclusion weighs.
pub(super) const SAID: i32 = 80;

/// True for an item that says something of a part, such as `Load tests ready`.
fn is_of_part(report: &Report<'_>, text: &str) -> bool {
    let words: Vec<&str> = undecorated(text).split_whitespace().collect();
    let begins = |n: usize| {
        let first = words[..n.min(words.len())].join(" ");
        report.lexicon.is(&first, Topic::Ready) || report.lexicon.is(&first, Topic::Participle)
    };
    words.len() < 6 && !begins(1) && !begins(2) && !text.contains(is_dense)
}

/// True for an item that says only in brackets what is ready: `Lamps (80 %, the masts are ready)`.
fn is_ready_in_brackets(report: &Report<'_>, text: &str) -> bool {
    let Some((outside, inside)) = text.split_once(['(', '\u{FF08}']) else { return false };
    let is = |text: &str| report.lexicon.topics(text).has(Topic::Ready);
    !is(outside) && is(inside) && inside.trim_end().ends_with([')', '\u{FF09}'])
}

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

/// True for a heading such as `Production-ready components`, which says that some parts are ready.
fn names_parts(report: &Report<'_>, text: &str) -> bool {
    let plain = undecorated(text).split(['(', ':', '\u{FF08}']).next().unwrap_or_default();
    report.lexicon.last_word_is(plain, Topic::Collection)
}

/// True for `Ready now:` with a list below it, which names the parts that are, or tells why all is.
fn lists_parts(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let lists = || report.blocks.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Item { .. }));
    introduces(block) && is_brief(&block.text) && lists()
}

/// True for a line in bold that introduces what follows: `Timeline to production ready:`.
fn introduces(block: &Block) -> bool {
    block.level() == Some(7) && block.text.ends_with([':', '\u{FF1A}'])
}

/// True for a heading whose label names another use than production: `For the demo: ready`.
fn is_for_less(report: &Report<'_>, text: &str) -> bool {
    let label = text.split_once([':', '\u{FF1A}']).map(|(label, _)| report.lexicon.topics(label));
    label.is_some_and(is_of_less)
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

/// Headings side by side in a conclusion that differ are each of a part: `Lamps (ready)`, `Doors (not ready)`. What is
/// said of all outweighs them, and the whole is not ready where a part is not.
fn of_parts(report: &Report<'_>, headings: &[(usize, usize)], all: &mut [Candidate]) {
    let path = |at: usize| &report.blocks[at].path;
    let mut beside: BTreeMap<&Vec<usize>, Vec<Conclusion>> = BTreeMap::new();
    for (at, candidate) in headings {
        let (known, own) = (beside.entry(path(*at)).or_default(), all[*candidate].conclusion);
        if !known.contains(&own) {
            known.push(own);
        }
    }
    let around = [Topic::Participle, Topic::VerdictLabel, Topic::VerdictQualifier, Topic::Subject];
    let of_all = [&ANSWERS[..], &around].concat();
    for (at, candidate) in headings {
        if report.lexicon.covers(unnumbered(&report.blocks[*at].text), &of_all) {
            continue;
        }
        if beside[path(*at)].len() > 1 {
            let no = all[*candidate].conclusion == Conclusion::NotReady;
            all[*candidate].weight = PART + i32::from(no);
        }
    }
}

/// Headings and sentences that state it, those aside that only introduce lists.
pub(super) fn stated(report: &Report<'_>, introduce: &BTreeSet<usize>, all: &mut Vec<Candidate>) {
    let (head, last) = (report.head_end(), report.blocks.len());
    let mut headings = Vec::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let asks = asks(report, &block.text, block.level().is_some());
        if asks && block.level().is_some() {
            all.extend(answered(report, at));
        } else if asks && concludes(report, at) && report.topics[at].has(Topic::Ready) {
            // `Is it ready? Not yet.`
            let rest = Some(after_question(&block.text)).filter(|rest| rest.len() < block.text.len());
            let conclusion = rest.and_then(|rest| answer(report, rest));
            all.extend(conclusion.map(|conclusion| Candidate {
                weight: 80,
                conclusion,
                line: report.line(at),
            }));
        }
        if forbids(report, at) {
            all.push(Candidate { weight: AGAINST, conclusion: Conclusion::NotReady, line: report.line(at) });
            continue;
        }
        let names = report.lexicon.begins(unnumbered(&block.text), Topic::OpenQuestion);
        if elsewhen(report, at)
            || introduce.contains(&at)
            || asks
            || names
            || is_template(&block.text)
            || opens_conditions(report, at)
            || opening(&block.text).is_empty()
        {
            continue;
        }
        let concludes = concludes(report, at);
        let below = block.path.last().map_or(0, |heading| at - heading);
        let summary = summarises(report, at);
        let weight = match &block.kind {
            Kind::Heading(1) if at > 0 => 74,
            Kind::Heading(_) if concludes || answers_heading(report, at) => 92,
            Kind::Heading(_) if report.topics[at].has(Topic::Conclusion) => 78,
            Kind::Heading(level) if *level <= 3 && block.path.len() <= 1 => 48,
            Kind::Line if concludes && below <= 6 => SAID,
            Kind::Item { depth: 0, task: None, .. } if concludes && below <= 8 => 64,
            Kind::Line if summary => 54,
            Kind::Line if at < head => 50,
            Kind::Line if at + 10 >= last => 46,
            Kind::Item { depth: 0, task: None, .. } if summary => 44,
            Kind::Fence(lines) => {
                let wanted = concludes || summary;
                let found = lines.iter().enumerate().find_map(|(offset, line)| {
                    strong(report, unframed(line)).map(|conclusion| (offset, conclusion))
                });
                if let Some((offset, conclusion)) = found.filter(|_| wanted) {
                    all.push(Candidate { weight: 68, conclusion, line: report.line(at) + offset + 1 });
                }
                continue;
            }
            Kind::Table(table) => {
                let decides =
                    table.head.get(1).is_some_and(|head| report.lexicon.is(head, Topic::VerdictLabel));
                for row in &table.rows {
                    let name = row.cells.first().map(|cell| report.lexicon.topics(cell)).unwrap_or_default();
                    let mut cells = row.cells.iter().skip(1);
                    // `Production | no-go` below the heading of a decision.
                    let asks = row.cells.first().map(|cell| undecorated(cell)).is_some_and(|cell| {
                        let is = |topic| report.lexicon.is(cell, topic);
                        is(Topic::VerdictLabel)
                            || concludes && (is(Topic::Goal) || decides && is_of_production(name))
                    });
                    let found = match asks {
                        true => cells.next().and_then(|cell| answer(report, cell)),
                        false => cells.find_map(|cell| strong(report, cell)),
                    };
                    if let Some(conclusion) = found.filter(|_| asks || name.has(Topic::Overall)) {
                        all.push(Candidate { weight: 60, conclusion, line: report.line_at(row.at) });
                    }
                }
                continue;
            }
            _ => continue,
        };
        // `- Frontend: ready for production today` concludes of a part.
        let is_item = matches!(block.kind, Kind::Item { .. });
        let of_area = |field: &Field| {
            field.topics.has(Topic::Area) && !report.lexicon.is(&field.label, Topic::VerdictLabel)
        };
        let in_brackets = || is_ready_in_brackets(report, &block.text);
        if is_item && (in_brackets() || report.fields_of(at..at + 1).any(of_area)) {
            continue;
        }
        let found = strong(report, &ticked_part(of_value(report, at))).filter(|conclusion| {
            // `Phase 3: production ready` is what the phase is to reach.
            let lasts = block.level().is_some()
                && report.topics[at].has(Topic::Future)
                && report.topics[at].has(Topic::Plan);
            let planned = (lasts || report.lexicon.begins(unnumbered(&block.text), Topic::PlanStart))
                && icons::any_status(&block.text) != Some(Status::Resolved)
                && !report.topics[at].has(Topic::Resolved);
            if planned && block.level().is_some() && *conclusion == Conclusion::Ready {
                return false;
            }
            // `steps required to be ready` does not say that it is, and neither does `to make it ready`; `went from not
            // ready to ready` does.
            let wanted = report.topics[at].any(&[Topic::Plan, Topic::Target, Topic::Aim])
                && reached(report, &block.text).is_none();
            let of_part = is_item && is_of_part(report, &block.text);
            let warns = icons::leading_status(&block.text) == Some(Status::Open);
            let sure = weight >= 60 && !introduces(block);
            let far = is_far(report, &block.text);
            let part = of_part || block.level().is_some() && names_parts(report, &block.text);
            // `making the gate ready` is what is to be done, wherever it is said.
            let aimed = || report.lexicon.always_after(&block.text, Topic::Aim, Topic::Ready);
            *conclusion != Conclusion::Ready || !aimed() && !warns && !part && !far && (sure || !wanted)
        });
        // `For the demo: ready` says so of that alone.
        if found == Some(Conclusion::Ready) && block.level().is_some() && is_for_less(report, &block.text) {
            let (weight, conclusion) = (weight.min(PART), Conclusion::Conditional);
            all.push(Candidate { weight, conclusion, line: report.line(at) });
            continue;
        }
        let lists = found == Some(Conclusion::Ready) && lists_parts(report, at);
        let weight = if lists { weight.min(PART) } else { weight };
        // A yes of one line may be limited or denied in the line before or behind it.
        let whole = wrapped(report, at);
        let found = match found {
            Some(Conclusion::Ready) if whole.len() > block.text.len() => strong(report, &whole).or(found),
            found => found,
        };
        if found.is_none() && (concludes || summary) && takes_time(report, at) {
            all.push(Candidate { weight: UNTIL, conclusion: Conclusion::NotReady, line: report.line(at) });
        } else if found.is_none()
            && (concludes || summary || at < head || closes(report, at))
            && matches!(block.kind, Kind::Line | Kind::Item { .. } | Kind::Heading(7))
        {
            let hinted = match whole.len() > block.text.len() {
                true => implied(report, &whole),
                false => implied(report, of_value(report, at)),
            };
            let weight = weight.min(SAID) - IMPLIED;
            all.extend(hinted.map(|conclusion| Candidate { weight, conclusion, line: report.line(at) }));
        }
        if let Some(conclusion) = found {
            let weight = if tells_of_past(report, &block.text) { UNTIL } else { weight };
            let advises = conclusion == Conclusion::NotReady && report.lexicon.advises_against(&block.text);
            let weight = if advises { weight.max(AGAINST) } else { weight };
            if concludes && block.level().is_some() {
                headings.push((at, all.len()));
            }
            all.push(Candidate { weight, conclusion, line: report.line(at) });
        }
    }
    of_parts(report, &headings, all);
}
