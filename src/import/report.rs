//! A report opened up: its blocks, its lines of the form `name: value`, and the words to read them with.

use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use super::blocks::{Block, Kind, blocks};
use super::icons::{undecorated, unnumbered};
use super::lexicon::{Lexicon, Topic, Topics};
use super::scores::scores;
use crate::diag::LineIndex;
use crate::text::lines;

/// A line `name: value`, wherever it stands.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name, without decoration.
    pub label: String,
    /// The value.
    pub value: String,
    /// What the name touches.
    pub topics: Topics,
    /// The block it stands in.
    pub block: usize,
    /// The line.
    pub line: usize,
    /// True where it stands before the second section begins.
    pub in_head: bool,
}

/// A report opened up.
pub struct Report<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// What every block's text touches; nothing for tables and fences.
    pub topics: Vec<Topics>,
    /// Lines `name: value`.
    pub fields: Vec<Field>,
    /// Of every block, whether it is an item that names a problem and then describes it; found out when first asked for.
    pub telling: OnceLock<Vec<bool>>,
    lines: LineIndex<'a>,
    head_end: usize,
}

/// A capitalised word or two before a colon, after other words.
static LABEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s(\p{Lu}\p{L}+(?:\s\p{L}+)?)\s?[:\u{FF1A}]\s").ok());

/// Longest name of a field, in characters.
const LONGEST_LABEL: usize = 48;

impl<'a> Report<'a> {
    /// Opens a report: `text` is its repaired text, `body` where its Markdown begins, after front matter of any kind.
    pub fn open(text: &'a str, body: usize, lexicon: &'a Lexicon) -> Report<'a> {
        let mut blocks = blocks(&text[body..]);
        let shift = u32::try_from(body).unwrap_or(0);
        for block in &mut blocks {
            block.span.start += shift;
            block.span.end += shift;
            if let Kind::Table(table) = &mut block.kind {
                table.rows.iter_mut().for_each(|row| row.at += body);
            }
        }
        let topics = blocks.iter().map(|block| topics_of(block, lexicon)).collect();
        let lines = LineIndex::new(text);
        let (fields, telling) = (Vec::new(), OnceLock::new());
        let mut report = Report { lexicon, blocks, topics, fields, telling, lines, head_end: 0 };
        report.head_end = report.find_head_end();
        report.fields = report.read_fields(&text[..body], comment(&text[body..]));
        report
    }

    /// The line that a byte stands in.
    pub fn line_at(&self, at: usize) -> usize {
        self.lines.line(u32::try_from(at).unwrap_or(u32::MAX)).0 as usize
    }

    /// The line of a block.
    pub fn line(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(1, |block| self.line_at(block.span.start as usize))
    }

    /// The fields of some blocks.
    pub fn fields_of(&self, blocks: std::ops::Range<usize>) -> impl Iterator<Item = &Field> {
        let place = |at: usize| self.fields.partition_point(|field| field.block < at);
        // Fields of front matter come first, and say that they stand in the first block.
        let fields = self.fields.get(place(blocks.start)..place(blocks.end)).unwrap_or_default();
        fields.iter()
    }

    /// True for a block that is `name: value`, or holds such lines.
    pub fn has_fields(&self, block: usize) -> bool {
        self.fields_of(block..block + 1).next().is_some()
    }

    /// Where headings stand among the blocks, those in bold aside.
    pub fn headings(&self) -> Vec<usize> {
        let real = |at: &usize| self.blocks[*at].level().is_some_and(|level| level < 7);
        (0..self.blocks.len()).filter(real).collect()
    }

    /// Where the title stands among the blocks: the first heading of the first level.
    pub fn title(&self) -> Option<usize> {
        self.blocks.iter().position(|block| block.level() == Some(1))
    }

    /// The heading directly above a block.
    pub fn heading(&self, block: usize) -> Option<usize> {
        self.blocks.get(block).and_then(|block| block.path.last().copied())
    }

    /// Where the second section begins: what stands before it describes the report.
    pub fn head_end(&self) -> usize {
        self.head_end
    }

    fn find_head_end(&self) -> usize {
        let headings =
            self.blocks.iter().enumerate().filter(|(_, b)| b.level().is_some_and(|level| level < 7));
        let mut seen = headings.map(|(at, _)| at);
        let (first, second, third) = (seen.next(), seen.next(), seen.next());
        match (first, second, third) {
            // A subtitle directly below the title.
            (Some(first), Some(second), Some(third)) if second == first + 1 => third,
            (Some(_), Some(second), _) => second,
            _ => self.blocks.len(),
        }
    }

    fn read_fields(&self, front: &str, comment: &str) -> Vec<Field> {
        let mut fields = Vec::new();
        let first = lines(front).count();
        let front = lines(front).enumerate();
        for (number, line) in front.chain((first..).zip(lines(comment).map(str::trim))) {
            // The name in front matter is the document's own.
            let ours =
                |label: &str| !line.starts_with([' ', '-', '#']) && !label.eq_ignore_ascii_case("name");
            if let Some((label, value)) = line.split_once(':').filter(|(label, _)| ours(label)) {
                let value = value.trim().trim_matches(['"', '\'']);
                self.push(&mut fields, label, value, (0, number + 1, true));
            }
        }
        let head = self.head_end();
        for (at, block) in self.blocks.iter().enumerate() {
            match &block.kind {
                Kind::Table(table) => {
                    // A table of two columns without a real head may hold metadata, also in its head.
                    if table.head.len() == 2 {
                        let line = self.line(at);
                        self.push(&mut fields, &table.head[0], &table.head[1], (at, line, at <= head));
                        for row in &table.rows {
                            if let [label, value] = row.cells.as_slice() {
                                self.push(&mut fields, label, value, (at, self.line_at(row.at), at <= head));
                            }
                        }
                    }
                }
                Kind::Fence(lines) => {
                    for (offset, line) in lines.iter().enumerate() {
                        if let Some((label, value)) = split(unframed(line), "") {
                            self.push(&mut fields, label, value, (at, self.line(at) + offset + 1, at < head));
                        }
                    }
                }
                Kind::Break => {}
                _ => {
                    let line = self.line(at);
                    let parts = block.text.split(" | ").flat_map(between_dots);
                    let parts = parts.flat_map(|part| self.labelled_parts(part, at < head));
                    for part in parts {
                        let lead = if part.len() == block.text.len() { block.lead.as_str() } else { "" };
                        if let Some((label, value)) = split(part, lead) {
                            self.push(&mut fields, label, value, (at, line, at < head));
                        }
                    }
                }
            }
        }
        fields
    }

    /// `Date: … Version: …` in one line: a part for each name that is known.
    fn labelled_parts<'t>(&self, text: &'t str, in_head: bool) -> Vec<&'t str> {
        let known = [Topic::Date, Topic::Version, Topic::Project];
        let mut parts = Vec::new();
        let mut from = 0;
        let hits = LABEL.iter().filter(|_| in_head).flat_map(|pattern| pattern.captures_iter(text));
        for label in hits.filter_map(|hit| hit.get(1)) {
            let is_known = |name: &str| known.iter().any(|topic| self.lexicon.is(name, *topic));
            // The word before a name of one word is the end of the value before it.
            let last = label
                .as_str()
                .rfind(char::is_whitespace)
                .map_or(0, |at| label.as_str().ceil_char_boundary(at + 1));
            let start = match is_known(label.as_str()) {
                true => label.start(),
                false if is_known(label.as_str()[last..].trim_start()) => label.start() + last,
                false => continue,
            };
            if text[from..start].contains([':', '\u{FF1A}']) {
                parts.push(&text[from..start]);
                from = start;
            }
        }
        parts.push(&text[from..]);
        parts
    }

    fn push(
        &self,
        fields: &mut Vec<Field>,
        label: &str,
        value: &str,
        (block, line, in_head): (usize, usize, bool),
    ) {
        let (label, value) = (undecorated(label), value.trim());
        if !label.is_empty() && !value.is_empty() && label.chars().count() <= LONGEST_LABEL {
            let topics = self.lexicon.topics(label);
            let (label, value) = (label.to_owned(), value.to_owned());
            fields.push(Field { label, value, topics, block, line, in_head });
        }
    }
}

/// What a text's block touches; all of a heading such as `Result` says that what follows concludes.
fn topics_of(block: &Block, lexicon: &Lexicon) -> Topics {
    let topics = lexicon.topics(&block.text);
    let name = unnumbered(&block.text);
    let outcome = matches!(block.level(), Some(2 | 3)) && lexicon.is(name, Topic::Outcome);
    if outcome { topics.with(Topics::of(Topic::Conclusion)) } else { topics }
}

/// The comment that a text begins with: tools write there what others write into front matter.
fn comment(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let inside = text[start..].strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
    inside.map_or("", |(inside, _)| &text[..start + "<!--".len() + inside.len()])
}

/// A line of a frame without its frame.
pub fn unframed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '\u{2500}'..='\u{257F}' | '*' | '#'))
}

/// `State: good · Maturity: 4/5`: a part for each name with a colon after it.
fn between_dots(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, dot) in text.match_indices([' ']).filter_map(|(at, _)| {
        let dot = text[at + 1..].chars().next().filter(|c| matches!(c, '\u{B7}' | '\u{2022}'))?;
        Some((at, dot))
    }) {
        let next = at + 1 + dot.len_utf8();
        let label =
            text[next..].split([':', '\u{FF1A}']).next().filter(|label| next + label.len() < text.len());
        let names = label.is_some_and(|label| {
            label.starts_with(' ') && label.len() <= LONGEST_LABEL && !label.contains(['\u{B7}', '\u{2022}'])
        });
        if names && text[from..at].contains([':', '\u{FF1A}']) {
            parts.push(&text[from..at]);
            from = next;
        }
    }
    parts.push(&text[from..]);
    parts
}

/// True for a text that begins with a score.
fn begins_with_score(text: &str) -> bool {
    scores(text).first().is_some_and(|score| score.start == 0)
}

/// `Backups ........ 4/10`: a name, dots that lead to its figure.
fn led_by_dots(text: &str) -> Option<(&str, &str)> {
    let at = text.find("....")?;
    let value = text[at..].trim_start_matches(['.', ' ']);
    begins_with_score(value).then(|| (&text[..at], value))
}

/// `Backups — 4/10`: a name, a dash and its figure.
fn led_by_dash(text: &str) -> Option<(&str, &str)> {
    let (label, value) =
        [" \u{2014} ", " \u{2013} ", " - "].iter().find_map(|dash| text.rsplit_once(dash))?;
    (begins_with_score(value) && !label.contains([':', '\u{FF1A}'])).then_some((label, value))
}

/// Splits a text at the colon after its name.
fn split<'t>(text: &'t str, lead: &str) -> Option<(&'t str, &'t str)> {
    if !lead.is_empty()
        && let Some(at) = text.find(lead)
    {
        let (label, rest) = (&text[at..at + lead.len()], &text[at + lead.len()..]);
        let rest = rest.trim_start();
        if let Some(label) = label.trim_end().strip_suffix([':', '\u{FF1A}', '?', '\u{FF1F}']) {
            return Some((label, rest));
        }
        if let Some(value) = rest.strip_prefix([':', '\u{FF1A}']) {
            return Some((label, value));
        }
        // `Security — 7/10`: a dash before a figure.
        let figure = rest.trim_start_matches(['-', '\u{2013}', '\u{2014}', ' ']);
        if figure.len() < rest.len() && begins_with_score(figure) {
            return Some((label, figure));
        }
        if let Some(parts) = led_by_dash(label) {
            return Some(parts);
        }
    }
    if let Some(parts) = led_by_dots(text).or_else(|| led_by_dash(text)) {
        return Some(parts);
    }
    // `Ready to launch? Not yet.`
    let at = text.find([':', '\u{FF1A}', '?', '\u{FF1F}'])?;
    let after = &text[at..];
    let width = after.chars().next().map_or(1, char::len_utf8);
    // Not an address or a time.
    let value = &after[width..];
    if value.starts_with('/') || value.starts_with(':') {
        return None;
    }
    Some((&text[..at], value))
}
