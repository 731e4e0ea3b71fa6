//! Disks that are full, have no room for more files, or cannot be written, and folders of other users: every command that writes ends
//! with 2 and names what it could not write, and what was there is as it was.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{Run, command, finish, project};

const SHOP: &str = r#"
    //- /package.json
    { "devDependencies": { "prisma": "7.2.0" } }
    //- /prisma-lens.toml
    [migrations]
    newAfter = "20240101000000_init"
    //- /rows.csv
    section,provider,collected_at
    server,postgresql,2026-11-29T21:40:00Z
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
    }
    model User {
      id        Int      @id @default(autoincrement())
      slug      String?
      createdAt DateTime
      email     String?
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "User" ("id" SERIAL NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    //- /prisma/migrations/20240201000000_slug/migration.sql
    SET lock_timeout = '5s';
    ALTER TABLE "User" ADD COLUMN "slug" TEXT;
"#;

/// The schema as the migrations leave it.
const MIGRATED: &str = "datasource db {\n  provider = \"postgresql\"\n}\nmodel User {\n  id   Int     @id @default(autoincrement())\n  slug String?\n}\n";

/// A command that writes.
struct Case {
    args: &'static [&'static str],
    /// What the message names.
    names: &'static str,
    /// What is run before, on a good disk.
    before: &'static [&'static str],
}

const fn case(args: &'static [&'static str], names: &'static str) -> Case {
    Case { args, names, before: &[] }
}

const CASES: [Case; 16] = [
    case(&["format"], "schema.prisma"),
    case(&["check", "--fix", "--select", "created-at-default", "--level", "hint"], "schema.prisma"),
    case(&["check", "--baseline", "known.json", "--write-baseline"], "known.json"),
    case(&["check", "--format", "json", "--output-file", "report.json"], "report.json"),
    case(&["convert", "--to", "8", "--write"], "schema.prisma"),
    case(&["db", "import", "rows.csv"], "stats.json"),
    case(&["diagram", "--output", "shop.svg"], "shop.svg"),
    case(&["init"], "prisma-lens.toml"),
    case(&["migrate", "down", "--to", "init"], "prisma/"),
    case(&["migrate", "lint", "--baseline", "known.json", "--write-baseline"], "known.json"),
    case(&["migrate", "lint", "--fix"], "migration.sql"),
    case(&["migrate", "plan", "--write"], "prisma/"),
    case(&["migrate", "preview", "--name", "more"], "migrations"),
    Case { args: &["migrate", "plan", "--next"], names: "prisma/", before: &["migrate", "plan", "--write"] },
    // The file is there already.
    Case {
        args: &["check", "--baseline", "known.json", "--write-baseline"],
        names: "known.json",
        before: &["check", "--baseline", "known.json", "--write-baseline", "--select", "created-at-default"],
    },
    Case {
        args: &["diagram", "--output", "shop.svg"],
        names: "shop.svg",
        before: &["diagram", "--output", "shop.svg", "--columns", "none"],
    },
];

/// The project of a case.
fn shop(case: &Case) -> TempDir {
    let dir = project(SHOP);
    if case.args == ["init"] {
        fs::remove_file(dir.path().join("prisma-lens.toml")).unwrap();
    }
    if case.args.contains(&"down") {
        fs::write(dir.path().join("prisma/schema.prisma"), MIGRATED).unwrap();
    }
    if !case.before.is_empty() {
        let run = finish(&mut command(dir.path(), case.before), None);
        assert!(run.code < 2, "{:?} {}", case.before, run.err);
    }
    dir
}

/// The files and folders below a folder, with the texts of files. The times in the names of new migrations are left out.
fn tree(dir: &Path) -> BTreeMap<String, Option<String>> {
    fn add(root: &Path, folder: &Path, all: &mut BTreeMap<String, Option<String>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            let new = name.find("migrations/2").filter(|at| !name[*at..].starts_with("migrations/2024"));
            let name = new.map_or(name.to_owned(), |at| format!("{}{}", &name[..at + 11], &name[at + 26..]));
            if path.is_dir() {
                add(root, &path, all);
                all.insert(name, None);
            } else {
                all.insert(name, Some(fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut all = BTreeMap::new();
    add(dir, dir, &mut all);
    all
}

/// Says that a run failed at the disk, and named what it could not write.
fn assert_refused(case: &Case, run: &Run, reasons: &[&str]) {
    assert_eq!(run.code, 2, "{:?} {}{}", case.args, run.out, run.err);
    let is_named = |line: &str| {
        line.starts_with("prisma-lens: ")
            && line.contains(case.names)
            && reasons.iter().any(|it| line.contains(it))
    };
    assert_eq!(run.err.lines().filter(|line| is_named(line)).count(), 1, "{:?} {}", case.args, run.err);
    for word in ["Wrote", "Fixed ", "Formatted", "Set back", "Converted"] {
        assert!(!run.out.contains(word) && !run.err.contains(word), "{:?} {}{}", case.args, run.out, run.err);
    }
}

/// Runs a command in a copy of a project on a disk of its own. `mount` are the options of that disk; `prepare` is a script that is run in
/// it before. Returns how it ended, and the project after it.
fn run_on_disk(case: &Case, project: &Path, mount: &str, prepare: &str) -> (Run, TempDir) {
    const SCRIPT: &str = r#"
        set -e
        mount -t tmpfs -o "$2" tmpfs "$1/disk"
        cp -r "$1/project/." "$1/disk"
        cd "$1/disk"
        eval "$3"
        program=$4 out=$1/out
        shift 4
        set +e
        "$program" "$@"
        code=$?
        rm -f filler*
        cp -r . "$out"
        exit $code
    "#;
    let all = TempDir::new().unwrap();
    for name in ["disk", "out"] {
        fs::create_dir(all.path().join(name)).unwrap();
    }
    std::os::unix::fs::symlink(project, all.path().join("project")).unwrap();
    let mut shell = Command::new("unshare");
    shell.args(["--mount", "--user", "--map-root-user", "bash", "-c", SCRIPT, "bash"]);
    shell.arg(all.path()).args([mount, prepare, env!("CARGO_BIN_EXE_prisma-lens")]).args(case.args);
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    (finish(&mut shell, None), all)
}

#[test]
fn every_case_writes_on_a_good_disk() {
    for case in &CASES {
        let dir = shop(case);
        let before = tree(dir.path());
        let run = finish(&mut command(dir.path(), case.args), None);
        assert!(run.code < 2, "{:?} {}{}", case.args, run.out, run.err);
        assert_ne!(tree(dir.path()), before, "{:?} {}{}", case.args, run.out, run.err);
    }
}

/// With no block left, and with some: then a part of what is written has room.
#[test]
#[cfg_attr(not(all(has_namespaces, has_bash)), ignore = "needs namespaces and Bash")]
fn a_full_disk_keeps_what_was_there() {
    for case in &CASES {
        let dir = shop(case);
        let before = tree(dir.path());
        let good = shop(case);
        assert!(finish(&mut command(good.path(), case.args), None).code < 2);
        let after = tree(good.path());
        for free in 0..6 {
            let fill = format!(
                "dd if=/dev/zero of=filler bs=4096 2>/dev/null || true; truncate -s -{} filler",
                free * 4096
            );
            let (run, all) = run_on_disk(case, dir.path(), "size=512k", &fill);
            let found = tree(&all.path().join("out"));
            if free == 0 || run.code == 2 {
                assert_refused(case, &run, &["No space left on device"]);
                assert_eq!(found, before, "{:?} with {free} blocks", case.args);
            } else {
                assert_eq!(found, after, "{:?} with {free} blocks", case.args);
            }
        }
    }
}

#[test]
#[cfg_attr(not(all(has_namespaces, has_bash)), ignore = "needs namespaces and Bash")]
fn a_disk_without_room_for_more_files_keeps_what_was_there() {
    const FILL: &str = "n=0; while touch filler$n 2>/dev/null; do n=$((n+1)); done";
    for case in &CASES {
        let dir = shop(case);
        let before = tree(dir.path());
        let (run, all) = run_on_disk(case, dir.path(), "size=4m,nr_inodes=64", FILL);
        assert_refused(case, &run, &["No space left on device"]);
        assert_eq!(tree(&all.path().join("out")), before, "{:?}", case.args);
    }
}

#[test]
#[cfg_attr(not(all(has_namespaces, has_bash)), ignore = "needs namespaces and Bash")]
fn a_disk_that_cannot_be_written_is_named() {
    for case in &CASES {
        let dir = shop(case);
        let before = tree(dir.path());
        let (run, all) = run_on_disk(case, dir.path(), "size=4m", "mount -o remount,ro \"$PWD\"");
        assert_refused(case, &run, &["Read-only file system"]);
        assert_eq!(tree(&all.path().join("out")), before, "{:?}", case.args);
    }
}

/// The limit of the size of files is another way to be full.
#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn a_limit_of_the_size_of_files_keeps_what_was_there() {
    for case in &CASES {
        let dir = shop(case);
        let before = tree(dir.path());
        let mut limited = Command::new("bash");
        limited
            .args(["-c", "ulimit -f 0; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_prisma-lens")])
            .args(case.args);
        limited.current_dir(dir.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        assert_refused(case, &finish(&mut limited, None), &["File too large"]);
        assert_eq!(tree(dir.path()), before, "{:?}", case.args);
    }
}

/// Opens or closes all folders and files for everybody who is not root.
fn let_write(dir: &Path, may_write: bool) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let_write(&path, may_write);
        } else {
            fs::set_permissions(&path, fs::Permissions::from_mode(if may_write { 0o644 } else { 0o444 }))
                .unwrap();
        }
    }
    fs::set_permissions(dir, fs::Permissions::from_mode(if may_write { 0o755 } else { 0o555 })).unwrap();
}

/// A user who may read the project only. Root becomes somebody else for this.
#[test]
#[cfg_attr(not(all(has_setpriv, has_bash)), ignore = "needs setpriv and Bash")]
fn a_folder_of_another_user_is_left_alone() {
    // By a file that is open, since the program may lie in a folder that only root can enter.
    const SCRIPT: &str = r#"
        exec 3<"$0"
        if [ "$(id -u)" = 0 ]; then
          exec setpriv --reuid=65534 --regid=65534 --clear-groups /proc/self/fd/3 "$@"
        fi
        exec /proc/self/fd/3 "$@"
    "#;
    for case in &CASES {
        let dir = shop(case);
        let before = tree(dir.path());
        let_write(dir.path(), false);
        let mut other = Command::new("bash");
        other.args(["-c", SCRIPT, env!("CARGO_BIN_EXE_prisma-lens")]).args(case.args);
        other.current_dir(dir.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let run = finish(&mut other, None);
        let after = tree(dir.path());
        let_write(dir.path(), true);
        assert_refused(case, &run, &["Permission denied", "permission denied", "read-only file"]);
        assert_eq!(after, before, "{:?}", case.args);
    }
}
