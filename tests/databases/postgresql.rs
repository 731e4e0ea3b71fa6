//! PostgreSQL.

use model::catalog::Provider;

use crate::casts;
use crate::plans;
use crate::property::{Explained, both_ways_make_the_same};
use crate::server::{BIN, psql, run, start_postgresql};
use crate::undo;

/// All that a schema can make, sorted; columns by name, since a migration adds them at the end.
const CATALOG: &str = r#"
WITH mine AS (
  SELECT c.*, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
)
SELECT concat_ws(' ', 'column', nspname, relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' END, pg_get_expr(d.adbin, d.adrelid), a.attidentity)
  FROM mine JOIN pg_attribute a ON a.attrelid = mine.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = mine.oid AND d.adnum = a.attnum WHERE relkind = 'r'
UNION ALL SELECT 'index ' || pg_get_indexdef(mine.oid) FROM mine WHERE relkind = 'i'
UNION ALL SELECT concat_ws(' ', 'constraint', nspname, relname, k.conname, pg_get_constraintdef(k.oid))
  FROM mine JOIN pg_constraint k ON k.conrelid = mine.oid
UNION ALL SELECT concat_ws(' ', 'enum', n.nspname, t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumlabel))
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace
  GROUP BY n.nspname, t.typname
UNION ALL SELECT concat_ws(' ', 'sequence', nspname, relname, format_type(s.seqtypid, NULL), s.seqincrement)
  FROM mine JOIN pg_sequence s ON s.seqrelid = mine.oid
ORDER BY 1;
"#;

const RESET: &str = r#"
SET client_min_messages = 'error';
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
    EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', name);
  END LOOP;
END $$;
CREATE SCHEMA public;
"#;

/// Where Prisma's schema engine writes the same script as we do, and PostgreSQL refuses it or ends otherwise.
const EXPLAINED: &[Explained] = &[
    (
        r#"type "(small|big)?serial" does not exist"#,
        "a column of a table that exists becomes SERIAL, which is no type",
    ),
    (r#"DROP SEQUENCE "";"#, "the sequence of a default that is gone has no known name"),
    (
        r#"cannot drop type .*_old"#,
        "an enum is replaced while a column that goes in the same migration still has it",
    ),
    (
        r#"constraint ".*" for table ".*" does not exist"#,
        "a primary key is renamed and then dropped by its earlier name",
    ),
    (
        r#"column ".*" does not exist"#,
        "an enum is replaced, and a column that the same migration adds is cast before",
    ),
    (
        r#"schema ".*" does not exist"#,
        "a schema that the datasource listed before counts as created, but no table was in it",
    ),
    (r#"relation ".*" does not exist"#, "an index is dropped by the name of a table or key that goes first"),
    (r#"relation ".*" already exists"#, "a key or index takes the name of one that goes later"),
    ("cannot be cast automatically", "a list or an unsupported type changes without a cast"),
    ("out of range|value too long|numeric field overflow", "the default before does not fit the new type"),
    (r"column .* ARRAY\[\]::", "the default of a list keeps the type that the column had"),
    (
        "(sequence|column) .*_seq",
        "a sequence of a default that came or went with a change is named otherwise, or stays",
    ),
];

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn postgresql_ends_in_the_same_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_postgresql(BIN.expect("its programs"), folder.path());
    let mut apply = |scripts: &[&str]| {
        let script = format!("{RESET}{}\n{CATALOG}", scripts.join("\n"));
        run(&mut psql(folder.path()), &script)
    };
    both_ways_make_the_same(Provider::Postgresql, &mut apply, EXPLAINED);
}

/// What plans and ways back need of PostgreSQL.
fn dialect() -> plans::Dialect {
    let catalog = format!("{CATALOG}{}", plans::POSTGRESQL_CATALOG);
    plans::Dialect {
        provider: Provider::Postgresql,
        reset: RESET,
        catalog: Box::leak(catalog.into_boxed_str()),
        rows: plans::POSTGRESQL_ROWS,
    }
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn plans_change_postgresql_in_stages_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_postgresql(BIN.expect("its programs"), folder.path());
    plans::cases(&dialect(), &mut |script| run(&mut psql(folder.path()), script));
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn histories_of_postgresql_are_undone_and_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_postgresql(BIN.expect("its programs"), folder.path());
    undo::down_and_up(&dialect(), &mut |script| run(&mut psql(folder.path()), script));
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn every_type_of_postgresql_becomes_every_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_postgresql(BIN.expect("its programs"), folder.path());
    let reset = format!("{RESET}\nCREATE EXTENSION citext;\n");
    let dialect = plans::Dialect { reset: Box::leak(reset.into_boxed_str()), ..dialect() };
    casts::every_type_becomes_every_other(&dialect, &mut |script| run(&mut psql(folder.path()), script));
}
