//! Findings that are items of lists, or lines with a cross or a warning before them.

use super::below::is_field;
use super::details;
use super::nothing;
use super::outline;
use super::paragraphs;
use super::rate;
use super::section::{Class, Section};
use super::series;
use super::status;
use super::titles::{after_prefix, is_area, title};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, is_dense};
use crate::import::model::{FindingFact, Status};
use crate::import::report::Report;

/// Longest title, in characters.
const LONGEST: usize = 160;

/// How many items of a group are looked through for what names it.
const GROUP: usize = 40;

/// The finding of an item or of a line, if it is one.
pub(super) fn read(report: &Report<'_>, at: usize, section: &Section) -> Option<FindingFact> {
    let block = &report.blocks[at];
    let mark = icons::leading_status(&block.text);
    let depth = if let Kind::Item { depth, .. } = block.kind { depth } else { 0 };
    let task = if let Kind::Item { task, .. } = block.kind { task } else { None };
    let is_item = matches!(block.kind, Kind::Item { .. });
    let listed =
        is_item && section.class == Class::Gaps && (depth == 0 || (depth == 1 && is_grouped(report, at)));
    // Arrows that turn also decorate; beside ticks they say how far something is.
    let waits = icons::waits(&block.text);
    let begun = || mark == Some(Status::Partial) && is_item && beside_ticks(report, at);
    let crossed = (mark == Some(Status::Open) || waits && is_item || begun())
        && (matches!(section.class, Class::Neutral | Class::Gaps | Class::Good)
            || section.class == Class::Plan && task.is_none() && beside_ticks(report, at))
        && (depth == 0 || section.class == Class::Neutral && outline::area(report, at).is_some())
        && (is_item || !block.lead.is_empty())
        && !concludes(report, at)
        && !was_so(report, at);
    let severe = section.class == Class::Neutral && is_rated(report, block) && is_one_of_rated(report, at);
    let told = paragraphs::end(report, at, section);
    let outlined = outline::group(report, at, section);
    let listed = listed || outlined.is_some();
    let mut group = outlined.unwrap_or_else(|| section.clone());
    if let Some(area) = outline::area(report, at).filter(|_| crossed && !listed) {
        group.category = Some(area.to_owned());
    }
    let section = &group;
    let named = paragraphs::named(report, at, section);
    let wanted =
        listed || crossed || severe || told.is_some() || paragraphs::is_one_of_named(report, at, section);
    if !wanted || named.is_none() && is_no_finding(report, at, section) {
        return None;
    }
    // `Verdict: the gate is not ready` says how the whole stands.
    let decides = |label: &str| report.lexicon.is(label, Topic::VerdictLabel);
    if !is_item && report.fields_of(at..at + 1).any(|field| decides(&field.label)) {
        return None;
    }
    let end = told.unwrap_or_else(|| end_of(report, at));
    let details = details::read(report, at + 1..end);
    if details.passed {
        return None;
    }
    let text = match told {
        Some(end) => paragraphs::text(report, at..end),
        None => block.text.clone(),
    };
    let marked = details.status.or_else(|| status::marked_status(&text, report.lexicon));
    // A mark between the name of an item and what it says of it marks the item.
    let mark_after = mark.or_else(|| icons::leading_status(after_name(block)).filter(|_| listed));
    let mends = || report.lexicon.topics(block.rest()).has(Topic::Resolved);
    let mended = block.struck
        || mark.is_none() && mark_after == Some(Status::Resolved) && mends()
        || task == Some(true)
        || marked == Some(Status::Resolved)
        || section.status == Some(Status::Resolved);
    // A tick says that it is mended, but only where something was broken.
    let ticked = mark_after.or_else(|| icons::trailing_status(&block.text)) == Some(Status::Resolved);
    if ticked && !mended {
        return None;
    }
    let own = if waits { Some(Status::Open) } else { marked.or(section.status) };
    let own = own.or(mark.filter(|mark| crossed && *mark == Status::Partial));
    let status = if mended { Status::Resolved } else { own.unwrap_or(Status::Open) };
    let rates = [&block.lead, block.rest()].into_iter().find(|part| rate::only_rates(part, report.lexicon));
    let own = match rates.filter(|_| !block.lead.is_empty()) {
        Some(part) => rate::any(part, report.lexicon),
        None => rate::of_item(&text, report.lexicon),
    };
    let rating = details.rating.or(own).or_else(|| section.rating.clone()).or(details.effect);
    let title = match named {
        Some(named) => shortened(&title(report, first_sentence(named))),
        None => item_title(report, block),
    };
    let long_enough = title.chars().filter(|c| c.is_alphanumeric()).count() >= 3;
    long_enough.then(|| FindingFact {
        title,
        severity: rating.as_ref().map(|rating| rating.severity),
        priority: rating.and_then(|rating| rating.priority),
        status: Some(status),
        category: details.category.or_else(|| section.category.clone()),
        line: report.line(at),
        confidence: if listed || told.is_some() { 0.8 } else { 0.6 },
    })
}

/// What follows the name of an item: its bold beginning, or what stands before its colon.
fn after_name(block: &Block) -> &str {
    let rest = if block.lead.is_empty() {
        block.text.split_once([':', '\u{FF1A}']).map_or("", |(_, rest)| rest)
    } else {
        block.rest()
    };
    rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '\u{FF1A}' | '-' | '–' | '—'))
}

/// True for a line that says how the whole stands, not what is wrong: `Blocked`, `Status: not ready`.
fn concludes(report: &Report<'_>, at: usize) -> bool {
    let is = |text: &str, topic| report.lexicon.is(undecorated(text), topic);
    report.topics[at].has(Topic::NotReady)
        || is(&report.blocks[at].text, Topic::NotReadyWeak)
        || report.fields_of(at..at + 1).any(|field| is(&field.label, Topic::StatusLabel))
}

/// True for a line or an item that says how bad it is by itself, as a heading does: `**High:** the gate is unlocked`.
fn is_rated(report: &Report<'_>, block: &Block) -> bool {
    matches!(block.kind, Kind::Line | Kind::Item { depth: 0, task: None, .. })
        && !block.lead.is_empty()
        && rate::only_rates(&block.lead, report.lexicon)
        && block.rest().split_whitespace().count() >= 3
}

/// True where another one stands beside it: a single one is a part of a text.
fn is_one_of_rated(report: &Report<'_>, at: usize) -> bool {
    let heading = report.heading(at);
    let near = at.saturating_sub(GROUP)..report.blocks.len().min(at + GROUP);
    let mut others = near.filter(|other| *other != at && report.heading(*other) == heading);
    // Below alarms it says how bad what they tell of would be.
    let alarms = report.blocks[at].path.iter().any(|heading| report.topics[*heading].has(Topic::Alarm));
    !alarms && others.any(|other| is_rated(report, &report.blocks[other]))
}

/// True for an item of a list with ticks and crosses: it says what is and what is not, whatever its heading plans.
fn beside_ticks(report: &Report<'_>, at: usize) -> bool {
    let of_list = |block: &&Block| matches!(block.kind, Kind::Item { task: None, .. });
    let before = report.blocks[..at].iter().rev().take(GROUP).take_while(of_list);
    let after = report.blocks[at..].iter().take(GROUP).take_while(of_list);
    let ticked = |block: &Block| icons::leading_status(&block.text) == Some(Status::Resolved);
    before.chain(after).any(ticked)
}

/// Where an item ends: what is nested in it belongs to it.
fn end_of(report: &Report<'_>, at: usize) -> usize {
    let Kind::Item { depth: own, ordered, .. } = report.blocks[at].kind else {
        return at + 1;
    };
    // What follows a number may belong to it without being indented, what follows a list of bullets does not.
    let within = |block: &Block| ordered || block.span.start < report.blocks[at].span.end;
    let nested = |block: &&Block| match block.kind {
        Kind::Item { depth, .. } => depth > own,
        Kind::Line | Kind::Fence(_) => within(block),
        _ => false,
    };
    at + 1 + report.blocks[at + 1..].iter().take(GROUP).take_while(nested).count()
}

/// True below a heading that tells of what was before, or of what was taken away on purpose.
fn was_so(report: &Report<'_>, at: usize) -> bool {
    let name = report.heading(at).map(|heading| undecorated(&report.blocks[heading].text));
    name.is_some_and(|name| {
        let brief = name.split_whitespace().count() <= 5;
        report.lexicon.is(name, Topic::Past) || brief && report.lexicon.topics(name).has(Topic::Discarded)
    })
}

fn is_no_finding(report: &Report<'_>, at: usize, section: &Section) -> bool {
    let block = &report.blocks[at];
    let plain = undecorated(&block.text);
    // `None - all is well`.
    let first =
        [" - ", " – ", " — "].iter().find_map(|dash| plain.split_once(dash)).map_or("", |(first, _)| first);
    // `❌ was so → ✅ is so`.
    let changed = block
        .text
        .split_once('→')
        .is_some_and(|(_, after)| icons::leading_status(after.trim_start()) == Some(Status::Resolved));
    let nothing = (report.lexicon.is(plain, Topic::Nothing)
        || report.lexicon.is(first, Topic::Nothing)
        || nothing::says_nothing(report, plain))
        && (block.lead.is_empty() || block.lead.len() == block.text.len());
    let counts = block.rest().trim_start_matches([':', ' ']).chars().all(|c| !c.is_alphabetic())
        && !block.lead.is_empty()
        && block.rest().chars().any(|c| c.is_ascii_digit());
    let announces = introduces(report, at);
    // `Coverage: ~80 %` measures.
    let measures = plain.split_once([':', '\u{FF1A}']).is_some_and(|(_, value)| {
        let outside = value.split('(').next().unwrap_or(value);
        !outside.chars().any(char::is_alphabetic) && outside.chars().any(|c| c.is_ascii_digit())
    });
    // `Database: $60 a month` is a price.
    let priced = plain.split_once([':', '\u{FF1A}']).is_some_and(|(_, value)| {
        let value = value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '~' | '≈' | '*'));
        let amount = value.strip_prefix(['$', '€', '£', '¥', '₹']);
        amount.is_some_and(|amount| amount.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    // `High priority issues: 5 issues are left` tells how many.
    let numbers =
        report.lexicon.topics(&block.lead).has(Topic::Gaps) && begins_with_count(report, block.rest());
    // `Overall risk: low` rates, it tells of no problem.
    let overall = plain.split_once([':', '\u{FF1A}']).is_some_and(|(label, value)| {
        let last = label.split_whitespace().next_back().unwrap_or_default();
        let names = report.lexicon.topics(last).any(&[Topic::Gaps, Topic::SeverityWord]);
        names
            && !label.contains('.')
            && label.split_whitespace().count() <= 3
            && rate::only_rates(value, report.lexicon)
    });
    // `All critical issues fixed` says that none is left.
    let none_left = report.lexicon.begins(plain, Topic::Unlimited) && {
        let topics = report.lexicon.topics(plain);
        topics.has(Topic::Gaps)
            && topics.has(Topic::Resolved)
            && !report.lexicon.negates(plain, Topic::Resolved)
    };
    // `⚠️ Missing: a lock` names a problem, `Missing: a lock` tells of the one above.
    let warns = icons::leading_status(&block.text) == Some(Status::Open)
        && report.fields_of(at..at + 1).any(|field| field.topics.has(Topic::Gaps));
    // `These are cosmetic` speaks of the item before.
    let backward = report.lexicon.begins(plain, Topic::Backward);
    priced
        || backward
        || is_place(plain)
        || overall
        || (is_field(report, block) && section.class != Class::Neutral && !warns)
        || changed
        || nothing
        || counts
        || numbers
        || none_left
        || announces
        || measures
}

/// True for a text such as `: 5+ issues are left`.
fn begins_with_count(report: &Report<'_>, rest: &str) -> bool {
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|count| count.chars().all(|c| c.is_ascii_digit()))
        && words.take(2).any(|word| report.lexicon.topics(word).has(Topic::Gaps))
}

/// True for the path of a file, with a line or without: it says where something is, not what.
fn is_place(plain: &str) -> bool {
    let path = plain.split(':').next().unwrap_or_default().trim_matches('`');
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    let rooted = path.starts_with('/') && path.matches('/').count() >= 3;
    !plain.contains(char::is_whitespace) && path.contains('/') && (is_file || rooted)
}

/// True for what announces that something follows.
pub(super) fn ends_with_colon(block: &Block) -> bool {
    block.text.trim_end().ends_with([':', '\u{FF1A}'])
}

/// True for an item that only names what its list is about. One with a box is a task, whatever stands in it.
fn introduces(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let boxed = matches!(block.kind, Kind::Item { task: Some(_), .. });
    // `Bug 3: the bell is cracked:` names one.
    let numbered = after_prefix(report, undecorated(&block.text)).is_some_and(|(_, numbered)| numbered);
    !boxed
        && !numbered
        && !series::is_of_problems(report, at)
        && (ends_with_colon(block) || collects(report, at))
}

/// True for an item inside one that only names what its list is about.
fn is_grouped(report: &Report<'_>, at: usize) -> bool {
    let mut before = (at.saturating_sub(GROUP)..at).rev();
    let above = before.find(|above| !matches!(report.blocks[*above].kind, Kind::Item { depth: 1.., .. }));
    above.is_some_and(|above| {
        matches!(report.blocks[above].kind, Kind::Item { depth: 0, .. }) && introduces(report, above)
    })
}

/// True for an item in bold that only names a collection, such as `Weather features`, or an area, such as `Security`,
/// with a list of other things than its details in it.
fn collects(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let name = undecorated(&block.text);
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let of_area = || !name.contains(':') && is_area(report, name);
    let lists = report
        .blocks
        .get(at + 1)
        .is_some_and(|below| matches!(below.kind, Kind::Item { depth: 1, .. }) && !is_field(report, below));
    lists
        && block.is_bold()
        && (report.lexicon.is(last, Topic::Collection) || of_area())
        && !report.lexicon.topics(name).has(Topic::Gaps)
        && !report.lexicon.begins(name, Topic::Absence)
}

/// The title of an item: its bold beginning, with what follows a colon where that is short of words.
fn item_title(report: &Report<'_>, block: &Block) -> String {
    let lead = undecorated(&block.lead).trim_end_matches(['.', '\u{3002}']);
    let rest = block.rest();
    // `TODO - a lock` names it behind the dash; `Missing: a lock` is said in one.
    let states = rest.starts_with(['-', '–', '—']) && status::only_states(&block.lead, report.lexicon);
    let only_rates = states || rate::only_rates(&block.lead, report.lexicon);
    let whole = if lead.is_empty() {
        first_sentence(&block.text).to_owned()
    } else if only_rates && rest.chars().any(char::is_alphabetic) {
        first_sentence(undecorated(rest.trim_start_matches([':', '\u{FF1A}', ' ']))).to_owned()
    } else {
        let colon = block.lead.trim_end().ends_with([':', '\u{FF1A}']) || rest.starts_with([':', '\u{FF1A}']);
        let detail = undecorated(rest.trim_start_matches([':', '\u{FF1A}', ' ']));
        if is_code(lead) && !detail.is_empty() {
            first_sentence(detail).to_owned()
        } else if colon && !detail.is_empty() && is_short(lead) {
            format!("{lead}: {}", first_sentence(detail))
        } else {
            lead.to_owned()
        }
    };
    shortened(&title(report, &whole))
}

/// True for a name that says too little to be a title.
fn is_short(lead: &str) -> bool {
    if lead.contains(is_dense) { lead.chars().count() < 4 } else { lead.split_whitespace().count() <= 3 }
}

/// True for a code, such as `B-1`, also with others in brackets: `B-1 (P1-5 / P2-10)`.
fn is_code(lead: &str) -> bool {
    let mut words = lead.split([' ', '(', ')', '/', ',']).filter(|word| !word.is_empty()).peekable();
    let coded = |word: &str| {
        word.len() <= 16
            && word.starts_with(char::is_uppercase)
            && word.contains(|c: char| c.is_ascii_digit())
    };
    words.peek().is_some() && words.all(coded)
}

/// A text up to its first full stop.
fn first_sentence(text: &str) -> &str {
    let end = text.match_indices(['.', '。']).map(|(at, _)| at).find(|at| {
        let after = text[*at..].chars().nth(1);
        let before = text[..*at].chars().next_back();
        *at > 15 && after.is_none_or(char::is_whitespace) && before.is_some_and(|c| !c.is_ascii_digit())
    });
    end.map_or(text, |end| &text[..end])
}

pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    cut.rsplit_once(' ').map_or(cut.clone(), |(kept, _)| kept.to_owned())
}
