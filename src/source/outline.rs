//! The shape of a Markdown body: headings, task items, tables, field lines and links, all with spans of the
//! whole file.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::extent::Extent;
use super::field_lines::{FieldLine, Line, whole};
use super::field_tables::of_table;
use super::html;
use super::suppressions::Suppressions;
use super::words::Words;
use crate::diag::Span;
use crate::model::{Code, Fact, Heading, Link, Suppression, Task};
use crate::text::Slugs;

/// The Markdown that reports are written in: GitHub's.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// Where a link leads: `<ada@example.org>` is an address to write to, not a file.
pub fn link_target(kind: LinkType, url: &str) -> Cow<'_, str> {
    if kind == LinkType::Email { Cow::Owned(format!("mailto:{url}")) } else { Cow::Borrowed(url) }
}

/// What stands in a body.
#[derive(Debug, Default)]
pub struct Outline {
    /// Headings in their order.
    pub headings: Vec<Heading>,
    /// What stands under each heading; the first section is what comes before any.
    pub sections: Vec<Section>,
    /// Links and images.
    pub links: Vec<Link>,
    /// Names that raw HTML gives to places, as links reach them.
    pub anchors: Vec<String>,
    /// Code, in blocks and within lines.
    pub code: Vec<Code>,
    /// Comments that allow what rules report.
    pub suppressions: Vec<Suppression>,
    /// How far it goes.
    pub(super) extent: Extent,
}

/// What stands directly under one heading.
#[derive(Debug, Default)]
pub struct Section {
    /// The headings that lead here, the outermost first, as indices.
    pub path: Vec<usize>,
    /// Task list items.
    pub tasks: Vec<Task>,
    /// Tables.
    pub tables: Vec<Table>,
    /// What its heading states, such as `Verdict: ready`.
    pub titled: Option<FieldLine>,
    /// Facts by their names: of its lines, its items and its tables.
    pub fields: Vec<FieldLine>,
    /// Number and digest of its words.
    pub words: (u32, u64),
}

impl Section {
    /// The heading that it stands under, as an index.
    pub fn heading(&self) -> Option<u32> {
        self.path.last().and_then(|index| u32::try_from(*index).ok())
    }
}

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    /// Its head.
    pub head: TableRow,
    /// The rows below it.
    pub rows: Vec<TableRow>,
}

/// A row of a table: its cells' texts without markup.
pub type TableRow = Vec<Fact<String>>;

/// Reads the shape of the body, which begins at byte `base` of its file.
pub fn outline(body: &str, base: usize) -> Outline {
    let mut reader = Reader { body, base, ..Reader::default() };
    reader.out.sections.push(Section::default());
    let mut suppressions = Suppressions::default();
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        let text = &body[range.clone()];
        let mut span = Span::new(base + range.start, base + range.end);
        suppressions.event(&event, span);
        match event {
            // The line end belongs to no heading.
            Event::Start(Tag::Heading { .. }) => span = Span::at(base + range.start, text.trim_end()),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                html::read(text, base + range.start, &mut reader.out.links, &mut reader.out.anchors);
            }
            _ => {}
        }
        reader.out.extent.event(&event, span);
        reader.event(event, span);
    }
    reader.end_words();
    reader.out.suppressions = suppressions.into_found();
    reader.out
}

/// Text that is being gathered, with where it stands.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) text: String,
    pub(super) span: Option<Span>,
}

impl Gathered {
    pub(super) fn push(&mut self, text: &str, span: Span) {
        self.text.push_str(text);
        self.span = Some(self.span.map_or(span, |old| Span { start: old.start, end: span.end }));
    }
}

#[derive(Default)]
struct Reader<'a> {
    body: &'a str,
    base: usize,
    out: Outline,
    slugs: Slugs,
    heading: Option<(u8, Gathered, Span)>,
    /// Task items that are open, the innermost last; texts go to the innermost.
    tasks: Vec<Option<(Gathered, bool, Span)>>,
    table: Option<Table>,
    row: TableRow,
    cell: Option<Gathered>,
    /// The line of a paragraph or an item that is being read.
    line: Option<Line>,
    /// Links and images that are open, as indices.
    links: Vec<usize>,
    words: Words,
}

impl Reader<'_> {
    fn section(&mut self) -> Option<&mut Section> {
        self.out.sections.last_mut()
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => {
                self.out.code.push(Code { span, block: false });
                self.text(&text, span);
            }
            Event::SoftBreak | Event::HardBreak => {
                if self.line.is_some() {
                    self.end_line();
                    self.line = Some(Line::default());
                }
                self.text(" ", span);
            }
            Event::TaskListMarker(done) => {
                self.words.mark(u8::from(done));
                // What has to be done is no fact.
                self.line = None;
                if let Some(task) = self.tasks.last_mut() {
                    *task = Some((Gathered::default(), done, span));
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some((*level as u8, Gathered::default(), span)),
            Tag::Item => {
                self.end_line();
                self.tasks.push(None);
                self.line = Some(Line::default());
            }
            Tag::Paragraph => self.line = Some(Line::default()),
            Tag::List(_) | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock => {
                self.end_line();
                if let Tag::CodeBlock(_) = tag {
                    self.out.code.push(Code { span, block: true });
                }
            }
            Tag::Strong => self.line.iter_mut().for_each(Line::begin_bold),
            Tag::Strikethrough => self.line.iter_mut().for_each(Line::begin_struck),
            Tag::Table(_) => self.table = Some(Table::default()),
            Tag::TableHead | Tag::TableRow => self.row = TableRow::new(),
            Tag::TableCell => self.cell = Some(Gathered { text: String::new(), span: None }),
            Tag::Link { link_type, dest_url, .. } => {
                self.link(&link_target(*link_type, dest_url), false, span);
            }
            Tag::Image { dest_url, .. } => self.link(dest_url, true, span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link | TagEnd::Image => {
                self.links.pop();
            }
            TagEnd::Item => {
                self.end_line();
                if let Some(Some((text, done, span))) = self.tasks.pop() {
                    let task = Task { text: text.text.trim().into(), done, span };
                    if let Some(section) = self.section() {
                        section.tasks.push(task);
                    }
                }
            }
            TagEnd::Paragraph => self.end_line(),
            TagEnd::Strong => self.line.iter_mut().for_each(Line::end_bold),
            TagEnd::Strikethrough => self.line.iter_mut().for_each(Line::end_struck),
            TagEnd::TableCell => {
                if let Some(cell) = self.cell.take() {
                    let at = self.base;
                    let span = cell.span.unwrap_or(Span::new(at, at));
                    self.row.push(Fact::new(cell.text.trim().to_owned(), span));
                }
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.head = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let (Some(table), Some(section)) = (self.table.take(), self.out.sections.last_mut()) {
                    if self.tasks.is_empty() {
                        section.fields.extend(of_table(&table));
                    }
                    section.tables.push(table);
                }
            }
            _ => {}
        }
    }

    fn link(&mut self, target: &str, image: bool, span: Span) {
        self.links.push(self.out.links.len());
        self.out.links.push(Link { target: target.to_owned(), image, labelled: false, span });
    }

    fn end_words(&mut self) {
        let words = std::mem::take(&mut self.words).finish();
        if let Some(section) = self.section() {
            section.words = words;
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if !text.trim().is_empty() {
            for link in &self.links {
                self.out.links[*link].labelled = true;
            }
        }
        if self.heading.is_none() {
            self.words.add(text);
        }
        if let Some((_, gathered, _)) = &mut self.heading {
            gathered.push(text, span);
            return;
        }
        if let Some(cell) = &mut self.cell {
            cell.push(text, span);
            return;
        }
        if let Some(Some((gathered, _, _))) = self.tasks.last_mut() {
            gathered.push(text, span);
        }
        if let Some(line) = &mut self.line {
            line.text(text, span);
        }
    }

    fn end_line(&mut self) {
        let line = self.line.take();
        // Items within items describe what is above them; only those of the section itself state its fields.
        if let (Some(line), true, Some(section)) = (line, self.tasks.len() <= 1, self.out.sections.last_mut())
        {
            section.fields.extend(line.fields(self.body, self.base));
        }
    }

    fn end_heading(&mut self) {
        let Some((level, gathered, span)) = self.heading.take() else {
            return;
        };
        let text: Box<str> = gathered.text.trim().into();
        let anchor = self.slugs.next(&text).into();
        let index = self.out.headings.len();
        let mut path: Vec<usize> = self.out.sections.last().map(|s| s.path.clone()).unwrap_or_default();
        while path.last().is_some_and(|last| self.out.headings[*last].level >= level) {
            path.pop();
        }
        path.push(index);
        self.end_words();
        let titled =
            gathered.span.and_then(|place| whole(&gathered.text, place, false, self.body, self.base));
        self.out.headings.push(Heading { level, text, anchor, span });
        self.out.sections.push(Section { path, titled, ..Section::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "\
Intro.

# Report

## Logs
**Status:** ✅ **Resolved** now
**Owner**: web-team
Text **Due:** never.

- [x] one `code`
- [ ] two
  1. [ ] nested

```
- [ ] not a task
# not a heading
```

### Deeper

| Category | Score |
|---|---|
| **Security** | 9/10 |

## Logs
[a](b.md) ![c](d.png)
";

    #[test]
    fn sections_hold_what_stands_under_their_heading() {
        let out = outline(BODY, 100);
        let headings: Vec<_> = out.headings.iter().map(|h| (h.level, &*h.text, &*h.anchor)).collect();
        assert_eq!(
            headings,
            [(1, "Report", "report"), (2, "Logs", "logs"), (3, "Deeper", "deeper"), (2, "Logs", "logs-1")]
        );
        let paths: Vec<_> = out.sections.iter().map(|s| s.path.as_slice()).collect();
        assert_eq!(paths, [&[][..], &[0], &[0, 1], &[0, 1, 2], &[0, 3]]);
        let tasks: Vec<_> = out.sections[2].tasks.iter().map(|t| (&*t.text, t.done)).collect();
        assert_eq!(tasks, [("one code", true), ("nested", false), ("two", false)]);
        let fields: Vec<_> =
            out.sections[2].fields.iter().map(|f| (f.name.as_str(), f.value.value.as_str())).collect();
        assert_eq!(fields, [("status", "✅ Resolved now"), ("owner", "web-team")]);
        let links: Vec<_> = out.links.iter().map(|l| (l.target.as_str(), l.image)).collect();
        assert_eq!(links, [("b.md", false), ("d.png", true)]);
    }

    #[test]
    fn cells_and_fields_have_spans_of_the_file() {
        let out = outline(BODY, 100);
        let cell = &out.sections[3].tables[0].rows[0][1];
        let cut = |span: Span| &BODY[span.start as usize - 100..span.end as usize - 100];
        assert_eq!((cell.value.as_str(), cut(cell.span)), ("9/10", "9/10"));
        assert_eq!(cut(out.sections[2].fields[1].value.span).trim(), "web-team");
    }
}
