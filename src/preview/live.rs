//! How a page learns of the next build.

/// The address of news.
pub const EVENTS: &str = "/.readybook/events";
/// The address of what listens to them.
pub const SCRIPT: &str = "/.readybook/live.js";
/// The address of how they are shown.
pub const STYLE: &str = "/.readybook/live.css";

/// What listens to news.
pub const LIVE_JS: &str = concat!(include_str!("patch.js"), include_str!("live.js"));
/// How they are shown.
pub const LIVE_CSS: &str = include_str!("live.css");

/// A page that listens to news; `tag` tells its bytes apart from those of the next build. It is changed where it stands only
/// where its scripts are known: others may do anything with it. What is no page stays as it is. The
/// script comes before all others, which it has to see the page without.
pub fn with_live(page: Vec<u8>, tag: &str, known_scripts: bool) -> Vec<u8> {
    let after = |tag: &[u8]| page.windows(tag.len()).position(|part| part == tag);
    let (Some(start), Some(end)) = (after(HEAD), after(b"</head>")) else { return page };
    let start = start + HEAD.len();
    let patch = if known_scripts { " data-patch" } else { "" };
    let script = format!("<script src=\"{SCRIPT}\" data-page=\"{tag}\"{patch} defer></script>");
    let style = format!("<link rel=\"stylesheet\" href=\"{STYLE}\">");
    [&page[..start], script.as_bytes(), &page[start..end], style.as_bytes(), &page[end..]].concat()
}

const HEAD: &[u8] = b"<head>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_listen() {
        let page = with_live(b"<head><title>x</title></head><body>&lt;/head></body>".to_vec(), "abc", true);
        let page = String::from_utf8(page).unwrap();
        assert!(
            page.starts_with("<head><script src=\"/.readybook/live.js\" data-page=\"abc\" data-patch defer>"),
            "{page}"
        );
        assert!(
            page.contains(
                "<title>x</title><link rel=\"stylesheet\" href=\"/.readybook/live.css\"></head><body>"
            ),
            "{page}"
        );
        assert_eq!(with_live(b"no page".to_vec(), "abc", false), b"no page");
    }
}
