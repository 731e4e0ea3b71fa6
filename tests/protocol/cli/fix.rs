//! Fixes: written to the files, as a diff, or to standard output.

use expect_test::expect;

use super::{FLAGGED, check, check_input, project, run, single};

const MENDED: &str = "model A {\n  id        Int      @id\n  createdAt DateTime @default(now())\n}\n";

fn read(dir: &std::path::Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).unwrap()
}

#[test]
fn fixes_are_written_to_the_files_that_hold_the_blocks() {
    let dir = project(&format!(
        "//- /prisma/base.prisma\ndatasource db {{\n  provider = \"postgresql\"\n}}\n\
         //- /prisma/a.prisma\n{FLAGGED}//- /prisma/clean.prisma\nmodel C {{\n  id Int @id\n}}\n"
    ));
    let clean = std::fs::metadata(dir.path().join("prisma/clean.prisma")).unwrap().modified().unwrap();
    let run = check(dir.path(), &["--fix"]);
    expect![[r#"
        Fixed 1 finding in 1 file.
        No problems found in 3 schema files.
    "#]]
    .assert_eq(&run.out);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(read(dir.path(), "prisma/a.prisma"), MENDED);
    let after = std::fs::metadata(dir.path().join("prisma/clean.prisma")).unwrap().modified().unwrap();
    assert_eq!(clean, after, "a file without fixes is not written");
    assert_eq!(std::fs::read_dir(dir.path().join("prisma")).unwrap().count(), 3, "nothing is left behind");
    assert_eq!(check(dir.path(), &["--fix"]).out, "No problems found in 3 schema files.\n");
}

#[test]
fn newlines_a_byte_order_mark_and_permissions_stay() {
    let text = format!("\u{feff}{}", FLAGGED.replace('\n', "\r\n"));
    let dir = single(&text);
    let path = dir.path().join("schema.prisma");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    }
    assert_eq!(check(dir.path(), &["--fix"]).code, 0);
    assert_eq!(read(dir.path(), "schema.prisma"), format!("\u{feff}{}", MENDED.replace('\n', "\r\n")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let dir = project(&format!("//- /real/a.txt\n{FLAGGED}"));
    let link = dir.path().join("schema.prisma");
    std::os::unix::fs::symlink("real/a.txt", &link).unwrap();
    assert_eq!(check(dir.path(), &["--fix"]).code, 0);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(dir.path(), "real/a.txt"), MENDED);
}

#[test]
fn a_write_protected_file_is_left_alone_and_named() {
    let dir = single(FLAGGED);
    let path = dir.path().join("schema.prisma");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let run = check(dir.path(), &["--fix"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("schema.prisma: cannot write it: read-only file."), "{}", run.err);
    assert!(run.out.contains("Fixes in 1 of 1 file could not be written."), "{}", run.out);
    assert_eq!(read(dir.path(), "schema.prisma"), FLAGGED);
}

#[test]
fn a_dry_run_prints_a_diff_and_changes_nothing() {
    let dir = single(FLAGGED);
    let run = check(dir.path(), &["--fix", "--dry-run"]);
    expect![[r#"
        --- a/schema.prisma
        +++ b/schema.prisma
        @@ -1,4 +1,4 @@
         model A {
           id        Int      @id
        -  createdAt DateTime
        +  createdAt DateTime @default(now())
         }
    "#]]
    .assert_eq(&run.out);
    assert!(run.err.contains("Would fix 1 finding in 1 file."), "{}", run.err);
    assert_eq!(run.code, 1, "something would change");
    assert_eq!(read(dir.path(), "schema.prisma"), FLAGGED);
    assert_eq!(check(dir.path(), &["--fix"]).code, 0);
    let clean = check(dir.path(), &["--fix", "--dry-run"]);
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
}

/// `git apply` refuses `a//`.
#[test]
fn a_diff_has_single_slashes() {
    let (dir, elsewhere) = (single(FLAGGED), tempfile::tempdir().unwrap());
    let path = dir.path().join("schema.prisma");
    let run = check(elsewhere.path(), &["--fix", "--dry-run", path.to_str().unwrap()]);
    assert!(run.out.starts_with("--- a/") && !run.out.contains("a//"), "{}", run.out);
}

#[test]
fn standard_input_comes_back_mended() {
    let dir = single("");
    let mended = check_input(dir.path(), &["--stdin", "--fix"], FLAGGED);
    assert_eq!((mended.out.as_str(), mended.code), (MENDED, 0));
    let same = check_input(dir.path(), &["--stdin", "--fix"], MENDED);
    assert_eq!(same.out, MENDED);
}

#[test]
fn only_findings_that_are_told_are_fixed() {
    let dir = single(FLAGGED);
    check(dir.path(), &["--fix", "--ignore", "created-at-default"]);
    assert_eq!(read(dir.path(), "schema.prisma"), FLAGGED);
    let other = project(&format!("//- /a.prisma\n{FLAGGED}//- /b.prisma\n{FLAGGED}"));
    check(other.path(), &["--fix", "b.prisma"]);
    assert_eq!(
        (read(other.path(), "a.prisma").as_str(), read(other.path(), "b.prisma").as_str()),
        (FLAGGED, MENDED)
    );
}

/// A foreign key without an index: its safe fix adds one to a table.
const UNINDEXED: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id        Int      @id\n  createdAt DateTime @default(now())\n  \
     updatedAt DateTime @updatedAt\n  bs        B[]\n}\n\nmodel B {\n  id        Int      @id\n  aId       Int\n  \
     a         A        @relation(fields: [aId], references: [id], onDelete: Restrict)\n  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt\n}\n";

#[test]
fn the_lock_of_new_indexes_is_mentioned() {
    let dir = single(UNINDEXED);
    let first = run(dir.path(), &["check", "--fix"]);
    assert!(first.out.contains("The fixes add 1 index: the migration locks"), "{}", first.out);
    let other = single(FLAGGED);
    assert!(!run(other.path(), &["check", "--fix"]).out.contains("locks"));
}

#[test]
fn generated_files_are_changed_on_request_only() {
    let text = format!("// This file is generated by a tool. Do not edit it.\n\n{UNINDEXED}");
    let dir = single(&text);
    run(dir.path(), &["check", "--fix"]);
    assert_eq!(read(dir.path(), "schema.prisma"), text);
    run(dir.path(), &["check", "--fix", "--unsafe-fixes"]);
    assert!(read(dir.path(), "schema.prisma").contains("@@index([aId])"));
}

#[test]
fn a_dry_run_reports_the_file_on_the_disk_in_any_format() {
    let text = UNINDEXED.replace(
        "  id        Int      @id\n  aId",
        "  id        Int      @id\n  tags      String[]\n  price     Float\n  aId",
    );
    let dir = single(&text);
    let run = run(dir.path(), &["check", "--fix", "--dry-run", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    for finding in report["findings"].as_array().unwrap() {
        let line = finding["range"]["start"]["line"].as_u64().unwrap() as usize;
        let code = finding["code"].as_str().unwrap();
        let expected = match code {
            "list-default-empty" => "tags",
            "float-money" => "price",
            "fk-missing-index" => "@relation",
            _ => continue,
        };
        assert!(text.lines().nth(line - 1).unwrap().contains(expected), "{code} at {line}");
    }
    assert!(report["summary"]["fixable"].as_u64().unwrap() >= 2, "{}", run.out);
    assert_eq!(read(dir.path(), "schema.prisma"), text);
}
