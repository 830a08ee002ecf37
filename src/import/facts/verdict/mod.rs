//! What the report concludes: negatives before positives, a caveat makes it conditional, and what stands in the
//! conclusion outweighs the summary. What was, or will be, is no conclusion.

mod words;

use std::collections::BTreeMap;

use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated, unnumbered};
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::{Conclusion, Doubt, Found, Status};
use crate::import::report::{Field, Report, unframed};
use crate::import::scores::{Score, scores};
use words::{NEARLY, after_question, answer, is_brief, is_template, state, strong};

/// Longest line that can be a conclusion, in characters.
const LONGEST: usize = 400;

/// How much it weighs that something takes time until it is ready.
const UNTIL: i32 = 30;

/// How many blocks may stand behind the last rule of a report.
const CLOSING: usize = 10;

struct Candidate {
    weight: i32,
    conclusion: Conclusion,
    line: usize,
}

/// Reads the verdict; a doubt where two places of equal standing differ.
pub fn read(report: &Report<'_>) -> (Option<Found<Conclusion>>, Option<Doubt>) {
    let mut all = Vec::new();
    labelled(report, &mut all);
    headed(report, &mut all);
    stated(report, &mut all);
    ticked(report, &mut all);
    chosen(report, &mut all);
    let Some(best) = all.iter().reduce(|best, next| if next.weight > best.weight { next } else { best })
    else {
        return (None, None);
    };
    let other = all.iter().find(|next| next.weight + 8 >= best.weight && next.conclusion != best.conclusion);
    let doubt = other.map(|other| {
        let readings = [best.conclusion, other.conclusion].map(|conclusion| conclusion.id().to_owned());
        Doubt::new("verdict", readings, other.line)
    });
    let confidence = f64::from(best.weight.clamp(40, 98)) / 100.0;
    (Some(Found::new(best.conclusion, best.line, confidence)), doubt)
}

/// True behind the last rule of a report, with no heading after it: what stands there closes the report, not its last
/// section.
fn closes(report: &Report<'_>, at: usize) -> bool {
    if at + CLOSING < report.blocks.len() {
        return false;
    }
    let mut before = report.blocks[at.saturating_sub(CLOSING)..at].iter().rev();
    let ruled =
        before.find(|block| block.kind == Kind::Break || block.level().is_some_and(|level| level < 7));
    let heads = |block: &Block| block.level().is_some_and(|level| level < 7);
    ruled.is_some_and(|block| block.kind == Kind::Break) && !report.blocks[at..].iter().any(heads)
}

/// True for a block below a heading of what was or will be.
fn elsewhen(report: &Report<'_>, at: usize) -> bool {
    let text = report.blocks.get(at).is_some_and(|block| block.level().is_none());
    if text && closes(report, at) {
        return false;
    }
    report.blocks.get(at).into_iter().flat_map(|block| &block.path).any(|heading| {
        let topics = report.topics[*heading];
        topics.any(&[Topic::Future, Topic::Past]) && !topics.any(&[Topic::Conclusion, Topic::Summary])
    })
}

fn concludes(report: &Report<'_>, at: usize) -> bool {
    let path = report.blocks.get(at).map(|block| block.path.as_slice()).unwrap_or_default();
    path.iter().any(|heading| {
        report.blocks[*heading].level() != Some(1) && report.topics[*heading].has(Topic::Conclusion)
    })
}

fn summarises(report: &Report<'_>, at: usize) -> bool {
    let path = report.blocks.get(at).map(|block| block.path.as_slice()).unwrap_or_default();
    path.iter().any(|heading| {
        report.blocks[*heading].level() != Some(1) && report.topics[*heading].has(Topic::Summary)
    })
}

/// True for an item that says something of a part, such as `Load tests ready`.
fn is_of_part(report: &Report<'_>, text: &str) -> bool {
    let words: Vec<&str> = undecorated(text).split_whitespace().collect();
    let begins = |n: usize| {
        let first = words[..n.min(words.len())].join(" ");
        report.lexicon.is(&first, Topic::Ready) || report.lexicon.is(&first, Topic::Participle)
    };
    words.len() < 6 && !begins(1) && !begins(2) && !text.contains(is_dense)
}

/// True for what says how long it takes until all is ready: `With 2 days of work the gate will be ready`.
fn takes_time(report: &Report<'_>, at: usize) -> bool {
    let (text, topics) = (&report.blocks[at].text, report.topics[at]);
    let lasts = topics.has(Topic::PlanStart) && text.contains(|c: char| c.is_ascii_digit());
    lasts && report.lexicon.always_after(text, Topic::Later, Topic::Ready)
}

/// True for a heading such as `Production-ready components`, which says that some parts are ready.
fn names_parts(report: &Report<'_>, text: &str) -> bool {
    let plain = undecorated(text).split(['(', ':', '\u{FF08}']).next().unwrap_or_default();
    plain.split_whitespace().next_back().is_some_and(|last| report.lexicon.is(last, Topic::Collection))
}

/// True directly below a heading that says nothing but that it is the summary.
fn below_summary(report: &Report<'_>, at: usize) -> bool {
    report
        .heading(at)
        .is_some_and(|heading| report.lexicon.is(unnumbered(&report.blocks[heading].text), Topic::Summary))
}

/// Lines such as `Verdict: approved`.
fn labelled(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for field in &report.fields {
        // The head of a plan says what holds now, whatever is planned below it.
        if elsewhen(report, field.block) && !field.in_head || is_template(&field.value) {
            continue;
        }
        // `Decision: which gates are ready to open?` is what the report is to answer.
        if field.value.trim_end().ends_with(['?', '\u{FF1F}']) {
            continue;
        }
        let is = |topic| report.lexicon.is(&field.label, topic);
        // `Time to production: 3 weeks` concludes where nothing else does.
        let lasts =
            field.value.contains(|c: char| c.is_ascii_digit()) && !field.value.trim().starts_with('0');
        if field.topics.has(Topic::TimeToReady) && lasts {
            all.push(Candidate { weight: UNTIL, conclusion: Conclusion::NotReady, line: field.line });
            continue;
        }
        let asks = is(Topic::VerdictLabel)
            || (field.topics.has(Topic::VerdictLabel)
                && report.lexicon.topics(&field.label).has(Topic::Conclusion));
        let base = if asks {
            if is(Topic::VerdictLabel) { 70 } else { 55 }
        } else if is(Topic::StatusLabel) && (field.in_head || concludes(report, field.block)) {
            62
        } else {
            continue;
        };
        let fenced = matches!(report.blocks.get(field.block).map(|block| &block.kind), Some(Kind::Fence(_)));
        // A status tells how far the work is; only a verdict is answered with yes or no.
        let conclusion = if asks { answer(report, &field.value) } else { state(report, &field.value) };
        // `Overall status: GO`
        let goes = || field.topics.has(Topic::Overall) && report.lexicon.is(&field.value, Topic::ReadyWeak);
        let conclusion = conclusion.or_else(|| goes().then_some(Conclusion::Ready));
        // `Status: 60 % ready` concludes that it is not, where nothing else concludes.
        if conclusion == Some(Conclusion::Ready) && is_far(report, &field.value) {
            all.push(Candidate { weight: UNTIL, conclusion: Conclusion::NotReady, line: field.line });
            continue;
        }
        if let Some(conclusion) =
            conclusion.filter(|_| !fenced || field.in_head || concludes(report, field.block))
        {
            let place = if concludes(report, field.block) {
                20
            } else if field.in_head || below_summary(report, field.block) {
                // What is labelled as the verdict outweighs a sentence of the conclusion.
                if base == 70 { 12 } else { 5 }
            } else {
                0
            };
            let weight = base + place - if fenced { 15 } else { 0 };
            all.push(Candidate { weight, conclusion, line: field.line });
        }
    }
}

/// The first line below a heading that asks for the verdict, such as `Decision`, where it only answers.
fn headed(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for at in report.headings() {
        let heading = &report.blocks[at];
        // `Deploy a proxy first` is advice, in bold it would be the answer.
        let stands_out = |below: &Block| {
            let marked = !below.lead.is_empty() || icons::any_status(&below.text).is_some();
            below.text.split_whitespace().count() <= 2 || is_brief(&below.text) && marked
        };
        let below = report.blocks.get(at + 1);
        let below = below.filter(|below| below.kind == Kind::Line && stands_out(below));
        let asks = heading.level() != Some(1)
            && report.lexicon.is(unnumbered(&heading.text), Topic::VerdictLabel)
            && !elsewhen(report, at + 1);
        let labelled = report.fields_of(at + 1..at + 2).next().is_some();
        let conclusion = below.filter(|_| asks && !labelled).and_then(|below| answer(report, &below.text));
        all.extend(conclusion.map(|conclusion| Candidate {
            weight: 76,
            conclusion,
            line: report.line(at + 1),
        }));
    }
}

/// True for a text that asks: with a mark, or as questions begin.
fn asks(report: &Report<'_>, text: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '\u{FF1F}'))
        .ends_with(['?', '\u{FF1F}'])
        || report.lexicon.begins(unnumbered(text), Topic::Question)
}

/// The answer directly below a heading that asks whether it is ready.
fn answered(report: &Report<'_>, at: usize) -> Option<Candidate> {
    let topics = report.topics[at];
    let below = report.blocks.get(at + 1).filter(|below| matches!(below.kind, Kind::Line))?;
    // `Can we launch?`, but not `What is a readiness probe?`.
    let asks = report.lexicon.begins(unnumbered(&report.blocks[at].text), Topic::Question);
    let asked = topics.has(Topic::Ready) || asks && topics.has(Topic::Subject);
    let conclusion = answer(report, &below.text).filter(|_| asked)?;
    Some(Candidate { weight: 74, conclusion, line: report.line(at + 1) })
}

/// The one answer of several that is ticked below the heading of a conclusion: `[ ] Go`, `[x] No-go`.
fn ticked(report: &Report<'_>, all: &mut Vec<Candidate>) {
    let mut lists: BTreeMap<usize, Vec<(bool, Conclusion, usize)>> = BTreeMap::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let Kind::Item { task: Some(done), .. } = block.kind else {
            continue;
        };
        let heading = report.heading(at).filter(|_| concludes(report, at) && is_brief(&block.text));
        if let (Some(heading), Some(conclusion)) = (heading, answer(report, &block.text)) {
            lists.entry(heading).or_default().push((done, conclusion, report.line(at)));
        }
    }
    for list in lists.into_values() {
        let mut done = list.iter().filter(|(done, ..)| *done);
        if let (Some((_, conclusion, line)), None) = (done.next(), done.next())
            && list.iter().any(|(_, other, _)| other != conclusion)
        {
            all.push(Candidate { weight: 90, conclusion: *conclusion, line: *line });
        }
    }
}

/// The one row of a table of decisions that is marked: `Release | | Reject | X`.
fn chosen(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for (at, block) in report.blocks.iter().enumerate() {
        let Kind::Table(table) = &block.kind else {
            continue;
        };
        if !concludes(report, at) {
            continue;
        }
        for column in 1..table.head.len() {
            let cells = || table.column(column);
            let plain =
                |cell: &str| cell.chars().all(|c| !c.is_alphanumeric()) && icons::any_status(cell).is_none();
            let is_mark =
                |cell: &str| matches!(cell.trim_matches(['[', ']', ' ']), "x" | "X" | "✓" | "✔" | "✅" | "☑");
            let marked: Vec<usize> =
                cells().enumerate().filter(|(_, cell)| is_mark(cell)).map(|(n, _)| n).collect();
            let [row] = marked.as_slice() else {
                continue;
            };
            let others = cells().enumerate().all(|(n, cell)| n == *row || plain(cell));
            let row = &table.rows[*row];
            let name = row.cells.first().filter(|_| others && table.rows.len() > 1);
            if let Some(conclusion) = name.and_then(|name| answer(report, name)) {
                all.push(Candidate { weight: 90, conclusion, line: report.line_at(row.at) });
            }
        }
    }
}

/// True for a sentence that says how far it is from being ready: `The gate is 70 % ready`.
fn is_far(report: &Report<'_>, text: &str) -> bool {
    text.split(". ").any(|sentence| {
        let topics = report.lexicon.topics(sentence);
        let share = || scores(sentence).first().and_then(Score::percent);
        topics.has(Topic::Ready) && !topics.has(Topic::Measure) && share().is_some_and(|share| share < NEARLY)
    })
}

/// A block's text; of a line such as `Production ready: no` only the value, since the label only asks.
fn of_value<'r>(report: &'r Report<'_>, at: usize) -> &'r str {
    let mut fields = report.fields_of(at..at + 1);
    match (fields.next(), fields.next()) {
        (Some(field), None) if report.lexicon.is(&field.label, Topic::VerdictLabel) => {
            after_question(&field.value)
        }
        _ => &report.blocks[at].text,
    }
}

/// True where a sentence that says yes goes on in the next line of its paragraph, and makes the yes depend on something.
fn limited_below(report: &Report<'_>, at: usize) -> bool {
    let (block, next) = (&report.blocks[at], report.blocks.get(at + 1));
    let goes_on = block.wrapped && !block.text.ends_with(['.', '!', '?', ':', '\u{3002}']);
    let next = next.filter(|next| goes_on && next.wrapped && next.kind == Kind::Line);
    let Some(next) = next.filter(|_| report.fields_of(at + 1..at + 2).next().is_none()) else {
        return false;
    };
    strong(report, &format!("{} {}", block.text, next.text)) == Some(Conclusion::Conditional)
}

/// Headings and sentences that state it.
fn stated(report: &Report<'_>, all: &mut Vec<Candidate>) {
    let (head, last) = (report.head_end(), report.blocks.len());
    for (at, block) in report.blocks.iter().enumerate() {
        let asks = asks(report, &block.text);
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
        if elsewhen(report, at) || asks || is_template(&block.text) || block.text.chars().count() > LONGEST {
            continue;
        }
        let concludes = concludes(report, at);
        let below = block.path.last().map_or(0, |heading| at - heading);
        let summary = summarises(report, at);
        let weight = match &block.kind {
            Kind::Heading(1) if at > 0 => 74,
            Kind::Heading(_) if concludes => 92,
            Kind::Heading(_) if report.topics[at].has(Topic::Conclusion) => 78,
            Kind::Heading(level) if *level <= 3 && block.path.len() <= 1 => 48,
            Kind::Line if concludes && below <= 6 => 80,
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
                for row in &table.rows {
                    let name = row.cells.first().map(|cell| report.lexicon.topics(cell)).unwrap_or_default();
                    let mut cells = row.cells.iter().skip(1);
                    let asks = row
                        .cells
                        .first()
                        .is_some_and(|cell| report.lexicon.is(undecorated(cell), Topic::VerdictLabel));
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
        if is_item && report.fields_of(at..at + 1).any(of_area) {
            continue;
        }
        let found = strong(report, of_value(report, at)).filter(|conclusion| {
            // `steps required to be ready` does not say that it is, and neither does `to make it ready`.
            let wanted = report.topics[at].any(&[Topic::Plan, Topic::Target, Topic::Aim]);
            let of_part = is_item && is_of_part(report, &block.text);
            let warns = icons::leading_status(&block.text) == Some(Status::Open);
            // `Timeline to production ready:` introduces what follows.
            let introduces = block.level() == Some(7) && block.text.ends_with([':', '\u{FF1A}']);
            let sure = weight >= 60 && !introduces;
            let far = is_far(report, &block.text);
            let part = of_part || block.level().is_some() && names_parts(report, &block.text);
            *conclusion != Conclusion::Ready || !warns && !part && !far && (sure || !wanted)
        });
        let found = match found {
            Some(Conclusion::Ready) if limited_below(report, at) => Some(Conclusion::Conditional),
            found => found,
        };
        if found.is_none() && (concludes || summary) && takes_time(report, at) {
            all.push(Candidate { weight: UNTIL, conclusion: Conclusion::NotReady, line: report.line(at) });
        }
        if let Some(conclusion) = found {
            // To advise against it is to conclude, wherever it stands.
            let advises = conclusion == Conclusion::NotReady && report.lexicon.advises_against(&block.text);
            let weight = if advises { weight.max(60) } else { weight };
            all.push(Candidate { weight, conclusion, line: report.line(at) });
        }
    }
}
