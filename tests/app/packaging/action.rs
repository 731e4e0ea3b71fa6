//! The action of GitHub: its script, run in a clone as the runner would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const OLD: &str = "model A {\n  id        Int      @id\n  createdAt DateTime\n}\n";
const NEW: &str = "model B {\n  id        Int      @id\n  createdAt DateTime\n}\n";

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]);
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A clone without history, as the runner makes it: the branch adds a finding to one of the base.
struct Checkout {
    dir: TempDir,
    folder: PathBuf,
}

/// What the script left.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    results: usize,
}

impl Checkout {
    /// `schema` is a path in the repository.
    fn new(schema: &str) -> Checkout {
        let dir = TempDir::new().unwrap();
        let origin = dir.path().join("origin");
        let write = |text: &str| {
            let path = origin.join(schema);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            git(&origin, &["add", "-A"]);
            git(&origin, &["commit", "-q", "-m", "next"]);
        };
        fs::create_dir(&origin).unwrap();
        git(&origin, &["init", "-q", "-b", "main"]);
        write(OLD);
        git(&origin, &["checkout", "-q", "-b", "change"]);
        // The old finding moves down.
        write(&format!("{NEW}\n{OLD}"));
        let url = format!("file://{}", origin.display());
        git(dir.path(), &["clone", "-q", "--depth=1", "--branch=change", &url, "clone"]);
        let folder = dir.path().join("clone");
        Checkout { dir, folder }
    }

    fn run(&self, working_directory: &str, variables: &[(&str, &str)]) -> Run {
        let output = self.dir.path().join("output");
        fs::write(&output, "").unwrap();
        let mut command = Command::new("bash");
        command.arg(support::root().join(".github/actions/check/check.sh"));
        command.current_dir(self.folder.join(working_directory)).env("RUNNER_TEMP", self.dir.path());
        command.env("GITHUB_OUTPUT", &output).env("PROGRAM", env!("CARGO_BIN_EXE_prisma-lens"));
        command.env("ARGUMENTS", "--select created-at-default --quiet").envs(variables.iter().copied());
        let run = command.output().unwrap();
        let named = fs::read_to_string(&output).unwrap();
        let sarif = named.trim().strip_prefix("sarif-file=").unwrap_or_else(|| panic!("{run:?}"));
        let sarif: Value = serde_json::from_str(&fs::read_to_string(sarif).unwrap()).unwrap();
        // The checkout is as it was.
        assert_eq!(git(&self.folder, &["status", "--porcelain"]), "");
        assert_eq!(git(&self.folder, &["worktree", "list"]).lines().count(), 1);
        Run {
            code: run.status.code(),
            out: String::from_utf8(run.stdout).unwrap(),
            results: sarif["runs"][0]["results"].as_array().unwrap().len(),
        }
    }
}

#[test]
#[cfg_attr(not(all(has_git, has_bash)), ignore = "needs git and Bash")]
fn all_findings_are_annotations() {
    let run = Checkout::new("prisma/schema.prisma").run(".", &[]);
    assert_eq!((run.code, run.results, run.out.matches("::warning ").count()), (Some(1), 2, 2), "{run:?}");
    assert!(run.out.starts_with("::warning file=prisma/schema.prisma,line=3"), "{run:?}");
}

#[test]
#[cfg_attr(not(all(has_git, has_bash)), ignore = "needs git and Bash")]
fn only_new_leaves_out_what_the_base_branch_has() {
    let checkout = Checkout::new("apps/my api/prisma/schema.prisma");
    // Also where the action runs in a folder, and where paths are named, one of them new on this branch.
    let paths = [
        (".", "."),
        ("apps/my api", "."),
        ("apps/my api", "prisma/schema.prisma"),
        (".", "apps/my api\napps/my api/prisma\n"),
    ];
    for (folder, paths) in paths {
        let run = checkout.run(folder, &[("BASE", "main"), ("CHECK_PATHS", paths)]);
        assert_eq!((run.code, run.results), (Some(1), 1), "{folder}, {paths}: {run:?}");
        assert!(run.out.contains("B.createdAt") && !run.out.contains("A.createdAt"), "{run:?}");
        assert!(run.out.contains("file=apps/my api/prisma/schema.prisma"), "{run:?}");
    }
    let run = checkout.run(".", &[("BASE", "main"), ("ANNOTATIONS", "false")]);
    assert!(!run.out.contains("::warning") && run.out.contains("created-at-default"), "{run:?}");
}

#[test]
#[cfg_attr(not(all(has_git, has_bash)), ignore = "needs git and Bash")]
fn a_folder_that_the_base_branch_lacks_is_new() {
    let checkout = Checkout::new("schema.prisma");
    let folder = checkout.folder.join("added");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("schema.prisma"), NEW).unwrap();
    git(&checkout.folder, &["add", "-A"]);
    git(&checkout.folder, &["commit", "-q", "-m", "added"]);
    let run = checkout.run("added", &[("BASE", "main")]);
    assert_eq!((run.code, run.results), (Some(1), 1), "{run:?}");
    let run = checkout.run(".", &[("BASE", "main"), ("CHECK_PATHS", "added")]);
    assert_eq!((run.code, run.results), (Some(1), 1), "{run:?}");
}
