//! Text that stays text in Markdown.

use super::visible;

/// Escapes text for a paragraph, a heading, a list item or a cell of a table, so that it shows as it is and
/// neither markup nor HTML can begin in it. Line ends become spaces.
pub fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let shown = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = shown.chars();
    while let Some(c) = rest.next() {
        let always = matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '$');
        // An underscore within a word is no markup.
        let at_edge = c == '_' && !before.is_alphanumeric();
        let leads = out.is_empty() && matches!(c, '#' | '+' | '-' | '=' | ':');
        if always || at_edge || leads {
            out.push('\\');
        }
        // `1.` would begin a list.
        let ends_word = rest.as_str().is_empty() || rest.as_str().starts_with(' ');
        if matches!(c, '.' | ')') && ends_word && !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()) {
            out.push('\\');
        }
        out.push(c);
        if is_linked(&out, rest.as_str()) {
            out.push_str("<!-- -->");
        }
        before = c;
    }
    out
}

/// True between two parts that services would make a link of together: names of people, who would be told, numbers of
/// issues, and addresses. `#1` and `GH-1` are such numbers.
fn is_linked(before: &str, after: &str) -> bool {
    let mut rest = after.chars();
    let (next, second) = (rest.next().unwrap_or(' '), rest.next().unwrap_or(' '));
    let ends_with_word = |word: &str| {
        let at = before.len().checked_sub(word.len());
        let at = at.filter(|at| before.is_char_boundary(*at) && before[*at..].eq_ignore_ascii_case(word));
        at.is_some_and(|at| !before[..at].ends_with(|c: char| c.is_alphanumeric()))
    };
    match before.chars().next_back() {
        Some('@') => next.is_alphanumeric() || next == '_',
        Some('#') => next.is_ascii_digit(),
        Some(':') => after.starts_with("//"),
        Some('h' | 'H') => next == '-' && second.is_ascii_digit() && ends_with_word("gh"),
        Some('w' | 'W') => next == '.' && ends_with_word("www"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_linked_that_is_not_ours() {
        for (text, safe) in [
            ("see https://e.example/x", "see https:<!-- -->//e.example/x"),
            ("www.e.example", "www<!-- -->.e.example"),
            ("WWW.e.example and awww.e", "WWW<!-- -->.e.example and awww.e"),
            ("GH-12, gh-1, hugh-1, GH-x", "GH<!-- -->-12, gh<!-- -->-1, hugh-1, GH-x"),
            ("a@b.example, team/book#1", "a@<!-- -->b.example, team/book#<!-- -->1"),
            ("10:30 and a: b", "10:30 and a: b"),
        ] {
            assert_eq!(markdown_text(text), safe);
        }
    }

    #[test]
    fn what_is_escaped_renders_as_it_was_written() {
        for text in [
            "plain words, with 1.5 and a-b",
            "*bold* _em_ `code` ~~gone~~",
            "| cell | <script>alert(1)</script> &amp; [a](javascript:b)",
            "# no heading",
            "1. no item",
            "- no item",
            "snake_case_name \\ $x$",
            "> no quote",
            "for @somebody, @_other and #12, a@b.example",
        ] {
            let mut html = String::new();
            let options = pulldown_cmark::Options::all();
            pulldown_cmark::html::push_html(
                &mut html,
                pulldown_cmark::Parser::new_ext(&markdown_text(text), options),
            );
            let mut expected = String::new();
            pulldown_cmark_escape::escape_html_body_text(&mut expected, text).unwrap();
            assert_eq!(html.replace("&quot;", "\"").replace("<!-- -->", ""), format!("<p>{expected}</p>\n"));
        }
        assert_eq!(markdown_text("a\nb"), "a b");
    }
}
