//! What stands before a report's Markdown: nothing, front matter of another tool, or our own.

use crate::source::{FrontMatter, split_front_matter};
use crate::text::lines;

/// A text taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front<'a> {
    /// Front matter of another tool.
    pub foreign: Option<&'a str>,
    /// The Markdown.
    pub body: &'a str,
    /// Where it begins.
    pub at: usize,
    /// True for an assessment in our format: there is nothing to import.
    pub ours: bool,
}

/// Takes a text apart.
pub fn front(text: &str) -> Front<'_> {
    let whole = Front { foreign: None, body: text, at: 0, ours: false };
    let FrontMatter::Found { yaml, body } = split_front_matter(text) else {
        return whole;
    };
    let yaml = yaml.slice(text);
    // A rule at the beginning of a report and the next one enclose prose.
    let is_key = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name);
        line.trim().is_empty()
            || line.starts_with([' ', '\t', '-', '#'])
            || name.is_some_and(|name| {
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            })
    };
    if yaml.trim().is_empty() || !lines(yaml).all(is_key) {
        return whole;
    }
    let ours = lines(yaml).any(is_format);
    Front { foreign: (!ours).then_some(yaml), body: &text[body..], at: body, ours }
}

/// `format: 1`, which only assessments of ours say; `format: html` is of another tool.
fn is_format(line: &str) -> bool {
    let value = line.strip_prefix("format:").and_then(|value| value.split('#').next());
    value.is_some_and(|value| value.trim().trim_matches(['"', '\'']).parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_told_from_rules_around_prose() {
        assert_eq!(front("# A\n").foreign, None);
        let other = front("---\ntitle: x\ntags:\n  - a\n---\n# A\n");
        assert_eq!(
            (other.foreign, other.body, other.ours),
            (Some("title: x\ntags:\n  - a\n"), "# A\n", false)
        );
        for ours in ["---\nformat: 1\n---\n# A\n", "---\rformat: 2 # new\r---\r# A\r"] {
            assert!(front(ours).ours, "{ours}");
        }
        let of_pages = front("---\nformat: html\n---\n# A\n");
        assert_eq!((of_pages.foreign, of_pages.ours), (Some("format: html\n"), false));
        let prose = front("---\nSome prose here\n---\n# A\n");
        assert_eq!((prose.foreign, prose.at), (None, 0));
    }
}
