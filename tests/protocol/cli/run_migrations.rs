//! `migrate run`: what is run, with which environment, and what is said. `npx` and `psql` are scripts that record how they
//! were called.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::{Run, command, finish, project};

const URL: &str = "postgresql://shop:hunter2@db.example:5433/store?schema=app";

const PROJECT: &str = r#"
    //- /package.json
    { "name": "shop", "devDependencies": { "prisma": "6.19.0" } }
    //- /package-lock.json
    {}
    //- /prisma-lens.toml
    [environments.staging]
    url = { env = "STAGING_URL" }
    backup = "echo backup of $PGDATABASE by $PGUSER >> calls"
    [environments.production]
    url = { dotenv = ".env.production", name = "DATABASE_URL" }
    confirm = true
    [migrations]
    newAfter = "20240101000000_init"
    //- /.env.production
    OTHER=1
    export DATABASE_URL="postgresql://shop:hunter2@db.example:5433/store?schema=app" # the real one
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("APP_DATABASE_URL")
    }
    model User {
      id  Int     @id @default(autoincrement())
      bio String?
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "User" ("id" SERIAL NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    //- /prisma/migrations/20240201000000_bio/migration.sql
    SET LOCAL lock_timeout = '5s';
    ALTER TABLE "User" ADD COLUMN "bio" TEXT;
"#;

/// A migration in the database that has the SQL of the project, with its line as `psql` answers it.
fn recorded(dir: &Path, state: &str, name: &str) -> String {
    let script = dir.join("prisma/migrations").join(name).join("migration.sql");
    format!("{state} {:x} {name}\n", Sha256::digest(fs::read(script).unwrap()))
}

/// A script in the `bin` folder of a project.
fn program(dir: &Path, name: &str, script: &str) {
    let path = dir.join("bin").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// The project with an `npx` that succeeds, and a `psql` that answers with the rows in the file `rows`.
fn shop() -> TempDir {
    let dir = project(PROJECT);
    program(
        dir.path(),
        "npx",
        "echo \"npx $* url=$APP_DATABASE_URL\" >> calls; echo \"connected to $APP_DATABASE_URL\"",
    );
    let psql = format!(
        "[ \"$1\" = --version ] && exit 0\n\
         echo \"psql $* host=$PGHOST:$PGPORT password=$PGPASSWORD options=$PGOPTIONS\" >> {0}/calls\n\
         case \"$*\" in *_prisma_migrations*) cat {0}/recorded 2>/dev/null;; *) cat {0}/rows 2>/dev/null;; esac; true",
        dir.path().display()
    );
    program(dir.path(), "psql", &psql);
    fs::write(dir.path().join("recorded"), recorded(dir.path(), "applied", "20240101000000_init")).unwrap();
    dir
}

fn migrate(dir: &TempDir, arguments: &[&str], input: Option<&[u8]>) -> Run {
    let mut command = command(dir.path(), &[&["migrate", "run"], arguments].concat());
    let path = format!("{}:{}", dir.path().join("bin").display(), std::env::var("PATH").unwrap());
    command.env("PATH", path).env("STAGING_URL", URL).env_remove("APP_DATABASE_URL");
    let run = finish(&mut command, input);
    let shown = format!("{}{}", run.out, run.err);
    assert!(!shown.contains("hunter2"), "a secret is shown: {shown}");
    run
}

fn calls(dir: &TempDir) -> String {
    fs::read_to_string(dir.path().join("calls")).unwrap_or_default()
}

#[test]
fn checks_then_backs_up_then_deploys() {
    let dir = shop();
    let run = migrate(&dir, &["--environment", "staging", "--validate-first"], None);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let calls = calls(&dir);
    let lines: Vec<&str> = calls.lines().collect();
    assert!(lines[0].starts_with("psql ") && lines[0].contains("_prisma_migrations"), "{calls}");
    assert!(lines[0].contains("host=db.example:5433 password=hunter2"), "{calls}");
    assert!(lines[0].contains("default_transaction_read_only=on -c search_path=\"app\""), "{calls}");
    let before_variables = lines[0].split(" host=").next().unwrap();
    assert!(!before_variables.contains("hunter2"), "a secret is on a command line: {calls}");
    assert_eq!(lines[1], "backup of store by shop");
    assert_eq!(
        lines[2],
        format!("npx --no-install prisma migrate deploy --schema prisma/schema.prisma url={URL}")
    );
    assert_eq!(lines.len(), 3, "{calls}");
    let order = [
        "1 migration pending: 20240201000000_bio",
        "Backup: echo",
        "Run: npx --no-install",
        "connected to ***",
    ];
    let places: Vec<usize> = order.iter().map(|text| run.out.find(text).expect(&run.out)).collect();
    assert!(places.is_sorted(), "{}", run.out);
}

#[test]
fn a_dry_run_runs_nothing() {
    let dir = shop();
    let run = migrate(&dir, &["--environment", "staging", "--validate-first", "--dry-run", "."], None);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(calls(&dir), "");
    for text in ["backup: echo", "APP_DATABASE_URL set: npx", "1 migration pending", "not asked in a dry run"]
    {
        assert!(run.out.contains(text), "{text}: {}", run.out);
    }
    // Not even the URL is read.
    let mut unset = command(dir.path(), &["migrate", "run", "--environment", "staging", "--dry-run"]);
    assert_eq!(finish(unset.env_remove("STAGING_URL"), None).code, 0);
}

#[test]
fn an_environment_is_named_known_and_confirmed() {
    let dir = shop();
    assert_eq!(migrate(&dir, &[], None).code, 2);
    let unknown = migrate(&dir, &["--environment", "stagin"], None);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("Use one of `staging`, `production`"), "{}", unknown.err);
    let production = ["--environment", "production"];
    for input in [&b""[..], b"staging\n", b"y\n"] {
        let run = migrate(&dir, &production, Some(input));
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains("Nothing was run"), "{}", run.err);
    }
    assert_eq!(migrate(&dir, &["--environment", "production", "--yes", "staging"], None).code, 2);
    assert_eq!(calls(&dir), "");
    assert_eq!(migrate(&dir, &production, Some(b"production\n")).code, 0);
    assert_eq!(migrate(&dir, &["--environment", "production", "--yes", "production"], None).code, 0);
    assert_eq!(calls(&dir).matches(&format!("url={URL}")).count(), 2, "{}", calls(&dir));
    let mut unset = command(dir.path(), &["migrate", "run", "--environment", "staging"]);
    let unset = finish(unset.env_remove("STAGING_URL"), None);
    assert_eq!(unset.code, 2);
    assert!(unset.err.contains("STAGING_URL is not set"), "{}", unset.err);
}

#[test]
fn errors_stop_before_anything_is_run() {
    let staging = ["--environment", "staging", "--validate-first"];
    let dir = shop();
    fs::create_dir(dir.path().join("prisma/migrations/20240301000000_empty")).unwrap();
    let run = migrate(&dir, &staging, None);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("20240301000000_empty") && run.out.contains("Nothing was run"), "{}", run.out);
    assert!(!calls(&dir).contains("npx"));

    let dir = shop();
    let rows = recorded(dir.path(), "applied", "20240101000000_init")
        + &recorded(dir.path(), "failed", "20240201000000_bio");
    fs::write(dir.path().join("recorded"), rows).unwrap();
    let run = migrate(&dir, &staging, None);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("resolve --rolled-back 20240201000000_bio"), "{}", run.out);
    assert!(!calls(&dir).contains("npx"));
}

/// The checksum is of the text as it was, with either kind of line end.
#[test]
fn a_migration_that_was_changed_after_it_was_applied_stops() {
    let dir = shop();
    let script = dir.path().join("prisma/migrations/20240101000000_init/migration.sql");
    let text = fs::read_to_string(&script).unwrap();
    fs::write(&script, text.replace('\n', "\r\n")).unwrap();
    let staging = ["--environment", "staging", "--validate-first"];
    assert_eq!(migrate(&dir, &staging, None).code, 0);
    fs::write(&script, format!("{text}-- Later.\n")).unwrap();
    let run = migrate(&dir, &staging, None);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(
        run.out.contains("error    database: `20240101000000_init` was changed after it was applied"),
        "{}",
        run.out
    );
    assert_eq!(calls(&dir).matches("npx").count(), 1);
}

#[test]
fn a_backup_that_fails_stops() {
    let dir = shop();
    let settings = fs::read_to_string(dir.path().join("prisma-lens.toml")).unwrap();
    let settings = settings.replace("backup = \"echo", "backup = \"exit 3; echo");
    fs::write(dir.path().join("prisma-lens.toml"), settings).unwrap();
    let run = migrate(&dir, &["--environment", "staging"], None);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("the backup failed"), "{}", run.err);
    assert_eq!(calls(&dir), "");
}

#[test]
fn after_a_failure_the_state_and_the_commands_are_said() {
    let deploy = "echo 'Error: P3018'; echo; echo 'Migration name: 20240201000000_bio' >&2; exit 1";
    for (version, sql, expected) in [
        ("6.19.0", "", "Nothing of it stays"),
        ("7.4.0", "", "Nothing of it stays"),
        ("6.19.0", "UPDATE \"User\" SET \"bio\" = '';", "Nothing of it stays"),
        ("7.4.0", "UPDATE \"User\" SET \"bio\" = '';", "Its statements before the failing one stay"),
    ] {
        let dir = shop();
        program(dir.path(), "npx", deploy);
        let package = fs::read_to_string(dir.path().join("package.json")).unwrap();
        fs::write(dir.path().join("package.json"), package.replace("6.19.0", version)).unwrap();
        let script = dir.path().join("prisma/migrations/20240201000000_bio/migration.sql");
        fs::write(&script, format!("ALTER TABLE \"User\" ADD COLUMN \"bio\" TEXT;\n{sql}\n")).unwrap();
        if version == "7.4.0" {
            let config = "import { defineConfig, env } from \"prisma/config\";\n\
                          export default defineConfig({ schema: \"prisma/schema.prisma\", datasource: { url: env(\"APP_DATABASE_URL\") } });\n";
            fs::write(dir.path().join("prisma.config.ts"), config).unwrap();
            let schema = fs::read_to_string(dir.path().join("prisma/schema.prisma")).unwrap();
            let schema = schema.replace("  url      = env(\"APP_DATABASE_URL\")\n", "");
            fs::write(dir.path().join("prisma/schema.prisma"), schema).unwrap();
        }
        let run = migrate(&dir, &["--environment", "staging"], None);
        assert_eq!(run.code, 1, "{}{}", run.out, run.err);
        assert!(run.err.contains(expected), "{version} {sql}: {}", run.err);
        assert!(run.err.contains("1 of 2 migrations"), "{}", run.err);
        let resolve = "npx --no-install prisma migrate resolve --rolled-back 20240201000000_bio";
        assert!(run.err.contains(resolve), "{}", run.err);
        assert_eq!(
            run.err.contains("--applied 20240201000000_bio"),
            expected.starts_with("Its"),
            "{}",
            run.err
        );
    }
}

/// What Prisma says where an earlier deployment has failed (P3009), and where it does not get that far.
#[test]
fn a_failure_before_this_run_is_named_too() {
    let dir = shop();
    let line = "The `20240201000000_bio` migration started at 2024-02-01 10:00:00.000000 UTC failed";
    program(dir.path(), "npx", &format!("echo 'Error: P3009'; echo '{line}'; exit 1"));
    let run = migrate(&dir, &["--environment", "staging"], None);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("`20240201000000_bio` failed."), "{}", run.err);
    program(dir.path(), "npx", "echo 'Error: P1001: cannot reach the server' >&2; exit 1");
    let run = migrate(&dir, &["--environment", "staging"], None);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("No migration is recorded as failed") && !run.err.contains("resolve"),
        "{}",
        run.err
    );
}

#[test]
fn a_url_from_elsewhere_is_refused() {
    let dir = shop();
    let schema = dir.path().join("prisma/schema.prisma");
    let text = fs::read_to_string(&schema).unwrap();
    fs::write(&schema, text.replace("env(\"APP_DATABASE_URL\")", "\"postgresql://u:hunter2@h/d\"")).unwrap();
    let run = migrate(&dir, &["--environment", "staging"], None);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("no `env(…)`"), "{}", run.err);
    assert_eq!(calls(&dir), "");
}

#[test]
fn the_lock_file_decides_the_package_manager() {
    for (lock, expected) in [
        ("pnpm-lock.yaml", "pnpm exec prisma migrate deploy"),
        ("yarn.lock", "yarn prisma migrate deploy"),
        ("bun.lock", "bunx prisma migrate deploy"),
    ] {
        let dir = shop();
        fs::remove_file(dir.path().join("package-lock.json")).unwrap();
        fs::write(dir.path().join(lock), "").unwrap();
        let run = migrate(&dir, &["--environment", "staging", "--dry-run"], None);
        assert!(run.out.contains(expected), "{}", run.out);
    }
}

const PLAN: &str = r#"{ "name": "slug", "provider": "postgresql", "stages": [
    { "title": "Add the column", "kind": "migration", "migration": "slug_1_expand", "check": null },
    { "title": "Fill the column", "kind": "backfill", "migration": null, "check": "SELECT count(*) FROM \"User\" WHERE \"slug\" IS NULL" },
    { "title": "Require the column", "kind": "migration", "migration": "slug_2_contract", "check": null } ] }"#;

/// The project with both migrations of a plan, the first of which may be recorded as applied.
fn with_plan(is_expanded: bool) -> TempDir {
    let dir = shop();
    let migrations = dir.path().join("prisma/migrations");
    for (name, sql) in [
        ("20240301000000_slug_1_expand", "ALTER TABLE \"User\" ADD COLUMN \"slug\" TEXT;\n"),
        ("20240302000000_slug_2_contract", "COMMENT ON COLUMN \"User\".\"slug\" IS 'required';\n"),
    ] {
        fs::create_dir(migrations.join(name)).unwrap();
        fs::write(migrations.join(name).join("migration.sql"), sql).unwrap();
    }
    fs::write(migrations.join("20240301000000_slug_1_expand/plan.json"), PLAN).unwrap();
    let mut applied = vec!["20240101000000_init", "20240201000000_bio"];
    if is_expanded {
        applied.push("20240301000000_slug_1_expand");
    }
    let rows: String = applied.iter().map(|name| recorded(dir.path(), "applied", name)).collect();
    fs::write(dir.path().join("recorded"), rows).unwrap();
    dir
}

#[test]
fn the_checks_of_a_plan_are_run_in_the_database() {
    let staging = ["--environment", "staging", "--validate-first"];
    for (rows, code) in [("", 0), ("0\n", 0), ("17\n", 1), ("a@example.com|2\n", 1)] {
        let dir = with_plan(true);
        fs::write(dir.path().join("rows"), rows).unwrap();
        let run = migrate(&dir, &staging, None);
        assert_eq!(run.code, code, "{rows}: {}{}", run.out, run.err);
        assert!(
            run.out.contains("check before `20240302000000_slug_2_contract` (Fill the column)"),
            "{}",
            run.out
        );
        assert_eq!(run.out.contains("17 left"), rows == "17\n", "{}", run.out);
        assert!(!run.out.contains("example.com"), "{}", run.out);
        assert_eq!(calls(&dir).contains("npx"), code == 0);
    }
}

#[test]
fn a_stage_is_not_deployed_before_what_comes_between() {
    let dir = with_plan(false);
    let run = migrate(&dir, &["--environment", "staging", "--validate-first"], None);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let expected = "before `20240302000000_slug_2_contract` comes: Fill the column. Deploy it later.";
    assert!(run.out.contains(expected), "{}", run.out);
}

#[test]
fn a_check_that_is_no_query_is_not_run() {
    for check in [
        "DELETE FROM \\\"User\\\"",
        "SELECT 1; DROP TABLE \\\"User\\\"",
        "WITH a AS (DELETE FROM \\\"User\\\" RETURNING 1) SELECT 1 FROM a",
    ] {
        let dir = with_plan(true);
        let plan = dir.path().join("prisma/migrations/20240301000000_slug_1_expand/plan.json");
        let from = "SELECT count(*) FROM \\\"User\\\" WHERE \\\"slug\\\" IS NULL";
        assert!(PLAN.contains(from));
        fs::write(&plan, PLAN.replace(from, check)).unwrap();
        let run = migrate(&dir, &["--environment", "staging", "--validate-first"], None);
        assert_eq!(run.code, 1, "{check}: {}{}", run.out, run.err);
        assert!(run.out.contains("it is not a single SELECT"), "{}", run.out);
        assert!(!calls(&dir).contains("User"), "{}", calls(&dir));
    }
}

#[test]
fn a_database_that_does_not_answer_stops() {
    let dir = shop();
    program(
        dir.path(),
        "psql",
        "[ \"$1\" = --version ] && exit 0; echo \"no password hunter2 for $PGUSER\" >&2; exit 2",
    );
    let run = migrate(&dir, &["--environment", "staging", "--validate-first"], None);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("error    database: `psql`: no password *** for shop"), "{}", run.out);
    assert!(!calls(&dir).contains("npx"), "{}", calls(&dir));
}

/// A real `sqlite3` on a real file.
#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs sqlite3")]
fn checks_of_a_plan_ask_sqlite() {
    let dir = with_plan(true);
    let path = |name: &str| dir.path().join(name);
    let schema = fs::read_to_string(path("prisma/schema.prisma")).unwrap();
    fs::write(path("prisma/schema.prisma"), schema.replace("postgresql", "sqlite")).unwrap();
    fs::write(path("prisma/migrations/migration_lock.toml"), "provider = \"sqlite\"\n").unwrap();
    let init = path("prisma/migrations/20240101000000_init/migration.sql");
    fs::write(init, "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT);\n").unwrap();
    let bio = path("prisma/migrations/20240201000000_bio/migration.sql");
    fs::write(bio, "ALTER TABLE \"User\" ADD COLUMN \"bio\" TEXT;\n").unwrap();
    let contract = path("prisma/migrations/20240302000000_slug_2_contract/migration.sql");
    fs::write(contract, "UPDATE \"User\" SET \"bio\" = \"slug\" WHERE \"bio\" IS NULL;\n").unwrap();
    let sql = |text: &str| {
        let ran =
            std::process::Command::new("sqlite3").arg(path("prisma/dev.db")).arg(text).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let row = |name: &str| {
        let line = recorded(dir.path(), "applied", name);
        format!("('{name}', '{}', 1, NULL)", line.split(' ').nth(1).unwrap())
    };
    let rows =
        ["20240101000000_init", "20240201000000_bio", "20240301000000_slug_1_expand"].map(row).join(", ");
    sql(&format!("CREATE TABLE _prisma_migrations (migration_name TEXT, checksum TEXT, finished_at DATETIME, rolled_back_at DATETIME);
         INSERT INTO _prisma_migrations VALUES {rows};
         CREATE TABLE \"User\" (id INTEGER PRIMARY KEY, bio TEXT, slug TEXT);
         INSERT INTO \"User\" (slug) VALUES (NULL), ('a');"));
    let ask = || {
        let arguments = ["migrate", "run", "--environment", "staging", "--validate-first"];
        let bin = format!("{}:{}", path("bin").display(), std::env::var("PATH").unwrap());
        finish(command(dir.path(), &arguments).env("PATH", bin).env("STAGING_URL", "file:./dev.db"), None)
    };
    let left = ask();
    assert_eq!(left.code, 1, "{}{}", left.out, left.err);
    assert!(left.out.contains("3 migrations applied") && left.out.contains("1 left"), "{}", left.out);
    sql("UPDATE \"User\" SET slug = 'b'");
    let done = ask();
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(calls(&dir).contains("migrate deploy"), "{}", calls(&dir));
}

#[test]
fn without_a_client_its_checks_are_skipped() {
    let dir = with_plan(true);
    fs::remove_file(dir.path().join("bin/psql")).unwrap();
    // No program of the machine is found either.
    let mut command =
        command(dir.path(), &["migrate", "run", "--environment", "staging", "--validate-first"]);
    command.env("PATH", dir.path().join("bin")).env("STAGING_URL", URL);
    let run = finish(&mut command, None);
    assert!(run.out.contains("skipped  database: `psql` is not installed"), "{}", run.out);
}
