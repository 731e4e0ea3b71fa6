//! `migrate report`: what is verified, what is not, and what is left to people.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::{project, run};

const PROJECT: &str = r#"
    //- /package.json
    { "name": "shop", "devDependencies": { "prisma": "6.19.0" } }
    //- /prisma-lens.toml
    [environments.staging]
    url = { env = "STAGING_URL" }
    backup = "pg_dump"
    [environments.production]
    url = { env = "PRODUCTION_URL" }
    [migrations]
    newAfter = "20240101000000_init"
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
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
    //- /prisma/migrations/20240201000000_bio/down.sql
    ALTER TABLE "User" DROP COLUMN "bio";
"#;

fn json(dir: &TempDir, arguments: &[&str]) -> (i32, Value) {
    let run = run(dir.path(), &[&["migrate", "report", "--format", "json"], arguments].concat());
    let value =
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err));
    (run.code, value)
}

/// The state of a point, by the beginning of its title, with the worst severity.
fn state(report: &Value, title: &str) -> String {
    let points = report["points"].as_array().unwrap();
    let point = points.iter().find(|point| point["title"].as_str().unwrap().starts_with(title)).expect(title);
    let severity = point["severity"].as_str().unwrap_or_default();
    format!("{} {severity}", point["state"].as_str().unwrap()).trim_end().to_owned()
}

#[test]
fn a_safe_migration_passes() {
    let dir = project(PROJECT);
    let (code, report) = json(&dir, &["--environment", "staging"]);
    assert_eq!(code, 0, "{report:#}");
    assert_eq!(report["pending"], serde_json::json!(["20240201000000_bio"]));
    for title in [
        "The history is complete",
        "Pending migrations have no lint",
        "The schema and the history agree",
        "Old clients",
        "Stages of plans",
        "Performance impact",
        "Each pending migration has a way back",
        "The database is backed up",
        "Each migration is applied as a whole",
    ] {
        assert_eq!(state(&report, title), "verified", "{title}: {report:#}");
    }
    assert_eq!(state(&report, "The team knows"), "manual");
    // There is no repository to compare with.
    assert_eq!(state(&report, "No applied migration"), "manual");
    let text = run(dir.path(), &["migrate", "report"]);
    assert_eq!(text.code, 0);
    assert!(
        text.out.contains("✔ Old clients keep working (zero downtime)\n      `20240201000000_bio`: safe"),
        "{}",
        text.out
    );
    assert!(text.out.contains("☐ The database is backed up"), "{}", text.out);
    let markdown = run(dir.path(), &["migrate", "report", "--format", "markdown"]);
    assert!(
        markdown.out.starts_with("# Migration report\n\n1 migration pending (`prisma/schema.prisma`).\n"),
        "{}",
        markdown.out
    );
    assert!(markdown.out.contains("\n## During the migration\n\n- ✔ "), "{}", markdown.out);
}

#[test]
fn problems_have_levels_and_exit_codes() {
    let dir = project(PROJECT);
    let folder = dir.path().join("prisma/migrations/20240201000000_bio");
    // No backup command is P2.
    for (fail_on, expected) in [("p0", 0), ("p1", 0), ("p2", 1)] {
        let (code, report) = json(&dir, &["--environment", "production", "--fail-on", fail_on]);
        assert_eq!((code, state(&report, "The database is backed up").as_str()), (expected, "failed P2"));
    }
    // A scan under a lock that stops writes is P1, and so is a change of the schema without a migration.
    let scan = "SET LOCAL lock_timeout = '5s';\nALTER TABLE \"User\" ADD COLUMN \"bio\" TEXT;\nCREATE INDEX \"User_bio_idx\" ON \"User\"(\"bio\");\n";
    fs::write(folder.join("migration.sql"), scan).unwrap();
    for (fail_on, expected) in [("p0", 0), ("p1", 1)] {
        let (code, report) = json(&dir, &["--fail-on", fail_on]);
        assert_eq!(code, expected, "{report:#}");
        assert_eq!(state(&report, "Performance impact"), "failed P1", "{report:#}");
        assert_eq!(state(&report, "The schema and the history agree"), "failed P1", "{report:#}");
        assert_eq!(state(&report, "Pending migrations have no lint"), "failed P1", "{report:#}");
    }
    // A required column without a default breaks old clients.
    fs::remove_file(folder.join("down.sql")).unwrap();
    fs::write(folder.join("migration.sql"), "ALTER TABLE \"User\" ADD COLUMN \"bio\" TEXT NOT NULL;\n")
        .unwrap();
    let (code, report) = json(&dir, &["--fail-on", "p0"]);
    assert_eq!(code, 1, "{report:#}");
    assert_eq!(state(&report, "Old clients"), "failed P0", "{report:#}");
    assert_eq!(state(&report, "Each pending migration has a way back"), "failed P1", "{report:#}");
    fs::create_dir(dir.path().join("prisma/migrations/20240301000000_empty")).unwrap();
    assert_eq!(state(&json(&dir, &[]).1, "The history is complete"), "failed P0");
}

#[test]
fn what_cannot_be_checked_is_an_error() {
    let dir = project(PROJECT);
    let unknown = run(dir.path(), &["migrate", "report", "--environment", "test"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("Unknown environment `test`"), "{}", unknown.err);
    fs::write(dir.path().join("prisma-lens.toml"), "").unwrap();
    let nowhere = run(dir.path(), &["migrate", "report"]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.out);
    assert!(nowhere.err.contains("Set `newAfter`"), "{}", nowhere.err);
    fs::remove_dir_all(dir.path().join("prisma/migrations")).unwrap();
    assert_eq!(run(dir.path(), &["migrate", "report"]).code, 2);
}

#[test]
#[cfg_attr(not(has_git), ignore = "needs git")]
fn the_default_branch_says_what_is_pending_and_what_was_changed() {
    let dir = project(PROJECT);
    let settings = dir.path().join("prisma-lens.toml");
    fs::write(&settings, "").unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let run =
            std::process::Command::new("git").args(identity).args(arguments).current_dir(dir.path()).output();
        assert!(run.unwrap().status.success(), "{arguments:?}");
    };
    let bio = dir.path().join("prisma/migrations/20240201000000_bio");
    let aside = dir.path().join("aside");
    fs::rename(&bio, &aside).unwrap();
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "prisma"]);
    git(&["commit", "-q", "-m", "init"]);
    fs::rename(&aside, &bio).unwrap();
    let (code, report) = json(&dir, &[]);
    assert_eq!((code, state(&report, "No applied migration").as_str()), (0, "verified"), "{report:#}");
    assert_eq!(report["pending"], serde_json::json!(["20240201000000_bio"]));
    let init = dir.path().join("prisma/migrations/20240101000000_init/migration.sql");
    let text = fs::read_to_string(&init).unwrap();
    fs::write(&init, text.replace("SERIAL", "BIGSERIAL")).unwrap();
    for settings_text in ["", "[migrations]\nnewAfter = \"20240101000000_init\"\n"] {
        fs::write(&settings, settings_text).unwrap();
        let (code, report) = json(&dir, &["--fail-on", "p0"]);
        assert_eq!((code, state(&report, "No applied migration").as_str()), (1, "failed P0"), "{report:#}");
    }
}

const PLAN: &str = r#"{ "name": "biography", "provider": "postgresql", "stages": [
    { "title": "Drop what nothing uses any more", "kind": "migration", "migration": "biography_1_contract", "check": null,
      "sql": ["BEGIN", "ALTER TABLE \"User\" RENAME COLUMN \"bio\" TO \"biography\"", "COMMIT"],
      "inverse": ["BEGIN", "ALTER TABLE \"User\" RENAME COLUMN \"biography\" TO \"bio\"", "COMMIT"],
      "reversible": "lossless", "class": "CLASS", "lock": "ACCESS EXCLUSIVE on `User`: a moment" } ] }"#;

/// The project with a pending stage of a plan, which has this class.
fn with_stage(class: &str) -> TempDir {
    let dir = project(PROJECT);
    let schema = dir.path().join("prisma/schema.prisma");
    let text = fs::read_to_string(&schema).unwrap();
    fs::write(&schema, text.replace("bio String?", "biography String?")).unwrap();
    fs::write(dir.path().join("prisma-lens.toml"), "[migrations]\nnewAfter = \"20240201000000_bio\"\n")
        .unwrap();
    let folder = dir.path().join("prisma/migrations/20240301000000_biography_1_contract");
    fs::create_dir(&folder).unwrap();
    let rename = "BEGIN;\r\n\r\n-- Prisma needs no rest.\r\nALTER TABLE \"User\" RENAME COLUMN \"bio\" TO \"biography\";\r\n\r\nCOMMIT;\r\n";
    fs::write(folder.join("migration.sql"), rename).unwrap();
    let back = "BEGIN;\n\nALTER TABLE \"User\" RENAME COLUMN \"biography\" TO \"bio\";\n\nCOMMIT;\n";
    fs::write(folder.join("down.sql"), back).unwrap();
    fs::write(folder.join("plan.json"), PLAN.replace("CLASS", class)).unwrap();
    dir
}

#[test]
fn a_stage_of_a_plan_has_the_class_of_the_plan() {
    let planned = with_stage("risky");
    let (code, report) = json(&planned, &[]);
    assert_eq!(code, 0, "{report:#}");
    let shown = report.to_string();
    for text in ["risky, a stage of a plan\"", "`down.sql`, lossless", "ACCESS EXCLUSIVE on `User`: a moment"]
    {
        assert!(shown.contains(text), "{text}: {report:#}");
    }
    let breaking = with_stage("breaking");
    let (code, report) = json(&breaking, &["--fail-on", "p0"]);
    assert_eq!((code, state(&report, "Old clients").as_str()), (1, "failed P0"), "{report:#}");
    assert!(report.to_string().contains("says its plan (Drop what nothing uses any more)"), "{report:#}");
}

/// Without a class in the file, with another script or another way back, the SQL decides.
#[test]
fn a_changed_stage_is_judged_by_its_sql() {
    let dir = with_stage("risky");
    let folder = dir.path().join("prisma/migrations/20240301000000_biography_1_contract");
    fs::write(folder.join("down.sql"), "ALTER TABLE \"User\" DROP COLUMN \"biography\";\n").unwrap();
    assert!(!json(&dir, &[]).1.to_string().contains("`down.sql`, lossless"));
    let script = fs::read_to_string(folder.join("migration.sql")).unwrap();
    let changed =
        script.replace("COMMIT;", "ALTER TABLE \"User\" ALTER COLUMN \"biography\" SET NOT NULL;\r\nCOMMIT;");
    fs::write(folder.join("migration.sql"), changed).unwrap();
    let is_judged = |report: &Value| {
        assert_eq!(state(report, "Old clients"), "failed P0", "{report:#}");
        assert!(report.to_string().contains("Its plan has another script"), "{report:#}");
    };
    let (code, report) = json(&dir, &["--fail-on", "p0"]);
    assert_eq!(code, 1);
    is_judged(&report);
    assert_eq!(state(&report, "Performance impact"), "failed P1", "{report:#}");
    assert_eq!(state(&report, "Pending migrations have no lint"), "failed P1", "{report:#}");
    fs::write(folder.join("migration.sql"), &script).unwrap();
    // A file of an earlier version has no class.
    fs::write(folder.join("plan.json"), PLAN.replace("CLASS", "")).unwrap();
    is_judged(&json(&dir, &[]).1);
}
