//! The command line, as a user runs it.

mod baseline;
mod catalogue;
mod check;
mod configuration;
#[cfg(unix)]
mod control_characters;
mod convert;
mod corpus;
#[cfg(unix)]
mod db;
mod diagram;
#[cfg(target_os = "linux")]
mod disk_faults;
mod down;
mod failures;
mod fix;
mod format;
mod formats;
mod git;
mod migrate;
mod migration_report;
mod options;
mod prisma8;
mod queries;
mod report;
#[cfg(unix)]
mod run_migrations;
#[cfg(unix)]
mod run_prisma;
#[cfg(unix)]
#[allow(dead_code, reason = "the tests of databases need more of it")]
#[path = "../../databases/server.rs"]
mod server;
#[cfg(unix)]
mod special_files;
#[cfg(target_os = "linux")]
mod standard_output;
mod unusual;
mod verify;
mod watch;
#[cfg(target_os = "linux")]
mod writing;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use support::fixture::Fixture;

/// How a run ended, and what it has said.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// A model that one rule complains of.
const FLAGGED: &str = "model A {\n  id        Int      @id\n  createdAt DateTime\n}\n";

/// Arguments under which only that rule speaks, whatever other rules there are.
const ONLY: [&str; 2] = ["--select", "created-at-default"];

/// The files of a fixture in a folder of their own.
fn project(fixture: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    for file in &Fixture::parse(fixture).files {
        let path = dir.path().join(file.path.strip_prefix("/").unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
    dir
}

/// A folder with `schema.prisma` only.
fn single(text: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("schema.prisma"), text).unwrap();
    dir
}

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prisma-lens"));
    command.args(args).current_dir(dir).env_remove("NO_COLOR");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finish(command: &mut Command, input: Option<&[u8]>) -> Run {
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    if let Some(input) = input {
        // A program that does not read it may have ended before.
        let written = child.stdin.take().unwrap().write_all(input);
        let is_unread = written.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
        assert!(written.is_ok() || is_unread, "{written:?}");
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    let run =
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

fn run(dir: &Path, args: &[&str]) -> Run {
    finish(&mut command(dir, args), None)
}

/// `prisma-lens check` with only one rule on.
fn check(dir: &Path, args: &[&str]) -> Run {
    run(dir, &[&["check"], &ONLY[..], args].concat())
}

/// As [`check`], with something on standard input.
fn check_input(dir: &Path, args: &[&str], input: &str) -> Run {
    finish(&mut command(dir, &[&["check"], &ONLY[..], args].concat()), Some(input.as_bytes()))
}
