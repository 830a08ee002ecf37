//! Names in the letters of ASCII, as ids are written.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A text with letters of ASCII for Latin letters: `Zürich` is `Zurich`, `Straße` is `Strasse`. What has no such
/// letters stays.
pub fn in_ascii(text: &str) -> String {
    let parts = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let mut ascii = String::with_capacity(parts.len());
    for c in parts.chars() {
        // Marks of letters are characters of their own after this.
        match c {
            '\u{300}'..='\u{36F}' => {}
            'ß' => ascii.push_str("ss"),
            'ẞ' => ascii.push_str("SS"),
            'æ' => ascii.push_str("ae"),
            'Æ' => ascii.push_str("AE"),
            'œ' => ascii.push_str("oe"),
            'Œ' => ascii.push_str("OE"),
            'þ' => ascii.push_str("th"),
            'Þ' => ascii.push_str("Th"),
            'ø' => ascii.push('o'),
            'Ø' => ascii.push('O'),
            'ł' => ascii.push('l'),
            'Ł' => ascii.push('L'),
            'đ' | 'ð' => ascii.push('d'),
            'Đ' | 'Ð' => ascii.push('D'),
            'ħ' => ascii.push('h'),
            'Ħ' => ascii.push('H'),
            'ı' => ascii.push('i'),
            'ŋ' => ascii.push('n'),
            'Ŋ' => ascii.push('N'),
            _ => ascii.push(c),
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::in_ascii;

    #[test]
    fn letters_keep_what_they_are_without_their_marks() {
        for (name, expected) in [
            ("Zürich Ärzte", "Zurich Arzte"),
            ("Łódź Øst Straße", "Lodz Ost Strasse"),
            ("Trường Đông", "Truong Dong"),
            ("Harbour Gate-2", "Harbour Gate-2"),
            ("Маяк", "Маяк"),
        ] {
            assert_eq!(in_ascii(name), expected);
        }
    }
}
