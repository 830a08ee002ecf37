//! Addresses that stand in a text as they are, such as `https://example.org/a`, become links, as on GitHub.

use std::mem::take;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, TextMergeStream};

/// The events of a body with links where bare addresses stand: those of the web, and what begins with `www.`. Code, links
/// and what describes images stay as they are.
pub(super) fn linked<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    let (mut out, mut closed) = (Vec::new(), Closed::default());
    for event in TextMergeStream::new(events) {
        match event {
            Event::Text(text) if closed.is_open() => link(&finder, text, &mut out),
            event => {
                closed.see(&event);
                out.push(event);
            }
        }
    }
    out
}

/// What no link may stand in.
#[derive(Default)]
struct Closed {
    /// How many links, images and blocks of code are open.
    depth: usize,
    /// A link that is written in HTML is open.
    by_html: bool,
}

impl Closed {
    fn is_open(&self) -> bool {
        self.depth == 0 && !self.by_html
    }

    fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => self.depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.depth = self.depth.saturating_sub(1);
            }
            Event::InlineHtml(html) => {
                let name = html.trim_start_matches(['<', '/']).split(|c: char| !c.is_alphanumeric()).next();
                if name.is_some_and(|name| name.eq_ignore_ascii_case("a")) {
                    self.by_html = !html.starts_with("</");
                }
            }
            // Nothing is open any more where another paragraph begins.
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) => {
                self.by_html = false;
            }
            _ => {}
        }
    }
}

fn link<'a>(finder: &LinkFinder, text: CowStr<'a>, out: &mut Vec<Event<'a>>) {
    // Both forms hold one of these: most texts hold neither.
    if !text.contains("://") && !text.contains("www.") {
        out.push(Event::Text(text));
        return;
    }
    let mut plain = String::new();
    for span in finder.spans(&text) {
        let Some(address) = span.kind().and_then(|_| address(span.as_str())) else {
            plain.push_str(span.as_str());
            continue;
        };
        if !plain.is_empty() {
            out.push(Event::Text(take(&mut plain).into()));
        }
        let (link_type, none) = (LinkType::Autolink, CowStr::Borrowed(""));
        out.push(Event::Start(Tag::Link {
            link_type,
            dest_url: address.into(),
            title: none.clone(),
            id: none,
        }));
        out.push(Event::Text(span.as_str().to_owned().into()));
        out.push(Event::End(TagEnd::Link));
    }
    if !plain.is_empty() {
        out.push(Event::Text(plain.into()));
    }
}

/// Where a bare address leads; nothing for what only looks like one, such as `file.name`.
fn address(text: &str) -> Option<String> {
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins("https://") || begins("http://") {
        return Some(text.to_owned());
    }
    begins("www.").then(|| format!("http://{text}"))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Parser, html};

    use super::*;

    fn rendered(markdown: &str) -> String {
        let mut out = String::new();
        html::push_html(&mut out, linked(Parser::new_ext(markdown, crate::source::options())).into_iter());
        out.trim_end().to_owned()
    }

    #[test]
    fn bare_addresses_are_links() {
        for (markdown, html) in [
            (
                "See https://example.org/a_b_c?x=1&y=2, and more.",
                "<p>See <a href=\"https://example.org/a_b_c?x=1&amp;y=2\">https://example.org/a_b_c?x=1&amp;y=2</a>, and more.</p>",
            ),
            ("(www.example.org)", "<p>(<a href=\"http://www.example.org\">www.example.org</a>)</p>"),
            ("HTTPS://EXAMPLE.ORG", "<p><a href=\"HTTPS://EXAMPLE.ORG\">HTTPS://EXAMPLE.ORG</a></p>"),
            (
                "**https://example.org/x**.",
                "<p><strong><a href=\"https://example.org/x\">https://example.org/x</a></strong>.</p>",
            ),
        ] {
            assert_eq!(rendered(markdown), html);
        }
    }

    #[test]
    fn nothing_else_becomes_one() {
        for markdown in [
            "Example.org, main.rs, v1.2.3 and ftp://example.org or javascript://x",
            "`https://example.org`",
            "```\nhttps://example.org\n```",
        ] {
            assert!(!rendered(markdown).contains("<a "), "{markdown}");
        }
        let once = [
            "[https://example.org](https://example.org/b)",
            "<https://example.org>",
            "<a href=\"https://example.org/b\">https://example.org</a>",
        ];
        for markdown in once {
            assert_eq!(rendered(markdown).matches("<a ").count(), 1, "{markdown}");
        }
        assert_eq!(rendered("![https://example.org](i.png)").matches("<a ").count(), 0);
        assert_eq!(
            rendered("<a id=x>\n\nhttps://example.org").matches("<a ").count(),
            2,
            "it was never closed"
        );
    }
}
