//! Anchors of headings, by the rule that GitHub follows, so that links work there and on the site.

use std::collections::BTreeMap;

/// The anchor of one heading text: lower case, spaces become `-`, and only letters, digits, `-` and `_` stay.
pub fn slug(text: &str) -> String {
    let text = text.trim();
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            _ if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if !c.is_ascii() && c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// The anchors of one document: a repeated one gets `-1`, `-2`, …
#[derive(Default)]
pub struct Slugs {
    seen: BTreeMap<String, usize>,
}

impl Slugs {
    /// The anchor of the next heading.
    pub fn next(&mut self, text: &str) -> String {
        let base = slug(text);
        let base = if base.is_empty() { "section".to_owned() } else { base };
        let mut candidate = base.clone();
        loop {
            if !self.seen.contains_key(&candidate) {
                self.seen.insert(candidate.clone(), 0);
                return candidate;
            }
            let n = self.seen.entry(base.clone()).or_insert(0);
            *n += 1;
            candidate = format!("{base}-{n}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        assert_eq!(slug("1. Structured Logging"), "1-structured-logging");
        assert_eq!(slug("CI/CD & DevOps"), "cicd--devops");
        assert_eq!(slug("Überprüfung"), "überprüfung");
    }

    #[test]
    fn repeated_headings_are_told_apart() {
        let mut slugs = Slugs::default();
        let all = ["Notes", "Notes", "Notes 1", "Notes", "!"].map(|text| slugs.next(text));
        assert_eq!(all, ["notes", "notes-1", "notes-1-1", "notes-2", "section"]);
    }
}
