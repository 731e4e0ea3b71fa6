//! Commits as sides of a comparison, read without git; the repositories are made with git.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::run;

const ONE: &str = "datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n}\n";
const TWO: &str = "datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n  b  Int?\n}\n";
const ADDED: &str = "-- AlterTable\nALTER TABLE \"A\" ADD COLUMN \"b\" INTEGER;\n";

fn git(dir: &Path, args: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(dir)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(dir: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-q", "-m", "next"]);
}

/// A repository with two commits of a schema, the first with a tag.
fn repository() -> TempDir {
    let dir = TempDir::new().unwrap();
    git(dir.path(), &["init", "-q", "-b", "main"]);
    commit(dir.path(), &[("db/prisma/schema.prisma", ONE), ("package.json", "{}")]);
    git(dir.path(), &["tag", "-a", "v1", "-m", "one"]);
    git(dir.path(), &["branch", "feature/one"]);
    commit(dir.path(), &[("db/prisma/schema.prisma", TWO)]);
    dir
}

fn diff(dir: &Path, revision: &str) -> String {
    let side = format!("git:{revision}");
    let run = run(dir, &["migrate", "diff", "--from", &side, "--to", "prisma/schema.prisma"]);
    assert_eq!(run.code, 0, "{revision}: {}", run.err);
    run.out
}

#[test]
#[cfg_attr(not(has_git), ignore = "needs git")]
fn a_commit_is_a_side() {
    let dir = repository();
    let project = dir.path().join("db");
    let head = String::from_utf8(
        Command::new("git").args(["rev-parse", "HEAD~1"]).current_dir(dir.path()).output().unwrap().stdout,
    )
    .unwrap();
    let hash = head.trim();
    let check = |project: &Path| {
        for revision in
            ["HEAD~1", "HEAD^", "v1", "v1^0", "feature/one", "refs/tags/v1", "main~", hash, &hash[..7]]
        {
            assert_eq!(diff(project, revision), ADDED, "{revision}");
        }
        for revision in ["HEAD", "@", "main"] {
            assert_eq!(diff(project, revision), "-- This is an empty migration.\n", "{revision}");
        }
    };
    check(&project);
    // Objects and references in packs, and a work tree beside the first one.
    git(dir.path(), &["gc", "-q"]);
    check(&project);
    git(dir.path(), &["worktree", "add", "-q", "beside", "-b", "other"]);
    let beside = dir.path().join("beside");
    assert_eq!(diff(&beside.join("db"), "v1"), ADDED);
    assert_eq!(diff(&beside.join("db"), "HEAD~1"), ADDED);
}

#[test]
#[cfg_attr(not(has_git), ignore = "needs git")]
fn what_is_no_commit_is_said() {
    let dir = repository();
    let project = dir.path().join("db");
    for revision in ["nowhere", "main~9", "HEAD^2", "v1^x", "main..v1", "", "-", "\u{fc}~", "~1"] {
        let side = format!("git:{revision}");
        let run = run(&project, &["migrate", "diff", "--from", &side, "--to", "prisma/schema.prisma"]);
        assert_eq!(run.code, 2, "{revision}: {}", run.out);
        assert!(run.err.contains("there is no commit"), "{revision}: {}", run.err);
    }
    let outside = super::single(ONE);
    let run = run(outside.path(), &["migrate", "diff", "--from", "git:HEAD", "--to", "schema.prisma"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is not in a git repository"), "{}", run.err);
}

#[test]
#[cfg_attr(not(has_git), ignore = "needs git")]
fn only_migrations_that_a_commit_does_not_have_are_linted() {
    let dir = TempDir::new().unwrap();
    git(dir.path(), &["init", "-q", "-b", "main"]);
    let drop = "ALTER TABLE \"A\" DROP COLUMN \"b\";\n";
    let lock = ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    commit(dir.path(), &[lock, ("prisma/migrations/20240101000000_a/migration.sql", drop)]);
    let second = dir.path().join("prisma/migrations/20240102000000_b");
    std::fs::create_dir_all(&second).unwrap();
    std::fs::write(second.join("migration.sql"), drop).unwrap();
    let lint =
        |revision: &str| run(dir.path(), &["migrate", "lint", "prisma/migrations", "--since", revision]);
    let new = lint("main");
    assert!(
        new.out.contains("in 1 migration") && new.out.contains("20240102000000_b"),
        "{}{}",
        new.out,
        new.err
    );
    // Line ends are no change.
    let first = dir.path().join("prisma/migrations/20240101000000_a/migration.sql");
    std::fs::write(&first, drop.replace('\n', "\r\n")).unwrap();
    assert!(lint("main").out.contains("in 1 migration"));
    std::fs::write(&first, format!("{drop}{drop}")).unwrap();
    assert!(lint("main").out.contains("in 2 migrations"));
    assert_eq!(lint("nowhere").code, 2);
}

#[test]
#[cfg_attr(not(has_git), ignore = "needs git")]
fn check_looks_at_migrations_that_the_default_branch_does_not_have() {
    let dir = TempDir::new().unwrap();
    git(dir.path(), &["init", "-q", "-b", "master"]);
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n";
    let create = "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, \"b\" INTEGER, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n";
    let drop = "ALTER TABLE \"A\" DROP COLUMN \"b\";\n";
    let old = "prisma/migrations/20240102000000_b/migration.sql";
    commit(
        dir.path(),
        &[
            ("prisma/schema.prisma", schema),
            ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
            ("prisma/migrations/20240101000000_a/migration.sql", create),
            (old, drop),
        ],
    );
    let check = || run(dir.path(), &["check", "--select", "drop-column"]).out;
    assert!(!check().contains("drop-column"), "{}", check());
    git(dir.path(), &["checkout", "-q", "-b", "feature"]);
    let new = "prisma/migrations/20240103000000_c/migration.sql";
    commit(dir.path(), &[(new, drop)]);
    let found = check();
    assert!(found.contains(new) && !found.contains(old), "{found}");
    // What the remote has counts before what is here.
    git(dir.path(), &["update-ref", "refs/remotes/origin/trunk", "HEAD"]);
    git(dir.path(), &["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"]);
    assert!(!check().contains("drop-column"), "{}", check());
    let settings = |text: &str| std::fs::write(dir.path().join("prisma-lens.toml"), text).unwrap();
    settings("[migrations]\nlint = \"all\"\n");
    assert!(check().contains(new) && check().contains(old), "{}", check());
    settings("[migrations]\nnewAfter = \"20240102000000_b\"\n");
    assert!(check().contains(new) && !check().contains(old), "{}", check());
    settings("[migrations]\nlint = \"off\"\nnewAfter = \"2023\"\n");
    assert!(!check().contains("drop-column"), "{}", check());
    // Only what is named is checked, and without git all counts as applied.
    settings("[migrations]\nlint = \"all\"\n");
    let named = run(dir.path(), &["check", "--select", "drop-column", "prisma/schema.prisma"]);
    assert!(!named.out.contains("drop-column"), "{}", named.out);
    settings("");
    std::fs::remove_dir_all(dir.path().join(".git")).unwrap();
    assert!(!check().contains("drop-column"), "{}", check());
}

#[test]
#[cfg_attr(not(has_git), ignore = "needs git")]
fn migrations_are_held_against_the_default_branch() {
    let dir = TempDir::new().unwrap();
    git(dir.path(), &["init", "-q", "-b", "main"]);
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n";
    let create =
        "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n";
    let first = "prisma/migrations/20240102000000_a/migration.sql";
    let files = [
        ("prisma/schema.prisma", schema),
        ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
        (first, create),
    ];
    commit(dir.path(), &files);
    git(dir.path(), &["checkout", "-q", "-b", "feature"]);
    commit(
        dir.path(),
        &[
            (first, &format!("{create}-- more\nDROP TABLE \"B\";\n")),
            ("prisma/migrations/20240101000000_late/migration.sql", "SELECT 1;\n"),
            ("prisma/migrations/20240103000000_copy/migration.sql", "SELECT 1;\n"),
            (
                "prisma/migrations/20240104000000_more/migration.sql",
                "ALTER TABLE \"A\" ADD COLUMN \"x\" TEXT;\n",
            ),
        ],
    );
    let codes = |arguments: &[&str]| -> Vec<String> {
        let run = run(dir.path(), arguments);
        let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let found = value["findings"].as_array().or(value.as_array()).unwrap().iter();
        let of_sql = found.filter(|it| it.to_string().contains("migration.sql"));
        let mut codes: Vec<String> = of_sql.map(|it| it["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes
    };
    let all = ["copied-migration", "edited-applied", "out-of-order", "schema-would-revert"];
    assert_eq!(codes(&["check", "--format", "json"]), all);
    let select = "copied-migration,edited-applied,out-of-order,schema-would-revert,drop-table";
    let lint = codes(&["migrate", "lint", "--format", "json", "--select", select]);
    assert_eq!(
        lint,
        ["copied-migration", "drop-table", "edited-applied", "out-of-order", "schema-would-revert"]
    );
    // A new migration that is not committed yet is new as well, and the edit may be on the disk only.
    git(dir.path(), &["checkout", "-q", "main"]);
    assert_eq!(codes(&["check", "--format", "json"]), [] as [&str; 0]);
    std::fs::write(dir.path().join(first), "SELECT 2;\n").unwrap();
    assert_eq!(codes(&["check", "--format", "json"]), ["edited-applied"]);
}
