//! Lines and cells that state a fact by its name: `**Status:** Open`, also as an item of a list; `**Status: Open**`;
//! `Status: Open`; `| Status | Open |`.

use super::outline::{Gathered, Table};
use crate::diag::Span;
use crate::model::{Fact, FindingSeverity, FindingStatus};

/// Longest name, in bytes, that stands before a colon without being bold.
const LONGEST_PLAIN_NAME: usize = 32;

/// A line `**Name:** value` of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLine {
    /// The name in lower case, without its colon.
    pub name: String,
    /// What follows.
    pub value: Fact<String>,
    /// Where the whole line stands.
    pub span: Span,
    /// True where nothing but a colon marks it: it may be a sentence, and states a fact only by a word alone.
    pub plain: bool,
}

/// A line that is being read: its bold lead, and what follows.
#[derive(Default)]
pub(super) struct Line {
    lead: Gathered,
    rest: Gathered,
    in_lead: bool,
    lead_closed: bool,
    is_prose: bool,
    /// How deep in text that is struck out, which states nothing.
    struck: usize,
}

impl Line {
    pub(super) fn text(&mut self, text: &str, span: Span) {
        if self.struck > 0 {
            return;
        }
        let part = if self.in_lead { &mut self.lead } else { &mut self.rest };
        part.push(text, span);
    }

    pub(super) fn begin_bold(&mut self) {
        let at_start = self.lead.text.is_empty() && !self.rest.text.chars().any(char::is_alphanumeric);
        if at_start && !self.lead_closed && self.struck == 0 {
            self.in_lead = true;
            // An icon before the name is decoration.
            self.rest = Gathered::default();
        }
        // What is bold within a name is a word of a sentence.
        self.is_prose |= !at_start && !self.rest.text.contains(':');
    }

    pub(super) fn end_bold(&mut self) {
        self.lead_closed |= self.in_lead;
        self.in_lead = false;
    }

    pub(super) fn begin_struck(&mut self) {
        self.struck += 1;
    }

    pub(super) fn end_struck(&mut self) {
        self.struck = self.struck.saturating_sub(1);
    }

    /// What the line states; several facts may stand side by side, set apart by `|` or `·`. `body` begins at byte
    /// `base` of its file.
    pub(super) fn fields(self, body: &str, base: usize) -> Vec<FieldLine> {
        let Some(field) = self.field(body, base) else {
            return Vec::new();
        };
        let mut fields = Vec::new();
        let mut rest = Some(field);
        while let Some(mut field) = rest {
            rest = split(&mut field);
            fields.push(field);
        }
        fields
    }

    fn field(self, body: &str, base: usize) -> Option<FieldLine> {
        let Line { lead, rest, is_prose, .. } = self;
        let Some(lead_span) = lead.span else {
            let (name, _) = rest.text.split_once(':')?;
            let is_name =
                !is_prose && name.len() <= LONGEST_PLAIN_NAME && !name.contains(['.', '!', '?', ',', ';']);
            return if is_name { whole(&rest.text, rest.span?, true, body, base) } else { None };
        };
        let text = lead.text.trim();
        let value = match (text.strip_suffix(':'), rest.text.trim_start().strip_prefix(':')) {
            (Some(_), _) => rest.text.as_str(),
            (None, Some(value)) => value,
            // Bold as a whole, value and all.
            (None, None) if !rest.text.contains(char::is_alphanumeric) => {
                return whole(&lead.text, lead_span, false, body, base);
            }
            (None, None) => return None,
        };
        let name = text.trim_end_matches(':').trim().to_lowercase();
        let value = value.trim();
        let rest_span = rest.span?;
        let span = Span { start: lead_span.start, end: rest_span.end };
        let value = Fact::new(value.to_owned(), ending(rest_span, value, body, base));
        (!name.is_empty() && !value.value.is_empty()).then_some(FieldLine { name, value, span, plain: false })
    }
}

/// Reads a line that is all of one style, such as a heading: `Overall score: 80/100`.
pub(super) fn whole(text: &str, span: Span, plain: bool, body: &str, base: usize) -> Option<FieldLine> {
    let (name, value) = text.split_once(':')?;
    let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let value = value.trim();
    let value = Fact::new(value.to_owned(), ending(span, value, body, base));
    (!name.is_empty() && !value.value.is_empty()).then_some(FieldLine { name, value, span, plain })
}

/// Where a value stands at the end of a text: what is before it may hold markup that the value has not. Where the
/// value itself holds some, that is the whole text.
fn ending(span: Span, value: &str, body: &str, base: usize) -> Span {
    let width = u32::try_from(value.len()).unwrap_or(0);
    let place = Span { start: span.end.saturating_sub(width).max(span.start), end: span.end };
    let (start, end) = (place.start as usize - base, place.end as usize - base);
    if body.get(start..end) == Some(value) { place } else { span }
}

/// Cuts off a second fact of the same line and gives it.
fn split(field: &mut FieldLine) -> Option<FieldLine> {
    let text = &field.value.value;
    let at = text.find(['|', '·', '•'])?;
    let width = text[at..].chars().next().map_or(1, char::len_utf8);
    let (name, value) = text[at + width..].split_once(':')?;
    if name.trim().is_empty() || name.len() > LONGEST_PLAIN_NAME || value.trim().is_empty() {
        return None;
    }
    let (from, span) = (text.len() - value.trim_start().len(), field.value.span);
    let is_verbatim = (span.end - span.start) as usize == text.len();
    let place = |from: usize, to: usize| {
        let at = span.start as usize;
        if is_verbatim { Span::new(at + from, at + to) } else { span }
    };
    let second = FieldLine {
        name: name.trim().to_lowercase(),
        value: Fact::new(value.trim().to_owned(), place(from, text.trim_end().len())),
        span: field.span,
        plain: field.plain,
    };
    let first = text[..at].trim_end().to_owned();
    field.value = Fact::new(first.clone(), place(0, first.len()));
    Some(second)
}

/// What a table states of its section: rows of a name and a value, or one row below a head of names.
pub(super) fn of_table(table: &Table) -> Vec<FieldLine> {
    let field = |name: &Fact<String>, value: &Fact<String>, plain: bool| FieldLine {
        name: name.value.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase(),
        value: value.clone(),
        span: Span { start: name.span.start, end: value.span.end.max(name.span.end) },
        plain,
    };
    let mut all = Vec::new();
    if let [name, value] = table.head.as_slice() {
        // The head may be one of the rows, or say what the columns are.
        let head = field(name, value, true);
        let word = value.value.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_row = match head.name.as_str() {
            "severity" => FindingSeverity::ALL.iter().any(|known| known.id() == word),
            "status" => FindingStatus::ALL.iter().any(|known| known.id() == word),
            _ => true,
        };
        all.extend(Some(head).filter(|_| is_row));
        let pairs = table.rows.iter().filter_map(|row| Some((row.first()?, row.get(1)?)));
        all.extend(pairs.map(|(name, value)| field(name, value, false)));
    }
    let tells = |head: &&Fact<String>| matches!(&*head.value.to_lowercase(), "severity" | "status");
    if let ([row], true) = (table.rows.as_slice(), table.head.iter().any(|head| tells(&head))) {
        all.extend(table.head.iter().zip(row).map(|(name, value)| field(name, value, false)));
    }
    all.retain(|field| !field.name.is_empty() && field.value.value.contains(char::is_alphanumeric));
    all
}
