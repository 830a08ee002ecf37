//! TOML to the tree that typed reading works on.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Span};
use crate::model::Fact;
use crate::source::{Node, Value};

/// True where a text is TOML, whatever it says.
pub fn reads_as_toml(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// Reads a TOML text; a setup diagnostic where it does not parse.
pub(crate) fn parse(path: &Arc<str>, text: &str) -> Result<Node, Box<Diagnostic>> {
    match DeTable::parse(text) {
        Ok(table) => Ok(Node { value: lift_table(table.into_inner(), text), span: Span::new(0, 0) }),
        Err(error) => {
            let span = error.span().map_or(Span::new(0, 0), Span::from);
            let message = format!("this file is not valid TOML: {}", error.message().replace('\n', ", "));
            Err(Box::new(
                Diagnostic::setup("malformed-toml", path, message).at(span).help(
                    "texts need quotes, tables begin with `[name]`, and a key may occur once in a table",
                ),
            ))
        }
    }
}

fn lift_table(table: DeTable<'_>, text: &str) -> Value {
    let mut entries: Vec<(Fact<String>, Node)> = table
        .into_iter()
        .map(|(key, value)| {
            let at = Span::from(key.span());
            let span = Span::from(value.span());
            let node = Node { value: lift(value.into_inner(), span, text), span };
            (Fact::new(key.into_inner().into_owned(), at), node)
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn lift(value: DeValue<'_>, span: Span, text: &str) -> Value {
    match value {
        DeValue::String(string) => Value::Scalar(string.into_owned()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| {
                    let span = Span::from(item.span());
                    Node { value: lift(item.into_inner(), span, text), span }
                })
                .collect(),
        ),
        DeValue::Table(table) => lift_table(table, text),
        _ => Value::Scalar(span.slice(text).to_owned()),
    }
}
