//! What the report concludes: negatives before positives, a caveat makes it conditional, and what stands in the
//! conclusion outweighs the summary. What was, or will be, is no conclusion.

use std::collections::BTreeMap;

use crate::import::blocks::Kind;
use crate::import::icons::{self, undecorated, unnumbered};
use crate::import::lexicon::{Topic, Topics, is_dense};
use crate::import::model::{Conclusion, Doubt, Found, Status};
use crate::import::report::{Field, Report, unframed};
use crate::import::scores::{Score, scores};

/// Longest line that can be a conclusion, in characters.
const LONGEST: usize = 400;

/// Longest answer in a script without spaces, in characters.
const LONGEST_DENSE: usize = 16;

/// From this share on, in per cent, something can be called complete.
const NEARLY: f64 = 80.0;

/// How much it weighs that something takes time until it is ready.
const UNTIL: i32 = 30;

struct Candidate {
    weight: i32,
    conclusion: Conclusion,
    line: usize,
}

/// Reads the verdict; a doubt where two places of equal standing differ.
pub fn read(report: &Report<'_>) -> (Option<Found<Conclusion>>, Option<Doubt>) {
    let mut all = Vec::new();
    labelled(report, &mut all);
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

/// What a text says on its own.
fn strong(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let (all, topics) = report.lexicon.topics_with_and_without(text, Topic::VerdictNoise);
    let concludes = all.has(Topic::Participle) && report.lexicon.concludes(text);
    let topics = if concludes { topics.with(Topics::of(Topic::Ready)) } else { topics };
    if all.has(Topic::Step) && report.lexicon.advises_against(text) {
        return Some(Conclusion::NotReady);
    }
    let said = said(topics, Topic::NotReady, Topic::Conditional, Topic::Ready)?;
    let follows = |after| {
        [Topic::Ready, Topic::Participle].into_iter().any(|yes| report.lexicon.follows(text, yes, after))
    };
    let denies = |yes| report.lexicon.negates(text, yes);
    Some(match said {
        Conclusion::Ready if denies(Topic::Ready) || concludes && denies(Topic::Participle) => {
            Conclusion::NotReady
        }
        Conclusion::Ready if topics.has(Topic::Dissent) => Conclusion::NotReady,
        Conclusion::Ready if report.lexicon.follows(text, Topic::OnlyWhen, Topic::Ready) => {
            Conclusion::Conditional
        }
        // What will be, is not; on a condition it is as good as conditional.
        Conclusion::Ready if report.lexicon.always_after(text, Topic::Later, Topic::Ready) => {
            return topics.has(Topic::Caveat).then_some(Conclusion::Conditional);
        }
        Conclusion::Ready if follows(Topic::Caveat) => Conclusion::Conditional,
        said => said,
    })
}

/// What a text says after a label that asks for it.
fn answer(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    // A mark alone answers, too.
    if !text.chars().any(char::is_alphanumeric) {
        return marked(text);
    }
    let text = after_question(text);
    // The first part of a value is the answer; what follows explains it.
    let first = text.split(" - ").next().and_then(|part| part.split(". ").next()).unwrap_or(text);
    let first_word = first.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    // `After the build is mended`.
    let later = first_word.is_some_and(|word| report.lexicon.is(word, Topic::Future));
    refusal(report, text)
        .or_else(|| later.then_some(Conclusion::Conditional))
        .or_else(|| strong(report, first).map(|said| with_caveat(report, first, said)))
        .or_else(|| strong(report, text).map(|said| with_caveat(report, text, said)))
        .or_else(|| weak(report, text))
        .or_else(|| opening(report, text))
        .filter(|conclusion| {
            // `75 % complete` is not yet there.
            let far =
                || scores(text).first().and_then(Score::percent).is_some_and(|percent| percent < NEARLY);
            *conclusion != Conclusion::Ready || !is_brief(text) || !far()
        })
}

/// What a text answers after the question that it begins with: `Production-ready? No.`
fn after_question(text: &str) -> &str {
    let rest = text.split_once(['?', '\u{FF1F}']).map_or("", |(_, rest)| rest);
    if rest.chars().any(char::is_alphanumeric) { rest.trim() } else { text }
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
    let (first, rest) = text.split_once([',', ';', '('])?;
    let begins =
        first.split_whitespace().next().is_some_and(|word| report.lexicon.is(word, Topic::ReadyWeak));
    let said = weak(report, first).filter(|said| begins && *said == Conclusion::Ready)?;
    let limits = [Topic::NotReadyWeak, Topic::ConditionalWeak, Topic::Caveat, Topic::Conditional];
    let limited = report.lexicon.topics_without(rest, Topic::VerdictNoise).any(&limits);
    Some(if limited { Conclusion::Conditional } else { said })
}

/// A no that an answer begins with, whatever follows: `Delay by a week`.
fn refusal(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
    let topics = report.lexicon.topics_without(text, Topic::VerdictNoise);
    let refuses = report.lexicon.is(first, Topic::NotReadyWeak) && topics.has(Topic::NotReadyWeak);
    refuses.then_some(Conclusion::NotReady)
}

/// What a status concludes: in words that are plain, or in a no that is all of it.
fn state(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let first = text.split(['(', '-', '–', '—', '.', ',']).next().map(undecorated).unwrap_or_default();
    let refuses = report.lexicon.is(first, Topic::NotReadyWeak);
    strong(report, text).or_else(|| refuses.then_some(Conclusion::NotReady))
}

/// What the words say that mean something only as an answer: `go`, `pass`.
fn weak(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    let topics = report.lexicon.topics_without(text, Topic::VerdictNoise);
    let short = is_brief(text) && !text.contains(is_dense) || text.chars().count() <= LONGEST_DENSE;
    let said =
        said(topics, Topic::NotReadyWeak, Topic::ConditionalWeak, Topic::ReadyWeak).filter(|_| short)?;
    // `9/10 tests pass` says what passes.
    let outside = text.split(['(', '\u{FF08}']).next().unwrap_or(text);
    if report.lexicon.topics(outside).has(Topic::Measure) {
        return None;
    }
    let denied = said == Conclusion::Ready && report.lexicon.negates(text, Topic::ReadyWeak);
    Some(if denied { Conclusion::NotReady } else { said })
}

/// True for an answer of a few words.
fn is_brief(text: &str) -> bool {
    text.split_whitespace().count() <= 6
}

/// True for a text that lets its author choose: `[GO / NO-GO]`.
fn is_template(text: &str) -> bool {
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

/// True for a block below a heading of what was or will be.
fn elsewhen(report: &Report<'_>, at: usize) -> bool {
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

/// True for a text that asks: with a mark, or as questions begin.
fn asks(report: &Report<'_>, text: &str) -> bool {
    let plain = unnumbered(text);
    let words: Vec<&str> = plain.split_whitespace().take(2).collect();
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '\u{FF1F}'))
        .ends_with(['?', '\u{FF1F}'])
        || (1..=words.len()).any(|n| report.lexicon.is(&words[..n].join(" "), Topic::Question))
}

/// The answer directly below a heading that asks whether it is ready.
fn answered(report: &Report<'_>, at: usize) -> Option<Candidate> {
    let topics = report.topics[at];
    let below = report.blocks.get(at + 1).filter(|below| matches!(below.kind, Kind::Line))?;
    let conclusion = answer(report, &below.text).filter(|_| topics.has(Topic::Ready))?;
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
                    let found = cells.find_map(|cell| strong(report, cell));
                    if let Some(conclusion) = found.filter(|_| name.has(Topic::Overall)) {
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
            *conclusion != Conclusion::Ready || !warns && !of_part && (sure || !wanted)
        });
        let found = match found {
            Some(Conclusion::Ready) if limited_below(report, at) => Some(Conclusion::Conditional),
            found => found,
        };
        if let Some(conclusion) = found {
            // To advise against it is to conclude, wherever it stands.
            let advises = conclusion == Conclusion::NotReady && report.lexicon.advises_against(&block.text);
            let weight = if advises { weight.max(60) } else { weight };
            all.push(Candidate { weight, conclusion, line: report.line(at) });
        }
    }
}
