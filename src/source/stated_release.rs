//! The release of a document, read without the rest of it.

use std::sync::Arc;

use super::assessment::read_front_matter;
use super::{Fields, FrontMatter, Limits, Sink, split_front_matter};

/// The release that a document states, else `unstated`; `None` where its front matter cannot be read, too.
pub fn release_of(unstated: Option<&str>, text: &str) -> Option<String> {
    let FrontMatter::Found { yaml, .. } = split_front_matter(text) else { return None };
    if let Some(stated) = at_a_glance(yaml.slice(text)) {
        return Some(stated).filter(|stated| !stated.is_empty()).or(unstated).map(str::to_owned);
    }
    let path: Arc<str> = "".into();
    let (node, _) = read_front_matter(&path, text, &Limits::most()).ok()?;
    let sink = Sink::document(&path);
    let stated = Fields::new(node, "the front matter", &sink)?.text("release");
    stated.map(|stated| stated.value).or_else(|| unstated.map(str::to_owned))
}

/// What is stated, empty where nothing is, if the words show it without reading YAML, which takes most of the time.
fn at_a_glance(yaml: &str) -> Option<&str> {
    // An escape could spell the key.
    if yaml.contains('\\') {
        return None;
    }
    let mut rest = yaml.split("release");
    let (before, after) = (rest.next()?, rest.next());
    let Some(after) = after else { return Some("") };
    let value = after.strip_prefix(": ")?.split(['\n', '\r']).next()?.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte);
    let is_line = rest.next().is_none() && (before.is_empty() || before.ends_with('\n'));
    (is_line && !before.starts_with('{') && !value.is_empty() && value.bytes().all(plain)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_what_the_document_says_or_is_called() {
        for (front, release) in [
            ("format: 1", Some("1.0.0")),
            ("release: 2.0.0\nformat: 1", Some("2.0.0")),
            ("format: 1\nrelease: 1.10", Some("1.10")),
            ("format: 1\r\nrelease: 2.0.0\r\nowner: a", Some("2.0.0")),
            ("release: \"2.0.0\" # the second", Some("2.0.0")),
            ("\"release\": 2.0.0", Some("2.0.0")),
            ("\"\\x72elease\": 2.0.0", Some("2.0.0")),
            ("{ release: 2.0.0 }", Some("2.0.0")),
            ("{\nrelease: 2.0.0\n}", Some("2.0.0")),
            ("title: |\n  release: 3.0.0", Some("1.0.0")),
            ("extra:\n  release: 3.0.0", Some("1.0.0")),
            ("title: a release\nrelease: 2.0.0", Some("2.0.0")),
            ("release: [", None),
        ] {
            let text = format!("---\n{front}\n---\n# A\n");
            assert_eq!(release_of(Some("1.0.0"), &text).as_deref(), release, "{front}");
        }
        assert_eq!(release_of(Some("1.0.0"), "no front matter"), None);
        assert_eq!(release_of(None, "---\nformat: 1\n---\n"), None);
    }
}
