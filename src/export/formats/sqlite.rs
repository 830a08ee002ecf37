//! One `SQLite` database with all tables, made in memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};

use super::{Files, Format};
use crate::export::tables::{Cell, Kind, Projects, TABLES, Table};
use crate::portfolio::Series;

pub(super) const FORMAT: Format =
    Format { name: "sqlite", summary: "readybook.sqlite, one database with all tables", write };

fn write(projects: &dyn Projects) -> Files {
    let bytes = std::thread::scope(|scope| {
        let (hand, waiting) = sync_channel(WAITING);
        let made = scope.spawn(|| database(waiting));
        // Where nobody takes them any more, the other thread says why.
        projects.each(&|at, series| drop(hand.send((at, packed(series)))));
        drop(hand);
        made.join().unwrap_or_else(|_| Err("its thread came to no end".to_owned()))
    });
    let bytes = bytes.map_err(|error| format!("the database cannot be made: {error}"))?;
    Ok(vec![("readybook.sqlite".to_owned(), vec![bytes])])
}

/// How many projects may wait for their rows to be written: a large book is never in memory as a whole.
const WAITING: usize = 64;

/// The rows of a project, table by table, cell after cell: made where projects are judged, since there is one thread only
/// that writes them.
type Packed = Vec<Vec<u8>>;

/// Projects with their places among all, as they are judged.
type Waiting = Receiver<(usize, Result<Packed, String>)>;

fn packed(series: &Series) -> Result<Packed, String> {
    let of_table = |table: &&Table| {
        let mut cells = table.of_project(series).flatten();
        cells.try_fold(Vec::new(), |out, cell| {
            postcard::to_extend(&cell, out).map_err(|error| error.to_string())
        })
    };
    TABLES.iter().map(of_table).collect()
}

fn database(waiting: Waiting) -> Result<Vec<u8>, String> {
    let say = |error: rusqlite::Error| error.to_string();
    let mut connection = Connection::open_in_memory().map_err(say)?;
    // Where it cannot be made as a whole it is thrown away as a whole; and what is sorted for an index stays in memory.
    for (name, value) in [("journal_mode", "OFF"), ("temp_store", "MEMORY"), ("cache_size", SORTED_AT_ONCE)] {
        connection.pragma_update(None, name, value).map_err(say)?;
    }
    let transaction = connection.transaction().map_err(say)?;
    let mut inserts = create(&transaction).map_err(say)?;
    let (mut early, mut next) = (BTreeMap::new(), 0);
    for (at, packed) in waiting {
        early.insert(at, packed?);
        while let Some(packed) = early.remove(&next) {
            next += 1;
            for (insert, rows) in inserts.iter_mut().zip(packed) {
                fill(insert, &rows)?;
            }
        }
    }
    drop(inserts);
    for Table { name, .. } in TABLES {
        // Made once, and not with every row.
        let index = format!("CREATE INDEX {name}_by_release ON {name} (project, release);");
        transaction.execute_batch(&index).map_err(say)?;
    }
    transaction.commit().map_err(say)?;
    Ok(connection.serialize("main").map_err(say)?.to_vec())
}

/// Memory for sorting, as `SQLite` writes it: so many times 1,024 bytes.
const SORTED_AT_ONCE: &str = "-262144";

/// Makes all tables; a statement for each that inserts a row.
fn create(connection: &Connection) -> rusqlite::Result<Vec<Statement<'_>>> {
    let kind = |kind| match kind {
        Kind::Text => "TEXT",
        Kind::Number => "REAL",
        Kind::Whole | Kind::Flag => "INTEGER",
    };
    // Names are constants of the program; what comes from documents is only ever bound.
    for Table { name, columns, .. } in TABLES {
        let columns: Vec<String> =
            columns.iter().map(|column| format!("{} {}", column.name, kind(column.kind))).collect();
        connection.execute_batch(&format!("CREATE TABLE {name} ({});", columns.join(", ")))?;
    }
    let insert = |Table { name, columns, .. }: &&Table| {
        let places = vec!["?"; columns.len()].join(", ");
        connection.prepare(&format!("INSERT INTO {name} VALUES ({places})"))
    };
    TABLES.iter().map(insert).collect()
}

/// Inserts packed rows.
fn fill(insert: &mut Statement<'_>, mut rows: &[u8]) -> Result<(), String> {
    while !rows.is_empty() {
        for place in 1..=insert.parameter_count() {
            let (cell, rest): (Cell<'_>, _) =
                postcard::take_from_bytes(rows).map_err(|error| error.to_string())?;
            insert.raw_bind_parameter(place, value(&cell)).map_err(|error| error.to_string())?;
            rows = rest;
        }
        insert.raw_execute().map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn value<'a>(cell: &'a Cell<'_>) -> ToSqlOutput<'a> {
    ToSqlOutput::Borrowed(match cell {
        Cell::Nothing => ValueRef::Null,
        Cell::Text(text) => ValueRef::Text(text.as_bytes()),
        Cell::Number(number) => ValueRef::Real(*number),
        Cell::Whole(number) => ValueRef::Integer(*number),
        Cell::Flag(flag) => ValueRef::Integer((*flag).into()),
    })
}
