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

/// Sets a timeout that stays, in a file with CRLF and characters of several bytes.
const LEAKS: &str =
    "-- é🎉\r\nSET lock_timeout = '5s';\r\nSET statement_timeout = '5s';\r\nCREATE EXTENSION citext;\r\n";
const MENDED: &str = "-- é🎉\r\nSET lock_timeout = '5s';\r\nSET statement_timeout = '5s';\r\nCREATE EXTENSION IF NOT EXISTS citext;\r\n\r\nRESET lock_timeout;\r\n\r\nRESET statement_timeout;\r\n";

#[test]
fn only_migrations_that_were_not_applied_are_fixed() {
    let dir = project(HISTORY);
    let path = |name: &str| dir.path().join(format!("prisma/migrations/{name}/migration.sql"));
    let (old, new) = (path("20240401000000_old"), path("20240501000000_new"));
    for script in [&old, &new] {
        std::fs::create_dir_all(script.parent().unwrap()).unwrap();
        std::fs::write(script, LEAKS).unwrap();
    }
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    let unknown = run(dir.path(), &["migrate", "lint", "--fix"]);
    assert!(unknown.err.contains("it is not known which migrations were applied"), "{}", unknown.err);
    assert_eq!((read(&old).as_str(), read(&new).as_str()), (LEAKS, LEAKS));
    let after = ["--after", "20240401000000_old"];
    let dry = run(dir.path(), &[&["migrate", "lint", "--fix", "--dry-run"], &after[..]].concat());
    assert_eq!((dry.code, read(&new).as_str()), (1, LEAKS), "{}", dry.err);
    assert!(dry.out.contains("+RESET lock_timeout;") && !dry.out.contains("warning"), "{}", dry.out);
    assert!(dry.err.contains("Would fix 3 findings in 1 file."), "{}", dry.err);
    // The setting says the same as the option, to both commands.
    let settings = "[migrations]\nnewAfter = \"20240401000000_old\"\nlint = \"all\"\n";
    std::fs::write(dir.path().join("prisma-lens.toml"), settings).unwrap();
    for command in [
        &["migrate", "lint", "--fix"][..],
        &["check", "--fix"],
        &["migrate", "lint", "--fix", after[0], after[1]],
    ] {
        std::fs::write(&new, LEAKS).unwrap();
        let fixed = run(dir.path(), command);
        assert!(fixed.out.contains("Fixed 3 findings in 1 file."), "{}{}", fixed.out, fixed.err);
        assert_eq!((read(&old).as_str(), read(&new).as_str()), (LEAKS, MENDED), "{command:?}");
        let again = run(dir.path(), command);
        assert!(!again.out.contains("Fixed"), "{}", again.out);
    }
}

#[test]
fn a_migration_with_a_way_back_can_be_undone() {
    let dir = project(HISTORY);
    let lint = || run(dir.path(), &["migrate", "lint", "--select", "lossy-undo"]).out;
    let before = lint();
    assert!(before.contains("Undoing this migration does not restore `User."), "{before}");
    for entry in std::fs::read_dir(dir.path().join("prisma/migrations")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() {
            std::fs::write(folder.join("down.sql"), "SELECT 1;\n").unwrap();
        }
    }
    let after = lint();
    assert!(after.starts_with("0 findings in 3 migrations"), "{after}");
}

#[test]
fn scripts_for_production_use_no_command_for_development() {
    let dir = project(HISTORY);
    let check = || run(dir.path(), &["check", "--select", "db-push-in-script"]);
    assert_eq!(check().code, 0);
    let package = dir.path().join("package.json");
    std::fs::write(
        &package,
        r#"{ "scripts": { "build": "prisma db push && x", "db:push": "prisma db push" } }"#,
    )
    .unwrap();
    let found = check();
    assert_eq!(found.code, 1, "{}", found.err);
    assert_eq!(found.out.matches("runs `prisma db push`").count(), 1, "{}", found.out);
    assert!(found.out.contains("Script `build` in package.json"), "{}", found.out);
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

const NEXT: &str = "
    //- /prisma/schema.prisma
    datasource db {
      provider = \"postgresql\"
    }
    model User {
      id        Int    @id @default(autoincrement())
      biography String?
      slug      String
    }
    model Post {
      id     Int  @id
      userId Int
    }
    //- /prisma/migrations/migration_lock.toml
    provider = \"postgresql\"
    //- /prisma/migrations/20240101000000_init/migration.sql
    -- CreateTable
    CREATE TABLE \"User\" (
        \"id\" SERIAL NOT NULL,
        \"bio\" TEXT,

        CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\")
    );
    CREATE INDEX \"User_bio_idx\" ON \"User\"(\"bio\");
    ";

#[test]
fn the_next_migration_is_previewed_step_by_step() {
    let dir = project(NEXT);
    let told = run(dir.path(), &["migrate", "preview"]);
    assert_eq!(told.code, 0, "{}", told.err);
    for expected in [
        "-- 3 changes since the last migration, 2 unsafe (20240101000000_init)\n",
        "-- DropIndex [risky]\n--   Lock: ACCESS EXCLUSIVE on `User`: reads and writes wait.",
        "-- AlterTable [breaking]\n",
        "`bio` is dropped and `biography` is added. If that is a rename",
        "`slug` is required and has no default in the database",
        "Clients generated before: reads and writes of the table fail: they name the column.\n",
        "Prisma: You are about to drop the column `bio` on the `User` table.",
        "-- CreateTable [safe]\nCREATE TABLE \"Post\"",
        "drops index `User_bio_idx` of `User`: only the SQL of 20240101000000_init has it. Add `@@index([bio], map:",
    ] {
        assert!(told.out.contains(expected), "no {expected} in\n{}", told.out);
    }
    // Without the comments it is what Prisma writes.
    let diff = run(dir.path(), &["migrate", "diff", "--from", "migrations", "--to", "prisma/schema.prisma"]);
    let bare = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with("--") && !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    assert_eq!(bare(&told.out), bare(&diff.out));
    let json = run(dir.path(), &["migrate", "preview", "prisma", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["counts"], serde_json::json!({ "safe": 1, "risky": 1, "breaking": 1 }));
    assert_eq!(value["steps"][0]["locks"][0]["lock"], "ACCESS EXCLUSIVE");
    assert_eq!(value["drift"][0]["migration"], "20240101000000_init");
    let effects = value["steps"][1]["effects"].as_array().unwrap();
    assert!(effects.iter().any(|it| it["rule"] == "rename-as-drop-add" && it["column"] == "biography"));
    assert_eq!(value["written"], serde_json::Value::Null);
}

#[test]
fn the_previewed_migration_is_written_as_prisma_writes_it() {
    let dir = project(NEXT);
    let migrations = dir.path().join("prisma/migrations");
    let told = run(dir.path(), &["migrate", "preview", "--name", "Add slugToUser!"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let written: Vec<_> = std::fs::read_dir(&migrations)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with("_add_slug_to_user"))
        .collect();
    let [name] = written.as_slice() else { panic!("{written:?}") };
    assert!(name.len() == "20240101000000_add_slug_to_user".len() && name.starts_with("20"), "{name}");
    let script = std::fs::read_to_string(migrations.join(name).join("migration.sql")).unwrap();
    assert!(script.starts_with("/*\n  Warnings:\n\n  - You are about to drop the column `bio`"), "{script}");
    assert!(script.ends_with(");\n"), "{script}");
    let lock = std::fs::read_to_string(migrations.join("migration_lock.toml")).unwrap();
    assert_eq!(lock.trim_end(), "provider = \"postgresql\"", "it was there");
    let again = run(dir.path(), &["migrate", "preview"]);
    assert!(again.out.starts_with("-- No changes since the last migration"), "{}", again.out);
    assert_eq!(run(dir.path(), &["migrate", "preview", "--name", "?"]).code, 2);
    // The first migration of a project.
    let first = project(
        "//- /schema.prisma\ndatasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n}\n",
    );
    let told = run(first.path(), &["migrate", "preview", "schema.prisma", "--name", "init"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let lock = std::fs::read_to_string(first.path().join("migrations/migration_lock.toml")).unwrap();
    assert!(lock.ends_with("provider = \"sqlite\"\n"), "{lock}");
}

#[test]
fn what_cannot_be_previewed_is_said() {
    let dir = project(NEXT);
    std::fs::create_dir_all(dir.path().join("prisma/migrations/20240102000000_empty")).unwrap();
    let told = run(dir.path(), &["migrate", "preview"]);
    assert!(told.code == 2 && told.err.contains("no `migration.sql`"), "{}", told.err);
    let other = project(
        "//- /schema.prisma\ndatasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n}\n\
         //- /migrations/migration_lock.toml\nprovider = \"mysql\"\n",
    );
    let told = run(other.path(), &["migrate", "preview"]);
    assert!(told.code == 2 && told.err.contains("`migration_lock.toml` is for MySQL"), "{}", told.err);
    let checked = run(other.path(), &["check"]);
    assert!(checked.code == 1 && checked.out.contains("migration-history"), "{}", checked.out);
    let broken = project(
        "//- /schema.prisma\ndatasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Wrong\n}\n",
    );
    assert_eq!(run(broken.path(), &["migrate", "preview"]).code, 2);
}

const RENAMING: &str = "
    //- /prisma/schema.prisma
    datasource db {
      provider = \"postgresql\"
    }

    model User {
      id        Int     @id
      biography String?
      age       Int
    }
    //- /prisma/migrations/migration_lock.toml
    provider = \"postgresql\"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE \"public\".\"User\" (\"id\" INTEGER NOT NULL, \"bio\" TEXT, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));
    ";

#[test]
fn a_plan_is_printed() {
    let dir = project(RENAMING);
    let renamed = ["migrate", "plan", "--rename", "User.bio=User.biography"];
    let text = run(dir.path(), &renamed);
    assert_eq!(text.code, 0, "{}", text.err);
    assert!(
        text.out.contains("Column `bio` becomes `biography`") && !text.out.contains("To take it back"),
        "{}",
        text.out
    );
    let text = run(dir.path(), &[&renamed[..], &["--inverse"]].concat());
    assert!(text.out.contains("To take it back") && text.out.contains("DROP TRIGGER"), "{}", text.out);
    let markdown = run(dir.path(), &[&renamed[..], &["--format", "markdown"]].concat());
    assert!(
        markdown.out.contains("## 1. Add what is new") && markdown.out.contains("```sql"),
        "{}",
        markdown.out
    );
    let json = run(dir.path(), &[&renamed[..], &["--format", "json", "--name", "About User"]].concat());
    let plan: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(plan["provider"], "postgresql");
    assert_eq!(plan["changes"][0]["kind"], "rename-column");
    assert_eq!(plan["stages"][0]["migration"], "about_user_1_expand");
    assert_eq!(plan["stages"][0]["schema"].as_str().unwrap().matches("@ignore").count(), 2, "{}", json.out);
    let fills = plan["stages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|stage| !stage["choices"].as_array().unwrap().is_empty());
    assert_eq!(fills.unwrap()["choices"][0]["for"], "User.age");
    let last = plan["stages"].as_array().unwrap().last().unwrap();
    let schema = std::fs::read_to_string(dir.path().join("prisma/schema.prisma")).unwrap();
    assert_eq!(last["schema"], schema, "the plan ends with the schema as it is written");
    let none = run(dir.path(), &["migrate", "plan", "--from", "prisma/schema.prisma"]);
    assert_eq!((none.code, none.out.as_str()), (0, "No changes.\n"), "{}", none.err);
    let wrong = run(dir.path(), &["migrate", "plan", "--rename", "User"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn a_plan_without_stages_says_what_it_mentions() {
    let dir = project(RENAMING);
    let schema = |values: &str| {
        format!(
            "datasource db {{\n  provider = \"postgresql\"\n}}\n\nenum Role {{\n{values}}}\n\nmodel A {{\n  id Int @id\n  role Role\n}}\n"
        )
    };
    std::fs::write(dir.path().join("before.prisma"), schema("  A\n  B\n")).unwrap();
    std::fs::write(dir.path().join("after.prisma"), schema("  B\n  A\n")).unwrap();
    let plan = ["migrate", "plan", "--from", "before.prisma", "--to", "after.prisma", "--write"];
    let written = run(dir.path(), &plan);
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(
        written.err.contains("No migration is written") && written.err.contains("Role (reorder-enum)"),
        "{}",
        written.err
    );
}

#[test]
fn a_plan_is_written_one_migration_at_a_time() {
    let dir = project(RENAMING);
    let path = dir.path().join("prisma/schema.prisma");
    let read = || std::fs::read_to_string(&path).unwrap();
    let wanted = read();
    let written = run(
        dir.path(),
        &["migrate", "plan", "--write", "--name", "about", "--rename", "User.bio=User.biography"],
    );
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(written.err.contains("_about_1_expand"), "{}", written.err);
    assert!(read().contains("@ignore"), "{}", read());
    let folders = || {
        let entries = std::fs::read_dir(dir.path().join("prisma/migrations")).unwrap();
        let mut names: Vec<String> =
            entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let first = folders().into_iter().find(|name| name.ends_with("_about_1_expand")).unwrap();
    for file in ["migration.sql", "down.sql", "README.md", "plan.json"] {
        assert!(dir.path().join("prisma/migrations").join(&first).join(file).is_file(), "{file}");
    }
    // Prisma would find nothing to do: the schema is that of the history.
    let left = run(
        dir.path(),
        &["migrate", "diff", "--from", "migrations", "--to", "prisma/schema.prisma", "--exit-code"],
    );
    assert_eq!(left.code, 0, "{}", left.out);
    // What somebody changed in between is not overwritten.
    let stage = read();
    std::fs::write(&path, format!("{stage}// mine\n")).unwrap();
    let refused = run(dir.path(), &["migrate", "plan", "--next"]);
    assert!(refused.code == 2 && refused.err.contains("changed since"), "{}", refused.err);
    std::fs::write(&path, stage).unwrap();
    for _ in 0..20 {
        // Folders of the same second differ in their names.
        let next = run(dir.path(), &["migrate", "plan", "--next"]);
        assert_eq!(next.code, 0, "{}", next.err);
        let left = run(
            dir.path(),
            &["migrate", "diff", "--from", "migrations", "--to", "prisma/schema.prisma", "--exit-code"],
        );
        assert_eq!(left.code, 0, "{}{}", next.err, left.out);
        if next.err.contains("All migrations") {
            assert_eq!(read(), wanted, "the schema at the end is the one that was planned");
            return;
        }
    }
    panic!("the plan does not end: {:?}", folders());
}
