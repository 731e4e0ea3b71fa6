//! Indexes that do not exist, tried by HypoPG.

use super::postgresql::Blog;
use super::{run, wait_until};

/// Code that asks for posts of an author, and for users by a column without an index.
const CODE: &str = r#"
import { PrismaClient } from "@prisma/client";
const prisma = new PrismaClient();
export async function list(authorId: number, city: string) {
  await prisma.post.findMany({ where: { authorId } });
  return prisma.user.findMany({ where: { city } });
}
"#;

#[test]
#[cfg_attr(not(has_hypopg), ignore = "needs PostgreSQL with HypoPG")]
fn missing_indexes_are_tried_on_the_planner_and_nothing_is_written() {
    let blog = Blog::start(&[]);
    let path = blog.dir.path().join("prisma/schema.prisma");
    let schema = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, schema.replace("name  String", "name  String\n  city  String")).unwrap();
    std::fs::write(blog.dir.path().join("src/users.ts"), CODE).unwrap();
    blog.psql(r#"ALTER TABLE "User" ADD COLUMN "city" TEXT NOT NULL DEFAULT ''; UPDATE "User" SET "city" = 'City ' || "id" % 500; ANALYZE;"#);

    let (found, report, _) = blog.findings(&["indexes"]);
    assert_eq!(found, ["P1 missing-foreign-key-index posts", "P2 unused-index User_name_idx"], "{report:#}");
    assert!(report["notes"][0].as_str().unwrap().contains("hypopg"), "{report:#}");

    blog.psql(r#"CREATE SCHEMA "my tools"; CREATE EXTENSION hypopg SCHEMA "my tools"; SELECT pg_stat_statements_reset();"#);
    blog.psql(r#"SELECT "id" FROM "User" WHERE "city" = 'City 7';"#);
    blog.psql(r#"SELECT "id" FROM "User" WHERE "city" LIKE '%' OR "city" = 'x'; DELETE FROM "posts" WHERE "authorId" = -1;"#);
    let state = || blog.psql("SELECT pg_snapshot_xmax(pg_current_snapshot()), count(*) FROM pg_class;");
    let before = state();
    let (found, report, code) = blog.findings(&["indexes"]);
    assert_eq!(
        found,
        ["P1 missing-foreign-key-index posts", "P2 unused-index User_name_idx", "P2 missing-index User"],
        "{report:#}"
    );
    assert_eq!((state(), code), (before, 1));
    assert_eq!(report["notes"].as_array().unwrap().len(), 0, "{report:#}");
    let details = report["findings"][0]["details"].to_string();
    assert!(details.contains("The planner would use it, cost 339 → 8: SELECT ? FROM"), "{details}");
    assert!(details.contains("8: DELETE FROM"), "{details}");
    let missing = &report["findings"][2];
    assert_eq!(
        missing["message"],
        "The planner would use an index on (city) for 1 of the 2 statements that it was tried on. Add `@@index([city])`."
    );
    let tried = report["sections"]["Indexes that do not exist"].as_array().unwrap();
    assert_eq!(tried.len(), 4, "{report:#}");
    assert!(tried.iter().any(|row| row["cost with"] == "not used"), "{report:#}");
    assert!(tried.iter().all(|row| row["size"].as_str().unwrap().ends_with("kB")), "{report:#}");

    // With the index there is nothing to try.
    blog.psql(r#"CREATE INDEX ON "User"("city"); CREATE INDEX ON "posts"("authorId");"#);
    let (found, report, _) = blog.findings(&["indexes"]);
    assert!(!found.iter().any(|line| line.contains("missing")), "{report:#}");
    assert!(
        report["sections"]
            .get("Indexes that do not exist")
            .is_none_or(|it| it.as_array().unwrap().is_empty())
    );
}

#[test]
#[cfg_attr(not(has_hypopg), ignore = "needs PostgreSQL with HypoPG")]
fn a_statement_that_cannot_be_planned_is_left_out() {
    let blog = Blog::start(&[]);
    blog.psql(r#"CREATE EXTENSION hypopg; ANALYZE; SELECT pg_stat_statements_reset();"#);
    // The temporary table is gone when the statement is planned again.
    blog.psql(r#"CREATE TEMPORARY TABLE gone (id INTEGER); SELECT count(*) FROM "posts" JOIN gone ON true WHERE "authorId" = 7;"#);
    let counted = || blog.psql("SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%JOIN gone%';");
    wait_until("the statement", || counted().trim() == "1");
    let (found, report, _) = blog.findings(&["indexes"]);
    assert!(found.contains(&"P1 missing-foreign-key-index posts".to_owned()), "{report:#}");
    assert_eq!(report["findings"][0]["details"].as_array().unwrap().len(), 1, "{report:#}");
    let text = run(blog.dir.path(), &blog.url, &["indexes"]).out;
    assert!(text.contains("The planner would use it, cost"), "{text}");
}
