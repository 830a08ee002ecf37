//! JSON Lines: a file for each table, an object on each line.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{Files, Format};
use crate::export::tables::{Cell, Projects, Row, TABLES, Table, texts};

pub(super) const FORMAT: Format =
    Format { name: "json", summary: "a .jsonl file for each table, an object on each line", write };

#[expect(clippy::unnecessary_wraps, reason = "every format may fail, but for this one")]
fn write(projects: &dyn Projects) -> Files {
    let sorted = |table: &Table| {
        let mut sorted: Vec<(&'static str, usize)> =
            table.columns.iter().enumerate().map(|(at, column)| (column.name, at)).collect();
        sorted.sort_unstable();
        (table.name, sorted)
    };
    let columns: BTreeMap<&str, Vec<(&'static str, usize)>> =
        TABLES.iter().map(|table| sorted(table)).collect();
    let made = texts(
        projects,
        |_| String::new(),
        |table, out, row| {
            let object = Object { columns: columns.get(table.name).map_or(&[], Vec::as_slice), row };
            // Its keys are strings and its values texts and numbers: it can always be written.
            let text = serde_json::to_string(&object).unwrap_or_default();
            out.extend([&*crate::text::visible_json(&text), "\n"]);
        },
    );
    Ok(TABLES.iter().zip(made).map(|(table, parts)| (format!("{}.jsonl", table.name), parts)).collect())
}

/// A row as an object, with its keys sorted.
struct Object<'a> {
    /// Names of columns with their places in the row.
    columns: &'a [(&'static str, usize)],
    row: &'a Row<'a>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().map(|(name, at)| (name, self.row.get(*at).map(Value))))
    }
}

struct Value<'a>(&'a Cell<'a>);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Nothing => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Whole(number) => serializer.serialize_i64(*number),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}
