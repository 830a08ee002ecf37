//! Names of categories, cut out of what surrounds them.

use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::report::Report;

/// True for the name of the row or line of all.
pub(super) fn is_total(report: &Report<'_>, name: &str) -> bool {
    let topics = report.lexicon.topics(name);
    topics.has(Topic::Overall) && name.split_whitespace().count() <= 4
        || report.lexicon.is(name, Topic::Readiness)
}

/// True for what tells how far things are and names none of them: `Completed`, `Left to do`.
pub(super) fn is_state(report: &Report<'_>, name: &str) -> bool {
    let topics = report.lexicon.topics(name);
    topics.any(&[Topic::Resolved, Topic::Open, Topic::Partial, Topic::Passed]) && !topics.has(Topic::Area)
}

/// True for a name that only ranks, or begins with a rank: `P2`, `High: open doors`. What is ranked is no area.
pub(super) fn is_rank(report: &Report<'_>, name: &str) -> bool {
    let ranks = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low, Topic::Info];
    let first = name.split([':', '\u{FF1A}', '—', '–']).next().and_then(|part| part.split(" - ").next());
    first.is_some_and(|first| ranks.iter().any(|rank| report.lexicon.is(first.trim(), *rank)))
}

/// `Security score` names the category `Security`; so does `Security — Score`.
pub(super) fn without_score_word(report: &Report<'_>, name: &str) -> String {
    let mut name = name;
    while let Some((before, last)) = name.rsplit_once([' ', '-', ':']) {
        let last = undecorated(last);
        let is_word = last.is_empty() || (report.lexicon.is(last, Topic::Score) && last.chars().count() > 1);
        // A letter grade before the figure.
        let is_grade = last.trim_end_matches(['+', '-']).len() <= 1
            && last.starts_with(|c: char| ('A'..='F').contains(&c));
        if !is_word && !is_grade {
            break;
        }
        name = undecorated(before);
    }
    name.to_owned()
}

/// A name without ordinal, pictures and what brackets begin.
pub(super) fn clean(text: &str) -> String {
    let text = undecorated(text).trim_end_matches(['(', '[', ' ', '=']);
    let text = undecorated(text);
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0);
    let rest = text[digits..].trim_start_matches([')', ' ', '.']);
    let text = if digits > 0 && digits <= 4 && rest.chars().any(char::is_alphabetic) { rest } else { text };
    undecorated(text).trim_end_matches(',').to_owned()
}
