//! Lines and cells that state a fact by its name: `**Status:** Open`, also as an item of a list; `**Status: Open**`;
//! `Status: Open`; `| Status | Open |`.

use super::outline::Gathered;
use crate::diag::Span;
use crate::model::Fact;
use crate::text::bare;

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
    /// True where it stands in a table that may list something else: it states nothing of a finding.
    pub listed: bool,
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
        self.field(body, base).map(|field| split(&field)).unwrap_or_default()
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
        let field = FieldLine { name, value, span, plain: false, listed: false };
        (!field.name.is_empty() && !field.value.value.is_empty()).then_some(field)
    }
}

/// Reads a line that is all of one style, such as a heading: `Overall score: 80/100`.
pub(super) fn whole(text: &str, span: Span, plain: bool, body: &str, base: usize) -> Option<FieldLine> {
    let (name, value) = text.split_once(':')?;
    let name = bare(name);
    let value = value.trim();
    let value = Fact::new(value.to_owned(), ending(span, value, body, base));
    let field = FieldLine { name, value, span, plain, listed: false };
    (!field.name.is_empty() && !field.value.value.is_empty()).then_some(field)
}

/// Where a value stands at the end of a text: what is before it may hold markup that the value has not. Where the
/// value itself holds some, that is the whole text.
fn ending(span: Span, value: &str, body: &str, base: usize) -> Span {
    let width = u32::try_from(value.len()).unwrap_or(0);
    let place = Span { start: span.end.saturating_sub(width).max(span.start), end: span.end };
    let (start, end) = (place.start as usize - base, place.end as usize - base);
    if body.get(start..end) == Some(value) { place } else { span }
}

/// The facts of one line, each cut off where the next begins. The line is read once, however many there are.
fn split(field: &FieldLine) -> Vec<FieldLine> {
    let FieldLine { name, value: whole, .. } = field;
    let text = &whole.value;
    let mut fields = Vec::new();
    let (mut name, mut start) = (name.clone(), 0);
    loop {
        let next = second(&text[start..]);
        let end = next.map_or(text.len(), |(end, ..)| start + end);
        let value = text[start..end].trim_end();
        let value = Fact::new(value.to_owned(), whole.place(start, start + value.len()));
        fields.push(FieldLine { name, value, span: field.span, plain: field.plain, listed: false });
        let Some((_, second, from)) = next else {
            return fields;
        };
        (name, start) = (second.to_lowercase(), start + from);
    }
}

/// Where a second fact of a text follows: where the first ends, its name, and where its value begins.
fn second(text: &str) -> Option<(usize, &str, usize)> {
    let at = text.find(['|', '·', '•'])?;
    let begin = at + text[at..].chars().next().map_or(1, char::len_utf8);
    let colon = begin + text[begin..].bytes().take(LONGEST_PLAIN_NAME + 1).position(|byte| byte == b':')?;
    let value = &text[colon + 1..];
    let from = text.len() - value.trim_start().len();
    let name = text[begin..colon].trim();
    (!name.is_empty() && from < text.len()).then_some((at, name, from))
}
