//! Migrations on the command line.

use super::{project, run};

const HISTORY: &str = "
    //- /prisma/schema.prisma
    datasource db {
      provider = \"postgresql\"
    }
    model User {
      id    Int     @id @default(autoincrement())
      email String?
    }
    //- /prisma/migrations/migration_lock.toml
    provider = \"postgresql\"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE \"User\" (\"id\" SERIAL NOT NULL, \"bio\" TEXT, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));
    //- /prisma/migrations/20240201000000_more/migration.sql
    ALTER TABLE \"User\" ADD COLUMN \"email\" TEXT;
    DO $$ BEGIN EXECUTE 'ALTER TABLE \"User\" ADD COLUMN \"x\" TEXT'; END $$;
    //- /prisma/migrations/20240301000000_less/migration.sql
    ALTER TABLE \"User\" DROP COLUMN \"bio\";
    CREATE INDEX \"User_email_idx\" ON \"User\"(\"email\");
    ";

#[test]
fn the_state_after_a_history_is_a_side_and_what_is_unknown_is_said() {
    let dir = project(HISTORY);
    for from in ["prisma/migrations", "migrations"] {
        let told = run(dir.path(), &["migrate", "diff", "--from", from, "--to", "prisma/schema.prisma"]);
        assert_eq!(
            (told.code, told.out.as_str()),
            (0, "-- DropIndex\nDROP INDEX \"User_email_idx\";\n"),
            "{}",
            told.err
        );
        assert!(told.err.contains("20240201000000_more") && told.err.contains("unknown"), "{}", told.err);
    }
}

#[test]
fn migrations_are_checked() {
    let dir = project(HISTORY);
    let all = run(dir.path(), &["migrate", "lint"]);
    assert_eq!(all.code, 1, "{}", all.err);
    assert!(all.out.contains("drop-column") && all.out.contains("index-not-concurrent"), "{}", all.out);
    assert!(all.out.contains("in 3 migrations"), "{}", all.out);
    let one = run(dir.path(), &["migrate", "lint", "prisma/migrations/20240201000000_more"]);
    assert_eq!(one.code, 0, "{}{}", one.out, one.err);
    let after =
        run(dir.path(), &["migrate", "lint", "--after", "20240201000000_more", "--select", "drop-column"]);
    assert!(
        after.out.contains("in 1 migration") && !after.out.contains("index-not-concurrent"),
        "{}",
        after.out
    );
    let nowhere = run(dir.path(), &["migrate", "lint", "nowhere"]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.out);
}
