//! What the YAML library says of a mistake, in the words of people who write reports.

use super::limits::{Limit, Limits};

/// What to do about most mistakes in YAML.
const USUAL_HELP: &str = "check indentation and quotes here and in the line before; a text that contains `: ` or ` #` needs quotes";

/// Parts of the library's messages, what they mean, and what to do.
const MEANINGS: [(&str, &str, &str); 12] = [
    ("expected string scalar", "a key is a list or a mapping", "write each key as a single word"),
    (
        "mapping values are not allowed",
        "a `: ` stands where no key can be",
        "put a text that contains `: ` in quotes, and indent a key like the others beside it",
    ),
    ("simple key expected", "this line is no `key: value`", "write a colon and a space behind the key"),
    (
        "multiline quoted scalar",
        "a text in quotes is not closed before this line",
        "close it with the quote that it begins with",
    ),
    (
        "trailing content after",
        "something stands behind a text in quotes",
        "put all of the text between the quotes",
    ),
    (
        "unknown escape",
        "a `\\` in double quotes stands before a character that it does not go with",
        "use single quotes, which take a `\\` as it is",
    ),
    ("unclosed bracket '['", "the bracket `[` is never closed", CLOSE),
    ("unclosed bracket '{'", "the bracket `{` is never closed", CLOSE),
    ("misplaced bracket", "a bracket closes what was never opened", "remove it, or put the text in quotes"),
    (
        "expected '-' indicator",
        "this line is indented like none of the lines above it",
        "indent all keys of an item alike, and begin each item with `- `",
    ),
    (
        "did not find expected key",
        "what stands here belongs to no key",
        "indent keys that belong together alike; put a text in quotes that begins with `[`, `{` or a quote",
    ),
    ("unknown anchor", "`*` refers to a name that nothing has", "put a text that begins with `*` in quotes"),
];

const CLOSE: &str = "close it in the same line, or put a text that begins with it in quotes";
const WRITTEN_OUT: &str = "write values out instead of referring to them by `*name`";

/// What a message begins with about a key that occurs again.
pub(super) const DUPLICATE: &str = "the key `";

/// Parts of the library's messages about what exceeds a limit, which one, how it is told, of what, and what to do.
const EXCEEDED: [(&[&str], Limit, &str, &str, &str); 4] = [
    (&["Nodes {"], Limit::FrontMatterValues, "it has", " values", FACTS_ONLY),
    (
        &["recursion limit", "depth", "Depth {"],
        Limit::FrontMatterDepth,
        "it is nested",
        " levels deep",
        "facts of an assessment need four levels at most",
    ),
    (
        &["Aliases {", "Anchors {"],
        Limit::FrontMatterAliases,
        "it has",
        " `*aliases` or `&anchors`",
        WRITTEN_OUT,
    ),
    // What is left of them counts what is referred to.
    (
        &["budget", "alias", "replay"],
        Limit::FrontMatterValues,
        "its `*aliases` stand for",
        " values",
        WRITTEN_OUT,
    ),
];
const FACTS_ONLY: &str =
    "front matter holds facts only: move the rest into the body, or into a file beside it";

/// A message of the library in plain words, and what to do.
pub(super) fn explain(message: &str, limits: &Limits) -> (String, &'static str) {
    let first = message.lines().next().unwrap_or_default();
    // The position at its end is what the span says.
    let first = first.split(" at line ").next().unwrap_or(first).trim_end_matches(['.', ',', ':']);
    if let Some(rest) = first.strip_prefix("duplicate mapping key: ") {
        let key = rest.split(',').next().unwrap_or(rest);
        return (
            format!("{DUPLICATE}{key}` occurs a second time"),
            "keep one of the two: nobody could tell which holds",
        );
    }
    let unexpected = first.split("unexpected character: `").nth(1);
    if let Some((hidden, _)) = unexpected.and_then(|rest| rest.strip_prefix("\\u{")?.split_once('}')) {
        return (
            format!("a control character, U+{hidden:0>4}, stands in it"),
            "remove it: nobody can see it",
        );
    }
    if let Some(begin) = unexpected.and_then(|rest| rest.chars().next()) {
        return (format!("a text without quotes cannot begin with `{begin}`"), "put the text in quotes");
    }
    if let Some((_, meaning, help)) = MEANINGS.iter().find(|(part, ..)| first.contains(part)) {
        return ((*meaning).to_owned(), help);
    }
    let exceeds = |parts: &[&str]| parts.iter().any(|part| first.contains(part));
    if let Some((_, limit, has, what, help)) = EXCEEDED.iter().find(|(parts, ..)| exceeds(parts)) {
        return (format!("{has} {}", limits.more_than(*limit, what)), help);
    }
    (first.to_owned(), USUAL_HELP)
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use crate::source::yaml::parse;

    #[test]
    fn usual_mistakes_are_told_in_plain_words() {
        for (text, says) in [
            ("a: b: c", "a `: ` stands where no key can be"),
            ("a: b\n  c: d", "a `: ` stands where no key can be"),
            ("a b", "this line is no `key: value`"),
            ("a: 1\nb c\nd: 2", "this line is no `key: value`"),
            ("a: \"b\nc: d", "a text in quotes is not closed before this line"),
            ("a: \"b\" c", "something stands behind a text in quotes"),
            ("a: \"\\q\"", "a `\\` in double quotes stands before a character that it does not go with"),
            ("a: [b, c", "the bracket `[` is never closed"),
            ("a: { b: c", "the bracket `{` is never closed"),
            ("a: 1\n}", "a bracket closes what was never opened"),
            ("a:\n  - b: 1\n    c: 2\n   d: 3", "this line is indented like none of the lines above it"),
            ("a: [b] c", "what stands here belongs to no key"),
            ("a: 1\n- b", "what stands here belongs to no key"),
            ("a: \"b\u{0}\"", "a control character, U+0000, stands in it"),
            ("a: @b", "a text without quotes cannot begin with `@`"),
            ("a: `b`", "a text without quotes cannot begin with ```"),
            ("a: *b", "`*` refers to a name that nothing has"),
        ] {
            let error = parse(&format!("z: 1\n{text}\n"), 0, &Limits::default()).unwrap_err();
            assert_eq!(error.message, says, "{text}");
        }
    }
}
