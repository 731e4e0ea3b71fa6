//! How the code is laid out. That a crate uses only lower ones, Cargo holds.

mod cycles;
mod dependencies;
mod new_rule;
mod supply_chain;

use std::fs;
use std::path::{Path, PathBuf};

/// How many lines a file may have in each folder. About 400 is the aim; tests are mostly expected output.
const MOST_LINES: &[(&str, usize)] = &[("server", 410), ("tests", 600), ("grammar/bindings", 200)];

fn rust_files(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

fn root() -> &'static Path {
    support::root()
}

#[test]
fn files_stay_short() {
    for (folder, most) in MOST_LINES {
        let mut files = Vec::new();
        rust_files(&root().join(folder), &mut files);
        for path in files {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= *most, "{} has {lines} lines: split it by topic", path.display());
        }
    }
}

/// Files are written in one place, which knows of full disks, signals and others who save.
#[test]
fn files_are_written_in_one_place() {
    const WRITES: [&str; 7] = [
        "fs::write(",
        "File::create",
        "fs::rename(",
        "OpenOptions",
        "fs::copy(",
        "fs::hard_link(",
        "fs::remove_file(",
    ];
    // `reading.rs` opens files to read them; xtask writes the repository itself.
    let may = ["server/app/src/host/writing", "server/app/src/host/reading.rs", "server/xtask"]
        .map(|it| root().join(it));
    let mut files = Vec::new();
    rust_files(&root().join("server"), &mut files);
    let mut found = 0;
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let writes = WRITES.iter().any(|name| text.contains(name));
        found += usize::from(writes);
        let may_write = may.iter().any(|folder| path.starts_with(folder));
        assert!(!writes || may_write, "{} writes files: use host::writing", path.display());
    }
    assert!(found >= 3, "the search finds nothing");
}

/// What `check --database` is, which starts `prisma-lens-db`.
const CHECK_DATABASE: &str = "server/app/src/cli/check/database.rs";

/// The language server starts no process, and knows no environment of `prisma-lens.toml`: only commands do.
#[test]
fn only_commands_start_processes() {
    let mut files = Vec::new();
    rust_files(&root().join("server"), &mut files);
    // The build script asks which programs tests can use.
    let may = ["server/app/src/cli/migrate", CHECK_DATABASE, "server/app/build.rs", "server/xtask"]
        .map(|path| root().join(path));
    let settings = root().join("server/model/src/project/settings");
    let mut found = 0;
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let starts = text.contains("process::Command")
            || text.contains("process::{Command")
            || text.contains("Command::new(");
        let may_start = may.iter().any(|folder| path.starts_with(folder));
        assert!(!starts || may_start, "{} starts a process", path.display());
        found += usize::from(starts);
        let is_shown = path.ends_with("server/app/src/cli/config.rs");
        let reads = text.contains(".environment(") || text.contains(".environments");
        let may_read = may_start || is_shown || path.starts_with(&settings);
        assert!(!reads || may_read, "{} reads environments", path.display());
    }
    assert!(found >= 2, "the search finds nothing");
}
