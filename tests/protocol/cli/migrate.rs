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

#[test]
fn a_baseline_hides_known_findings_of_migrations() {
    let dir = project(HISTORY);
    let baseline = ["--baseline", "known.json"];
    let missing = run(dir.path(), &[&["migrate", "lint"], &baseline[..]].concat());
    assert_eq!(missing.code, 2, "{}", missing.err);
    assert!(missing.err.contains("does not exist"), "{}", missing.err);
    let write = run(dir.path(), &[&["migrate", "lint", "--write-baseline"], &baseline[..]].concat());
    assert_eq!(write.code, 0, "{}", write.err);
    assert!(write.out.starts_with("Recorded "), "{}", write.out);
    let known = run(dir.path(), &[&["migrate", "lint"], &baseline[..]].concat());
    assert_eq!(known.code, 0, "{}", known.out);
    assert!(
        known.out.contains("0 findings in 3 migrations") && known.out.contains("in the baseline"),
        "{}",
        known.out
    );
    // Of another migration nothing is known.
    let new = "prisma/migrations/20240401000000_new/migration.sql";
    std::fs::create_dir_all(dir.path().join(new).parent().unwrap()).unwrap();
    std::fs::write(dir.path().join(new), "DROP TABLE \"User\";\n").unwrap();
    let more = run(dir.path(), &[&["migrate", "lint"], &baseline[..]].concat());
    assert_eq!(more.code, 1, "{}", more.out);
    assert!(more.out.contains("drop-table") && !more.out.contains("drop-column"), "{}", more.out);
    // What is recorded of migrations that a run does not cover stays.
    let path = "prisma/migrations/20240401000000_new";
    let write = run(dir.path(), &[&["migrate", "lint", path, "--write-baseline"], &baseline[..]].concat());
    assert_eq!(write.code, 0, "{}", write.err);
    let all = run(dir.path(), &[&["migrate", "lint"], &baseline[..]].concat());
    assert_eq!(all.code, 0, "{}", all.out);
}
