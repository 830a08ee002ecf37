//! One `SQLite` database with all tables, made in memory.

use rayon::prelude::*;
use rusqlite::{Connection, params_from_iter, types::Value};

use super::{Files, Format};
use crate::export::tables::{Cell, Kind, Row, TABLES, Table};
use crate::portfolio::Portfolio;

pub(super) const FORMAT: Format =
    Format { name: "sqlite", summary: "readybook.sqlite, one database with all tables", write };

fn write(portfolio: &Portfolio) -> Files {
    let bytes = database(portfolio).map_err(|error| format!("the database cannot be made: {error}"))?;
    Ok(vec![("readybook.sqlite".to_owned(), bytes)])
}

fn database(portfolio: &Portfolio) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    // Where it cannot be made as a whole it is thrown away as a whole.
    connection.pragma_update(None, "journal_mode", "OFF")?;
    let transaction = connection.transaction()?;
    for table in TABLES {
        fill(&transaction, table, portfolio)?;
    }
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

fn fill(connection: &Connection, table: &Table, portfolio: &Portfolio) -> rusqlite::Result<()> {
    let kind = |kind| match kind {
        Kind::Text => "TEXT",
        Kind::Number => "REAL",
        Kind::Whole | Kind::Flag => "INTEGER",
    };
    // Names are constants of the program; what comes from documents is only ever bound.
    let columns: Vec<String> =
        table.columns.iter().map(|column| format!("{} {}", column.name, kind(column.kind))).collect();
    let name = table.name;
    connection.execute_batch(&format!("CREATE TABLE {name} ({});", columns.join(", ")))?;
    let places = vec!["?"; table.columns.len()].join(", ");
    let mut insert = connection.prepare(&format!("INSERT INTO {name} VALUES ({places})"))?;
    // Rows are made in parallel, and never all of a large book at once.
    for projects in portfolio.projects.chunks(64) {
        let rows: Vec<Vec<Row>> = projects.par_iter().map(|series| table.of_project(series)).collect();
        for row in rows.into_iter().flatten() {
            insert.execute(params_from_iter(row.into_iter().map(value)))?;
        }
    }
    // Made once, and not with every row.
    connection.execute_batch(&format!("CREATE INDEX {name}_by_release ON {name} (project, release);"))
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => Value::Text(text),
        Cell::Number(number) => Value::Real(number),
        Cell::Whole(number) => Value::Integer(number),
        Cell::Flag(flag) => Value::Integer(flag.into()),
    }
}
