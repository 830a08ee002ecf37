//! Categories whose figures stand in headings, below headings, in lists or behind bars.

use std::sync::LazyLock;

use regex::Regex;

use super::names::{clean, is_rank, is_state, is_total, without_score_word};
use super::{FEWEST, Group, MANY};
use crate::import::blocks::Kind;
use crate::import::icons::undecorated;
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::{CategoryFact, ScoreFact};
use crate::import::report::{Field, Report, unframed};
use crate::import::scores::{Scale, Score, scores};

/// How many blocks below a heading its figure may stand.
const BELOW: usize = 4;

/// A reading, and whether its name could only be that of a category.
struct Reading {
    category: CategoryFact,
    sure: bool,
}

/// Those that are sure; where these are most, the others beside them are of their kind.
fn alike(readings: Vec<Reading>) -> Vec<CategoryFact> {
    let sure = readings.iter().filter(|reading| reading.sure).count();
    let most = sure >= FEWEST && sure * 2 > readings.len();
    readings.into_iter().filter(|reading| most || reading.sure).map(|reading| reading.category).collect()
}

/// The larger of two groups, the first of equals.
fn larger<T>(best: Vec<T>, next: Vec<T>) -> Vec<T> {
    if next.len() > best.len() { next } else { best }
}

/// Lines with a bar, such as `Tests ████░░ 60%`, lines below a head, such as `Area  Score  Weight`, and lines with a
/// colon beside a score of all.
pub(super) fn in_fence(report: &Report<'_>, at: usize, lines: &[String]) -> Group {
    let mut found = Vec::new();
    let (mut headed, mut total) = (false, false);
    let near = headings_above(report, at);
    let scored = near.has(Topic::Score);
    let sums = |line: &String| {
        let topics = report.lexicon.topics(line);
        topics.has(Topic::Score) && topics.has(Topic::Overall) && !scores(line).is_empty()
    };
    let summed = lines.iter().any(sums);
    // `Total: 77/100` below a heading of scores.
    let totals = |line: &String| report.lexicon.topics(line).has(Topic::Overall) && !scores(line).is_empty();
    let totalled = scored && lines.iter().any(totals);
    for (offset, line) in lines.iter().enumerate() {
        let line = unframed(line);
        let topics = report.lexicon.topics(line);
        headed |= topics.has(Topic::NameColumn) && topics.has(Topic::Score) && scores(line).is_empty();
        total |= headed && topics.has(Topic::Overall) && !scores(line).is_empty();
        let is_bar =
            |c: char| matches!(c, '█' | '▓' | '▒' | '░' | '■' | '□' | '▰' | '▱' | '▮' | '▯' | '▉' | '▌');
        // A cell of a frame alone says nothing; where scores are told of it may hold one.
        let drawn =
            |at: &usize| headed || scored || summed || !line[*at..].trim_start().starts_with(['|', '│', '║']);
        let bar = line.find(is_bar).or_else(|| ruled(line).filter(drawn));
        let Some(score) = scores(&line[bar.unwrap_or(0)..]).into_iter().next() else {
            continue;
        };
        // A cell holds a figure, not a sentence with one.
        let rest = bar.map_or("", |bar| &line[bar + score.end..]);
        let cell = rest.split(['│', '║', '|', '(']).next().unwrap_or_default();
        if goes_on(report, cell)
            || cell.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() > 3
        {
            continue;
        }
        // `Security: 70%` beside `Overall score: 80%`.
        let labelled = || (summed || totalled) && line[..score.start].trim_end().ends_with([':', '\u{FF1A}']);
        let Some(end) = bar.or_else(|| (headed || labelled()).then_some(score.start)) else {
            continue;
        };
        let name = clean(&line[..end]);
        let topics = report.lexicon.topics(&name);
        if name.chars().any(char::is_alphabetic)
            && !is_total(report, &name)
            && !topics.has(Topic::Target)
            // Below a head or a heading that says so, and beside a score of all, tests are an area like any other.
            && (headed || scored || summed || !topics.has(Topic::Measure))
        {
            let line = report.line(at) + offset + 1;
            found.push(CategoryFact { name, score: ScoreFact::new(&score, line, 0.8), in_body: false });
        }
    }
    let mut group = Group::new(report, found, true, near);
    // Rows below a head with a total are a scorecard, as they are in a table.
    group.standing += 3 * usize::from(total);
    group
}

/// Where a bar of plain characters, dots that lead to a figure, or the next cell of a frame begins.
fn ruled(line: &str) -> Option<usize> {
    static RULE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\[[=#*>. \-]{5,}\]|\.{4,}|\s[|│║]\s").ok());
    RULE.as_ref()?.find(line).map(|found| found.start())
}

/// What the headings above a block say, that of the report aside.
fn headings_above(report: &Report<'_>, at: usize) -> Topics {
    let path = report.blocks.get(at).map(|block| block.path.as_slice()).unwrap_or_default();
    let real = path.iter().filter(|heading| report.blocks[**heading].level() != Some(1));
    real.fold(Topics::default(), |all, heading| all.with(report.topics[*heading]))
}

/// Headings such as `Security: 8/10` or `1. Testing (60% complete)`.
pub(super) fn in_headings(report: &Report<'_>) -> Group {
    // Those of one level are of one kind; the title is none.
    let of_level = |wanted: u8| {
        let headings =
            report.blocks.iter().enumerate().filter(move |(_, block)| block.level() == Some(wanted));
        let readings =
            headings.filter_map(|(at, block)| scored(report, &block.text, report.line(at), 0.8)).collect();
        alike(readings)
    };
    let found = (2..=6).map(of_level).reduce(larger).unwrap_or_default();
    Group::new(report, found, true, Topics::default())
}

/// Figures below headings: `### Security`, and then `Status: good (80/100)`.
pub(super) fn below_headings(report: &Report<'_>) -> Group {
    let mut levels: [Vec<Reading>; 7] = Default::default();
    for field in &report.fields {
        let in_brackets = |score: &Score| field.value[..score.start].trim_end().ends_with(['(', '\u{FF08}']);
        let Some(heading) = report.heading(field.block).filter(|heading| field.block <= heading + BELOW)
        else {
            continue;
        };
        let figure = scores(&field.value).into_iter().find(|score| {
            // Of a status only the figure in brackets is a score, and five of five may be anything.
            let rates = score.scale != Scale::Of(5) || report.lexicon.is(&field.label, Topic::Score);
            rates
                && (field.topics.has(Topic::Score)
                    || field.topics.has(Topic::StatusLabel) && in_brackets(score))
        });
        let level = usize::from(report.blocks[heading].level().unwrap_or_default());
        let brief = field.label.split_whitespace().count() <= 2;
        let of_section = brief && !field.topics.any(&[Topic::Target, Topic::Overall]);
        if let (Some(score), true, 2..=6) = (figure, of_section, level) {
            let name = clean(&report.blocks[heading].text);
            let step = report.lexicon.topics(&name).has(Topic::PlanStart);
            let names = name.chars().any(char::is_alphabetic) && !step && !is_total(report, &name);
            let again = levels[level].last().is_some_and(|last| last.category.name == name);
            if names && !again {
                // `## Security`, and then `Score: 80 %`, but not `Score: 40 %, target 90 %`.
                let after = &field.value[score.end..];
                let alone = figure_first(&field.value).is_some_and(|first| first.start == score.start)
                    && !after.contains(|c: char| c.is_ascii_digit())
                    && !report.lexicon.topics(after).any(&[Topic::Target, Topic::Aim]);
                let sure = alone
                    && report.lexicon.is(&field.label, Topic::Score)
                    && report.lexicon.topics(&name).has(Topic::Area);
                let score = ScoreFact::new(&score, field.line, 0.7);
                let category = CategoryFact { name, score, in_body: false };
                levels[level].push(Reading { category, sure });
            }
        }
    }
    let found = levels.into_iter().reduce(larger).unwrap_or_default();
    let sure = !found.is_empty() && found.iter().all(|reading| reading.sure);
    let found = if sure || found.len() >= MANY { found } else { Vec::new() };
    let found = found.into_iter().map(|reading| reading.category).collect();
    Group { sure, ..Group::new(report, found, true, Topics::default()) }
}

/// Items below items: `Security`, and in it `score 80/100`.
pub(super) fn below_items(report: &Report<'_>) -> Group {
    let mut found: Vec<CategoryFact> = Vec::new();
    // The last item of each depth.
    let mut above: Vec<usize> = Vec::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let Kind::Item { depth, .. } = block.kind else {
            above.clear();
            continue;
        };
        above.truncate(depth);
        let parent = depth.checked_sub(1).and_then(|depth| above.get(depth)).copied();
        above.resize(depth + 1, at);
        let Some(parent) = parent else {
            continue;
        };
        let Some(score) = scores(&block.text).into_iter().next() else {
            continue;
        };
        let label = undecorated(&block.text[..score.start]);
        let name = clean(&report.blocks[parent].text);
        let names = name.split_whitespace().count() <= 5 && !is_total(report, &name);
        if report.lexicon.is(label, Topic::Score) && names {
            let score = ScoreFact::new(&score, report.line(at), 0.7);
            found.push(CategoryFact { name, score, in_body: false });
        }
    }
    let found = if found.len() >= MANY { found } else { Vec::new() };
    Group::new(report, found, true, Topics::default())
}

/// Lists such as `Security: 8/10`, each below a heading of its own, and lines `Security score: 80 %` anywhere.
pub(super) fn lists(report: &Report<'_>) -> Vec<Group> {
    let mut lists: Vec<(Option<usize>, Vec<Reading>)> = Vec::new();
    let mut lines: Vec<Reading> = Vec::new();
    for field in &report.fields {
        let Some(block) = report.blocks.get(field.block) else {
            continue;
        };
        if !matches!(block.kind, Kind::Line | Kind::Item { depth: 0, .. }) {
            continue;
        }
        let heading = report.heading(field.block);
        if let Some(reading) = in_list(report, field) {
            match lists.last_mut().filter(|(known, _)| *known == heading) {
                Some((_, list)) => list.push(reading),
                None => lists.push((heading, vec![reading])),
            }
        } else if let Some(reading) = named_score(report, field) {
            lines.push(reading);
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for (heading, list) in lists {
        let near = heading.map_or(Topics::default(), |heading| headings_above(report, heading + 1));
        let scored = near.any(&[Topic::Score, Topic::Overall, Topic::Readiness]);
        let found = alike(list);
        if found.len() >= if scored { FEWEST } else { MANY } {
            groups.push(Group::new(report, found, scored, near));
        }
    }
    let found = alike(lines);
    if found.len() >= MANY {
        groups.push(Group::new(report, found, true, Topics::default()));
    }
    groups
}

/// Items that end with their figure, below a heading that says what it is: `Security 80 %`.
pub(super) fn in_items(report: &Report<'_>) -> Vec<Group> {
    let mut lists: Vec<(usize, Vec<Reading>)> = Vec::new();
    for (at, block) in report.blocks.iter().enumerate() {
        let item = matches!(block.kind, Kind::Item { depth: 0, task: None, .. });
        let Some(heading) = report.heading(at).filter(|_| item) else {
            continue;
        };
        let near = headings_above(report, at);
        let scored_here = near.any(&[Topic::Score, Topic::Readiness]) && !near.has(Topic::Measure);
        let ends = |score: &Score| !block.text[score.end..].contains(char::is_alphanumeric);
        let found = scores(&block.text);
        let single = found.len() == 1 && found.iter().all(ends) && !report.has_fields(at);
        let reading =
            (scored_here && single).then(|| scored(report, &block.text, report.line(at), 0.6)).flatten();
        match (lists.last_mut().filter(|(known, _)| *known == heading), reading) {
            (Some((_, list)), Some(reading)) => list.push(reading),
            (None, Some(reading)) => lists.push((heading, vec![reading])),
            _ => {}
        }
    }
    let lists = lists.into_iter().map(|(heading, list)| (headings_above(report, heading + 1), alike(list)));
    let lists = lists.filter(|(_, found)| found.len() >= MANY);
    lists.map(|(near, found)| Group::new(report, found, true, near)).collect()
}

/// `Security: 8/10`, and where the headings say what the figures are also `Security: 80 % done`.
fn in_list(report: &Report<'_>, field: &Field) -> Option<Reading> {
    // `Security (7/10): fine`
    let in_label =
        scores(&field.label).pop().filter(|score| field.label[..score.start].trim_end().ends_with('('));
    let near = headings_above(report, field.block);
    let scored_here = near.any(&[Topic::Score, Topic::Overall, Topic::Readiness]);
    let is_score = |score: &Score| field.label[score.start..score.end].contains('/') || scored_here;
    if let Some(score) = in_label.filter(is_score) {
        return scored(report, &field.label[..score.end], field.line, 0.8);
    }
    let score = figure_first(&field.value).filter(|score| !goes_on(report, &field.value[score.end..]))?;
    let slash = field.value[score.start..score.end].contains('/');
    let after = field.value[score.end..].split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let done = near.any(&[Topic::Summary, Topic::StatusLabel])
        && report.lexicon.topics(&after).any(&[Topic::Ready, Topic::Resolved]);
    // In a summary of areas nothing else has a share of a hundred.
    let alone = !field.value[score.end..].contains(char::is_alphanumeric);
    let of_area = near.any(&[Topic::Summary, Topic::Conclusion]) && (alone || field.topics.has(Topic::Area));
    // `Architecture: ⭐⭐⭐⭐ strong`, but not how much it matters.
    let starred =
        score.scale == Scale::Of(5) && !slash && !report.lexicon.is(&field.label, Topic::SeverityColumn);
    if !(slash || scored_here || done || of_area || starred) || near.has(Topic::Measure) && !scored_here {
        return None;
    }
    let text = format!("{}: {}", field.label, &field.value[score.start..score.end]);
    scored(report, &text, field.line, if slash { 0.8 } else { 0.6 })
}

/// True where what follows a figure goes on with what it is of: `100 % of the doors`, `70 % fewer leaks`.
fn goes_on(report: &Report<'_>, after: &str) -> bool {
    let states = [
        Topic::Score,
        Topic::Ready,
        Topic::Resolved,
        Topic::Passed,
        Topic::Good,
        Topic::Gaps,
        Topic::Open,
        Topic::Partial,
    ];
    let after = after.trim_start();
    let first = after.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_lowercase)
        && after.split_whitespace().count() >= 2
        && !report.lexicon.topics(first).any(&states)
}

/// `Security score: 80 %`, wherever it stands.
fn named_score(report: &Report<'_>, field: &Field) -> Option<Reading> {
    let last = field.label.split_whitespace().next_back().unwrap_or_default();
    let named = field.label.split_whitespace().count() >= 2 && report.lexicon.is(last, Topic::Score);
    let score = figure_first(&field.value).filter(|_| named)?;
    let text = format!("{}: {}", field.label, &field.value[score.start..score.end]);
    scored(report, &text, field.line, 0.6)
}

/// The figure that a value begins with, marks aside.
fn figure_first(value: &str) -> Option<Score> {
    let score = scores(value).into_iter().next()?;
    (!value[..score.start].chars().any(char::is_alphanumeric)).then_some(score)
}

fn scored(report: &Report<'_>, text: &str, line: usize, confidence: f64) -> Option<Reading> {
    let found = scores(text);
    // Five of five may be anything, stars are a score.
    let starred = text.contains(['⭐', '★', '🌟']);
    let rates = |scale| scale != Scale::Letter && (scale != Scale::Of(5) || starred);
    let score = found.last().filter(|score| rates(score.scale))?;
    let (before, after) = (&text[..found.first()?.start], &text[score.end..]);
    // What follows the figure is a mark, a bracket or a word of completion, not the rest of a sentence or a verdict.
    let claims =
        before.trim_end().ends_with(char::is_alphabetic) && report.lexicon.topics(after).has(Topic::Ready);
    let ends = after.chars().filter(|c| c.is_alphabetic()).count() <= 24
        && after.split_whitespace().count() <= 5
        && !claims;
    let whole = clean(before);
    // `Testing: missing (10 %)`: what follows the colon is a status.
    let states = [Topic::Gaps, Topic::Open, Topic::Partial, Topic::Passed, Topic::Resolved, Topic::Good];
    let whole = match whole.split_once([':', '\u{FF1A}']) {
        Some((name, rest)) if report.lexicon.topics(rest).any(&states) => clean(name),
        _ => whole,
    };
    let name = without_score_word(report, &whole);
    let topics = report.lexicon.topics(&whole);
    let other = [Topic::Target, Topic::Overall, Topic::Conclusion, Topic::PlanStart, Topic::StatusLabel];
    let refused = topics.any(&other)
        || is_state(report, &name)
        || is_rank(report, &name)
        || name.split_whitespace().count() > 7;
    let sure = !topics.any(&[Topic::Measure, Topic::Gaps]);
    let is_name =
        name.chars().any(char::is_alphabetic) && !refused && !report.lexicon.is(&name, Topic::Score);
    (ends && is_name).then(|| Reading {
        category: CategoryFact { name, score: ScoreFact::new(score, line, confidence), in_body: false },
        sure,
    })
}
