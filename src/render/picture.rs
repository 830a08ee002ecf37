//! Pictures in SVG, which are documents that can run scripts where somebody opens them by their address.

use roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const XML_EVENTS: &str = "http://www.w3.org/2001/xml-events";

/// Elements of SVG that run something, hold something of another kind, or change what a link says.
const ACTIVE: [&str; 9] =
    ["script", "foreignObject", "handler", "listener", "iframe", "set", "animate", "animation", "discard"];

/// What takes the place of a picture that can do more than be looked at.
const STAND_IN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 40\" role=\"img\">\
                        <title>A picture that is not shown</title>\
                        <rect width=\"640\" height=\"40\" fill=\"#eee\"/>\
                        <text x=\"12\" y=\"26\" font-family=\"sans-serif\" font-size=\"15\" fill=\"#222\">\
                        This picture is not shown: it is no plain SVG, and could run a script.</text></svg>\n";

/// A picture as it is published: as it is where it can only be looked at, else a stand-in that says so.
pub(super) fn published(bytes: Vec<u8>) -> Vec<u8> {
    if is_plain(&bytes) { bytes } else { STAND_IN.as_bytes().to_vec() }
}

/// True for a well-formed document without a document type, whose elements and addresses can do nothing.
fn is_plain(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    if !is_quickly_parsed(text) {
        return false;
    }
    // The parser refuses document types, and with them entities that only a browser would open up.
    let Ok(document) = Document::parse(text) else { return false };
    let root = document.root_element().tag_name();
    root.namespace() == Some(SVG)
        && root.name() == "svg"
        && document.descendants().all(|node| is_plain_node(&node))
}

/// Most declarations of namespaces in a picture: the parser compares and copies those that hold in each element.
const MOST_NAMESPACES: usize = 300;

/// Most attributes of an element: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 1000;

/// True where the parser needs no more time than the size of the text says.
fn is_quickly_parsed(text: &str) -> bool {
    // No attribute holds a `<`, so that between two of them is one element at most.
    text.matches("xmlns").count() <= MOST_NAMESPACES
        && text.split('<').all(|tag| tag.bytes().filter(|byte| *byte == b'=').count() <= MOST_ATTRIBUTES)
}

fn is_plain_node(node: &Node<'_, '_>) -> bool {
    // Style sheets of XML are named by such instructions, and can be made of scripts.
    if node.is_pi() {
        return false;
    }
    let name = node.tag_name();
    let active = match name.namespace() {
        Some(SVG) | None => ACTIVE.iter().any(|active| active.eq_ignore_ascii_case(name.name())),
        Some(XHTML | XML_EVENTS) => true,
        // Notes of drawing programs.
        Some(_) => false,
    };
    let style = name.name().eq_ignore_ascii_case("style") && !is_plain_style(node);
    let is_link = name.name() == "a";
    !active && !style && node.attributes().all(|attribute| is_plain_attribute(&attribute, is_link))
}

/// True for a style sheet that asks for nothing and holds nothing but text.
fn is_plain_style(node: &Node<'_, '_>) -> bool {
    let text: String = node.children().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect();
    // An escape may stand for any letter of what asks.
    !node.children().any(|inner| inner.is_element()) && !asks(&text) && !text.contains('\\')
}

fn is_plain_attribute(attribute: &Attribute<'_, '_>, of_link: bool) -> bool {
    let name = attribute.name().to_ascii_lowercase();
    if name.starts_with("on") || attribute.namespace() == Some(XML_EVENTS) {
        return false;
    }
    let value = attribute.value();
    match name.as_str() {
        "href" | "src" | "base" => is_plain_address(value, of_link),
        "style" => !asks(value) && !value.contains('\\'),
        "from" | "to" | "values" | "by" => !value.contains(':'),
        _ => !asks(value),
    }
}

/// True for a place of the same picture, pixels within it, and where a link leads to a page: anything else is asked for as
/// soon as the picture is opened.
fn is_plain_address(value: &str, of_link: bool) -> bool {
    let value = value.trim().to_ascii_lowercase();
    let pixels = ["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];
    value.starts_with('#')
        || (of_link && ["https://", "http://"].iter().any(|web| value.starts_with(web)))
        || pixels.iter().any(|pixels| value.starts_with(pixels))
}

/// True for a style that asks for something beside the picture, or whose escapes hide what it does.
fn asks(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let beside = style.match_indices("url(").any(|(at, found)| {
        let target = style[at + found.len()..].trim_start_matches(['"', '\'']);
        !target.starts_with('#')
    });
    beside
        || ["@import", "image-set(", "javascript:", "expression(", "-moz-binding"]
            .iter()
            .any(|bad| style.contains(bad))
        || (style.contains('\\') && style.contains('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> bool {
        is_plain(
            format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</svg>")
                .as_bytes(),
        )
    }

    #[test]
    fn plain_pictures_stay_as_they_are() {
        for inner in [
            "<g style=\"fill:url(#a)\"><path d=\"M0 0\" fill='url(\"#b\")'/></g><use xlink:href=\"#a\"/>",
            "<style>.a { fill: red }</style><text class=\"a\">on load</text>",
            "<image href=\"data:image/png;base64,AAAA\"/><a href=\"https://example.org/\"><text>x</text></a>",
            "<filter><feColorMatrix values=\"1 0 0\"/></filter>",
            "<n:view xmlns:n=\"http://www.inkscape.org/namespaces/inkscape\" n:zoom=\"1\"/>",
        ] {
            assert!(svg(inner), "{inner}");
        }
        let plain = format!("<?xml version=\"1.0\"?>\n<!-- c -->\n<svg xmlns='{SVG}'/>\n").into_bytes();
        assert_eq!(published(plain.clone()), plain);
        assert!(is_plain(STAND_IN.as_bytes()));
    }

    /// Each of these took minutes or gigabytes, for a few megabytes of text.
    #[test]
    fn a_picture_that_would_keep_the_parser_busy_is_not_published() {
        use std::fmt::Write as _;
        let (mut attributes, mut namespaces) = (String::from("<g "), String::new());
        for at in 0..200_000 {
            let _ = write!(attributes, "a{at}='' ");
        }
        for at in 0..20_000 {
            let _ = write!(namespaces, "<g xmlns:a{at}='b{at}'>");
        }
        let nested = |tag: &str| {
            let count = 100_000;
            format!("{}{}", format!("<{tag}>").repeat(count), format!("</{tag}>").repeat(count))
        };
        assert!(!svg(&format!("{attributes}/>")));
        assert!(!svg(&(namespaces + &"</g>".repeat(20_000))));
        assert!(!svg(&nested("style")));
        assert!(svg(&nested("g")), "depth alone is no harm");
    }

    #[test]
    fn a_picture_that_can_do_something_is_not_published() {
        for inner in [
            "<script>hit()</script>",
            "<SCRIPT>hit()</SCRIPT>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">hit()</s:script>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">hit()</h:script>",
            "<foreignObject><p/></foreignObject>",
            "<rect onclick=\"hit()\"/>",
            "<rect ONLOAD=\"hit()\"/>",
            "<a href=\"java&#10;script:hit()\"><text>x</text></a>",
            "<a xlink:href=\"javascript:hit()\"><text>x</text></a>",
            "<a href=\"page.html\"><text>x</text></a>",
            "<a href=\"#x\"><animate attributeName=\"href\" values=\"javascript:hit()\"/></a>",
            "<set attributeName=\"href\" to=\"#x\"/>",
            "<use href=\"other.svg#x\"/>",
            "<use href=\"data:image/svg+xml,x#x\"/>",
            "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<style>@import '//e.example/x.css';</style>",
            "<style><g>@import '//e.example/x.css';</g></style>",
            "<style>a { fill: u\\72l(//e.example) }</style>",
            "<rect style=\"fill: url( '//e.example/x' )\"/>",
            "<?xml-stylesheet href=\"x.xsl\"?>",
            "<unclosed>",
        ] {
            assert!(!svg(inner), "{inner}");
        }
        for whole in [
            "<!DOCTYPE svg [<!ENTITY x \"<script>hit()</script>\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>",
            "<?xml-stylesheet href=\"x.xsl\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<svg onload=\"hit()\" xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<svg/>",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "",
        ] {
            assert!(!is_plain(whole.as_bytes()), "{whole}");
            assert_eq!(published(whole.as_bytes().to_vec()), STAND_IN.as_bytes());
        }
        let utf16: Vec<u8> =
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!is_plain(&utf16));
    }
}
