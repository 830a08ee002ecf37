//! Raw HTML in a report, taken apart: reports out of wikis and generators have their tables in it.

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// The beginning of an element of that name, in lower case.
    Start(String),
    /// The end of an element of that name, in lower case.
    End(String),
    /// What stands between.
    Text(&'t str),
}

/// The pieces of a text, each with its place.
pub fn pieces(html: &str) -> Vec<(usize, Piece<'_>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_tag(html, from) {
        if start > from {
            found.push((from, Piece::Text(&html[from..start])));
        }
        let inside = &html[start + 1..end - 1];
        let (closes, name) = inside.strip_prefix('/').map_or((false, inside), |name| (true, name));
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        found.push((start, if closes { Piece::End(name) } else { Piece::Start(name) }));
        from = end;
    }
    if from < html.len() {
        found.push((from, Piece::Text(&html[from..])));
    }
    found
}

/// Where the next element begins or ends; a sign that only looks like it is text.
fn next_tag(html: &str, from: usize) -> Option<(usize, usize)> {
    let mut places = html[from..].match_indices('<').map(|(at, _)| from + at);
    let begins = |at: &usize| html[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
    let start = places.find(begins)?;
    Some((start, start + html[start..].find('>')? + 1))
}

/// A text with the signs that HTML writes otherwise.
pub fn shown(text: &str) -> String {
    let signs =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| {
        if text.contains(written) { text.replace(written, sign) } else { text }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_elements_and_what_stands_between() {
        let expected = [
            (0, Piece::Start("td".to_owned())),
            (14, Piece::Text("a < b")),
            (19, Piece::Start("br".to_owned())),
            (24, Piece::Text("c")),
            (25, Piece::End("td".to_owned())),
            (30, Piece::Text(" <")),
        ];
        assert_eq!(pieces("<TD class=\"x\">a < b<br/>c</td> <"), expected);
        assert_eq!(shown("40&nbsp;s &amp; more"), "40 s & more");
    }
}
