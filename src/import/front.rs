//! What stands before a report's Markdown: nothing, front matter of another tool, or our own.

use crate::source::{FrontMatter, split_front_matter};

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
    if yaml.trim().is_empty() || !yaml.lines().all(is_key) {
        return whole;
    }
    let ours = yaml.lines().any(|line| line.split_once(':').is_some_and(|(name, _)| name == "format"));
    Front { foreign: (!ours).then_some(yaml), body: &text[body..], at: body, ours }
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
        assert!(front("---\nformat: 1\n---\n# A\n").ours);
        let prose = front("---\nSome prose here\n---\n# A\n");
        assert_eq!((prose.foreign, prose.at), (None, 0));
    }
}
