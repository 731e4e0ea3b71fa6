//! Tells the tests what is at hand here, so that those that need more are reported as ignored. The package of the tests
//! runs this script as well.
//!
//! `has_shared` is set where the recorded answers of Prisma and the corpus of real projects lie beside the repository, `has_git` where
//! git can be started, `has_postgresql`, `has_mariadb` and `has_sqlite` where these databases are installed, `has_hypopg` where that
//! extension of PostgreSQL is, `has_neovim`, `has_emacs` (29 or newer) and `has_helix` (with `tmux`) where these editors are, `has_npm`
//! where Node.js is with npm, `has_bash` where that shell is, `has_namespaces` where file systems can be mounted for one process alone,
//! `has_setpriv` where a process can be run as another user, `has_prisma` after `npm install` in `tests/prisma`, `has_prisma7` after it
//! in `tests/queries/compiler`, `has_prisma8` after it in `tests/prisma8`, if Node.js (that of the variable `NODE`) has `node:sqlite`.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]

use std::path::Path;
use std::process::Command;

fn main() {
    let Ok(package) = std::env::var("CARGO_MANIFEST_DIR") else { return };
    // Other packages run this script as well: they are below the root.
    let Some(root) = Path::new(&package).ancestors().find(|folder| folder.join("Cargo.lock").exists()) else {
        return;
    };
    let tests = root.join("tests");
    // The published package has no tests.
    if !tests.join("Cargo.toml").exists() {
        return;
    }
    println!("cargo::rustc-check-cfg=cfg(has_shared)");
    println!("cargo::rustc-check-cfg=cfg(has_git)");
    if Command::new("git").arg("--version").output().is_ok_and(|it| it.status.success()) {
        println!("cargo::rustc-cfg=has_git");
    }
    programs();
    println!("cargo::rustc-check-cfg=cfg(has_prisma, has_prisma7, has_prisma8)");
    let shared = root.join("../shared");
    println!("cargo::rerun-if-changed={}", shared.join("conformance").display());
    if shared.exists() {
        println!("cargo::rustc-cfg=has_shared");
    }
    for (folder, package, name) in [
        ("prisma", "prisma", "has_prisma"),
        ("queries/compiler", "prisma", "has_prisma7"),
        ("prisma8", "@prisma/orm-postgres", "has_prisma8"),
    ] {
        let prisma = tests.join(folder).join("node_modules").join(package);
        println!("cargo::rerun-if-changed={}", prisma.display());
        if prisma.exists() && (name != "has_prisma8" || runs_prisma8()) {
            println!("cargo::rustc-cfg={name}");
        }
    }
}

/// Whether Node.js is new enough for Prisma 8, whose package for SQLite needs the module `node:sqlite`.
fn runs_prisma8() -> bool {
    println!("cargo::rerun-if-env-changed=NODE");
    let node = std::env::var("NODE").unwrap_or_else(|_| "node".into());
    let output = Command::new(node).args(["-e", "require('node:sqlite')"]).output();
    output.is_ok_and(|output| output.status.success())
}

/// The databases and editors. Debian keeps the programs of PostgreSQL's server out of the path.
fn programs() {
    for name in [
        "has_postgresql",
        "has_hypopg",
        "has_mariadb",
        "has_sqlite",
        "has_neovim",
        "has_emacs",
        "has_helix",
        "has_npm",
        "has_bash",
        "has_namespaces",
        "has_setpriv",
    ] {
        println!("cargo::rustc-check-cfg=cfg({name})");
    }
    let runs =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success());
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let bin = versions.map(|version| version.path().join("bin")).find(|bin| bin.join("initdb").is_file());
    if let Some(bin) = bin.filter(|_| runs("psql")) {
        println!("cargo::rustc-env=POSTGRESQL_BIN={}", bin.display());
        println!("cargo::rustc-cfg=has_postgresql");
        // `/usr/lib/postgresql/15/bin` has its extensions in `/usr/share/postgresql/15/extension`.
        let version = bin.parent().and_then(Path::file_name);
        let extensions = version.map(|it| Path::new("/usr/share/postgresql").join(it).join("extension"));
        if extensions.is_some_and(|it| it.join("hypopg.control").is_file()) {
            println!("cargo::rustc-cfg=has_hypopg");
        }
    }
    if runs("mariadbd") && runs("mariadb") {
        println!("cargo::rustc-cfg=has_mariadb");
    }
    if runs("nvim") {
        println!("cargo::rustc-cfg=has_neovim");
    }
    let eglot = Command::new("emacs").args(["-Q", "--batch", "-l", "eglot", "-l", "treesit"]).output();
    if eglot.is_ok_and(|it| it.status.success()) {
        println!("cargo::rustc-cfg=has_emacs");
    }
    let has_terminal = Command::new("tmux").arg("-V").output().is_ok_and(|it| it.status.success());
    if has_terminal && runs("hx") {
        println!("cargo::rustc-cfg=has_helix");
    }
    if runs("node") && runs(if cfg!(windows) { "npm.cmd" } else { "npm" }) {
        println!("cargo::rustc-cfg=has_npm");
    }
    if cfg!(unix) && runs("bash") {
        println!("cargo::rustc-cfg=has_bash");
    }
    let mut mounting = Command::new("unshare");
    mounting.args(["--mount", "--user", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]);
    if cfg!(target_os = "linux") && mounting.output().is_ok_and(|it| it.status.success()) {
        println!("cargo::rustc-cfg=has_namespaces");
    }
    // Only root can be another user. Anybody else cannot write everywhere anyway.
    if runs("setpriv") {
        println!("cargo::rustc-cfg=has_setpriv");
    }
    if runs("sqlite3") {
        println!("cargo::rustc-cfg=has_sqlite");
    }
}
