//! Where in a text: byte spans, and the lines and columns that people count in.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in a source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` up to, and without, byte `end`. Offsets beyond 4 GiB are clamped: no
    /// document of that size is ever parsed.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The span of `part`, given that it begins at byte `base` of the text that it is a part of.
    pub fn at(base: usize, part: &str) -> Self {
        Span::new(base, base + part.len())
    }

    /// The same span in bytes as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that the span covers; empty where the span does not fit the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A place as editors show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Finds lines and columns in one text. A line ends with LF, CRLF or a lone CR.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes, so that a column is found as fast in a
    /// very long line.
    before: Vec<usize>,
    /// Every byte is a character.
    ascii: bool,
}

/// Bytes that are counted at most for a column.
const BLOCK: usize = 1024;

/// How many characters begin in these bytes: continuation bytes begin none.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl<'a> LineIndex<'a> {
    /// Indexes `text` in one pass.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        let ascii = text.is_ascii();
        let mut count = 0;
        let mut count_before = |block: &[u8]| {
            let before = count;
            count += characters(block);
            before
        };
        let before = if ascii { Vec::new() } else { bytes.chunks(BLOCK).map(&mut count_before).collect() };
        LineIndex { text, starts, before, ascii }
    }

    /// The one-based position of a byte offset; offsets past the end give the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let columns =
            self.characters_before(offset).saturating_sub(self.characters_before(self.starts[line]));
        // A byte-order mark is not seen.
        let mark = usize::from(line == 0 && columns > 0 && self.text.starts_with('\u{feff}'));
        let one_based = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Position { line: one_based(line), column: one_based(columns - mark) }
    }

    fn characters_before(&self, offset: usize) -> usize {
        if self.ascii {
            return offset;
        }
        let block = (offset / BLOCK).min(self.before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.before.get(block).copied().unwrap_or(0) + characters(rest)
    }

    /// The line, without its end, that a byte offset is in: its number from 1, and its bytes.
    pub fn line(&self, offset: u32) -> (u32, std::ops::Range<usize>) {
        let line = self.starts.partition_point(|start| *start <= offset as usize).max(1) - 1;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text.get(self.starts[line]..end).unwrap_or_default();
        let width = text.trim_end_matches(['\n', '\r']).len();
        let number = u32::try_from(line + 1).unwrap_or(u32::MAX);
        (number, self.starts[line]..self.starts[line] + width)
    }

    /// The text that was indexed.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Number of lines; a text that ends with a line end has an empty last line.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: u32) -> (u32, u32) {
        let Position { line, column } = LineIndex::new(text).position(offset);
        (line, column)
    }

    #[test]
    fn counts_from_one_and_in_characters() {
        assert_eq!(at("ab\ncd", 0), (1, 1));
        assert_eq!(at("ab\ncd", 4), (2, 2));
        assert_eq!(at("é€x", 5), (1, 3), "two and three bytes are one column each");
    }

    #[test]
    fn columns_of_a_very_long_line_are_counted_in_characters_too() {
        let text = format!("x\n{}", "é".repeat(3 * BLOCK));
        for character in [0, 1, BLOCK / 2, BLOCK - 1, BLOCK, 3 * BLOCK] {
            let (offset, column) = (2 + 2 * character, 1 + character);
            assert_eq!(at(&text, u32::try_from(offset).unwrap()), (2, u32::try_from(column).unwrap()));
        }
    }

    #[test]
    fn every_kind_of_line_end_ends_one_line() {
        assert_eq!(at("a\r\nb\rc\nd", 3), (2, 1));
        assert_eq!(at("a\r\nb\rc\nd", 5), (3, 1));
        assert_eq!(at("a\r\nb\rc\nd", 7), (4, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column_and_offsets_past_the_end_are_the_end() {
        assert_eq!(at("\u{feff}ab", 3), (1, 1));
        assert_eq!(at("ab", 99), (1, 3));
    }
}
