//! Where a document's front matter is.

use crate::diag::Span;

/// The front matter of a document, found but not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    /// The YAML text between the fences, and where the body begins.
    Found {
        /// The YAML between the fences.
        yaml: Span,
        /// First byte after the closing fence's line.
        body: usize,
    },
    /// The document does not begin with a `---` line.
    Missing,
    /// The opening fence is never closed.
    Unclosed,
}

/// Finds the front matter: a first line `---`, and the next line `---` (or `...`) that closes it.
pub fn split_front_matter(text: &str) -> FrontMatter {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { text, at: start };
    let is_fence = |line: &str, fence: &str| line.trim_end() == fence;
    match lines.next() {
        Some((_, line)) if is_fence(line, "---") => {}
        _ => return FrontMatter::Missing,
    }
    let yaml_start = lines.at;
    while let Some((from, line)) = lines.next() {
        if is_fence(line, "---") || is_fence(line, "...") {
            return FrontMatter::Found { yaml: Span::new(yaml_start, from), body: lines.at };
        }
    }
    FrontMatter::Unclosed
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    /// The next line with its line end, and where it begins.
    fn next(&mut self) -> Option<Self::Item> {
        let from = self.at;
        let rest = self.text.get(from..).filter(|rest| !rest.is_empty())?;
        let end = match rest.find(['\n', '\r']) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        self.at = from + end;
        Some((from, &rest[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_found_whatever_the_line_ends() {
        for (text, yaml, body) in [
            ("---\na: 1\n---\nB", "a: 1\n", "B"),
            ("---\r\na: 1\r\n---\r\nB", "a: 1\r\n", "B"),
            ("---\ra: 1\r---\rB", "a: 1\r", "B"),
            ("\u{feff}---\na: 1\n---  \nB", "a: 1\n", "B"),
            ("---\n---", "", ""),
        ] {
            let FrontMatter::Found { yaml: span, body: at } = split_front_matter(text) else {
                panic!("{text:?}")
            };
            assert_eq!((span.slice(text), &text[at..]), (yaml, body), "{text:?}");
        }
        assert_eq!(split_front_matter("# Title\n---\n"), FrontMatter::Missing);
        assert_eq!(split_front_matter(""), FrontMatter::Missing);
        assert_eq!(split_front_matter("---\na: 1\n"), FrontMatter::Unclosed);
    }
}
