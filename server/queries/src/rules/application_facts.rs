//! What rules over one file of code know of the rest of the application.

use std::path::Path;
use std::sync::Arc;

use base::ItemId;
use model::schema::Schema;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::soft_delete::models_with_usual_mark;
use crate::code::{CodeKind, NewClient};
use crate::link::Application;

/// What matters of the rest of the application to a file of code. As long as it stays equal, so do the findings of files that stay the
/// same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// The clients that code in production creates, in the order of files and text.
    pub clients: Vec<ClientInFile>,
    /// The fields that clients leave out of all results: the model, as the client calls it, and the field.
    pub omitted: FxHashSet<(SmolStr, SmolStr)>,
    /// The models, as the client calls them, whose queries an extension changes; `$allModels` for all.
    pub extended: FxHashSet<SmolStr>,
    /// Whether an extension deals with soft-deleted rows.
    pub soft_deletes: bool,
    /// The models with a mark of soft-deleted rows that most calls look at.
    pub with_usual_mark: FxHashSet<ItemId>,
}

/// A client, and the file that creates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientInFile {
    /// The path of the file.
    pub path: Arc<Path>,
    /// Whether the file exports clients.
    pub has_exports: bool,
    /// The client.
    pub client: NewClient,
}

impl ApplicationFacts {
    /// What matters of an application that asks a schema.
    pub fn new(schema: &Schema, application: &Application) -> ApplicationFacts {
        let mut found = ApplicationFacts {
            with_usual_mark: models_with_usual_mark(schema, application),
            ..ApplicationFacts::default()
        };
        for file in application.files() {
            let is_production = matches!(file.kind, CodeKind::Application | CodeKind::Job);
            for client in &file.clients {
                found.omitted.extend(client.omits.iter().cloned());
                if is_production {
                    found.clients.push(ClientInFile {
                        path: file.path.clone(),
                        has_exports: !file.exports.is_empty(),
                        client: client.clone(),
                    });
                }
            }
            for extension in &file.extensions {
                found.soft_deletes |= extension.soft_deletes;
                found.extended.extend(extension.query_models.iter().cloned());
            }
        }
        found
    }

    /// Whether an extension of a client changes the queries of a model, as the client calls it.
    pub fn is_extended(&self, delegate: &str) -> bool {
        self.extended.contains(delegate) || self.extended.contains("$allModels")
    }
}
