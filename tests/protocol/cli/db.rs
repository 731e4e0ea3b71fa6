//! `prisma-lens db`: what clients print for its SQL on real databases becomes the file of statistics.

use std::path::Path;
use std::process::Command;

use statistics::Statistics;
use tempfile::TempDir;

use super::{command, finish, project, run, server};

fn shop(provider: &str) -> TempDir {
    project(&format!(
        r#"
    //- /package.json
    {{ "devDependencies": {{ "prisma": "6.19.0" }} }}
    //- /prisma/schema.prisma
    datasource db {{
      provider = "{provider}"
      url      = env("DATABASE_URL")
    }}
    model User {{
      id    Int    @id
      email String @unique
      name  String
      @@index([name])
      @@map("it's users")
    }}
"#
    ))
}

/// The SQL of a pack, as `prisma-lens db sql` prints it.
fn sql(dir: &Path, pack: &str) -> String {
    let printed = run(dir, &["db", "sql", "--pack", pack]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""), "{}", printed.out);
    printed.out
}

/// The statistics in what clients printed.
fn imported(dir: &Path, outputs: &[&str]) -> Statistics {
    let names: Vec<String> = (0..outputs.len()).map(|number| format!("{number}.out")).collect();
    for (name, output) in names.iter().zip(outputs) {
        std::fs::write(dir.join(name), output).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let read = run(dir, &[&["db", "import"], &names[..]].concat());
    assert_eq!(read.code, 0, "{}{}", read.err, outputs.concat());
    assert!(read.out.starts_with("Wrote .prisma-lens/stats.json: 1 table, "), "{}", read.out);
    Statistics::read(&std::fs::read_to_string(dir.join(".prisma-lens/stats.json")).unwrap()).unwrap()
}

/// What is in the file for all providers.
fn is_of_the_shop(found: &Statistics, rows: u64) {
    let [users] = found.tables.as_slice() else { panic!("{found:?}") };
    assert_eq!((users.name.as_str(), users.rows), ("it's users", rows));
    assert!(users.table_bytes.is_some_and(|bytes| bytes > 0), "{users:?}");
    let named = |name: &str| {
        found.indexes.iter().find(|index| index.name == name).unwrap_or_else(|| panic!("{found:?}"))
    };
    let email = named("it's users_email_key");
    assert!(email.is_unique && email.is_valid && email.column_names().eq(["email"]), "{email:?}");
    assert!(!named("it's users_name_idx").is_unique);
}

const INSERT: &str = "INSERT INTO \"it's users\" SELECT n, 'ann' || n || '@example.org', 'Ann' FROM generate_series(1, 500) n;";

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn what_psql_prints_becomes_statistics() {
    let folder = TempDir::new().unwrap();
    let settings = ["shared_preload_libraries=pg_stat_statements"];
    let _server = server::start_postgresql_with(server::BIN.unwrap(), folder.path(), &settings);
    let psql = |script: &str| server::run(&mut server::psql(folder.path()), script).unwrap();
    let dir = shop("postgresql");
    let schema = run(dir.path(), &["migrate", "diff", "--from", "empty", "--to", "prisma/schema.prisma"]);
    psql(&format!(
        "CREATE SCHEMA monitoring; CREATE EXTENSION pg_stat_statements SCHEMA monitoring; {}",
        schema.out
    ));
    psql(&format!(
        "{INSERT} ANALYZE; SELECT count(*) FROM \"it's users\" WHERE name = 'Ann' AND email <> 'secret';"
    ));
    let print = |pack: &str| {
        let mut client = Command::new("psql");
        client
            .args(["--no-psqlrc", "--quiet", "--csv", "-U", "postgres", "-d", "postgres", "-h"])
            .arg(folder.path());
        server::run(&mut client, &sql(dir.path(), pack)).unwrap()
    };
    let all = print("all");
    let found = imported(dir.path(), &[&all]);
    is_of_the_shop(&found, 500);
    let counting = found.statements.iter().find(|it| it.shape.starts_with("SELECT count(*)")).unwrap();
    assert_eq!(counting.shape, "SELECT count(*) FROM \"it's users\" WHERE name = ? AND email <> ?");
    assert_eq!((counting.calls, counting.rows), (1, Some(1)));
    assert!(
        found
            .indexes
            .iter()
            .all(|index| index.scans.is_some() && index.bytes.is_some() && index.fingerprint.is_some())
    );
    let parts = ["size", "indexes", "slow"].map(print);
    let mut put_together = imported(dir.path(), &[&parts[0], &parts[1], &parts[2]]);
    put_together.collected_at.clone_from(&found.collected_at);
    assert_eq!(put_together.to_json(), found.to_json());
    // All packs run without an error, also where the extension is missing.
    psql("DROP EXTENSION pg_stat_statements;");
    for pack in ["slow", "indexes", "locks", "pool", "size", "bloat", "all"] {
        let mut client = server::psql(folder.path());
        server::run(&mut client, &sql(dir.path(), pack)).unwrap_or_else(|error| panic!("{pack}: {error}"));
    }
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn what_mariadb_prints_becomes_statistics() {
    let folder = TempDir::new().unwrap();
    let _server = server::start_mariadb_with(folder.path(), &["--performance-schema"]);
    let dir = shop("mysql");
    let schema = run(dir.path(), &["migrate", "diff", "--from", "empty", "--to", "prisma/schema.prisma"]);
    let mysql = |script: &str| {
        let mut client = Command::new("mariadb");
        client.args(["--no-defaults", "--user=root", "--batch", "--default-character-set=utf8mb4"]);
        client.arg(format!("--socket={}", folder.path().join("socket").display()));
        server::run(&mut client, script).unwrap()
    };
    mysql(&format!("CREATE DATABASE shop; USE shop; {}", schema.out));
    mysql(
        "USE shop; INSERT INTO `it's users` SELECT seq, concat('ann', seq, '@example.org'), 'Ann' FROM seq_1_to_500;
         ANALYZE TABLE `it's users`; SELECT id FROM `it's users` WHERE email = 'ann7@example.org';
         SELECT count(*) FROM `it's users` WHERE name = 'Ann' AND email <> 'secret';",
    );
    for pack in ["slow", "indexes", "locks", "pool", "size", "bloat", "all"] {
        let printed = mysql(&format!("USE shop;\n{}", sql(dir.path(), pack)));
        if pack == "all" {
            let found = imported(dir.path(), &[&printed]);
            is_of_the_shop(&found, 500);
            let counting = found.statements.iter().find(|it| it.shape.contains("COUNT(*)")).unwrap();
            assert_eq!(counting.shape, "SELECT COUNT(*) FROM `it's users` WHERE NAME = ? AND `email` != ?");
            let used = found.indexes.iter().find(|index| index.name == "it's users_email_key").unwrap();
            assert!(used.scans.is_some_and(|scans| scans > 0), "{used:?}");
        }
    }
}

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs SQLite")]
fn what_sqlite_prints_becomes_statistics() {
    let dir = shop("sqlite");
    let schema = run(dir.path(), &["migrate", "diff", "--from", "empty", "--to", "prisma/schema.prisma"]);
    let file = dir.path().join("shop.db");
    let sqlite = |arguments: &[&str], script: &str| {
        server::run(Command::new("sqlite3").args(arguments).arg(&file), script).unwrap()
    };
    let numbers = "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 500)";
    sqlite(
        &[],
        &format!("{} INSERT INTO \"it's users\" {numbers} SELECT n, 'ann' || n, 'Ann' FROM s;", schema.out),
    );
    let script = sql(dir.path(), "all");
    let found = imported(dir.path(), &[&sqlite(&["-readonly", "-header", "-csv"], &script)]);
    is_of_the_shop(&found, 500);
    assert!(found.indexes.iter().all(|index| index.bytes.is_some()), "{found:?}");
    let mut again = imported(dir.path(), &[&sqlite(&["-readonly", "-json"], &script)]);
    again.collected_at.clone_from(&found.collected_at);
    assert_eq!(again.to_json(), found.to_json());
}

#[test]
fn the_provider_can_be_another_one() {
    let dir = shop("postgresql");
    let printed = run(dir.path(), &["db", "sql", "--provider", "sqlserver", "--pack", "size"]);
    assert!(
        printed.out.contains("sys.dm_db_partition_stats") && printed.out.contains("N'it''s users'"),
        "{}",
        printed.out
    );
    let mongodb = project("//- /schema.prisma\ndatasource db {\n  provider = \"mongodb\"\n}\n");
    let refused = run(mongodb.path(), &["db", "sql"]);
    assert!(
        refused.code == 2 && refused.err.contains("Packs are for PostgreSQL, MySQL, SQLite and SQL Server."),
        "{}",
        refused.err
    );
}

#[test]
fn wrong_files_are_named() {
    let dir = shop("postgresql");
    std::fs::write(
        dir.path().join("a.csv"),
        "section,provider,collected_at\nserver,mysql,now\nsection,name,rows\ntables,a,b\n",
    )
    .unwrap();
    let refused = run(dir.path(), &["db", "import", "a.csv"]);
    assert_eq!(refused.err, "prisma-lens: a.csv: line 4: `rows` of `tables` is no number: `b`.\n");
    let refused = run(dir.path(), &["db", "import", "b.csv"]);
    assert!(
        refused.code == 2 && refused.err.starts_with("prisma-lens: b.csv: cannot read it: "),
        "{}",
        refused.err
    );
    let refused = finish(&mut command(dir.path(), &["db", "import", "-"]), Some(b"\xff\xfe\0"));
    assert!(refused.code == 2 && refused.err.contains("no line begins with `section`"), "{}", refused.err);
    assert!(!dir.path().join(".prisma-lens").exists());
}

/// A project whose statistics are known.
fn measured() -> TempDir {
    project(
        r#"
    //- /package.json
    { "devDependencies": { "prisma": "6.19.0" } }
    //- /prisma-lens.toml
    migrations.newAfter = "20240101000000_init"
    //- /.prisma-lens/stats.json
    {
      "version": 1, "provider": "postgresql", "collectedAt": "2026-11-29T21:40:00Z",
      "tables": [
        { "schema": "public", "name": "User", "rows": 12000000, "tableBytes": 1800000000, "indexBytes": 500000000 },
        { "schema": "public", "name": "Role", "rows": 12, "tableBytes": 8192 }
      ],
      "indexes": [
        { "schema": "public", "table": "User", "name": "User_b_idx", "columns": [{ "name": "b" }], "isUnique": false, "isPrimary": false,
          "isValid": true, "isPartial": false, "scans": 7 },
        { "schema": "public", "table": "User", "name": "User_c_idx", "columns": [{ "name": "c" }], "isUnique": false, "isPrimary": false,
          "isValid": true, "isPartial": false, "scans": 0 }
      ],
      "statements": [
        { "shape": "SELECT * FROM \"public\".\"User\" WHERE \"public\".\"User\".\"name\" = ?", "calls": 40000, "totalMs": 1.0, "meanMs": 1.0 }
      ]
    }
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }
    model User {
      id    Int    @id
      email String
      name  String
      a     Int?
      b     Int
      c     Int
      @@index([b])
      @@index([c])
    }
    model Role {
      id   Int    @id
      name String
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, "name" TEXT NOT NULL, "a" TEXT, "b" INTEGER NOT NULL, "c" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE TABLE "Role" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Role_pkey" PRIMARY KEY ("id"));
    CREATE INDEX "User_c_idx" ON "User"("c");
    //- /prisma/migrations/20240102000000_index/migration.sql
    CREATE INDEX "User_b_idx" ON "User"("b");
    DROP INDEX "User_c_idx";
    ALTER TABLE "Role" ALTER COLUMN "name" SET NOT NULL;
    //- /src/users.ts
    import { PrismaClient } from "@prisma/client";
    const prisma = new PrismaClient();
    export async function find(name: string, email: string) {
      await prisma.role.findMany({ where: { name } });
      await prisma.user.findMany({ where: { email } });
      await prisma.user.findMany({ where: { email, c: 1 } });
      return prisma.user.findMany({ where: { name } });
    }
"#,
    )
}

#[test]
fn statistics_weigh_what_is_reported() {
    let dir = measured();
    let with = |args: &[&str]| run(dir.path(), args).out;
    let lint = with(&["migrate", "lint"]);
    assert!(lint.contains("in its own migration. `User`: 12 M rows, about 7 to 70 s."), "{lint}");
    assert!(!lint.contains("set-not-null"), "{lint}");
    let preview = with(&["migrate", "preview"]);
    assert!(preview.contains("-- Estimates are by the statistics of 2026-11-29."), "{preview}");
    assert!(preview.contains("one scan of the table (12 M rows, up to 30 s)"), "{preview}");
    let advice = with(&["advise", "--all"]);
    let (name, email) = (advice.find("@@index([name])").unwrap(), advice.find("@@index([email").unwrap());
    assert!(name < email, "{advice}");
    assert!(advice.contains("12 M rows; statements that it may serve ran 40 k times"), "{advice}");
    assert!(!advice.contains("Role") && !advice.contains("@@index([b])"), "{advice}");
    assert!(
        advice.contains("By the statistics of 2026-11-29. Not advised, since their tables are small: 1. Not to be dropped, since the database uses them: 1."),
        "{advice}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&with(&["advise", "--all", "--format", "json"])).unwrap();
    assert_eq!(json["schemas"][0]["add"][0]["statementCalls"], 40000);

    // Without the file nothing of it is said; one that cannot be read is a warning.
    let path = dir.path().join(".prisma-lens/stats.json");
    std::fs::write(&path, "{\"version\": 9}").unwrap();
    let checked = with(&["check"]);
    assert!(
        checked.contains("The statistics of the database cannot be read: its format is version 9, not 1."),
        "{checked}"
    );
    std::fs::remove_file(&path).unwrap();
    for args in [&["migrate", "lint"][..], &["migrate", "preview"], &["advise", "--all"]] {
        let without = with(args);
        assert!(!without.contains("12 M rows") && !without.contains("statistics of 2026"), "{without}");
    }
    assert!(
        with(&["migrate", "lint"]).contains("set-not-null") && with(&["advise", "--all"]).contains("Role")
    );
}

#[test]
fn check_asks_the_database_by_the_other_program() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = shop("postgresql");
    let bin = dir.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    let check = |args: &[&str]| {
        finish(
            command(dir.path(), &[&["check", "--select", "created-at-default", "--database"], args].concat())
                .env("PATH", &bin),
            None,
        )
    };
    let missing = check(&[]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.err.contains("`--database` needs `prisma-lens-db`, which is not installed."),
        "{}",
        missing.err
    );
    for (code, expected) in [(0, 0), (1, 1), (3, 1), (2, 2)] {
        let program = bin.join("prisma-lens-db");
        std::fs::write(&program, format!("#!/bin/sh\necho \"asked to $1\"\nexit {code}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let asked = check(&[]);
        assert_eq!(asked.code, expected, "{asked:?}");
        assert!(asked.out.contains("\nasked to verify\n\nasked to indexes\n"), "{}", asked.out);
        let json = check(&["--format", "json"]);
        assert!(serde_json::from_str::<serde_json::Value>(&json.out).is_ok(), "{}", json.out);
        assert_eq!(json.err, "asked to verify\nasked to indexes\n");
    }
}
