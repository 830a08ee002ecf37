//! YAML to a tree with spans. Duplicate keys are errors; aliases, depth and size are bounded.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use super::limits::{Limit, Limits};
use super::tree::{Node, Value};
use super::yaml_words::{DUPLICATE, explain};
use crate::diag::Span;
use crate::model::Fact;

/// What is wrong with a YAML text.
#[derive(Debug)]
pub(super) struct YamlError {
    /// One sentence.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
    /// Byte offset in the text, where it is known.
    pub at: Option<usize>,
    /// Further places of the same mistake.
    pub more: Vec<usize>,
}

/// Most keys that are told of where several occur a second time.
const MOST_DUPLICATES: usize = 20;

/// Reads one YAML document. `base` is where `text` begins in its file.
pub(super) fn parse(text: &str, base: usize, limits: &Limits) -> Result<Node, YamlError> {
    let budget = serde_saphyr::budget! {
        max_depth: limits.size(Limit::FrontMatterDepth),
        max_nodes: limits.size(Limit::FrontMatterValues),
        max_aliases: limits.size(Limit::FrontMatterAliases),
        max_anchors: limits.size(Limit::FrontMatterAliases),
        max_documents: 1,
    };
    let options = serde_saphyr::options! {
        budget: budget,
        // What is referred to counts each time: a few lines of aliases can stand for billions of values.
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: limits.size(Limit::FrontMatterValues),
        },
        strict_booleans: true,
        // What is no number is told where it stands, and not of the whole.
        non_finite_float_policy: serde_saphyr::options::NonFiniteFloatPolicy::PassThrough,
        merge_keys: serde_saphyr::options::MergeKeyPolicy::AsOrdinary,
        with_snippet: false,
    };
    let read = |text: &str| {
        serde_saphyr::from_str_with_options::<Option<Spanned<Raw>>>(text, options.clone()).map_err(|error| {
            let at = error.location().and_then(|location| offset(text, location));
            let (message, help) = explain(&error.to_string(), limits);
            YamlError { message, help, at, more: Vec::new() }
        })
    };
    let raw = read(text).map_err(|error| {
        let error = tab(text, error, |text| read(text).err());
        let more = other_duplicates(text, &error, |text| read(text).err());
        YamlError { more, ..error }
    })?;
    Ok(raw.map_or(Node { value: Value::Null, span: Span::new(base, base) }, |raw| lift(raw, text, base)))
}

/// The mistake, told where it is: a tab that indents a line is noticed only after it, or at the end of the line before.
fn tab(text: &str, error: YamlError, again: impl Fn(&str) -> Option<YamlError>) -> YamlError {
    let Some(at) = error.at.filter(|_| !error.message.starts_with(DUPLICATE)) else {
        return error;
    };
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |end| from + end + 1);
    let end = line_end(at);
    let lines = text.split_inclusive('\n').scan(0, |from, line| {
        *from += line.len();
        Some((*from - line.len(), line))
    });
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let with_tab = |(from, line): (usize, &str)| Some(from + line[..indent(line)].find('\t')?);
    let up_to = lines.clone().take_while(|(from, _)| *from < end).filter_map(with_tab).last();
    let in_next = || {
        let (from, line) = lines.clone().find(|(from, line)| *from >= end && !line.trim().is_empty())?;
        let tab = with_tab((from, line))?;
        // It is what is wrong if by spaces the line reads, or reads further.
        let mut mended = text.to_owned();
        mended.replace_range(from..from + indent(line), &" ".repeat(indent(line) + 1));
        let left = again(&mended).and_then(|error| error.at);
        (left.is_none_or(|left| left > at)).then_some(tab)
    };
    match up_to.or_else(in_next) {
        Some(at) => YamlError {
            message: "a tab indents this line, which YAML does not allow".to_owned(),
            help: "indent it by spaces",
            at: Some(at),
            more: error.more,
        },
        None => error,
    }
}

/// Where further keys occur a second time: each that was found is given a name of its own, so that the next shows.
fn other_duplicates(text: &str, first: &YamlError, again: impl Fn(&str) -> Option<YamlError>) -> Vec<usize> {
    let (mut more, mut text) = (Vec::new(), text.to_owned());
    let mut at = first.at.filter(|_| first.message.starts_with(DUPLICATE));
    while let Some(place) = at {
        let length = text[place..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(0);
        let name = format!("{:0>length$}", format!("z{}", more.len()));
        if name.len() != length || more.len() >= MOST_DUPLICATES {
            break;
        }
        text.replace_range(place..place + length, &name);
        at = again(&text).filter(|error| error.message.starts_with(DUPLICATE)).and_then(|error| error.at);
        more.extend(at);
    }
    more
}

/// Where a location begins in the text, always between two characters: the library counts some errors in
/// other units.
fn offset(text: &str, location: Location) -> Option<usize> {
    let at = match location.span().byte_offset() {
        Some(byte) => usize::try_from(byte).ok()?,
        None => {
            let line = usize::try_from(location.line()).ok()?.checked_sub(1)?;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            start + usize::try_from(location.column()).ok()?.saturating_sub(1)
        }
    };
    Some(text.floor_char_boundary(at.min(text.len())))
}

fn lift(raw: Spanned<Raw>, text: &str, base: usize) -> Node {
    let range = |location: Location| {
        let start = offset(text, location).unwrap_or(0);
        let length = location.span().byte_len().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        (start, (start + length).min(text.len()))
    };
    let (start, mut end) = range(raw.referenced);
    let value = match raw.value {
        Raw::Null => Value::Null,
        // The text is the definition's; an alias only refers to it.
        Raw::Plain(fallback) => {
            let (from, to) = range(raw.defined);
            let source = text.get(from..to).map(str::trim).filter(|source| !source.is_empty());
            Value::Scalar(source.map_or(fallback, str::to_owned))
        }
        Raw::Text(string) => Value::Scalar(string),
        Raw::List(items) => Value::List(items.into_iter().map(|item| lift(item, text, base)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, item)| {
                    let (from, to) = range(key.referenced);
                    // A key that YAML reads as nothing, such as `~`, is what is written.
                    let written = || text.get(from..to).unwrap_or_default().trim().to_owned();
                    let name = key.value.unwrap_or_else(written);
                    (Fact::new(name, Span::new(base + from, base + to)), lift(item, text, base))
                })
                .collect(),
        ),
    };
    let trimmed = text.get(start..end).unwrap_or_default().trim_end();
    end = start + trimmed.len();
    Node { value, span: Span::new(base + start, base + end) }
}

/// A YAML value before its text is taken from the source. `Plain` is a number or a boolean, whose source
/// text is what counts.
enum Raw {
    Null,
    Plain(String),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Option<String>>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping, a list or a single value")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn read(text: &str) -> Result<Node, YamlError> {
        parse(text, 0, &Limits::default())
    }

    fn scalars(node: &Node, text: &str, base: usize, out: &mut Vec<(String, String)>) {
        let cut = |span: Span| text[span.start as usize - base..span.end as usize - base].to_owned();
        match &node.value {
            Value::Null => out.push(("~".to_owned(), cut(node.span))),
            Value::Scalar(value) => out.push((value.clone(), cut(node.span))),
            Value::List(items) => items.iter().for_each(|item| scalars(item, text, base, out)),
            Value::Map(entries) => {
                for (key, item) in entries {
                    out.push((key.value.clone(), cut(key.span)));
                    scalars(item, text, base, out);
                }
            }
        }
    }

    #[test]
    fn scalars_keep_their_source_text_and_have_exact_spans() {
        let text = "release: 1.10\nproject: no\ndate: 2026-01-21\nöx: \"a: \\\"b\\\"\"\nlist: [1.0, {k: 0x1F}]\nnone:\n";
        let mut out = Vec::new();
        scalars(&parse(text, 4, &Limits::default()).unwrap(), text, 4, &mut out);
        let pairs: Vec<(&str, &str)> = out.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("release", "release"),
                ("1.10", "1.10"),
                ("project", "project"),
                ("no", "no"),
                ("date", "date"),
                ("2026-01-21", "2026-01-21"),
                ("öx", "öx"),
                ("a: \"b\"", "\"a: \\\"b\\\"\""),
                ("list", "list"),
                ("1.0", "1.0"),
                ("k", "k"),
                ("0x1F", "0x1F"),
                ("none", "none"),
                ("~", ""),
            ]
        );
    }

    #[test]
    fn an_alias_has_the_text_of_its_anchor() {
        let text = "a: &x 1.10\nb: *x\n";
        let Value::Map(entries) = read(text).unwrap().value else { panic!("a mapping") };
        assert_eq!(entries[1].1.value, Value::Scalar("1.10".to_owned()));
    }

    #[test]
    fn a_tab_and_every_duplicate_are_told_where_they_are() {
        let text = "a: 1\nb:\n\tc: 2\nd: 3\n";
        let error = read(text).unwrap_err();
        assert_eq!((error.at, error.message.starts_with("a tab")), (Some(8), true), "{error:?}");
        for text in [
            "b:\n  - c\n\tt: 1\n",
            "b: c\n\tt: 1\n",
            "b: c\n\n\tt: 1\n",
            "b:\n- c\n\t- t\n",
            "b:\r\n\tt: 1\r\n",
            "b: {\n\tt: 1 }\n",
            "b:\n  c: 1\n  \tt: 1\n",
        ] {
            let at = read(text).unwrap_err().at;
            assert_eq!(at, text.find('\t'), "{text:?}");
        }
        let other = read("a: b: c\nd: {\n\te: 1 }\n").unwrap_err();
        assert_eq!(other.at, Some(4), "what is wrong before a tab: {other:?}");
        let text = "verdict: a\nscore: 1\nverdict: b\nscore: 2\nverdict: c\n";
        let error = read(text).unwrap_err();
        let places: Vec<&str> = error.at.iter().chain(&error.more).map(|at| &text[*at..*at + 5]).collect();
        assert_eq!(places, ["verdi", "score", "verdi"]);
    }

    #[test]
    fn a_mistake_after_wide_characters_is_placed_between_two_characters() {
        let text = "*ወ\u{fffc}⑀য়a!𖭣!࿎ {";
        let at = read(text).unwrap_err().at;
        assert!(at.is_some_and(|at| text.is_char_boundary(at)), "{at:?}");
    }

    #[test]
    fn duplicates_bombs_and_depth_are_refused_with_a_place() {
        let error = read("a: 1\nb: 2\na: 3\n").unwrap_err();
        assert_eq!(error.at, Some(10), "{error:?}");
        assert_eq!(error.message, "the key `a` occurs a second time");
        let deep = "[".repeat(200) + &"]".repeat(200);
        assert!(read(&deep).is_err());
        let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for i in 1..12 {
            let refs = vec![format!("*a{}", i - 1); 9].join(",");
            writeln!(bomb, "a{i}: &a{i} [{refs}]").unwrap();
        }
        assert!(read(&bomb).is_err());
        let error = read(&format!("a: [{}]", "x,".repeat(20_001))).unwrap_err();
        assert_eq!(error.message, "it has more than 20000 values (`limits.front-matter-values`)");
        assert!(read("a: [1, 2\nb: 3\n").unwrap_err().at.is_some());
    }
}
