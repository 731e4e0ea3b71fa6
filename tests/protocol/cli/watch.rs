//! `check --watch`: a second report after a change.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::{FLAGGED, ONLY, command, project, single};

/// How long one report may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `check --watch`; it ends with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(dir: &Path, args: &[&str]) -> Watch {
        let mut command = command(dir, &[&["check", "--watch"], args].concat());
        let mut child = command.spawn().unwrap();
        let (send, lines) = channel();
        let out = child.stdout.take().unwrap();
        let err = child.stderr.take().unwrap();
        let sent = send.clone();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).all(|line| sent.send(line).is_ok())
        });
        std::thread::spawn(move || {
            BufReader::new(err).lines().map_while(Result::ok).all(|line| send.send(line).is_ok())
        });
        Watch { child, lines }
    }

    /// Reads on to a line that contains this text.
    fn reads(&self, text: &str) {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(text) => return,
                Ok(line) => seen.push(line),
                Err(error) => panic!("no `{text}`: {error}; {seen:#?}"),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

const WAITS: &str = "Watching for changes";

/// As of `check --watch | head`: nothing has to change for the end.
#[cfg(unix)]
#[test]
fn it_ends_when_its_reader_leaves() {
    let dir = single(FLAGGED);
    let mut child = command(dir.path(), &["check", "--watch"]).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert!(!line.is_empty());
    while !line.contains(WAITS) {
        line.clear();
        assert!(err.read_line(&mut line).unwrap() > 0);
    }
    drop(out);
    let since = std::time::Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            None if since.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            ended => break ended,
        }
    };
    let _ = child.kill();
    assert_eq!(status.and_then(|it| it.code()), Some(0));
}

#[test]
fn a_changed_schema_is_checked_again() {
    let dir = single(FLAGGED);
    let watch = Watch::start(dir.path(), &ONLY);
    watch.reads(ONLY[1]);
    watch.reads(WAITS);
    std::fs::write(dir.path().join("schema.prisma"), "model A {\n  id Int @id\n}\n").unwrap();
    watch.reads("No problems found");
    watch.reads(WAITS);
    std::fs::write(dir.path().join("schema.prisma"), FLAGGED).unwrap();
    watch.reads(ONLY[1]);
    watch.reads(WAITS);
}

/// What a check has read are also settings, versions and the scripts that configurations import, and where it has looked.
#[test]
fn all_that_was_read_is_watched() {
    let dir = project(
        "//- /prisma.config.ts\nimport { schema } from \"./scripts/paths\";\nexport default { schema };\n\
         //- /scripts/paths.ts\nexport const schema = \"a.prisma\";\n\
         //- /a.prisma\nmodel A {\n  id Int @id\n  createdAt DateTime\n}\n\
         //- /b.prisma\nmodel B {\n  id Int @id\n  createdAt DateTime\n}\n",
    );
    let watch = Watch::start(dir.path(), &[]);
    watch.reads("a.prisma:");
    watch.reads(WAITS);
    let write = |path: &str, text: &str| std::fs::write(dir.path().join(path), text).unwrap();
    write("scripts/paths.ts", "export const schema = \"b.prisma\"; // now\n");
    watch.reads("b.prisma:");
    watch.reads(WAITS);
    write("prisma-lens.toml", "[lint]\npreset = 7\n");
    watch.reads("prisma-lens.toml");
    watch.reads(WAITS);
    write("prisma-lens.toml", "[rules]\ncreated-at-default = \"error\"\n");
    watch.reads("error[created-at-default]");
}

#[test]
fn what_cannot_begin_ends() {
    let dir = single(FLAGGED);
    let run = super::run(dir.path(), &["check", "--watch", "--config", "none.toml"]);
    assert_eq!(run.code, 2, "{}", run.err);
}
