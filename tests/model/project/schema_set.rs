//! Which files form one schema.

use std::path::{Path, PathBuf};

use model::project::{GroupedBy, MemoryFiles, SchemaSet, discover, schema_of};

use super::files;

/// One line a schema: root, what decided, files relative to the root's folder.
fn draw(sets: &[SchemaSet]) -> String {
    let mut lines = Vec::new();
    for set in sets {
        let why = match &set.why {
            GroupedBy::Config(path) => format!("config {}", path.display()),
            GroupedBy::PackageJson(path) => format!("package {}", path.display()),
            GroupedBy::Datasource(path) => format!("datasource {}", path.display()),
            GroupedBy::Guess(path) => format!("guess {}", path.display()),
            GroupedBy::Alone => "alone".to_owned(),
            GroupedBy::Excluded => "excluded".to_owned(),
        };
        let inside = |path: &PathBuf| path.strip_prefix(&set.root).unwrap_or(path).display().to_string();
        let files: Vec<String> = set.files.iter().map(inside).filter(|path| !path.is_empty()).collect();
        lines.push(format!("{} ({why}) {}", set.root.display(), files.join(" ")).trim_end().to_owned());
    }
    lines.join("\n")
}

/// Discovers below `/app` and holds the answer for each single file against it.
pub(super) fn check_files(files: &MemoryFiles, expected: &str) {
    let roots = [PathBuf::from("/app")];
    let sets = discover(files, &roots);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(draw(&sets), expected.join("\n"));
    for set in &sets {
        for file in &set.files {
            assert_eq!(&schema_of(files, file, &roots), set, "as seen from {}", file.display());
        }
    }
}

pub(super) fn check(fixture: &str, expected: &str) {
    check_files(&files(fixture), expected);
}

const DATASOURCE: &str = "datasource db {\n  provider = \"sqlite\"\n}\n";

/// Files with a datasource, and files with a model.
pub(super) fn tree(with_datasource: &[&str], without: &[&str]) -> MemoryFiles {
    let model = "model A {\n  id Int @id\n}\n";
    let with = with_datasource.iter().map(|path| (*path, DATASOURCE));
    with.chain(without.iter().map(|path| (*path, model))).collect()
}

#[test]
fn a_file_with_a_datasource_takes_in_what_lies_beside_and_below() {
    check_files(&tree(&["/app/prisma/schema.prisma"], &[]), "/app/prisma/schema.prisma (alone)");
    check_files(
        &tree(
            &["/app/prisma/schema.prisma"],
            &["/app/prisma/models/a.prisma", "/app/prisma/models/sub/b.prisma"],
        ),
        "/app/prisma (datasource /app/prisma/schema.prisma) models/a.prisma models/sub/b.prisma schema.prisma",
    );
    check_files(
        &tree(&["/app/db/main.prisma"], &["/app/db/other.prisma"]),
        "/app/db (datasource /app/db/main.prisma) main.prisma other.prisma",
    );
}

#[test]
fn the_datasource_may_lie_in_a_folder_of_the_schemas_folder() {
    check_files(
        &tree(&["/app/prisma/base/db.prisma"], &["/app/prisma/models/a.prisma", "/app/prisma/enums.prisma"]),
        "/app/prisma (datasource /app/prisma/base/db.prisma) base/db.prisma enums.prisma models/a.prisma",
    );
    check_files(
        &tree(&["/app/prisma/schema/schema.prisma"], &["/app/prisma/schema/a.prisma"]),
        "/app/prisma/schema (datasource /app/prisma/schema/schema.prisma) a.prisma schema.prisma",
    );
}

#[test]
fn two_datasources_are_two_schemas() {
    check_files(
        &tree(
            &["/app/prisma/a/schema.prisma", "/app/prisma/b/schema.prisma"],
            &["/app/prisma/a/user.prisma", "/app/prisma/b/models/user.prisma", "/app/prisma/common.prisma"],
        ),
        "
        /app/prisma/a (datasource /app/prisma/a/schema.prisma) schema.prisma user.prisma
        /app/prisma/b (datasource /app/prisma/b/schema.prisma) models/user.prisma schema.prisma
        /app/prisma/common.prisma (alone)
        ",
    );
    check_files(
        &tree(
            &["/app/prisma/main.prisma", "/app/prisma/stats/schema.prisma"],
            &["/app/prisma/models/a.prisma"],
        ),
        "
        /app/prisma (datasource /app/prisma/main.prisma) main.prisma models/a.prisma
        /app/prisma/stats/schema.prisma (alone)
        ",
    );
}

#[test]
fn six_schemas_in_one_folder_stand_alone() {
    let paths = ["a", "b", "c", "d", "e", "f"].map(|name| format!("/app/prisma/schema.{name}.prisma"));
    let with: Vec<&str> = paths.iter().map(String::as_str).collect();
    let expected: Vec<String> = paths.iter().map(|path| format!("{path} (alone)")).collect();
    check_files(&tree(&with, &[]), &expected.join("\n"));
    let expected = format!("/app/prisma/common.prisma (alone)\n{}", expected.join("\n"));
    check_files(&tree(&with, &["/app/prisma/common.prisma"]), &expected);
}

#[test]
fn files_without_any_datasource_stand_alone() {
    check_files(
        &tree(&[], &["/app/a.prisma", "/app/b.prisma"]),
        "
        /app/a.prisma (alone)
        /app/b.prisma (alone)
        ",
    );
    check_files(
        &tree(
            &["/app/prisma/schema.prisma"],
            &["/app/src/__tests__/fixtures/a.prisma", "/app/test/b.prisma"],
        ),
        "
        /app/prisma/schema.prisma (alone)
        /app/src/__tests__/fixtures/a.prisma (alone)
        /app/test/b.prisma (alone)
        ",
    );
    check_files(
        &tree(&["/app/schema.prisma"], &["/app/models/a.prisma", "/app/tests/b.prisma"]),
        "
        /app (datasource /app/schema.prisma) models/a.prisma schema.prisma
        /app/tests/b.prisma (alone)
        ",
    );
}

#[test]
fn packages_do_not_share() {
    let mut project = tree(&["/app/schema.prisma"], &["/app/packages/one/a.prisma", "/app/models/b.prisma"]);
    project.insert("/app/packages/one/package.json", "{}");
    check_files(
        &project,
        "
        /app (datasource /app/schema.prisma) models/b.prisma schema.prisma
        /app/packages/one/a.prisma (alone)
        ",
    );
}

#[test]
fn folders_without_schemas_are_left_out() {
    let mut project = tree(
        &[
            "/app/prisma/schema.prisma",
            "/app/node_modules/.prisma/client/schema.prisma",
            "/app/.cache/x.prisma",
        ],
        &["/app/prisma/migrations/1/a.prisma", "/app/dist/schema.prisma", "/app/prisma/.old/b.prisma"],
    );
    project.insert("/app/node_modules/pkg/prisma/schema.prisma", DATASOURCE);
    project.ignore("/app/dist");
    check_files(&project, "/app/prisma/schema.prisma (alone)");
    let of = |path: &str| schema_of(&project, Path::new(path), &[PathBuf::from("/app")]).why;
    assert_eq!(of("/app/node_modules/pkg/prisma/schema.prisma"), GroupedBy::Excluded);
    assert_eq!(of("/app/dist/schema.prisma"), GroupedBy::Excluded);
    assert_eq!(of("/app/prisma/migrations/1/a.prisma"), GroupedBy::Excluded);
    // What is asked for by name is answered for.
    let named = discover(&project, &[PathBuf::from("/app/dist/schema.prisma")]);
    assert_eq!(draw(&named), "/app/dist/schema.prisma (excluded)");
    let opened = discover(&project, &[PathBuf::from("/app/node_modules/pkg")]);
    assert_eq!(draw(&opened), "/app/node_modules/pkg/prisma/schema.prisma (alone)");
    let ignored = discover(&project, &[PathBuf::from("/app/dist")]);
    assert_eq!(draw(&ignored), "/app/dist/schema.prisma (alone)");
}

#[test]
fn generated_copies_are_left_out() {
    let with_output = r#"
        //- /app/package.json
        {}
        //- /app/prisma/schema.prisma
        generator client {
          provider = "prisma-client-js"
          // output = "./models"
          output   = "./generated/client" // here
        }
        datasource db {
          provider = "sqlite"
        }
        //- /app/prisma/models/a.prisma
        model A {
          id     Int    @id
          output String @default("../prisma/models")
        }
        //- /app/prisma/generated/client/schema.prisma
        generator client {
          provider = "prisma-client-js"
          output   = "/app/prisma/generated/client"
        }
        datasource db {
          provider = "sqlite"
        }
        "#;
    check(with_output, "/app/prisma (datasource /app/prisma/schema.prisma) models/a.prisma schema.prisma");
    let project = files(with_output);
    let copy = Path::new("/app/prisma/generated/client/schema.prisma");
    assert_eq!(schema_of(&project, copy, &[]).why, GroupedBy::Excluded);
    check(
        r#"
        //- /app/db/main.prisma
        datasource db {
        }
        //- /app/db/generators.prisma
        generator client {
          output = "../src/out"
        }
        //- /app/src/out/schema.prisma
        datasource db {
        }
        "#,
        "/app/db (datasource /app/db/main.prisma) generators.prisma main.prisma",
    );
}

#[test]
fn a_directive_keeps_a_file_to_itself() {
    check(
        r#"
        //- /app/prisma/schema.prisma
        datasource db {
        }
        //- /app/prisma/contract.prisma

        // use prisma-8
        model A {
        }
        //- /app/prisma/a.prisma
        model A {
        }
        "#,
        "
        /app/prisma (datasource /app/prisma/schema.prisma) a.prisma schema.prisma
        /app/prisma/contract.prisma (alone)
        ",
    );
}

/// The configuration is written anew after the schema.
#[test]
fn a_converted_folder_stays_one_schema() {
    let files = |second: &str| {
        format!(
            "//- /app/prisma.config.ts\nimport {{ defineConfig }} from 'prisma/config';\nexport default defineConfig({{ schema: 'prisma' }});\n//- /app/prisma/schema.prisma\n// use prisma-8\n\n// Ours.\n//- /app/prisma/models/a.prisma\n{second}model A {{\n}}\n"
        )
    };
    check(
        &files("// use prisma-8\n"),
        "/app/prisma (config /app/prisma.config.ts) models/a.prisma schema.prisma",
    );
    // One that is not converted is read by Prisma 7.
    check(
        &files(""),
        "
        /app/prisma (config /app/prisma.config.ts) models/a.prisma
        /app/prisma/schema.prisma (alone)
        ",
    );
}

#[test]
fn comments_and_strings_hold_no_datasource() {
    check(
        r#"
        //- /app/prisma/schema.prisma
        generator g { // datasource db {
        } datasource db {
          url = "datasource db {"
        }
        //- /app/prisma/a.prisma
        // datasource a {
        /*
        datasource b {
        }
        */
        model datasource {
          id         Int @id
          datasource String
        }
        /// datasource c {
        "#,
        "/app/prisma (datasource /app/prisma/schema.prisma) a.prisma schema.prisma",
    );
}

#[test]
fn a_file_that_nothing_lists_has_an_answer() {
    let project = tree(&["/app/prisma/schema.prisma"], &[]);
    let set = schema_of(&project, Path::new("/app/prisma/new.prisma"), &[]);
    assert_eq!(draw(&[set]), "/app/prisma/new.prisma (alone)");
    let set = schema_of(&MemoryFiles::new(), Path::new("untitled"), &[]);
    assert_eq!(draw(&[set]), "untitled (alone)");
    assert_eq!(discover(&MemoryFiles::new(), &[PathBuf::from("/app")]), []);
}
