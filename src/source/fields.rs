//! Typed reading of a mapping: each key is asked for once, what was not asked for is unknown, and every
//! mistake is at its own span.

use std::cell::RefCell;
use std::sync::Arc;

use super::dates::Written;
use super::tree::{Node, Value};
use crate::diag::{Diagnostic, RuleId, Span};
use crate::model::{Date, Exact, Fact};
use crate::text::nearest;

/// Why a field has to be there.
const MISSING: &str = "what depends on it cannot be told";

/// Collects the diagnostics of one file.
pub struct Sink {
    path: Arc<str>,
    setup: bool,
    found: RefCell<Vec<Diagnostic>>,
}

impl Sink {
    /// For a document: mistakes are shown and stop nothing.
    pub fn document(path: &Arc<str>) -> Sink {
        Sink { path: Arc::clone(path), setup: false, found: RefCell::default() }
    }

    /// For the book or a rubric: mistakes stop the build.
    pub fn setup(path: &Arc<str>) -> Sink {
        Sink { path: Arc::clone(path), setup: true, found: RefCell::default() }
    }

    /// The file.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// Adds one.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// An error at a place, not yet added.
    pub fn error(&self, rule: RuleId, span: Span, message: impl Into<String>) -> Diagnostic {
        if self.setup {
            Diagnostic::setup(rule, &self.path, message).at(span)
        } else {
            Diagnostic::error(rule, &self.path, message).at(span)
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Changes those that came after the first so many.
    pub fn change_since(&self, count: usize, change: impl Fn(Diagnostic) -> Diagnostic) {
        let mut found = self.found.borrow_mut();
        let from = count.min(found.len());
        let later = found.split_off(from);
        found.extend(later.into_iter().map(change));
    }

    /// All of them.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}

/// A mapping that is being read.
pub struct Fields<'a> {
    sink: &'a Sink,
    entries: Vec<(Fact<String>, Node, bool)>,
    /// What the mapping is, for messages, such as `a finding`.
    what: &'a str,
    /// Where it stands.
    span: Span,
    known: Vec<&'static str>,
    open: bool,
}

impl<'a> Fields<'a> {
    /// Begins to read `node`, which has to be a mapping; `None`, with a diagnostic, where it is not.
    pub fn new(node: Node, what: &'a str, sink: &'a Sink) -> Option<Fields<'a>> {
        let entries = match node.value {
            Value::Map(entries) => entries.into_iter().map(|(key, value)| (key, value, false)).collect(),
            Value::Null => Vec::new(),
            other => {
                sink.push(
                    sink.error(
                        "wrong-type",
                        node.span,
                        format!("{what} has to be a mapping, this is {}", other.noun()),
                    )
                    .help("write it as `key: value` pairs"),
                );
                return None;
            }
        };
        Some(Fields { sink, entries, what, span: node.span, known: Vec::new(), open: false })
    }

    /// What the mapping is, for messages.
    pub fn what(&self) -> &'a str {
        self.what
    }

    /// Takes all entries that were not asked for and whose keys are of a kind.
    pub fn take_others(&mut self, is_of_kind: impl Fn(&str) -> bool) -> Vec<Fact<String>> {
        let others = self.entries.iter_mut().filter(|(key, _, taken)| !taken && is_of_kind(&key.value));
        others
            .map(|(key, _, taken)| {
                *taken = true;
                key.clone()
            })
            .collect()
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of a key, whatever its shape; an empty one counts as absent.
    pub fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let (_, node, taken) =
            self.entries.iter_mut().find(|(name, _, taken)| !taken && name.value == key)?;
        *taken = true;
        let node = std::mem::replace(node, Node { value: Value::Null, span: node.span });
        (node.value != Value::Null).then_some(node)
    }

    /// Where the value of a key stands, asked for or not.
    pub fn place(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(name, ..)| name.value == key).map(|(_, node, _)| node.span)
    }

    /// True where a key has a value, whatever its shape.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, node, _)| name.value == key && node.value != Value::Null)
    }

    /// The remaining entries, all of them known: the keys are ids.
    pub fn rest(&mut self) -> Vec<(Fact<String>, Node)> {
        self.open = true;
        std::mem::take(&mut self.entries)
            .into_iter()
            .filter(|(key, _, taken)| !taken && !refuses_merge(key, self.sink))
            .map(|(key, node, _)| (key, node))
            .collect()
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Fact<String>> {
        let node = self.take(key)?;
        text(node, key, self.sink)
    }

    /// A text that has to be there.
    pub fn required_text(&mut self, key: &'static str) -> Option<Fact<String>> {
        if !self.has(key) {
            self.take(key);
            let message = format!("{} needs `{key}`", self.what);
            self.sink.push(
                self.sink
                    .error("missing-field", self.span, message)
                    .why(MISSING)
                    .help(format!("add `{key}: …` to it")),
            );
            return None;
        }
        self.text(key)
    }

    /// Texts: a list, or a single one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Fact<String>> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match node.value {
            Value::List(items) => {
                // Collected in place of the nodes, they would keep the room that these took.
                let mut texts: Vec<_> =
                    items.into_iter().filter_map(|item| text(item, key, self.sink)).collect();
                texts.shrink_to_fit();
                texts
            }
            _ => text(node, key, self.sink).into_iter().collect(),
        }
    }

    /// The items of a list; a diagnostic where it is no list.
    pub fn list(&mut self, key: &'static str) -> Vec<Node> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match node.value {
            Value::List(items) => items,
            other => {
                self.sink.push(
                    self.sink
                        .error(
                            "wrong-type",
                            node.span,
                            format!("`{key}` has to be a list, this is {}", other.noun()),
                        )
                        .help("begin each item with `- `"),
                );
                Vec::new()
            }
        }
    }

    /// `true` or `false`; the default where it is absent or neither.
    pub fn boolean(&mut self, key: &'static str, default: bool) -> bool {
        let Some(fact) = self.text(key) else {
            return default;
        };
        match fact.value.as_str() {
            "true" | "True" | "TRUE" => true,
            "false" | "False" | "FALSE" => false,
            other => {
                let message = format!("`{key}` is either true or false, not `{other}`");
                let diagnostic =
                    self.sink.error("wrong-type", fact.span, message).help("write `true` or `false`");
                self.sink.push(match other.to_ascii_lowercase().as_str() {
                    "yes" | "on" => diagnostic.help("write `true`").fixed_by(other, "true"),
                    "no" | "off" => diagnostic.help("write `false`").fixed_by(other, "false"),
                    _ => diagnostic,
                });
                default
            }
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Fact<T>> {
        let fact = self.text(key)?;
        choose(&fact, key, choices, self.sink)
    }

    /// A day in the form `2026-01-21`.
    pub fn date(&mut self, key: &'static str) -> Option<Fact<Date>> {
        let fact = self.text(key)?;
        date(&fact, key, self.sink)
    }

    /// A plain decimal, not negative.
    pub fn number(&mut self, key: &'static str) -> Option<Fact<Exact>> {
        let fact = self.text(key)?;
        match fact.value.parse::<Exact>() {
            Ok(number) if !number.is_negative() => Some(Fact::new(number, fact.span)),
            _ => {
                let message = format!("`{key}` has to be a number from 0, not `{}`", fact.value);
                self.sink.push(
                    self.sink
                        .error("wrong-type", fact.span, message)
                        .help("write it in plain decimals of at most 18 digits, such as 2 or 0.25"),
                );
                None
            }
        }
    }

    /// A whole number from 0.
    pub fn whole(&mut self, key: &'static str) -> Option<Fact<u32>> {
        let fact = self.text(key)?;
        match fact.value.parse::<u32>() {
            Ok(number) => Some(Fact::new(number, fact.span)),
            Err(_) => {
                let message = format!("`{key}` has to be a whole number from 0, not `{}`", fact.value);
                self.sink.push(
                    self.sink.error("wrong-type", fact.span, message).help("write it in digits, such as 90"),
                );
                None
            }
        }
    }

    /// A mapping within, to be read in the same way.
    pub fn map<'b>(&mut self, key: &'static str, what: &'b str) -> Option<Fields<'b>>
    where
        'a: 'b,
    {
        let node = self.take(key)?;
        Fields::new(node, what, self.sink)
    }

    /// The texts of a mapping within whose keys are names.
    pub fn texts_by_name(&mut self, key: &'static str, what: &str) -> Vec<(Fact<String>, Fact<String>)> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        let entries = Fields::new(node, what, self.sink).map(|mut fields| fields.rest()).unwrap_or_default();
        let read = |(name, node)| Some((name, text(node, key, self.sink)?));
        entries.into_iter().filter_map(read).collect()
    }

    /// Ends the reading: every key that was never asked for is unknown.
    pub fn finish(self) {
        if self.open {
            return;
        }
        let is_there = |known: &str| self.entries.iter().any(|(key, ..)| key.value == known);
        let free: Vec<&str> = self.known.iter().copied().filter(|known| !is_there(known)).collect();
        for (key, _, taken) in &self.entries {
            if *taken || refuses_merge(key, self.sink) {
                continue;
            }
            let message = format!("unknown key `{}` in {}", key.value, self.what);
            self.sink.push(
                self.sink
                    .error("unknown-key", key.span, message)
                    .why("an unknown key is refused, so that a slip of the pen never drops a fact unnoticed")
                    .near(&key.value, &free, || match nearest(&key.value, self.known.iter().copied()) {
                        Some(there) => {
                            format!("`{there}` stands here already: remove one of the two")
                        }
                        None => format!("{} knows: {}", self.what, self.known.join(", ")),
                    })
                    .slip_of_name(&key.value, &free),
            );
        }
    }
}

/// True, with a diagnostic, for the key by which YAML takes over another mapping.
fn refuses_merge(key: &Fact<String>, sink: &Sink) -> bool {
    let merges = key.value == "<<";
    if merges {
        sink.push(
            sink.error(
                "unknown-key",
                key.span,
                "`<<` takes over the keys of another mapping, which is not done here",
            )
            .why("every fact has to stand where it is read, with a place of its own")
            .help("write out the keys that are meant"),
        );
    }
    merges
}

/// A text; a diagnostic where the node has another shape.
pub(super) fn text(node: Node, key: &str, sink: &Sink) -> Option<Fact<String>> {
    match node.value {
        Value::Scalar(value) if value.trim().is_empty() => {
            sink.push(
                sink.error("missing-field", node.span, format!("`{key}` is empty"))
                    .why(MISSING)
                    .help("write what it is, or leave the line out"),
            );
            None
        }
        Value::Scalar(value) => Some(Fact::new(value, node.span)),
        other => {
            let message = format!("`{key}` has to be a single value, this is {}", other.noun());
            let help = match other {
                Value::Map(_) => "put the text in quotes if it contains `: ` or begins with `{`",
                _ => "put the text in quotes if it begins with `[` or `-`",
            };
            sink.push(sink.error("wrong-type", node.span, message).help(help));
            None
        }
    }
}

/// One of a few words; a diagnostic with the nearest spelling otherwise.
pub(super) fn choose<T: Copy>(
    fact: &Fact<String>,
    key: &str,
    choices: &[(&'static str, T)],
    sink: &Sink,
) -> Option<Fact<T>> {
    if let Some((_, value)) = choices.iter().find(|(word, _)| *word == fact.value) {
        return Some(Fact::new(*value, fact.span));
    }
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    sink.push(no_choice(fact, key, sink).one_of(&fact.value, &words));
    None
}

/// The same for a word of the body, where people write it with a capital.
pub(super) fn choose_word<T: Copy>(
    fact: &Fact<String>,
    key: &str,
    choices: &[(&'static str, T)],
    sink: &Sink,
) -> Option<Fact<T>> {
    let lower = fact.value.to_lowercase();
    if let Some((_, value)) = choices.iter().find(|(word, _)| *word == lower) {
        return Some(Fact::new(*value, fact.span));
    }
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    let begins = |word: &&str| {
        let rest = lower.strip_prefix(*word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    if words.iter().any(begins) {
        let help = format!(
            "write the word alone: one of {}; put what else there is to say in parentheses or behind ` - `",
            words.join(", ")
        );
        sink.push(no_choice(fact, key, sink).help(help));
        return None;
    }
    sink.push(no_choice(fact, key, sink).one_of(&fact.value, &words));
    None
}

fn no_choice(fact: &Fact<String>, key: &str, sink: &Sink) -> Diagnostic {
    sink.error("unknown-value", fact.span, format!("`{}` is no {key}", fact.value))
        .why("nobody could tell what it means, so it counts for nothing")
}

/// A day in the form `2026-01-21`; a diagnostic otherwise.
pub(super) fn date(fact: &Fact<String>, key: &str, sink: &Sink) -> Option<Fact<Date>> {
    let digits = fact.value.len() == 10 && fact.value.as_bytes()[4] == b'-';
    match fact.value.parse::<Date>() {
        Ok(date) if digits => Some(Fact::new(date, fact.span)),
        _ => {
            let (value, usual) = (&fact.value, "write year, month and day, such as 2026-01-21");
            let diagnostic = |message| {
                sink.error("invalid-date", fact.span, message)
                    .why("ages, due dates and the order of releases are counted from it")
            };
            sink.push(match Written::of(value) {
                Written::Day(date) => diagnostic(format!("`{key}` is not written as a date is: `{value}`"))
                    .help(format!("write {date}"))
                    .fixed_by(value, date.to_string()),
                Written::TwoDays => {
                    diagnostic(format!("`{key}` can be read as two days: `{value}`")).help(usual)
                }
                Written::NoDay => {
                    diagnostic(format!("`{key}` is no day of the calendar: `{value}`")).help(usual)
                }
                Written::Words => diagnostic(format!("`{key}` is no date: `{value}`")).help(usual),
            });
            None
        }
    }
}
