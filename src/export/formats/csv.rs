//! Comma-separated values: a file for each table, safe to open in a spreadsheet.

use super::{Files, Format};
use crate::export::tables::{Cell, TABLES};
use crate::portfolio::Portfolio;
use crate::text::csv_row;

pub(super) const FORMAT: Format =
    Format { name: "csv", summary: "a .csv file for each table, which no spreadsheet executes", write };

#[expect(clippy::unnecessary_wraps, reason = "every format may fail, but for this one")]
fn write(portfolio: &Portfolio) -> Files {
    let file = |table: &&crate::export::tables::Table| {
        let mut out = csv_row(table.columns.iter().map(|column| column.name));
        out.push_str(&table.text(portfolio, |row| {
            let cells: Vec<String> = row.into_iter().map(shown).collect();
            csv_row(cells.iter().map(String::as_str))
        }));
        (format!("{}.csv", table.name), out.into_bytes())
    };
    Ok(TABLES.iter().map(file).collect())
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}
