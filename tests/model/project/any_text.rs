//! Whatever a file holds, reading it ends with an answer whose places lie in the file.

use std::path::Path;

use proptest::prelude::*;

use base::text::Span;
use model::project::{LintSettings, MemoryFiles, PackageJson, PrismaConfig, PrismaVersion, Settings};
use model::project::{detect_version, directive, discover, scan, schema_of};

/// Texts made of the words that the readers look for, and of anything.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "export",
        "default",
        "defineConfig",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "=",
        "...",
        "schema",
        "migrations",
        "path",
        ".",
        "join",
        "__dirname",
        "'a'",
        "\"b\"",
        "`c`",
        "`${",
        "const",
        "x",
        "module",
        "exports",
        "//",
        "/*",
        "*/",
        "\n",
        "\r\n",
        "\\",
        "datasource db {",
        "generator g {",
        "output = ",
        "use prisma-next",
        "preset",
        "rules",
        "level",
        "overrides",
        "[[",
        "]]",
        "\"error\"",
        "null",
        "1",
        "^7",
        "||",
        " - ",
        "é",
        "💥",
        "\u{feff}",
        "\0",
        " ",
    ]);
    prop_oneof![prop::collection::vec(words, 0..60).prop_map(|words| words.concat()), any::<String>(),]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn reading_ends_and_places_are_inside(text in text()) {
        let inside = |span: Span| text.get(span.range()).is_some();
        let config = PrismaConfig::parse(Path::new("/app/prisma.config.ts"), &text);
        prop_assert!(config.problems.iter().all(|problem| inside(problem.anchor.span())));
        prop_assert!(config.schema.is_none_or(|schema| inside(schema.span)));
        let settings = Settings::from_toml(Path::new("/app/prisma-lens.toml"), &text);
        prop_assert!(settings.problems.iter().all(|problem| inside(problem.anchor.span())));
        let lint = LintSettings::parse(Path::new("/app/.prismalintrc"), &text).unwrap_or_default();
        prop_assert!(lint.problems.iter().all(|problem| inside(problem.anchor.span())), "{:?}", lint.problems);
        prop_assert!(directive(&text).is_none_or(inside));
        PackageJson::parse(&text);
        PrismaVersion::parse(&text);
        scan(&text);
    }

    #[test]
    fn each_schema_file_is_in_one_schema(texts in prop::collection::vec((0..6usize, text()), 1..8)) {
        let folders = ["/app", "/app/prisma", "/app/prisma/models", "/app/prisma/out", "/app/test", "/app/db/schema"];
        let mut files = MemoryFiles::new();
        for (index, (folder, text)) in texts.iter().enumerate() {
            files.insert(format!("{}/{index}.prisma", folders[*folder]), text.as_str());
        }
        let (_, config) = &texts[0];
        files.insert("/app/prisma.config.ts", config.as_str());
        files.insert("/app/package.json", config.as_str());
        let sets = discover(&files, &["/app".into()]);
        let mut seen: Vec<&Path> = sets.iter().flat_map(|set| &set.files).map(|path| path.as_path()).collect();
        let count = seen.len();
        seen.sort();
        seen.dedup();
        prop_assert_eq!(seen.len(), count);
        for set in &sets {
            for file in &set.files {
                prop_assert_eq!(&schema_of(&files, file, &["/app".into()]), set);
                detect_version(&files, file, None, std::slice::from_ref(file));
            }
        }
    }
}
