//! Text that stays text in HTML and in XML.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

/// Text for the value of an attribute in quotes, or for anywhere else in HTML.
pub fn html_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Writing to a string cannot fail.
    let _ = escape_html(&mut out, text);
    out
}

/// Text between the tags of HTML, where quotes stay as they are.
pub fn html_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(&mut out, text);
    out
}

/// Text for XML. What no document of XML may hold (section 2.2 of its specification), and other controls, shows as U+FFFD.
pub fn xml(text: &str) -> String {
    let refused = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    html_attribute(&text.replace(refused, "\u{FFFD}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        let text = "a <b> & \"c\" 'd'";
        assert_eq!(html_attribute(text), "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
        assert_eq!(html_text(text), "a &lt;b&gt; &amp; \"c\" 'd'");
        assert_eq!(xml("a\u{1}b\u{7f}\u{ffff}<"), "a\u{fffd}b\u{fffd}\u{fffd}&lt;");
    }
}
