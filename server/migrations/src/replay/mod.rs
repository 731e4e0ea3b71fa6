//! What a history of migrations makes of a database.
//!
//! Statements change a [`Database`] one after the other, as the database server would do it. What a statement does that
//! is not understood is unknown from there on: a [`Note`] says which statement, and what it may have touched. Nothing is
//! guessed silently.

mod cache;
mod column;
mod constraint;
mod default;
mod finish;
mod lookup;
mod names;
mod objects;
mod places;
mod program;
mod table;

use base::text::Span;
use model::catalog::Provider;
use model::database::{Database, QualifiedName, default_namespace};
use model::schema::Schema;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::sql::statement::{
    CreateObject, Dml, DmlKind, ObjectKind, Opaque, Script, Statement, StatementKind,
};
use crate::sql::{read, token::tokenize};

use places::Places;

pub use cache::{HistoryCache, ReplayedMigration};

/// What of a database Prisma looks at, which depends on the schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The database schemas of the datasource; empty for the default one alone.
    pub namespaces: Vec<SmolStr>,
    /// Whether partial indexes are looked at (preview feature `partialIndexes`).
    pub partial_indexes: bool,
}

impl Scope {
    /// What Prisma looks at for a schema.
    pub fn of(schema: &Schema) -> Scope {
        let configuration = schema.configuration();
        Scope {
            namespaces: configuration.schemas.clone(),
            partial_indexes: configuration.has_preview_feature("partialIndexes"),
        }
    }
}

/// Why something of the result is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// The statement is not understood: what it touches is unknown from here on.
    Unknown,
    /// The statement runs under a condition, or in a program: it was taken to have its effect where that was possible.
    Conditional,
    /// The statement needs something of the server that not every one has; it was taken to succeed.
    Assumed,
    /// The statement does not fit the database as it is known: an object is missing, or there already.
    Inconsistent,
}

/// A statement whose effect is not sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Why.
    pub kind: NoteKind,
    /// The name of the migration.
    pub migration: SmolStr,
    /// The statement, in bytes of the migration's SQL.
    pub span: Span,
    /// The beginning of the statement, in one line.
    pub summary: String,
    /// Tables that it names, as the database calls them.
    pub touches: Vec<SmolStr>,
}

impl Note {
    /// What is not sure, in a sentence.
    pub fn message(&self) -> String {
        let what = match self.kind {
            NoteKind::Unknown => "not understood; what it touches is unknown from here on",
            NoteKind::Conditional => "runs under a condition; taken to have its effect where it fits",
            NoteKind::Assumed => "depends on the database server; taken to succeed",
            NoteKind::Inconsistent => "does not fit the database as it is known",
        };
        let touches = match self.touches.as_slice() {
            [] => String::new(),
            tables => format!(" (tables: {})", tables.join(", ")),
        };
        format!("{what}{touches}: {}", self.summary)
    }
}

/// An index that Prisma passes over: with an expression, or partial.
#[derive(Clone, Debug)]
struct HiddenIndex {
    table: QualifiedName,
    name: SmolStr,
    columns: Vec<SmolStr>,
}

/// A database in the making.
#[derive(Clone, Debug)]
pub struct Replay {
    database: Database,
    scope: Scope,
    notes: Vec<Note>,
    /// Tables that exist, but of which nothing is known or that end with the session.
    shadows: FxHashSet<SmolStr>,
    /// Indexes that Prisma passes over.
    hidden_indexes: Vec<HiddenIndex>,
    /// Where a change failed, for the note about it.
    failure: Option<String>,
    /// Where things are in the database.
    places: Places,
    /// The enum type that the previous statement added a value to, and all its values.
    extended: Option<(QualifiedName, FxHashSet<SmolStr>)>,
}

impl Replay {
    /// A database without anything in it.
    pub fn new(provider: Provider, scope: Scope) -> Replay {
        let mut database = Database::empty(provider);
        database.namespaces.extend(default_namespace(provider).map(SmolStr::from));
        Replay {
            database,
            scope,
            notes: Vec::new(),
            shadows: FxHashSet::default(),
            hidden_indexes: Vec::new(),
            failure: None,
            places: Places::default(),
            extended: None,
        }
    }

    /// Applies the SQL of the next migration, and returns what was read of it.
    pub fn apply(&mut self, migration: &str, sql: &str) -> Script {
        let script = read(self.database.provider, sql);
        self.apply_script(migration, sql, &script);
        script
    }

    /// Applies a script that was read from `sql`.
    pub fn apply_script(&mut self, migration: &str, sql: &str, script: &Script) {
        self.find_places();
        for statement in &script.statements {
            self.failure = None;
            self.statement(migration, sql, statement);
            if let Some(failure) = self.failure.take() {
                let kind =
                    if statement.is_conditional { NoteKind::Conditional } else { NoteKind::Inconsistent };
                self.note(kind, migration, sql, statement, Some(failure));
            }
        }
        self.extended = None;
    }

    /// The database as it is now.
    pub fn database(&self) -> &Database {
        &self.database
    }

    fn statement(&mut self, migration: &str, sql: &str, statement: &Statement) {
        let extended = self.extended.take();
        match &statement.kind {
            StatementKind::CreateTable(it) => self.create_table(it),
            StatementKind::AlterTable(it) => self.alter_table(it),
            StatementKind::CreateIndex(it) => self.create_index(it),
            StatementKind::CreateEnum(it) => self.create_enum(it),
            StatementKind::AlterType(it) => self.alter_type(it, extended),
            StatementKind::Drop(it) => self.drop_object(it),
            StatementKind::Rename(it) => it.iter().for_each(|rename| self.rename(rename)),
            StatementKind::CreateObject(it) => {
                self.create_object(it);
                if it.object == ObjectKind::Extension && !is_bundled_extension(it) {
                    self.note(NoteKind::Assumed, migration, sql, statement, None);
                }
            }
            StatementKind::Opaque(Opaque::Program) if self.program(migration, sql, statement) => {}
            StatementKind::Opaque(_) => self.note(NoteKind::Unknown, migration, sql, statement, None),
            StatementKind::Dml(Dml { kind: DmlKind::Copy, table: Some(table), .. }) => {
                // `SELECT … INTO t` makes a table whose columns are not known.
                self.shadow(table);
            }
            StatementKind::Sequence(_)
            | StatementKind::AlterObject(_)
            | StatementKind::Comment
            | StatementKind::Dml(_)
            | StatementKind::Transaction(_)
            | StatementKind::Setting(_)
            | StatementKind::Maintenance(_)
            | StatementKind::Privileges
            | StatementKind::Control(_)
            | StatementKind::ClientCommand => {}
        }
    }

    fn note(
        &mut self,
        kind: NoteKind,
        migration: &str,
        sql: &str,
        statement: &Statement,
        failure: Option<String>,
    ) {
        let text = statement.span.of(sql);
        let mut summary: String = text.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
        if summary.chars().count() > 80 {
            summary = summary.chars().take(79).chain(['…']).collect();
        }
        if let Some(failure) = failure {
            summary = format!("{summary}: {failure}");
        }
        let touches = self.tables_named_in(text);
        self.notes.push(Note { kind, migration: migration.into(), span: statement.span, summary, touches });
    }

    /// The tables whose names occur in a text, as names or as words of strings.
    fn tables_named_in(&self, text: &str) -> Vec<SmolStr> {
        let mut words: FxHashSet<String> = FxHashSet::default();
        for token in tokenize(text, self.database.provider).iter().filter(|token| !token.is_trivia()) {
            let is_part = |character: char| character.is_alphanumeric() || character == '_';
            let written = token.span.of(text).split(|character| !is_part(character));
            words.extend(written.map(str::to_lowercase));
        }
        let tables = self.database.tables.iter().map(|table| &table.name.name);
        tables.filter(|name| words.contains(&name.to_lowercase())).cloned().collect()
    }
}

/// Whether an extension comes with PostgreSQL itself.
fn is_bundled_extension(create: &CreateObject) -> bool {
    const BUNDLED: [&str; 14] = [
        "btree_gin",
        "btree_gist",
        "citext",
        "cube",
        "fuzzystrmatch",
        "hstore",
        "intarray",
        "ltree",
        "pg_trgm",
        "pgcrypto",
        "plpgsql",
        "tablefunc",
        "unaccent",
        "uuid-ossp",
    ];
    create.name.as_ref().is_some_and(|name| BUNDLED.contains(&name.name.text.as_str()))
}
