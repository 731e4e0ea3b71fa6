//! The next migration while a schema is typed: the same as one that is compared afresh.

use std::sync::Arc;

use migrations::history::{History, MigrationFile};
use migrations::preview::{Class, next_migration, preview};
use migrations::replay::{HistoryCache, Scope};
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::database::{Database, DatabaseCache};
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

const MODELS: &str = "
model User {
  id    Int     @id
  name  String? @default(dbgenerated(\"gen()\"))
  posts Post[]

  @@index([name])
  @@index([id, name])
}

model Post {
  id     Int  @id
  user   User @relation(fields: [userId], references: [id])
  userId Int

  @@index([userId])
}
";

fn schema(provider: Provider, models: &str) -> Schema {
    let text = format!("datasource db {{\n  provider = \"{}\"\n}}\n{models}", provider.name());
    Schema::new(vec![("schema.prisma".into(), Arc::new(SchemaFile::new(&text)))], PrismaVersion::NEWEST)
}

/// A history of one migration, which makes these models.
fn history(provider: Provider, models: &str) -> HistoryCache {
    let database = Database::of(&schema(provider, models)).unwrap();
    let first = diff(&Database::empty(provider), &database, &DiffOptions::default());
    let file = MigrationFile {
        name: "20240101000000_init".to_owned(),
        path: "/migrations/20240101000000_init/migration.sql".into(),
        sql: render::script(&first, &[]).into(),
        rollback: None,
    };
    let mut cache = HistoryCache::new(provider, Scope::default());
    cache.refresh(&History { migrations: vec![file], ..History::default() });
    cache
}

#[test]
fn what_is_kept_while_typing_changes_nothing() {
    let edits = [
        ("", ""),
        ("name ", "nam "),
        ("gen()", "other()"),
        ("@default(dbgenerated(\"gen()\"))", "@default(dbgenerated())"),
        ("gen()", "third()"),
        ("String?", "String"),
        ("model Post", "model Poste"),
        ("@@index([name])", "@@unique([name])"),
        ("userId Int\n", "userId BigInt\n"),
        ("id     Int  @id", "id     BigInt  @id"),
        ("  @@index([userId])", ""),
        ("", ""),
    ];
    for provider in
        [Provider::Postgresql, Provider::Cockroachdb, Provider::Mysql, Provider::Sqlite, Provider::Sqlserver]
    {
        let kept = history(provider, MODELS);
        let mut parts = DatabaseCache::default();
        for (old, new) in edits {
            let schema = schema(provider, &MODELS.replace(old, new));
            parts.refresh(&schema);
            let database = parts.database(&schema).unwrap();
            let next = next_migration(&kept, &database, &DiffOptions::default());
            let fresh = next_migration(&history(provider, MODELS), &database, &DiffOptions::default());
            assert_eq!(render::script(&next, &[]), render::script(&fresh, &[]), "{provider}: {old} -> {new}");
            let again = next_migration(&kept, &database, &DiffOptions::default());
            assert_eq!(
                render::script(&again, &[]),
                render::script(&fresh, &[]),
                "{provider}: {old} -> {new}"
            );
        }
    }
}

#[test]
fn each_step_has_a_class() {
    let class = |old: &str, new: &str| -> Vec<Class> {
        let history = history(Provider::Postgresql, MODELS);
        let schema = schema(Provider::Postgresql, &MODELS.replace(old, new));
        let database = Database::of(&schema).unwrap();
        let preview = preview(&history, &schema, &database, &DiffOptions::default());
        preview.steps.iter().map(|step| step.class).collect()
    };
    use Class::{Breaking, Risky, Safe};
    assert_eq!(class("model Post {", "model Tag {\n  id Int @id\n}\n\nmodel Post {"), [Safe]);
    assert_eq!(class("  userId Int\n", "  userId Int\n  note String?\n"), [Safe]);
    assert_eq!(class("  userId Int\n", "  userId Int\n  note String @default(\"x\")\n"), [Safe]);
    assert_eq!(class("  userId Int\n", "  userId Int\n  note String\n"), [Breaking]);
    assert_eq!(class("  @@index([userId])\n", ""), [Risky]);
    assert_eq!(class("@@index([name])", "@@unique([name])"), [Risky, Risky]);
    assert_eq!(class("String? @default", "String @default"), [Risky]);
    assert_eq!(
        class("  userId Int\n", "  userId Int\n  at DateTime @default(dbgenerated(\"clock_timestamp()\"))\n"),
        [Risky]
    );
}

#[test]
fn a_renamed_field_looks_renamed_with_every_provider() {
    for provider in
        [Provider::Postgresql, Provider::Cockroachdb, Provider::Mysql, Provider::Sqlite, Provider::Sqlserver]
    {
        let before = "model User {\n  id Int @id\n  firstName String?\n}\n";
        let renamed = |models: &str| {
            let schema = schema(provider, models);
            let database = Database::of(&schema).unwrap();
            let preview = preview(&history(provider, before), &schema, &database, &DiffOptions::default());
            let effects = preview.steps.into_iter().flat_map(|step| step.effects);
            effects.filter_map(|effect| Some((effect.renamed_from?, effect.column?))).collect::<Vec<_>>()
        };
        let found = renamed("model User {\n  id Int @id\n  givenName String?\n}\n");
        assert_eq!(found, [("firstName".into(), "givenName".into())], "{provider}");
        // Another type is no rename.
        assert_eq!(renamed("model User {\n  id Int @id\n  givenName Int?\n}\n"), [], "{provider}");
    }
}

#[test]
fn advice_for_indexes_names_fields() {
    let models =
        "model User {\n  id Int @id\n  firstName String? @map(\"first_name\")\n\n  @@map(\"users\")\n}\n";
    let schema = schema(Provider::Postgresql, models);
    let database = Database::of(&schema).unwrap();
    let mut sql = render::script(
        &diff(&Database::empty(Provider::Postgresql), &database, &DiffOptions::default()),
        &[],
    );
    sql += "CREATE UNIQUE INDEX \"by_name\" ON \"users\"(\"first_name\", \"id\");\n";
    let file = MigrationFile {
        name: "20240101000000_init".to_owned(),
        path: "/migrations/20240101000000_init/migration.sql".into(),
        sql: sql.into(),
        rollback: None,
    };
    let mut cache = HistoryCache::new(Provider::Postgresql, Scope::default());
    cache.refresh(&History { migrations: vec![file], ..History::default() });
    let preview = preview(&cache, &schema, &database, &DiffOptions::default());
    let advice: Vec<&str> = preview.drift.iter().map(|drift| drift.advice.as_str()).collect();
    assert_eq!(advice, ["Add `@@unique([firstName, id], map: \"by_name\")` to the model."]);
}
