//! The database of a schema and the replayed migrations are kept beside its findings, and follow its revisions.

use std::path::Path;
use std::sync::Arc;

use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, AnalysisHost};
use migrations::history::History;
use model::database::Database;
use model::project::{Dialect, MemoryFiles, PrismaVersion};
use model::schema::SchemaFile;

fn analysis(before: Option<&Analysis>, text: &str) -> Analysis {
    let file = AnalysisFile {
        name: "schema.prisma".into(),
        content: Arc::new(SchemaFile::new(text)),
        rules: Arc::new(checks::frame::RuleSet::none(ide::registry())),
        dialect: Dialect::default(),
    };
    Analysis::after(before, vec![file], PrismaVersion::default(), ProjectFacts::default())
}

#[test]
fn the_database_follows_the_schema() {
    let host = AnalysisHost::default();
    let mut before: Option<Analysis> = None;
    for text in [
        "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n",
        "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  b String?\n}\n",
        "datasource db {\n  provider = \"mysql\"\n}\nmodel A {\n  id Int @id\n  b String?\n}\n",
        "datasource db {\n  provider = \"nothing\"\n}\nmodel A {\n  id Int @id\n}\n",
    ] {
        let analysis = analysis(before.as_ref(), text);
        assert_eq!(host.database(&analysis), Database::of(&analysis.schema), "{text}");
        before = Some(analysis);
    }
}

#[test]
fn the_history_is_replayed_for_the_schema() {
    let mut files = MemoryFiles::new();
    files.insert("/migrations/0_init/migration.sql", "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL);");
    let host = AnalysisHost::default();
    let tables = |analysis: &Analysis, files: &MemoryFiles| {
        let history = History::read(files, Path::new("/migrations"));
        host.with_history(analysis, &history, |kept| {
            kept.database().0.tables.iter().map(|table| table.name.to_string()).collect::<Vec<_>>().join(" ")
        })
    };
    let with_provider = analysis(None, "datasource db {\n  provider = \"sqlite\"\n}\n");
    assert_eq!(tables(&with_provider, &files).as_deref(), Some("A"));
    files.insert("/migrations/1_more/migration.sql", "CREATE TABLE \"B\" (\"id\" INTEGER NOT NULL);");
    assert_eq!(tables(&with_provider, &files).as_deref(), Some("A B"));
    // Without a lock file, nothing else names the provider.
    assert_eq!(tables(&analysis(None, "model A {\n  id Int @id\n}\n"), &files), None);
}
