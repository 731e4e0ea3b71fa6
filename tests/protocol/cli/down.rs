//! `prisma-lens migrate down`.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{project, run};

const HISTORY: &str = "
    //- /prisma/schema.prisma
    datasource db {
      provider = \"postgresql\"
    }

    /// People
    model User {
      id        Int     @id @default(autoincrement())
      biography String?
      slug      String? @unique
    }
    //- /prisma/migrations/migration_lock.toml
    provider = \"postgresql\"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE \"User\" (\"id\" SERIAL NOT NULL, \"bio\" TEXT, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));
    //- /prisma/migrations/20240201000000_slug/migration.sql
    ALTER TABLE \"User\" ADD COLUMN \"slug\" TEXT;
    CREATE UNIQUE INDEX \"User_slug_key\" ON \"User\"(\"slug\");
    //- /prisma/migrations/20240301000000_rename/migration.sql
    ALTER TABLE \"User\" RENAME COLUMN \"bio\" TO \"biography\";
    ";

fn read(dir: &TempDir, path: &str) -> String {
    std::fs::read_to_string(dir.path().join(path)).unwrap()
}

/// The folders of migrations, in order.
fn folders(dir: &TempDir) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir.path().join("prisma/migrations")).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn write(dir: &Path, path: &str, text: &str) {
    std::fs::write(dir.join(path), text).unwrap();
}

#[test]
fn migrations_are_undone_by_a_new_one_and_done_again() {
    let dir = project(HISTORY);
    let before = read(&dir, "prisma/schema.prisma");
    let dry = run(dir.path(), &["migrate", "down", "--to", "init", "--dry-run"]);
    assert_eq!((dry.code, folders(&dir).len()), (0, 3), "{}", dry.err);
    for expected in [
        "Undoes 2 migrations, back to 20240101000000_init (schema-only).",
        "schema-only: Column `slug` is dropped with its values.",
        "RENAME COLUMN \"biography\" TO \"bio\";",
        "\n-  biography String?\n",
    ] {
        assert!(dry.out.contains(expected), "{expected}\n{}", dry.out);
    }
    let down = run(dir.path(), &["migrate", "down", "--to", "20240101", "--preserve-data"]);
    assert_eq!(down.code, 0, "{}", down.err);
    assert!(
        down.out.contains("(lossless)") && down.out.contains("A copy is kept in `_backup_User_slug`."),
        "{}",
        down.out
    );
    let folder = folders(&dir).pop().unwrap();
    assert!(folder.to_string_lossy().ends_with("_down_to_init"), "{}", folder.display());
    let schema = read(&dir, "prisma/schema.prisma");
    assert!(
        schema.contains("/// People") && schema.contains("bio ") && schema.contains("@@ignore"),
        "{schema}"
    );
    // Nothing is left for `migrate dev`.
    let next = run(dir.path(), &["migrate", "diff", "--from", "migrations", "--to", "prisma", "--exit-code"]);
    assert_eq!(next.code, 0, "{}{}", next.out, next.err);
    // The way up is the way down from there.
    let up = run(dir.path(), &["migrate", "down", "--to", "rename"]);
    assert_eq!(up.code, 0, "{}", up.err);
    assert!(up.out.contains("(by its script)") && !up.out.contains("does not lead back"), "{}", up.out);
    assert_eq!(
        read(&dir, "prisma/schema.prisma").split_whitespace().collect::<Vec<_>>(),
        before.split_whitespace().collect::<Vec<_>>()
    );
    assert_eq!(folders(&dir).len(), 5);
}

#[test]
fn names_are_found_by_a_part_and_edits_without_a_migration_are_not_lost() {
    let dir = project(HISTORY);
    for (to, code, said) in [
        ("2024", 2, "fits several migrations"),
        ("nothing", 2, "no migration `nothing`"),
        ("rename", 0, "Nothing to undo"),
    ] {
        let down = run(dir.path(), &["migrate", "down", "--to", to]);
        assert_eq!(down.code, code, "{}{}", down.out, down.err);
        assert!(down.err.contains(said), "{}", down.err);
    }
    let schema = read(&dir, "prisma/schema.prisma").replace("biography String?", "biography String");
    write(dir.path(), "prisma/schema.prisma", &schema);
    let down = run(dir.path(), &["migrate", "down", "--to", "empty"]);
    assert_eq!(down.code, 2, "{}", down.out);
    assert!(down.err.contains("changes without a migration"), "{}", down.err);
    assert_eq!((read(&dir, "prisma/schema.prisma"), folders(&dir).len()), (schema, 3));
}

#[test]
fn what_cannot_be_undone_stops_it_unless_a_script_does() {
    let dir = project(HISTORY);
    let name = "prisma/migrations/20240301000000_rename";
    let sql = read(&dir, &format!("{name}/migration.sql")) + "GRANT SELECT ON \"User\" TO reader;\n";
    write(dir.path(), &format!("{name}/migration.sql"), &sql);
    let stopped = run(dir.path(), &["migrate", "down", "--to", "slug", "--format", "json"]);
    assert_eq!((stopped.code, folders(&dir).len()), (1, 3), "{}", stopped.err);
    let value: serde_json::Value = serde_json::from_str(&stopped.out).unwrap();
    assert_eq!(value["undone"][0]["blocked"][0], "GRANT SELECT ON \"User\" TO reader");
    assert_eq!(value["written"], serde_json::Value::Null);
    let forced = run(dir.path(), &["migrate", "down", "--to", "slug", "--force", "--dry-run"]);
    assert_eq!(forced.code, 0, "{}", forced.err);
    // A script that undoes it in part, with a line end of Windows.
    write(dir.path(), &format!("{name}/down.sql"), "REVOKE SELECT ON \"User\" FROM reader;\r\n");
    let down = run(dir.path(), &["migrate", "down", "--to", "slug", "--format", "json"]);
    assert_eq!(down.code, 0, "{}", down.err);
    let value: serde_json::Value = serde_json::from_str(&down.out).unwrap();
    assert_eq!(
        (&value["undone"][0]["by"], &value["undone"][0]["incomplete"]),
        (&"script".into(), &true.into())
    );
    let sql = value["sql"].as_str().unwrap();
    assert!(sql.contains("REVOKE SELECT") && sql.contains("What the script leaves"), "{sql}");
}

#[test]
fn a_script_that_does_not_lead_back_is_found() {
    let dir = project(HISTORY);
    let lint = || run(dir.path(), &["migrate", "lint", "--select", "broken-rollback"]);
    let script = "prisma/migrations/20240201000000_slug/down.sql";
    for (sql, said) in [
        ("DROP INDEX \"User_slug_key\";\r\n", "it lacks `ALTER TABLE \"User\" DROP COLUMN \"slug\"`"),
        ("DORP INDEX \"User_slug_key\";", "cannot be read: `DORP INDEX"),
        ("ALTER TABLE \"User\" DROP COLUMN \"slug\";", "0 findings"),
    ] {
        write(dir.path(), script, sql);
        let found = lint();
        assert!(found.out.contains(said), "{sql}\n{}", found.out);
    }
}
