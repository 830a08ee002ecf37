//! Days that are written otherwise than `2026-01-21`, where only one day can be meant.

use crate::model::Date;

/// The day that is meant by `2026/1/21`, `2026-01-21T10:00`, `21 January 2026` or `Jan 21st, 2026`. Of `01/02/2026`
/// nobody can tell.
pub(super) fn meant(text: &str) -> Option<Date> {
    year_first(text).or_else(|| in_words(text))
}

fn year_first(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 || parts.iter().any(|part| part.is_empty() || part.len() > 4) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
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
        ] {
            assert_eq!(meant(text).map(|day| day.to_string()).as_deref(), Some("2026-01-21"), "{text}");
        }
        for text in
            ["01/02/2026", "January 2026", "32 January 2026", "21 Ja 2026", "soon", "21 22 January 2026", ""]
        {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
