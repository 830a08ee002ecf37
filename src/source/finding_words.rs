//! The words by which lines and tables state the severity and the status of a finding.

use super::field_lines::FieldLine;
use crate::model::{Fact, FindingSeverity, FindingStatus};

/// Statuses by their words.
pub(super) const STATUSES: [(&str, FindingStatus); 4] = [
    ("open", FindingStatus::Open),
    ("partial", FindingStatus::Partial),
    ("accepted", FindingStatus::Accepted),
    ("resolved", FindingStatus::Resolved),
];

/// Severities by their words.
pub(super) const SEVERITIES: [(&str, FindingSeverity); 5] = [
    ("critical", FindingSeverity::Critical),
    ("high", FindingSeverity::High),
    ("medium", FindingSeverity::Medium),
    ("low", FindingSeverity::Low),
    ("info", FindingSeverity::Info),
];

/// True where a text begins with one of a few values, without decoration.
pub(super) fn states<T: Copy>(text: &str, choices: &[(&'static str, T)]) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    known(&text[..end], choices).is_some()
}

/// The value of a word.
pub(super) fn known<T: Copy>(word: &str, choices: &[(&'static str, T)]) -> Option<T> {
    choices.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, value)| *value)
}

/// Words right after a value that take something of it back.
const LIMITS: [&str; 10] =
    ["but", "to", "or", "and", "except", "though", "although", "however", "if", "unless"];

/// Words that do so behind a dash too.
const LATE_LIMITS: [&str; 5] = ["but", "except", "though", "although", "however"];

/// True where what follows a value makes it another one: `High to critical`, `Resolved, but not checked`, `Open?`. A
/// remark in parentheses or behind a dash does not.
fn is_limited<T: Copy>(rest: &str, choices: &[(&'static str, T)]) -> bool {
    let after = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let marks = &rest[..rest.len() - after.len()];
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let next = after[..end].to_lowercase();
    let is_remark = marks.contains('(');
    marks.contains(['?', '/', ','])
        || !is_remark && known(&next, choices).is_some()
        || marks.trim().is_empty() && LIMITS.contains(&&*next)
        || !is_remark && LATE_LIMITS.contains(&&*next)
}

/// True for a text that counts values and states none: `3 critical, 4 high`, `Critical: 3, High: 4`.
fn is_count<T: Copy>(text: &str, choices: &[(&'static str, T)]) -> bool {
    let words = |text: &'_ str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(3).map(str::to_owned).collect()
    };
    let is_known = |word: &String| known(word, choices).is_some();
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let counted = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let word = counted.trim_start_matches(|c: char| c.is_whitespace() || c == '×');
    if counted.len() < text.len() && word.len() < counted.len() && words(word).first().is_some_and(is_known) {
        return true;
    }
    let is_pair = |part: &str| {
        let words = words(part);
        words.len() == 2 && is_known(&words[0]) && words[1].bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = || text.split([',', '/', '|', ';', '+']).flat_map(|part| part.split(" and "));
    parts().nth(1).is_some() && parts().all(is_pair)
}

/// The word by which a line states one of a few values: its first, without decoration, where that is one of them and
/// nothing behind it takes that back; else all of it, or its first words, which may be a slip of one. A line that only a
/// colon marks is a sentence unless the word stands alone. A count of them states none.
pub(super) fn one_of<T: Copy>(line: &FieldLine, choices: &[(&'static str, T)]) -> Option<Fact<String>> {
    let value = &line.value.value;
    let start = value.find(char::is_alphanumeric).filter(|_| !is_count(value, choices))?;
    let end_of = |is_part: &dyn Fn(char) -> bool| {
        value[start..].find(|c| !is_part(c)).map_or(value.len(), |end| start + end)
    };
    let word_end = end_of(&|c| c.is_alphanumeric() || c == '-');
    let is_choice = known(&value[start..word_end], choices).is_some();
    let limited = is_choice && is_limited(&value[word_end..], choices);
    let phrase_end = end_of(&|c| c.is_alphanumeric() || "-/'’ ".contains(c));
    let phrase = value[start..phrase_end].split(" - ").next().unwrap_or_default().trim_end();
    let alone = !limited && phrase.len() == word_end - start;
    if line.plain && !(alone && is_choice || !value.contains(' ')) {
        return None;
    }
    let word = match (is_choice, limited) {
        (true, true) => value[start..].trim_end(),
        (true, false) => &value[start..word_end],
        (false, _) => phrase,
    };
    Some(Fact::new(word.to_owned(), line.value.place(start, start + word.len())))
}
