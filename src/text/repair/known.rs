//! Which characters people write in reports: what a damaged sequence can have been.

/// True for a character that a whole sequence may stand for. Scripts and symbols that occur in reports; what two
/// letters and a quotation mark give by accident lies outside of them.
pub(super) fn is_plausible(c: char) -> bool {
    matches!(u32::from(c),
        0x80..=0x17F            // Latin, and the control characters that stand between two rounds of damage
        | 0x192 | 0x1A0..=0x1B0 | 0x218..=0x21B
        | 0x2C6..=0x2DD
        | 0x300..=0x304 | 0x308 | 0x309 | 0x30C | 0x323
        | 0x384..=0x3CE         // Greek
        | 0x401..=0x45F | 0x490..=0x491
        | 0x5B0..=0x5C3 | 0x5D0..=0x5EA | 0x5F0..=0x5F4   // Hebrew
        | 0x60C..=0x66A | 0x679 | 0x67E | 0x686 | 0x688 | 0x691 | 0x698 | 0x6A9 | 0x6AF | 0x6BA | 0x6BE | 0x6C1 | 0x6D2
        | 0x904..=0x96F         // Devanagari
        | 0xE01..=0xE5B         // Thai
        | 0x1EA0..=0x1EF9       // Vietnamese
        | 0x200B..=0x206F       // punctuation
        | 0x2070..=0x20BF | 0x20E3
        | 0x2100..=0x21FF       // letter-like, numbers, arrows
        | 0x2200..=0x23FF
        | 0x2460..=0x27BF       // boxes, blocks, shapes, dingbats
        | 0x27C0..=0x27FF | 0x2900..=0x297F | 0x2B00..=0x2BFF
        | 0x3001..=0x30FF       // kana and their punctuation
        | 0x3400..=0x9FFF
        | 0xAC00..=0xD7A3
        | 0xF8FF                // what Mac Roman makes of the first byte of an emoji
        | 0xFB01 | 0xFB02 | 0xFE0E | 0xFE0F | 0xFEFF
        | 0xFF01..=0xFFE5
        | 0x1F000..=0x1FAFF
        | 0x20000..=0x2FFFF
        | 0xE0020..=0xE007F
    )
}

/// Emoji below U+3000: of the symbols of a whole block, those that are common enough to be the one that is meant.
const EMOJI: &[(u32, u32)] = &[
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2122),
    (0x2139, 0x2139),
    (0x2194, 0x2199),
    (0x21A9, 0x21AA),
    (0x231A, 0x231B),
    (0x23E9, 0x23F3),
    (0x23F8, 0x23FA),
    (0x25B6, 0x25B6),
    (0x25C0, 0x25C0),
    (0x25FB, 0x25FE),
    (0x2600, 0x2604),
    (0x260E, 0x260E),
    (0x2611, 0x2611),
    (0x2614, 0x2615),
    (0x2620, 0x2623),
    (0x2638, 0x263A),
    (0x267B, 0x267B),
    (0x267E, 0x267F),
    (0x2692, 0x2697),
    (0x2699, 0x2699),
    (0x269B, 0x269C),
    (0x26A0, 0x26A1),
    (0x26AA, 0x26AB),
    (0x26BD, 0x26BE),
    (0x26D3, 0x26D4),
    (0x2702, 0x2702),
    (0x2705, 0x2705),
    (0x2708, 0x270D),
    (0x270F, 0x270F),
    (0x2712, 0x2716),
    (0x271D, 0x271D),
    (0x2721, 0x2721),
    (0x2728, 0x2728),
    (0x2733, 0x2734),
    (0x2744, 0x2744),
    (0x274C, 0x274E),
    (0x2753, 0x2757),
    (0x2763, 0x2764),
    (0x2795, 0x2797),
    (0x27A1, 0x27A1),
    (0x2934, 0x2935),
    (0x2B05, 0x2B07),
    (0x2B1B, 0x2B1C),
    (0x2B50, 0x2B50),
    (0x2B55, 0x2B55),
];

/// True for a symbol that may be drawn as an emoji.
pub(super) fn is_emoji(c: char) -> bool {
    let code = u32::from(c);
    (0x1F000..=0x1FAFF).contains(&code) || EMOJI.iter().any(|(from, to)| (*from..=*to).contains(&code))
}

/// True for a character that a sequence with a lost byte may have been: only where exactly one candidate is, it
/// is restored. Letters count, since any of them is as likely as the next, and so do all signs that lists, tables and
/// sums are written with: a bullet may not become a cross.
pub(super) fn is_candidate(c: char) -> bool {
    is_emoji(c)
        || (is_plausible(c) && c.is_alphabetic())
        || matches!(c, '\u{2013}'..='\u{2027}' | '\u{2030}' | '\u{2032}'..='\u{2033}' | '\u{2039}'..='\u{203A}')
        || matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{20AC}' | '\u{2116}')
        || matches!(c, '\u{2190}'..='\u{22FF}' | '\u{2460}'..='\u{24FF}' | '\u{2500}'..='\u{26FF}')
        || matches!(c, '\u{2713}'..='\u{2718}' | '\u{274D}'..='\u{2752}' | '\u{2756}')
        || matches!(c, '\u{2776}'..='\u{27BF}' | '\u{2B00}'..='\u{2B2F}' | '\u{2B50}'..='\u{2B55}')
}

/// The number one of the dingbat numbers that a character is one of, unless it is that one itself: a list that has a
/// third point has a first one.
pub(super) fn first_of_list(c: char) -> Option<char> {
    match c {
        '\u{2777}'..='\u{277F}' => Some('\u{2776}'),
        '\u{2781}'..='\u{2789}' => Some('\u{2780}'),
        '\u{278B}'..='\u{2793}' => Some('\u{278A}'),
        _ => None,
    }
}

/// True for the buttons of players: unlike stars, they never stand in a row.
pub(super) fn is_button(c: char) -> bool {
    matches!(c, '\u{23E9}'..='\u{23FA}')
}
