//! How a page learns of the next build.

/// The address of news.
pub const EVENTS: &str = "/.readybook/events";
/// The address of what listens to them.
pub const SCRIPT: &str = "/.readybook/live.js";
/// The address of how they are shown.
pub const STYLE: &str = "/.readybook/live.css";

/// What listens to news.
pub const LIVE_JS: &str = include_str!("live.js");
/// How they are shown.
pub const LIVE_CSS: &str = include_str!("live.css");

/// A page that listens to news; `tag` tells its bytes apart from those of the next build. What is no page stays as it is.
pub fn with_live(page: Vec<u8>, tag: &str) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    let Some(at) = page.windows(END.len()).position(|part| part == END) else { return page };
    let script = format!(
        "<link rel=\"stylesheet\" href=\"{STYLE}\"><script src=\"{SCRIPT}\" data-page=\"{tag}\" defer></script>"
    );
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_listen() {
        let page = with_live(b"<head><title>x</title></head><body>&lt;/head></body>".to_vec(), "abc");
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("data-page=\"abc\" defer></script></head><body>"), "{page}");
        assert_eq!(with_live(b"no page".to_vec(), "abc"), b"no page");
    }
}
