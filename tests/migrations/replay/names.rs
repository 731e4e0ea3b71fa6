//! Names that databases give to indexes and foreign keys without one.

use migrations::history::{History, MigrationFile};
use migrations::replay::{HistoryCache, Scope};
use model::catalog::Provider;

/// The names of the indexes and of the foreign keys of a table after this script, in alphabetical order.
fn names(provider: Provider, table: &str, sql: &str) -> (Vec<String>, Vec<String>) {
    let file = MigrationFile {
        name: "1_a".to_owned(),
        path: "/migrations/1_a/migration.sql".into(),
        sql: sql.into(),
        rollback: None,
    };
    let mut cache = HistoryCache::new(provider, Scope::default());
    cache.refresh(&History { migrations: vec![file], ..History::default() });
    let (database, _) = cache.database();
    let table = database.tables.iter().find(|it| it.name.name == table).expect("the table");
    let keys = table.foreign_keys.iter().filter_map(|key| key.name.clone());
    (table.indexes.iter().map(|it| it.name.to_string()).collect(), keys.map(|it| it.to_string()).collect())
}

#[test]
fn postgres_takes_the_first_free_number() {
    let create = "CREATE TABLE \"A\" (\"id\" INTEGER PRIMARY KEY, \"b\" INTEGER, \"c\" INTEGER);\n";
    let index = "CREATE INDEX ON \"A\"(\"b\", \"c\");\n";
    let of = |sql: String| names(Provider::Postgresql, "A", &format!("{create}{sql}"));
    assert_eq!(of(index.repeat(3)).0, ["A_b_c_idx", "A_b_c_idx1", "A_b_c_idx2"]);
    let gap = format!("{}DROP INDEX \"A_b_c_idx1\";\n{index}{index}", index.repeat(4));
    assert_eq!(of(gap).0, ["A_b_c_idx", "A_b_c_idx1", "A_b_c_idx2", "A_b_c_idx3", "A_b_c_idx4"]);
    let many = of(index.repeat(13)).0;
    assert_eq!(many[..5], ["A_b_c_idx", "A_b_c_idx1", "A_b_c_idx10", "A_b_c_idx11", "A_b_c_idx12"]);
    // No number that PostgreSQL writes.
    let other = format!("CREATE INDEX \"A_b_c_idx01\" ON \"A\"(\"b\");\n{}", index.repeat(2));
    assert_eq!(of(other).0, ["A_b_c_idx", "A_b_c_idx01", "A_b_c_idx1"]);
    let key = "ALTER TABLE \"A\" ADD FOREIGN KEY (\"b\") REFERENCES \"A\"(\"id\");\n";
    assert_eq!(of(key.repeat(3)).1, ["A_b_fkey", "A_b_fkey1", "A_b_fkey2"]);
}

#[test]
fn long_names_are_cut_for_their_numbers() {
    let (table, column) = ("t".repeat(40), "c".repeat(40));
    let sql = format!(
        "CREATE TABLE \"{table}\" (\"id\" INTEGER PRIMARY KEY, \"{column}\" INTEGER);\n{}",
        format!("CREATE INDEX ON \"{table}\"(\"{column}\");\n").repeat(12)
    );
    let (names, _) = names(Provider::Postgresql, &table, &sql);
    assert_eq!(names.len(), 12);
    assert!(names.iter().all(|name| name.len() == 63), "{names:?}");
    let cut = |first, second, end| format!("{}_{}_{end}", "t".repeat(first), "c".repeat(second));
    for name in [cut(29, 29, "idx"), cut(29, 28, "idx9"), cut(28, 28, "idx10")] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
}

#[test]
fn mysql_counts_from_two() {
    let sql = "CREATE TABLE `A` (`id` INTEGER PRIMARY KEY, `b` INTEGER);\n".to_owned()
        + &"ALTER TABLE `A` ADD INDEX (`b`);\n".repeat(3);
    assert_eq!(names(Provider::Mysql, "A", &sql).0, ["b", "b_2", "b_3"]);
}
