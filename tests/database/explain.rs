//! Plans and personal data on MariaDB and SQLite.

use std::process::Command;

use tempfile::TempDir;

use super::server::{mariadb, start_mariadb_with};
use super::{blog, findings, project, run, server};

const MARIADB: &str = "
CREATE DATABASE blog; USE blog;
CREATE TABLE `User` (`id` INTEGER NOT NULL, `email` VARCHAR(191) NOT NULL, `name` VARCHAR(191) NOT NULL, `phone_number` VARCHAR(20),
  UNIQUE INDEX `User_email_key`(`email`), INDEX `User_name_idx`(`name`), PRIMARY KEY (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `posts` (`id` INTEGER NOT NULL, `authorId` INTEGER NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `customers` (`id` INTEGER, `birth_date` DATE, `amount` INTEGER);
INSERT INTO `User` SELECT seq, concat('ann', seq, '@example.org'), concat('Ann ', seq % 10), NULL FROM seq_1_to_20000;
INSERT INTO `posts` SELECT seq, seq FROM seq_1_to_20000;
ANALYZE TABLE `User`, `posts`;
";

const SQLITE: &str = r#"
CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT NOT NULL, "name" TEXT NOT NULL, "phone_number" TEXT);
CREATE TABLE "posts" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL);
CREATE TABLE "customers" ("id" INTEGER, "birth_date" TEXT, "amount" INTEGER);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000)
  INSERT INTO "User" SELECT n, 'ann' || n || '@example.org', 'Ann', NULL FROM s;
INSERT INTO "posts" SELECT id, id FROM "User";
"#;

/// The steps of the plans in a report, one line each.
fn steps(report: &serde_json::Value) -> String {
    let rows = report["sections"]["Plans"].as_array().unwrap().iter();
    rows.map(|row| row["plan"].as_str().unwrap()).collect::<Vec<&str>>().join("\n")
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn mariadb_plans_statements_and_has_personal_data() {
    let folder = TempDir::new().unwrap();
    let _server = start_mariadb_with(folder.path(), &["--performance-schema"]);
    let dir = blog("mysql");
    let dir = dir.path();
    let url = format!("mysql://root@localhost/blog?socket={}", folder.path().join("socket").display());
    server::run(&mut mariadb(folder.path()), MARIADB).unwrap();
    let ask = |sql: &str| server::run(&mut mariadb(folder.path()), sql).unwrap();
    let before = ask("CHECKSUM TABLE blog.User, blog.posts;");
    let explain = |sql: &str| findings(dir, &url, &["explain", sql]);

    let (found, report, code) =
        explain("SELECT * FROM `blog`.`posts` AS `t0` WHERE `t0`.`authorId` = ? ORDER BY `t0`.`authorId`");
    assert_eq!((found.as_slice(), code), (&["P1 whole-table posts".to_owned()][..], 1), "{report:#}");
    assert!(steps(&report).contains("ALL on t0 ("), "{report:#}");
    let (found, report, code) = explain("SELECT `id` FROM `User` WHERE `email` IN (...) LIMIT ?");
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    assert_eq!(
        steps(&report),
        "const by a primary key or unique index (no row has the value '1')",
        "{report:#}"
    );
    let (_, report, _) = explain("SELECT `id` FROM `User` WHERE `name` = ? LIMIT ?, ?");
    assert!(steps(&report).starts_with("ref on User by User_name_idx ("), "{report:#}");
    let (found, report, _) = explain(
        "SELECT `name`, count(*) FROM `User` u JOIN `posts` p ON p.`authorId` = u.`id` GROUP BY `name`",
    );
    assert!(found.contains(&"P1 whole-table posts".to_owned()), "{report:#}");
    assert!(steps(&report).contains("filesort") && steps(&report).contains("temporary table"), "{report:#}");
    // What writes is planned as well, and not run.
    for (sql, step) in [
        ("UPDATE `User` SET `name` = 'x' WHERE `id` = 7", "const on User by PRIMARY (1 rows)"),
        ("UPDATE `blog`.`posts` SET `id` = (SELECT 1 FROM `User` LIMIT 1)", "ALL on posts"),
        ("DELETE FROM `posts` WHERE `id` = 7", "const on posts by PRIMARY (1 rows)"),
    ] {
        let (_, report, _) = explain(sql);
        assert!(steps(&report).contains(step), "{sql}: {report:#}");
    }
    assert_eq!(ask("CHECKSUM TABLE blog.User, blog.posts;"), before);
    // A call, by the statements that the database has counted.
    ask("USE blog; SELECT `User`.`id` FROM `blog`.`User` WHERE `User`.`email` = 'ann7@example.org' LIMIT 1;");
    let (found, report, code) = findings(dir, &url, &["explain", "src/users.ts:5"]);
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    assert!(steps(&report).contains("unique index"), "{report:#}");
    for refused in [
        "DROP TABLE `User`",
        "SELECT 1; DELETE FROM `User`",
        "SELECT * FROM `none`",
        "INSERT INTO `posts` VALUES (0, 0)",
    ] {
        assert_eq!(run(dir, &url, &["explain", refused]).code, 2);
    }

    let (mut found, report, code) = findings(dir, &url, &["pii", "--fail-on", "p2"]);
    found.sort_unstable();
    let expected = ["customers.birth_date", "User.email", "User.name", "User.phone_number"];
    let mut expected = expected.map(|it| format!("P2 unmarked-personal-data {it}"));
    expected.sort_unstable();
    assert_eq!((found.as_slice(), code), (&expected[..], 1), "{report:#}");
    assert!(report.to_string().contains("and the schema does not have it"), "{report:#}");
}

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs SQLite")]
fn sqlite_plans_statements_and_has_personal_data() {
    let dir = blog("sqlite");
    let dir = dir.path();
    let file = dir.join("prisma/blog.db");
    server::run(Command::new("sqlite3").arg(&file), SQLITE).unwrap();
    let before = std::fs::read(&file).unwrap();
    let url = "file:./blog.db";
    let explain = |sql: &str| findings(dir, url, &["explain", sql]);
    let (found, report, code) =
        explain("SELECT `t0`.`id` FROM `main`.`posts` AS `t0` WHERE `t0`.`authorId` = ?");
    assert_eq!((found.as_slice(), code), (&["P1 whole-table posts".to_owned()][..], 1), "{report:#}");
    let (found, report, code) = explain("SELECT \"id\" FROM \"User\" WHERE \"email\" = $1 LIMIT ?");
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    assert!(steps(&report).contains("USING COVERING INDEX User_email_key"), "{report:#}");
    let (_, report, _) = explain(
        "SELECT * FROM \"User\" WHERE \"id\" IN (SELECT \"authorId\" FROM \"posts\" WHERE \"id\" > 5)",
    );
    assert!(steps(&report).contains("\n  SEARCH posts"), "{report:#}");
    for sql in
        ["UPDATE \"User\" SET \"name\" = 'x' WHERE \"id\" = 7", "DELETE FROM \"posts\" WHERE \"id\" = 7"]
    {
        assert_eq!(explain(sql).2, 0, "{sql}");
    }
    let refused = run(dir, url, &["explain", "src/users.ts:5"]);
    assert!(refused.code == 2 && refused.err.contains("SQLite counts no statements"), "{refused:?}");

    let (mut found, report, _) = findings(dir, url, &["pii"]);
    found.sort_unstable();
    let mut expected = ["customers.birth_date", "User.email", "User.name", "User.phone_number"]
        .map(|it| format!("P2 unmarked-personal-data {it}"));
    expected.sort_unstable();
    assert_eq!(found, expected, "{report:#}");
    assert!(std::fs::read(&file).unwrap() == before);
}

#[test]
fn sql_server_is_asked_by_its_own_client() {
    let dir = project(
        "//- /schema.prisma\ndatasource db {\n  provider = \"sqlserver\"\n  url = env(\"DATABASE_URL\")\n}\n",
    );
    for command in ["stats", "monitor", "explain SELECT 1", "pii"] {
        let (command, sql) =
            command.split_once(' ').map_or((command, None), |(command, sql)| (command, Some(sql)));
        let args: Vec<&str> = std::iter::once(command).chain(sql).collect();
        let refused = run(dir.path(), "sqlserver://localhost;database=shop", &args);
        assert_eq!(refused.code, 2);
        assert_eq!(
            refused.err,
            "prisma-lens-db: it does not connect to SQL Server. `prisma-lens db sql` prints SQL for sqlcmd, and `prisma-lens db import` reads its output.\n"
        );
    }
}
