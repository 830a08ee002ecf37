//! Raw HTML of reports, by an allow-list: what GitHub lets through works, nothing runs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex};

use ammonia::{Builder, UrlRelative};

use super::markdown::Href;
use crate::text::{HtmlExtent, html_text};

/// Marks the addresses that the renderer has resolved already, in documents with raw HTML only. A report that
/// writes it itself gains nothing: what follows has to be safe all the same.
pub(super) const RESOLVED: &str = "x-resolved:";

/// Cleans the HTML of a document that holds raw HTML. Its links and images lead where those of Markdown do:
/// through `link`. Images stay only if they are the site's own or from one of the allowed hosts. HTML that comes to more than
/// so many elements is shown as it is written.
pub(super) fn sanitize(
    html: &str,
    image_hosts: &[String],
    most_elements: u64,
    link: &dyn Fn(&str) -> Href,
) -> String {
    // A check has refused such a document, unless its text and its markup together say what neither says alone.
    let mut extent = HtmlExtent::default();
    extent.add(html);
    if extent.exceeds(most_elements) {
        return format!("<pre>{}</pre>", html_text(html));
    }
    let seen: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let found = Arc::clone(&seen);
    let mut collector = builder();
    collector.attribute_filter(move |element, attribute, value| {
        if is_address(element, attribute)
            && let Ok(mut found) = found.lock()
        {
            found.insert(value.to_owned());
        }
        None
    });
    collector.clean(html);
    let addresses = seen.lock().map(|seen| seen.clone()).unwrap_or_default();
    let resolve = |address: String| target(&address, link).map(|to| (address, to));
    let targets: BTreeMap<String, String> = addresses.into_iter().filter_map(resolve).collect();
    let hosts = image_hosts.to_vec();
    let mut builder = builder();
    builder.attribute_filter(move |element, attribute, value| match (element, attribute) {
        // Parts of the page have names with a colon; of these, footnotes alone are the report's.
        (_, "id" | "name") if value.contains(':') && !is_footnote(value) => None,
        _ if is_address(element, attribute) => {
            let to = targets.get(value)?;
            let outside = to.contains("://");
            (element != "img" || !outside || allowed(to, &hosts)).then(|| Cow::Owned(to.clone()))
        }
        // A report looks like a report, and not like what the site says of it.
        (_, "class") => {
            let own: Vec<&str> = value.split_whitespace().filter(|class| is_of_reports(class)).collect();
            (!own.is_empty()).then(|| own.join(" ").into())
        }
        (_, "role") if !["group", "img"].contains(&value) => None,
        (_, "tabindex") if value != "0" => None,
        // No other element asks for anything.
        (_, "src" | "cite" | "longdesc") => None,
        _ => Some(value.into()),
    });
    without_empty_images(&builder.clean(html).to_string())
}

/// Classes of what Markdown becomes; those of highlighted code are single letters.
const CLASSES: [&str; 18] = [
    "alert",
    "alert-title",
    "anchor",
    "caution",
    "center",
    "code",
    "done",
    "footnote-back",
    "footnote-definition",
    "footnote-definition-label",
    "footnote-reference",
    "important",
    "note",
    "right",
    "scroll",
    "task",
    "tip",
    "warning",
];

fn is_of_reports(class: &str) -> bool {
    CLASSES.contains(&class) || (class.len() == 1 && class.is_ascii())
}

/// True for the name that the renderer gives to a footnote, or to a place that refers to one.
fn is_footnote(name: &str) -> bool {
    let number = name.strip_prefix("footnote:").or_else(|| name.strip_prefix("footnote-from:"));
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// Cleaned HTML, in which an image that leads nowhere is replaced by its text. Cleaned, a `<` begins a tag wherever it does
/// not stand in the quotes of one.
fn without_empty_images(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let mut quoted = false;
        let end = tag.find(|character| {
            quoted ^= character == '"';
            character == '>' && !quoted
        });
        let (tag, after) = tag.split_at(end.map_or(tag.len(), |end| end + 1));
        if tag.starts_with("<img") && !tag.contains(" src=\"") {
            let alt = tag.split_once(" alt=\"").and_then(|(_, rest)| rest.split_once('"'));
            out.push_str(&alt.map_or("", |(alt, _)| alt).replace('<', "&lt;").replace('>', "&gt;"));
        } else {
            out.push_str(tag);
        }
        rest = after;
    }
    out + rest
}

fn is_address(element: &str, attribute: &str) -> bool {
    matches!((element, attribute), ("a", "href") | ("img", "src"))
}

/// Where an address leads; `None` for nowhere.
fn target(address: &str, link: &dyn Fn(&str) -> Href) -> Option<String> {
    if let Some(resolved) = address.strip_prefix(RESOLVED) {
        let scheme = resolved.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
        let web = ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|safe| resolved.to_ascii_lowercase().starts_with(safe));
        return (web || (!scheme && !resolved.starts_with("//"))).then(|| resolved.to_owned());
    }
    match link(address) {
        Href::To(href) => Some(href),
        Href::None => None,
    }
}

fn builder<'a>() -> Builder<'a> {
    let mut builder = Builder::default();
    builder
        .add_tags(["section"])
        .rm_tags(["map", "area"])
        .generic_attributes(HashSet::from([
            "class",
            "title",
            "lang",
            "dir",
            "role",
            "tabindex",
            "aria-label",
            "aria-hidden",
            "align",
        ]))
        .add_tag_attributes("a", ["href", "id", "name"])
        .add_tag_attributes("details", ["open"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "x-resolved"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    // Headings and footnotes are the renderer's; other elements could take the name of a part of the page.
    for element in ["div", "h1", "h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(element, ["id"]);
    }
    builder
}

/// True where an image may be shown from that address.
pub(super) fn allowed(url: &str, hosts: &[String]) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(html: &str, hosts: &[String]) -> String {
        let link = |target: &str| match target {
            "missing.png" => Href::None,
            web if web.contains("://") => Href::To(web.to_owned()),
            other => Href::To(format!("../files/{other}")),
        };
        sanitize(html, hosts, 1000, &link)
    }

    #[test]
    fn what_reports_use_works_and_nothing_runs() {
        let kept = "<details open=\"\"><summary>S</summary><kbd>K</kbd><br>H<sub>2</sub>O</details>";
        assert_eq!(cleaned(kept, &[]), kept);
        for (bad, good) in [
            ("<script>alert(1)</script>x", "x"),
            ("<img src=x onerror=alert(1)>", "<img src=\"../files/x\">"),
            ("<img src=missing.png width=40 alt='a <b> \"c\"'>x", "a &lt;b&gt; &quot;c&quot;x"),
            (
                "<i title='<img>'><img src=\"https://evil.example/p.png\"></i>",
                "<i title=\"&lt;img&gt;\"></i>",
            ),
            ("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>"),
            ("<a href=\"x-resolved:javascript:alert(1)\">x</a>", "<a>x</a>"),
            ("<a href=\"x-resolved://evil.example\">x</a>", "<a>x</a>"),
            ("<a href=\"x-resolved:../p/index.html#a\">x</a>", "<a href=\"../p/index.html#a\">x</a>"),
            ("<p style=\"position:fixed\">x</p>", "<p>x</p>"),
            ("<iframe src=\"https://evil.example\"></iframe>x", "x"),
            ("<svg onload=alert(1)><path></svg>x", "x"),
            ("<a id=\"footnote:1\">x</a>", "<a id=\"footnote:1\">x</a>"),
            ("<a id=\"footnote-from:1.2\">x</a>", "<a id=\"footnote-from:1.2\">x</a>"),
            ("<a id=\"footnote:page:main\">x</a><a name=\"footnotes:1\">y</a>", "<a>x</a><a>y</a>"),
            (
                "<section class=\"answer\" role=\"status\" tabindex=\"5\"><p class=\"verdict ready\">x</p></section>",
                "<section><p>x</p></section>",
            ),
            ("<p class=\"big right\">x</p>", "<p class=\"right\">x</p>"),
            ("<p id=\"main\">x</p><div id=\"page:main\">y</div>", "<p>x</p><div>y</div>"),
        ] {
            assert_eq!(cleaned(bad, &[]), good);
        }
        let many: String = (0..100).map(|n| ["<b title=", &n.to_string(), ">"].concat()).collect();
        let html = many + &"<p>x".repeat(100);
        assert_eq!(cleaned(&html, &[]), format!("<pre>{}</pre>", html_text(&html)));
        let host = ["img.example".to_owned()];
        let image = "<img src=\"https://img.example/a.png\">";
        assert_eq!(cleaned(image, &host), image);
    }
}
