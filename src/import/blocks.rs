//! A report as a flat list of blocks: headings, lines of prose, items, table rows' tables and fences, each with its
//! line and the headings above it. Free-form reports put facts into all of them.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::diag::Span;
use crate::import::markup::{Piece, pieces, shown};
use crate::source::options;

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

    /// True where all of its text is bold.
    pub fn is_bold(&self) -> bool {
        !self.lead.is_empty() && !self.rest().chars().any(char::is_alphanumeric)
    }
}

/// Reads the blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.event(event, Span::new(range.start, range.end));
    }
    let mut blocks = reader.blocks;
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
                || (!block.wrapped && block.text.ends_with([':', '\u{FF1A}']) && block.lead.is_empty()));
        let (numbered, title) = without_number(&block.text);
        // `**1. Backups fail**` also introduces the paragraph below it.
        let before_text =
            || numbered && block.is_bold() && blocks.get(at + 1).is_some_and(|next| next.kind == Kind::Line);
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

/// A list that is open.
#[derive(Clone, Copy)]
struct List {
    ordered: bool,
    depth: usize,
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The block whose text is being read.
    open: Option<Block>,
    /// Lists that are open.
    lists: Vec<List>,
    table: Option<(Table, usize)>,
    row: Row,
    cell: Option<String>,
    bold: usize,
    struck: usize,
    lead_closed: bool,
    code: bool,
}

/// True for a fence that names a language of code: what stands in it says nothing of the project.
fn is_code(info: &str) -> bool {
    let language = info.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    !matches!(
        language.as_str(),
        "" | "text" | "txt" | "plain" | "plaintext" | "md" | "markdown" | "ascii" | "diff"
    )
}

impl Reader {
    fn open(&mut self, kind: Kind, span: Span) {
        self.close();
        self.lead_closed = false;
        self.open = Some(Block {
            kind,
            text: String::new(),
            lead: String::new(),
            struck: false,
            span,
            path: Vec::new(),
            wrapped: false,
        });
    }

    /// True for a list that follows a number on its own: whoever writes `1.`, bullets and `2.` has forgotten to indent
    /// what belongs to the numbers.
    fn hangs(&self, depth: usize) -> bool {
        if self.open.as_ref().is_some_and(|open| open.kind == Kind::Line) {
            return false;
        }
        let is_number = |block: &Block| matches!(block.kind, Kind::Item { ordered: true, depth: own, .. } if own == depth);
        let mut before = self.open.iter().chain(self.blocks.iter().rev());
        before.next().is_some_and(is_number) && !before.next().is_some_and(is_number)
    }

    fn close(&mut self) {
        if let Some(mut block) = self.open.take() {
            block.text = String::from(block.text.trim());
            block.lead = String::from(block.lead.trim());
            // `Title {#anchor}`
            let anchor = block.text.rfind(" {#").filter(|_| block.text.ends_with('}'));
            if let Some(at) = anchor.filter(|_| matches!(block.kind, Kind::Heading(_))) {
                block.text.truncate(block.text[..at].trim_end().len());
            }
            if !block.text.is_empty() || matches!(block.kind, Kind::Fence(_) | Kind::Break) {
                self.blocks.push(block);
            }
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.line_break(span),
            Event::InlineHtml(_) => self.text(" "),
            Event::Html(html) => self.markup(&html, span),
            Event::TaskListMarker(done) => {
                if let Some(Block { kind: Kind::Item { task, .. }, .. }) = &mut self.open {
                    *task = Some(done);
                }
            }
            Event::Rule => {
                self.open(Kind::Break, span);
                self.close();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                // A table in HTML that nobody ended.
                self.end_table();
                self.open(Kind::Heading(depth(*level)), span);
            }
            Tag::Paragraph => {
                // The first paragraph of an item is the item's text.
                let of_item = self
                    .open
                    .as_ref()
                    .is_some_and(|block| matches!(block.kind, Kind::Item { .. }) && block.text.is_empty());
                if !of_item {
                    self.open(Kind::Line, span);
                }
            }
            Tag::List(first) => {
                let outer = self.lists.last().map_or(0, |list| list.depth + 1);
                let ordered = first.is_some();
                let depth = outer + usize::from(!ordered && self.hangs(outer));
                self.lists.push(List { ordered, depth });
            }
            Tag::Item => {
                if let Some(List { ordered, depth }) = self.lists.last().copied() {
                    self.open(Kind::Item { depth, ordered, task: None }, span);
                }
            }
            Tag::CodeBlock(kind) => {
                self.code = matches!(kind, CodeBlockKind::Fenced(info) if is_code(info));
                self.open(Kind::Fence(Vec::new()), span);
            }
            Tag::Table(_) => {
                self.close();
                self.table = Some((Table::default(), span.start as usize));
            }
            Tag::TableHead | Tag::TableRow => {
                self.row = Row { cells: Vec::new(), at: span.start as usize, struck: false };
            }
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => {
                self.struck += 1;
                self.row.struck |= self.cell.is_some();
                if let Some(block) = &mut self.open {
                    block.struck |= !block.text.chars().any(char::is_alphanumeric);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => {
                // What follows the first paragraph of an item is not the item's text.
                self.close();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong => {
                self.bold = self.bold.saturating_sub(1);
                self.lead_closed |= self.open.as_ref().is_some_and(|block| !block.lead.is_empty());
            }
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => {
                if let Some((table, _)) = &mut self.table {
                    table.head = std::mem::take(&mut self.row.cells);
                }
            }
            TagEnd::TableRow => {
                if let Some((table, _)) = &mut self.table {
                    table.rows.push(std::mem::take(&mut self.row));
                }
            }
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            self.row.cells.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if let Some((mut table, at)) = self.table.take().filter(|(table, _)| !table.head.is_empty()) {
            let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.head.len());
            table.head.resize(width, String::new());
            table.rows.iter_mut().for_each(|row| row.cells.resize(width, String::new()));
            self.open(Kind::Table(table), Span::new(at, at));
            if let Some(block) = &mut self.open {
                block.text.push('|');
            }
            self.close();
        }
    }

    /// Ends a row of a table in HTML, whose first row is its head.
    fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        if let Some((table, _)) = self.table.as_mut().filter(|_| !row.cells.is_empty()) {
            if table.head.is_empty() {
                table.head = row.cells;
            } else {
                table.rows.push(row);
            }
        }
    }

    /// Tables in HTML, and what can be unfolded.
    fn markup(&mut self, html: &str, span: Span) {
        let mut title: Option<String> = None;
        for (at, piece) in pieces(html) {
            let at = span.start as usize + at;
            match piece {
                Piece::Start(name) if name == "summary" => title = Some(String::new()),
                Piece::End(name) if name == "summary" => {
                    title.take().into_iter().for_each(|title| self.summary(&title, span));
                }
                Piece::Text(text) if let Some(title) = &mut title => title.push_str(text),
                Piece::Start(name) => self.element(&name, at),
                Piece::End(name) if name == "table" && self.table.is_some() => self.end_table(),
                Piece::End(_) => {}
                Piece::Text(text) => {
                    if let Some(cell) = &mut self.cell {
                        cell.push_str(&shown(text));
                    }
                }
            }
        }
    }

    /// An element that begins: a table, or a part of the one that is open.
    fn element(&mut self, name: &str, at: usize) {
        match name {
            "table" => {
                self.end_table();
                self.close();
                self.table = Some((Table::default(), at));
            }
            _ if self.table.is_none() => {}
            "tr" => {
                self.end_row();
                self.row.at = at;
            }
            "td" | "th" => {
                self.end_cell();
                self.cell = Some(String::new());
            }
            "s" | "del" | "strike" => self.row.struck |= self.cell.is_some(),
            "br" => self.text(" "),
            _ => {}
        }
    }

    /// `<summary>…</summary>` introduces what can be unfolded like a line in bold.
    fn summary(&mut self, title: &str, span: Span) {
        self.open(Kind::Heading(7), span);
        self.text(title);
        self.close();
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.push_str(text);
            return;
        }
        let Some(block) = &mut self.open else {
            return;
        };
        if let Kind::Fence(lines) = &mut block.kind {
            if !self.code {
                lines.extend(text.lines().map(str::to_owned));
            }
            return;
        }
        let leads = self.bold > 0
            && !self.lead_closed
            && (!block.lead.is_empty() || !block.text.chars().any(char::is_alphanumeric));
        if leads {
            block.lead.push_str(text);
        }
        block.text.push_str(text);
    }

    /// Lines of a paragraph are blocks of their own: metadata stands one below the other. Lines of an item or a
    /// heading are one text.
    fn line_break(&mut self, span: Span) {
        match &mut self.open {
            Some(block) if block.kind == Kind::Line => {
                block.wrapped = true;
                self.open(Kind::Line, Span::new(span.end as usize, span.end as usize));
                if let Some(block) = &mut self.open {
                    block.wrapped = true;
                }
            }
            _ => self.text(" "),
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
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
