//! Schemas that a configuration or a package names.

use std::path::{Path, PathBuf};

use model::project::schema_of;

use super::files;
use super::schema_set::{check, check_files, tree};

#[test]
fn a_configuration_names_a_file() {
    check(
        r#"
        //- /app/prisma.config.ts
        import "dotenv/config";
        import { defineConfig, env } from "prisma/config";
        export default defineConfig({ schema: "db/main.prisma", datasource: { url: env("DATABASE_URL") } });
        //- /app/db/main.prisma
        datasource db {
        }
        //- /app/db/beside.prisma
        model A {
        }
        //- /app/db/models/below.prisma
        model B {
        }
        "#,
        // Prisma never reads what lies beside or below it.
        "/app/db/main.prisma (config /app/prisma.config.ts)",
    );
}

#[test]
fn a_configuration_names_a_folder() {
    check(
        r#"
        //- /app/prisma.config.ts
        import path from "node:path";
        export default { schema: path.join(__dirname, "db"), migrations: { path: "db/history" } };
        //- /app/db/one/main.prisma
        datasource db {
        }
        generator client {
          output = "../generated"
        }
        //- /app/db/two/deep/a.prisma
        model A {
        }
        //- /app/db/b.prisma
        model B {
        }
        //- /app/db/next.prisma
        // use prisma-next
        //- /app/db/generated/schema.prisma
        datasource db {
        }
        //- /app/db/history/1/schema.prisma
        datasource db {
        }
        //- /app/db/node_modules/x/schema.prisma
        datasource db {
        }
        "#,
        "
        /app/db (config /app/prisma.config.ts) b.prisma one/main.prisma two/deep/a.prisma
        /app/db/history/1/schema.prisma (alone)
        /app/db/next.prisma (alone)
        ",
    );
}

#[test]
fn a_configuration_wins_over_datasources_and_git() {
    let mut project = files(
        r#"
        //- /app/prisma.config.js
        module.exports = { schema: "./prisma" };
        //- /app/prisma/a.prisma
        datasource a {
        }
        //- /app/prisma/b.prisma
        datasource b {
        }
        "#,
    );
    check_files(&project, "/app/prisma (config /app/prisma.config.js) a.prisma b.prisma");
    project.ignore("/app/prisma/b.prisma");
    check_files(&project, "/app/prisma (config /app/prisma.config.js) a.prisma b.prisma");
}

#[test]
fn the_nearest_configuration_that_takes_the_file_in_counts() {
    check(
        r#"
        //- /app/prisma.config.mjs
        export default { schema: "packages/db/schema" };
        //- /app/packages/db/prisma.config.ts
        export default { schema: "./schema" };
        //- /app/packages/db/schema/a.prisma
        datasource db {
        }
        //- /app/packages/web/prisma.config.ts
        export default { schema: "elsewhere" };
        //- /app/packages/web/schema.prisma
        datasource db {
        }
        "#,
        "
        /app/packages/db/schema (config /app/packages/db/prisma.config.ts) a.prisma
        /app/packages/web/schema.prisma (alone)
        ",
    );
}

#[test]
fn a_configuration_without_a_readable_schema_still_applies() {
    for text in [
        "export default { datasource: { url: process.env.X } };",
        "throw new Error('no');",
        "while (true) {}",
        "export default defineConfig({ schema: pick() });",
        "export default {{{{",
        "",
    ] {
        let mut project = tree(&["/app/prisma/schema.prisma"], &["/app/prisma/a.prisma"]);
        project.insert("/app/prisma.config.ts", text);
        let roots = [PathBuf::from("/app")];
        let set = schema_of(&project, Path::new("/app/prisma/a.prisma"), &roots);
        assert_eq!(set.config.as_deref(), Some(Path::new("/app/prisma.config.ts")), "{text}");
        assert_eq!(set.files.len(), 2, "{text}");
    }
    let mut project = tree(&["/app/prisma/schema.prisma", "/app/other/schema.prisma"], &[]);
    project.insert("/app/prisma.config.ts", "export default { schema: 'prisma/schema.prisma' }");
    let roots = [PathBuf::from("/app")];
    assert_eq!(schema_of(&project, Path::new("/app/other/schema.prisma"), &roots).config, None);
}

#[test]
fn a_package_names_the_schema() {
    check(
        r#"
        //- /app/package.json
        { "prisma": { "schema": "src/database/main.prisma", "seed": "x" } }
        //- /app/src/database/main.prisma
        datasource db {
        }
        //- /app/src/database/a.prisma
        model A {
        }
        "#,
        "
        /app/src/database/a.prisma (alone)
        /app/src/database/main.prisma (package /app/package.json)
        ",
    );
    check(
        r#"
        //- /app/package.json
        { "prisma": { "schema": "./src/database" } }
        //- /app/src/database/main.prisma
        datasource db {
        }
        //- /app/src/database/models/a.prisma
        model A {
        }
        "#,
        "/app/src/database (package /app/package.json) main.prisma models/a.prisma",
    );
    check(
        r#"
        //- /app/package.json
        { "prisma": { "schema": "gone.prisma" } }
        //- /app/prisma/schema.prisma
        datasource db {
        }
        "#,
        "/app/prisma/schema.prisma (alone)",
    );
}

/// What a configuration names is one schema, whichever of the files in its folder is asked about.
#[test]
fn a_named_file_is_in_no_other_schema() {
    let mut project = tree(&["/app/prisma/post.prisma"], &["/app/prisma/schema.prisma"]);
    project.insert("/app/prisma.config.ts", "export default { schema: 'prisma/schema.prisma' }");
    let roots = [PathBuf::from("/app")];
    for file in ["/app/prisma/post.prisma", "/app/prisma/schema.prisma"] {
        assert_eq!(schema_of(&project, Path::new(file), &roots).files, [PathBuf::from(file)], "{file}");
    }
}
