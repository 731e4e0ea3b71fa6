//! Schemas in unusual places: named from elsewhere, guessed, merged by a tool, copied by a build.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use model::project::{Files, GroupedBy, MemoryFiles, discover, schema_of};

use super::schema_set::{check, check_files, tree};

/// A fixture of these files with a datasource, these without, and others with their text.
fn project(with: &[&str], without: &[&str], others: &[(&str, &str)]) -> MemoryFiles {
    let mut files = tree(with, without);
    for (path, text) in others {
        files.insert(*path, *text);
    }
    files
}

#[test]
fn a_configuration_names_a_schema_that_lies_elsewhere() {
    let files = project(
        &["/app/shared/prisma/schema.prisma"],
        &[],
        &[
            ("/app/package.json", "{}"),
            ("/app/apps/api/package.json", "{}"),
            (
                "/app/apps/api/prisma.config.ts",
                "export default { schema: '../../shared/prisma/schema.prisma' }",
            ),
        ],
    );
    check_files(&files, "/app/shared/prisma/schema.prisma (config /app/apps/api/prisma.config.ts)");
    let package = "{ \"prisma\": { \"schema\": \"../../shared/prisma/schema.prisma\" } }";
    let others = [("/app/package.json", "{}"), ("/app/apps/api/package.json", package)];
    let files = project(&["/app/shared/prisma/schema.prisma"], &[], &others);
    check_files(&files, "/app/shared/prisma/schema.prisma (package /app/apps/api/package.json)");
}

#[test]
fn a_schema_that_cannot_be_told_is_guessed() {
    let parts = ["/app/db/models/a.prisma", "/app/db/models/sub/b.prisma"];
    for config in [
        "export default { schema: load() }",
        "export default load()",
        "export default { ...(await load()) }",
        "export default { schema: 'nowhere' }",
        "export default { schema: '/' }",
        "this is not a script",
    ] {
        let files = project(&["/app/db/base/main.prisma"], &parts, &[("/app/prisma.config.ts", config)]);
        let expected =
            "/app/db (guess /app/prisma.config.ts) base/main.prisma models/a.prisma models/sub/b.prisma";
        check_files(&files, expected);
    }
    // Two datasources leave nothing to guess.
    let two = ["/app/db/a.prisma", "/app/other/b.prisma"];
    let files = project(&two, &[], &[("/app/prisma.config.ts", "export default { schema: load() }")]);
    check_files(&files, "/app/db/a.prisma (alone)\n/app/other/b.prisma (alone)");
}

#[test]
fn parts_that_a_tool_merges_are_no_schema() {
    for package in [
        "{ \"devDependencies\": { \"prisma-multischema\": \"1\" } }",
        "{ \"dependencies\": { \"prisma-import\": \"1\" } }",
        "{ \"devDependencies\": { \"zenstack\": \"2\" } }",
        "{ \"prisma\": { \"import\": { \"schemas\": \"prisma/parts/*.prisma\" } } }",
    ] {
        let parts = ["/app/prisma/parts/a.prisma", "/app/prisma/b.prisma", "/app/src/users/user.prisma"];
        let files = project(&["/app/prisma/schema.prisma"], &parts, &[("/app/package.json", package)]);
        check_files(&files, "/app/prisma/schema.prisma (alone)");
        let part = schema_of(&files, Path::new("/app/prisma/b.prisma"), &["/app".into()]);
        assert_eq!(part.why, GroupedBy::Excluded);
    }
    let parts = ["/app/prisma/parts/a.prisma"];
    let files = project(&["/app/prisma/schema.prisma"], &parts, &[("/app/package.json", "{}")]);
    check_files(&files, "/app/prisma (datasource /app/prisma/schema.prisma) parts/a.prisma schema.prisma");
}

#[test]
fn what_build_tools_write_is_passed_over_unless_it_is_named() {
    let folders = ["dist", "build", "coverage", "out", ".next", "packages/a/dist"];
    let copies: Vec<String> = folders.iter().map(|dir| format!("/app/{dir}/prisma/schema.prisma")).collect();
    let mut all: Vec<&str> = copies.iter().map(String::as_str).collect();
    all.push("/app/prisma/schema.prisma");
    let files = tree(&all, &[]);
    check_files(&files, "/app/prisma/schema.prisma (alone)");
    for copy in &copies {
        let root = PathBuf::from(copy);
        assert_eq!(discover(&files, std::slice::from_ref(&root)).len(), 1, "{copy}");
        assert_eq!(discover(&files, &[root.parent().unwrap().to_owned()]).len(), 1, "{copy}");
    }
    check(
        "//- /app/prisma.config.ts\nexport default { schema: 'build/db' }\n//- /app/build/db/a.prisma\nmodel A {\n}\n",
        "/app/build/db (config /app/prisma.config.ts) a.prisma",
    );
}

#[test]
fn a_folder_of_thousands_is_not_read_for_one_file() {
    /// Counts the files that are read.
    struct Counted(MemoryFiles, AtomicUsize);
    impl Files for Counted {
        fn read(&self, path: &Path) -> Option<Arc<str>> {
            self.1
                .fetch_add(usize::from(path.extension().is_some_and(|it| it == "prisma")), Ordering::Relaxed);
            self.0.read(path)
        }
        fn is_dir(&self, path: &Path) -> bool {
            self.0.is_dir(path)
        }
        fn list(&self, dir: &Path) -> Vec<PathBuf> {
            self.0.list(dir)
        }
        fn is_ignored(&self, path: &Path) -> bool {
            self.0.is_ignored(path)
        }
    }

    for folder in ["/app/many", "/app/many/schemas"] {
        let all: Vec<String> = (0..2000).map(|n| format!("{folder}/s{n}.prisma")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let files = Counted(tree(&all, &[]), AtomicUsize::new(0));
        let file = PathBuf::from(format!("{folder}/s7.prisma"));
        let sets = discover(&files, std::slice::from_ref(&file));
        assert_eq!(sets.len(), 1);
        assert_eq!(sets[0].files, [file]);
        let read = files.1.load(Ordering::Relaxed);
        assert!(read < 200, "{read} files of {folder} were read for one");
    }
}

#[test]
fn a_search_that_ends_at_its_limit_says_so() {
    /// A schema folder with thousands of others.
    struct Wide(usize);
    impl Files for Wide {
        fn read(&self, path: &Path) -> Option<Arc<str>> {
            let is_schema = path == Path::new("/app/prisma/schema.prisma");
            is_schema.then(|| "datasource d {\n  provider = \"sqlite\"\n}\n".into())
        }
        fn is_dir(&self, path: &Path) -> bool {
            path.extension().is_none()
        }
        fn list(&self, dir: &Path) -> Vec<PathBuf> {
            match dir.to_str() {
                Some("/app") => vec!["/app/prisma".into()],
                Some("/app/prisma") => {
                    let folders = (0..self.0).map(|n| format!("/app/prisma/d{n}").into());
                    folders.chain(["/app/prisma/schema.prisma".into()]).collect()
                }
                _ => Vec::new(),
            }
        }
        fn is_ignored(&self, _: &Path) -> bool {
            false
        }
    }
    for (folders, is_partial) in [(10, false), (10_000, true)] {
        let set = schema_of(&Wide(folders), Path::new("/app/prisma/schema.prisma"), &["/app".into()]);
        assert_eq!((set.is_partial, set.files.len()), (is_partial, 1));
    }
}
