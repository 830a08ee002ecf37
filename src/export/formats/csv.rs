//! Comma-separated values: a file for each table, safe to open in a spreadsheet.

use std::fmt::Write as _;

use super::{Files, Format};
use crate::export::tables::{Cell, Projects, Row, TABLES, texts};
use crate::text::{csv_row, push_csv_cell};

pub(super) const FORMAT: Format =
    Format { name: "csv", summary: "a .csv file for each table, which no spreadsheet executes", write };

#[expect(clippy::unnecessary_wraps, reason = "every format may fail, but for this one")]
fn write(projects: &dyn Projects) -> Files {
    let head = |table: &crate::export::tables::Table| csv_row(table.columns.iter().map(|column| column.name));
    let made = texts(projects, head, |_, out, row| push(out, row));
    Ok(TABLES.iter().zip(made).map(|(table, parts)| (format!("{}.csv", table.name), parts)).collect())
}

fn push(out: &mut String, row: &Row<'_>) {
    let mut figure = String::new();
    for (at, cell) in row.iter().enumerate() {
        figure.clear();
        // Writing into a String does not fail.
        let _ = match cell {
            Cell::Nothing | Cell::Text(_) => Ok(()),
            Cell::Number(number) => write!(figure, "{number}"),
            Cell::Whole(number) => write!(figure, "{number}"),
            Cell::Flag(flag) => write!(figure, "{flag}"),
        };
        push_csv_cell(out, at, if let Cell::Text(text) = cell { text } else { &figure });
    }
    out.push_str("\r\n");
}
