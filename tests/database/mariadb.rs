//! MariaDB.

use std::process::Command;

use prisma_lens::project_database::ProjectDatabase;
use statistics::Statistics;
use statistics::collect::collect;
use statistics::output::rows;
use statistics::packs::{Pack, script};
use tempfile::TempDir;

use super::server::{mariadb, start_mariadb_with};
use super::{OpenClient, blog, findings, run, server, wait_until};

const TABLES: &str = "
CREATE DATABASE blog; USE blog;
CREATE TABLE `User` (`id` INTEGER NOT NULL, `email` VARCHAR(191) NOT NULL, `name` VARCHAR(191) NOT NULL,
  UNIQUE INDEX `User_email_key`(`email`), INDEX `User_name_idx`(`name`), PRIMARY KEY (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `posts` (`id` INTEGER NOT NULL, `authorId` INTEGER NOT NULL, PRIMARY KEY (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
INSERT INTO `User` SELECT seq, concat('ann', seq, '@example.org'), concat('Ann ', seq % 10) FROM seq_1_to_5000;
INSERT INTO `posts` SELECT seq, seq FROM seq_1_to_5000;
CREATE INDEX `User_name_copy` ON `User`(`name`);
ANALYZE TABLE `User`, `posts`;
SELECT `id`, sleep(0.1) FROM `User` WHERE `email` = 'ann7@example.org' LIMIT 1;
";

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn everything_is_found_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let _server = start_mariadb_with(folder.path(), &["--performance-schema", "--max-connections=10"]);
    let dir = blog("mysql");
    let dir = dir.path();
    let url = format!("mysql://root@localhost/blog?socket={}", folder.path().join("socket").display());
    server::run(&mut mariadb(folder.path()), TABLES).unwrap();
    let ask = |sql: &str| server::run(&mut mariadb(folder.path()), sql).unwrap();
    let state = || {
        let tables = ask("CHECKSUM TABLE blog.User, blog.posts;");
        let written = ask(
            "SHOW GLOBAL STATUS WHERE Variable_name IN ('Handler_write', 'Handler_update', 'Handler_delete', 'Innodb_rows_inserted', 'Innodb_rows_updated', 'Innodb_rows_deleted');",
        );
        // Temporary tables of queries count as writes of the handler, rows of InnoDB do not.
        let rows: String = written.lines().filter(|line| line.starts_with("Innodb")).collect();
        format!("{tables}{rows}")
    };
    let before = state();

    let (found, report, code) = findings(dir, &url, &["indexes"]);
    assert_eq!(
        found,
        [
            "P1 missing-foreign-key-index posts",
            "P2 unused-index User_name_idx",
            "P2 duplicate-index User_name_copy"
        ],
        "{report:#}"
    );
    assert_eq!(code, 1);
    let (found, report, _) = findings(dir, &url, &["slow"]);
    assert_eq!(found, ["P1 slow-statement User"], "{report:#}");
    assert_eq!(report["findings"][0]["details"][1], "src/users.ts:5 User.findUnique");

    let written = run(dir, &url, &["stats"]);
    assert!(written.out.starts_with("Wrote .prisma-lens/stats.json: 2 tables, 5 indexes, "), "{written:?}");
    let found =
        Statistics::read(&std::fs::read_to_string(dir.join(".prisma-lens/stats.json")).unwrap()).unwrap();
    assert!(found.indexes.iter().all(|index| index.bytes.is_some_and(|bytes| bytes >= 16384)), "{found:#?}");
    let database = ProjectDatabase::load(&dir.join("prisma")).unwrap().database;
    let mut client = Command::new("mariadb");
    client.args(["--no-defaults", "--user=root", "--batch", "--default-character-set=utf8mb4"]);
    client.arg(format!("--socket={}", folder.path().join("socket").display())).arg("blog");
    let printed = server::run(&mut client, &script(Pack::All, &database).unwrap()).unwrap();
    let mut imported = collect(&rows(&printed).unwrap()).unwrap();
    imported.collected_at.clone_from(&found.collected_at);
    assert_eq!(imported.to_json(), found.to_json());
    assert_eq!(state(), before);

    let open = |script: &str| OpenClient::start(mariadb(folder.path()), script);
    let _holder = open("USE blog; BEGIN; UPDATE User SET name = 'secret' WHERE id = 1;\n");
    wait_until("an open transaction", || {
        ask("SELECT count(*) FROM information_schema.innodb_trx;").trim() == "1"
    });
    let _waiter = open("USE blog; UPDATE User SET name = 'other secret' WHERE id = 1;\n");
    wait_until("a blocked statement", || {
        ask("SELECT count(*) FROM information_schema.innodb_lock_waits;").trim() == "1"
    });
    let _idle: Vec<OpenClient> = (0..7).map(|_| open("SELECT 1;\n")).collect();
    wait_until("open connections", || {
        ask("SELECT count(*) FROM information_schema.processlist WHERE command = 'Sleep';").trim() == "8"
    });
    std::thread::sleep(std::time::Duration::from_millis(2200));
    let (found, report, code) = findings(dir, &url, &["monitor", "--long", "1"]);
    assert_eq!(code, 1);
    for code in ["connection-limit", "blocked-statement", "idle-transaction", "long-transaction"] {
        assert!(found.iter().any(|line| line.starts_with(&format!("P1 {code} "))), "{code}: {report:#}");
    }
    assert!(!report.to_string().contains("secret"), "{report:#}");
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn a_server_that_counts_nothing_and_a_wrong_password_are_told() {
    let folder = TempDir::new().unwrap();
    let _server = start_mariadb_with(folder.path(), &[]);
    let dir = blog("mysql");
    let socket = folder.path().join("socket");
    let script =
        format!("{TABLES} CREATE USER reader IDENTIFIED BY 'right'; GRANT SELECT ON blog.* TO reader;");
    server::run(&mut mariadb(folder.path()), &script).unwrap();
    let url =
        |password: &str| format!("mysql://reader:{password}@localhost/blog?socket={}", socket.display());
    let (found, report, _) = findings(dir.path(), &url("right"), &["indexes"]);
    assert_eq!(
        found,
        ["P1 missing-foreign-key-index posts", "P2 duplicate-index User_name_copy"],
        "{report:#}"
    );
    let notes = report["notes"].as_array().unwrap();
    assert_eq!(
        notes[0],
        "The sizes of indexes are not known: the user may not read mysql.innodb_index_stats."
    );
    assert!(notes[1].as_str().unwrap().starts_with("The uses of indexes are not known: "), "{report:#}");
    // `performance_schema` is off by default.
    let root = format!("mysql://root@localhost/blog?socket={}", socket.display());
    let (found, report, _) = findings(dir.path(), &root, &["slow"]);
    assert_eq!(found.len(), 0, "{report:#}");
    assert_eq!(
        report["notes"][0],
        "Statements are not known: the server runs without performance_schema (performance_schema=ON)."
    );
    let refused = run(dir.path(), &url("geheim-4711"), &["stats"]);
    assert!(refused.code == 2 && refused.err.contains("Access denied for user 'reader'"), "{}", refused.err);
    assert!(!refused.err.contains("geheim") && !refused.err.contains("mysql://"), "{}", refused.err);
}
