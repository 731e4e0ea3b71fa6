//! What a rule sees: one file of code, and the application around it.

use std::sync::Arc;

use model::schema::Schema;

use crate::code::CodeFile;
use crate::link::{Application, Query};

/// What a rule sees.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The schema whose client the file uses.
    pub schema: &'a Schema,
    /// All files of the application.
    pub application: &'a Application,
    /// The file.
    pub file: &'a Arc<CodeFile>,
    /// Its calls that are about models of the schema, in the order of the text.
    pub queries: &'a [Query<'a>],
    /// What is known of the project.
    pub facts: &'a Facts,
}

/// What is known of a project beside its schema and its code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the package depends on Next.js, whose development server loads modules again and again.
    pub uses_next: bool,
    /// Whether it is deployed to functions that start and stop: its files or dependencies say so.
    pub is_serverless: bool,
}
