//! A style sheet of a page that stands alone: the images and fonts that it names are inside.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cssparser::{ParseError, Parser, Token};

use crate::text::media_type;

/// What is named in a style sheet, and where that stands.
struct Named {
    place: Range<usize>,
    target: String,
}

/// The style sheet with what it names inside; `file` gives the bytes of what a name in it leads to. The error says what
/// is lacking.
pub(super) fn inline(style: &str, file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<String, String> {
    let mut named = Vec::new();
    walk(&mut Parser::new(style), false, &mut named)?;
    let (mut inlined, mut at) = (String::with_capacity(style.len()), 0);
    for Named { place, target } in named {
        let data = data(&target, file)?;
        inlined.push_str(&style[at..place.start]);
        inlined.extend(["url(\"", &data, "\")"]);
        at = place.end;
    }
    inlined.push_str(&style[at..]);
    Ok(inlined)
}

/// Finds what is named: `url(…)` anywhere, and texts where a set of images is given.
fn walk(parser: &mut Parser<'_>, of_images: bool, named: &mut Vec<Named>) -> Result<(), String> {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return Ok(()) };
        let mut target = None;
        match token {
            Token::UnquotedUrl(url) => target = Some(url.to_string()),
            Token::QuotedString(text) if of_images => target = Some(text.to_string()),
            Token::Function(name) if ["url", "src"].iter().any(|url| name.eq_ignore_ascii_case(url)) => {
                target = within(parser, |inner| Ok(inner.expect_string().map(ToString::to_string).ok()))?;
            }
            Token::Function(name) => {
                let of_images = name.to_ascii_lowercase().ends_with("image-set");
                within(parser, |inner| walk(inner, of_images, named))?;
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                within(parser, |inner| walk(inner, false, named))?;
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                let other = match parser.next() {
                    Ok(Token::QuotedString(other) | Token::UnquotedUrl(other)) => format!("`{other}`"),
                    _ => "another style sheet".to_owned(),
                };
                return Err(format!("imports {other}, which an archive cannot hold: put its text in"));
            }
            _ => {}
        }
        // A place within the page is one already, and data are inside.
        let is_inside = |target: &String| target.starts_with('#') || target.starts_with("data:");
        if let Some(target) = target.filter(|target| !is_inside(target)) {
            named.push(Named { place: start..parser.position().byte_index(), target });
        }
    }
}

/// What is found within a block that the parser has just entered.
fn within<T>(
    parser: &mut Parser<'_>,
    find: impl FnOnce(&mut Parser<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let mut result = Err("cannot be read".to_owned());
    // The rest of the block is skipped, whatever was found in it.
    let _: Result<(), ParseError<()>> = parser.parse_nested_block(|inner| {
        result = find(inner);
        Ok(())
    });
    result
}

/// What a name in a style sheet leads to, as data. From elsewhere nothing is loaded.
fn data(target: &str, file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<String, String> {
    if target.contains("://") || target.starts_with("//") {
        return Ok("data:,".to_owned());
    }
    let bytes = file(target).ok_or_else(|| format!("names `{target}`, which is not part of the theme"))?;
    let kind = media_type(target.split(['?', '#']).next().unwrap_or(target));
    if !kind.starts_with("image/") && !kind.starts_with("font/") {
        return Err(format!(
            "names `{target}`, which is of a kind that an archive cannot hold: use an image or a font"
        ));
    }
    Ok(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(style: &str) -> Result<String, String> {
        inline(style, &|path| match path {
            "logo.png" | "a b.png" | "own.woff2" | "own.woff2?v=1" => Some(vec![1, 2, 3]),
            "notes.txt" => Some(vec![4]),
            _ => None,
        })
    }

    #[test]
    fn images_and_fonts_are_inside() {
        let png = "url(\"data:image/png;base64,AQID\")";
        for (style, inlined) in [
            ("a { background: url(logo.png) no-repeat }", format!("a {{ background: {png} no-repeat }}")),
            ("a{background:url( 'a b.png' )}", format!("a{{background:{png}}}")),
            (
                "a { background: image-set(\"logo.png\" 1x) }",
                format!("a {{ background: image-set({png} 1x) }}"),
            ),
            (
                "@font-face { font-family: x; src: url(own.woff2?v=1) format(\"woff2\") }",
                "@font-face { font-family: x; src: url(\"data:font/woff2;base64,AQID\") format(\"woff2\") }"
                    .to_owned(),
            ),
            ("a { src: url(https://example.org/x.woff2) }", "a { src: url(\"data:,\") }".to_owned()),
        ] {
            assert_eq!(of(style), Ok(inlined), "{style}");
        }
        for same in [
            "a { fill: url(\"#page:dots\"); content: \"url(logo.png)\" } /* url(gone.png) */",
            "a { mask: url(data:image/png;base64,AQID) }",
        ] {
            assert_eq!(of(same).as_deref(), Ok(same));
        }
    }

    #[test]
    fn what_is_lacking_is_named() {
        for (style, why) in [
            ("a { background: url(gone.png) }", "names `gone.png`, which is not part of the theme"),
            ("@media print { a { background: url(notes.txt) } }", "names `notes.txt`, which is of a kind"),
            ("@import url(other.css);", "imports `other.css`, which an archive cannot hold"),
            ("@import \"other.css\" print;", "imports `other.css`"),
        ] {
            assert!(of(style).unwrap_err().starts_with(why), "{style}: {:?}", of(style));
        }
    }
}
