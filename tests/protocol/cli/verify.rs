//! `prisma-lens migrate verify`, on real databases.

use std::path::Path;

use super::{Run, command, finish, project, server};

/// Two migrations, of which the first is undone by the difference, the second by its script.
fn history(provider: &str, second: &str, down: &str) -> tempfile::TempDir {
    let quote = |text: &str| if provider == "mysql" { text.replace('"', "`") } else { text.to_owned() };
    project(&format!(
        "
    //- /prisma/schema.prisma
    datasource db {{
      provider = \"{provider}\"
    }}
    model User {{
      id   Int     @id
      name String?
    }}
    //- /prisma/migrations/migration_lock.toml
    provider = \"{provider}\"
    //- /prisma/migrations/20240101000000_init/migration.sql
    {}
    //- /prisma/migrations/20240201000000_name/migration.sql
    {}
    //- /prisma/migrations/20240201000000_name/down.sql
    {}
    ",
        quote("CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL, PRIMARY KEY (\"id\"));"),
        quote(second),
        quote(down)
    ))
}

fn verify(dir: &Path, url: &str) -> Run {
    let arguments = ["migrate", "verify", "--down", "--url-env", "SCRATCH_URL"];
    finish(command(dir, &arguments).env("SCRATCH_URL", url), None)
}

const UP: &str =
    "ALTER TABLE \"User\" ADD COLUMN \"name\" TEXT; CREATE VIEW \"Names\" AS SELECT \"name\" FROM \"User\";";
const DOWN: &str = "DROP VIEW \"Names\"; ALTER TABLE \"User\" DROP COLUMN \"name\";";

/// Tables of all kinds, then changes that keep their rows, lose them, cannot be applied to them, or fail on the way back.
fn rows(provider: &str, url: &str, empty: &mut dyn FnMut()) {
    let (kinds, more, bytes) = match provider {
        "postgresql" => (
            "CREATE TYPE \"Role\" AS ENUM ('A', 'B');",
            "\"role\" \"Role\" NOT NULL, \"tags\" TEXT[], \"uid\" UUID NOT NULL, \"at\" TIMESTAMP(3) NOT NULL,",
            "BYTEA",
        ),
        "mysql" => ("", "\"role\" ENUM('A', 'B') NOT NULL, \"at\" DATETIME(3) NOT NULL,", "LONGBLOB"),
        _ => ("", "\"role\" TEXT NOT NULL, \"at\" DATETIME NOT NULL,", "BLOB"),
    };
    let text = if provider == "mysql" { "VARCHAR(191)" } else { "TEXT" };
    let parents = format!(
        "{kinds} CREATE TABLE \"Team\" (\"id\" INTEGER NOT NULL, \"code\" {text} NOT NULL, {more} \"is_open\" BOOLEAN NOT NULL, \
         \"price\" DECIMAL(8,2) NOT NULL, \"file\" {bytes} NOT NULL, \"leadId\" INTEGER, PRIMARY KEY (\"id\"), \
         FOREIGN KEY (\"leadId\") REFERENCES \"Team\" (\"id\") ON DELETE SET NULL); \
         CREATE UNIQUE INDEX \"Team_code_key\" ON \"Team\" (\"code\");"
    );
    let children = format!(
        "CREATE TABLE \"Seat\" (\"team\" {text} NOT NULL, \"is_free\" BOOLEAN NOT NULL, PRIMARY KEY (\"is_free\"), \
         FOREIGN KEY (\"team\") REFERENCES \"Team\" (\"code\") ON DELETE RESTRICT);"
    );
    let history = |last: &str, down: &str| {
        let quote = |sql: &str| if provider == "mysql" { sql.replace('"', "`") } else { sql.to_owned() };
        let dir = history(provider, UP, DOWN);
        let scripts = [
            ("20240301000000_team", &*parents, "DROP TABLE \"Team\";"),
            ("20240401000000_seat", &*children, "DROP TABLE \"Seat\";"),
            ("20240501000000_last", last, down),
        ];
        for (name, up, down) in scripts {
            let folder = dir.path().join("prisma/migrations").join(name);
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("migration.sql"), quote(up)).unwrap();
            let down = match (name, provider) {
                ("20240301000000_team", "postgresql") => format!("{down} DROP TYPE \"Role\";"),
                _ => down.to_owned(),
            };
            std::fs::write(folder.join("down.sql"), quote(&down)).unwrap();
        }
        dir
    };
    let ended = |dir: &tempfile::TempDir, expected: &str, code: i32| {
        let run = verify(dir.path(), url);
        assert!(run.out.contains(expected), "{expected}\n{}{}", run.out, run.err);
        assert_eq!(run.code, code, "{}{}", run.out, run.err);
    };
    // A boolean as a key has room for two rows.
    let kept = history("CREATE INDEX \"Team_at\" ON \"Team\" (\"at\");", "DROP INDEX \"Team_at\";");
    let kept = match provider {
        "mysql" => {
            history("CREATE INDEX \"Team_at\" ON \"Team\" (\"at\");", "DROP INDEX \"Team_at\" ON \"Team\";")
        }
        _ => kept,
    };
    ended(
        &kept,
        "20240501000000_last: leads back by its script; 8 generated rows in 3 tables as before\n",
        0,
    );
    let lost = history(
        "ALTER TABLE \"User\" ADD COLUMN \"more\" INTEGER; DELETE FROM \"Seat\";",
        "ALTER TABLE \"User\" DROP COLUMN \"more\";",
    );
    ended(&lost, "20240501000000_last: its script loses rows\n", 1);
    empty();
    if provider != "sqlite" {
        let required = history(
            "ALTER TABLE \"Team\" DROP COLUMN \"price\";",
            "ALTER TABLE \"Team\" ADD COLUMN \"price\" DECIMAL(8,2) NOT NULL;",
        );
        // MySQL fills in values of its own.
        match provider {
            "mysql" => {
                ended(&required, "by its script, rows were not compared\n    Column `price` comes back", 0)
            }
            _ => ended(&required, "_last: its script cannot be run where tables have rows\n", 1),
        }
        empty();
    }
    let unfit = history(
        "CREATE TABLE \"Log\" (\"id\" INTEGER NOT NULL PRIMARY KEY REFERENCES \"Team\" (\"id\"), CHECK (\"id\" < 5));",
        "DROP TABLE \"Log\";",
    );
    let folder = unfit.path().join("prisma/migrations/20240601000000_view");
    std::fs::create_dir(&folder).unwrap();
    let view = "CREATE VIEW \"Logs\" AS SELECT \"id\" FROM \"Log\";";
    let quote = |sql: &str| if provider == "mysql" { sql.replace('"', "`") } else { sql.to_owned() };
    std::fs::write(folder.join("migration.sql"), quote(view)).unwrap();
    std::fs::write(folder.join("down.sql"), quote("DROP VIEW \"Logs\";")).unwrap();
    ended(&unfit, "    no rows in `Log`: ", 0);
}

/// Right ways back, a database that is not empty, and a way back that leaves something.
fn cases(provider: &str, url: &str, fill: &mut dyn FnMut(&str)) {
    let right = history(provider, UP, DOWN);
    let run = verify(right.path(), url);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    for expected in [
        "20240101000000_init: leads back by the difference\n",
        "20240201000000_name: leads back by its script; 3 generated rows in 1 table as before\n",
        "2 migrations: up, down, up and down to the empty database.",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let broken = history(provider, UP, "DROP TABLE \"Nothing\";");
    let run = verify(broken.path(), url);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("20240201000000_name: its script cannot be run"), "{}", run.out);
    // The database is left as it is, and no later run touches it.
    let full = verify(right.path(), url);
    assert_eq!(full.code, 2, "{}{}", full.out, full.err);
    assert!(full.err.contains("the database is not empty"), "{}", full.err);
    fill("DROP VIEW \"Names\"; DROP TABLE \"User\";");
    let lossy = history(provider, UP, "ALTER TABLE \"User\" ADD COLUMN \"more\" TEXT;");
    let run = verify(lossy.path(), url);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(
        run.out.contains("its script does not lead back") && run.out.contains("left: column"),
        "{}",
        run.out
    );
}

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs the sqlite3 client")]
fn ways_back_are_tried_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scratch.db");
    let url = format!("file:{}", file.display());
    cases("sqlite", &url, &mut |sql| {
        server::run(std::process::Command::new("sqlite3").arg(&file), sql).unwrap();
    });
    std::fs::remove_file(&file).unwrap();
    rows("sqlite", &url, &mut || std::fs::remove_file(&file).unwrap());
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn ways_back_are_tried_on_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    let _server = server::start_postgresql(server::BIN.unwrap(), folder.path());
    let url = format!("postgresql://postgres@localhost/postgres?host={}", folder.path().display());
    let mut fill = |sql: &str| {
        server::run(&mut server::psql(folder.path()), sql).unwrap();
    };
    cases("postgresql", &url, &mut fill);
    let mut empty = || fill("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
    empty();
    rows("postgresql", &url, &mut empty);
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn ways_back_are_tried_on_mariadb() {
    let folder = tempfile::tempdir().unwrap();
    let _server = server::start_mariadb(folder.path());
    server::run(&mut server::mariadb(folder.path()), "CREATE DATABASE scratch;").unwrap();
    let url = format!("mysql://root@localhost/scratch?socket={}", folder.path().join("socket").display());
    let mut fill = |sql: &str| {
        let sql = format!("USE scratch; {}", sql.replace('"', "`"));
        server::run(&mut server::mariadb(folder.path()), &sql).unwrap();
    };
    cases("mysql", &url, &mut fill);
    let mut empty = || fill("DROP DATABASE scratch; CREATE DATABASE scratch;");
    empty();
    rows("mysql", &url, &mut empty);
}

#[test]
fn the_database_is_never_guessed() {
    let dir = history("sqlite", "SELECT 1;", "SELECT 1;");
    let none = finish(&mut command(dir.path(), &["migrate", "verify", "--down"]), None);
    assert_eq!(none.code, 2, "{}", none.out);
    let unset = finish(
        command(dir.path(), &["migrate", "verify", "--down", "--url-env", "NOT_SET"]).env_remove("NOT_SET"),
        None,
    );
    assert_eq!(unset.code, 2, "{}", unset.out);
    assert!(unset.err.contains("NOT_SET is not set"), "{}", unset.err);
}
