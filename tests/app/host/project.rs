//! What is decided about a schema from the files around it.

use std::path::Path;
use std::sync::Arc;

use base::{FileId, Level, Preset};
use model::project::{Files, MemoryFiles, Settings, schema_of};
use model::schema::SchemaFile;
use prisma_lens::host::{LoadedFile, Project, ProjectOptions};

use support::fixture::Fixture;

const RULE: &str = "created-at-default";

fn load(files: &MemoryFiles, asked: &ProjectOptions<'_>) -> Project {
    let set = schema_of(files, Path::new("/app/prisma/schema.prisma"), &["/app".into()]);
    Project::load(files, set, asked)
}

fn level(files: &MemoryFiles, asked: &ProjectOptions<'_>) -> Level {
    let analysis = load(files, asked).analysis(|path| {
        let content = Arc::new(SchemaFile::new(&files.read(path)?));
        Some(LoadedFile { name: path.to_string_lossy().into(), content })
    });
    analysis.rules_of(FileId(0)).level(RULE)
}

fn files(more: &str) -> MemoryFiles {
    let schema = "//- /app/prisma/schema.prisma\nmodel A {\n  id Int @id\n}\n";
    Fixture::parse(&format!("{schema}{more}")).memory()
}

#[test]
fn the_file_near_the_schema_wins_over_the_editor_and_both_over_prisma_lint() {
    let lint = "//- /app/.prismalintrc.json\n{ \"rules\": { \"require-default-empty-arrays\": \"off\" } }\n";
    let toml = "//- /app/prisma-lens.toml\n[rules]\ncreated-at-default = \"error\"\n";
    let editor = Settings::from_editor(&serde_json::json!({ "rules": { RULE: "hint" } }), &[]);
    let with_editor = ProjectOptions { editor: Some(&editor), ..ProjectOptions::default() };
    assert_eq!(
        level(&files(lint), &ProjectOptions::default()),
        Level::Off,
        "no preset lies below an imported configuration"
    );
    assert_eq!(level(&files(""), &ProjectOptions::default()), Level::Warning);
    assert_eq!(level(&files(lint), &with_editor), Level::Hint);
    assert_eq!(level(&files(&format!("{lint}{toml}")), &with_editor), Level::Error);
}

#[test]
fn what_is_asked_for_wins_over_all_settings() {
    let files = files("//- /app/prisma-lens.toml\npreset = \"minimal\"\n");
    let codes = [RULE.to_owned()];
    let others = ["unused-suppression".to_owned()];
    assert_eq!(level(&files, &ProjectOptions::default()), Level::Off);
    assert_eq!(
        level(&files, &ProjectOptions { preset: Some(Preset::Strict), ..ProjectOptions::default() }),
        Level::Warning
    );
    assert_eq!(level(&files, &ProjectOptions { only: &codes, ..ProjectOptions::default() }), Level::Warning);
    let without =
        ProjectOptions { preset: Some(Preset::Strict), without: &codes, ..ProjectOptions::default() };
    assert_eq!(level(&files, &without), Level::Off);
    let only = ProjectOptions { preset: Some(Preset::Strict), only: &others, ..ProjectOptions::default() };
    assert_eq!(level(&files, &only), Level::Off);
}

#[test]
fn problems_of_all_configuration_files_are_told_at_their_place() {
    let files = files(
        r#"//- /app/prisma-lens.toml
preset = "strictest"
[rules]
created-at-defaults = "off"
//- /app/.prismalintrc.json
{ "rules": { "made-up-rule": ["error"] } }
//- /app/prisma.config.ts
export default { schema: where() };
"#,
    );
    let problems = load(&files, &ProjectOptions::default()).problems;
    let told: Vec<(String, &str, Level, String)> = problems
        .iter()
        .map(|it| {
            let path = it.anchor.path().unwrap();
            let text = files.read(path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, it.code, it.level, it.anchor.span().of(&text).to_owned())
        })
        .collect();
    let expected = [
        (".prismalintrc.json", "settings", Level::Info, "\"made-up-rule\""),
        ("prisma-lens.toml", "settings", Level::Error, "\"strictest\""),
        ("prisma-lens.toml", "settings", Level::Error, "created-at-defaults"),
        ("prisma.config.ts", "prisma-config", Level::Info, "where()"),
    ];
    for (name, code, level, text) in expected {
        assert!(told.contains(&(name.into(), code, level, text.into())), "{text} is not among {told:#?}");
    }
}

#[test]
fn migrations_are_found_beside_the_schema() {
    let cases = [
        ("", false),
        ("//- /app/prisma/migrations/migration_lock.toml\n", false),
        ("//- /app/prisma/migrations/1_init/migration.sql\nSELECT 1;\n", true),
        ("//- /app/migrations/1_init/migration.sql\nSELECT 1;\n", false),
    ];
    for (more, expected) in cases {
        assert_eq!(load(&files(more), &ProjectOptions::default()).facts.has_migrations, expected, "{more}");
    }
}
