//! What is not there, and what does not answer.

use std::net::TcpListener;
use std::time::Instant;

use super::{blog, command, finish, project, run};

#[test]
fn a_connection_that_hangs_ends_with_a_message() {
    for provider in ["postgresql", "mysql"] {
        let dir = blog(provider);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!("{provider}://ann:geheim-4711@127.0.0.1:{port}/blog");
        for command in ["stats", "indexes", "slow", "monitor"] {
            let start = Instant::now();
            let refused = run(dir.path(), &url, &[command, "--timeout", "1"]);
            assert!(refused.code == 2 && start.elapsed().as_secs() < 5, "{refused:?}");
            let message = format!(
                "prisma-lens-db: cannot connect to 127.0.0.1:{port}/blog: no answer within 1 seconds (`--timeout`).\n"
            );
            assert_eq!(refused.err, message);
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    let dir = blog("postgresql");
    let mut unset = command(dir.path(), "", &["stats"]);
    let refused = finish(unset.env_remove("DATABASE_URL").spawn().unwrap());
    assert_eq!(refused.err, "prisma-lens-db: The environment variable DATABASE_URL is not set.\n");
    let refused = run(dir.path(), "mysql://ann:geheim-4711@localhost/blog", &["stats"]);
    assert_eq!(
        refused.err,
        "prisma-lens-db: the URL is no direct connection to PostgreSQL. It has to begin with `postgresql://`.\n"
    );
    let refused = run(dir.path(), "", &["stats", "--environment", "staging"]);
    assert!(refused.err.contains("Unknown environment `staging`."), "{}", refused.err);
    let refused = run(dir.path(), "postgresql://ann:geheim-4711@127.0.0.1:1/blog", &["stats"]);
    assert!(
        refused.err.contains("cannot connect to 127.0.0.1:1/blog: ") && refused.err.contains("refused"),
        "{}",
        refused.err
    );
    assert!(!refused.err.contains("geheim"), "{}", refused.err);
    let mongodb = project(
        "//- /schema.prisma\ndatasource db {\n  provider = \"mongodb\"\n  url = env(\"DATABASE_URL\")\n}\n",
    );
    let refused = run(mongodb.path(), "mongodb://localhost/blog", &["stats"]);
    assert_eq!((refused.code, refused.err.as_str()), (2, "prisma-lens-db: MongoDB is not supported.\n"));
}

/// A full disk is no success.
#[cfg(target_os = "linux")]
#[test]
fn a_help_that_cannot_be_written_ends_with_2() {
    let dir = blog("postgresql");
    for args in [&["--help"][..], &["--version"], &["help", "stats"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let refused = finish(command(dir.path(), "", args).stdout(full).spawn().unwrap());
        assert_eq!(refused.code, 2, "{args:?} {}", refused.err);
        assert!(
            refused.err.starts_with("prisma-lens-db: cannot write to standard output: "),
            "{args:?} {}",
            refused.err
        );
    }
}
