//! The date of the report, in words or in numbers. Where day and month can be exchanged, both readings are kept.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::import::blocks::Kind;
use crate::import::lexicon::{Lexicon, Topic};
use crate::import::model::{Doubt, Found};
use crate::import::report::{Field, Report};
use crate::import::scores::plain_digits;
use crate::model::Date;

/// What a text says of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Day {
    Sure(Date),
    Either(Date, Date),
    /// From the first one to the second one.
    Period(Date, Date),
}

/// Reads the date; a doubt where day and month can be exchanged.
pub fn read(report: &Report<'_>) -> (Option<Found<String>>, Option<Doubt>) {
    let mut best: Option<(u32, Day, usize)> = None;
    let mut offer = |weight: u32, day: Option<Day>, line: usize| {
        if let Some(day) = day
            && best.as_ref().is_none_or(|(most, ..)| weight > *most)
        {
            best = Some((weight, day, line));
        }
    };
    let last = report.blocks.len();
    for field in &report.fields {
        let labelled = field.topics.has(Topic::Date) && !field.topics.has(Topic::OtherDate);
        if labelled {
            let own = report.lexicon.is(&field.label, Topic::Date);
            let place = if field.in_head {
                30
            } else if field.block + 8 >= last {
                20
            } else {
                8
            };
            let day_first = !field.label.is_ascii() || !month_may_be_first(report.lexicon, &field.label);
            offer(place + u32::from(own) * 5, day(&field.value, report.lexicon, day_first), field.line);
        } else if field.in_head && !field.topics.any(&[Topic::OtherDate, Topic::Past]) {
            // `This audit: 2026-03-05`: a label that nobody knows, and nothing but a day.
            offer(17, day(&field.value, report.lexicon, false).filter(|_| is_day(&field.value)), field.line);
        }
    }
    let head = report.head_end();
    for (at, block) in report.blocks.iter().enumerate() {
        let topics = report.topics[at];
        let is_prose = matches!(block.kind, Kind::Line | Kind::Heading(_) | Kind::Item { .. });
        if !is_prose || topics.has(Topic::OtherDate) && !topics.has(Topic::Date) || is_of_other(report, at) {
            continue;
        }
        let found = || day(&block.text, report.lexicon, !report.lexicon.topics(&block.text).has(Topic::Date));
        match block.kind {
            Kind::Heading(1) => offer(18, found(), report.line(at)),
            Kind::Line if at < head && block.text.len() < 600 && stamped(report, &block.text).is_some() => {
                offer(24, stamped(report, &block.text), report.line(at));
            }
            Kind::Line if at < head && block.text.chars().count() < 120 => {
                offer(16, found(), report.line(at));
            }
            Kind::Line if at + 8 >= last && topics.has(Topic::Date) && block.text.chars().count() < 160 => {
                offer(15, found(), report.line(at));
            }
            _ => {}
        }
    }
    let again = best.as_ref().and_then(|best| stated_twice(report, best));
    match best {
        None => (None, None),
        Some((weight, Day::Sure(date), line)) => {
            let doubt =
                again.map(|(other, line)| Doubt::new("date", [date.to_string(), other.to_string()], line));
            (Some(Found::new(date.to_string(), line, if weight >= 20 { 0.95 } else { 0.7 })), doubt)
        }
        Some((_, Day::Either(a, b), line)) => {
            (None, Some(Doubt::new("date", [a.to_string(), b.to_string()], line)))
        }
        // What was looked at for days is known at the end of them.
        Some((_, Day::Period(from, to), line)) => {
            let doubt = Doubt::new("date", [to.to_string(), from.to_string()], line);
            (Some(Found::new(to.to_string(), line, 0.6)), Some(doubt))
        }
    }
}

/// Another day that a line of the same name gives.
fn stated_twice(report: &Report<'_>, (_, taken, line): &(u32, Day, usize)) -> Option<(Date, usize)> {
    let label = |field: &&Field| field.line == *line && field.topics.has(Topic::Date);
    // `Report date` and `Date` end with the same word; `Last updated` tells of another day.
    let last = |label: &str| label.to_lowercase().split_whitespace().next_back().map(str::to_owned);
    let name = last(&report.fields.iter().find(label)?.label);
    let same = report.fields.iter().filter(|field| {
        field.in_head && report.lexicon.is(&field.label, Topic::Date) && last(&field.label) == name
    });
    let days = same
        .filter(|field| field.line != *line)
        .filter_map(|field| day(&field.value, report.lexicon, true).map(|day| (day, field.line)));
    days.filter_map(|(day, line)| match day {
        Day::Sure(date) => Some((date, line)),
        Day::Either(..) | Day::Period(..) => None,
    })
    .find(|(date, _)| Day::Sure(*date) != *taken)
}

/// True for a line whose label says that its day is another one: `Launch date: …`, `Previous audit: …`.
fn is_of_other(report: &Report<'_>, block: usize) -> bool {
    let past = |field: &Field| field.topics.has(Topic::Past) && !field.topics.has(Topic::Date);
    report.fields_of(block..block + 1).any(|field| field.topics.has(Topic::OtherDate) || past(field))
}

/// True for a text that is a day and little else.
fn is_day(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    text.split(['(', ',', ';']).next().unwrap_or(text).split_whitespace().count() <= 6 && figures >= 5
}

/// The day of a sentence that begins like the label of a date: `Issued 5 March 2026 by the board.`
fn stamped(report: &Report<'_>, text: &str) -> Option<Day> {
    let mut sentences = text.split(". ").flat_map(|sentence| sentence.split(", "));
    sentences.find_map(|sentence| {
        let words: Vec<&str> = sentence.split_whitespace().take(3).collect();
        let own = (1..=words.len()).any(|n| {
            let begins = words[..n].join(" ");
            report.lexicon.is(&begins, Topic::Date) && !report.lexicon.topics(&begins).has(Topic::OtherDate)
        });
        if own { day(sentence, report.lexicon, false) } else { None }
    })
}

/// True where a label is one in whose numbers either of day and month may come first; with `Data`, `Fecha`, `Datum` it
/// is the day.
fn month_may_be_first(lexicon: &Lexicon, label: &str) -> bool {
    lexicon.topics(label).has(Topic::MonthFirst) || !lexicon.is(label, Topic::Date)
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static ISO: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?:^|\D)(20\d\d|19\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)"));
static EAST: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]"));
static NUMBERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?:^|\D)(\d{1,2})([/.\-])(\d{1,2})[/.\-](20\d\d)(?:\D|$)"));
static DAY_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:^|\W)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?(?:\s+|[-/])(?:de\s+|of\s+)?(\p{L}{3,}\.?),?(?:\s+|[-/])(?:de\s+|del\s+)?(20\d\d)",
    )
});
static MONTH_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Between day and year the clocks of machines write the time.
    pattern(
        r"(\p{L}{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:\d\d(?::\d\d)?\s+(?:[A-Z]{2,5}\s+)?)?(20\d\d)",
    )
});
/// Years since an emperor began to reign.
static REIGN: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(令和|平成)\s*(\d{1,2}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"));
/// The first day of a few in one month: `10-14 March`.
static FROM: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(?:^|\D)(\d{1,2})\s*[-–—]\s*$"));

/// Most characters between the two days of a period.
const BETWEEN: usize = 12;

/// The first day in a text, or the period that it begins.
fn day(text: &str, lexicon: &Lexicon, day_first: bool) -> Option<Day> {
    let text = &plain_digits(text);
    let (first, place) = single(text, lexicon, day_first)?;
    let date = match first {
        Day::Sure(date) => date,
        // `03/05/2026 (May 3)` says itself which is the month.
        Day::Either(a, b) => {
            let mut words = text[place.end..].split(|c: char| !c.is_alphabetic());
            let month = words.find_map(|word| lexicon.month(word));
            let named = [a, b].into_iter().find(|date| Some(date.month()) == month);
            return Some(named.map_or(first, Day::Sure));
        }
        Day::Period(..) => return Some(first),
    };
    let begun = FROM.as_ref().and_then(|pattern| pattern.captures(&text[..place.start]));
    let begun = begun.and_then(|hit| hit[1].parse().ok());
    if let Some(from) = begun.and_then(|day| Date::new(date.year(), date.month(), day).ok())
        && from < date
    {
        return Some(Day::Period(from, date));
    }
    match single(&text[place.end..], lexicon, day_first) {
        Some((Day::Sure(last), next)) if last > date => {
            let between = &text[place.end..place.end + next.start];
            let joins = between.chars().count() <= BETWEEN && !between.contains(['.', ',', ';', '(', '|']);
            Some(if joins { Day::Period(date, last) } else { first })
        }
        _ => Some(first),
    }
}

/// The first day in a text, and where it stands.
fn single(text: &str, lexicon: &Lexicon, day_first: bool) -> Option<(Day, Range<usize>)> {
    let place = |hit: &regex::Captures<'_>, first: usize, last: usize| {
        hit.get(first).zip(hit.get(last)).map_or(0..0, |(first, last)| first.start()..last.end())
    };
    let part =
        |hit: &regex::Captures<'_>, at: usize| hit.get(at).and_then(|m| m.as_str().parse::<i16>().ok());
    let date = |year: Option<i16>, month: Option<i16>, day: Option<i16>| {
        let (month, day) = (i8::try_from(month?).ok()?, i8::try_from(day?).ok()?);
        Date::new(year?, month, day).ok()
    };
    for pattern in [&*ISO, &*EAST].into_iter().flatten() {
        if let Some(hit) = pattern.captures(text)
            && let Some(date) = date(part(&hit, 1), part(&hit, 2), part(&hit, 3))
        {
            return Some((Day::Sure(date), place(&hit, 1, 3)));
        }
    }
    if let Some(hit) = REIGN.as_ref().and_then(|pattern| pattern.captures(text)) {
        let before = if &hit[1] == "令和" { 2018 } else { 1988 };
        let year = before + part(&hit, 2).unwrap_or(1);
        if let Some(date) = date(Some(year), part(&hit, 3), part(&hit, 4)) {
            return Some((Day::Sure(date), place(&hit, 1, 4)));
        }
    }
    for (pattern, (d, m)) in [(&*DAY_FIRST, (1, 2)), (&*MONTH_FIRST, (2, 1))] {
        for hit in pattern.iter().flat_map(|pattern| pattern.captures_iter(text)) {
            let month = hit.get(m).and_then(|name| lexicon.month(name.as_str())).map(i16::from);
            if let Some(date) = date(part(&hit, 3), month, part(&hit, d)) {
                return Some((Day::Sure(date), place(&hit, 1, 3)));
            }
        }
    }
    let hit = NUMBERS.as_ref()?.captures(text)?;
    let (first, second, year) = (part(&hit, 1), part(&hit, 3), part(&hit, 4));
    let (european, american) = (date(year, second, first), date(year, first, second));
    // Dots between numbers are the continent's way, and there the day comes first.
    let day_first = day_first || hit.get(2).is_some_and(|separator| separator.as_str() == ".");
    let day = match (european, american) {
        (Some(date), Some(_)) if day_first => Some(Day::Sure(date)),
        (Some(a), Some(b)) if a != b => Some(Day::Either(a, b)),
        (Some(date), _) | (None, Some(date)) => Some(Day::Sure(date)),
        (None, None) => None,
    };
    day.map(|day| (day, place(&hit, 1, 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_words_and_in_numbers() {
        let lexicon = Lexicon::new();
        let read = |text| day(text, &lexicon, false);
        for text in [
            "2026-03-05T10:00:00Z",
            "2026/3/5",
            "March 5, 2026",
            "5th March 2026",
            "Mar 5 2026",
            "5 de marzo de 2026",
            "5. März 2026",
            "le 5 mars 2026",
            "5 марта 2026 г.",
            "2026年3月5日",
            "5 de março de 2026",
            "05.03.2026",
            "05-Mar-2026",
            "5/mar/2026",
            "5° marzo 2026",
            "２０２６年３月５日",
            "令和8年3月5日",
            "Thu Mar 5 10:22:01 UTC 2026",
        ] {
            assert_eq!(read(text), Some(Day::Sure("2026-03-05".parse().unwrap())), "{text}");
        }
        assert_eq!(read("25/12/2025"), Some(Day::Sure("2025-12-25".parse().unwrap())));
        assert_eq!(read("12/25/2025"), Some(Day::Sure("2025-12-25".parse().unwrap())));
        let (a, b) = ("2025-04-03".parse().unwrap(), "2025-03-04".parse().unwrap());
        assert_eq!(read("03/04/2025"), Some(Day::Either(a, b)));
        assert_eq!(day("03/04/2025", &lexicon, true), Some(Day::Sure(a)));
        let (from, to) = ("2026-03-02".parse().unwrap(), "2026-03-05".parse().unwrap());
        for text in [
            "2026-03-02 to 2026-03-05",
            "2–5 March 2026",
            "2 March 2026 - 5 March 2026",
            "02.03.2026 bis 05.03.2026",
        ] {
            assert_eq!(read(text), Some(Day::Period(from, to)), "{text}");
        }
        assert_eq!(read("2026-03-02, updated 2026-03-05"), Some(Day::Sure(from)));
        for text in ["January 2026", "2026", "$(date)", "31/31/2025", "v2025.13.40", "Q3 2025"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
