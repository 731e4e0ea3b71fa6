//! A standby that replays late.

use tempfile::TempDir;

use super::postgresql::Blog;
use super::server::{BIN, psql, serve_postgresql, unprivileged};
use super::{findings, server, wait_until};

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn a_late_replica_is_found_on_the_primary_and_on_itself() {
    let blog = Blog::start(&["wal_level=replica", "max_wal_senders=4"]);
    let folder = TempDir::new().unwrap();
    let copied = unprivileged(&format!("{}/pg_basebackup", BIN.unwrap()), folder.path())
        .args(["-U", "postgres", "-D", "data", "-R", "-X", "stream", "-c", "fast", "-h"])
        .arg(blog.folder.path())
        .status()
        .unwrap();
    assert!(copied.success());
    let settings = ["shared_preload_libraries=pg_stat_statements", "hot_standby=on"];
    let _standby = serve_postgresql(BIN.unwrap(), folder.path(), &settings);
    let standby = |script: &str| server::run(&mut psql(folder.path()), script).unwrap();
    let url = format!("postgresql://postgres@localhost/postgres?host={}", folder.path().display());
    wait_until("a replica", || {
        blog.psql("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming';").trim() == "1"
    });
    blog.psql("CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1);");
    wait_until("replay", || {
        standby("SELECT pg_last_wal_replay_lsn() = pg_last_wal_receive_lsn();").trim() == "t"
    });

    let late = ["monitor", "--late", "1"];
    let (found, report, code) = blog.findings(&late);
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    let (found, report, code) = findings(blog.dir.path(), &url, &late);
    assert_eq!((found.len(), code), (0, 0), "{report:#}");
    assert_eq!(report["sections"]["This replica"][0]["receiver"], "streaming", "{report:#}");

    standby("SELECT pg_wal_replay_pause();");
    wait_until("a pause", || standby("SELECT pg_get_wal_replay_pause_state();").trim() == "paused");
    blog.psql("INSERT INTO t SELECT generate_series(1, 1000);");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    blog.psql("INSERT INTO t SELECT generate_series(1, 1000);");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    let (found, report, code) = findings(blog.dir.path(), &url, &late);
    assert_eq!(
        (found.as_slice(), code),
        (&["P1 replication-lag this server".to_owned()][..], 1),
        "{report:#}"
    );
    let message = report["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("kB) behind its primary. Replay is paused."), "{message}");
    let (found, report, code) = blog.findings(&late);
    assert_eq!(
        (found.as_slice(), code),
        (&["P1 replication-lag walreceiver".to_owned()][..], 1),
        "{report:#}"
    );

    // The other commands work on a replica, too.
    for command in ["stats", "indexes", "slow", "pii"] {
        assert!(super::run(blog.dir.path(), &url, &[command]).code < 2, "{command}");
    }
    standby("SELECT pg_wal_replay_resume();");
    wait_until("replay", || {
        standby("SELECT pg_last_wal_replay_lsn() = pg_last_wal_receive_lsn();").trim() == "t"
    });
    wait_until("no lag on the replica", || findings(blog.dir.path(), &url, &late).2 == 0);

    // Without its primary it gets no changes.
    drop(blog._server);
    wait_until("no receiver", || standby("SELECT count(*) FROM pg_stat_wal_receiver;").trim() == "0");
    let (found, report, _) = findings(blog.dir.path(), &url, &late);
    assert_eq!(found, ["P1 replica-disconnected this server"], "{report:#}");
}
