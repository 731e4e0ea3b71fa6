//! The text for any database: it has that database, and no errors.
//!
//! `EVERY=1` takes all cases and not a sample, `ONLY=name` those of a name; `SHOW=3` prints so many that fail, `METHOD=1`
//! counts those that are not edited line by line as well.

use std::collections::BTreeMap;
use std::sync::Arc;

use migrations::history::{History, MigrationFile};
use migrations::replay::{HistoryCache, Scope};
use migrations::schema_text::{Added, Method, schema_for};
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::database::{Database, QualifiedName};
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use serde_json::Value;
use support::corpus::real_schemas;

use super::{errors, is_same, text};

/// How often each method was taken, `None` where there was none.
pub(super) type Counts = BTreeMap<Option<Method>, usize>;

/// A schema of these files.
pub(super) fn schema_of(files: &[(String, String)], version: PrismaVersion) -> Schema {
    let files =
        files.iter().map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(text)))).collect();
    Schema::new(files, version)
}

/// What is wrong with the text of `base` for this database; counts how it came to be.
pub(super) fn faults(base: &Schema, wanted: &Database, added: Added, counts: &mut Counts) -> Vec<String> {
    let Some(made) = schema_for(base, wanted, added) else {
        *counts.entry(None).or_default() += 1;
        return vec!["no text".to_owned()];
    };
    *counts.entry(Some(made.method)).or_default() += 1;
    let files: Vec<(String, String)> =
        made.files.into_iter().map(|file| (file.name.to_string(), file.text)).collect();
    let result = schema_of(&files, base.configuration().version);
    let mut faults = Vec::new();
    // Extensions stay, and a history does not tell all database schemas.
    let own = Database::of(base).unwrap();
    let wanted = &Database { extensions: own.extensions, namespaces: own.namespaces, ..wanted.clone() };
    if !is_same(&Database::of(&result).unwrap(), wanted) {
        faults.push("another database".to_owned());
    }
    let before = errors(base);
    faults.extend(errors(&result).into_iter().filter(|error| !before.contains(error)));
    let rendered = made.method == Method::Rendered && std::env::var_os("METHOD").is_some();
    if rendered {
        faults.push("rendered".to_owned());
    }
    if !faults.is_empty() {
        faults.push(text(&result));
    }
    faults
}

pub(super) fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The database as the history of a migration that makes it.
pub(super) fn replayed(database: &Database, schema: &Schema) -> Database {
    let provider = database.provider;
    let first = diff(&Database::empty(provider), database, &DiffOptions::default());
    let file = MigrationFile {
        name: "20240101000000_init".to_owned(),
        path: "/migrations/20240101000000_init/migration.sql".into(),
        sql: render::script(&first, &[]).into(),
        rollback: None,
    };
    let mut cache = HistoryCache::new(provider, Scope::of(schema));
    cache.refresh(&History { migrations: vec![file], ..History::default() });
    cache.database().0
}

/// How many cases there were, how many of them failed, and how texts came to be.
#[derive(Default)]
pub(super) struct Score {
    pub(super) all: usize,
    pub(super) wrong: usize,
    counts: BTreeMap<String, Counts>,
    shown: usize,
}

impl Score {
    /// Tries both ways of two schemas, with states that come from the other schema and from its migration.
    pub(super) fn hold(&mut self, name: &str, from: &Schema, to: &Schema) {
        let (Some(before), Some(after)) = (Database::of(from), Database::of(to)) else { return };
        if before.provider != after.provider {
            return;
        }
        let history = replayed(&before, from);
        self.case(&format!("{name} forth"), to, &before, Added::Visible);
        self.case(&format!("{name} forth ignored"), to, &before, Added::Ignored);
        // Not everything that a random schema makes can be read back.
        let has = |database: &Database, name: &QualifiedName| database.table(name).is_some();
        if before.tables.iter().all(|table| has(&history, &table.name)) {
            self.case(&format!("{name} history"), to, &history, Added::Ignored);
        }
        self.case(&format!("{name} back"), from, &after, Added::Visible);
    }

    /// Tries one text.
    pub(super) fn case(&mut self, name: &str, base: &Schema, state: &Database, added: Added) {
        let provider = format!("{} {}", state.provider, name.rsplit(' ').next().unwrap_or_default());
        let faults = faults(base, state, added, self.counts.entry(provider).or_default());
        self.all += 1;
        self.wrong += usize::from(!faults.is_empty());
        if !faults.is_empty() && self.shown < setting("SHOW").parse().unwrap_or(0) {
            self.shown += 1;
            let script = diff(&Database::empty(state.provider), state, &DiffOptions::default());
            let script = render::script(&script, &[]);
            println!("=== {name}\n{}\n--- state\n{script}\n--- {}", text(base), faults.join("\n"));
        }
    }

    /// Prints the shares; fails where more than one of a hundred is wrong.
    pub(super) fn end(&self) {
        for (provider, counts) in &self.counts {
            println!("{provider}: {counts:?}");
        }
        println!("{} of {} with faults", self.wrong, self.all);
        assert!(self.wrong * 100 <= self.all, "{} of {} with faults", self.wrong, self.all);
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn recorded_changes_are_taken_back() {
    let mut score = Score::default();
    let side = |files: &Value| {
        let file =
            |file: &Value| (file[0].as_str().unwrap().to_owned(), file[1].as_str().unwrap().to_owned());
        let files: Vec<_> = files.as_array()?.iter().map(file).collect();
        Some(schema_of(&files, PrismaVersion::parse("7.10.1")?))
    };
    for (file, every) in [("migrations.json", 25), ("history-mysql.json", 5), ("history-sqlserver.json", 5)] {
        let every = setting("EVERY").parse().unwrap_or(every);
        for case in support::corpus::recorded(file).iter().step_by(every) {
            let name = format!("{} {} {}", case["id"], case["provider"], case["name"]);
            if let (true, Some(from), Some(to)) =
                (name.contains(&setting("ONLY")), side(&case["from"]), side(&case["to"]))
            {
                score.hold(&name, &from, &to);
            }
        }
    }
    score.end();
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn a_schema_for_its_own_database_is_as_it_was() {
    for real in real_schemas() {
        let version = real.accepted_by().unwrap_or(PrismaVersion::NEWEST);
        let schema = schema_of(&real.files(), version);
        let Some(database) = Database::of(&schema) else { continue };
        let text = schema_for(&schema, &database, Added::Ignored).unwrap();
        assert_eq!(text.method, Method::Unchanged, "{}", real.name);
        for ((_, before), after) in real.files().iter().zip(&text.files) {
            assert_eq!(before, &after.text, "{}", real.name);
        }
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_schemas_are_made_of_nothing() {
    let mut score = Score::default();
    let every = setting("EVERY").parse().unwrap_or(4);
    for real in real_schemas().into_iter().step_by(every) {
        let Some(version) = real.accepted_by().filter(|_| real.name.contains(&setting("ONLY"))) else {
            continue;
        };
        let schema = schema_of(&real.files(), version);
        let Some(database) = Database::of(&schema).filter(|it| it.provider != Provider::Mongodb) else {
            continue;
        };
        let configuration = schema.items().filter(|(_, item)| item.config().is_some());
        let blocks: String = configuration.map(|(id, _)| schema.text(id).into_owned() + "\n").collect();
        let empty = schema_of(&[("schema.prisma".to_owned(), blocks)], version);
        score.case(&format!("{} visible", real.name), &empty, &database, Added::Visible);
        score.case(&format!("{} ignored", real.name), &empty, &database, Added::Ignored);
        score.case(
            &format!("{} nothing", real.name),
            &schema,
            &Database::of(&empty).unwrap(),
            Added::Visible,
        );
    }
    score.end();
}
