//! Where links of a report lead, as paths of the book.

use std::collections::BTreeSet;
use std::sync::Arc;

/// What the target of a link is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address outside of the site, with a safe scheme.
    Web(String),
    /// An anchor of the same page, without its `#`.
    Anchor(String),
    /// A document of the book: its path in the book, and the anchor in it.
    Document(String, Option<String>),
    /// A file of the book: its path in the book.
    File(String),
    /// Nothing that the book has.
    Missing(String),
    /// A path from the root of the repository that is outside of the book's documents: who reads the report there
    /// can follow it, the site cannot.
    Elsewhere,
    /// A scheme or a path that is not followed.
    Refused,
}

/// Resolves a target as written in the document at `from`. `documents` says whether a path is a document of
/// the book; `files` holds the other files.
pub fn destination(
    target: &str,
    from: &str,
    documents: &dyn Fn(&str) -> bool,
    files: &BTreeSet<Arc<str>>,
) -> Destination {
    if let Some(anchor) = target.strip_prefix('#') {
        return Destination::Anchor(decode(anchor));
    }
    let lower = target.to_ascii_lowercase();
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Destination::Web(target.to_owned());
    }
    let has_scheme = target.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    if has_scheme || target.starts_with("//") {
        return Destination::Refused;
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor))),
        None => (target, None),
    };
    let path = path.split('?').next().unwrap_or(path);
    let path = decode(path);
    let resolved = match path.strip_prefix('/') {
        Some(rest) if rest.split('/').any(|part| part == "..") => None,
        Some(rest) if rest.split('/').find(|part| !matches!(*part, "" | ".")) != Some("content") => {
            return Destination::Elsewhere;
        }
        Some(rest) => resolve_in_book("", rest),
        None => resolve_in_book(from, &path),
    };
    match resolved {
        None => Destination::Refused,
        Some(path) if documents(&path) => Destination::Document(path, anchor),
        Some(path) if files.contains(path.as_str()) => Destination::File(path),
        Some(path) => Destination::Missing(path),
    }
}

/// The path that a target which begins with `/` leads to from the top of its repository.
pub fn top_path(target: &str) -> String {
    decode(target.split(['?', '#']).next().unwrap_or(target)).trim_start_matches('/').to_owned()
}

/// The path in the book that `relative`, written in the document at `from`, leads to; `None` where it leads
/// out of `content/`.
pub fn resolve_in_book(from: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') || relative.contains(['\\', '\0']) {
        return None;
    }
    join(folder_of(from), relative).filter(|path| path.split('/').next() == Some("content"))
}

/// The folder of a file; empty for one at the top.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path that `relative` leads to from a folder, as names alone say it; `None` where it leads above the top. A `/` at
/// its start or its end says nothing.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path without `.`, and without `..` where it can be: `../code/src/../a.rs` is `../code/a.rs`.
pub fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Undoes percent-encoding; what is no valid encoding stays.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(target: &str) -> Destination {
        let files = ["content/a/img/x y.png", "content/shared.pdf"].map(Arc::from).into();
        destination(target, "content/a/1.0.md", &|path| path == "content/b/2.0.md", &files)
    }

    #[test]
    fn targets_are_told_apart() {
        for (target, expected) in [
            ("#notes", Destination::Anchor("notes".into())),
            ("https://example.org/x", Destination::Web("https://example.org/x".into())),
            ("MAILTO:a@b.c", Destination::Web("MAILTO:a@b.c".into())),
            ("../b/2.0.md#x", Destination::Document("content/b/2.0.md".into(), Some("x".into()))),
            ("img/x%20y.png", Destination::File("content/a/img/x y.png".into())),
            ("./../shared.pdf?raw=1", Destination::File("content/shared.pdf".into())),
            ("nowhere.md", Destination::Missing("content/a/nowhere.md".into())),
            ("./img/x%20y.png", Destination::File("content/a/img/x y.png".into())),
            ("/content/b/2.0.md#x", Destination::Document("content/b/2.0.md".into(), Some("x".into()))),
            ("/content/b/3.0.md", Destination::Missing("content/b/3.0.md".into())),
            ("/src/main.rs", Destination::Elsewhere),
            ("/etc/passwd", Destination::Elsewhere),
            ("Tel:+49-30-1234", Destination::Web("Tel:+49-30-1234".into())),
        ] {
            assert_eq!(resolve(target), expected, "{target}");
        }
    }

    #[test]
    fn a_target_from_the_top_is_a_path_of_its_repository() {
        assert_eq!(top_path("/src/a%20b.rs?plain=1#L3"), "src/a b.rs");
        assert_eq!(top_path("/"), "");
    }

    #[test]
    fn a_plain_path_leads_where_the_other_did() {
        for (path, plain) in [
            ("../code/./src/../a.rs", "../code/a.rs"),
            ("../../a//b/", "../../a/b"),
            ("a/../../b", "../b"),
            (".", ""),
        ] {
            assert_eq!(plain_path(path), plain);
        }
    }

    #[test]
    fn nothing_leads_out_of_the_book_or_runs_a_script() {
        for target in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example/x",
            "../../../etc/passwd",
            "/content/../../etc/passwd",
            "..%2f..%2f..%2fetc/passwd",
            "../..",
            "a\\..\\b",
        ] {
            assert_eq!(resolve(target), Destination::Refused, "{target}");
        }
    }
}
