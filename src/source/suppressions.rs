//! Comments of a body that allow what a rule reports: `<!-- readybook: allow RULE: reason -->`.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diag::Span;
use crate::model::Suppression;

/// Gathers suppressions from the events of a body, and which block each is for.
#[derive(Default)]
pub(super) struct Suppressions {
    found: Vec<Suppression>,
    /// How many of the last found wait for the next block.
    waiting: usize,
    /// The HTML block that is being read.
    html: Option<(Span, String)>,
    /// The block that was begun last: a comment within a line is for the block of its line.
    block: Option<Span>,
    /// The items that are open, the innermost last: in a tight list their text has no block of its own.
    items: Vec<Span>,
    after_heading: bool,
}

impl Suppressions {
    /// Takes the next event.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Text(_)
            | Event::Code(_)
            | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. })
                if self.waiting > 0 && self.html.is_none() =>
            {
                self.begin(self.items.last().copied().unwrap_or(span));
            }
            Event::End(TagEnd::Item) => {
                self.items.pop();
            }
            Event::Start(Tag::HtmlBlock) => self.html = Some((span, String::new())),
            Event::Html(text) => {
                if let Some((_, gathered)) = &mut self.html {
                    gathered.push_str(text);
                }
            }
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            Event::InlineHtml(text) => {
                let own = self.block.filter(|_| self.after_heading);
                self.found.extend(parse(text, span).map(|found| Suppression { covers: own, ..found }));
            }
            Event::Start(Tag::Heading { .. }) => {
                self.begin(span);
                self.after_heading = true;
            }
            Event::Start(
                Tag::Paragraph
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::FootnoteDefinition(_),
            )
            | Event::Rule => {
                if let Event::Start(Tag::Item) = event {
                    self.items.push(span);
                }
                self.begin(span);
            }
            _ => {}
        }
    }

    fn end_html(&mut self) {
        let Some((span, text)) = self.html.take() else {
            return;
        };
        let before = self.found.len();
        // A comment that no block follows covers itself: nothing.
        let covers = self.after_heading.then_some(span);
        // With words in the same line, it is for these.
        let is_alone = text
            .split("<!--")
            .all(|part| part.split_once("-->").map_or(part, |(_, after)| after).trim().is_empty());
        self.found.extend(parse(&text, span).map(|found| Suppression { covers, ..found }));
        match self.found.len() - before {
            0 => self.begin(span),
            new if self.after_heading && is_alone => self.waiting += new,
            _ => {}
        }
    }

    fn begin(&mut self, span: Span) {
        self.block = Some(span);
        let from = self.found.len() - self.waiting;
        for suppression in &mut self.found[from..] {
            suppression.covers = Some(span);
        }
        self.waiting = 0;
    }

    /// All of them, in the order of the document.
    pub(super) fn into_found(self) -> Vec<Suppression> {
        self.found
    }
}

/// The suppressions among the comments of an HTML text.
fn parse(html: &str, span: Span) -> impl Iterator<Item = Suppression> {
    const BEGIN: &str = "<!--";
    html.match_indices(BEGIN).filter_map(move |(at, _)| {
        let rest = html[at + BEGIN.len()..].split(BEGIN).next()?;
        let comment = rest.split("-->").next().unwrap_or(rest).trim_end();
        let end = span.start as usize + at + BEGIN.len() + comment.len();
        // What is no order at all names no rule either, so that it is told and allows nothing.
        let Some(order) = order(comment.trim_start())?.strip_prefix("allow ").map(str::trim_start) else {
            return Some(Suppression { rule: String::new(), name: span, reason: None, span, covers: None });
        };
        let (rule, reason) = match order.split_once(':') {
            Some((rule, reason)) => (rule.trim(), Some(reason.trim()).filter(|reason| !reason.is_empty())),
            None => (order, None),
        };
        let name = Span::at(end - order.len(), rule);
        let reason = reason.map(str::to_owned);
        Some(Suppression { rule: rule.to_owned(), name, reason, span, covers: None })
    })
}

/// What a comment asks of this program; empty where it is a slip of asking, such as one without its first colon, and
/// nothing where it is for people.
fn order(comment: &str) -> Option<&str> {
    const NAME: &str = "readybook";
    if let Some(order) = comment.strip_prefix(NAME).and_then(|rest| rest.strip_prefix(':')) {
        return Some(order.trim());
    }
    let (name, rest) = comment.split_at_checked(NAME.len())?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(rest);
    (name.eq_ignore_ascii_case(NAME) && word.eq_ignore_ascii_case("allow")).then_some("")
}

#[cfg(test)]
mod tests {
    use crate::source::outline;

    /// Rule, reason, and the text that each suppression of a body covers.
    fn found(body: &str) -> Vec<(String, Option<String>, Option<&str>)> {
        let all = outline(body, 0).suppressions.into_iter();
        all.map(|s| (s.rule, s.reason, s.covers.map(|covers| covers.slice(body).trim_end()))).collect()
    }

    #[test]
    fn a_comment_is_for_the_next_block_and_before_the_first_heading_for_the_document() {
        let body = "<!-- readybook: allow a: all -->\n\n# R\n\n<!-- readybook: allow b: one -->\n<!-- readybook: allow c: two -->\n\n\
                    - x\n- y\n\nText <!-- readybook: allow d: here --> more.\n\n<!-- other -->\n\n<!-- readybook: allow e -->\n";
        let brief =
            |rule: &str, reason: Option<&str>, covers| (rule.to_owned(), reason.map(str::to_owned), covers);
        assert_eq!(
            found(body),
            [
                brief("a", Some("all"), None),
                brief("b", Some("one"), Some("- x\n- y")),
                brief("c", Some("two"), Some("- x\n- y")),
                brief("d", Some("here"), Some("Text <!-- readybook: allow d: here --> more.")),
                brief("e", None, Some("<!-- readybook: allow e -->")),
            ]
        );
    }

    #[test]
    fn a_comment_in_an_item_is_for_that_item() {
        let comment = "<!-- readybook: allow a: x -->";
        for (body, covered) in [
            (format!("# R\n\n- {comment}\n  Owner\n- other\n"), format!("- {comment}\n  Owner")),
            (format!("# R\n\n- {comment} Owner\n- other\n"), format!("{comment} Owner")),
            (format!("# R\n\n- one\n- Owner {comment}\n"), format!("- Owner {comment}")),
            (format!("# R\n\n- {comment}\n  **Owner**\n- other\n"), format!("- {comment}\n  **Owner**")),
        ] {
            let covers: Vec<_> = found(&body).into_iter().filter_map(|(.., covers)| covers).collect();
            assert_eq!(covers, [covered.as_str()], "{body}");
        }
    }

    #[test]
    fn a_slip_of_a_comment_allows_nothing_and_is_no_word_to_people() {
        for slip in
            ["readybook allow a: x", "readybook allow a", "Readybook: allow a: x", "readybook - allow a: x"]
        {
            let body = format!("# R\n\n<!-- {slip} -->\n\nText.\n");
            assert_eq!(found(&body), [(String::new(), None, Some("Text."))], "{slip}");
        }
        for fine in [
            "readybook allows this",
            "readybook is fine",
            "readybooks allow",
            "allow a: x",
            "réadybook allow",
        ] {
            assert_eq!(found(&format!("# R\n\n<!-- {fine} -->\n\nText.\n")), [], "{fine}");
        }
    }

    #[test]
    fn the_name_of_the_rule_has_its_place() {
        let body = "# R\n\n> <!-- x --> <!--  readybook:  allow  one : why -->\n\nText <!-- readybook: allow two --> more\n";
        let all = outline(&format!("€{body}"), 7).suppressions;
        let names: Vec<&str> =
            all.iter().map(|s| &body[s.name.start as usize - 10..s.name.end as usize - 10]).collect();
        assert_eq!(names, ["one", "two"]);
    }

    #[test]
    fn a_comment_in_code_is_none() {
        assert_eq!(
            found(
                "# R\n\n```html\n<!-- readybook: allow a: x -->\n```\n\n`<!-- readybook: allow a: x -->`\n"
            ),
            []
        );
    }
}
