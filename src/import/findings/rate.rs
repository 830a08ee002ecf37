//! How bad a finding is and what became of it, by the words and pictures of a text.

use crate::import::icons;
use crate::import::lexicon::{Lexicon, Topic, Topics, is_dense};
use crate::import::model::{Severity, Status};
use crate::import::scores::{Score, scores};

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
    let severity = of_topics(topics)?;
    let priority =
        priority(text, lexicon).map(|words| if words.is_empty() { severity.id().to_owned() } else { words });
    Some(Rating { severity, priority, worded: true })
}

/// The severity that the value of a field states: a few words, and what explains them after that.
pub(super) fn stated(value: &str, lexicon: &Lexicon) -> Option<Rating> {
    let brief = value.split(['(', ',', ';', '\u{FF08}']).next().and_then(|part| part.split(" - ").next())?;
    let few = brief.split_whitespace().count() <= 3;
    any(brief, lexicon).filter(|_| few)
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
        .take(3)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    let begins = !dense && {
        let topics = lexicon.topics_without(plain, Topic::SeverityNoise);
        of_topics(lexicon.topics(&head)).is_some()
            && of_topics(topics).is_some()
            && is_announcement(plain, lexicon)
    };
    let parts = plain
        .split(['—', '–', ':', '|', '\u{FF1A}'])
        .skip(1)
        .chain(plain.split(" - ").skip(1))
        .map(str::trim);
    let in_part = parts.filter(|part| starts_with_severity(part, lexicon)).find_map(|part| {
        is_announcement(part, lexicon).then(|| any(part.split('(').next().unwrap_or(part), lexicon)).flatten()
    });
    let by_word = if begins || (dense && plain.chars().count() <= 24) { any(plain, lexicon) } else { None };
    bracket.or(by_word).or(in_part).or(by_icon)
}

/// True for a title with its severity in brackets after it, which says more than that there are problems.
pub(super) fn in_brackets(plain: &str, lexicon: &Lexicon) -> bool {
    let title = plain.split(['(', '[', '\u{FF08}', '【']).next().unwrap_or(plain);
    let rated = bracketed(plain).any(|part| short(part, lexicon).is_some());
    rated && title.split_whitespace().count() >= 2 && !is_announcement(title, lexicon)
}

/// The severity that a text begins with, such as `HIGH - load it later`.
pub(super) fn leading(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let first = text.split(" - ").next().unwrap_or(text);
    if starts_with_severity(text, lexicon) { short(icons::undecorated(first), lexicon) } else { None }
}

fn starts_with_severity(text: &str, lexicon: &Lexicon) -> bool {
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
            ])
            || word.chars().all(|c| c.is_ascii_digit())
    }) || lexicon.topics(first).has(Topic::Gaps)
}

/// The parts of a text in brackets.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
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
    let plain =
        icons::undecorated(text).trim_matches(['[', ']', '(', ')', '\u{FF08}', '\u{FF09}', '【', '】']);
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let rates = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low, Topic::Info];
    let names = |word: &str| {
        lexicon.is(word, Topic::SeverityWord)
            || lexicon.is(word, Topic::PriorityLabel)
            || lexicon.is(word, Topic::Priority)
    };
    of_topics(lexicon.topics(plain)).is_some()
        && words.peek().is_some()
        && words.all(|word| rates.iter().any(|topic| lexicon.is(word, *topic)) || names(word))
}

/// The severity that an item states: in brackets, as a word in capitals, or as all of what stands before a colon.
pub(super) fn of_item(text: &str, lexicon: &Lexicon) -> Option<Rating> {
    let by_icon = icons::severity(text).map(|severity| Rating { severity, priority: None, worded: false });
    let bracket = bracketed(text).find_map(|part| short(part, lexicon));
    let capitals = capital_words(text).find_map(|word| any(word, lexicon));
    let lead = text.split([':', '\u{FF1A}']).next().filter(|lead| lead.len() < text.len());
    let lead = lead.and_then(|lead| {
        short(icons::undecorated(lead), lexicon).filter(|_| lead.split_whitespace().count() <= 2)
    });
    bracket.or(capitals).or(lead).or_else(|| coded(text, lexicon)).or(by_icon)
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

/// What became of something, by the words of a status.
pub(super) fn status(text: &str, lexicon: &Lexicon) -> Option<Status> {
    let topics = lexicon.topics(text);
    let icon = icons::any_status(text);
    if topics.has(Topic::Accepted) {
        Some(Status::Accepted)
    } else if topics.has(Topic::Partial) {
        Some(Status::Partial)
    } else if topics.has(Topic::Open) && !matches!(icon, Some(Status::Resolved))
        || topics.has(Topic::Resolved) && lexicon.negates(text, Topic::Resolved)
    {
        Some(Status::Open)
    } else if topics.has(Topic::Resolved) {
        // `70 % complete` is not all of it.
        let whole = scores(text).first().and_then(Score::percent).is_none_or(|percent| percent >= 100.0);
        Some(if whole { Status::Resolved } else { Status::Partial })
    } else {
        icon
    }
}

/// What became of something, by a word that stands out in its text: in brackets, after a dash, in capitals.
pub(super) fn marked_status(text: &str, lexicon: &Lexicon) -> Option<Status> {
    let of = |part: &str| {
        let topics = lexicon.topics(part);
        if topics.has(Topic::Accepted) {
            Some(Status::Accepted)
        } else if topics.has(Topic::Open) || lexicon.negates(part, Topic::Resolved) {
            None
        } else if topics.has(Topic::Partial) {
            Some(Status::Partial)
        } else if topics.has(Topic::Resolved) {
            Some(Status::Resolved)
        } else {
            None
        }
    };
    let few = |part: &&str| part.split_whitespace().count() <= 3;
    let bracket = bracketed(text).filter(few).find_map(of);
    let after_dash =
        [" - ", " – ", " — ", ": "].iter().find_map(|mark| text.rsplit_once(mark)).map(|(_, last)| last);
    let capitals = || {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words
            .find(|word| word.len() >= 4 && word.chars().all(char::is_uppercase) && of(word).is_some())
            .and_then(of)
    };
    bracket.or_else(|| after_dash.filter(few).and_then(of)).or_else(capitals)
}

/// True where a title ends with a word that it passed: `Backups — PASS`, `Restore: passed`, `Logs (OK)`.
pub(super) fn marked_passed(text: &str, lexicon: &Lexicon) -> bool {
    let dashed =
        [" - ", " – ", " — ", ": "].iter().find_map(|mark| text.rsplit_once(mark)).map(|(_, last)| last);
    let ends = |part: &str| lexicon.is(icons::undecorated(part), Topic::Passed);
    dashed.is_some_and(ends) || text.ends_with([')', ']']) && bracketed(text).last().is_some_and(ends)
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
    fn items_state_severity_and_status_where_they_stand_out() {
        let lexicon = Lexicon::new();
        let rate = |text| of_item(text, &lexicon).map(|rating| rating.severity.id());
        assert_eq!(rate("No limits (CRITICAL)"), Some("critical"));
        assert_eq!(rate("[P1] No limits"), Some("high"));
        assert_eq!(rate("the high ground is taken"), None);
        for open in [
            "Not yet fixed",
            "Not addressed",
            "To be fixed",
            "Never resolved",
            "Nicht behoben",
            "Noch nicht erledigt",
        ] {
            assert_eq!(status(open, &lexicon), Some(Status::Open), "{open}");
        }
        let status = |text| marked_status(text, &lexicon).map(Status::id);
        assert_eq!(status("Backups - FIXED"), Some("resolved"));
        assert_eq!(status("Backups (partially done)"), Some("partial"));
        assert_eq!(status("Backups are done by hand"), None);
    }
}
