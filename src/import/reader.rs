//! Markdown to blocks: what each event of the parser opens, fills and closes.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::blocks::{Block, Kind, Row, Table};
use super::markup::{Piece, pieces, shown};
use crate::diag::Span;
use crate::source::options;

/// Reads the blocks of a text as the parser gives them, without the headings above each.
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.event(event, Span::new(range.start, range.end));
    }
    reader.blocks
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
                self.open(Kind::Heading(*level as u8), span);
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
