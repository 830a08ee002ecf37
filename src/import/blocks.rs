//! A report as a flat list of blocks: headings, lines of prose, items, table rows' tables and fences, each with its
//! line and the headings above it. Free-form reports put facts into all of them.

use crate::diag::Span;
use crate::import::reader::read;

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A heading of a level; a line in bold that introduces what follows counts as one of level 7.
    Heading(u8),
    /// A line of a paragraph.
    Line,
    /// An item of a list.
    Item {
        /// 0 for the outermost list.
        depth: usize,
        /// True in a numbered list.
        ordered: bool,
        /// Whether the box is ticked, where there is one.
        task: Option<bool>,
    },
    /// A table.
    Table(Table),
    /// Lines of a fenced block; none where it holds code.
    Fence(Vec<String>),
    /// A thematic break.
    Break,
}

/// A table: texts without markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The head.
    pub head: Vec<String>,
    /// The rows, each with the place of its first cell.
    pub rows: Vec<Row>,
}

impl Table {
    /// The cells of a column.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &String> {
        self.rows.iter().filter_map(move |row| row.cells.get(column))
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Texts of the cells.
    pub cells: Vec<String>,
    /// Where the row begins, in bytes.
    pub at: usize,
    /// True where a cell is struck through.
    pub struck: bool,
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text without markup.
    pub text: String,
    /// The part of the text that is bold at its beginning.
    pub lead: String,
    /// True where its beginning is struck through.
    pub struck: bool,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Indices of the headings that lead to it, the outermost first; a heading's own index is not among them.
    pub path: Vec<usize>,
    /// True for a line that others of the same paragraph follow or precede.
    pub wrapped: bool,
}

impl Block {
    /// The heading's level.
    pub fn level(&self) -> Option<u8> {
        if let Kind::Heading(level) = self.kind { Some(level) } else { None }
    }

    /// What follows the bold beginning.
    pub fn rest(&self) -> &str {
        self.text.find(&self.lead).map_or("", |at| &self.text[at + self.lead.len()..]).trim()
    }

    /// True where nothing follows its bold beginning but what a bracket says of it: `**High risk** (blockers)`.
    fn explains(&self) -> bool {
        let rest = self.rest().trim_end_matches([':', '\u{FF1A}']);
        let opens = rest.starts_with(['(', '\u{FF08}']) && rest.ends_with([')', '\u{FF09}']);
        !self.lead.is_empty() && opens && rest.matches(['(', '\u{FF08}']).count() == 1
    }

    /// True where all of its text is bold.
    pub fn is_bold(&self) -> bool {
        !self.lead.is_empty() && !self.rest().chars().any(char::is_alphanumeric)
    }
}

/// Reads the blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = read(text);
    promote(&mut blocks);
    thread(&mut blocks);
    blocks
}

/// A bold line before a list or a table introduces it like a heading.
fn promote(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let introduces = blocks.get(at + 1).is_some_and(|next| {
            matches!(next.kind, Kind::Item { depth: 0, .. } | Kind::Table(_) | Kind::Fence(_))
        });
        let block = &blocks[at];
        let bold = block.kind == Kind::Line
            && block.text.chars().count() <= 90
            && (block.is_bold()
                || block.explains()
                || (!block.wrapped && block.text.ends_with([':', '\u{FF1A}']) && block.lead.is_empty()));
        let (numbered, title) = without_number(&block.text);
        // `**1. Backups fail**` and `**Issue 1: backups fail**` also introduce the paragraph below them.
        let before_text = || {
            (numbered || is_counted(&block.text))
                && block.is_bold()
                && blocks.get(at + 1).is_some_and(|next| next.kind == Kind::Line)
        };
        if bold && (introduces || before_text()) && !title.contains(". ") {
            blocks[at].kind = Kind::Heading(7);
        }
    }
}

/// A text without the number or the letter before it, and whether it had one.
fn without_number(text: &str) -> (bool, &str) {
    let Some((first, rest)) = text.split_once(' ') else {
        return (false, text);
    };
    let number = first.strip_suffix(['.', ')']).unwrap_or_default();
    let counts = number.chars().all(|c| c.is_ascii_digit() || c == '.') && number.len() <= 4;
    let letter = number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase());
    if !number.is_empty() && (counts || letter) { (true, rest) } else { (false, text) }
}

/// True for a text after a word and its number: `Issue 1: backups fail`.
fn is_counted(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let word = words.next().is_some_and(|word| word.chars().all(char::is_alphabetic));
    let number =
        words.next().and_then(|number| number.strip_suffix([':', '.', ')', '\u{FF1A}'])).unwrap_or_default();
    let number = number.trim_start_matches('#');
    word && (1..=3).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit())
}

/// Gives every block the headings above it.
fn thread(blocks: &mut [Block]) {
    let mut path: Vec<(u8, usize)> = Vec::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        match &block.kind {
            Kind::Heading(level) => {
                while path.last().is_some_and(|(above, _)| above >= level) {
                    path.pop();
                }
                block.path = path.iter().map(|(_, at)| *at).collect();
                path.push((*level, at));
                continue;
            }
            Kind::Break => {
                path.retain(|(level, _)| *level < 7);
            }
            _ => {}
        }
        block.path = path.iter().map(|(_, at)| *at).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_a_block_with_its_headings() {
        let text = "# Title **x**\n**Date:** 2026-01-02  \n**Version:** 1.0\n\n## Gaps\n- [x] **Logs** - no\n  wrap\n  - inner\n1. ~~gone~~ one\n\n**Later:**\n| A | B |\n|---|---|\n| ~~b~~ | **c** |\n\n---\n```\nScore\n```\n";
        let all = blocks(text);
        let brief: Vec<_> = all
            .iter()
            .map(|b| {
                let kind = match &b.kind {
                    Kind::Heading(level) => format!("h{level}"),
                    Kind::Line => "line".to_owned(),
                    Kind::Item { depth, ordered, task } => format!("item{depth} {ordered} {task:?}"),
                    Kind::Table(table) => format!("{:?}{}", table.rows[0].cells, table.rows[0].struck),
                    Kind::Fence(lines) => format!("{lines:?}"),
                    Kind::Break => "break".to_owned(),
                };
                (kind, b.text.clone(), b.lead.clone(), b.path.clone())
            })
            .collect();
        insta::assert_debug_snapshot!(brief);
    }
}
