//! The many ways to write a `prisma.config.*` that comes to the same, and what must never be read because of one.

use std::path::{Path, PathBuf};

use model::project::{MemoryFiles, PrismaConfig};

use super::files;

const SCHEMA: &str = "datasource d {\n  provider = \"sqlite\"\n}\n";

/// The configuration at `/app/prisma.config.ts` of a project whose schema is `/app/db`.
fn load(config: &str, others: &[(&str, &str)]) -> PrismaConfig {
    load_at("/app/prisma.config.ts", config, others)
}

fn load_at(path: &str, config: &str, others: &[(&str, &str)]) -> PrismaConfig {
    let mut project = MemoryFiles::new();
    project.insert("/app/package.json", "{ \"name\": \"app\" }");
    project.insert("/app/db/main.prisma", SCHEMA);
    project.insert(path, config);
    for (path, text) in others {
        project.insert(*path, *text);
    }
    PrismaConfig::load(&project, Path::new(path), &["/app".into()]).unwrap()
}

/// Holds that a configuration names `/app/db`, without any problem.
fn check(config: &str, others: &[(&str, &str)]) {
    check_at("/app/prisma.config.ts", config, others);
}

fn check_at(path: &str, config: &str, others: &[(&str, &str)]) {
    let found = load_at(path, config, others);
    let schema = found.schema.as_ref().map(|schema| schema.value.display().to_string());
    assert_eq!(schema.as_deref(), Some("/app/db"), "{config}\n{:?}", found.problems);
    assert_eq!((found.problems, found.missing_schema), (vec![], None), "{config}");
}

#[test]
fn each_way_to_build_a_path_is_followed() {
    for schema in [
        "['.', 'db'].join('/')",
        "new URL('./db', import.meta.url).pathname",
        "fileURLToPath(new URL('./db', import.meta.url))",
        "fileURLToPath(import.meta.resolve('./db'))",
        "path.join(import.meta.dir, 'db')",
        "path.join(import.meta.dirname ?? __dirname, 'db')",
        "path.join(typeof __dirname !== 'undefined' ? __dirname : path.dirname(fileURLToPath(import.meta.url)), 'db')",
        "path.resolve(path.dirname(import.meta.filename), './x/../db')",
        "path.join(...['x', '..'], 'db')",
        "`${'d'}b`",
        "String('db')",
        "'./DB'.replace('DB', 'db')",
        "(true ? 'db' : 'other')",
        "(process.env.CI ? 'nowhere' : 'db')",
        "(process.env.CI ? 'db' : 'nowhere')",
        "{ development: 'db', production: 'nowhere' }[process.env.NODE_ENV ?? 'development']",
        "process.env.SCHEMA ?? 'db'",
        "env('SCHEMA') || 'db'",
        "{ kind: 'multi', folderPath: path.join('db') }",
        "(() => 'db')()",
        "(function () { if (process.env.X) { return 'nowhere'; } return 'db'; })()",
        "at('db')",
        "folder('d')",
        "places.schema",
        "places['schema']",
        "places?.nested?.schema",
        "changed",
        "later",
        "inner",
        "first",
    ] {
        check(
            &format!(
                "import path, {{ dirname }} from 'node:path';\nimport {{ fileURLToPath }} from 'node:url';\n\
                 const places = {{ schema: 'db', nested: {{ schema: './db' }} }} as const;\n\
                 let changed = 'db';\nlet later: string;\nif (process.env.X) {{ later = 'nowhere' }} else {{ later = 'db' }}\n\
                 const {{ nested: {{ schema: inner }} }} = places;\nconst [first] = ['db'];\n\
                 const at = (name: string, base = __dirname) => path.join(base, name);\n\
                 function folder(start: string) {{ const end = 'b'; return start + end; }}\n\
                 export default {{ schema: {schema} }}"
            ),
            &[],
        );
    }
}

#[test]
fn each_way_to_export_is_followed() {
    for config in [
        "export default defineConfig(/* here */ { schema: 'db' })",
        "import { withEnv } from '@acme/config'; export default withEnv(defineConfig({ schema: 'db' }))",
        "import { wrap } from './missing'; export default wrap({ schema: 'db' }, 1)",
        "function config() { return defineConfig({ schema: 'db' }) }\nexport default config()",
        "const make = (schema: string) => defineConfig({ schema });\nexport default make('db')",
        "export default (() => ({ schema: 'db' }))()",
        "export default defineConfig(async () => { return { schema: 'db' } })",
        "import { withEnv } from 'x'; export default withEnv(async () => defineConfig({ schema: 'db' }))",
        "import { wrap } from 'x'; export default wrap({ log: true })(defineConfig({ schema: 'db' }))",
        "enum Paths { Schema = 'db' } export default { schema: Paths.Schema }",
        "export default await Promise.resolve({ schema: 'db' })",
        "export default defineConfig(process.env.W ? { engine: 'js', schema: 'db' } : ({ schema: 'db' } as any))",
        "const base = { schema: 'db' }; export default Object.assign({}, base, { engine: 'js' })",
        "const base = { schema: 'db' }; export default { ...(process.env.X ? base : {}), ...base }",
        "export default { ...(process.env.X && { engine: 'js' }), schema: 'db' }",
        "export default { get schema() { return 'db' } }",
        "const c = {} as any; export default { schema: 'db' }; c.x = 1",
        "Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = void 0;\n\
         const config_1 = require('prisma/config');\nconst node_path_1 = __importDefault(require('node:path'));\n\
         exports.default = (0, config_1.defineConfig)({ schema: node_path_1.default.join('db') });",
        "var __toESM = (mod) => mod;\nvar out = {};\n__export(out, { default: () => prisma_config_default });\n\
         module.exports = __toCommonJS(out);\nvar import_config = require('prisma/config');\n\
         var prisma_config_default = (0, import_config.defineConfig)({ schema: 'db' });",
        "import type { PrismaConfig } from 'prisma';\nexport default { schema: 'db' } satisfies PrismaConfig",
    ] {
        check(config, &[]);
    }
}

#[test]
fn files_of_the_package_are_followed() {
    let constant = ("/app/paths.ts", "export const SCHEMA = './db';\nexport const dirs = { db: 'db' };");
    check("import { SCHEMA } from './paths'; export default { schema: SCHEMA }", &[constant]);
    check("import { SCHEMA as S } from './paths.js'; export default { schema: S }", &[constant]);
    check("import * as paths from './paths'; export default { schema: paths.dirs.db }", &[constant]);
    check("const { SCHEMA } = require('./paths'); module.exports = { schema: SCHEMA }", &[constant]);
    let folder =
        ("/app/config/index.mts", "export * from './inner';\nexport { s as renamed } from './inner';");
    let inner =
        ("/app/config/inner.ts", "import path from 'path';\nexport const s = path.join(__dirname, '../db');");
    check("import { s } from './config'; export default { schema: s }", &[folder, inner]);
    check("import { renamed } from './config'; export default { schema: renamed }", &[folder, inner]);
    let helper = (
        "/app/helper.ts",
        "export default function (name: string) { return defineConfig({ schema: name }) }",
    );
    check("import make from './helper'; export default make('db')", &[helper]);
    let whole = ("/app/tools/prisma.ts", "export default { schema: 'db' }");
    check("export { default } from './tools/prisma'", &[whole]);
    check("import base from './tools/prisma'; export default { ...base }", &[whole]);
    check(
        "export { default } from './tools/prisma.cjs'",
        &[("/app/tools/prisma.cjs", "module.exports = { schema: 'db' }")],
    );
    let json = ("/app/paths.json", "{ \"schema\": \"db\" }");
    check(
        "import paths from './paths.json' with { type: 'json' }; export default { schema: paths.schema }",
        &[json],
    );
    let package = ("/app/package.json", "{ \"name\": \"app\", \"config\": { \"schema\": \"db\" } }");
    check("import pkg from './package.json'; export default { schema: pkg.config.schema }", &[package]);
}

#[test]
fn the_folder_that_commands_run_in_is_above_the_folder_of_configurations() {
    let path = "/app/.config/prisma.ts";
    check_at(path, "import path from 'path'; export default { schema: path.join(process.cwd(), 'db') }", &[]);
    check_at(path, "export default { schema: '../db' }", &[]);
    check_at(path, "import { resolve } from 'path'; export default { schema: resolve('db') }", &[]);
}

#[test]
fn what_exists_is_chosen_and_what_does_not_is_an_error() {
    let found = load("export default { schema: process.env.X ? 'db/other.prisma' : 'db/main.prisma' }", &[]);
    assert_eq!(found.schema.unwrap().value, PathBuf::from("/app/db/main.prisma"));
    let text = "export default { schema: 'prisma/schema.prisma' }";
    let found = load(text, &[]);
    let missing = found.missing_schema.unwrap();
    assert_eq!(&text[missing.anchor.span().range()], "'prisma/schema.prisma'");
    assert!(missing.message.contains("no schema at `prisma/schema.prisma`"), "{}", missing.message);
    assert!(found.schema.is_none() && found.names_schema && found.problems.is_empty());
}

#[test]
fn nothing_outside_is_read() {
    let secret = ("/etc/secret.ts", "export const S = 'db';");
    let found = load("import { S } from '../etc/secret'; export default { schema: S }", &[secret]);
    assert!(found.schema.is_none() && found.problems.len() == 1);
    for schema in
        ["'/'", "path.join('/')", "path.resolve('/', 'etc')", "'../../..'", "path.join(__dirname, '../..')"]
    {
        let text = format!("import path from 'path';\nexport default {{ schema: {schema} }}");
        let found = load(&text, &[("/etc/x.prisma", SCHEMA)]);
        assert!(found.schema.is_none() && found.names_schema, "{schema}");
        assert!(found.problems[0].message.contains("outside this project"), "{:?}", found.problems);
        assert_eq!(&text[found.problems[0].anchor.span().range()], schema);
    }
    // Another package of the same repository is no foreign place.
    let shared = files(
        "//- /repo/.git/HEAD\nx\n//- /repo/apps/a/package.json\n{}\n//- /repo/apps/a/prisma.config.ts\n\
         export default { schema: '../../shared' }\n//- /repo/shared/x.prisma\nmodel A {}\n",
    );
    let found = PrismaConfig::load(&shared, Path::new("/repo/apps/a/prisma.config.ts"), &[]).unwrap();
    assert_eq!(found.schema.unwrap().value, PathBuf::from("/repo/shared"));
}

#[test]
fn scripts_that_lead_round_in_circles_end() {
    let a = ("/app/a.ts", "import { b } from './b'; export const a = b;");
    let b = ("/app/b.ts", "import { a } from './a'; export const b = a;");
    let found = load("import { a } from './a'; export default { schema: a }", &[a, b]);
    assert!(found.schema.is_none() && found.problems.len() == 1);
    for text in [
        "const f = () => f(); export default { schema: f() }",
        "function f(n) { return g(n) + g(n) } function g(n) { return f(n) + f(n) } export default { schema: f(1) }",
        "export { default } from './prisma.config'",
        "import c from './prisma.config'; export default { ...c }",
        "let s = 'a'; s = s + s; s += s; export default { schema: s }",
        "const f = (x) => ({ ...x, schema: x.schema + x.schema }); export default f(f(f(f({ schema: 'a' }))))",
    ] {
        load(text, &[]);
    }
}

#[test]
fn deep_or_long_text_is_refused_and_not_followed() {
    for unit in [
        "(",
        "[",
        "!",
        "-",
        "typeof ",
        "a?",
        "a=",
        "()=>",
        "new ",
        "{a:",
        "`${",
        "if(a){}else ",
        "a.b(",
        "<T>",
        "await ",
    ] {
        let count = 60_000 / unit.len();
        let found = load(&format!("export default {}", unit.repeat(count)), &[]);
        assert!(found.schema.is_none(), "{unit}");
    }
    let found = load(&format!("export default {{ schema: '{}' }}", "x".repeat(70_000)), &[]);
    assert!(found.problems[0].message.contains("too large"), "{:?}", found.problems);
}
