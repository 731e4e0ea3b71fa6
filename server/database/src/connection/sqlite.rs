//! SQLite.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use model::project::resolve;
use prisma_lens::project_database::Parts;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::Cells;

/// Opens a file for reading only.
pub(super) fn connect(parts: &Parts, folder: &Path) -> Result<Connection, String> {
    let path = resolve(folder, &parts.database);
    if !path.is_file() {
        return Err(format!("{} is no file", path.display()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(|error| error.to_string())?;
    connection.busy_timeout(Duration::from_secs(2)).map_err(|error| error.to_string())?;
    connection.execute_batch("PRAGMA query_only = ON").map_err(|error| error.to_string())?;
    Ok(connection)
}

/// The rows of a query, which is ended when its time is over.
pub(super) fn query(connection: &Connection, sql: &str, patience: Duration) -> Result<Vec<Cells>, String> {
    let interrupt = connection.get_interrupt_handle();
    let (done, waiting) = mpsc::channel::<()>();
    let watch = std::thread::spawn(move || {
        if waiting.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout) {
            interrupt.interrupt();
        }
    });
    let rows = rows(connection, sql).map_err(|error| error.to_string());
    drop(done);
    let _ = watch.join();
    rows
}

fn rows(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<Cells>> {
    let mut statement = connection.prepare(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    // Parameters of a statement that is only planned have no values.
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut cells = Cells::new();
        for (at, name) in names.iter().enumerate() {
            let text = match row.get_ref(at)? {
                ValueRef::Null | ValueRef::Blob(_) => None,
                ValueRef::Integer(number) => Some(number.to_string()),
                ValueRef::Real(number) => Some(number.to_string()),
                ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            };
            cells.push((name.clone(), text));
        }
        found.push(cells);
    }
    Ok(found)
}
