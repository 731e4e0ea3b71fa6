//! Reading `prisma.config.*` without running it.

use std::path::{Path, PathBuf};

use model::catalog::next::{PackSet, Target};
use model::project::{
    CONFIG_NAMES, ControlStack, Extensions, Located, PrismaConfig, config_in, nearest_config,
};

use super::files;
use support::fixture::{Fixture, Found};

fn parse(text: &str) -> PrismaConfig {
    PrismaConfig::parse(Path::new("/app/prisma.config.ts"), text)
}

/// The schema path that a text leads to, `-` when there is none. Whatever is read must be where its span says.
fn schema(text: &str) -> String {
    let config = parse(text);
    config.schema.map_or("-".to_owned(), |schema| schema.value.display().to_string())
}

/// Holds the problems against the marks of a fixture.
fn check_problems(fixture: &str) {
    for fixture in [Fixture::parse(fixture), Fixture::parse(fixture).with_crlf()] {
        let file = &fixture.files[0];
        let found = |problem: base::Finding| Found {
            range: problem.anchor.span().range(),
            level: "info".to_owned(),
            code: "config".to_owned(),
            message: problem.message,
        };
        let problems: Vec<Found> = parse(&file.text).problems.into_iter().map(found).collect();
        file.assert_found(&problems);
    }
}

#[test]
fn each_way_to_export_is_understood() {
    for text in [
        "import { defineConfig } from 'prisma/config';\nexport default defineConfig({ schema: 'db' })",
        "import { defineConfig as d } from 'prisma/config';\nexport default d({ schema: 'db' })",
        "import * as prisma from 'prisma/config';\nexport default prisma.defineConfig({ schema: 'db' })",
        "export default { schema: 'db' }",
        "export default { schema: 'db' } satisfies PrismaConfig;",
        "export default { schema: 'db' } as const",
        "export default ({ schema: 'db' } as any as PrismaConfig)",
        "export default <PrismaConfig>{ schema: 'db' }",
        "const config: PrismaConfig = { schema: 'db' };\nexport default config",
        "const config = defineConfig({ schema: 'db' });\nexport { config as default };",
        "const options = { schema: 'db' } as const;\nexport default defineConfig(options);",
        "module.exports = { schema: 'db' }",
        "module . exports = defineConfig({ schema: 'db' });",
        "const { defineConfig } = require('prisma/config');\nexports.default = defineConfig({ schema: 'db' })",
        "exports = module.exports = { schema: 'db' };",
        "export = { schema: 'db' };",
        "export default { 'schema': \"db\" }",
        "export default { ['schema']: `db` }",
        "const schema = 'db'; export default { schema };",
        "\u{feff}export default { schema: 'db' }",
        "#!/usr/bin/env node\nexport default { schema: 'db' }",
    ] {
        assert_eq!(schema(text), "/app/db", "{text}");
        assert_eq!(parse(text).problems, [], "{text}");
    }
}

#[test]
fn each_way_to_write_a_path_is_understood() {
    let cases = [
        ("'./db'", "/app/db"),
        ("'../db/schema.prisma'", "/db/schema.prisma"),
        ("'/abs/db'", "/abs/db"),
        ("'prisma\\\\schema'", "/app/prisma/schema"),
        ("`db`", "/app/db"),
        ("`${__dirname}/db`", "/app/db"),
        ("'a' + '/' + \"b\"", "/app/a/b"),
        ("(('db'))", "/app/db"),
        ("'db' as const", "/app/db"),
        ("'db'!", "/app/db"),
        ("folder", "/app/some/folder"),
        ("path.join(__dirname, 'a', 'b')", "/app/a/b"),
        ("path.join(import.meta.dirname, 'a', '../b')", "/app/b"),
        ("path.join('prisma', 'schema')", "/app/prisma/schema"),
        ("path.resolve('a')", "/app/a"),
        ("path.resolve(__dirname, folder)", "/app/some/folder"),
        ("path.resolve('a', '/b', 'c')", "/b/c"),
        ("path.posix.join('a', 'b')", "/app/a/b"),
        ("join(__dirname, /* here */ 'a')", "/app/a"),
        ("j('a', 'b')", "/app/a/b"),
        ("path.join(process.cwd(), 'a')", "/app/a"),
        ("path.join(path.dirname(fileURLToPath(import.meta.url)), 'a')", "/app/a"),
        ("fileURLToPath(new URL('./a/b', import.meta.url))", "/app/a/b"),
        ("process.env.SCHEMA ?? './db'", "/app/db"),
        ("process.env['SCHEMA'] || './db'", "/app/db"),
        ("'\\x64\\u0062\\u{2f}a'", "/app/db/a"),
        ("'größe/ø'", "/app/größe/ø"),
    ];
    for (written, expected) in cases {
        let text = format!(
            "import {{ join, join as j }} from 'node:path';\nconst folder = 'some/folder' as const;\n\
             export default {{ schema: {written} }}"
        );
        assert_eq!(schema(&text), expected, "{written}");
        let span = parse(&text).schema.unwrap().span;
        assert_eq!(&text[span.range()], written);
    }
}

#[test]
fn all_keys_are_read() {
    let text = r#"
import { defineConfig, env } from "prisma/config";
const external = ["users", "auth.sessions"] as const;
export default defineConfig({
  experimental: { externalTables: true, extensions: false, "studio": true },
  schema: "prisma",
  migrations: { path: "history", seed: "tsx seed.ts", initShadowDb: `CREATE TABLE x ();` },
  datasource: { url: env("DATABASE_URL"), shadowDatabaseUrl: process.env.SHADOW },
  views: { path: "views" },
  typedSql: { path: "sql" },
  tables: { external },
  enums: { external: ["role", /* more */ "mood"] },
});
"#;
    let config = parse(text);
    let path = |found: &Option<Located<PathBuf>>| found.as_ref().unwrap().value.display().to_string();
    assert_eq!(path(&config.schema), "/app/prisma");
    assert_eq!(path(&config.migrations_path), "/app/history");
    assert_eq!(path(&config.views_path), "/app/views");
    assert_eq!(path(&config.typed_sql_path), "/app/sql");
    assert_eq!(&text[config.datasource_url.unwrap().range()], r#"env("DATABASE_URL")"#);
    assert_eq!(&text[config.shadow_database_url.unwrap().range()], "process.env.SHADOW");
    assert!(text[config.datasource.unwrap().range()].starts_with("{ url:"));
    assert!(text[config.object.unwrap().range()].starts_with("{\n  experimental"));
    let names = |found: &[Located<String>]| {
        let name = |one: &Located<String>| one.value.clone();
        found.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(&config.external_tables), "users auth.sessions");
    assert_eq!(names(&config.external_enums), "role mood");
    assert_eq!(names(&config.experimental), "externalTables studio");
    assert_eq!(config.problems, []);
}

#[test]
fn later_keys_and_spread_objects_count_as_when_run() {
    assert_eq!(schema("export default { schema: 'a', schema: 'b' }"), "/app/b");
    let base = "const base = { schema: 'base' };\n";
    assert_eq!(schema(&format!("{base}export default {{ ...base }}")), "/app/base");
    assert_eq!(schema(&format!("{base}export default {{ ...base, schema: 'own' }}")), "/app/own");
    assert_eq!(schema(&format!("{base}export default {{ schema: 'own', ...base }}")), "/app/base");
    assert_eq!(schema("export default { schema: undefined }"), "-");
    assert_eq!(parse("export default { schema: undefined }").problems, []);
}

#[test]
fn what_only_running_would_tell_is_one_problem_at_its_place() {
    check_problems(
        r#"
        export default defineConfig({
          schema: pickSchema(),
                //^^^^^^^^^^^^ info[config]: The value of `schema` cannot be...
          migrations: { path: process.env.MIGRATIONS },
                            //^^^^^^^^^^^^^^^^^^^^^^ info[config]: The value of `migrations.path`...
          tables: { external: ["a", name] },
                            //^^^^^^^^^^^ info[config]: The value of `tables.external`...
          enums: { external: load() },
                           //^^^^^^ info[config]: The value of `enums.external`...
          datasource: { url: secret() },
        });
        "#,
    );
    check_problems(
        r#"
        import { base } from "./base";
        export default { ...base, migrations: { path: "m" } };
                       //^^^^^^^ info[config]: This part of the configuration cannot...
        "#,
    );
    check_problems(
        r#"
        export default { [process.env.KEY]: 1 };
                       //^^^^^^^^^^^^^^^^^^^^ info[config]: This part of the configuration...
        "#,
    );
}

#[test]
fn a_file_that_exports_nothing_is_one_problem() {
    check_problems(
        r#"
        throw new Error("no configuration");
        //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info[config]: The configuration has no readable default...
        "#,
    );
    check_problems(
        r#"
        while (true) {
        //<^^^^^^^^^^^^^^ info[config]: The configuration has no readable default...
          run();
        }
        "#,
    );
    assert_eq!(parse("").problems.len(), 1);
    assert_eq!(schema("import 'dotenv/config';\nthrow 1;\nexport default { schema: 'db' }"), "/app/db");
    assert_eq!(schema("for (;;) {}\nexport default { schema: 'db' }"), "/app/db");
}

#[test]
fn names_that_lead_round_in_circles_end() {
    assert_eq!(schema("const a = b; const b = a; export default { schema: a }"), "-");
    assert_eq!(schema("const a = a; export default a"), "-");
    assert_eq!(schema("const a = a + a; export default { schema: a }"), "-");
    assert_eq!(schema("const a = { ...a, ...a }; export default a"), "-");
    let doubled = |how: fn(usize) -> String| {
        let constants: Vec<String> = (0..30).map(how).collect();
        format!("{}const v30 = 'x';\nexport default {{ schema: v0, ...v0 }}", constants.join("\n"))
    };
    schema(&doubled(|n| format!("const v{n} = v{m} + v{m};", m = n + 1)));
    schema(&doubled(|n| format!("const v{n} = {{ ...v{m}, ...v{m} }};", m = n + 1)));
    schema(&doubled(|n| format!("const v{n} = `${{v{m}}}${{v{m}}}`;", m = n + 1)));
}

#[test]
fn any_text_has_an_answer() {
    let nested =
        |open: &str, close: &str| format!("export default {}{}", open.repeat(10_000), close.repeat(10_000));
    for text in [
        nested("(", ")"),
        nested("[", "]"),
        nested("{a:", "}"),
        nested("{schema:", ""),
        nested("f(", ")"),
        nested("`${", "}`"),
        format!("export default {{ schema: {}1 }}", "'a'+".repeat(10_000)),
        "export default { schema: '".to_owned(),
        "export default {".to_owned(),
        "export default".to_owned(),
        "\u{0}\u{1}\u{feff}é💥".to_owned(),
        "module.exports =".to_owned(),
        "export default { schema: path.join() }".to_owned(),
        "export default { schema: path.join(...parts) }".to_owned(),
        "export default { schema: fileURLToPath() }".to_owned(),
        "export default { schema: path.dirname('') }".to_owned(),
        "x".repeat(2 << 20),
    ] {
        let config = parse(&text);
        for problem in &config.problems {
            assert!(problem.anchor.span().end as usize <= text.len());
        }
    }
}

#[test]
fn broken_text_around_the_object_does_not_matter() {
    assert_eq!(schema("const x = ;\nexport default defineConfig({ schema: 'db' })"), "/app/db");
    assert_eq!(schema("export default defineConfig({ schema: 'db', datasource: { url: } })"), "/app/db");
    assert_eq!(schema("export default defineConfig({ schema: 'db' migrations: 1 })"), "/app/db");
}

#[test]
fn configuration_files_are_found_by_name() {
    for name in CONFIG_NAMES {
        let project = files(&format!("//- /app/{name}\nx\n//- /app/prisma/x\n"));
        let expected = Some(Path::new("/app").join(name));
        assert_eq!(config_in(&project, Path::new("/app")), expected);
        assert_eq!(nearest_config(&project, Path::new("/app/prisma/schema.prisma")), expected);
        assert_eq!(config_in(&project, Path::new("/app/prisma")), None);
    }
    let both = files("//- /app/prisma.config.ts\nx\n//- /app/prisma.config.js\nx\n");
    assert_eq!(config_in(&both, Path::new("/app")), Some("/app/prisma.config.js".into()));
}

#[test]
fn what_prisma_8_is_configured_with() {
    let known = |packs| ControlStack { target: Some(Target::Postgres), extensions: Extensions::Known(packs) };
    let partly = |target, packs| ControlStack { target, extensions: Extensions::Partly(packs) };
    let config = |import: &str, rest: &str| {
        let text = format!(
            "import {{ defineConfig }} from '@prisma/orm-{import}/config';\nimport pgvector from '@prisma/orm-extension-pgvector/control';\nimport own from './own';\nimport other from 'other-extension';\nexport default defineConfig({{ {rest} }});\n"
        );
        let read = parse(&text);
        (read.stack, read.schema.map(|it| it.value.display().to_string()))
    };
    let file = |path: &str| Some(format!("/app/{path}"));
    let mut vector = PackSet::NONE;
    assert!(vector.add("@prisma/orm-extension-pgvector/control"));
    let (none, some) = (known(PackSet::NONE), partly(Some(Target::Postgres), PackSet::NONE));
    assert_eq!(config("postgres", "contract: './contract.prisma'"), (none, file("contract.prisma")));
    assert_eq!(config("postgres", "contract: 'prisma/**/*.prisma', extensions: []"), (none, file("prisma")));
    assert_eq!(
        config("postgres", "contract: 'a.prisma', extensions: [pgvector]"),
        (known(vector), file("a.prisma"))
    );
    assert_eq!(config("postgres", "contract: 'a.prisma', extensions: [own]"), (some, file("a.prisma")));
    assert_eq!(
        config("postgres", "contract: 'a.prisma', extensions: [pgvector, other]"),
        (partly(Some(Target::Postgres), vector), file("a.prisma"))
    );
    assert_eq!(config("postgres", "contract: 'a.prisma', ...other"), (some, file("a.prisma")));
    assert_eq!(config("postgres", "contract: './contract.ts'"), (none, None));
    assert_eq!(config("mongo", "contract: 'a.prisma'"), (ControlStack::of(Target::Mongo), file("a.prisma")));
    assert_eq!(
        config("sqlite", "contract: 'a.prisma'"),
        (ControlStack::of(Target::Sqlite), file("a.prisma"))
    );
    assert_eq!(parse("export default {").stack, ControlStack::UNKNOWN);
    assert_eq!(parse("export default { contract: 'a.prisma' }").stack.target, None);
}

#[test]
fn the_configuration_of_prisma_8_may_be_under_a_key() {
    let read = parse(
        "import { definePrismaConfig } from '@prisma/cli-engine';\nimport pgvector from '@prisma/orm-extension-pgvector/control';\nimport { defineConfig as ormConfig } from '@prisma/orm-postgres/config';\nconst extensions = [pgvector];\nexport default definePrismaConfig({\n  orm: ormConfig({ contract: './src/contract.prisma', extensions }),\n});\n",
    );
    let mut packs = PackSet::NONE;
    assert!(packs.add("@prisma/orm-extension-pgvector/control"));
    let expected = ControlStack { target: Some(Target::Postgres), extensions: Extensions::Known(packs) };
    assert_eq!(read.stack, expected);
    assert_eq!(read.schema.map(|it| it.value), Some("/app/src/contract.prisma".into()));
    assert_eq!(read.problems, []);
}

#[test]
fn dependencies_name_the_target_where_no_configuration_does() {
    let stack = |dependencies: &str, given: ControlStack| {
        let package = format!("//- /app/package.json\n{{ \"dependencies\": {{ {dependencies} }} }}\n");
        given.or_target_of_package(&files(&package), Path::new("/app/prisma/schema.prisma")).target
    };
    let mongo = "\"@prisma/orm-mongo\": \"8.0.0-rc.13\"";
    assert_eq!(stack(mongo, ControlStack::default()), Some(Target::Mongo));
    assert_eq!(stack(mongo, ControlStack::UNKNOWN), Some(Target::Mongo));
    assert_eq!(stack(mongo, ControlStack::of(Target::Sqlite)), Some(Target::Sqlite));
    assert_eq!(stack("", ControlStack::default()), Some(Target::Postgres));
    assert_eq!(stack("", ControlStack::UNKNOWN), None);
    let both = format!("{mongo}, \"@prisma/orm-postgres\": \"8.0.0-rc.13\"");
    assert_eq!(stack(&both, ControlStack::default()), None);
}
