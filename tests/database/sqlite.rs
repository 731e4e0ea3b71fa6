//! SQLite.

use std::process::Command;

use prisma_lens::project_database::ProjectDatabase;
use statistics::Statistics;
use statistics::collect::collect;
use statistics::output::rows;
use statistics::packs::{Pack, script};

use super::{blog, findings, run, server};

const TABLES: &str = r#"
CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT NOT NULL, "name" TEXT NOT NULL);
CREATE TABLE "posts" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL,
  CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE INDEX "User_name_idx" ON "User"("name");
CREATE INDEX "User_name_copy" ON "User"("name");
WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 2000)
  INSERT INTO "User" SELECT n, 'ann' || n || '@example.org', 'Ann' FROM s;
INSERT INTO "posts" SELECT id, id FROM "User";
"#;

#[test]
#[cfg_attr(not(has_sqlite), ignore = "needs SQLite")]
fn everything_is_found_and_nothing_is_written() {
    let dir = blog("sqlite");
    let dir = dir.path();
    let file = dir.join("prisma/blog.db");
    server::run(Command::new("sqlite3").arg(&file), TABLES).unwrap();
    let before = std::fs::read(&file).unwrap();
    let (found, report, code) = findings(dir, "file:./blog.db", &["indexes"]);
    assert_eq!(
        found,
        ["P1 missing-foreign-key-index posts", "P2 duplicate-index User_name_copy"],
        "{report:#}"
    );
    assert_eq!(code, 1);
    assert_eq!(run(dir, "file:./blog.db", &["stats"]).code, 0);
    let found =
        Statistics::read(&std::fs::read_to_string(dir.join(".prisma-lens/stats.json")).unwrap()).unwrap();
    let database = ProjectDatabase::load(&dir.join("prisma")).unwrap().database;
    let mut client = Command::new("sqlite3");
    client.args(["-readonly", "-header", "-csv"]).arg(&file);
    let printed = server::run(&mut client, &script(Pack::All, &database).unwrap()).unwrap();
    let mut imported = collect(&rows(&printed).unwrap()).unwrap();
    imported.collected_at.clone_from(&found.collected_at);
    // The program has an SQLite of its own.
    imported.server_version.clone_from(&found.server_version);
    assert_eq!(imported.to_json(), found.to_json());
    for args in [&["slow"][..], &["monitor"]] {
        assert_eq!(run(dir, "file:./blog.db", args).code, 0);
    }
    assert!(std::fs::read(&file).unwrap() == before);
}

#[test]
fn a_file_that_is_missing_or_no_database_is_told_and_not_made() {
    let dir = blog("sqlite");
    let refused = run(dir.path(), "file:./none.db", &["stats"]);
    assert!(refused.code == 2 && refused.err.contains("none.db is no file."), "{}", refused.err);
    assert!(!dir.path().join("prisma/none.db").exists());
    std::fs::write(dir.path().join("prisma/text.db"), "no database ".repeat(1000)).unwrap();
    let refused = run(dir.path(), "file:./text.db", &["stats"]);
    assert!(refused.code == 2 && refused.err.contains("file is not a database"), "{}", refused.err);
}
