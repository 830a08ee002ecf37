//! Days that are written otherwise than `2026-01-21`, where only one day can be meant.

use crate::model::Date;

/// What a text says that is to be a day.
pub(super) enum Written {
    /// One day, however written.
    Day(Date),
    /// Two, by who reads it: `01/02/2026`.
    TwoDays,
    /// A year, a month and a day that no calendar has.
    NoDay,
    /// Nothing of the kind.
    Words,
}

impl Written {
    /// Reads `2026/1/21`, `2026-01-21T10:00`, `21.01.2026`, `21 January 2026` or `Jan 21st, 2026`.
    pub(super) fn of(text: &str) -> Written {
        match in_digits(text) {
            Written::Words => in_words(text).map_or(Written::Words, Written::Day),
            written => written,
        }
    }
}

/// The day that is meant, where only one can be.
pub(super) fn meant(text: &str) -> Option<Date> {
    match Written::of(text) {
        Written::Day(date) => Some(date),
        _ => None,
    }
}

/// The day that a line of the body states, where only one can be meant; a remark in parentheses may follow.
pub(super) fn in_line(value: &str) -> Option<Date> {
    meant(value.split('(').next().unwrap_or_default().trim())
}

fn in_digits(text: &str) -> Written {
    let parts: Vec<&str> = text.split(['T', ' ']).next().unwrap_or_default().split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    let day =
        |year: &str, month: &str, day: &str| Date::new(year.parse().ok()?, number(month)?, number(day)?).ok();
    match parts.as_slice() {
        [a, b, c] if parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) => {
            let all = if a.len() == 4 {
                [day(a, b, c), None]
            } else if c.len() == 4 {
                [day(c, b, a), day(c, a, b)]
            } else {
                return Written::Words;
            };
            match all {
                [Some(one), Some(other)] if one != other => Written::TwoDays,
                [Some(date), _] | [None, Some(date)] => Written::Day(date),
                [None, None] => Written::NoDay,
            }
        }
        _ => Written::Words,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A month by its name, a year of four digits and a day, in any order, and nothing beside them but a weekday.
fn in_words(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let named = |names: &[&str], word: &str| {
        names.iter().position(|name| *name == word || (word.len() >= 3 && name.starts_with(word)))
    };
    let (mut year, mut month, mut day) = (None, None, None);
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(char::is_alphabetic);
        let ordinal = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
        let place = if word.starts_with(char::is_alphabetic) {
            if matches!(word, "of" | "the") || named(&WEEKDAYS, word).is_some() {
                continue;
            }
            month.replace(named(&MONTHS, word)? + 1).map(|_| ())
        } else if word.len() == 4 && digits == word {
            year.replace(word.parse::<i16>().ok()?).map(|_| ())
        } else if ordinal && digits.len() <= 2 {
            day.replace(digits.parse::<i8>().ok()?).map(|_| ())
        } else {
            return None;
        };
        if place.is_some() {
            return None;
        }
    }
    Date::new(year?, i8::try_from(month?).ok()?, day?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_only_one_can_be_meant() {
        for text in [
            "2026/1/21",
            "2026.01.21",
            "2026-01-21T10:00",
            "21 January 2026",
            "21. Jan 2026",
            "January 21, 2026",
            "Wednesday, January 21st, 2026",
            "the 21st of january 2026",
            "2026 Jan 21",
            "21.01.2026",
            "1/21/2026",
            "21-1-2026",
        ] {
            assert_eq!(meant(text).map(|day| day.to_string()).as_deref(), Some("2026-01-21"), "{text}");
        }
        for text in
            ["01/02/2026", "January 2026", "32 January 2026", "21 Ja 2026", "soon", "21 22 January 2026", ""]
        {
            assert_eq!(meant(text), None, "{text}");
        }
        for (text, kind) in
            [("01/02/2026", "two"), ("2026-02-30", "none"), ("31.02.2026", "none"), ("next week", "words")]
        {
            let is = match Written::of(text) {
                Written::Day(_) => "day",
                Written::TwoDays => "two",
                Written::NoDay => "none",
                Written::Words => "words",
            };
            assert_eq!(is, kind, "{text}");
        }
    }
}
