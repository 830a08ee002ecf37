//! One `SQLite` database with all tables, made in memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::{Files, Format};
use crate::export::tables::{Cell, Kind, Projects, TABLES};
use crate::portfolio::Series;

pub(super) const FORMAT: Format =
    Format { name: "sqlite", summary: "readybook.sqlite, one database with all tables", write };

fn write(projects: &dyn Projects) -> Files {
    let bytes = std::thread::scope(|scope| {
        let (hand, waiting) = sync_channel(WAITING);
        let made = scope.spawn(|| database(waiting));
        // Where nobody takes them any more, the other thread says why.
        projects.each(&|at, series| drop(hand.send((at, series.clone()))));
        drop(hand);
        made.join().unwrap_or(Err(rusqlite::Error::InvalidQuery))
    });
    let bytes = bytes.map_err(|error| format!("the database cannot be made: {error}"))?;
    Ok(vec![("readybook.sqlite".to_owned(), vec![bytes])])
}

/// How many projects may wait for their rows to be written: a large book is never in memory as a whole.
const WAITING: usize = 64;

/// Projects with their places among all, as they are judged.
type Waiting = Receiver<(usize, Series)>;

fn database(waiting: Waiting) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    // Where it cannot be made as a whole it is thrown away as a whole.
    connection.pragma_update(None, "journal_mode", "OFF")?;
    let transaction = connection.transaction()?;
    fill(&transaction, waiting)?;
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

/// Writes the rows of projects, in their order.
fn fill(connection: &Connection, waiting: Waiting) -> rusqlite::Result<()> {
    let kind = |kind| match kind {
        Kind::Text => "TEXT",
        Kind::Number => "REAL",
        Kind::Whole | Kind::Flag => "INTEGER",
    };
    let mut inserts = Vec::new();
    for table in TABLES {
        // Names are constants of the program; what comes from documents is only ever bound.
        let columns: Vec<String> =
            table.columns.iter().map(|column| format!("{} {}", column.name, kind(column.kind))).collect();
        let name = table.name;
        connection.execute_batch(&format!("CREATE TABLE {name} ({});", columns.join(", ")))?;
    }
    for table in TABLES {
        let places = vec!["?"; table.columns.len()].join(", ");
        inserts.push((table, connection.prepare(&format!("INSERT INTO {} VALUES ({places})", table.name))?));
    }
    let (mut early, mut next) = (BTreeMap::new(), 0);
    for (at, series) in waiting {
        early.insert(at, series);
        while let Some(series) = early.remove(&next) {
            next += 1;
            for (table, insert) in &mut inserts {
                for row in table.of_project(&series) {
                    insert.execute(params_from_iter(row.iter().map(value)))?;
                }
            }
        }
    }
    for table in TABLES {
        // Made once, and not with every row.
        let name = table.name;
        connection.execute_batch(&format!("CREATE INDEX {name}_by_release ON {name} (project, release);"))?;
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
