//! UTF-8 sequences in characters that were bytes once.

use super::known::{first_of_list, is_button, is_candidate, is_emoji, is_plausible};
use super::page::Page;

/// One sequence in a run of damaged characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Whole: so many characters were this one.
    Whole(char, usize),
    /// A byte is lost and one reading is left.
    Restored(char, usize),
    /// A byte is lost and more than one reading is left.
    Lost(usize),
    /// No damage.
    Sound,
}

/// What stands around a sequence, which may decide between readings.
#[derive(Clone, Copy, Default)]
pub(super) struct Near<'a> {
    /// The text before it, of its line, as far as it is repaired.
    pub before: &'a str,
    /// The dingbat numbers one that the text has.
    pub lists: &'a [char],
}

/// How many bytes follow the first byte of a sequence.
fn width(lead: u8) -> usize {
    match lead {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => 0,
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The one character that these bytes are.
fn single(bytes: &[u8]) -> Option<char> {
    let mut chars = std::str::from_utf8(bytes).ok()?.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// What the first sequence of `rest` was.
pub(super) fn first(rest: &[char], page: &Page, near: Near<'_>) -> Part {
    let mut bytes = [0_u8; 4];
    let mut have = 0;
    let byte_of = |at: usize| rest.get(at).and_then(|c| page.byte(*c));
    let Some(lead) = byte_of(0) else {
        return Part::Sound;
    };
    let need = width(lead);
    if need == 0 {
        return Part::Sound;
    }
    bytes[0] = lead;
    // A byte without a character may also have become the replacement character.
    let mut gap = None;
    let mut used = 1;
    while have < need {
        if let Some(byte) = byte_of(used).filter(|byte| is_continuation(*byte)) {
            have += 1;
            bytes[have] = byte;
        } else if rest.get(used) == Some(&'\u{FFFD}') && gap.is_none() {
            gap = Some(have + 1);
            have += 1;
        } else {
            break;
        }
        used += 1;
    }
    if have == need && gap.is_none() {
        return match single(&bytes[..=need]) {
            Some(c) if is_plausible(c) => Part::Whole(c, used),
            _ => Part::Sound,
        };
    }
    if let Some(place) = gap {
        return restore(bytes, need, &[place], page, |c| fits(c, near, &rest[..used], &rest[used..]), used);
    }
    // One byte is missing: of three or four bytes it cannot have been anything else, of two it may be sound.
    if have + 1 != need || need == 1 {
        return if need == 1 && have == 0 { Part::Lost(used) } else { Part::Sound };
    }
    let places: Vec<usize> = (1..=need).collect();
    restore(bytes, need, &places, page, |c| fits(c, near, &rest[..used], &rest[used..]), used)
}

/// Tries every byte that the page has no character for at every place, and keeps what is the only reading.
fn restore(
    bytes: [u8; 4],
    need: usize,
    places: &[usize],
    page: &Page,
    fits: impl Fn(char) -> bool,
    used: usize,
) -> Part {
    let mut readings: Vec<char> = Vec::new();
    for place in places {
        for lost in &page.undefined {
            let mut whole = bytes;
            if places.len() > 1 {
                whole.copy_within(*place..need, place + 1);
            }
            whole[*place] = *lost;
            if let Some(c) = single(&whole[..=need])
                && is_candidate(c)
                && fits(c)
                && !readings.contains(&c)
            {
                readings.push(c);
            }
        }
    }
    match readings.as_slice() {
        [one] => Part::Restored(*one, used),
        _ => Part::Lost(used),
    }
}

/// Some characters stand only after certain others, or once.
fn fits(c: char, near: Near<'_>, this: &[char], after: &[char]) -> bool {
    let before = near.before;
    let last = before.chars().next_back();
    if let Some(one) = first_of_list(c) {
        return near.lists.contains(&one);
    }
    match c {
        _ if is_button(c) => !after.starts_with(this) && last != Some('\u{2B50}'),
        '\u{FE0F}' => last.is_some_and(|last| is_emoji(last) || ('\u{2190}'..='\u{2BFF}').contains(&last)),
        '\u{200D}' => last.is_some_and(|last| is_emoji(last) || last == '\u{FE0F}'),
        '”' => is_quoted(before),
        '„' => !is_quoted(before),
        _ => true,
    }
}

/// True where a quotation is open at the end of a text.
fn is_quoted(before: &str) -> bool {
    before.rfind('“').is_some_and(|open| !before[open..].contains('”'))
}

#[cfg(test)]
mod tests {
    use super::super::page::pages;
    use super::*;

    fn read(text: &str, page: usize, before: &str) -> Part {
        let near = Near { before, lists: &[] };
        first(&text.chars().collect::<Vec<_>>(), &pages()[page], near)
    }

    #[test]
    fn whole_sequences_are_read_and_accidents_are_not() {
        assert_eq!(read("âœ…x", 0, ""), Part::Whole('✅', 3));
        assert_eq!(read("ğŸš€", 1, ""), Part::Whole('🚀', 4));
        assert_eq!(read("Ã³n", 0, ""), Part::Whole('ó', 2));
        assert_eq!(read("à\u{a0}»", 0, ""), Part::Sound);
        assert_eq!(read("é", 0, ""), Part::Sound);
        assert_eq!(read("Ü“", 0, ""), Part::Sound);
    }

    #[test]
    fn a_lost_byte_comes_back_only_where_one_reading_is_left() {
        assert_eq!(read("âŒ ", 0, ""), Part::Restored('❌', 2));
        assert_eq!(read("â\u{FFFD}Œ", 0, ""), Part::Restored('❌', 3));
        assert_eq!(read("ï¸ ", 0, "a \u{26A0}"), Part::Restored('\u{FE0F}', 2));
        assert_eq!(read("ï¸ ", 0, "a"), Part::Lost(2));
        assert_eq!(read("ğŸ“ ", 1, ""), Part::Lost(3));
        assert_eq!(read("â€ ", 0, "“so"), Part::Restored('”', 2));
        assert_eq!(read("â€ ", 0, "so"), Part::Lost(2));
    }

    #[test]
    fn what_no_report_would_mean_is_no_reading() {
        // Beside the cross only a third point of a list that has no first one.
        assert_eq!(read("âŒ ", 1, ""), Part::Restored('❌', 2));
        let chars: Vec<char> = "âŒ ".chars().collect();
        let near = Near { before: "", lists: &['\u{278A}'] };
        assert_eq!(first(&chars, &pages()[1], near), Part::Lost(2));
        // Stars in a row; one alone may be the button that skips, unless the place of its byte is known.
        assert_eq!(read("â\u{AD}â\u{AD}", 0, ""), Part::Restored('⭐', 2));
        assert_eq!(read("â\u{AD} ", 0, "⭐"), Part::Restored('⭐', 2));
        assert_eq!(read("â\u{AD}\u{FFFD} ", 0, ""), Part::Restored('⭐', 3));
        assert_eq!(read("â\u{AD} ", 0, ""), Part::Lost(2));
    }
}
