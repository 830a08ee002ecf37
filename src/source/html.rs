//! Raw HTML of a body: the links, the images and the anchors that it brings along.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Span;
use crate::model::Link;

/// Comments, and the tags of elements that the site keeps with an address or a name.
static TAGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let value = r#"(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"#;
    let attributes = format!(r#"(?:\s+[^\s"'<>/=]+(?:\s*=\s*{value})?)*"#);
    Regex::new(&format!(r"(?is)<!--.*?(?:-->|\z)|<(?<name>a|img|div|h[1-6])(?<has>{attributes})\s*/?>")).ok()
});

static ATTRIBUTES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"\s(?<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?<a>[^"]*)"|'(?<b>[^']*)'|(?<c>[^\s"'=<>`]+)))?"#)
        .ok()
});

/// Adds the links and the anchors of raw HTML, which begins at byte `base` of its file.
pub(super) fn read(html: &str, base: usize, links: &mut Vec<Link>, anchors: &mut Vec<String>) {
    for tag in TAGS.iter().flat_map(|tags| tags.captures_iter(html)) {
        let (Some(whole), Some(name), Some(has)) = (tag.get(0), tag.name("name"), tag.name("has")) else {
            continue;
        };
        let name = name.as_str().to_ascii_lowercase();
        let span = Span::at(base + whole.start(), whole.as_str());
        let value = |wanted: &str| attribute(has.as_str(), wanted);
        let named = [value("id"), value("name").filter(|_| name == "a")];
        anchors.extend(named.into_iter().flatten().filter(|anchor| !anchor.is_empty()));
        let (target, image) = match name.as_str() {
            "a" => (value("href"), false),
            "img" => (value("src"), true),
            _ => (None, false),
        };
        // An empty alternative text says of an image that it is decoration.
        let labelled = !image || value("alt").is_some();
        links.extend(target.map(|target| Link { target, image, labelled, span }));
    }
}

/// The value of an attribute; that of the first where it occurs again.
fn attribute(all: &str, wanted: &str) -> Option<String> {
    let mut found = ATTRIBUTES.iter().flat_map(|pattern| pattern.captures_iter(all));
    let is_wanted = |name: regex::Match<'_>| name.as_str().eq_ignore_ascii_case(wanted);
    let attribute = found.find(|found| found.name("name").is_some_and(is_wanted))?;
    let value = attribute.name("a").or(attribute.name("b")).or(attribute.name("c"));
    Some(value.map_or("", |value| value.as_str()).trim().replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use crate::source::outline;

    #[test]
    fn tags_are_read_and_comments_and_code_are_not() {
        let body = "# R\n\n<a name=\"top\"></a>\n\nText <a id='b' HREF=x.md?a&amp;b>x</a> <img src=\"a.png\">\n\n<p>\n<img\n  alt=''\n  \
                    src=b.png/>\n<!-- <img src=c.png> --></p>\n\n`<img src=d.png>` <a hreflang=en href>y</a>\n";
        let out = outline(body, 0);
        assert_eq!(out.anchors, ["top", "b"]);
        let links: Vec<_> =
            out.links.iter().map(|l| (l.target.as_str(), l.image, l.labelled, l.span.slice(body))).collect();
        assert_eq!(
            links,
            [
                ("x.md?a&b", false, true, "<a id='b' HREF=x.md?a&amp;b>"),
                ("a.png", true, false, "<img src=\"a.png\">"),
                ("b.png/", true, true, "<img\n  alt=''\n  src=b.png/>"),
                ("", false, true, "<a hreflang=en href>"),
            ]
        );
    }
}
