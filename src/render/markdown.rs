//! The body of a report as HTML: links resolved, code highlighted, tables that scroll inside themselves,
//! task items with words, and no inline styles.

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html,
};

use super::Words;
use super::bare_links::linked;
use super::footnotes::Footnotes;
use super::highlight::Highlighter;
use super::sanitize::{RESOLVED, allowed, sanitize};
use crate::model::Heading;
use crate::source::{link_target, options};
use crate::text::html_attribute;

/// What a link of a report becomes.
pub(super) enum Href {
    /// A link to that address.
    To(String),
    /// No link: its text stays.
    None,
}

/// What is needed to render one body.
pub(super) struct Body<'a> {
    /// The Markdown.
    pub markdown: &'a str,
    /// Its headings, which have the anchors.
    pub headings: &'a [Heading],
    /// The page's title: a first heading that repeats it is left out.
    pub title: &'a str,
    /// Where links lead.
    pub link: &'a dyn Fn(&str) -> Href,
    /// Hosts from which images are shown.
    pub image_hosts: &'a [String],
    /// How many elements its raw HTML may come to.
    pub html_elements: u64,
    /// Colours code.
    pub highlighter: &'a Highlighter,
    /// Words of the interface.
    pub words: &'a Words,
}

/// Renders a body.
pub(super) fn render(body: &Body<'_>) -> String {
    let events: Vec<Event<'_>> = linked(Parser::new_ext(body.markdown, options()));
    let raw_html = events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let mut writer = Writer::new(body, raw_html, Footnotes::of(&events));
    for event in events {
        writer.event(event);
    }
    writer.end_with_footnotes();
    let mut out = String::with_capacity(body.markdown.len() * 2);
    html::push_html(&mut out, writer.out.into_iter());
    if raw_html { sanitize(&out, body.image_hosts, body.html_elements, body.link) } else { out }
}

struct Writer<'a, 'b> {
    body: &'b Body<'b>,
    out: Vec<Event<'a>>,
    /// The document holds raw HTML, and is cleaned as a whole: addresses are marked as resolved.
    raw_html: bool,
    headings: usize,
    skipping_title: bool,
    /// The block of code that is being read: its language and text.
    code: Option<(String, String)>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// What closes each link that is open.
    links: Vec<bool>,
    /// The image that is being read: its address, its title, and its alternative text.
    image: Option<(String, String, String)>,
    notes: Footnotes<'a>,
}

impl<'a, 'b> Writer<'a, 'b> {
    fn new(body: &'b Body<'b>, raw_html: bool, notes: Footnotes<'a>) -> Self {
        Writer {
            body,
            out: Vec::new(),
            raw_html,
            headings: 0,
            skipping_title: false,
            code: None,
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            links: Vec::new(),
            image: None,
            notes,
        }
    }

    /// A resolved address as an attribute holds it.
    fn address(&self, href: &str) -> String {
        format!("{}{}", self.mark(), html_attribute(href))
    }

    /// A word of the interface, safe in HTML.
    fn word(&self, key: &str) -> String {
        html_attribute(self.body.words.word(key))
    }

    fn mark(&self) -> &'static str {
        if self.raw_html { RESOLVED } else { "" }
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn event(&mut self, event: Event<'a>) {
        if self.skipping_title {
            self.skipping_title = !matches!(event, Event::End(TagEnd::Heading(_)));
            return;
        }
        if let Some((_, code)) = &mut self.code {
            match event {
                Event::Text(text) => code.push_str(&text),
                _ => self.end_code(),
            }
            return;
        }
        if let Some((_, _, alternative)) = &mut self.image {
            match event {
                Event::Text(text) | Event::Code(text) => alternative.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alternative.push(' '),
                Event::End(TagEnd::Image) => self.end_image(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::FootnoteReference(name) => {
                let (number, nth) = self.notes.referred(&name);
                let (mark, id) = (self.mark(), Footnotes::reference(number, nth));
                self.html(format!(
                    "<sup class=\"footnote-reference\"><a id=\"{id}\" href=\"{mark}#footnote:{number}\">{number}</a></sup>"
                ));
            }
            Event::TaskListMarker(done) => {
                let (class, key) =
                    if done { ("task done", "report.done") } else { ("task", "report.not-done") };
                let word = self.word(key);
                self.html(format!("<span class=\"{class}\" role=\"img\" aria-label=\"{word}\"></span> "));
            }
            other => self.out.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Heading { level, .. } => {
                let heading = self.body.headings.get(self.headings);
                self.headings += 1;
                let is_title = self.headings == 1
                    && heading.is_some_and(|h| h.level == 1 && *h.text == *self.body.title);
                if is_title {
                    self.skipping_title = true;
                    return;
                }
                let anchor = heading.map(|heading| html_attribute(&heading.anchor)).unwrap_or_default();
                let level = shown(level);
                self.html(format!("<{level} id=\"{anchor}\">"));
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',', '{']).next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                let word = self.word("report.table");
                self.html(format!(
                    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{word}\"><table>"
                ));
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.html("<tr>");
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                self.html(format!("<{}{class}>", if self.in_head { "th scope=\"col\"" } else { "td" }));
            }
            Tag::BlockQuote(Some(kind)) => {
                let class = alert(kind);
                let word = self.word(&format!("report.{class}"));
                self.html(format!("<div class=\"alert {class}\"><p class=\"alert-title\">{word}</p>"));
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let href = (self.body.link)(&link_target(link_type, &dest_url));
                self.links.push(matches!(href, Href::To(_)));
                if let Href::To(href) = href {
                    let title = if title.is_empty() {
                        String::new()
                    } else {
                        format!(" title=\"{}\"", html_attribute(&title))
                    };
                    self.html(format!("<a href=\"{}\"{title}>", self.address(&href)));
                }
            }
            Tag::Image { dest_url, title, .. } => {
                self.image = Some((dest_url.to_string(), title.to_string(), String::new()));
            }
            Tag::FootnoteDefinition(name) => {
                let (number, first) = self.notes.begins(&name, self.out.len());
                let id = if first { format!(" id=\"footnote:{number}\"") } else { String::new() };
                self.html(format!(
                    "<div class=\"footnote-definition\"{id}><sup class=\"footnote-definition-label\">{number}</sup>\n"
                ));
            }
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let index = self.headings.checked_sub(1);
                let anchor =
                    index.and_then(|at| self.body.headings.get(at)).map(|h| html_attribute(&h.anchor));
                let anchor = anchor.unwrap_or_default();
                let (mark, level, word) = (self.mark(), shown(level), self.word("report.section-link"));
                self.html(format!(
                    " <a class=\"anchor\" href=\"{mark}#{anchor}\" aria-label=\"{word}\">#</a></{level}>\n"
                ));
            }
            TagEnd::Table => self.html("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.html("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.html("</tr>"),
            TagEnd::TableCell => {
                self.column += 1;
                self.html(if self.in_head { "</th>" } else { "</td>" });
            }
            TagEnd::BlockQuote(Some(_)) => self.html("</div>\n"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.html("</a>");
                }
            }
            TagEnd::FootnoteDefinition => {
                self.html("</div>\n");
                self.notes.ends(&mut self.out);
            }
            other => self.out.push(Event::End(other)),
        }
    }

    /// Puts the footnotes behind all, in the order of their numbers, each with links to where it is referred to.
    fn end_with_footnotes(&mut self) {
        let (mark, word) = (self.mark(), self.word("report.footnote-back"));
        for (number, times, mut events) in self.notes.said() {
            let link = |nth: usize| {
                let id = Footnotes::reference(number, nth);
                let (nth, of) = if nth == 1 {
                    (String::new(), String::new())
                } else {
                    (nth.to_string(), format!(".{nth}"))
                };
                format!("<a href=\"{mark}#{id}\" aria-label=\"{word} {number}{of}\">\u{21a9}{nth}</a>")
            };
            let links: Vec<String> = (1..=times).map(link).collect();
            let end = events.pop();
            self.out.append(&mut events);
            if times > 0 {
                self.html(format!("<p class=\"footnote-back\">{}</p>", links.join(" ")));
            }
            self.out.extend(end);
        }
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else {
            return;
        };
        let coloured = self.body.highlighter.html(&language, &code);
        let word = self.word("report.code");
        let label = if language.is_empty() { word } else { format!("{word}, {}", html_attribute(&language)) };
        self.html(format!(
            "<pre class=\"code\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><code>{coloured}</code></pre>\n"
        ));
    }

    /// An image of the book is shown; one from elsewhere becomes a link, unless the book allows its host.
    fn end_image(&mut self) {
        let Some((address, title, alternative)) = self.image.take() else {
            return;
        };
        let in_link = self.links.last() == Some(&true);
        let text = if alternative.is_empty() { address.clone() } else { alternative.clone() };
        let title =
            if title.is_empty() { String::new() } else { format!(" title=\"{}\"", html_attribute(&title)) };
        let outside = address.contains("://");
        let html = match (self.body.link)(&address) {
            Href::To(href) if !outside || allowed(&address, self.body.image_hosts) => format!(
                "<img src=\"{}\" alt=\"{}\"{title} loading=\"lazy\">",
                self.address(&href),
                html_attribute(&alternative)
            ),
            Href::To(href) if !in_link => {
                format!("<a href=\"{}\"{title}>{}</a>", self.address(&href), html_attribute(&text))
            }
            _ => html_attribute(&text),
        };
        self.html(html);
    }
}

/// The level on the page, whose only heading of the first level is its title.
fn shown(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

/// Its class, which is also what its word is found by.
fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::outline;

    fn html_of(markdown: &str) -> String {
        let headings = outline(markdown, 0).headings;
        let link = |target: &str| match target {
            "gone.md" => Href::None,
            other => Href::To(other.to_owned()),
        };
        render(&Body {
            markdown,
            headings: &headings,
            title: "Report",
            link: &link,
            image_hosts: &[],
            html_elements: 1000,
            highlighter: &Highlighter::new(),
            words: &crate::render::Theme::embedded().words("en").unwrap(),
        })
    }

    #[test]
    fn reports_are_set_without_inline_styles_or_foreign_images() {
        insta::assert_snapshot!(html_of(
            "# Report\n\n# Other\n\n## Checks *now* & then\n\n- [x] one\n- [ ] two\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n\
             > [!WARNING]\n> Careful.\n\n```bash\necho \"$HOME\"\n```\n\n[gone](gone.md) [there](b.html \"t\") \
             ![logo](logo.png) ![far](https://evil.example/x.png) [![badge](https://evil.example/b.svg)](https://evil.example)\n\n\
             Note[^1].\n\n[^1]: Foot.\n"
        ));
    }

    /// What is cleaned may name only the classes that Markdown gives, and so has to name all of them.
    #[test]
    fn raw_html_takes_no_class_away() {
        let alerts =
            ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"].map(|kind| format!("> [!{kind}]\n> x\n\n"));
        let text = format!(
            "# Report\n\n## Other\n\n- [x] one\n- [ ] two\n\n| a | b | c |\n|:-:|--:|---|\n| 1 | 2 | 3 |\n\n{}\
             ```rust\nfn f() {{ g(\"x\", 1); }} // why\n```\n\nNote[^1].\n\n[^1]: Foot.\n\n",
            alerts.concat()
        );
        let classes = |text: &str| {
            let html = html_of(text);
            let found = html.split("class=\"").skip(1).filter_map(|rest| rest.split_once('"'));
            found.map(|(class, _)| class.to_owned()).collect::<Vec<_>>()
        };
        let plain = classes(&text);
        assert!(plain.len() > 20, "{plain:?}");
        assert_eq!(classes(&format!("{text}<b>raw</b>\n")), plain);
    }

    #[test]
    fn footnotes_have_names_of_their_own_and_lead_back() {
        let text = "## a\n\nOnce[^a], twice[^a], other[^b].\n\n[^a]: One.\n\n    Two.\n\n[^b]: Three.\n";
        for raw in ["", "\n<b>raw</b>\n"] {
            let html = html_of(&format!("{text}{raw}"));
            assert_eq!(html.matches("id=\"a\"").count(), 1, "{html}");
            for part in [
                "<a id=\"footnote-from:1\" href=\"#footnote:1\">1</a>",
                "<a id=\"footnote-from:1.2\" href=\"#footnote:1\">1</a>",
                "<div class=\"footnote-definition\" id=\"footnote:1\">",
                "<a href=\"#footnote-from:1.2\"",
                "<a href=\"#footnote-from:2\"",
            ] {
                assert_eq!(html.matches(part).count(), 1, "{part} in {html}");
            }
        }
        assert!(!html_of("[^a]: Nobody refers to it.\n").contains("footnote-back"));
        let html =
            html_of("B[^b] and A[^a].\n\n[^a]: Second.\n\n[^b]: First.\n\n## More\n\n[^c]: Nobody's.\n");
        let places = ["## More", "First.", "Second.", "Nobody"].map(|text| {
            html.find(text.trim_start_matches("## ")).unwrap_or_else(|| panic!("{text}: {html}"))
        });
        assert!(places.is_sorted(), "behind all, in the order in which they are referred to: {html}");
        assert!(
            html.contains("id=\"footnote:1\"><sup class=\"footnote-definition-label\">1</sup>\n<p>First."),
            "{html}"
        );
    }

    #[test]
    fn raw_html_is_cleaned_with_the_rest_of_its_document_intact() {
        let html = html_of(
            "## H\n\n<details><summary>S</summary>\n\n- [x] in\n\n```rust\nfn a() {}\n```\n\n</details>\n\n<script>alert(1)</script>\n",
        );
        assert!(html.contains("<details><summary>S</summary>"), "{html}");
        assert!(
            html.contains("class=\"task done\"") && html.contains("<span class=\"k\">fn </span>"),
            "{html}"
        );
        assert!(html.contains("id=\"h\"") && html.contains("tabindex=\"0\""), "{html}");
        assert!(!html.contains("script"), "{html}");
    }
}
