//! `prisma-lens`, and with it the language server, links no database driver and no TLS. `prisma-lens-db` does.

use std::process::Command;

use super::root;

/// Crates that connect to databases, or that such crates need.
const DRIVERS: [&str; 12] = [
    "diesel",
    "libsqlite3-sys",
    "mysql_async",
    "mysql_common",
    "native-tls",
    "openssl-sys",
    "postgres-protocol",
    "rusqlite",
    "rustls",
    "sqlx-core",
    "tiberius",
    "tokio-postgres",
];

/// The drivers among all dependencies of a package, on every platform.
fn drivers_of(package: &str) -> Vec<&'static str> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["tree", "--locked", "--package", package, "--edges", "normal", "--prefix", "none"]);
    command.args(["--format", "{p}", "--target", "all"]).current_dir(root());
    let output = command.output().expect("cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let names: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&package), "{text}");
    DRIVERS.into_iter().filter(|driver| names.contains(driver)).collect()
}

#[test]
fn only_prisma_lens_db_links_database_drivers() {
    assert!(drivers_of("prisma-lens").is_empty(), "{:?}", drivers_of("prisma-lens"));
    let of_db = drivers_of("prisma-lens-db");
    assert!(
        of_db.contains(&"tokio-postgres") && of_db.contains(&"rusqlite"),
        "the search finds nothing: {of_db:?}"
    );
}
