//! What cannot be checked: said plainly, and nothing else is left out for it.

use super::{FLAGGED, check, check_input, project, run, single};

#[test]
fn a_path_that_does_not_exist_leaves_the_others_checked() {
    let dir = single(FLAGGED);
    let run = check(dir.path(), &["gone.prisma", "schema.prisma"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("gone.prisma: no such file or folder."), "{}", run.err);
    assert!(run.out.contains("--> schema.prisma:3:3"), "{}", run.out);
}

#[test]
fn a_folder_without_a_schema_is_said() {
    let dir = project("//- /package.json\n{}\n//- /src/a.ts\n\n");
    let default = check(dir.path(), &[]);
    assert_eq!(default.code, 2);
    assert!(default.err.contains("no Prisma schema (`*.prisma`) below this folder"), "{}", default.err);
    let named = check(dir.path(), &["src"]);
    assert!(named.err.starts_with("prisma-lens: src: "), "{}", named.err);
    assert_eq!((named.code, named.out.as_str()), (2, ""));
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let dir = project("//- /package.json\n{}\n");
    let run = check(dir.path(), &["package.json"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the name does not end with `.prisma`"), "{}", run.err);
}

#[test]
fn a_file_that_is_not_utf_8_is_named_with_the_line() {
    let dir = single(FLAGGED);
    std::fs::write(dir.path().join("latin.prisma"), b"model B {\n  // caf\xe9\n}\n").unwrap();
    for args in [&[][..], &["latin.prisma", "schema.prisma"]] {
        let run = check(dir.path(), args);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("latin.prisma: invalid UTF-8 in line 2"), "{}", run.err);
        assert!(run.out.contains("--> schema.prisma:3:3"), "{}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named() {
    let dir = single(FLAGGED);
    std::os::unix::fs::symlink("nowhere", dir.path().join("link.prisma")).unwrap();
    let run = check(dir.path(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("link.prisma: no such file"), "{}", run.err);
    assert!(run.out.contains("--> schema.prisma:3:3"), "{}", run.out);
}

/// What settings decide is not decided by others because they cannot be read.
#[test]
fn broken_settings_are_named_by_commands_that_need_them() {
    let files = "//- /prisma/schema.prisma\ndatasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n\
                 //- /src/a.ts\nimport { PrismaClient } from \"@prisma/client\";\nnew PrismaClient().a.findMany();\n\
                 //- /prisma/migrations/1_a/migration.sql\nCREATE TABLE \"A\" (\"id\" INTEGER PRIMARY KEY);\n\
                 //- /prisma/migrations/migration_lock.toml\nprovider = \"postgresql\"\n";
    let dir = project(files);
    let commands: [&[&str]; 10] = [
        &["check"],
        &["config"],
        &["format", "--check"],
        &["convert", "--to", "8"],
        &["queries"],
        &["advise"],
        &["report", "privacy"],
        &["migrate", "lint"],
        &["migrate", "preview"],
        &["migrate", "plan"],
    ];
    let said = |args: &[&str]| {
        let run = run(dir.path(), args);
        (run.code, format!("{}{}", run.out, run.err))
    };
    for args in commands {
        let (code, text) = said(args);
        assert!(code < 2 && !text.contains("prisma-lens.toml"), "{args:?}: {code} {text}");
    }
    for broken in [&b"rules = [\n"[..], b"\xff\xfe", b"format = 3\n"] {
        std::fs::write(dir.path().join("prisma-lens.toml"), broken).unwrap();
        for args in commands {
            let run = run(dir.path(), args);
            assert_eq!(run.code, 2, "{args:?}: {run:?}");
            assert!(format!("{}{}", run.out, run.err).contains("prisma-lens.toml"), "{args:?}: {run:?}");
            let mut lines: Vec<&str> = run.err.lines().collect();
            lines.sort_unstable();
            assert!(lines.is_sorted_by(|a, b| a < b), "said twice, {args:?}: {run:?}");
            // The command goes on.
            assert!(!run.out.is_empty(), "{args:?}: {run:?}");
        }
    }
}

#[test]
fn arguments_that_make_no_sense_end_with_2() {
    let dir = single(FLAGGED);
    let cases: [&[&str]; 5] = [
        &["check", "--format", "xml"],
        &["check", "--dry-run"],
        &["check", "--preset", "strictest"],
        &["check", "--stdin", "schema.prisma"],
        &["chekc"],
    ];
    for args in cases {
        let run = run(dir.path(), args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.starts_with("error: "), "{args:?}: {}", run.err);
    }
    let nowhere = run(dir.path(), &["check", "--write-baseline"]);
    assert!(nowhere.code == 2 && nowhere.err.contains("no baseline is named"), "{}", nowhere.err);
}

#[test]
fn odd_input_is_no_trouble() {
    let dir = single("");
    assert_eq!(check(dir.path(), &[]).code, 0);
    let deep = "[".repeat(10_000);
    let long = "x".repeat(1 << 20);
    for text in ["\u{feff}", "}", "model", "model A {", "\r\r\r", "\0", &deep, &long] {
        let run = check_input(dir.path(), &["--stdin"], text);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{:.40}", text);
    }
}

#[test]
fn nothing_is_called_formatted_that_could_not_be_written() {
    let dir = single("model A {\nid Int @id\n}\n");
    let path = dir.path().join("schema.prisma");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let run = run(dir.path(), &["format"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("schema.prisma: cannot write it") && !run.err.contains("formatted"),
        "{}",
        run.err
    );
}

/// A file keeps its other names, its permissions, and nothing is left beside it.
#[cfg(unix)]
#[test]
fn a_written_file_is_the_same_file() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let dir = single("model A {\nid Int @id\n}\n");
    let (path, other) = (dir.path().join("schema.prisma"), dir.path().join("other.txt"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::hard_link(&path, &other).unwrap();
    assert_eq!(run(dir.path(), &["format"]).code, 0);
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "model A {\n  id Int @id\n}\n");
    std::fs::remove_file(other).unwrap();
    // One that an earlier run has left behind is removed.
    let leftover = dir.path().join(".schema.prisma.prisma-lens-0.tmp");
    std::fs::write(&leftover, "x").unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    std::fs::File::options().write(true).open(&leftover).unwrap().set_modified(long_ago).unwrap();
    std::fs::write(&path, "model A {\nid Int @id\n}\n").unwrap();
    assert_eq!(run(dir.path(), &["format"]).code, 0);
    assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
    let names: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["schema.prisma"]);
}
