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
        // Names of people and numbers of issues would be linked, and people be told.
        let next = rest.as_str().chars().next().unwrap_or(' ');
        if (c == '@' && (next.is_alphanumeric() || next == '_')) || (c == '#' && next.is_ascii_digit()) {
            out.push_str("<!-- -->");
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
