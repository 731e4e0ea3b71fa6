//! Histories that are undone on a real database with rows in its tables: down to each earlier migration and up again. The
//! catalog below is that of the earlier migrations, and above both the catalog and the rows are as before.
//!
//! The histories are the files below `tests/fixtures/undo`.

use std::fmt::Write as _;

use migrations::history::{History, MigrationFile, Rollback};
use migrations::replay::{HistoryCache, Scope};
use migrations::undo::{Undo, UndoOptions, undo};
use model::catalog::Provider;
use model::database::Database;

use crate::plans::{Client, Dialect};

/// A history with rows for its tables.
struct Case {
    history: History,
    /// The statements that fill the tables after the last migration.
    rows: String,
    /// The statements that give required columns values where they come back.
    fill: String,
}

impl Case {
    fn read(provider: Provider) -> Case {
        let path = support::root().join("tests/fixtures/undo").join(format!("{}.sql", provider.name()));
        let text = std::fs::read_to_string(path).expect("a history");
        let mut case = Case { history: History::default(), rows: String::new(), fill: String::new() };
        let mut part = String::new();
        let mut sql = String::new();
        for line in text.lines().chain(["-- end --"]) {
            match line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
                Some(next) => {
                    case.add(&part, std::mem::take(&mut sql));
                    part = next.to_owned();
                }
                None => {
                    let _ = writeln!(sql, "{line}");
                }
            }
        }
        case
    }

    fn add(&mut self, part: &str, sql: String) {
        match part.split_once(' ') {
            Some(("migration", name)) => self.history.migrations.push(MigrationFile {
                name: name.to_owned(),
                path: format!("/migrations/{name}/migration.sql").into(),
                sql: sql.into(),
                rollback: None,
            }),
            _ if part == "down" => {
                let last = self.history.migrations.last_mut().expect("a migration");
                let path = last.path.with_file_name("down.sql");
                last.rollback = Some(Rollback { path, sql: sql.into() });
            }
            _ if part == "rows" => self.rows = sql,
            _ if part == "fill" => self.fill = sql,
            _ => assert!(part.is_empty(), "unknown part {part}"),
        }
    }

    fn up(&self, count: usize) -> String {
        let scripts: Vec<&str> = self.history.migrations.iter().take(count).map(|it| &*it.sql).collect();
        scripts.join("\n")
    }

    /// The SQL, with values where they have to be set.
    fn filled(&self, undo: &Undo) -> String {
        let mut sql = String::new();
        for line in undo.sql.lines() {
            let _ = writeln!(sql, "{line}");
            if line.starts_with("-- If the table has rows") {
                sql.push_str(&self.fill);
            }
        }
        sql
    }
}

/// Takes the history of a provider down to each of its migrations and up again.
pub fn down_and_up(dialect: &Dialect, client: &mut Client<'_>) {
    let case = Case::read(dialect.provider);
    let mut replayed = HistoryCache::new(dialect.provider, Scope::default());
    replayed.refresh(&case.history);
    let count = case.history.migrations.len();
    let (now, notes) = replayed.database();
    assert!(notes.is_empty(), "{notes:?}");
    let rows = rows_of(&now);
    let mut ask = |script: &str| match client(script) {
        Ok(answer) => answer,
        Err(error) => panic!("{error}\n{script}"),
    };
    let mut copies = 0;
    for first in 0..count {
        let name = &case.history.migrations[first].name;
        let options = UndoOptions { preserve_data: true, ..UndoOptions::default() };
        let undo = undo(&replayed, first, &options);
        assert!(undo.migrations.iter().all(|it| !it.is_incomplete && it.blocked.is_empty()), "{undo:#?}");
        let below = ask(&format!("{}{};\n{}", dialect.reset, case.up(first), dialect.catalog));
        let above = ask(&format!("{}{};\n{}\n{}", dialect.reset, case.up(count), case.rows, dialect.catalog));
        let full = ask(&rows);
        assert!(full.lines().count() > 3, "no rows: {full}");
        let down = ask(&format!("{}\n{}", case.filled(&undo), dialect.catalog));
        same(&without_copies(&down), &below, &format!("below {name}:\n{}", undo.sql));
        copies += undo.state.tables.len() - undo.target.tables.len();
        ask(&undo.inverse);
        let up = ask(dialect.catalog);
        same(&up, &above, &format!("above {name}:\n{}", undo.inverse));
        same(&ask(&rows), &full, &format!("the rows above {name}:\n{}", undo.inverse));
    }
    println!("{}: down {count} times and up again, {copies} copies", dialect.provider);
}

fn same(found: &str, wanted: &str, what: &str) {
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let (found, wanted) = (lines(found), lines(wanted));
    let only = |a: &[String], b: &[String]| {
        a.iter().filter(|line| !b.contains(line)).cloned().collect::<Vec<_>>().join("\n")
    };
    assert!(
        found == wanted,
        "{what}\nonly found:\n{}\nonly wanted:\n{}",
        only(&found, &wanted),
        only(&wanted, &found)
    );
}

fn without_copies(catalog: &str) -> String {
    catalog
        .lines()
        .filter(|line| !line.contains("_backup_"))
        .fold(String::new(), |text, line| text + line + "\n")
}

/// A query of all rows of all tables, columns by name.
fn rows_of(database: &Database) -> String {
    let quote = |name: &str| match database.provider {
        Provider::Mysql => format!("`{name}`"),
        _ => format!("\"{name}\""),
    };
    let query = |table: &model::database::Table| {
        let mut names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        let names: Vec<String> = names.into_iter().map(quote).collect();
        format!("SELECT '{}', {} FROM {};\n", table.name.name, names.join(", "), quote(&table.name.name))
    };
    database.tables.iter().map(|table| query(table)).collect()
}
