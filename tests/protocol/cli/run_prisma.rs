//! `migrate plan`, `migrate run` and `migrate report` as a user works with them: the stages of a plan, one after another, by a
//! real `prisma migrate deploy` on a real PostgreSQL. `tests/prisma` says which Prisma.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{Run, command, finish, project, server};

const PROJECT: &str = r#"
    //- /package.json
    { "name": "shop", "devDependencies": { "prisma": "6.19.3" } }
    //- /package-lock.json
    {}
    //- /prisma-lens.toml
    [environments.test]
    url = { env = "TEST_URL" }
    [migrations]
    newAfter = "20240101000000_init"
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }

    model User {
      id    Int     @id @default(autoincrement())
      email String
      bio   String?
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    -- CreateTable
    CREATE TABLE "User" (
        "id" SERIAL NOT NULL,
        "email" TEXT NOT NULL,

        CONSTRAINT "User_pkey" PRIMARY KEY ("id")
    );
    //- /prisma/migrations/20240201000000_bio/migration.sql
    -- AlterTable
    ALTER TABLE "User" ADD COLUMN "bio" TEXT;
"#;

/// What becomes of the model.
const AFTER: &str = r#"
model User {
  id        Int     @id @default(autoincrement())
  email     String  @unique
  biography String?
  slug      String
}
"#;

/// A project with its database.
struct Shop {
    dir: TempDir,
    url: String,
    server_folder: TempDir,
    _server: server::Server,
}

impl Shop {
    fn start() -> Shop {
        let dir = project(PROJECT);
        let peers = support::root().join("tests/prisma");
        std::os::unix::fs::symlink(peers.join("node_modules"), dir.path().join("node_modules")).unwrap();
        fs::copy(peers.join("prisma.config.ts"), dir.path().join("prisma.config.ts")).unwrap();
        // Prisma looks for engines before it knows that it needs none.
        fs::write(dir.path().join("none"), "").unwrap();
        let server_folder = TempDir::new().unwrap();
        let running = server::start_postgresql(server::BIN.unwrap_or_default(), server_folder.path());
        let url = format!("postgresql://postgres@localhost/postgres?host={}", server_folder.path().display());
        Shop { dir, url, server_folder, _server: running }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    fn migrations(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("prisma/migrations")).unwrap().map(Result::unwrap);
        let folders = entries.filter(|entry| entry.path().is_dir());
        let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn lens(&self, arguments: &[&str]) -> Run {
        let mut command = command(self.dir.path(), &[&["migrate"], arguments].concat());
        let scratch = self.url.replace("/postgres?", "/scratch?");
        command.env("TEST_URL", &self.url).env("SCRATCH_URL", scratch).env_remove("DATABASE_URL");
        command.env("CHECKPOINT_DISABLE", "1");
        for engine in ["PRISMA_QUERY_ENGINE_LIBRARY", "PRISMA_SCHEMA_ENGINE_BINARY"] {
            command.env(engine, self.path("none"));
        }
        finish(&mut command, None)
    }

    fn deploy(&self) -> Run {
        self.lens(&["run", "--environment", "test", "--validate-first"])
    }

    /// The pending migrations are those after this one.
    fn applied_to(&self, name: &str) {
        let text = format!(
            "[environments.test]\nurl = {{ env = \"TEST_URL\" }}\n[migrations]\nnewAfter = \"{name}\"\n"
        );
        fs::write(self.path("prisma-lens.toml"), text).unwrap();
    }

    fn sql(&self, script: &str) -> String {
        let ran = server::run(&mut server::psql(self.server_folder.path()), script);
        ran.unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// How many migrations Prisma has recorded as applied.
    fn applied(&self) -> usize {
        let count = "SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL";
        self.sql(count).trim().parse().unwrap()
    }
}

fn plan_file(migrations: &Path) -> Value {
    let mut entries = fs::read_dir(migrations).unwrap().map(Result::unwrap);
    let file = entries.find_map(|entry| fs::read_to_string(entry.path().join("plan.json")).ok());
    serde_json::from_str(&file.expect("plan.json")).unwrap()
}

#[test]
#[cfg_attr(not(all(has_postgresql, has_prisma)), ignore = "needs PostgreSQL, and Prisma in tests/prisma")]
fn a_plan_is_deployed_stage_by_stage() {
    let shop = Shop::start();
    let first = shop.deploy();
    assert_eq!(first.code, 0, "{}{}", first.out, first.err);
    assert_eq!(shop.applied(), 2);
    shop.sql(
        "INSERT INTO \"User\" (email, bio) SELECT 'u' || n || '@example.com', 'bio ' || n FROM generate_series(1, 50) n",
    );

    let schema = fs::read_to_string(shop.path("prisma/schema.prisma")).unwrap();
    let datasource = schema.split("model").next().unwrap();
    let wanted = format!("{}\n{AFTER}", datasource.trim_end());
    fs::write(shop.path("prisma/schema.prisma"), &wanted).unwrap();
    let started = shop.lens(&["plan", "--write", "--name", "profile"]);
    assert_eq!(started.code, 0, "{}{}", started.out, started.err);
    let plan = plan_file(&shop.path("prisma/migrations"));
    let stages = plan["stages"].as_array().unwrap();
    let migrations = stages.iter().filter(|stage| stage["kind"] == "migration").count();
    assert!(migrations > 3, "{plan:#}");

    let mut deployed = 0;
    for stage in stages {
        match stage["kind"].as_str().unwrap() {
            "migration" => {
                if deployed > 0 {
                    let next = shop.lens(&["plan", "--next"]);
                    assert_eq!(next.code, 0, "{}{}", next.out, next.err);
                }
                let names = shop.migrations();
                shop.applied_to(&names[names.len() - 2]);
                let report = shop.lens(&["report"]);
                assert_eq!(report.code, 0, "{}{}", report.out, report.err);
                let run = shop.deploy();
                assert_eq!(run.code, 0, "{stage:#}\n{}{}", run.out, run.err);
                deployed += 1;
                assert_eq!(shop.applied(), 2 + deployed, "{}", run.out);
            }
            "backfill" => {
                for statement in stage["sql"].as_array().unwrap() {
                    let statement = statement.as_str().unwrap().replace("{expr}", "'user-' || u.\"id\"");
                    let statement = statement.replace("{slug}", "'user-' || \"id\"");
                    shop.sql(&statement);
                }
            }
            _ => {}
        }
    }
    assert_eq!(deployed, migrations);
    let rows = shop.sql("SELECT count(DISTINCT slug), count(biography), min(biography) FROM \"User\"");
    assert_eq!(rows.trim(), "50|50|bio 1");
    assert_eq!(fs::read_to_string(shop.path("prisma/schema.prisma")).unwrap(), wanted);
    let done = shop.lens(&["plan", "--next"]);
    assert!(done.err.contains("All migrations of the plan"), "{}", done.err);
}

/// What Prisma records and says itself: checksums, and a migration that fails.
#[test]
#[cfg_attr(not(all(has_postgresql, has_prisma)), ignore = "needs PostgreSQL, and Prisma in tests/prisma")]
fn what_prisma_records_is_understood() {
    let shop = Shop::start();
    let bio = shop.path("prisma/migrations/20240201000000_bio/migration.sql");
    let right = fs::read_to_string(&bio).unwrap();
    fs::write(&bio, "ALTER TABLE \"User\" ADD COLUMN \"bio\" TEXT;\nUPDATE \"User\" SET \"none\" = 1;\n")
        .unwrap();
    let failed = shop.lens(&["run", "--environment", "test"]);
    assert_eq!(failed.code, 1, "{}{}", failed.out, failed.err);
    for expected in
        ["`20240201000000_bio` failed.", "1 of 2 migrations", "Nothing of it stays", "--rolled-back"]
    {
        assert!(failed.err.contains(expected), "{expected}: {}", failed.err);
    }
    let stopped = shop.deploy();
    assert_eq!(stopped.code, 1, "{}{}", stopped.out, stopped.err);
    assert!(stopped.out.contains("`20240201000000_bio` has failed in this database"), "{}", stopped.out);
    // As `prisma migrate resolve` does.
    shop.sql("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL");
    fs::write(&bio, right.replace('\n', "\r\n")).unwrap();
    let again = shop.deploy();
    assert_eq!((again.code, shop.applied()), (0, 2), "{}{}", again.out, again.err);
    fs::write(&bio, &right).unwrap();
    assert_eq!(shop.deploy().code, 0);
    fs::write(&bio, format!("{right}-- Later.\n")).unwrap();
    let edited = shop.deploy();
    assert_eq!(edited.code, 1, "{}{}", edited.out, edited.err);
    assert!(edited.out.contains("`20240201000000_bio` was changed after it was applied"), "{}", edited.out);
    fs::write(&bio, &right).unwrap();

    // With a scratch database, a migration that cannot be applied is found before Prisma tries it.
    shop.sql("CREATE DATABASE scratch");
    fs::write(
        shop.path("prisma-lens.toml"),
        "[environments.test]\nurl = { env = \"TEST_URL\" }\nscratch = { env = \"SCRATCH_URL\" }\n\
         [migrations]\nnewAfter = \"20240201000000_bio\"\n",
    )
    .unwrap();
    let tried = shop.deploy();
    assert_eq!(tried.code, 0, "{}{}", tried.out, tried.err);
    assert!(tried.out.contains("ok       scratch: all migrations lead up and back"), "{}", tried.out);
    let verified = shop.lens(&["verify", "--down", "--environment", "test"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    fs::create_dir(shop.path("prisma/migrations/20240301000000_broken")).unwrap();
    let broken = "SET LOCAL lock_timeout = '5s';\nUPDATE \"User\" SET \"none\" = 1;\n";
    fs::write(shop.path("prisma/migrations/20240301000000_broken/migration.sql"), broken).unwrap();
    let stopped = shop.deploy();
    assert_eq!(stopped.code, 1, "{}{}", stopped.out, stopped.err);
    assert!(
        stopped.out.contains("error    scratch: 20240301000000_broken: cannot be applied"),
        "{}",
        stopped.out
    );
    assert!(stopped.out.contains("Nothing was run"), "{}", stopped.out);
}
