//! A badge as an SVG that looks the same everywhere: text is stretched to the width that was reserved for it.

use super::Badge;
use crate::text::xml;

/// Space left and right of each text.
const MARGIN: u32 = 6;

/// A badge as SVG.
pub fn svg(badge: &Badge) -> String {
    let (label, message) = (xml(&badge.label), xml(&badge.message));
    let (left_text, right_text) = (width(&badge.label), width(&badge.message));
    let (left, right) = (left_text + 2 * MARGIN, right_text + 2 * MARGIN);
    let (whole, colour, from) = (left + right, badge.tone.colour(), left + MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" aria-label=\"{label}: {message}\">\
         <title>{label}: {message}</title>\
         <clipPath id=\"c\"><rect width=\"{whole}\" height=\"20\" rx=\"3\"/></clipPath>\
         <g clip-path=\"url(#c)\"><rect width=\"{left}\" height=\"20\" fill=\"#3d444d\"/>\
         <rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"#{colour}\"/></g>\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,Geneva,sans-serif\" font-size=\"11\" lengthAdjust=\"spacingAndGlyphs\">\
         <text x=\"{MARGIN}\" y=\"14\" textLength=\"{left_text}\">{label}</text>\
         <text x=\"{from}\" y=\"14\" textLength=\"{right_text}\">{message}</text></g></svg>\n"
    )
}

/// About how wide a text is in the usual font, in pixels.
fn width(text: &str) -> u32 {
    let tenths = |c: char| match c {
        'f' | 'i' | 'j' | 'l' | 't' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 39,
        'm' | 'w' | 'M' | 'W' | '%' => 105,
        'A'..='Z' => 78,
        c if c.is_ascii() => 67,
        _ => 110,
    };
    text.chars().map(tenths).sum::<u32>().div_ceil(10).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::Tone;
    use super::*;

    #[test]
    fn a_badge_holds_its_texts_escaped() {
        let badge =
            Badge { label: "a \"<b>\" & \u{1}".to_owned(), message: "ready 87".to_owned(), tone: Tone::Good };
        let svg = svg(&badge);
        assert!(svg.contains("aria-label=\"a &quot;&lt;b&gt;&quot; &amp; \u{fffd}: ready 87\""), "{svg}");
        assert!(!svg.contains("<b>") && !svg.contains('\u{1}'), "{svg}");
        assert_eq!((width("ready 87"), width("漢字"), width("")), (51, 22, 1));
    }
}
