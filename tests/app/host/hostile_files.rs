//! No configuration file ends the program: mutants of all that are read go through everything that reads them.
//!
//! `PRISMA_LENS_MUTANT_MINUTES=30 cargo test --release -p prisma-lens --test app hostile_files` runs longer.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Level;
use base::text::{Span, apply_edits};
use model::project::{Files, MemoryFiles, Settings, discover, set_rule_level};
use model::schema::SchemaFile;
use prisma_lens::host::{LoadedFile, Project, ProjectOptions, settings_file_problems};
use statistics::format::{STATISTICS_PATH, Statistics};
use support::mutants::{place, survives};
use support::random::Random;

/// The files of a project that say something about its schema, each as someone would write it.
const FILES: [(&str, &str); 19] = [
    (
        "/app/prisma.config.ts",
        "import path from 'node:path';\nimport { defineConfig, env } from 'prisma/config';\nimport { folder } from './folder';\nconst base = path.join(__dirname, 'prisma');\ntype Env = { URL: string };\nexport default defineConfig({\n  schema: `${base}/schema.prisma`,\n  migrations: { path: path.join(folder, 'migrations'), seed: 'tsx seed.ts' },\n  datasource: { url: env<Env>('URL') },\n  tables: { external: ['public.a', \"b\"] },\n} satisfies unknown);\n",
    ),
    (
        "/app/prisma.config.mjs",
        "const isTest = process.env.TEST === '1';\nmodule.exports = { schema: isTest ? 'a' : './prisma', ...(isTest && { views: { path: 'v' } }) };\n",
    ),
    ("/app/folder.ts", "export const folder = ['prisma', 'more'].join('/');\nexport default { folder };\n"),
    (
        "/app/package.json",
        "{\n  \"name\": \"app\",\n  \"workspaces\": [\"packages/*\"],\n  \"prisma\": { \"schema\": \"prisma/schema.prisma\", \"seed\": \"tsx seed.ts\" },\n  \"scripts\": { \"migrate\": \"prisma db push --accept-data-loss && prisma migrate dev\" },\n  \"dependencies\": { \"@prisma/client\": \"^6.1.0\", \"next\": \"workspace:*\" },\n  \"devDependencies\": { \"prisma\": \"~7.0.0 || >=5 <6\" }\n}\n",
    ),
    (
        "/app/prisma-lens.toml",
        "extends = \"../base.toml\"\npreset = \"strict\"\nprisma-version = \"7.1.0\"\nexclude = [\"**/generated/**\"]\n[rules]\nfk-missing-index = \"error\"\nfloat-money = { level = \"hint\", names = [\"price\"] }\n[format]\nindent = 4\n[migrations]\nlint = \"new\"\n[[overrides]]\nfiles = [\"prisma/*.prisma\"]\nrules = { naming = \"off\" }\n",
    ),
    ("/app/prisma/prisma-lens.toml", "extends = [\"../prisma-lens.toml\", \"./prisma-lens.toml\"]\n"),
    (
        "/app/.prismalintrc.json",
        "{ \"rules\": { \"model-name-grammatical-number\": [\"error\", { \"style\": \"singular\" }] } }\n",
    ),
    (
        "/app/.prismalintrc",
        "rules:\n  field-name-camel-case:\n    - error\n    - allowList: [ID, 'a b']\n      ignorePrefix: &x _\n  other: *x\n  text: |\n    a\n",
    ),
    ("/app/.prismalintrc.yaml", "rules: { a: off, b: [warn, {c: 1}] }\n---\n- x\n"),
    (
        "/app/.prisma-lens/stats.json",
        "{\n  \"version\": 1, \"provider\": \"postgresql\", \"serverVersion\": \"16.2\",\n  \"collectedAt\": \"2026-01-01T00:00:00Z\", \"countingSince\": \"2025-12-01T00:00:00Z\",\n  \"tables\": [{ \"schema\": \"public\", \"name\": \"A\", \"rows\": 18446744073709551615, \"tableBytes\": 8192, \"deadRows\": 3, \"sequentialScans\": 4, \"writes\": 7 }],\n  \"indexes\": [{ \"table\": \"A\", \"name\": \"A_pkey\", \"columns\": [{ \"name\": \"id\", \"isDescending\": true }, { \"name\": \"lower(é)\", \"isExpression\": true }], \"method\": \"btree\", \"isUnique\": true, \"isPrimary\": true, \"isValid\": true, \"isPartial\": false, \"bytes\": 8192, \"scans\": 0 }],\n  \"statements\": [{ \"shape\": \"SELECT ? FROM A WHERE price = ?\", \"calls\": 10, \"totalMs\": 1e3, \"meanMs\": 0.1, \"maxMs\": 5, \"tags\": { \"model\": \"A\" } }]\n}\n",
    ),
    (
        "/app/package-lock.json",
        "{ \"lockfileVersion\": 3, \"packages\": { \"\": {}, \"node_modules/prisma\": { \"version\": \"6.2.1\" }, \"node_modules/@prisma/client\": { \"version\": \"6.2.1\" } } }\n",
    ),
    (
        "/app/yarn.lock",
        "# yarn lockfile v1\n\n\"@prisma/client@^6.0.0\", prisma@^6:\n  version \"6.2.1\"\n  dependencies:\n    a \"1\"\n",
    ),
    (
        "/app/packages/a/yarn.lock",
        "__metadata:\n  version: 8\n\n\"prisma@npm:^6.0.0, prisma@npm:6\":\n  version: 6.2.1\n  resolution: \"prisma@npm:6.2.1\"\n",
    ),
    (
        "/app/pnpm-lock.yaml",
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    devDependencies:\n      prisma: {specifier: ^6, version: 6.2.1(typescript@5.0.0)}\npackages:\n  prisma@6.2.1:\n    resolution: {integrity: x}\n",
    ),
    (
        "/app/pnpm-workspace.yaml",
        "packages:\n  - 'packages/*'\ncatalog:\n  prisma: ^6.2.0\ncatalogs:\n  a: { prisma: 5 }\n",
    ),
    (
        "/app/bun.lock",
        "{ \"lockfileVersion\": 1, \"packages\": { \"prisma\": [\"prisma@6.2.1\", \"\", {}, \"x\"], }, }\n",
    ),
    ("/app/prisma/migrations/migration_lock.toml", "# text\nprovider = \"postgresql\"\n"),
    ("/app/node_modules/prisma/package.json", "{ \"name\": \"prisma\", \"version\": \"6.2.1-dev.3+x\" }\n"),
    ("/base.toml", "preset = \"minimal\"\n[rules]\nnothing = \"error\"\n"),
];

const SCHEMA: &str = "generator client {\n  provider = \"prisma-client\"\n  output = \"../generated\"\n}\ndatasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  price Float\n}\n";

/// The project in which the file number `at` has another text.
fn project(at: usize, text: &str) -> MemoryFiles {
    let mut files: MemoryFiles = FILES.into_iter().collect();
    files.insert("/app/prisma/schema.prisma", SCHEMA);
    files.insert("/app/prisma/more.prisma", "enum E {\n  A\n}\n");
    files.insert(
        "/app/prisma/migrations/1_a/migration.sql",
        "CREATE TABLE \"A\" (\"id\" INTEGER PRIMARY KEY);\n",
    );
    files.insert("/app/packages/a/schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n");
    files.insert(FILES[at].0, text);
    files
}

/// The project is found and decided on, and every place that is complained of lies in its file.
#[test]
fn projects_are_loaded() {
    let seeds: Vec<String> = FILES.iter().map(|(_, text)| (*text).to_owned()).collect();
    survives("projects", &seeds, |text, random| {
        // Mostly another file than the one that the text comes from.
        let files = project(random.below(FILES.len()), text);
        let sets = discover(&files, &["/app".into()]);
        assert!(!sets.is_empty());
        for set in sets {
            let folder = PathBuf::from("/app");
            let options = ProjectOptions { folder: Some(&folder), ..ProjectOptions::default() };
            let project = Project::load(&files, set, &options);
            for problem in &project.problems {
                let Some(path) = problem.anchor.path() else { continue };
                let text = files.read(path).unwrap_or_default();
                assert!(
                    text.get(problem.anchor.span().range()).is_some(),
                    "{problem:?} is outside of {path:?}"
                );
                for fix in &problem.fixes {
                    let edits: Vec<_> = fix.path_edits.iter().map(|it| it.edit.clone()).collect();
                    apply_edits(&text, &edits);
                }
            }
            project.history(&files);
            project.diff_options();
            let analysis = project.analysis(|path| {
                let content = Arc::new(SchemaFile::new(&files.read(path)?));
                Some(LoadedFile { name: path.to_string_lossy().into(), content })
            });
            ide::diagnostics(&analysis, true);
        }
    });
}

/// What an editor asks about a `prisma-lens.toml` and changes in it, whatever it holds.
#[test]
fn settings_are_asked_about_and_changed() {
    let seeds: Vec<String> = FILES.iter().map(|(_, text)| (*text).to_owned()).collect();
    survives("settings", &seeds, |text, random: &mut Random| {
        let path = Path::new("/app/prisma-lens.toml");
        let files: MemoryFiles = [(path, text)].into_iter().collect();
        settings_file_problems(&files, path);
        for _ in 0..5 {
            let at = u32::try_from(place(text, random)).unwrap();
            ide::settings_completions(text, at);
            ide::settings_hover(text, at);
            ide::remove_setting(text, Span::at(at));
        }
        ide::settings_links(text);
        if let Ok(edits) = set_rule_level(text, "float-money", Level::Off) {
            let changed = Settings::from_toml(path, &apply_edits(text, &edits));
            let level = changed.rules.iter().rev().find(|rule| rule.code == "float-money");
            assert!(level.is_some(), "the level of the rule is not set");
        }
    });
}

/// Statistics are read and written alike.
#[test]
fn statistics_are_read() {
    let seeds = [FILES.iter().find(|(path, _)| path.ends_with(STATISTICS_PATH)).unwrap().1.to_owned()];
    survives("statistics", &seeds, |text, _| {
        if let Ok(read) = Statistics::read(text) {
            assert_eq!(Statistics::read(&read.to_json()).as_ref(), Ok(&read));
        }
    });
    // The seed itself is read whole.
    let read = Statistics::read(&seeds[0]).unwrap();
    assert_eq!((read.tables.len(), read.indexes[0].columns.len(), read.statements.len()), (1, 2, 1));
}
