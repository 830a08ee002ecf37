//! Raw HTML of reports, by an allow-list: what GitHub lets through works, nothing runs.

use std::collections::HashSet;

use ammonia::{Builder, UrlRelative};

/// Cleans the HTML of a document that holds raw HTML. Images stay only if they are the site's own or from one
/// of the hosts that the book allows.
pub(super) fn sanitize(html: &str, image_hosts: &[String]) -> String {
    let hosts = image_hosts.to_vec();
    let own = |url: &str| !url.contains(':') && !url.starts_with("//");
    let mut builder = Builder::default();
    builder
        .add_tags(["section", "input"])
        .rm_tags(["input", "map", "area"])
        .generic_attributes(HashSet::from([
            "class",
            "id",
            "title",
            "lang",
            "dir",
            "role",
            "tabindex",
            "aria-label",
            "aria-hidden",
            "align",
        ]))
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("details", ["open"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") if !own(value) && !allowed(value, &hosts) => None,
            (_, "src") if element != "img" && !own(value) => None,
            _ => Some(value.into()),
        });
    builder.clean(html).to_string()
}

/// True where an image may be shown from that address.
pub(super) fn allowed(url: &str, hosts: &[String]) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reports_use_works_and_nothing_runs() {
        let kept = "<details open=\"\"><summary>S</summary><kbd>K</kbd><br>H<sub>2</sub>O</details>";
        assert_eq!(sanitize(kept, &[]), kept);
        for (bad, good) in [
            ("<script>alert(1)</script>x", "x"),
            ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
            ("<img src=\"https://evil.example/p.png\">", "<img>"),
            ("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>"),
            ("<p style=\"position:fixed\">x</p>", "<p>x</p>"),
            ("<iframe src=\"https://evil.example\"></iframe>x", "x"),
            ("<svg onload=alert(1)><path></svg>x", "x"),
        ] {
            assert_eq!(sanitize(bad, &[]), good);
        }
        let host = ["img.example".to_owned()];
        assert_eq!(
            sanitize("<img src=\"https://img.example/a.png\">", &host),
            "<img src=\"https://img.example/a.png\">"
        );
    }
}
