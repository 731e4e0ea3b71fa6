//! The commands of the README work as they are written there.

use std::fs;
use std::process::{Command, Stdio};

use support::fixture::Fixture;
use tempfile::TempDir;

const PROJECT: &str = r#"
    //- /package.json
    { "name": "shop", "devDependencies": { "prisma": "6.19.0" } }
    //- /known.json
    {}
    //- /prisma-lens.toml
    migrations.newAfter = "20240102000000_add_slug"
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }

    model Order {
      id   Int     @id
      slug String?
      note String?
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "Order" ("id" INTEGER NOT NULL, CONSTRAINT "Order_pkey" PRIMARY KEY ("id"));
    //- /prisma/migrations/20240102000000_add_slug/migration.sql
    ALTER TABLE "Order" ADD COLUMN "slug" TEXT;
    //- /prisma/migrations/20240103000000_add_note/migration.sql
    ALTER TABLE "Order" ADD COLUMN "note" TEXT;
"#;

/// Commands that wait for changes, or need a database: only their arguments are checked here.
const NOT_RUN: [&str; 3] =
    ["prisma-lens check --watch", "prisma-lens migrate verify", "prisma-lens migrate run"];

/// Other commands, each with the test that runs it.
const RUN_ELSEWHERE: [(&str, &str); 2] =
    [("npm install --save-dev prisma-lens", "packaging::npm"), ("npx prisma-lens check", "packaging::npm")];

/// The commands of the blocks of shell commands, without their comments, except of blocks that are marked as not run.
fn commands(page: &str) -> Vec<&str> {
    let mut parts = page.split("\n```sh\n");
    let mut before = parts.next().unwrap();
    let mut found = Vec::new();
    for part in parts {
        let (block, rest) = part.split_once("\n```").unwrap();
        if !before.lines().last().unwrap_or_default().starts_with("<!-- not run: ") {
            found.extend(block.lines().map(|line| line.split(" #").next().unwrap().trim_end()));
        }
        before = rest;
    }
    found
}

fn project() -> TempDir {
    let dir = TempDir::new().unwrap();
    for file in &Fixture::parse(PROJECT).files {
        let path = dir.path().join(file.path.strip_prefix("/").unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    dir
}

/// Runs commands, each in a project of its own, and gives how many there were. None may fail but by findings.
fn run_all<'a>(commands: impl IntoIterator<Item = &'a str>) -> usize {
    let mut failures = String::new();
    let mut count = 0;
    for command in commands {
        let arguments = command.strip_prefix("prisma-lens ").unwrap();
        let dir = project();
        if arguments == "init" {
            fs::remove_file(dir.path().join("prisma-lens.toml")).unwrap();
        }
        let arguments = arguments.split(" > ").next().unwrap();
        let (arguments, input) = arguments.split_once(" < ").unwrap_or((arguments, "/dev/null"));
        let mut run = Command::new(env!("CARGO_BIN_EXE_prisma-lens"));
        run.current_dir(dir.path()).args(arguments.split(' ').map(|it| it.trim_matches('"')));
        if NOT_RUN.iter().any(|known| command.starts_with(known)) {
            run.arg("--help");
        }
        let input = fs::File::open(dir.path().join(input)).map_or_else(|_| Stdio::null(), Stdio::from);
        let output = run.stdin(input).output().unwrap();
        count += 1;
        // 1 stands for findings.
        if !matches!(output.status.code(), Some(0 | 1)) {
            failures += &format!("{command}: {}\n", String::from_utf8_lossy(&output.stderr));
        }
    }
    assert!(failures.is_empty(), "{failures}");
    count
}

fn read(path: &str) -> String {
    fs::read_to_string(support::root().join(path)).unwrap()
}

#[test]
fn every_command_works() {
    let page = read("README.md");
    let (own, others): (Vec<&str>, Vec<&str>) =
        commands(&page).into_iter().partition(|command| command.starts_with("prisma-lens "));
    for command in others {
        assert!(RUN_ELSEWHERE.iter().any(|(known, _)| *known == command), "no test runs `{command}`");
    }
    let count = run_all(own);
    assert!(count > 25, "{count} commands");
}

/// What hooks and jobs run.
#[test]
fn the_commands_of_hooks_and_jobs_work() {
    let (hooks, job) = (read(".pre-commit-hooks.yaml"), read("server/packaging/gitlab/prisma-lens.yml"));
    let entries = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: "));
    let script = job.lines().filter_map(|line| line.trim().strip_prefix("- npx --yes "));
    assert_eq!(run_all(entries.chain(script)), 4);
}

/// Examples that install the program name the version of this repository.
#[test]
fn examples_name_this_version() {
    let page = read("README.md");
    let version = env!("CARGO_PKG_VERSION");
    for text in [format!("[prisma-lens@{version}]"), format!("/.github/actions/check@v{version}\n")] {
        assert!(page.contains(&text), "{text}");
    }
}
