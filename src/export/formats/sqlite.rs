//! One `SQLite` database with all tables, made in memory.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::mpsc::{Receiver, sync_channel};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};

use super::{Files, Format};
use crate::export::tables::{Cell, Kind, Opened, Projects, Row, TABLES, Table};
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

/// The rows of a project, table by table, cell after cell, each only where the row before has another: made where projects
/// are judged, since there is one thread only that writes them.
type Packed = Vec<Vec<u8>>;

/// Projects with their places among all, as they are judged.
type Waiting = Receiver<(usize, Result<Packed, String>)>;

fn packed(series: &Series) -> Result<Packed, String> {
    let project = Opened::of(series);
    let of_table = |table: &&Table| {
        let mut before = Row::new();
        let mut out = Vec::new();
        for row in table.of_project(&project) {
            for (at, cell) in row.iter().enumerate() {
                let other = Some(cell).filter(|cell| before.get(at) != Some(*cell));
                out = postcard::to_extend(&other, out).map_err(told)?;
            }
            before = row;
        }
        Ok(out)
    };
    TABLES.iter().map(of_table).collect()
}

fn told(error: impl Error) -> String {
    error.to_string()
}

fn database(waiting: Waiting) -> Result<Vec<u8>, String> {
    let mut connection = Connection::open_in_memory().map_err(told)?;
    // Where it cannot be made as a whole it is thrown away as a whole.
    connection.pragma_update(None, "journal_mode", "OFF").map_err(told)?;
    let transaction = connection.transaction().map_err(told)?;
    let mut inserts = create(&transaction).map_err(told)?;
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
    transaction.execute_batch(INDEX).map_err(told)?;
    transaction.commit().map_err(told)?;
    Ok(connection.serialize("main").map_err(told)?.to_vec())
}

/// Rows of other tables find their assessment by it. Nobody else is left to work while an index is made, and all rows are
/// looked through sooner than one would be made for every table.
const INDEX: &str = "CREATE INDEX assessments_by_release ON assessments (project, release);";

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

/// Inserts packed rows: what is bound stays so until the next row binds something else.
fn fill(insert: &mut Statement<'_>, mut rows: &[u8]) -> Result<(), String> {
    while !rows.is_empty() {
        for place in 1..=insert.parameter_count() {
            let (other, rest): (Option<Cell<'_>>, _) = postcard::take_from_bytes(rows).map_err(told)?;
            if let Some(cell) = other {
                insert.raw_bind_parameter(place, value(&cell)).map_err(told)?;
            }
            rows = rest;
        }
        insert.raw_execute().map_err(told)?;
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
