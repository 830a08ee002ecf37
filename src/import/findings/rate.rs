//! How bad a finding is, by the words and pictures of a text.

use crate::import::icons;
use crate::import::lexicon::{Lexicon, Topic, Topics, is_dense};
use crate::import::model::Severity;

/// Longest text that says nothing but how bad something is, in bytes.
const LONGEST_RATING: usize = 80;

/// A severity and, where only a priority says so, the words of that priority.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rating {
    pub severity: Severity,
    pub priority: Option<String>,
    /// True where words say so, not only a coloured light.
    pub worded: bool,
}

/// The severity that a text states anywhere in it.
pub(super) fn any(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let topics = lexicon.topics_without(text, Topic::SeverityNoise);
    let severity = of_topics(topics).or_else(|| is_medium(text, lexicon).then_some(Severity::Medium))?;
    let priority =
        priority(text, lexicon).map(|words| if words.is_empty() { severity.id().to_owned() } else { words });
    Some(Rating { severity, priority, worded: true })
}

/// The severity that a cell of a column of severities states, also by its first letter.
pub(super) fn in_cell(cell: &str, lexicon: &Lexicon) -> Option<Rating> {
    let severity = match icons::undecorated(cell) {
        "C" => Severity::Critical,
        "H" => Severity::High,
        "M" => Severity::Medium,
        "L" => Severity::Low,
        _ => return any(cell, lexicon),
    };
    Some(Rating { severity, priority: None, worded: true })
}

/// The severity that the value of a field states: a few words, and what explains them after that.
pub(super) fn stated(value: &str, lexicon: &Lexicon) -> Option<Rating> {
    let brief = value.split(['(', ',', ';', '\u{FF08}']).next().and_then(|part| part.split(" - ").next())?;
    let few = brief.split_whitespace().count() <= 3;
    any(brief, lexicon).filter(|_| few)
}

/// True for a word that says `medium` where nothing is beside it but what names a severity: `Priorità media`.
fn is_medium(text: &str, lexicon: &Lexicon) -> bool {
    let names = [Topic::MediumAlone, Topic::Priority, Topic::SeverityWord, Topic::PriorityLabel];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    lexicon.topics(text).has(Topic::MediumAlone)
        && words.all(|word| names.iter().any(|topic| lexicon.is(word, *topic)))
}

fn of_topics(topics: Topics) -> Option<Severity> {
    if topics.has(Topic::Mild) {
        return Some(Severity::Low);
    }
    if topics.has(Topic::Low) && topics.any(&[Topic::Medium, Topic::Critical]) && !topics.has(Topic::High) {
        // `P2 - nice to have` is low; `critical and low` is no rating at all, and the worse of the two holds.
        return Some(if topics.has(Topic::Critical) { Severity::Critical } else { Severity::Low });
    }
    [
        (Topic::Critical, Severity::Critical),
        (Topic::High, Severity::High),
        (Topic::Medium, Severity::Medium),
        (Topic::Low, Severity::Low),
        (Topic::Info, Severity::Info),
    ]
    .into_iter()
    .find_map(|(topic, severity)| topics.has(topic).then_some(severity))
}

/// The words of a priority: `P0`, `must fix`; empty for `high priority`, where the severity's own word is the
/// priority. A text that also says how bad it is has a severity, not only a priority.
fn priority(text: &str, lexicon: &Lexicon) -> Option<String> {
    let topics = lexicon.topics(text);
    if topics.has(Topic::PriorityLabel) {
        return Some(String::new());
    }
    if topics.has(Topic::SeverityWord) {
        return None;
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let code = words.find(|word| is_code(word)).map(str::to_uppercase);
    code.or_else(|| lexicon.first(text, Topic::PriorityPhrase))
}

/// True for a heading of nothing but a code of priority, with what explains it in brackets or after a dash.
pub(super) fn is_only_code(plain: &str) -> bool {
    let first = plain.split(['(', ':', '—', '–', '-']).next().unwrap_or(plain);
    is_code(first.trim())
}

/// True for a text that begins with a code of priority and goes on without a mark: `P0 before anyone pays`.
pub(super) fn begins_with_code(plain: &str) -> bool {
    let (first, rest) = plain.split_once(char::is_whitespace).unwrap_or((plain, ""));
    is_code(first) && !rest.starts_with(['-', '–', '—', ':'])
}

/// True for a code of priority: `P0` to `P4`.
fn is_code(word: &str) -> bool {
    matches!(word.as_bytes(), [b'p' | b'P', b'0'..=b'4'])
}

/// The severity that a heading announces: a word of severity at its beginning or in brackets, or a coloured light.
pub(super) fn announced(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let by_icon = icons::severity(text).map(|severity| Rating { severity, priority: None, worded: false });
    let plain = icons::undecorated(text);
    let bracket = bracketed(plain).find_map(|part| short(part, lexicon));
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let dense = plain.contains(is_dense);
    let head: String = words
        .iter()
        .skip_while(|word| word.chars().all(|c| c.is_ascii_digit()))
        .take(4)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    let begins = !dense && {
        let topics = lexicon.topics_without(plain, Topic::SeverityNoise);
        let alone = head.contains(' ') && is_medium(plain, lexicon);
        (of_topics(lexicon.topics(&head)).is_some() && of_topics(topics).is_some() || alone)
            && is_announcement(plain, lexicon)
    };
    let parts = plain
        .split(['—', '–', ':', '|', '\u{FF1A}'])
        .skip(1)
        .chain(plain.split(" - ").skip(1))
        .map(str::trim);
    // `Launch confidence: high` rates no problems.
    let label = lexicon.topics(plain.split([':', '\u{FF1A}']).next().unwrap_or_default());
    let measures = label.has(Topic::Measure) && !label.any(&[Topic::Gaps, Topic::SeverityWord]);
    let in_part = parts.filter(|part| !measures && starts_with_severity(part, lexicon)).find_map(|part| {
        is_announcement(part, lexicon).then(|| any(part.split('(').next().unwrap_or(part), lexicon)).flatten()
    });
    let by_word = if begins || (dense && plain.chars().count() <= 24) { any(plain, lexicon) } else { None };
    let after_light = || {
        lit(plain).filter(|(_, light)| only_rates(light, lexicon)).and_then(|(_, light)| any(light, lexicon))
    };
    bracket.or(by_word).or(in_part).or_else(after_light).or(by_icon)
}

/// True for a title with its severity in brackets after it, which says more than that there are problems.
pub(super) fn in_brackets(plain: &str, lexicon: &Lexicon) -> bool {
    let before = plain.split(['(', '[', '\u{FF08}', '【']).next().unwrap_or(plain);
    // `[HIGH] Sessions never expire`.
    let after = || plain.split_once([')', ']', '\u{FF09}', '】']).map_or("", |(_, after)| after);
    let title = if before.is_empty() { after() } else { before };
    let rated = bracketed(plain).any(|part| short(part, lexicon).is_some());
    let says = title.split_whitespace().count() >= 2 || title.chars().filter(|c| is_dense(*c)).count() >= 4;
    rated && says && !is_announcement(title, lexicon)
}

/// A title after its severity and a dash, or before its severity and a dash or a light: `High — sessions never expire`.
pub(super) fn apart<'t>(plain: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let dashed = [" - ", " – ", " — ", ": "].into_iter().filter_map(|mark| plain.split_once(mark));
    let mut after = dashed.filter(|(before, _)| only_rates(before, lexicon)).map(|(_, after)| after);
    let lit = || {
        let (before, light) = lit(plain)?;
        only_rates(light, lexicon).then(|| icons::undecorated(before))
    };
    let ended = || {
        let end = at_end(plain).filter(|end| only_rates(end, lexicon))?;
        Some(icons::undecorated(&plain[..plain.len() - end.len()]))
    };
    let title = after.next().or_else(lit).or_else(ended)?;
    (title.split_whitespace().count() >= 2 && !is_announcement(title, lexicon)).then_some(title)
}

/// What stands before and after the last light of a text.
fn lit(plain: &str) -> Option<(&str, &str)> {
    plain.rsplit_once(icons::is_icon).filter(|(before, _)| !before.is_empty())
}

/// The severity that a text begins with, such as `HIGH - load it later`.
pub(super) fn leading(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let first = text.split(" - ").next().unwrap_or(text);
    if starts_with_severity(text, lexicon) { short(icons::undecorated(first), lexicon) } else { None }
}

/// True for a text whose first word says how bad something is.
pub(super) fn starts_with_severity(text: &str, lexicon: &Lexicon) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    of_topics(lexicon.topics(first)).is_some()
}

/// True for a text of nothing but severity and words around it: `High-priority items (before launch)`.
pub(super) fn only_announces(plain: &str, lexicon: &Lexicon) -> bool {
    let title = plain.split(['(', '\u{FF08}']).next().unwrap_or(plain);
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    of_topics(lexicon.topics(title)).is_some()
        && words.all(|word| {
            let own = lexicon.topics(word);
            lexicon.is(word, Topic::Priority) || own.has(Topic::Gaps) || of_topics(own).is_some()
        })
}

/// True where a heading consists of words of severity and priority, up to its first mark or bracket.
fn is_announcement(plain: &str, lexicon: &Lexicon) -> bool {
    let first = plain.split([':', '(', '—', '–', '[', '\u{FF08}']).next().unwrap_or(plain);
    let first = first.split(" - ").next().unwrap_or(first);
    let mut words = first.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `Critical for customers`.
    if words.clone().nth(1).is_some_and(|word| lexicon.is(word, Topic::SeverityOf)) {
        return true;
    }
    words.all(|word| {
        lexicon.is(word, Topic::Priority)
            || lexicon.topics(word).any(&[
                Topic::Gaps,
                Topic::Critical,
                Topic::High,
                Topic::Medium,
                Topic::Low,
                Topic::Info,
                Topic::Resolved,
                Topic::MediumAlone,
                Topic::PriorityLabel,
            ])
            || word.chars().all(|c| c.is_ascii_digit())
    }) || lexicon.topics(first).has(Topic::Gaps)
}

/// The parts of a text in brackets.
pub(super) fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    text.split(['(', '[', '\u{FF08}', '【'])
        .skip(1)
        .filter_map(|part| part.split([')', ']', '\u{FF09}', '】']).next())
}

/// A severity that is all that a short text says.
fn short(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let text = text.split([',', ';']).next().and_then(|part| part.split(" - ").next()).unwrap_or(text);
    let few = text.split_whitespace().count() <= 4 && text.chars().count() <= 30;
    if few && is_announcement(text, lexicon) { any(text, lexicon) } else { None }
}

/// True for a text that only rates what follows it: `[HIGH]`, `Critical:`, `P0`.
pub(super) fn only_rates(text: &str, lexicon: &Lexicon) -> bool {
    // Most texts say more, and by their length alone.
    if text.len() > LONGEST_RATING {
        return false;
    }
    let plain =
        icons::undecorated(text).trim_matches(['[', ']', '(', ')', '\u{FF08}', '\u{FF09}', '【', '】']);
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let rates = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low, Topic::Info];
    let names = |word: &str| {
        lexicon.is(word, Topic::Priority)
            || lexicon.topics(word).any(&[Topic::SeverityWord, Topic::PriorityLabel, Topic::MediumAlone])
    };
    any(plain, lexicon).is_some()
        && words.peek().is_some()
        && words.all(|word| rates.iter().any(|topic| lexicon.is(word, *topic)) || names(word))
}

/// The severity that an item states: in brackets, after its label, as a word in capitals, at its end, or as all of what
/// stands before a colon.
pub(super) fn of_item(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let by_icon = icons::severity(text).map(|severity| Rating { severity, priority: None, worded: false });
    // `(leaks keys, high)`.
    let last = |part: &str| {
        let last = part.rsplit_once([',', '\u{FF0C}']).map(|(_, last)| last)?;
        if only_rates(last, lexicon) { any(last, lexicon) } else { None }
    };
    let bracket = bracketed(text).find_map(|part| short(part, lexicon).or_else(|| last(part)));
    let capitals = || capital_words(text).find_map(|word| any(word, lexicon));
    let lead = || {
        let lead = text.split([':', '\u{FF1A}']).next().filter(|lead| lead.len() < text.len())?;
        short(icons::undecorated(lead), lexicon).filter(|_| lead.split_whitespace().count() <= 2)
    };
    bracket
        .or_else(|| labelled(text, lexicon))
        .or_else(capitals)
        .or_else(lead)
        .or_else(|| coded(text, lexicon))
        .or_else(|| phrased(text, lexicon))
        .or_else(|| at_end(text).filter(|end| only_rates(end, lexicon)).and_then(|end| any(end, lexicon)))
        .or(by_icon)
}

/// The severity after its label anywhere in a text: `… the queue grows. Severity: high`.
pub(super) fn labelled(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    text.match_indices([':', '\u{FF1A}']).find_map(|(at, colon)| {
        let label = text[..at].split_whitespace().next_back()?;
        let names = lexicon.topics(label).any(&[Topic::SeverityWord, Topic::PriorityLabel]);
        let value =
            text[at + colon.len()..].split(['.', '(', ',', ';', '\u{3002}']).next().unwrap_or_default();
        if names && only_rates(value, lexicon) { any(value, lexicon) } else { None }
    })
}

/// The severity of a clause that says nothing else: `… by hand. Medium priority.`
fn phrased(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let clauses = text.split(['.', ',', ';', '(', ')', '—', '–', '\u{3002}', '\u{FF0C}', '\u{FF1B}']);
    let rates = |clause: &&str| {
        let names = |word: &str| {
            let own = lexicon.topics(word);
            own.any(&[Topic::SeverityWord, Topic::PriorityLabel]) && of_topics(own).is_none()
        };
        let count = clause.split_whitespace().count();
        (2..=3).contains(&count) && clause.split_whitespace().any(names) && only_rates(clause, lexicon)
    };
    clauses.filter(rates).find_map(|clause| any(clause, lexicon))
}

/// What stands after the last dash of a text.
pub(super) fn at_end(text: &str) -> Option<&str> {
    [" - ", " – ", " — "].iter().find_map(|mark| text.rsplit_once(mark)).map(|(_, last)| last)
}

/// Words in capitals, but those after a number: `0 HIGH alerts` counts, it rates nothing.
fn capital_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let before = std::iter::once("").chain(words.clone());
    words.zip(before).filter_map(|(word, before)| {
        let counted = !before.is_empty() && before.chars().all(|c| c.is_ascii_digit());
        let capital = word.len() >= 3 && word.chars().all(char::is_uppercase);
        (capital && !counted).then_some(word)
    })
}

/// The severity of a code of priority at the beginning: `P1 …`.
fn coded(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let first = icons::undecorated(text).split(|c: char| !c.is_alphanumeric()).next()?;
    if is_code(first) && first.starts_with('P') { any(first, lexicon) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_announce_severity_and_subjects_do_not() {
        let lexicon = Lexicon::new();
        let read = |text| announced(text, &lexicon).map(|rating| rating.severity.id());
        for (text, expected) in [
            ("🔴 CRITICAL ISSUES (Must Fix)", Some("critical")),
            ("🟡 HIGH RISKS", Some("high")),
            ("P2 - Nice to Have", Some("low")),
            ("必须修复 (P0)", Some("critical")),
            ("Priority 2: Medium", Some("medium")),
            ("🟠 Offene Punkte", Some("high")),
            ("High availability setup", None),
            ("Critical Security Controls", None),
            ("Security", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn items_state_severity_where_it_stands_out() {
        let lexicon = Lexicon::new();
        let rate = |text| of_item(text, &lexicon).map(|rating| rating.severity.id());
        assert_eq!(rate("No limits (CRITICAL)"), Some("critical"));
        assert_eq!(rate("[P1] No limits"), Some("high"));
        assert_eq!(rate("the high ground is taken"), None);
    }
}
