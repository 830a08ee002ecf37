//! The score of all: a total row, a line or a heading that says so, a figure in a frame. Targets and measurements of
//! other things are none.

mod parts;
mod places;
mod tables;

use crate::import::blocks::Kind;
use crate::import::icons::undecorated;
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::{Doubt, ScoreFact};
use crate::import::report::{Report, unframed};
use crate::import::scores::{self, Scale, Score, between, letter, out_of_any, scores};
use parts::{
    is_named_of_all, is_of_area, is_of_measures, is_share_of_other, own_of_sections, serial_levels,
    sums_other,
};
use places::Places;

/// Longest subject of a sentence that says how ready it is, in words.
const MOST_WORDS: usize = 9;

/// A figure that may be it.
struct Candidate {
    weight: i32,
    score: Score,
    line: usize,
}

/// Reads the score; a doubt where two figures claim to be it.
pub fn read(report: &Report<'_>) -> (Option<ScoreFact>, Option<Doubt>) {
    let mut all = Vec::new();
    let serial = serial_levels(report);
    let own = own_of_sections(report);
    let mut places = Places::default();
    for (at, block) in report.blocks.iter().enumerate() {
        // One of many sections with a figure each: its figure is the section's.
        let level = block.level().map_or(0, usize::from);
        if serial.get(level) == Some(&true) && !is_named_of_all(report, at) {
            continue;
        }
        if own.contains(&at) {
            continue;
        }
        let place = places.of(report, at);
        match &block.kind {
            Kind::Table(_) if is_of_measures(report, at) => {}
            Kind::Table(table) => tables::read(report, at, table, place, &mut all),
            Kind::Fence(lines) => {
                for (offset, line) in lines.iter().enumerate() {
                    let found = in_text(report, at, unframed(line), place - 15);
                    all.extend(found.map(|(weight, score)| Candidate {
                        weight,
                        score,
                        line: report.line(at) + offset + 1,
                    }));
                }
            }
            Kind::Break => {}
            _ => {
                let bonus = if block.level().is_some() { 4 } else { 0 };
                let found = in_text(report, at, &block.text, place + bonus);
                all.extend(found.map(|(weight, score)| Candidate { weight, score, line: report.line(at) }));
            }
        }
    }
    all.retain(|candidate| candidate.weight >= 50);
    let Some(best) = all.iter().reduce(|best, next| if next.weight > best.weight { next } else { best })
    else {
        return (worded(report), None);
    };
    let other = all
        .iter()
        .find(|candidate| candidate.weight + 12 >= best.weight && differs(&candidate.score, &best.score));
    let other = other.map(|other| (other.score.written(), other.line));
    // After an arrow stands what was reached, or what is planned.
    let other = other.or_else(|| best.score.was.clone().map(|was| (was, best.line)));
    let doubt = other.map(|(other, line)| Doubt::new("overall", [best.score.written(), other], line));
    let confidence = f64::from(best.weight.clamp(50, 100)) / 100.0;
    (Some(ScoreFact::new(&best.score, best.line, confidence)), doubt)
}

/// A score in words: `Overall rating: excellent`.
fn worded(report: &Report<'_>) -> Option<ScoreFact> {
    report.fields.iter().find_map(|field| {
        let of_all = field.topics.any(&[Topic::Overall, Topic::Readiness])
            && !field.topics.any(&[Topic::Target, Topic::Measure]);
        let word = field
            .value
            .split(['(', '\u{FF08}', ',', '.', ';'])
            .next()
            .and_then(|part| part.split(" - ").next());
        let word = undecorated(word.unwrap_or_default());
        let grades = of_all && report.lexicon.is(word, Topic::GradeWord);
        let score =
            || Score { value: word.to_lowercase(), scale: Scale::Word, start: 0, end: word.len(), was: None };
        grades.then(|| ScoreFact::new(&score(), field.line, 0.6))
    })
}

fn differs(a: &Score, b: &Score) -> bool {
    match (a.percent(), b.percent()) {
        (Some(a), Some(b)) => (a - b).abs() > 0.5,
        _ => false,
    }
}

/// The score of a text that says what it scores before it, or of a heading above it.
fn in_text(report: &Report<'_>, at: usize, text: &str, place: i32) -> Option<(i32, Score)> {
    let named = |score: &Score| {
        let label = undecorated(&text[..score.start]);
        let topics = report.lexicon.topics(label);
        let above = || report.heading(at).is_some_and(|heading| report.topics[heading].has(Topic::Score));
        let alone = at < report.head_end() && report.lexicon.is(label, Topic::Score);
        // Below a heading of its own a score is the section's.
        let summed = place > 0 && report.lexicon.is(label, Topic::Score);
        let whole = alone || summed || topics.any(&[Topic::Overall, Topic::Readiness]);
        whole || !label.chars().any(char::is_alphanumeric) && above()
    };
    let mut found = scores(text)
        .into_iter()
        .next()
        .or_else(|| between(text).filter(named))
        .or_else(|| out_of_any(text).filter(|score| named(score) && !is_count_of_all(report, text, score)))
        .or_else(|| of_hundred(report, text).filter(named));
    let mut label = found.as_ref().map_or(text, |score| &text[..score.start]);
    // `Grade: B+`, and the letter before a figure.
    if found.is_none() {
        let colon = text.find([':', '\u{FF1A}'])?;
        let value = text[colon..].trim_start_matches([':', '\u{FF1A}', ' ', '*']);
        let at = text.len() - value.len();
        found = letter(value).map(|grade| Score { start: at + grade.start, end: at + grade.end, ..grade });
        label = &text[..colon];
    }
    let mut score = found?;
    label = last_sentence(label);
    // In a frame a figure stands at the beginning of its cell: `Pilots │ all is told of 100 % of the ships`.
    let cell = text[..score.start].rsplit_once(['│', '║', '┃']).map_or("", |(_, cell)| cell);
    if cell.contains(char::is_alphabetic) {
        return None;
    }
    if is_of_count(report, label) {
        return None;
    }
    if is_share_of_other(report, &text[score.start..score.end], &text[score.end..])
        || counts_other(report, label, &score, &text[score.end..])
    {
        return None;
    }
    // `85/100 → 95/100 (weeks 10 to 12)`: what stands after the arrow is planned, unless it is done (`phases 1-9 done`).
    let after = report.lexicon.topics(&text[score.end..]);
    let later = after.any(&[Topic::PlanStart, Topic::Target]) && !after.has(Topic::Resolved);
    if let Some(now) = score.was.as_deref().filter(|_| later).and_then(|was| scores(was).into_iter().next()) {
        let planned = score.written();
        score = Score { start: score.start, end: score.end, was: Some(planned), ..now };
    }
    let own = report.lexicon.topics(label);
    let mut weight = 0;
    let bare = undecorated(label);
    let words = bare.split_whitespace().count();
    let mut topics = own;
    let silent = !bare.chars().any(char::is_alphanumeric);
    if silent && opens(report, at, text, place, &score) {
        return Some((55 + place, score));
    }
    if silent {
        // A figure alone below a heading that names it.
        let heading = report.heading(at)?;
        topics = report.topics[heading];
        weight -= 3;
        if !scores(&report.blocks[heading].text).is_empty() {
            return None;
        }
    }
    if sums_other(report, bare) {
        return None;
    }
    if is_of_area(report, bare) {
        return None;
    }
    let exempt = own.has(Topic::Readiness) && !own.has(Topic::Target);
    if (topics.any(&[Topic::Target, Topic::Measure]) || is_of_measures(report, at)) && !exempt {
        return None;
    }
    let whole_named = report.lexicon.topics(label);
    let said = place > 0
        && report.blocks[at].level().is_none()
        && !is_part_of_list(report, at, bare)
        && is_said(report, text, bare, &score);
    weight += if topics.has(Topic::Readiness) && topics.any(&[Topic::Score, Topic::Overall]) {
        90
    } else if topics.has(Topic::Overall) && topics.has(Topic::Score) {
        88
    } else if topics.has(Topic::Score) && topics.has(Topic::Subject) {
        84
    } else if topics.has(Topic::Overall) && is_plain(report, label) {
        78
    } else if whole_named.has(Topic::Score)
        && report.lexicon.is(bare.split([' ', ':']).next_back().unwrap_or(bare), Topic::Score)
        && (words == 1 || report.lexicon.covers(bare, &OF_ALL))
        && place > 0
    {
        65
    } else if (place > 0 || report.blocks[at].level() == Some(2))
        && is_of_verdict(report, text, label, &score)
    {
        66
    } else if said {
        62
    } else if is_share(report, text, label, &score) {
        60
    } else {
        return None;
    };
    if words > 7 && !said {
        weight -= 25;
    }
    if score.scale == Scale::Letter {
        let grades = topics.has(Topic::Score) || own.has(Topic::Score);
        if !grades || (!topics.has(Topic::Overall) && words > 2) {
            return None;
        }
        weight -= 2;
    }
    Some((weight + place, score))
}

/// True for `83/83 passing`, all of what was counted: points are out of a round number, or a word says that it is a score.
fn is_count_of_all(report: &Report<'_>, text: &str, score: &Score) -> bool {
    let Scale::Of(best) = score.scale else { return false };
    let scored = report.lexicon.topics(&text[..score.start]).has(Topic::Score);
    let counted = report.lexicon.topics(text).any(&[Topic::Passed, Topic::Measure]);
    (!scored || counted) && best % 5 != 0 && score.value.parse() == Ok(best)
}

/// True before a share of what was counted: `Ready: 80 (86%)`, `Ready: 40 piers (80%)`.
fn is_of_count(report: &Report<'_>, label: &str) -> bool {
    let Some(count) = label.trim_end().strip_suffix('(') else { return false };
    let count = count.trim_end().trim_end_matches('*');
    let before = count.trim_end_matches(|c: char| c.is_ascii_digit());
    let of_ready = || {
        count.split_once([':', '\u{FF1A}']).is_some_and(|(name, value)| {
            let counted = undecorated(value).starts_with(|c: char| c.is_ascii_digit());
            report.lexicon.is(undecorated(name), Topic::Ready)
                && counted
                && value.contains(char::is_alphabetic)
        })
    };
    before.len() < count.len() && !before.trim_end().ends_with('/') || of_ready()
}

/// True for `8/10 gates met`, some of what was counted, where no word says that it is a score.
fn counts_other(report: &Report<'_>, label: &str, score: &Score, after: &str) -> bool {
    let small = matches!(score.scale, Scale::Of(best) if best <= 10);
    let after = after.trim_start_matches(['*', '_', ' ']);
    let says =
        [Topic::Ready, Topic::Readiness, Topic::GradeWord, Topic::PointsWord, Topic::Score, Topic::Overall];
    let words =
        |count| report.lexicon.topics(&after.split_whitespace().take(count).collect::<Vec<_>>().join(" "));
    let noun = words(2);
    // `29/33 core tests passing`
    let measured = matches!(score.scale, Scale::Of(_)) && words(3).has(Topic::Measure);
    (small || measured)
        && after.starts_with(char::is_alphabetic)
        && !report.lexicon.topics(label).has(Topic::Score)
        && !noun.any(&says)
}

/// What the label of a score of all is made of.
const OF_ALL: [Topic; 8] = [
    Topic::Overall,
    Topic::Sum,
    Topic::Score,
    Topic::Readiness,
    Topic::Subject,
    Topic::Project,
    Topic::PointsWord,
    Topic::VerdictQualifier,
];

/// True for a label that a figure follows as its value, not as a part of its sentence: `Overall: 88 %`, but not `Overall
/// cost fell by 30 %`.
fn is_plain(report: &Report<'_>, label: &str) -> bool {
    let says = [Topic::Score, Topic::Readiness, Topic::Ready, Topic::Subject, Topic::ScoreVerb];
    let ends = label.trim_end_matches([' ', '*', '_', '`', '~']).ends_with(|c: char| !c.is_alphanumeric());
    ends || report.lexicon.topics(label).any(&says) || report.lexicon.covers(label, &OF_ALL)
}

/// True for a figure that a line in the head, the summary or the conclusion begins with: `**82/100**, good`.
fn opens(report: &Report<'_>, at: usize, text: &str, place: i32, score: &Score) -> bool {
    let written = &text[score.start..score.end];
    let counts = text[score.end..].trim_start_matches([' ', '*']).starts_with(char::is_alphanumeric);
    let states = report.blocks[at].kind == Kind::Line && score.scale == Scale::Of(100);
    place > 0 && states && written.contains('/') && !counts
}

/// True for `Verdict: conditional (76/100)`: a figure beside what the report concludes.
fn is_of_verdict(report: &Report<'_>, text: &str, label: &str, score: &Score) -> bool {
    let name = label.split([':', '\u{FF1A}']).next().map(undecorated).unwrap_or_default();
    let labelled =
        report.lexicon.is(name, Topic::VerdictLabel) || report.lexicon.is(name, Topic::StatusLabel);
    // `5/5 services` counts services.
    let counts = text[score.end..].trim_start().starts_with(char::is_alphabetic);
    labelled && !counts && text[score.start..score.end].contains('/')
}

/// `Overall score: 82`: points without what they are out of, where they can only be of a hundred.
fn of_hundred(report: &Report<'_>, text: &str) -> Option<Score> {
    let (label, value) = text.split_once([':', '\u{FF1A}'])?;
    // A total of something else is no score, and points may be of any number.
    let topics = report.lexicon.topics(label);
    if !topics.any(&[Topic::Score, Topic::Readiness]) || topics.has(Topic::PointsWord) {
        return None;
    }
    // `58 (threshold 80)`: what is in brackets explains.
    let value = undecorated(value.split(['(', '\u{FF08}']).next().unwrap_or(value));
    let points: f64 = value.parse().ok()?;
    let (start, end) = (label.len(), text.len());
    (points > 10.0 && points <= 100.0).then(|| Score {
        value: value.to_owned(),
        scale: Scale::Of(100),
        start,
        end,
        was: None,
    })
}

/// `Heron scores 82/100`, `Heron is 82 % production ready`, `Heron is ready at 82 %`.
fn is_said(report: &Report<'_>, text: &str, label: &str, score: &Score) -> bool {
    let (words, topics) = (label.split_whitespace().count(), report.lexicon.topics(label));
    // After an arrow stands what is planned.
    if score.was.is_some() {
        return false;
    }
    if words <= 5 && topics.has(Topic::ScoreVerb) {
        return true;
    }
    let (written, after) = (&text[score.start..score.end], &text[score.end..]);
    let whole =
        words <= MOST_WORDS && !topics.any(&[Topic::Future, Topic::Later, Topic::Caveat, Topic::Area]);
    let ends = || scores::is_share(written) && !after.contains(char::is_alphanumeric);
    is_ready(report, after) && (words <= 5 || whole) || whole && topics.has(Topic::Ready) && ends()
}

/// What stands behind the last sentence that ends in a text: `Current state:` of `It is sound. Current state:`, but all of
/// `Score: approx. `.
fn last_sentence(text: &str) -> &str {
    let begins = |rest: &str| undecorated(rest).starts_with(|c: char| c.is_uppercase() || is_dense(c));
    let mut behind = text.rmatch_indices(". ").map(|(at, mark)| &text[at + mark.len()..]);
    behind.find(|rest| begins(rest)).unwrap_or(text)
}

/// True for an item that names no more than a part: `- The core is 100 % ready`.
fn is_part_of_list(report: &Report<'_>, at: usize, label: &str) -> bool {
    let of_all = [Topic::Overall, Topic::Readiness, Topic::Subject, Topic::Score, Topic::ScoreVerb];
    matches!(report.blocks[at].kind, Kind::Item { .. }) && !report.lexicon.topics(label).any(&of_all)
}

/// True for what a score is followed by where it says how ready something is: `ready`, `production ready`.
fn is_ready(report: &Report<'_>, after: &str) -> bool {
    let after: Vec<&str> = after.split_whitespace().take(2).collect();
    let is =
        |words: &str| report.lexicon.is(words, Topic::Ready) || report.lexicon.is(words, Topic::Readiness);
    (1..=after.len()).any(|n| is(&after[..n].join(" ")))
}

/// True for `Production status: 100% ready`: how ready it is, in answer to a label that asks.
fn is_share(report: &Report<'_>, text: &str, label: &str, score: &Score) -> bool {
    let name = undecorated(label);
    let asks = report.lexicon.is(name, Topic::VerdictLabel) || report.lexicon.is(name, Topic::StatusLabel);
    asks && is_ready(report, &text[score.end..]) && scores::is_share(&text[score.start..score.end])
}
