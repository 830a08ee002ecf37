//! Bytes of a file to text, whatever wrote them: UTF-8, UTF-16, Windows-1252, or a mixture of the first and the last.

use std::fmt;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::lines;

/// What the bytes of a file were read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 after a byte order mark.
    Utf8Bom,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
    /// UTF-8 with some bytes of Windows-1252 in it.
    Mixed,
}

impl Encoding {
    /// Its name for people and for JSON.
    pub fn id(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Bom => "utf-8-bom",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Mixed => "utf-8 with windows-1252",
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// There are none.
    Empty,
    /// They hold zeros or many control characters.
    Binary,
}

impl fmt::Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoText::Empty => "the file is empty",
            NoText::Binary => "this is no text but a binary file",
        })
    }
}

/// A text and what its bytes were read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; line ends are as they were.
    pub text: String,
    /// What the bytes were read as.
    pub encoding: Encoding,
    /// What does not fit that encoding, in the order of the text.
    pub strays: Vec<Stray>,
}

/// Something in a file that its encoding has no character for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The line, from 1.
    pub line: usize,
    /// What it was read as.
    pub read: char,
}

/// Reads the bytes of a file as text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NoText> {
    let decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Decoded { encoding: Encoding::Utf8Bom, ..bytewise(rest) },
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Encoding::Utf16Be),
        _ => match unmarked_utf16(bytes) {
            Some(encoding) => utf16(bytes, encoding),
            None => bytewise(bytes),
        },
    };
    if decoded.text.trim().is_empty() {
        return Err(NoText::Empty);
    }
    if is_binary(&decoded.text) {
        return Err(NoText::Binary);
    }
    Ok(decoded)
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Decoded {
    let table = if encoding == Encoding::Utf16Be { UTF_16BE } else { UTF_16LE };
    let (text, broken) = table.decode_without_bom_handling(bytes);
    let mut strays = Vec::new();
    // Half a character is shown as the replacement character.
    for (line, text) in lines(&text).enumerate().filter(|_| broken) {
        let lost = text.chars().filter(|c| *c == '\u{FFFD}');
        strays.extend(lost.map(|read| Stray { line: line + 1, read }));
    }
    Decoded { text: text.into_owned(), encoding, strays }
}

/// UTF-16 without a mark: every second byte of what is mostly ASCII is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 > half * 7 && even * 20 < half {
        Some(Encoding::Utf16Le)
    } else if even * 10 > half * 7 && odd * 20 < half {
        Some(Encoding::Utf16Be)
    } else {
        [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find(|encoding| is_utf16(sample, *encoding))
    }
}

/// True for bytes that can only be UTF-16 of a script beyond ASCII: spaces and marks have a zero beside them, on one side
/// only, and all else are letters.
fn is_utf16(sample: &[u8], encoding: Encoding) -> bool {
    let big = encoding == Encoding::Utf16Be;
    let plain = |high: u8, low: u8| high == 0 && matches!(low, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let pairs = || sample.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    let ascii = pairs().filter(|(a, b)| if big { plain(*a, *b) } else { plain(*b, *a) }).count();
    let turned = pairs().filter(|(a, b)| if big { plain(*b, *a) } else { plain(*a, *b) }).count();
    // Zeros in a text of UTF-8 do not make it one of UTF-16; its bytes are text beside them.
    let broken = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_some());
    let wide = broken || sample.iter().any(|byte| matches!(*byte, 1..=8 | 14..=31));
    let half = sample.len() / 2;
    if !wide || ascii * 20 < half || turned * 10 > ascii {
        return false;
    }
    let table = if big { UTF_16BE } else { UTF_16LE };
    let text = table.decode_without_bom_handling(sample).0;
    let known =
        text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || (' '..='~').contains(c)).count();
    !text.contains(|c: char| c.is_control() && !c.is_whitespace()) && known * 10 > text.chars().count() * 7
}

/// UTF-8 where it is valid; every other byte as Windows-1252.
fn bytewise(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut sequences = false;
    // Where each byte that is no UTF-8 was put.
    let mut invalid: Vec<(usize, char)> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        sequences |= !chunk.valid().is_ascii();
        text.push_str(chunk.valid());
        for c in WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0.chars() {
            invalid.push((text.len(), c));
            text.push(c);
        }
    }
    let encoding = match (invalid.is_empty(), sequences) {
        (true, _) => Encoding::Utf8,
        (false, false) => Encoding::Windows1252,
        (false, true) => Encoding::Mixed,
    };
    // In a file of that page only the bytes are strange that the page leaves undefined.
    invalid.retain(|(_, c)| encoding == Encoding::Mixed || ('\u{80}'..='\u{9F}').contains(c));
    let strays = with_lines(&text, invalid);
    Decoded { text, encoding, strays }
}

/// Places of characters, in their order, as lines.
fn with_lines(text: &str, places: Vec<(usize, char)>) -> Vec<Stray> {
    let (mut line, mut at) = (1, 0);
    let stray = |(place, read): (usize, char)| {
        let between = text.get(at..place).unwrap_or_default();
        let ends = |(end, mark): &(usize, &str)| *mark == "\n" || !text[at + end..].starts_with("\r\n");
        line += between.match_indices(['\n', '\r']).filter(ends).count();
        at = place;
        Stray { line, read }
    };
    places.into_iter().map(stray).collect()
}

/// Zeros do not occur in text, and other control characters hardly ever.
fn is_binary(text: &str) -> bool {
    let mut controls = 0;
    for c in text.chars().take(65_536) {
        match c {
            '\0' => return true,
            '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1B' => {}
            _ if c.is_ascii_control() => controls += 1,
            _ => {}
        }
    }
    controls * 50 > text.len().min(65_536)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding.id())
    }

    #[test]
    fn the_encodings_of_real_files_are_read() {
        assert_eq!(read("Prüfung\r\n".as_bytes()), ("Prüfung\r\n".to_owned(), "utf-8"));
        assert_eq!(read(b"\xEF\xBB\xBF# A"), ("# A".to_owned(), "utf-8-bom"));
        assert_eq!(read(b"caf\xE9 \x80 \x93x\x94\r"), ("café € “x”\r".to_owned(), "windows-1252"));
        assert_eq!(read(b"caf\xE9 \xC3\xA9"), ("café é".to_owned(), "utf-8 with windows-1252"));
        for (mark, big) in [(true, true), (true, false), (false, true), (false, false)] {
            let units: Vec<u16> = "# Bericht – 90 %\n".encode_utf16().collect();
            let units = mark.then_some(0xFEFF).into_iter().chain(units);
            let bytes: Vec<u8> =
                units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
            let name = if big { "utf-16be" } else { "utf-16le" };
            assert_eq!(read(&bytes), ("# Bericht – 90 %\n".to_owned(), name));
        }
    }

    #[test]
    fn utf16_without_a_mark_is_read_in_every_script() {
        for text in [
            "# Отчёт о готовности\n\n**Дата:** 14 марта 2025\n",
            "# 上线评估报告\n\n**结论：** 可以上线\n",
            "# 本番準備レポート\n\n- [x] 監視\n",
        ] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(read(&little), (text.to_owned(), "utf-16le"));
            assert_eq!(read(&big), (text.to_owned(), "utf-16be"));
        }
        assert_eq!(decode("Größe\0x und\0y 10".as_bytes()), Err(NoText::Binary));
    }

    #[test]
    fn what_fits_no_encoding_is_told_with_its_line() {
        let strays = |bytes: &[u8]| -> Vec<(usize, char)> {
            decode(bytes).unwrap().strays.iter().map(|stray| (stray.line, stray.read)).collect()
        };
        assert_eq!(strays(b"caf\xE9\n\x81 caf\xE9"), [(2, '\u{81}')]);
        assert_eq!(strays(b"\xC3\xA9\r\n\rcaf\xE9\rx \x9D"), [(3, 'é'), (4, '\u{9D}')]);
        assert_eq!(strays(b"\xFF\xFEa\0\n\0\0\xD8b\0"), [(2, '\u{FFFD}')]);
        assert_eq!(strays("é \u{FFFD} \u{81}".as_bytes()), []);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for empty in [&b""[..], b" \n", b"\xEF\xBB\xBF", b"\xFF\xFE"] {
            assert_eq!(decode(empty), Err(NoText::Empty));
        }
        for binary in [&b"\x7fELF\x02\x01\0\0"[..], b"\x01\x02\x03abc", b"text\0more"] {
            assert_eq!(decode(binary), Err(NoText::Binary));
        }
    }
}
