//! JSON Lines: a file for each table, an object on each line.

use serde_json::{Map, Value};

use super::{Files, Format};
use crate::export::tables::{Cell, TABLES, Table};
use crate::portfolio::Portfolio;

pub(super) const FORMAT: Format =
    Format { name: "json", summary: "a .jsonl file for each table, an object on each line", write };

#[expect(clippy::unnecessary_wraps, reason = "every format may fail, but for this one")]
fn write(portfolio: &Portfolio) -> Files {
    let file = |table: &&Table| {
        let out = table.text(portfolio, |row| {
            let cells = table.columns.iter().zip(row);
            let object: Map<String, Value> =
                cells.map(|(column, cell)| (column.name.to_owned(), value(cell))).collect();
            crate::text::visible_json(&Value::Object(object).to_string()).into_owned() + "\n"
        });
        (format!("{}.jsonl", table.name), out.into_bytes())
    };
    Ok(TABLES.iter().map(file).collect())
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Number(number) => number.into(),
        Cell::Whole(number) => number.into(),
        Cell::Flag(flag) => flag.into(),
    }
}
