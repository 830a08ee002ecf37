//! The words of the interface: one file per language, `words/<language>.toml` of a theme. What a language does not
//! say is said in English.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::book::parse_toml;
use crate::diag::{Diagnostic, Span};
use crate::source::{Node, Value};
use crate::text::isolated;

/// Words by their keys, such as `portfolio.title`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    forms: BTreeMap<String, Form>,
}

/// What a key stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Form {
    /// The same for every number.
    One(String),
    /// By the number `n`: written as the number itself, or `one`, or `other`.
    Counted(BTreeMap<String, String>),
}

/// A key of a file of words.
pub(super) struct Entry {
    /// Such as `portfolio.title`.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    /// It has forms by number; else a single text.
    pub counted: bool,
    /// Its texts.
    pub texts: Vec<EntryText>,
}

/// A text of a key.
pub(super) struct EntryText {
    /// The number that it is for: digits, `one` or `other`; nothing where it is for all.
    pub form: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The keys of a file of words. Every mistake is reported with its place.
pub(super) fn entries(path: &Arc<str>, text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let node = parse_toml(path, text).map_err(|diagnostic| vec![*diagnostic])?;
    let (mut all, mut found) = (Vec::new(), Vec::new());
    let span = node.span;
    let mut lift = Lift {
        source: text,
        all: &mut all,
        wrong: &mut |span: Span, message: String| {
            found.push(
                Diagnostic::setup("wrong-type", path, message)
                    .at(span)
                    .help("write a text, or a table of texts by number with `one` and `other`"),
            );
        },
    };
    lift.node("", span, node);
    if found.is_empty() { Ok(all) } else { Err(found) }
}

struct Lift<'a> {
    source: &'a str,
    all: &'a mut Vec<Entry>,
    wrong: &'a mut dyn FnMut(Span, String),
}

impl Lift<'_> {
    /// A text, and nothing else that is written without quotes.
    fn is_text(&self, span: Span) -> bool {
        self.source.get(span.start as usize..).is_some_and(|text| text.starts_with(['"', '\'']))
    }

    fn node(&mut self, key: &str, span: Span, node: Node) {
        let form = |name: &str| ["one", "other"].contains(&name) || name.parse::<u32>().is_ok();
        match node.value {
            Value::Scalar(text) if self.is_text(node.span) => {
                let texts = vec![EntryText { form: String::new(), text, span: node.span }];
                self.all.push(Entry { key: key.to_owned(), span, counted: false, texts });
            }
            Value::Scalar(_) => (self.wrong)(node.span, format!("`{key}` is no text: it has no quotes")),
            Value::Map(entries) if entries.iter().any(|(name, _)| form(&name.value)) => {
                let mut texts = Vec::new();
                if !entries.iter().any(|(name, _)| name.value == "other") {
                    (self.wrong)(span, format!("`{key}` has no form `other`, which all other numbers need"));
                }
                for (name, node) in entries {
                    match node.value {
                        Value::Scalar(text) if form(&name.value) && self.is_text(node.span) => {
                            texts.push(EntryText { form: name.value, text, span: node.span });
                        }
                        _ if form(&name.value) => {
                            (self.wrong)(node.span, format!("`{key}.{}` is no text", name.value));
                        }
                        _ => (self.wrong)(
                            name.span,
                            format!("`{key}` has no form for the number `{}`", name.value),
                        ),
                    }
                }
                self.all.push(Entry { key: key.to_owned(), span, counted: true, texts });
            }
            Value::Map(entries) => {
                for (name, node) in entries {
                    let inner = if key.is_empty() { name.value } else { format!("{key}.{}", name.value) };
                    self.node(&inner, name.span, node);
                }
            }
            other => (self.wrong)(node.span, format!("`{key}` is {}, not a text", other.noun())),
        }
    }
}

/// Names of the values that a text asks for: `{name}`.
pub(super) fn places(text: &str) -> impl Iterator<Item = &str> {
    let plain = |name: &&str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).filter(plain)
}

impl Words {
    /// Reads a file of words. Every mistake is reported with its place.
    pub(crate) fn parse(path: &Arc<str>, text: &str) -> Result<Words, Vec<Diagnostic>> {
        let mut words = Words::default();
        for entry in entries(path, text)? {
            let mut texts = entry.texts.into_iter().map(|text| (text.form, text.text));
            let form = if entry.counted {
                Form::Counted(texts.collect())
            } else {
                Form::One(texts.next().map(|(_, text)| text).unwrap_or_default())
            };
            words.forms.insert(entry.key, form);
        }
        Ok(words)
    }

    /// These words, and those of `other` where a key is missing here.
    #[must_use]
    pub(crate) fn or(mut self, other: Words) -> Words {
        for (key, form) in other.forms {
            self.forms.entry(key).or_insert(form);
        }
        self
    }

    /// The text of a key, with `{name}` replaced by the value of that name; `None` where nothing has the key.
    pub(crate) fn say(&self, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let text = match self.forms.get(key)? {
            Form::One(text) => text,
            Form::Counted(forms) => {
                let number = values.iter().find(|(name, _)| *name == "n").map_or("", |(_, value)| value);
                forms
                    .get(number)
                    .or_else(|| forms.get(if number == "1" { "one" } else { "other" }))
                    .or_else(|| forms.get("other"))?
            }
        };
        Some(fill(text, values))
    }

    /// The text of a key that needs no values; the key itself where nothing has it.
    pub(crate) fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.fixed(key).unwrap_or(key)
    }

    /// The text of a key that is the same for every number, its places for values not filled.
    pub(super) fn fixed(&self, key: &str) -> Option<&str> {
        match self.forms.get(key)? {
            Form::One(text) => Some(text),
            Form::Counted(_) => None,
        }
    }

    /// What scripts say, by key: all below `script.`, and the words of verdicts, severities and answers by their
    /// whole keys.
    pub(crate) fn of_scripts(&self) -> BTreeMap<&str, impl Serialize> {
        let shared = |key: &str| ["verdict.", "severity.", "answer."].iter().any(|own| key.starts_with(own));
        let own = |key| if shared(key) { Some(key) } else { key.strip_prefix("script.") };
        self.forms.iter().filter_map(|(key, form)| Some((own(key)?, form))).collect()
    }

    /// All keys with the names of the values that each asks for.
    #[cfg(test)]
    pub(crate) fn keys(&self) -> BTreeMap<&str, std::collections::BTreeSet<String>> {
        let names = |text: &str| places(text).map(str::to_owned).collect::<Vec<_>>();
        let of = |form: &Form| match form {
            Form::One(text) => names(text).into_iter().collect(),
            // Which form says the number is for the language to decide.
            Form::Counted(forms) => {
                forms.values().flat_map(|text| names(text)).filter(|name| name != "n").collect()
            }
        };
        self.forms.iter().map(|(key, form)| (key.as_str(), of(form))).collect()
    }
}

/// One pass, so that a value is never taken for a place to fill.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after
            .split_once('}')
            .and_then(|(name, after)| Some((values.iter().find(|(own, _)| *own == name)?.1, after)));
        if let Some((value, after)) = known {
            // What documents say may be written from the right.
            out.push_str(&isolated(value));
            rest = after;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        Words::parse(&"words/en.toml".into(), text).unwrap()
    }

    #[test]
    fn numbers_choose_their_form_and_values_are_filled_in_once() {
        let words = words(
            "[list]\nhits = { 0 = \"no hit\", one = \"a hit\", other = \"{n} hits for {q}\" }\nplain = \"as it is {x}\"\n",
        );
        let hits = |n| words.say("list.hits", &[("n", n), ("q", "{n}")]).unwrap();
        assert_eq!([hits("0"), hits("1"), hits("7")], ["no hit", "a hit", "7 hits for {n}"]);
        assert_eq!(words.say("list.plain", &[]).unwrap(), "as it is {x}");
        assert_eq!(words.say("list.gone", &[]), None);
        assert_eq!(words.say("list.plain", &[("x", "خدمة")]).unwrap(), "as it is \u{2068}خدمة\u{2069}");
    }

    #[test]
    fn what_a_language_lacks_comes_from_the_next() {
        let both = words("a = \"A\"\n").or(words("a = \"x\"\nb = \"B\"\n"));
        assert_eq!((both.word("a"), both.word("b"), both.word("c")), ("A", "B", "c"));
    }

    #[test]
    fn every_language_says_the_same_with_the_same_values() {
        let english = words(include_str!("../../themes/default/words/en.toml"));
        let german = words(include_str!("../../themes/default/words/de.toml"));
        assert!(english.keys().len() > 20);
        for (key, values) in english.keys() {
            assert_eq!(german.keys().get(key), Some(&values), "`{key}` in German");
        }
        assert_eq!(german.keys().len(), english.keys().len(), "German has no key of its own");
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let found = Words::parse(&"words/en.toml".into(), "a = [1]\nb = { many = \"x\", other = \"y\" }\n")
            .unwrap_err();
        let brief: Vec<_> =
            found.iter().map(|d| (d.rule, d.message.as_str(), d.span.map(|s| s.start))).collect();
        assert_eq!(
            brief,
            [
                ("wrong-type", "`a` is a list, not a text", Some(4)),
                ("wrong-type", "`b` has no form for the number `many`", Some(14))
            ]
        );
        assert_eq!(Words::parse(&"words/en.toml".into(), "a = \n").unwrap_err()[0].rule, "malformed-toml");
    }
}
