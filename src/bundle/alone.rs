//! A page of the site as a file that stands alone: what it shows is inside, and nothing of it asks for anything else,
//! now or later. Worked out on the finished page, so that it holds for every theme.

use std::cell::RefCell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::style;
use crate::text::link::{decode, folder_of, join};
use crate::text::media_type;

/// What a page that stands alone is made with.
pub(super) struct Alone<'a> {
    /// Path of the page in the site.
    pub(super) page: &'a str,
    /// Bytes of a file of the site, by its path.
    pub(super) file: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// Where a link to a place of the site, a path and an anchor, leads now; `None` where nothing is left of it.
    pub(super) link: &'a dyn Fn(&str, Option<&str>) -> Option<String>,
    /// What the names of its places begin with, where it becomes part of another page.
    pub(super) prefix: &'a str,
}

type Handled = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Navigation and scripts of a site: of no use in a file of its own.
const OF_THE_SITE: &str = "script, noscript, base, video, audio, source, track, iframe, object, embed, header.site, nav.neighbours, .banner, \
                           .with-script, meta[http-equiv], meta[property], link:not([rel=stylesheet])";

/// Nothing is loaded, whatever a report or a theme says.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                      style-src 'unsafe-inline'; img-src data:; font-src data:\">";

impl Alone<'_> {
    /// The page with all that it shows inside. `more` follows the rest of its content. The error says what it lacks.
    pub(super) fn page(&self, html: &str, more: &str) -> Result<String, String> {
        let lacking = RefCell::new(None);
        let lacks = |what: String| {
            lacking.borrow_mut().get_or_insert(what);
        };
        let handlers = [
            element!(OF_THE_SITE, |el| -> Handled {
                el.remove();
                Ok(())
            }),
            element!("meta[charset]", |el| -> Handled {
                el.after(POLICY, ContentType::Html);
                Ok(())
            }),
            element!("link[rel=stylesheet]", |el| -> Handled {
                let href = el.get_attribute("href").unwrap_or_default();
                let style = self.bytes(&href).and_then(|bytes| String::from_utf8(bytes).ok());
                let Some(style) = style else {
                    lacks(format!("the style sheet `{href}` is not part of the theme"));
                    return Ok(());
                };
                match self.style(&href, &style) {
                    Ok(style) => {
                        let style = style.replace("</", "<\\/");
                        // One for paper stays one for paper.
                        let media = el
                            .get_attribute("media")
                            .map(|media| format!(" media=\"{}\"", media.replace('"', "&quot;")));
                        let media = media.unwrap_or_default();
                        el.replace(&format!("<style{media}>\n{style}</style>"), ContentType::Html);
                    }
                    Err(why) => lacks(format!("the style sheet `{href}` {why}")),
                }
                Ok(())
            }),
            element!("img", |el| -> Handled {
                self.image(el, &lacks);
                Ok(())
            }),
            element!("image, use", |el| -> Handled {
                let named = ["href", "xlink:href"].iter().find_map(|name| el.get_attribute(name));
                if let Some(named) =
                    named.filter(|named| !named.starts_with(['#']) && !named.starts_with("data:"))
                {
                    lacks(format!(
                        "`{named}` stands in a drawing of the theme: an archive cannot hold it; draw it there"
                    ));
                }
                Ok(())
            }),
            element!("a[href]", |el| -> Handled {
                self.anchor(el);
                Ok(())
            }),
            element!("*[id]", |el| -> Handled { self.rename(el, "id") }),
            element!("*[aria-labelledby]", |el| -> Handled { self.rename(el, "aria-labelledby") }),
            element!("*[srcset]", |el| -> Handled {
                el.remove_attribute("srcset");
                Ok(())
            }),
            element!("main", |el| -> Handled {
                el.append(more, ContentType::Html);
                Ok(())
            }),
        ];
        // Reports may hold what is ambiguous to a strict reader; what is shown has been cleaned already.
        let settings = RewriteStrSettings::new().with_strict(false);
        let settings =
            handlers.into_iter().fold(settings, RewriteStrSettings::append_element_content_handler);
        let html = rewrite_str(html, settings).map_err(|error| error.to_string())?;
        match lacking.into_inner() {
            Some(what) => Err(what),
            None => Ok(html),
        }
    }

    /// A name within the page, apart from those of the page that it becomes part of.
    fn rename(&self, el: &mut Element<'_, '_>, attribute: &str) -> Handled {
        if !self.prefix.is_empty() {
            let name = format!("{}{}", self.prefix, el.get_attribute(attribute).unwrap_or_default());
            el.set_attribute(attribute, &name)?;
        }
        Ok(())
    }

    /// An image is inside; one from elsewhere, which a book may allow, is named only.
    fn image(&self, el: &mut Element<'_, '_>, lacks: &dyn Fn(String)) {
        let source = el.get_attribute("src").unwrap_or_default();
        if source.starts_with("data:image/") {
            return;
        }
        if source.is_empty() || source.contains("://") || source.starts_with("//") {
            // Attributes are as they were written: escaped already, but for what only ends a tag.
            let alt = el.get_attribute("alt").filter(|alt| !alt.is_empty());
            let text = alt.unwrap_or(source).replace('<', "&lt;");
            el.replace(&format!("[{text}]"), ContentType::Html);
            return;
        }
        match (self.bytes(&source), image_type(&source)) {
            (Some(bytes), Some(kind)) => {
                // An attribute that is none would fail; this one is.
                let _ = el.set_attribute("src", &format!("data:{kind};base64,{}", STANDARD.encode(bytes)));
            }
            (None, _) => lacks(format!("the image `{source}` is missing")),
            (_, None) => lacks(format!(
                "the image `{source}` is of a kind that browsers do not show: use png, jpg, gif, webp, avif or svg"
            )),
        }
    }

    fn anchor(&self, el: &mut Element<'_, '_>) {
        let href = el.get_attribute("href").unwrap_or_default();
        let is_web = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
        if is_web {
            return;
        }
        let leads = match href.strip_prefix('#') {
            Some(own) => Some(format!("#{}{own}", self.prefix)),
            None => self.place(&href).and_then(|(path, anchor)| (self.link)(&path, anchor.as_deref())),
        };
        match leads {
            Some(leads) => {
                let _ = el.set_attribute("href", &leads);
            }
            None => el.remove_attribute("href"),
        }
    }

    /// A style sheet with the images and fonts that it names inside.
    fn style(&self, href: &str, style: &str) -> Result<String, String> {
        let Some((own, _)) = self.place(href) else { return Ok(style.to_owned()) };
        style::inline(style, &|named| {
            let path = named.split(['?', '#']).next().unwrap_or(named);
            (self.file)(&decode(&join(folder_of(&own), path)?))
        })
    }

    fn bytes(&self, href: &str) -> Option<Vec<u8>> {
        (self.file)(&self.place(href)?.0)
    }

    /// The place of the site that a link of this page leads to.
    fn place(&self, href: &str) -> Option<(String, Option<String>)> {
        let (path, anchor) = match href.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (href, None),
        };
        let path = path.split('?').next().unwrap_or(path).replace("&amp;", "&");
        Some((decode(&join(folder_of(self.page), &path)?), anchor))
    }
}

/// What a browser has to know of the bytes of an image.
fn image_type(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    Some(media_type(path)).filter(|kind| kind.starts_with("image/"))
}

/// What stands in the `main` element of a page.
pub(super) fn main_of(html: &str) -> Option<&str> {
    let start = html.find("<main")?;
    let start = start + html[start..].find('>')? + 1;
    Some(&html[start..start + html[start..].find("</main>")?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(html: &str) -> Result<String, String> {
        let file = |path: &str| match path {
            "assets/style.css" => Some(b"p { color: red }".to_vec()),
            "files/p/a b.png" => Some(vec![1, 2, 3]),
            _ => None,
        };
        let link = |path: &str, anchor: Option<&str>| {
            (path == "x/y.html").then(|| format!("there#{}", anchor.unwrap_or("top")))
        };
        Alone { page: "x/1/index.html", file: &file, link: &link, prefix: "" }.page(html, "<p>more</p>")
    }

    #[test]
    fn all_that_a_page_shows_is_inside_and_nothing_is_asked_for() {
        let html = "<head><meta charset=\"utf-8\"><meta http-equiv=\"x\" content=\"y\"><link rel=\"icon\" href=\"i\">\
                    <link rel=\"stylesheet\" href=\"../../assets/style.css\"><script src=\"s.js\"></script></head>\
                    <header class=\"site\"><a href=\"/\">home</a></header><main><img src=\"../../files/p/a%20b.png\" alt=\"A\">\
                    <img src=\"https://example.org/b.png\" alt=\"B &amp; C\"><a href=\"../y.html#z\">y</a><a href=\"../gone.html\">g</a>\
                    <a href=\"https://example.org/\">w</a><a href=\"#own\">o</a></main>";
        insta::assert_snapshot!(alone(html).unwrap());
    }

    #[test]
    fn what_a_style_sheet_or_a_drawing_names_is_inside_or_told() {
        let file = |path: &str| match path {
            "assets/own.css" => {
                Some(b"a { background: url(img/logo.png) } b { background: url('../files/b.svg') }".to_vec())
            }
            "assets/lacking.css" => Some(b"a { background: url(gone.png) }".to_vec()),
            "assets/img/logo.png" | "files/b.svg" => Some(vec![1]),
            _ => None,
        };
        let page = Alone { page: "x/index.html", file: &file, link: &|_, _| None, prefix: "" };
        let html = page.page("<link rel=\"stylesheet\" href=\"../assets/own.css\">", "").unwrap();
        assert!(
            html.contains("url(\"data:image/png;base64,AQ==\")")
                && html.contains("url(\"data:image/svg+xml;base64,AQ==\")"),
            "{html}"
        );
        let printed = "<link rel=\"stylesheet\" href=\"../assets/own.css\" media=\"print\">";
        assert!(page.page(printed, "").unwrap().starts_with("<style media=\"print\">\na {"));
        let lacking = page.page("<link rel=\"stylesheet\" href=\"../assets/lacking.css\">", "").unwrap_err();
        assert_eq!(
            lacking,
            "the style sheet `../assets/lacking.css` names `gone.png`, which is not part of the theme"
        );
        assert!(page.page("<svg><use href=\"#own\"/></svg>", "").is_ok());
        let drawn = page.page("<svg><use href=\"../assets/all.svg#x\"/></svg>", "").unwrap_err();
        assert!(drawn.starts_with("`../assets/all.svg#x` stands in a drawing"), "{drawn}");
    }

    #[test]
    fn what_is_missing_is_named() {
        let of = |html| alone(html).unwrap_err();
        assert_eq!(of("<img src=\"../../files/gone.png\">"), "the image `../../files/gone.png` is missing");
        assert!(
            of("<link rel=\"stylesheet\" href=\"gone.css\">").contains("`gone.css` is not part of the theme")
        );
    }

    #[test]
    fn names_of_a_page_that_becomes_part_of_another_are_its_own() {
        let (file, link) = (|_: &str| None, |_: &str, _: Option<&str>| None);
        let part = Alone { page: "a.html", file: &file, link: &link, prefix: "part:" };
        let html = "<main><h1 id=\"a\">A</h1><a href=\"#a\">a</a></main>";
        let html = part.page(html, "").unwrap();
        assert_eq!(main_of(&html), Some("<h1 id=\"part:a\">A</h1><a href=\"#part:a\">a</a>"));
    }
}
