//! `prisma-lens migrate verify`, on real databases.

use std::path::Path;

use super::{Run, command, finish, project};

#[allow(dead_code, reason = "the tests of databases need more of it")]
#[path = "../../databases/server.rs"]
mod server;

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

/// Right ways back, a database that is not empty, and a way back that leaves something.
fn cases(provider: &str, url: &str, fill: &mut dyn FnMut(&str)) {
    let right = history(provider, UP, DOWN);
    let run = verify(right.path(), url);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    for expected in [
        "20240101000000_init: leads back by the difference\n",
        "20240201000000_name: leads back by its script\n",
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
    cases("sqlite", &format!("file:{}", file.display()), &mut |sql| {
        server::run(std::process::Command::new("sqlite3").arg(&file), sql).unwrap();
    });
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn ways_back_are_tried_on_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    let _server = server::start_postgresql(server::BIN.unwrap(), folder.path());
    let url = format!("postgresql://postgres@localhost/postgres?host={}", folder.path().display());
    cases("postgresql", &url, &mut |sql| {
        server::run(&mut server::psql(folder.path()), sql).unwrap();
    });
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn ways_back_are_tried_on_mariadb() {
    let folder = tempfile::tempdir().unwrap();
    let _server = server::start_mariadb(folder.path());
    server::run(&mut server::mariadb(folder.path()), "CREATE DATABASE scratch;").unwrap();
    let url = format!("mysql://root@localhost/scratch?socket={}", folder.path().join("socket").display());
    cases("mysql", &url, &mut |sql| {
        let sql = format!("USE scratch; {}", sql.replace('"', "`"));
        server::run(&mut server::mariadb(folder.path()), &sql).unwrap();
    });
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
