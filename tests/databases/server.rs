//! Starting database servers, and running scripts with their command-line clients.

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The folder of PostgreSQL's programs.
pub const BIN: Option<&str> = option_env!("POSTGRESQL_BIN");

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends with the test.
pub struct Server(pub Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A command in `folder`. Where the tests run as root, which servers refuse, it runs as another user who owns the folder.
pub fn unprivileged(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, chown};
        use std::os::unix::process::CommandExt as _;
        /// The user and group `nobody`.
        const NOBODY: u32 = 65534;
        let owner = || folder.metadata().expect("the folder of the server").uid();
        if owner() == 0 {
            chown(folder, Some(NOBODY), Some(NOBODY)).expect("a folder for the server");
        }
        if owner() == NOBODY {
            command.uid(NOBODY).gid(NOBODY);
        }
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Waits until the server answers.
pub fn await_answer(mut ask: impl FnMut() -> Result<String, String>) {
    let start = Instant::now();
    while let Err(message) = ask() {
        assert!(start.elapsed() < PATIENCE, "the server does not answer: {message}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Runs a client with the script as its input: what it prints, or its errors.
pub fn run(client: &mut Command, script: &str) -> Result<String, String> {
    let mut child =
        client.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a client");
    let mut input = child.stdin.take().expect("its input");
    let text = script.to_owned();
    // A client that stops at an error does not read the rest.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    let _ = writer.join();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(errors),
    }
}

/// The client of a PostgreSQL server whose folder this is, and that listens on the usual port.
pub fn psql(folder: &Path) -> Command {
    psql_on(folder, "5432")
}

/// The client of a PostgreSQL server whose folder this is.
pub fn psql_on(folder: &Path, port: &str) -> Command {
    let mut client = Command::new("psql");
    client.args(["-p", port]);
    client.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "postgres", "-h"]);
    client.arg(folder);
    client
}

/// Starts PostgreSQL in a folder, on a socket there.
pub fn start_postgresql(bin: &str, folder: &Path) -> Server {
    start_postgresql_with(bin, folder, &[])
}

/// Starts PostgreSQL with more settings: `max_connections=5`.
pub fn start_postgresql_with(bin: &str, folder: &Path, settings: &[&str]) -> Server {
    let program = |name: &str| format!("{bin}/{name}");
    let made = unprivileged(&program("initdb"), folder)
        .args(["-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"])
        .status()
        .expect("initdb");
    assert!(made.success(), "initdb makes no database");
    serve_postgresql(bin, folder, settings)
}

/// Starts PostgreSQL on the database `data` of a folder.
pub fn serve_postgresql(bin: &str, folder: &Path, settings: &[&str]) -> Server {
    let port = settings.iter().find_map(|setting| setting.strip_prefix("port=")).unwrap_or("5432");
    let server = unprivileged(&format!("{bin}/postgres"), folder)
        .args(["-D", "data", "-k"])
        .arg(folder)
        .args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off"])
        .args(settings.iter().flat_map(|setting| ["-c", setting]))
        .stderr(Stdio::null())
        .spawn()
        .expect("postgres");
    let server = Server(server);
    await_answer(|| run(&mut psql_on(folder, port), "SELECT 1;"));
    server
}

/// The client of a MariaDB server whose folder this is.
pub fn mariadb(folder: &Path) -> Command {
    let mut client = Command::new("mariadb");
    client.args([
        "--no-defaults",
        "--user=root",
        "--batch",
        "--skip-column-names",
        "--default-character-set=utf8mb4",
    ]);
    client.arg(format!("--socket={}", folder.join("socket").display()));
    client
}

/// Starts MariaDB in a folder, on a socket there.
pub fn start_mariadb(folder: &Path) -> Server {
    start_mariadb_with(folder, &[])
}

/// Starts MariaDB with more options: `--performance-schema`.
pub fn start_mariadb_with(folder: &Path, options: &[&str]) -> Server {
    // The program that makes a database does not like another one of its kind beside it.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let data = format!("--datadir={}", folder.join("data").display());
    let made = unprivileged("mariadb-install-db", folder)
        .args(["--no-defaults", &data, "--auth-root-authentication-method=normal", "--skip-test-db"])
        .status()
        .expect("mariadb-install-db");
    assert!(made.success(), "mariadb-install-db makes no database");
    let server = unprivileged("mariadbd", folder)
        .args([
            "--no-defaults",
            &data,
            "--skip-networking",
            "--innodb-flush-log-at-trx-commit=0",
            "--sync-binlog=0",
        ])
        .args(["--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci"])
        .arg(format!("--socket={}", folder.join("socket").display()))
        .arg(format!("--pid-file={}", folder.join("pid").display()))
        .args(options)
        .spawn()
        .expect("mariadbd");
    let server = Server(server);
    await_answer(|| run(&mut mariadb(folder), "SELECT 1;"));
    server
}
