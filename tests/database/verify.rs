//! Whether a database is the one that a schema and its migrations describe.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::server::{BIN, mariadb, psql, start_mariadb_with, start_postgresql_with};
use super::{findings, project, server};

/// A schema with types, defaults and keys of many kinds, and the migration that makes it.
fn shop(provider: &str) -> TempDir {
    let (enums, json) = match provider {
        "sqlite" => ("", ""),
        _ => ("enum Role {\n  ADMIN\n  USER\n}\n", "  role  Role  @default(USER)\n  data  Json?\n"),
    };
    let schema = format!(
        "datasource db {{\n  provider = \"{provider}\"\n  url = env(\"DATABASE_URL\")\n}}\n{enums}model User {{\n\
         \x20 id    Int      @id @default(autoincrement())\n  email String   @unique\n  name  String?  @default(\"it's\")\n{json}\
         \x20 score Float    @default(1.5)\n  price Decimal  @default(0)\n  big   BigInt   @default(7)\n  ok    Boolean  @default(false)\n\
         \x20 at    DateTime @default(now())\n  posts Post[]\n  tags Tag[]\n\n  @@index([name, at(sort: Desc)])\n}}\n\
         model Post {{\n  id       String @id @default(uuid())\n  authorId Int\n  blob     Bytes?\n\
         \x20 author   User   @relation(fields: [authorId], references: [id], onDelete: Cascade)\n\n  @@index([authorId])\n  @@map(\"posts\")\n}}\n\
         model Tag {{\n  a     Int\n  b     Int\n  users User[]\n  @@id([a, b])\n}}\n"
    )
    .replace("  tags Tag[]\n", "")
    .replace("  users User[]\n", "");
    let dir = project("//- /package.json\n{ \"devDependencies\": { \"prisma\": \"6.19.0\" } }\n");
    std::fs::create_dir_all(dir.path().join("prisma/migrations/20240101000000_init")).unwrap();
    std::fs::write(dir.path().join("prisma/schema.prisma"), &schema).unwrap();
    let lock = format!("provider = \"{provider}\"\n");
    std::fs::write(dir.path().join("prisma/migrations/migration_lock.toml"), lock).unwrap();
    let sql = creating(dir.path());
    std::fs::write(dir.path().join("prisma/migrations/20240101000000_init/migration.sql"), sql).unwrap();
    dir
}

/// The SQL that makes the database of the schema.
fn creating(dir: &Path) -> String {
    let loaded =
        prisma_lens::project_database::ProjectDatabase::load(&dir.join("prisma/schema.prisma")).unwrap();
    let empty = model::database::Database::empty(loaded.database.provider);
    let migration = migrations::diff(&empty, &loaded.database, &migrations::DiffOptions::default());
    migrations::render::script(&migration, &[])
}

/// The findings, after it was made sure that there are none before the changes.
fn drifted(dir: &Path, url: &str, run: &mut dyn FnMut(&str), changes: &str) -> Vec<String> {
    run(&creating(dir));
    let (found, report, code) = findings(dir, url, &["verify"]);
    assert_eq!((found, code), (Vec::new(), 0), "{report:#}");
    run(changes);
    let (mut found, _, code) = findings(dir, url, &["verify"]);
    assert_eq!(code, 3);
    found.retain(|line| !line.contains("migration-drift"));
    found
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn drift_of_postgresql_is_found_in_both_directions() {
    let folder = TempDir::new().unwrap();
    let _server = start_postgresql_with(BIN.unwrap(), folder.path(), &[]);
    let dir = shop("postgresql");
    let url = format!("postgresql://postgres@localhost/postgres?host={}", folder.path().display());
    let mut run = |script: &str| drop(server::run(&mut psql(folder.path()), script).unwrap());
    let found = drifted(
        dir.path(),
        &url,
        &mut run,
        r#"
        ALTER TABLE "User" DROP COLUMN "score", ADD COLUMN "extra" TEXT, ADD COLUMN "needed" INTEGER NOT NULL,
          ALTER COLUMN "name" SET NOT NULL, ALTER COLUMN "email" DROP NOT NULL, ALTER COLUMN "big" SET DATA TYPE INTEGER;
        DROP INDEX "User_name_at_idx"; CREATE INDEX "User_big_idx" ON "User"("big");
        ALTER TABLE "posts" DROP CONSTRAINT "posts_authorId_fkey";
        ALTER TYPE "Role" ADD VALUE 'GUEST'; CREATE TABLE "other" (a INTEGER); DROP TABLE "Tag";
        CREATE TABLE "_prisma_migrations" (migration_name TEXT, checksum TEXT, finished_at TIMESTAMP, rolled_back_at TIMESTAMP);
        INSERT INTO "_prisma_migrations" VALUES ('20240101000000_init', 'edited', now(), NULL), ('20240102000000_gone', 'x', now(), NULL),
          ('20240103000000_failed', 'x', NULL, NULL);
        "#,
    );
    let mut expected = vec![
        "P0 schema-drift Tag",
        "P0 schema-drift User",
        "P0 schema-drift User",
        "P0 schema-drift User",
        "P0 failed-migration 20240103000000_failed",
        "P1 schema-drift Role",
        "P1 schema-drift User",
        "P1 schema-drift User",
        "P1 schema-drift User",
        "P1 schema-drift posts",
        "P1 edited-migration 20240101000000_init",
        "P1 unknown-migration 20240102000000_gone",
        "P2 schema-drift User",
        "P2 schema-drift User",
        "P2 schema-drift other",
    ];
    let mut found = found;
    expected.sort_unstable();
    found.sort_unstable();
    let (_, report, _) = findings(dir.path(), &url, &["verify"]);
    assert_eq!(found, expected, "{report:#}");
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn drift_of_mariadb_is_found_in_both_directions() {
    let folder = TempDir::new().unwrap();
    let _server = start_mariadb_with(folder.path(), &[]);
    let dir = shop("mysql");
    let url = format!("mysql://root@localhost/shop?socket={}", folder.path().join("socket").display());
    server::run(&mut mariadb(folder.path()), "CREATE DATABASE shop;").unwrap();
    let mut run = |script: &str| {
        drop(server::run(&mut mariadb(folder.path()), &format!("USE shop; {script}")).unwrap())
    };
    let changes = "ALTER TABLE `User` DROP COLUMN `score`, ADD COLUMN `extra` TEXT, MODIFY `name` VARCHAR(191) NOT NULL DEFAULT 'it''s';
        DROP INDEX `User_name_at_idx` ON `User`; CREATE INDEX `User_big_idx` ON `User`(`big`); CREATE TABLE `other` (a INTEGER);";
    let found = drifted(dir.path(), &url, &mut run, changes);
    let (_, report, _) = findings(dir.path(), &url, &["verify"]);
    let expected = [
        "P0 schema-drift User",
        "P0 schema-drift User",
        "P1 schema-drift User",
        "P2 schema-drift User",
        "P2 schema-drift User",
        "P2 schema-drift other",
    ];
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, expected, "{report:#}");
}

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs SQLite")]
fn drift_of_sqlite_is_found_in_both_directions() {
    let dir = shop("sqlite");
    let file = dir.path().join("prisma/shop.db");
    let mut run = |script: &str| drop(server::run(Command::new("sqlite3").arg(&file), script).unwrap());
    let changes = r#"ALTER TABLE "User" DROP COLUMN "score"; ALTER TABLE "User" ADD COLUMN "extra" TEXT; DROP INDEX "User_name_at_idx";
        CREATE TABLE "other" (a INTEGER); DROP TABLE "Tag";"#;
    let found = drifted(dir.path(), "file:./shop.db", &mut run, changes);
    let (_, report, _) = findings(dir.path(), "file:./shop.db", &["verify"]);
    let expected = [
        "P0 schema-drift Tag",
        "P0 schema-drift User",
        "P1 schema-drift User",
        "P2 schema-drift User",
        "P2 schema-drift other",
    ];
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, expected, "{report:#}");
}
