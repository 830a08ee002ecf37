//! What the words of a heading below problems are: the title of one, or what only groups some.

use super::below::Below;
use super::rate;
use super::section::{Class, Section};
use super::status;
use super::titles::{is_area, is_numbered, strip_ordinal, title};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::Status;
use crate::import::report::Report;
use crate::import::scores::scores;

/// What a heading says before its first mark or bracket, without its number.
pub(super) fn name_of(plain: &str) -> &str {
    let marks = [':', '(', '\u{FF08}', '—', '–', '\u{FF1A}'];
    strip_ordinal(plain).split(marks).next().map_or(plain, undecorated)
}

/// True for `Missing locks`, but not for `Known issues`: it says what is wrong, not that something is.
pub(super) fn says_what_lacks(report: &Report<'_>, plain: &str) -> bool {
    let title = strip_ordinal(plain);
    let groups =
        |word: &str| report.lexicon.is(word, Topic::IssueColumn) && !report.lexicon.is(word, Topic::Open);
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().count() >= 2 && !words.any(groups) && !report.lexicon.covers(title, &[Topic::Gaps])
}

/// True for a heading below problems that has a number and details of its own: a problem whose title happens to
/// contain a word for problems.
pub(super) fn is_title_in(
    report: &Report<'_>,
    parent: &Section,
    (plain, rated): (&str, bool),
    below: &Below,
) -> bool {
    if parent.class != Class::Gaps {
        return false;
    }
    // `2. Database security`, and below it its issues.
    let lists = (below.items > 1 || below.leads > 0) && below.fields == 0;
    if (below.gap_leads > 0 || lists) && !rated && is_area(report, strip_ordinal(plain)) {
        return false;
    }
    // `2.4 What held up well`.
    let well = |topics: Topics| topics.has(Topic::Good) && !topics.has(Topic::Gaps);
    if lists && well(report.lexicon.topics(plain)) {
        return false;
    }
    let numbered = is_numbered(plain);
    // A severity alone is no title, whatever its number.
    if numbered
        && below.items + below.tables + below.named > 0
        && rate::only_announces(strip_ordinal(plain), report.lexicon)
    {
        return false;
    }
    if below.items + below.told > 0 && rate::begins_with_code(strip_ordinal(plain)) {
        return false;
    }
    // Whose title says what is wrong and whose fields say how bad it is, is a problem with all of its parts.
    let told = below.fields > 0 && report.lexicon.topics(plain).has(Topic::Gaps);
    let leads = match numbered {
        true if told => below.subsections - below.field_subsections,
        true if rated => below.introductions,
        true => below.leads,
        false if below.fields > 0 => below.leads,
        false => 0,
    };
    let whole = below.subsections == below.field_subsections + leads;
    whole && (numbered || below.fields > 0) && below.issue_tables == 0
}

/// True for a heading with a tick and a word that says that something is mended, beside what it is.
pub(super) fn names_what_is_mended(report: &Report<'_>, block: &Block) -> bool {
    let title = title(report, &block.text);
    let groups = [Topic::Gaps, Topic::Resolved, Topic::Mended, Topic::Passed, Topic::Collection];
    icons::any_status(&block.text) == Some(Status::Resolved)
        && status::marked_status(&block.text, report.lexicon) == Some(Status::Resolved)
        && title.chars().any(char::is_alphabetic)
        && !report.lexicon.covers(&title, &groups)
}

/// True for the heading of a conclusion or a summary: what stands in it is told of the whole.
pub(super) fn concludes(report: &Report<'_>, plain: &str) -> bool {
    let is = |topic| report.lexicon.is(name_of(plain), topic);
    is(Topic::Conclusion) || is(Topic::Summary)
}

/// True for a heading that is nothing but a rank, with what became of what has it in brackets or behind a dash.
pub(super) fn ranks_what_is_done(report: &Report<'_>, plain: &str) -> bool {
    let name = name_of(plain);
    let state = strip_ordinal(plain).strip_prefix(name).unwrap_or_default();
    let state = undecorated(state.trim_matches(|c: char| !c.is_alphanumeric()));
    let covers = [Topic::Resolved, Topic::Unlimited, Topic::Mended];
    (rate::only_announces(name, report.lexicon) || rate::only_rates(name, report.lexicon))
        && report.lexicon.topics(state).any(&[Topic::Resolved, Topic::Mended])
        && !report.lexicon.negates(state, Topic::Resolved)
        && report.lexicon.covers(state, &covers)
}

pub(super) fn is_group(report: &Report<'_>, block: &Block, plain: &str, below: &Below) -> bool {
    if below.subsections > below.field_subsections
        || below.issue_tables > 0
        || below.told >= 2
        || !scores(&block.text).is_empty()
    {
        return true;
    }
    let area = is_area(report, strip_ordinal(plain));
    if below.gap_leads > 0 && area {
        return true;
    }
    if below.fields > 0 || below.field_subsections > 0 {
        return false;
    }
    let numbered = is_numbered(plain);
    let list = below.items >= 2 && below.lines == 0;
    let table = below.tables > 0 && below.lines == 0;
    area && (list || below.items > 0) || table || (list && !numbered && plain.split_whitespace().count() <= 3)
}

/// Fewest crosses below a heading that make it a group of problems.
const CROSSES: usize = 2;

/// True for a heading that names a thing and not what is wrong with it, with items below it that have a cross each.
pub(super) fn groups_crosses(report: &Report<'_>, at: usize) -> bool {
    let block = &report.blocks[at];
    let wrong = [Topic::Gaps, Topic::Open, Topic::Partial, Topic::Negation, Topic::Resolved];
    // `Night trials ⚠️ NOT DONE` names them, too: what became of them stands behind the mark.
    let names = !report.lexicon.topics(name_of(&title(report, &block.text))).any(&wrong);
    let within = report.blocks[at + 1..].iter().take_while(|below| below.path.contains(&at));
    // Lines in bold introduce lists, headings have problems of their own; `Impact:` introduces what follows from one.
    let introduces = |heading: usize| {
        let heading = &report.blocks[heading];
        heading.level() == Some(7) && !report.lexicon.is(undecorated(&heading.text), Topic::Effect)
    };
    let direct = |below: &&Block| below.path.last().is_some_and(|last| *last == at || introduces(*last));
    let crossed = |below: &&Block| {
        matches!(below.kind, Kind::Item { depth: 0, .. })
            && icons::leading_status(&below.text) == Some(Status::Open)
    };
    names && within.filter(direct).filter(crossed).take(CROSSES).count() == CROSSES
}

/// True for a heading below which some headings tell of problems and others of strengths.
pub(super) fn tells_apart(report: &Report<'_>, at: usize) -> bool {
    let within = || report.blocks[at + 1..].iter().take_while(|below| below.path.contains(&at));
    let tells = |one: Topic, other: Topic| {
        within().filter(|below| below.level().is_some()).any(|below| {
            let topics = report.lexicon.topics_without(&below.text, Topic::SeverityNoise);
            topics.has(one) && !topics.has(other)
        })
    };
    tells(Topic::Gaps, Topic::Good) && tells(Topic::Good, Topic::Gaps)
}
