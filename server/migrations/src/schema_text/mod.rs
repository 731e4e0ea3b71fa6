//! The text of a schema for a given database: the schema as it is written, edited where the database differs from it.
//!
//! | module | what it owns |
//! |---|---|
//! | [`draft`] | the schema while it is edited |
//! | [`enums`], [`tables`], [`columns`], [`keys`], [`relations`] | the edits of each kind of declaration |
//! | [`field`] | the text of one field |
//! | [`types`], [`defaults`], [`names`] | what a column type, a default and a name of the database are in a schema |
//!
//! Where the edits do not lead to the database, everything but the configuration is written anew, by the same means.

mod columns;
mod defaults;
mod draft;
mod enums;
mod field;
mod foreign_keys;
mod ignored;
mod keys;
mod names;
mod relations;
mod tables;
mod types;

use std::sync::Arc;

use model::catalog::Provider;
use model::database::Database;
use model::schema::Schema;
use smol_str::SmolStr;

pub use draft::Added;

use crate::schema_text::draft::{Draft, is_same};

/// How a text came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The schema has this database already; its text is as it was.
    Unchanged,
    /// The lines that concern the differences were edited.
    Edited,
    /// Models and enums were written anew.
    Rendered,
}

/// A file of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// Its name in the schema.
    pub name: Arc<str>,
    /// Its whole text.
    pub text: String,
}

/// The text of a schema for a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaText {
    /// All files of the schema, in its order.
    pub files: Vec<FileText>,
    /// How the text came to be.
    pub method: Method,
}

/// The texts of the schema's files, edited so that their database is `state`. `None` where no text that the schema
/// language allows has this database, or the schema is of another provider.
///
/// Extensions stay as the schema lists them: Prisma never drops one, and a history does not tell all that are there.
pub fn schema_for(schema: &Schema, state: &Database, added: Added) -> Option<SchemaText> {
    let current = Database::of(schema)?;
    if current.provider != state.provider {
        return None;
    }
    let state = &completed(state, &current);
    if is_same(&current, state) {
        return Some(SchemaText { files: texts(schema), method: Method::Unchanged });
    }
    if state.provider == Provider::Mongodb {
        return None;
    }
    let edited = || made(Draft::new(schema, state, added), Method::Edited);
    let rendered = || {
        let mut draft = Draft::new(schema, state, added);
        draft.remove_declarations();
        made(draft, Method::Rendered)
    };
    edited().or_else(rendered)
}

/// The database with the extensions of the schema, and with the database schemas that its tables and enums are in.
fn completed(state: &Database, current: &Database) -> Database {
    let mut state = Database { extensions: current.extensions.clone(), ..state.clone() };
    let tables = state.tables.iter().map(|table| &table.name);
    let names = tables.chain(state.enums.iter().map(|value| &value.name));
    let mut used: Vec<SmolStr> =
        names.filter_map(|name| name.key(state.provider).0).map(SmolStr::from).collect();
    used.retain(|name| !state.namespaces.contains(name));
    used.sort_unstable();
    used.dedup();
    state.namespaces.extend(used);
    state
}

/// How often the edits are tried: one that overlaps another is left for the next time.
const ROUNDS: usize = 3;

/// Edits the draft until its database is the one wanted.
fn made(mut draft: Draft<'_>, method: Method) -> Option<SchemaText> {
    for _ in 0..ROUNDS {
        draft.edit();
        if is_same(&Database::of(&draft.schema)?, draft.state) {
            draft.format();
            return Some(SchemaText { files: texts(&draft.schema), method });
        }
    }
    None
}

impl Draft<'_> {
    /// Makes the edits of all kinds, in an order in which each finds what it refers to.
    fn edit(&mut self) {
        self.add_namespaces();
        self.edit_enums();
        self.remove_relations();
        self.remove_tables();
        self.remove_keys();
        self.edit_columns();
        self.add_tables();
        self.add_keys();
        self.add_foreign_keys();
        self.adjust_relations();
        self.remove_enums();
        self.ignore_models();
    }
}

fn texts(schema: &Schema) -> Vec<FileText> {
    let text = |file: &model::schema::File| FileText {
        name: file.name.clone(),
        text: file.content.source().source().to_string(),
    };
    schema.files().iter().map(text).collect()
}
