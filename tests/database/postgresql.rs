//! PostgreSQL.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use prisma_lens::project_database::ProjectDatabase;
use statistics::Statistics;
use statistics::collect::collect;
use statistics::output::rows;
use statistics::packs::{Pack, script};
use tempfile::TempDir;

use super::server::{BIN, Server, psql, start_postgresql_with};
use super::{OpenClient, blog, command, findings, finish, run, server, wait_until};

const TABLES: &str = r#"
CREATE EXTENSION pg_stat_statements;
CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "posts" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "posts_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE INDEX "User_name_idx" ON "User"("name");
ALTER TABLE "posts" ADD CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "User" SELECT n, 'ann' || n || '@example.org', 'Ann ' || n % 10 FROM generate_series(1, 20000) n;
INSERT INTO "posts" SELECT n, n FROM generate_series(1, 20000) n;
"#;

/// A server with the tables of the blog, and the project.
pub struct Blog {
    pub folder: TempDir,
    pub dir: TempDir,
    pub _server: Server,
    pub url: String,
}

impl Blog {
    pub fn start(settings: &[&str]) -> Blog {
        let folder = TempDir::new().unwrap();
        let settings = [&["shared_preload_libraries=pg_stat_statements"], settings].concat();
        let server = start_postgresql_with(BIN.unwrap(), folder.path(), &settings);
        let url = url(folder.path(), "postgres");
        let blog = Blog { folder, dir: blog("postgresql"), _server: server, url };
        blog.psql(TABLES);
        blog
    }

    pub fn psql(&self, script: &str) -> String {
        server::run(&mut psql(self.folder.path()), script).unwrap()
    }

    pub fn open(&self, script: &str) -> OpenClient {
        OpenClient::start(psql(self.folder.path()), script)
    }

    pub fn findings(&self, args: &[&str]) -> (Vec<String>, serde_json::Value, i32) {
        findings(self.dir.path(), &self.url, args)
    }
}

fn url(folder: &Path, user: &str) -> String {
    format!("postgresql://{user}@localhost/postgres?host={}", folder.display())
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn indexes_statements_and_the_file_are_found_and_nothing_is_written() {
    let blog = Blog::start(&[]);
    blog.psql(r#"CREATE INDEX "User_name_copy" ON "User"("name"); CREATE INDEX "User_name_email" ON "User"("name", "email");"#);
    let failed = r#"CREATE UNIQUE INDEX CONCURRENTLY "User_name_key" ON "User"("name");"#;
    assert!(server::run(&mut psql(blog.folder.path()), failed).is_err());
    blog.psql("ANALYZE; SELECT pg_stat_statements_reset();");
    blog.psql(&r#"SELECT count(*) FROM "posts" WHERE "authorId" = 7;"#.repeat(12));
    blog.psql(r#"SELECT "id", pg_sleep(0.1) FROM "User" WHERE "email" = 'ann7@example.org' LIMIT 1;"#);
    blog.psql(r#"SELECT "id", pg_sleep(0.06) FROM "User" WHERE "name" = 'Ann 7' LIMIT 1 /*prismaQuery='User.findMany'*/;"#);
    // A transaction that writes gets a number. The next number is that of the next one, so none has written if it stays.
    let state = || {
        blog.psql("SELECT pg_snapshot_xmax(pg_current_snapshot()), sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_all_tables;")
    };
    let before = state();

    let (found, report, code) = blog.findings(&["indexes"]);
    assert_eq!(
        found,
        [
            "P1 invalid-index User_name_key",
            "P1 missing-foreign-key-index posts",
            "P1 sequential-scans posts",
            "P2 redundant-index User_name_idx",
            "P2 duplicate-index User_name_copy",
            "P2 unused-index User_name_email",
        ],
        "{report:#}"
    );
    assert_eq!(code, 1);
    assert_eq!(report["findings"][0]["details"][0], "DROP INDEX CONCURRENTLY \"public\".\"User_name_key\";");

    let (found, report, code) = blog.findings(&["slow"]);
    assert_eq!(
        (found.as_slice(), code),
        (&["P1 slow-statement User".to_owned(), "P1 slow-statement User".to_owned()][..], 1),
        "{report:#}"
    );
    let details: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|it| it["details"][1].as_str().unwrap()).collect();
    assert_eq!(details, ["src/users.ts:5 User.findUnique", "src/users.ts:4 User.findMany"], "{report:#}");

    let written = run(blog.dir.path(), &blog.url, &["stats"]);
    assert!(written.out.starts_with("Wrote .prisma-lens/stats.json: 2 tables, 7 indexes, "), "{written:?}");
    let path = blog.dir.path().join(".prisma-lens/stats.json");
    let found = Statistics::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(found.table_named("User").unwrap().rows, 20000);
    assert!(!found.to_json().contains("example.org"));

    // What psql prints for the pack is the same.
    let database = ProjectDatabase::load(&blog.dir.path().join("prisma")).unwrap().database;
    let mut client = Command::new("psql");
    client.args(["-X", "--quiet", "--csv", "-U", "postgres", "-d", "postgres", "-h"]).arg(blog.folder.path());
    let printed = server::run(&mut client, &script(Pack::All, &database).unwrap()).unwrap();
    let mut imported = collect(&rows(&printed).unwrap()).unwrap();
    imported.collected_at.clone_from(&found.collected_at);
    assert_eq!(imported.to_json(), found.to_json());

    let (found, report, code) = blog.findings(&["explain", r#"SELECT * FROM "posts" WHERE "authorId" = $1"#]);
    assert_eq!((found.as_slice(), code), (&["P1 whole-table posts".to_owned()][..], 1), "{report:#}");
    let (found, report, code) = blog.findings(&["explain", "src/users.ts:5"]);
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    assert!(report["sections"].to_string().contains("Index Scan on User by User_email_key"), "{report:#}");
    for refused in ["DROP TABLE \"User\"", "SELECT 1; DELETE FROM \"User\"", "src/users.ts:99"] {
        assert_eq!(run(blog.dir.path(), &blog.url, &["explain", refused]).code, 2);
    }
    let monitored = run(blog.dir.path(), &blog.url, &["monitor"]);
    assert_eq!(monitored.code, 0, "{monitored:?}");
    assert_eq!(state(), before);
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn personal_data_is_found_by_its_names() {
    let blog = Blog::start(&[]);
    blog.psql(r#"CREATE TABLE "customers" ("id" INTEGER, "phone_number" TEXT); ALTER TABLE "User" ADD COLUMN "birthDate" DATE;"#);
    let path = blog.dir.path().join("prisma/schema.prisma");
    let before = std::fs::read_to_string(&path).unwrap();
    let (mut found, report, code) = blog.findings(&["pii", "--fail-on", "p2"]);
    found.sort_unstable();
    let columns = ["User.birthDate", "User.email", "User.name", "customers.phone_number"];
    assert_eq!(found, columns.map(|column| format!("P2 unmarked-personal-data {column}")), "{report:#}");
    assert_eq!(code, 1);
    std::fs::write(
        &path,
        before.replace("  email String @unique", "  /// @pii(contact)\n  email String @unique"),
    )
    .unwrap();
    let (found, report, _) = blog.findings(&["pii"]);
    assert_eq!(found.len(), 3, "{report:#}");
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn locks_idle_transactions_and_a_full_pool_are_found() {
    let blog = Blog::start(&["max_connections=10"]);
    let (found, report, code) = blog.findings(&["monitor"]);
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    let _holder = blog.open("BEGIN; UPDATE \"User\" SET name = 'secret' WHERE id = 1;\n");
    let count = |condition: &str| {
        blog.psql(&format!("SELECT count(*) FROM pg_stat_activity WHERE {condition};"))
            .trim()
            .parse::<u32>()
            .unwrap()
    };
    wait_until("an idle transaction", || count("state = 'idle in transaction'") == 1);
    let _waiter = blog.open("UPDATE \"User\" SET name = 'other secret' WHERE id = 1;\n");
    wait_until("a blocked statement", || count("wait_event_type = 'Lock'") == 1);
    let _idle: Vec<OpenClient> = (0..5).map(|_| blog.open("SELECT 1;\n")).collect();
    wait_until("open connections", || count("backend_type = 'client backend' AND state = 'idle'") == 5);
    std::thread::sleep(std::time::Duration::from_millis(1200));
    let (found, report, code) = blog.findings(&["monitor", "--long", "1"]);
    let kinds: Vec<&str> = found
        .iter()
        .map(|line| line.rsplit_once(' ').unwrap().0.rsplit_once(' ').map_or(line.as_str(), |it| it.0))
        .collect();
    assert_eq!(code, 1);
    let has = |code: &str| kinds.iter().any(|line| line.starts_with(&format!("P1 {code}")));
    for code in ["connection-limit", "blocked-statement", "idle-transaction", "long-transaction"] {
        assert!(
            has(code) || found.iter().any(|line| line.starts_with(&format!("P1 {code}"))),
            "{code}: {report:#}"
        );
    }
    let text = report.to_string();
    assert!(!text.contains("secret"), "{text}");
    assert!(text.contains(r#"waits: UPDATE \"User\" SET name = ? WHERE id = ?"#), "{text}");
    assert!(text.contains(" for a lock on User that process "), "{text}");
    let markdown = run(blog.dir.path(), &blog.url, &["monitor", "--format", "markdown", "--fail-on", "p0"]);
    assert!(markdown.code == 0 && markdown.out.contains("## Waiting for locks"), "{markdown:?}");
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn a_wrong_password_and_a_killed_server_end_with_a_message() {
    let mut blog = Blog::start(&[]);
    blog.psql("CREATE ROLE reader LOGIN PASSWORD 'right';");
    let rules = blog.folder.path().join("data/pg_hba.conf");
    let text = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, format!("local all reader scram-sha-256\n{text}")).unwrap();
    blog.psql("SELECT pg_reload_conf();");
    let wrong = url(blog.folder.path(), "reader:geheim-4711");
    let refused = run(blog.dir.path(), &wrong, &["stats"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("password authentication failed for user \"reader\""), "{}", refused.err);
    assert!(!refused.err.contains("geheim") && !refused.err.contains("postgresql://"), "{}", refused.err);
    let right = url(blog.folder.path(), "reader:right");
    assert_eq!(run(blog.dir.path(), &right, &["stats"]).code, 0);

    let watching =
        command(blog.dir.path(), &blog.url, &["monitor", "--watch", "--interval", "1"]).spawn().unwrap();
    let count =
        || blog.psql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'prisma-lens-db';");
    wait_until("the monitor", || count().trim() == "1");
    // All processes of the server are of its group of files: the postmaster ends the others.
    let _ = Command::new("kill").args(["-QUIT", &blog._server.0.id().to_string()]).status();
    let start = Instant::now();
    let ended = finish(watching);
    assert!(ended.code == 2 && start.elapsed().as_secs() < 15, "{ended:?}");
    assert!(
        ended.err.contains("closed the connection") || ended.err.contains("terminating connection"),
        "{}",
        ended.err
    );
    let _ = blog._server.0.wait();
    let refused = run(blog.dir.path(), &blog.url, &["monitor"]);
    assert!(refused.code == 2 && refused.err.contains("cannot connect to "), "{refused:?}");
    blog.url.clear();
}
