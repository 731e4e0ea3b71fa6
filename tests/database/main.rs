//! `prisma-lens-db`, on real databases. Each test starts its own server, and is reported as ignored where the server is not installed.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    dead_code,
    reason = "a panic is how a test fails, also in the functions that tests share; other tests need more of the servers"
)]

#[path = "../databases/server.rs"]
mod server;

mod controls;
mod explain;
mod failures;
mod hypothetical;
mod mariadb;
mod postgresql;
mod replicas;
mod sqlite;
mod tls;
mod verify;

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use support::fixture::Fixture;
use tempfile::TempDir;

/// How a run ended, and what it has said.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The files of a fixture in a folder of their own.
pub fn project(fixture: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    for file in &Fixture::parse(fixture).files {
        let path = dir.path().join(file.path.strip_prefix("/").unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.text).unwrap();
    }
    dir
}

/// Users and their posts, and code that asks for them.
pub fn blog(provider: &str) -> TempDir {
    project(&format!(
        r#"
    //- /package.json
    {{ "devDependencies": {{ "prisma": "6.19.0" }} }}
    //- /prisma/schema.prisma
    datasource db {{
      provider = "{provider}"
      url      = env("DATABASE_URL")
    }}
    model User {{
      id    Int    @id
      email String @unique
      name  String
      posts Post[]
      @@index([name])
    }}
    model Post {{
      id       Int  @id
      authorId Int
      author   User @relation(fields: [authorId], references: [id])
      @@map("posts")
    }}
    //- /src/users.ts
    import {{ PrismaClient }} from "@prisma/client";
    const prisma = new PrismaClient();
    export async function find(email: string, name: string) {{
      await prisma.user.findMany({{ where: {{ name }} }});
      return prisma.user.findUnique({{ where: {{ email }} }});
    }}
"#
    ))
}

pub fn command(dir: &Path, url: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prisma-lens-db"));
    command.args(args).current_dir(dir).env("DATABASE_URL", url);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn run(dir: &Path, url: &str, args: &[&str]) -> Run {
    finish(command(dir, url, args).spawn().unwrap())
}

pub fn finish(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    let run =
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

/// The findings of a report: `P1 code subject`.
pub fn findings(dir: &Path, url: &str, args: &[&str]) -> (Vec<String>, Value, i32) {
    let run = run(dir, url, &[args, &["--format", "json"]].concat());
    assert_eq!(run.err, "", "{}", run.out);
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let found = report["findings"].as_array().unwrap().iter();
    let found =
        found.map(|it| format!("{} {} {}", text(it, "priority"), text(it, "code"), text(it, "subject")));
    (found.collect(), report, run.code)
}

/// A client that stays connected, and runs what it is given.
pub struct OpenClient(pub Child);

impl OpenClient {
    pub fn start(mut client: Command, script: &str) -> OpenClient {
        let mut child =
            client.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let input = child.stdin.as_mut().unwrap();
        input.write_all(script.as_bytes()).unwrap();
        input.flush().unwrap();
        OpenClient(child)
    }
}

impl Drop for OpenClient {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until something is so.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = std::time::Instant::now();
    while !is_so() {
        assert!(start.elapsed().as_secs() < 30, "{what}");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}
