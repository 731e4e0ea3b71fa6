//! Standard output that is full, closed, cannot be written, or has lost its reader; standard error that is closed.

use std::fs::{self, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{Run, command, finish, project, run};

/// Something to print for each command.
const SHOP: &str = r#"
    //- /package.json
    { "devDependencies": { "prisma": "6.19.0", "@prisma/client": "6.19.0" } }
    //- /prisma-lens.toml
    [environments.staging]
    url = { env = "STAGING_URL" }
    [migrations]
    newAfter = "20240101000000_init"
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }
    model User {
      id        Int      @id @default(autoincrement())
      slug      String?
      createdAt DateTime
      email     String

      @@index([slug])
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "User" ("id" SERIAL NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    //- /prisma/migrations/20240201000000_slug/migration.sql
    ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    CREATE INDEX "User_slug_idx" ON "User"("slug");
    //- /src/users.ts
    import { PrismaClient } from "@prisma/client";
    const prisma = new PrismaClient();
    export const find = (slug: string) => prisma.user.findMany({ where: { slug } });
"#;

/// A short schema, for commands that read one.
const INPUT: &[u8] = b"datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\nid Int @id\n}\n";

/// Every command that prints, in each of its formats.
const COMMANDS: [&[&str]; 68] = [
    &["--help"],
    &["--version"],
    &["help"],
    &["help", "check"],
    &["migrate", "--help"],
    &["advise"],
    &["advise", "--format", "json"],
    &["advise", "--format", "markdown"],
    &["check"],
    &["check", "--exit-zero", "--format", "json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "markdown"],
    &["check", "--statistics"],
    &["check", "--fix", "--dry-run", "--select", "created-at-default"],
    &["check", "--watch"],
    &["check", "--stdin"],
    &["check", "--stdin", "--fix"],
    &["check", "--output-file", "/dev/stdout"],
    &["check", "--write-baseline", "--baseline", "known.json"],
    &["completions", "bash"],
    &["completions", "elvish"],
    &["completions", "fish"],
    &["completions", "powershell"],
    &["completions", "zsh"],
    &["config"],
    &["config", "--schema"],
    &["convert", "--to", "8"],
    &["convert", "--to", "8", "--check"],
    &["convert", "--to", "8", "--format", "json"],
    &["convert", "--to", "8", "-"],
    &["db", "sql"],
    &["diagram"],
    &["diagram", "--format", "mermaid"],
    &["diagram", "--format", "dot"],
    &["diagram", "--output", "/dev/stdout"],
    &["explain", "fk-missing-index"],
    &["explain", "P2002"],
    &["format", "--check"],
    &["format", "--stdin"],
    &["init"],
    &["migrate", "diff", "--from", "empty", "--to", "prisma/schema.prisma"],
    &["migrate", "diff", "--from", "empty", "--to", "prisma/schema.prisma", "--summary"],
    &["migrate", "down", "--to", "init", "--dry-run"],
    &["migrate", "down", "--to", "init", "--dry-run", "--format", "json"],
    &["migrate", "lint"],
    &["migrate", "lint", "--format", "json"],
    &["migrate", "lint", "--format", "sarif"],
    &["migrate", "lint", "--format", "github"],
    &["migrate", "lint", "--format", "gitlab"],
    &["migrate", "lint", "--format", "markdown"],
    &["migrate", "plan"],
    &["migrate", "plan", "--format", "json"],
    &["migrate", "plan", "--format", "markdown"],
    &["migrate", "preview"],
    &["migrate", "preview", "--format", "json"],
    &["migrate", "report"],
    &["migrate", "report", "--format", "json"],
    &["migrate", "report", "--format", "markdown"],
    &["migrate", "run", "--environment", "staging", "--dry-run"],
    &["queries"],
    &["queries", "--format", "json"],
    &["report", "privacy"],
    &["report", "privacy", "--format", "json"],
    &["rules"],
    &["rules", "--prisma"],
    &["rules", "--format", "json"],
];

/// Commands that print nothing to standard output, or have a test of their own.
const OTHERS: [&str; 3] = ["db import", "lsp", "migrate verify"];

/// The commands that a help lists, with those of each of them.
fn listed(dir: &Path, of: &[&str]) -> Vec<String> {
    let help = run(dir, &[of, &["--help"]].concat()).out;
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        // More blanks begin a description that goes on.
        line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty())
    });
    let mut all = Vec::new();
    for name in names.filter(|name| *name != "help") {
        let path = [of, &[name]].concat();
        let below = listed(dir, &path);
        all.extend(if below.is_empty() { vec![path.join(" ")] } else { below });
    }
    all
}

#[test]
fn every_command_is_in_the_table() {
    let dir = TempDir::new().unwrap();
    let all = listed(dir.path(), &[]);
    assert!(all.len() > 20, "{all:?}");
    for name in all {
        let is_tested =
            COMMANDS.iter().any(|args| format!("{} ", args.join(" ")).starts_with(&format!("{name} ")));
        assert!(is_tested != OTHERS.contains(&name.as_str()), "{name}");
    }
}

/// The project that a command is run in.
fn shop(args: &[&str]) -> TempDir {
    let dir = project(SHOP);
    // What is not in a migration yet would be lost.
    if args.contains(&"down") {
        let schema = dir.path().join("prisma/schema.prisma");
        let text = fs::read_to_string(&schema).unwrap();
        let kept = text.lines().filter(|line| !line.contains("createdAt") && !line.contains("email"));
        fs::write(&schema, kept.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    }
    if args == ["init"] {
        fs::remove_file(dir.path().join("prisma-lens.toml")).unwrap();
    }
    dir
}

fn started(dir: &Path, args: &[&str]) -> Command {
    let mut command = command(dir, args);
    command.env("STAGING_URL", "postgresql://localhost/shop");
    command
}

/// Runs every command with a standard output, in a project of its own.
fn with_output(output: impl Fn(&mut Command)) -> Vec<(&'static [&'static str], Run)> {
    let runs = COMMANDS.iter().map(|args| {
        let dir = shop(args);
        let mut command = started(dir.path(), args);
        output(&mut command);
        (*args, finish(&mut command, Some(INPUT)))
    });
    runs.collect()
}

/// The lines of standard error that name the failure.
fn failures(run: &Run) -> Vec<&str> {
    run.err.lines().filter(|line| line.starts_with("prisma-lens: ") && line.contains("os error")).collect()
}

#[test]
fn every_command_of_the_table_prints() {
    for args in COMMANDS.iter().filter(|args| !args.contains(&"--watch")) {
        let dir = shop(args);
        let run = finish(&mut started(dir.path(), args), Some(INPUT));
        assert!(!run.out.is_empty() && run.code < 2, "{args:?} {} {}", run.code, run.err);
    }
}

/// A full disk is no success.
#[test]
fn a_full_output_ends_with_2() {
    let runs = with_output(|command| {
        command.stdout(OpenOptions::new().write(true).open("/dev/full").unwrap());
    });
    for (args, run) in runs {
        assert_eq!(run.code, 2, "{args:?} {}", run.err);
        let [failure] = failures(&run)[..] else { panic!("{args:?} {}", run.err) };
        assert!(failure.contains("No space left on device"), "{args:?} {failure}");
    }
}

/// What goes into a file that is open for reading only is lost.
#[test]
fn an_output_that_can_only_be_read_ends_with_2() {
    let runs = with_output(|command| {
        command.stdout(OpenOptions::new().read(true).open("/dev/null").unwrap());
    });
    for (args, run) in runs.iter().filter(|(args, _)| !args.contains(&"/dev/stdout")) {
        assert_eq!(run.code, 2, "{args:?} {}", run.err);
        let [failure] = failures(run)[..] else { panic!("{args:?} {}", run.err) };
        assert!(
            failure.contains("cannot write to standard output: Bad file descriptor"),
            "{args:?} {failure}"
        );
    }
}

/// Runs a command in a shell that redirects it.
fn redirected(dir: &Path, args: &[&str], redirection: &str) -> Run {
    let mut shell = Command::new("bash");
    shell.args(["-c", &format!("exec \"$0\" \"$@\" {redirection}"), env!("CARGO_BIN_EXE_prisma-lens")]);
    shell.args(args).current_dir(dir).env("STAGING_URL", "postgresql://localhost/shop");
    shell.stdout(Stdio::piped()).stderr(Stdio::piped());
    finish(&mut shell, Some(INPUT))
}

#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn a_closed_output_ends_with_2() {
    for args in COMMANDS {
        let dir = shop(args);
        let run = redirected(dir.path(), args, ">&-");
        // The standard library has `/dev/null` there, which what is named `/dev/stdout` then is.
        if args.contains(&"/dev/stdout") {
            continue;
        }
        assert_eq!(run.code, 2, "{args:?} {}", run.err);
        let [failure] = failures(&run)[..] else { panic!("{args:?} {}", run.err) };
        assert!(
            failure.contains("cannot write to standard output: Bad file descriptor"),
            "{args:?} {failure}"
        );
    }
    let dir = project(SHOP);
    let server = redirected(dir.path(), &["lsp"], ">&-");
    assert!(server.code == 2 && failures(&server).len() == 1, "{} {}", server.code, server.err);
}

/// The exit code is what it is with a standard error that can be written.
#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn a_closed_or_full_standard_error_changes_nothing() {
    let more: [&[&str]; 4] = [&["chekc"], &["explain", "nothing"], &["format"], &["check", "gone.prisma"]];
    let quick = COMMANDS.into_iter().filter(|args| !args.contains(&"--watch"));
    for args in quick.chain(more) {
        let of = |redirection: &str| {
            let dir = shop(args);
            let run = redirected(dir.path(), args, redirection);
            (run.code, run.out)
        };
        let expected = of("2>/dev/null");
        for redirection in ["2>&-", "2>/dev/full"] {
            let found = of(redirection);
            assert_eq!((found.0, found.1.len()), (expected.0, expected.1.len()), "{args:?} {redirection}");
        }
    }
    let dir = project(SHOP);
    assert_eq!(redirected(dir.path(), &["rules"], "> /dev/full 2>&-").code, 2);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    for args in COMMANDS.iter().filter(|args| !args.contains(&"/dev/stdout")) {
        let dir = shop(args);
        let mut child = started(dir.path(), args).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.code().is_some_and(|code| code < 2), "{args:?} {} {err}", ended.status);
        assert!(!err.contains("standard output") && !err.contains("panicked"), "{args:?} {err}");
    }
}

#[test]
fn a_server_whose_client_takes_nothing_ends() {
    let dir = project(SHOP);
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let input = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let mut server = command(dir.path(), &["lsp"]);
    server.stdout(OpenOptions::new().write(true).open("/dev/full").unwrap());
    let mut server = server.stdin(Stdio::piped()).spawn().unwrap();
    // It stays open: the client is still there.
    let mut stdin = server.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    let mut err = String::new();
    server.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    let code = server.wait().unwrap().code();
    assert!(
        code == Some(1) && err.contains("the session ends: standard output was closed"),
        "{code:?} {err}"
    );
}

/// What a command was asked to write is written, whether it can say so or not.
#[test]
fn a_file_is_written_though_the_output_is_full() {
    let dir = project(SHOP);
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let args = ["check", "--write-baseline", "--baseline", "known.json"];
    assert_eq!(finish(command(dir.path(), &args).stdout(full), None).code, 2);
    assert!(fs::read_to_string(dir.path().join("known.json")).unwrap().ends_with("}\n"));
}
