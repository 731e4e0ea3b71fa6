//! SQLite.

use std::process::Command;

use model::catalog::Provider;

use crate::plans;
use crate::property::{Explained, both_ways_make_the_same};
use crate::server::run;
use crate::undo;

/// All that a schema can make; columns by name, since a migration adds them at the end.
const CATALOG: &str = r#"
SELECT 'table', name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 2;
SELECT 'column', m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
  FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 2, 3;
SELECT 'index', m.name, CASE i.origin WHEN 'c' THEN i.name END, i."unique", i.origin,
    (SELECT group_concat(x.name || ' ' || x.desc) FROM (SELECT * FROM pragma_index_xinfo(i.name) WHERE key ORDER BY seqno) x)
  FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' ORDER BY 2, 3, 6;
SELECT 'foreign key', m.name, f."table", f."from", f."to", f.on_update, f.on_delete, f.seq
  FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY 2, 3, 4, 5;
"#;

/// Where Prisma's schema engine writes the same script as we do, and SQLite refuses it or ends otherwise.
const EXPLAINED: &[Explained] = &[
    ("index .* already exists", "an index takes the name of one that goes later"),
    (r"index\|.*y 1 é\|", "an index is not renamed"),
];

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs the sqlite3 client")]
fn sqlite_ends_in_the_same_database() {
    let mut apply = |scripts: &[&str]| {
        let script = format!("{}\n{CATALOG}", scripts.join("\n"));
        run(Command::new("sqlite3").args(["-batch", "-bail", ":memory:"]), &script)
    };
    both_ways_make_the_same(Provider::Sqlite, &mut apply, EXPLAINED);
}

/// What the first line of a script says to begin with an empty database.
const RESET: &str = "-- reset\n";

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs the sqlite3 client")]
fn plans_change_sqlite_in_stages_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("test.db");
    let dialect = plans::Dialect { provider: Provider::Sqlite, reset: RESET, catalog: CATALOG, rows: "" };
    plans::cases(&dialect, &mut |script| {
        if script.starts_with(RESET) && file.exists() {
            std::fs::remove_file(&file).expect("the old database goes");
        }
        run(
            Command::new("sqlite3").args(["-batch", "-bail"]).arg(&file),
            &format!("PRAGMA foreign_keys=ON;\n{script}"),
        )
    });
}

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs the sqlite3 client")]
fn histories_of_sqlite_are_undone_and_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("test.db");
    let dialect = plans::Dialect { provider: Provider::Sqlite, reset: RESET, catalog: CATALOG, rows: "" };
    undo::down_and_up(&dialect, &mut |script| {
        if script.starts_with(RESET) && file.exists() {
            std::fs::remove_file(&file).expect("the old database goes");
        }
        run(
            Command::new("sqlite3").args(["-batch", "-bail"]).arg(&file),
            &format!("PRAGMA foreign_keys=ON;\n{script}"),
        )
    });
}
