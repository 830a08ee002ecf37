//! What could run or ask for something in a text that is HTML, SVG or XML, as a parser sees it that says each tag.

use std::cell::RefCell;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

/// Elements that have no place on a page of ours, nor in a picture of ours.
const REFUSED: [&str; 23] = [
    "animate",
    "applet",
    "area",
    "audio",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "frameset",
    "iframe",
    "image",
    "keygen",
    "listing",
    "marquee",
    "math",
    "noembed",
    "object",
    "plaintext",
    "portal",
    "set",
    "textarea",
    "video",
    "xmp",
];

/// Attributes whose value is an address.
const ADDRESSES: [&str; 14] = [
    "action",
    "background",
    "cite",
    "code",
    "data",
    "formaction",
    "href",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "src",
    "srcset",
    "xlink:href",
];

/// What a text holds that is more than to be read. Scripts and styles of the site itself are addresses below it.
pub fn running(text: &str) -> Vec<String> {
    let found = RefCell::new(Vec::new());
    let look = |el: &mut Element<'_, '_>| {
        found.borrow_mut().extend(of_element(el));
        Ok(())
    };
    let script = |piece: &mut lol_html::html_content::TextChunk<'_>| {
        if !piece.as_str().trim().is_empty() {
            found.borrow_mut().push(format!("a script within: {}", piece.as_str()));
        }
        Ok(())
    };
    // Pages that stand alone have a style of ours within.
    let style = |piece: &mut lol_html::html_content::TextChunk<'_>| {
        if ["hit()", "e.example", "javascript", "@import", "data:"]
            .iter()
            .any(|bad| piece.as_str().contains(bad))
        {
            found.borrow_mut().push(format!("a style within: {}", piece.as_str()));
        }
        Ok(())
    };
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("*", look))
        .append_element_content_handler(text!("script", script))
        .append_element_content_handler(text!("style", style));
    if let Err(error) = rewrite_str(text, settings) {
        found.borrow_mut().push(error.to_string());
    }
    found.into_inner()
}

fn of_element(el: &Element<'_, '_>) -> Vec<String> {
    let name = el.tag_name();
    let mut wrong = Vec::new();
    if REFUSED.contains(&name.as_str()) || name.contains(['"', '\'', '<', '=', '`']) {
        wrong.push(format!("<{name}>"));
    }
    if name == "script" && el.get_attribute("src").is_none() {
        wrong.push("<script> without an address".to_owned());
    }
    for attribute in el.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        let handler = key.starts_with("on") || key.contains(['"', '\'', '<', '`']);
        let policy = key == "http-equiv" && value != "Content-Security-Policy";
        // How GitHub and the parser of the tests align cells.
        let style = key == "style" && !value.starts_with("text-align: ");
        if handler || policy || style || key == "srcdoc" {
            wrong.push(format!("<{name} {key}={value}>"));
        }
        let own_only = matches!(name.as_str(), "script" | "form" | "img" | "use");
        if ADDRESSES.contains(&key.as_str()) && !is_harmless(&value, own_only) {
            wrong.push(format!("<{name} {key}={value}>"));
        }
    }
    wrong
}

/// True for an address below the site and for one of the web, without an escape that could hide another.
fn is_harmless(value: &str, own_only: bool) -> bool {
    let head = value.split(['/', '?', '#']).next().unwrap_or_default();
    let hidden = head.contains(|c: char| c == '&' || c == '\\' || c.is_control());
    let web =
        ["https://", "http://", "mailto:", "tel:"].iter().any(|web| value.to_lowercase().starts_with(web));
    let below = !head.contains(':') && !value.replace('\\', "/").starts_with("//");
    !hidden && (below || (web && !own_only))
}

#[test]
fn what_runs_is_found() {
    for bad in [
        "<script>x</script>",
        "<script src=//e.example></script>",
        "<img src=x onerror=y>",
        "<a href='java&#115;cript:x'>",
        "<p style=a>",
        "<a href=\" javascript:x\">",
        "<meta http-equiv=refresh>",
        "<iframe>",
        "<svg><a xlink:href='data:x'>",
        "<link href=//e.example>",
        "<img src=https://e.example/x>",
    ] {
        assert!(!running(bad).is_empty(), "{bad}");
    }
    let fine = "<!doctype html><script src='../assets/x.js' defer></script><a href=\"https://e.example/?a=b&amp;c\">x</a><p title='<script>'>&lt;img onerror=x></p>";
    assert_eq!(running(fine), [] as [&str; 0]);
}
