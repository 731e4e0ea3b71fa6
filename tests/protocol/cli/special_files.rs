//! What is no ordinary file or folder: it is passed over or named, and nothing waits for it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{FLAGGED, check, project, run, single};

#[test]
fn fans_and_loops_of_links_are_read_once() {
    let dir = single(FLAGGED);
    fs::create_dir(dir.path().join("d0")).unwrap();
    fs::rename(dir.path().join("schema.prisma"), dir.path().join("d0/s.prisma")).unwrap();
    for level in 1..=20 {
        let folder = dir.path().join(format!("d{level}"));
        fs::create_dir(&folder).unwrap();
        for link in 0..4 {
            symlink(format!("../d{}", level - 1), folder.join(format!("l{link}"))).unwrap();
        }
    }
    // Each leads to the other.
    for (one, other) in [("x", "y"), ("y", "x")] {
        fs::create_dir(dir.path().join(one)).unwrap();
        for link in 0..3 {
            symlink(format!("../{other}"), dir.path().join(one).join(format!("l{link}"))).unwrap();
        }
    }
    let since = Instant::now();
    let found = check(dir.path(), &[]);
    assert!(found.out.contains("in 1 schema file"), "{} {}", found.out, found.err);
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
}

#[test]
fn a_folder_in_a_schema_by_two_links_is_part_of_it_once() {
    let dir = project(
        "//- /prisma.config.ts\nexport default { schema: 'prisma' }\n//- /shared/deep/b.prisma\nmodel B {\n  id Int @id\n}\n\
         //- /prisma/a.prisma\ndatasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n",
    );
    for link in ["one", "two"] {
        symlink("../shared", dir.path().join("prisma").join(link)).unwrap();
    }
    let found = run(dir.path(), &["check", "--preset", "minimal"]);
    assert!(found.code == 0 && found.out.contains("in 2 schema files"), "{} {}", found.out, found.err);
}

#[test]
fn a_schema_whose_path_is_no_text_is_named() {
    let dir = single(FLAGGED);
    let name = dir.path().join(OsStr::from_bytes(b"a\xff.prisma"));
    fs::write(&name, FLAGGED).unwrap();
    let folder = dir.path().join(OsStr::from_bytes(b"b\xff"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("c.prisma"), FLAGGED).unwrap();
    for args in [&["check", "--exit-zero"][..], &["format"], &["check", "--fix"]] {
        let found = run(dir.path(), args);
        assert_eq!(found.code, 2, "{args:?} {}", found.err);
        assert_eq!(
            found.err.matches("its path is not valid UTF-8. Rename it.").count(),
            2,
            "{args:?} {}",
            found.err
        );
    }
    assert_eq!(fs::read_to_string(&name).unwrap(), FLAGGED);
    let mut command = super::command(dir.path(), &["format"]);
    let named = super::finish(command.arg(&name), None);
    assert!(named.code == 2 && named.err.contains("not valid UTF-8"), "{}", named.err);
}

#[test]
fn a_file_that_is_too_large_is_named_with_the_limit() {
    let dir = single(FLAGGED);
    fs::File::create(dir.path().join("large.prisma")).unwrap().set_len(65 << 20).unwrap();
    let found = check(dir.path(), &[]);
    assert_eq!(found.code, 2);
    assert!(found.err.contains("large.prisma: it is larger than 64 MiB."), "{}", found.err);
    assert!(found.out.contains("--> schema.prisma:3:3"), "{}", found.out);
    fs::File::create(dir.path().join("known.json")).unwrap().set_len(65 << 20).unwrap();
    let baseline = check(dir.path(), &["schema.prisma", "--baseline", "known.json"]);
    assert!(baseline.code == 2 && baseline.err.contains("larger than 64 MiB"), "{}", baseline.err);
}

/// Files of the system have the length 0, and may be as long as the memory.
#[cfg(target_os = "linux")]
#[test]
fn files_of_the_system_are_not_read_to_their_end() {
    let dir = single(FLAGGED);
    for (link, file) in [("map", "/proc/self/pagemap"), ("log", "/proc/kmsg"), ("memory", "/proc/self/mem")] {
        symlink(file, dir.path().join(format!("{link}.prisma"))).unwrap();
    }
    let since = Instant::now();
    let found = check(dir.path(), &[]);
    assert_eq!((found.code, found.err.lines().count()), (2, 3), "{}", found.err);
    assert!(found.out.contains("--> schema.prisma:3:3"), "{}", found.out);
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_in_the_place_of_configuration_are_not_waited_for() {
    let dir = project("//- /prisma/migrations/1_a/x\n\n//- /src/a.ts\nconst x = 1\n");
    fs::write(dir.path().join("prisma/schema.prisma"), FLAGGED).unwrap();
    let names = [
        "package.json",
        "package-lock.json",
        "prisma.config.ts",
        "prisma-lens.toml",
        ".gitignore",
        "src/.gitignore",
        "src/b.ts",
        "prisma/migrations/1_a/migration.sql",
        "prisma/migrations/migration_lock.toml",
        ".prisma-lens/stats.json",
    ];
    for name in names {
        fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
        make_pipe(&dir.path().join(name));
    }
    for args in [&["check"][..], &["format", "--check"], &["migrate", "lint"], &["queries"], &["config"]] {
        ends(dir.path(), args);
    }
    fs::remove_file(dir.path().join("prisma-lens.toml")).unwrap();
    let found = check(dir.path(), &[]);
    let message = "The configuration of Prisma is not read: it is not a regular file.";
    assert!(found.code == 2 && found.out.contains(message), "{} {} {}", found.code, found.out, found.err);
}

fn ends(dir: &Path, args: &[&str]) {
    let mut child = super::command(dir, args).spawn().unwrap();
    let since = Instant::now();
    let ended = loop {
        match child.try_wait().unwrap() {
            None if since.elapsed() < Duration::from_secs(20) => std::thread::sleep(Duration::from_millis(5)),
            ended => break ended,
        }
    };
    let _ = child.kill();
    assert!(ended.is_some(), "{args:?} waits");
}

/// What git keeps of a repository may be a pipe or a device too.
#[test]
fn pipes_in_the_place_of_rules_of_git_are_not_waited_for() {
    let repositories: [&[(&str, Option<&str>)]; 5] = [
        &[(".git/info/exclude", None)],
        &[("src/.git/info/exclude", None)],
        &[(".git", Some("gitdir: ./real\n")), ("real/commondir", None)],
        &[
            (".git", Some("gitdir: ./real\n")),
            ("real/commondir", Some("../common\n")),
            ("common/info/exclude", None),
        ],
        &[(".git", None)],
    ];
    for files in repositories {
        let dir = project("//- /src/a.ts\nconst x = 1\n");
        fs::write(dir.path().join("schema.prisma"), FLAGGED).unwrap();
        for (name, text) in files {
            fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
            match text {
                Some(text) => fs::write(dir.path().join(name), text).unwrap(),
                None => make_pipe(&dir.path().join(name)),
            }
        }
        for args in [&["check"][..], &["queries"], &["advise"], &["report", "privacy"]] {
            ends(dir.path(), args);
        }
    }
}

/// A file that exists and cannot be read is named, whatever it is for, and never taken for one that is not there.
#[test]
fn files_that_are_no_text_are_named() {
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n";
    let files: &[(&str, &[&[&str]])] = &[
        ("prisma-lens.toml", &[&["check"], &["format", "--check"]]),
        ("prisma.config.ts", &[&["check"]]),
        (
            "prisma/migrations/1_a/migration.sql",
            &[
                &["migrate", "lint"],
                &["migrate", "preview"],
                &["migrate", "plan"],
                &["migrate", "down", "--to", "empty", "--dry-run"],
                &["migrate", "diff", "--from", "prisma/migrations", "--to", "empty"],
            ],
        ),
        (
            "prisma/migrations/1_a/down.sql",
            &[&["migrate", "down", "--to", "empty", "--dry-run"], &["migrate", "lint"]],
        ),
        ("prisma/migrations/migration_lock.toml", &[&["migrate", "lint"], &["migrate", "preview"]]),
        (
            "prisma/more.prisma",
            &[&["check"], &["format", "--check"], &["convert", "--to", "8"], &["diagram"]],
        ),
    ];
    let mut failed = Vec::new();
    for (name, commands) in files {
        for broken in ["latin1", "utf16", "pipe"] {
            let dir = project("//- /package.json\n{ \"prisma\": { \"schema\": \"prisma\" } }\n");
            for (file, text) in [
                ("prisma/schema.prisma", schema),
                ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
                ("prisma/migrations/1_a/migration.sql", "CREATE TABLE \"A\" (\"id\" INTEGER PRIMARY KEY);\n"),
            ] {
                fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
                fs::write(dir.path().join(file), text).unwrap();
            }
            let path = dir.path().join(name);
            let _ = fs::remove_file(&path);
            match broken {
                "latin1" => fs::write(&path, b"-- \xe9\n").unwrap(),
                "utf16" => fs::write(&path, b"\xff\xfe-\0-\0\n\0").unwrap(),
                // A pipe that is named like a schema or a configuration of Prisma is none.
                _ if name.ends_with(".prisma") || name.ends_with(".ts") => continue,
                _ => make_pipe(&path),
            }
            for args in *commands {
                let found = run(dir.path(), args);
                let said = format!("{}{}", found.out, found.err);
                let why =
                    if broken == "pipe" { "it is not a regular file." } else { "invalid UTF-8 in line 1" };
                let file = path.file_name().unwrap().to_str().unwrap();
                let is_named =
                    said.contains(file) && said.contains(why) && !said.contains("Delete the folder");
                if found.code != 2 || !is_named {
                    failed.push(format!("{broken} {name} {args:?}: {} {said}", found.code));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_folder_named_like_a_schema_is_a_folder() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("x.prisma")).unwrap();
    fs::write(dir.path().join("x.prisma/s.prisma"), FLAGGED).unwrap();
    for path in [".", "x.prisma"] {
        let found = check(dir.path(), &[path]);
        assert!(
            found.code == 1 && found.out.contains("x.prisma/s.prisma:3:3"),
            "{} {}",
            found.out,
            found.err
        );
    }
}

#[test]
fn a_link_out_of_the_folder_is_not_written_through() {
    let dir = project(
        "//- /package.json\n{}\n//- /outside/b.prisma\nmodel B {\nid Int @id\n}\n//- /app/package.json\n{}\n",
    );
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\nid Int @id\n}\n";
    fs::create_dir(dir.path().join("app/prisma")).unwrap();
    fs::write(dir.path().join("app/prisma/a.prisma"), schema).unwrap();
    let outside = dir.path().join("outside/b.prisma");
    let before = fs::read_to_string(&outside).unwrap();
    let absolute = dir.path().join("outside");
    for (target, name) in [
        (Path::new("../../outside/b.prisma"), "b.prisma"),
        (outside.as_path(), "b.prisma"),
        (Path::new("../../outside"), "sub"),
        (absolute.as_path(), "sub"),
    ] {
        let link = dir.path().join("app/prisma").join(name);
        symlink(target, &link).unwrap();
        let app = dir.path().join("app");
        for args in [&["format"][..], &["check", "--fix"], &["convert", "--to", "8", "--write"]] {
            fs::write(dir.path().join("app/prisma/a.prisma"), schema).unwrap();
            run(&app, args);
            assert_eq!(
                fs::read_to_string(&outside).unwrap(),
                before,
                "{args:?} through {}",
                target.display()
            );
        }
        // Named, it is written.
        let named = if name == "sub" { "prisma/sub/b.prisma" } else { "prisma/b.prisma" };
        assert_eq!(run(&app, &["format", named]).code, 0);
        assert_ne!(fs::read_to_string(&outside).unwrap(), before, "{named}");
        fs::write(&outside, &before).unwrap();
        fs::remove_file(link).unwrap();
    }
}
