//! Addresses of the database that Prisma 7 wants in `prisma.config.*`.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use checks::validate::URL_IN_DATASOURCE;
use expect_test::{Expect, expect};
use ide::diagnostics;
use model::project::{Files, MemoryFiles, schema_of};
use model::schema::SchemaFile;
use prisma_lens::host::{LoadedFile, Project, ProjectOptions};

use support::fixture::Fixture;

/// The fixes of the first address in `/app/prisma/schema.prisma`: the title, and each line that goes or comes.
fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let found = fixes(&fixture.memory());
    assert_eq!(fixes(&fixture.with_crlf().memory()), found);
    expect.assert_eq(&found);
}

fn fixes(files: &MemoryFiles) -> String {
    let schema = Path::new("/app/prisma/schema.prisma");
    let set = schema_of(files, schema, &["/app".into()]);
    let project = Project::load(files, set, &ProjectOptions::default());
    let analysis = project.analysis(|path| {
        let content = Arc::new(SchemaFile::new(&files.read(path)?));
        Some(LoadedFile { name: path.to_string_lossy().into(), content })
    });
    let found = diagnostics(&analysis, true);
    let mut findings = found.iter().flatten().filter(|finding| finding.code == URL_IN_DATASOURCE);
    let mut out = String::new();
    for fix in &findings.next().unwrap().fixes {
        let _ = writeln!(out, "{}", fix.title);
        let after = analysis.edited(&fix.edits);
        for (before, after) in analysis.schema.files().iter().zip(after.schema.files()) {
            let text = |file: &model::schema::File| file.content.source().source().to_string();
            draw(&mut out, &text(before), &text(after));
        }
        for (path, text) in &fix.new_files {
            let _ = writeln!(out, "{path}");
            draw(&mut out, &files.read(Path::new(path)).unwrap_or_default(), text);
            assert!(!fix.only_edits());
        }
        let left = diagnostics(&after, false);
        let count = left.iter().flatten().filter(|it| it.code == URL_IN_DATASOURCE).count();
        assert!(count < 1 + findings.clone().count(), "{out}");
    }
    out
}

fn draw(out: &mut String, before: &str, after: &str) {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    for line in old.iter().filter(|line| !new.contains(line)) {
        let _ = writeln!(out, "  -{line}");
    }
    for line in new.iter().filter(|line| !old.contains(line)) {
        let _ = writeln!(out, "  +{line}");
    }
}

#[test]
fn an_address_moves_to_a_new_configuration() {
    check(
        r#"//- /app/package.json
{ "devDependencies": { "prisma": "7.1.0", "dotenv": "17.0.0" } }
//- /app/prisma/schema.prisma
// schöma
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL") // here
}
"#,
        expect![[r#"
            Move `url` to a new `prisma.config.ts`
              -  url      = env("DATABASE_URL") // here
            /app/prisma.config.ts
              +import "dotenv/config";
              +import { defineConfig, env } from "prisma/config";
              +
              +export default defineConfig({
              +  schema: "prisma/schema.prisma",
              +  datasource: {
              +    url: env("DATABASE_URL"),
              +  },
              +});
            Remove `url`
              -  url      = env("DATABASE_URL") // here
        "#]],
    );
    check(
        r#"//- /app/package.json
{ "devDependencies": { "prisma": "7.1.0" } }
//- /app/prisma/schema.prisma
datasource db {
  provider          = "postgresql"
  url               = env("POOLED_URL")
  directUrl         = env("DATABASE_URL")
  shadowDatabaseUrl = "postgres://host/shadow"
}
"#,
        expect![[r#"
            Move `url` and `directUrl` and `shadowDatabaseUrl` to a new `prisma.config.ts`, where `directUrl` becomes `url`
              -  provider          = "postgresql"
              -  url               = env("POOLED_URL")
              -  directUrl         = env("DATABASE_URL")
              -  shadowDatabaseUrl = "postgres://host/shadow"
              +  provider = "postgresql"
            /app/prisma.config.ts
              +import { defineConfig, env } from "prisma/config";
              +
              +// Prisma does not load `.env`: install `dotenv`, and import "dotenv/config" above.
              +export default defineConfig({
              +  schema: "prisma/schema.prisma",
              +  datasource: {
              +    url: env("DATABASE_URL"),
              +    shadowDatabaseUrl: "postgres://host/shadow",
              +  },
              +});
            Remove `url`
              -  url               = env("POOLED_URL")
        "#]],
    );
}

#[test]
fn a_configuration_that_is_there_is_extended() {
    check(
        r#"//- /app/package.json
{ "devDependencies": { "prisma": "7.1.0" } }
//- /app/prisma.config.ts
import { defineConfig } from 'prisma/config'
export default defineConfig({
  schema: 'prisma/schema.prisma',
})
//- /app/prisma/schema.prisma
datasource db {
  provider = "sqlite"
  url      = "file:dev.db"
}
"#,
        expect![[r#"
            Move `url` to `prisma.config.ts`
              -  url      = "file:dev.db"
            /app/prisma.config.ts
              +  datasource: {
              +    url: 'file:./prisma/dev.db',
              +  },
            Remove `url`
              -  url      = "file:dev.db"
        "#]],
    );
}

#[test]
fn an_address_is_only_removed_where_nothing_is_to_be_added_or_can_be() {
    for (config, expect) in [
        (
            "export default { datasource: { url: process.env.URL } }",
            expect![[r#"
            Remove `url`: `prisma.config.ts` gives the address already
              -  url = env("URL")
        "#]],
        ),
        (
            "export default load()",
            expect![[r#"
            Remove `url`, and give it in `datasource` of `prisma.config.ts` by hand
              -  url = env("URL")
        "#]],
        ),
        (
            "export default { schema: 'other.prisma' }",
            expect![[r#"
            Remove `url`, and give it in `datasource` of `prisma.config.ts` by hand
              -  url = env("URL")
        "#]],
        ),
    ] {
        check(
            &format!(
                "//- /app/package.json\n{{ \"devDependencies\": {{ \"prisma\": \"7.1.0\" }} }}\n//- /app/prisma.config.ts\n{config}\n//- \
                 /app/prisma/schema.prisma\ndatasource db {{\n  provider = \"postgresql\"\n  url = env(\"URL\")\n}}\n"
            ),
            expect,
        );
    }
    // It is still being written.
    check(
        "//- /app/package.json\n{ \"devDependencies\": { \"prisma\": \"7.1.0\" } }\n//- /app/prisma/schema.prisma\ndatasource db {\n  provider = \"postgresql\"\n  url = env()\n}\n",
        expect![[r#"
            Remove `url`, and give it in `datasource` of `prisma.config.ts` by hand
              -  url = env()
        "#]],
    );
}
