//! MariaDB, which takes what Prisma writes for MySQL.

use model::catalog::Provider;

use crate::plans;
use crate::property::{Explained, both_ways_make_the_same};
use crate::server::{mariadb, run, start_mariadb};
use crate::undo;

/// All that a schema can make; columns by name, since a migration adds them at the end.
const CATALOG: &str = r#"
SELECT concat_ws(' ', 'column', table_name, column_name, column_type, is_nullable, column_default, extra, collation_name)
  FROM information_schema.columns WHERE table_schema = 'test';
SELECT concat_ws(' ', 'index', table_name, index_name, non_unique, index_type,
    group_concat(concat_ws(' ', column_name, sub_part, collation) ORDER BY seq_in_index))
  FROM information_schema.statistics WHERE table_schema = 'test' GROUP BY table_name, index_name, non_unique, index_type;
SELECT concat_ws(' ', 'foreign key', k.table_name, k.constraint_name, k.referenced_table_name, r.update_rule, r.delete_rule,
    group_concat(concat_ws(' ', k.column_name, k.referenced_column_name) ORDER BY k.ordinal_position))
  FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
    ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
  WHERE k.constraint_schema = 'test'
  GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, r.update_rule, r.delete_rule;
"#;

const RESET: &str = "DROP DATABASE IF EXISTS test; CREATE DATABASE test; USE test;\n";

/// Where the scripts follow the rules of Prisma's schema engine and MariaDB refuses them or ends otherwise. The engine itself
/// cannot be asked for MySQL without a server.
const EXPLAINED: &[Explained] = &[
    (
        r"changed index \S+ (\S+_fkey|fk\d) 1 BTREE",
        "the index that InnoDB makes for a foreign key stays when the key goes",
    ),
    (
        "Invalid default value",
        "`dbgenerated()` without an argument takes over the default before, which the type refuses",
    ),
    ("Incorrect prefix key", "a column with a prefix in an index becomes a type without prefixes"),
    ("Duplicate key name", "an index takes the name of one that is renamed or replaced later"),
    ("changed index .* FULLTEXT", "one of two equal indexes goes, and either could be the one that stays"),
];

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn mariadb_ends_in_the_same_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_mariadb(folder.path());
    let mut apply = |scripts: &[&str]| {
        let script = format!("{RESET}{}\n{CATALOG}", scripts.join("\n"));
        run(&mut mariadb(folder.path()), &script)
    };
    both_ways_make_the_same(Provider::Mysql, &mut apply, EXPLAINED);
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn plans_change_mariadb_in_stages_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_mariadb(folder.path());
    let dialect = plans::Dialect { provider: Provider::Mysql, reset: RESET, catalog: CATALOG, rows: "" };
    plans::cases(&dialect, &mut |script| {
        let start = if script.starts_with(RESET) { "" } else { "USE test;\n" };
        run(&mut mariadb(folder.path()), &format!("{start}{script}"))
    });
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn histories_of_mariadb_are_undone_and_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_mariadb(folder.path());
    let dialect = plans::Dialect { provider: Provider::Mysql, reset: RESET, catalog: CATALOG, rows: "" };
    undo::down_and_up(&dialect, &mut |script| {
        let start = if script.starts_with(RESET) { "" } else { "USE test;\n" };
        run(&mut mariadb(folder.path()), &format!("{start}{script}"))
    });
}
