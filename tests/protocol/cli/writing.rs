//! What is written is written whole or not at all: with a signal at any time, others who save, and no space.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use super::{Run, command, finish, project, run, single};

const UNFORMATTED: &str = "model A {\nid Int @id\n}\n";
const FORMATTED: &str = "model A {\n  id Int @id\n}\n";

/// The names in a folder, sorted.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// Runs the program with a limit of the size of files, in units of 1,024 bytes: to write beyond it fails as on a full disk.
fn run_limited(dir: &Path, blocks: u32, args: &[&str]) -> Run {
    let program = env!("CARGO_BIN_EXE_prisma-lens");
    let mut limited = Command::new("bash");
    limited.args(["-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\""), program]).args(args);
    limited.current_dir(dir).stdin(std::process::Stdio::null());
    limited.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    finish(&mut limited, None)
}

fn long_schema() -> String {
    let models = (0..400).map(|at| format!("model A{at} {{\nid Int @id\ncreatedAt DateTime\n}}\n"));
    models.collect()
}

#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn a_full_disk_loses_nothing() {
    let dir = single(&long_schema());
    let path = dir.path().join("schema.prisma");
    let is_whole = || assert_eq!(fs::read_to_string(&path).unwrap(), long_schema());
    let failed = |args: &[&str]| {
        let run = run_limited(dir.path(), 8, args);
        assert_eq!(run.code, 2, "{args:?} {}{}", run.out, run.err);
        assert!(run.err.contains("File too large") && !run.err.contains("formatted"), "{args:?} {}", run.err);
        is_whole();
    };
    failed(&["format"]);
    failed(&[
        "check",
        "--fix",
        "--select",
        "created-at-default",
        "--output-file",
        "report.txt",
        "--level",
        "hint",
    ]);
    failed(&["diagram", "--output", "schema.svg"]);
    fs::remove_file(dir.path().join("report.txt")).unwrap();
    assert_eq!(names(dir.path()), ["schema.prisma"]);
    // Standard output is a file too.
    let program = env!("CARGO_BIN_EXE_prisma-lens");
    let script = format!("ulimit -f 8; '{program}' diagram > cut.svg; echo $?; rm cut.svg");
    let cut = Command::new("bash").args(["-c", &script]).current_dir(dir.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&cut.stdout), "2\n");
    // In the place of the file itself.
    fs::hard_link(&path, dir.path().join("other")).unwrap();
    failed(&["format"]);
    let limited = run_limited(dir.path(), 0, &["init"]);
    assert_eq!(limited.code, 2, "{}", limited.err);
    let limited = run_limited(dir.path(), 0, &["check", "--write-baseline", "--baseline", "known.json"]);
    assert_eq!(limited.code, 2, "{}", limited.err);
    assert_eq!(names(dir.path()), ["other", "schema.prisma"]);
}

#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn a_migration_is_written_whole_or_not_at_all() {
    let dir = project(
        "//- /prisma/schema.prisma\ndatasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n}\n",
    );
    let args = ["migrate", "preview", "--name", "init"];
    let migrations = dir.path().join("prisma/migrations");
    let limited = run_limited(dir.path(), 0, &args);
    assert_eq!(limited.code, 2, "{}{}", limited.out, limited.err);
    assert!(!migrations.exists());
    assert_eq!(run(dir.path(), &args).code, 0);
    assert_eq!(names(&migrations).len(), 2);
}

/// Sends a signal to a run after a time, and returns the signal that ended it, if one did.
fn interrupt(dir: &Path, args: &[&str], signal: &str, after: Duration) -> Option<i32> {
    let mut child = command(dir, args).spawn().unwrap();
    std::thread::sleep(after);
    let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
    std::os::unix::process::ExitStatusExt::signal(&child.wait().unwrap())
}

#[test]
fn a_signal_leaves_whole_files_and_nothing_else() {
    const FILES: usize = 60;
    const RUNS: usize = 60;
    let dir = TempDir::new().unwrap();
    let mut ended = 0;
    let expected: Vec<String> = (0..FILES).map(|at| format!("f{at:02}.prisma")).collect();
    for at in 0..RUNS {
        for name in &expected {
            fs::write(dir.path().join(name), UNFORMATTED).unwrap();
        }
        // Half of them in place.
        let links = TempDir::new_in(dir.path().parent().unwrap()).unwrap();
        for name in expected.iter().step_by(2) {
            let path = dir.path().join(name);
            let _ = fs::hard_link(&path, links.path().join(name));
        }
        let signal = ["-INT", "-TERM", "-HUP"][at % 3];
        let signalled = interrupt(dir.path(), &["format"], signal, Duration::from_millis(2 * at as u64));
        ended += usize::from(signalled.is_some());
        assert_eq!(names(dir.path()), expected, "{signal} in run {at}");
        for name in &expected {
            let text = fs::read_to_string(dir.path().join(name)).unwrap();
            assert!(text == UNFORMATTED || text == FORMATTED, "{signal} in run {at}: {name} is {text:?}");
        }
    }
    assert!(ended > 0, "no signal came in time");
}

#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn a_signal_that_was_to_be_ignored_is_ignored() {
    let dir = TempDir::new().unwrap();
    for at in 0..60 {
        fs::write(dir.path().join(format!("f{at:02}.prisma")), UNFORMATTED).unwrap();
    }
    let program = env!("CARGO_BIN_EXE_prisma-lens");
    let script = format!(
        "trap '' HUP; '{program}' format & for i in $(seq 50); do kill -HUP $! || break; sleep 0.002; done; wait $!"
    );
    let status = Command::new("bash").args(["-c", &script]).current_dir(dir.path()).output().unwrap().status;
    assert_eq!(status.code(), Some(0));
    for name in names(dir.path()) {
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), FORMATTED);
    }
}

/// Somebody saves all the time while the file is formatted. The last version that they saved is there in the end, formatted or not.
fn save_while_formatting(save: impl Fn(&Path, &str) + Sync) {
    let dir = single(UNFORMATTED);
    let path = dir.path().join("schema.prisma");
    let version = |at: usize| format!("model A{at} {{\nid Int @id\n}}\n");
    for round in 0..25 {
        save(&path, &version(round * 1_000_000));
        let is_done = AtomicBool::new(false);
        let last = std::thread::scope(|scope| {
            let saver = scope.spawn(|| {
                let mut at = round * 1_000_000;
                while !is_done.load(Ordering::Relaxed) {
                    at += 1;
                    save(&path, &version(at));
                    std::thread::sleep(Duration::from_micros(200));
                }
                at
            });
            let run = run(dir.path(), &["format"]);
            is_done.store(true, Ordering::Relaxed);
            assert!(
                run.code == 0 || run.err.contains("modified in the meantime"),
                "{} {}",
                run.code,
                run.err
            );
            saver.join().unwrap()
        });
        let found = fs::read_to_string(&path).unwrap();
        let expected = version(last);
        assert!(
            found == expected || found == expected.replace("id Int", "  id Int"),
            "{expected} was lost: {found}"
        );
        assert_eq!(names(dir.path()).iter().filter(|name| name.contains(".prisma-lens")).count(), 0);
    }
}

#[test]
fn a_save_by_renaming_is_not_lost() {
    save_while_formatting(|path, text| {
        let beside = path.with_extension("saving");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, path).unwrap();
    });
}

#[test]
fn a_long_name_has_room_for_a_temporary_file() {
    let dir = TempDir::new().unwrap();
    for name in [format!("{}.prisma", "a".repeat(248)), format!("{}.prisma", "é".repeat(124))] {
        let path = dir.path().join(name);
        fs::write(&path, UNFORMATTED).unwrap();
        let run = run(dir.path(), &["format"]);
        assert_eq!((run.code, fs::read_to_string(&path).unwrap().as_str()), (0, FORMATTED), "{}", run.err);
    }
}

#[test]
fn an_output_may_be_a_link_a_pipe_or_a_device() {
    let dir = single(FORMATTED);
    std::os::unix::fs::symlink("real.svg", dir.path().join("link.svg")).unwrap();
    for _ in 0..2 {
        assert_eq!(run(dir.path(), &["diagram", "-o", "link.svg"]).code, 0);
        assert!(fs::read_to_string(dir.path().join("real.svg")).unwrap().ends_with("</svg>\n"));
        assert!(dir.path().join("link.svg").is_symlink());
    }
    let text = run(dir.path(), &["diagram", "-o", "/dev/stdout"]);
    assert!(text.code == 0 && text.out.ends_with("</svg>\n"), "{}", text.err);
    let full = run(dir.path(), &["diagram", "-o", "/dev/full"]);
    assert!(full.code == 2 && full.err.contains("cannot write the diagram"), "{}", full.err);
    // What was written there before stays.
    let log = fs::File::options().create(true).append(true).open(dir.path().join("log")).unwrap();
    fs::write(dir.path().join("log"), "before\n").unwrap();
    let logged = finish(command(dir.path(), &["check", "--output-file", "/dev/stdout"]).stdout(log), None);
    let text = fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(logged.code == 0 && text.starts_with("before\n") && text.len() > 10, "{text} {}", logged.err);
}

#[test]
fn a_plan_does_not_say_which_other_files_are_written() {
    let plan = |path: &str| {
        format!(
            "{{\"name\":\"x\",\"provider\":\"postgresql\",\"stages\":[{{\"title\":\"t\",\"kind\":\"migration\",\"migration\":\"x_1\",\
             \"files\":[{{\"path\":\"{path}\",\"text\":\"model B {{}}\"}}],\"sql\":[],\"inverse\":null,\"check\":null,\"reversible\":\"yes\",\
             \"lock\":\"\",\"note\":\"\"}}]}}"
        )
    };
    let dir = project(&format!(
        "//- /secret.txt\nkept\n//- /prisma/schema.prisma\ndatasource db {{\n  provider = \"postgresql\"\n}}\n\
         //- /prisma/migrations/1_a/migration.sql\n\n//- /prisma/migrations/1_a/plan.json\n{}\n",
        plan("../secret.txt")
    ));
    let refused = run(dir.path(), &["migrate", "plan", "--next"]);
    assert!(
        refused.code == 2 && refused.err.contains("not a file of the schema"),
        "{} {}",
        refused.code,
        refused.err
    );
    assert_eq!(fs::read_to_string(dir.path().join("secret.txt")).unwrap(), "kept\n");
    assert_eq!(names(&dir.path().join("prisma/migrations")), ["1_a"]);
}
