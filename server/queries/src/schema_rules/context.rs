//! What a rule sees: a schema, and what the code asks of it.

use std::path::Path;
use std::sync::Arc;

use base::FileSpan;
use model::database::Database;
use model::schema::Schema;

use crate::advice::{Access, Advice, Query, Workload, advise};
use crate::link::ProjectCode;

/// What a rule sees.
#[derive(Debug)]
pub struct Context<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The code that asks it.
    pub code: &'a ProjectCode,
    /// What that asks.
    pub workload: Workload,
    /// What is advised on that.
    pub advice: Advice,
}

impl<'a> Context<'a> {
    /// The context of a schema, with the database that it makes.
    pub fn new(schema: &'a Schema, code: &'a ProjectCode, database: &Database) -> Context<'a> {
        let workload = Workload::of_code(schema, code);
        let advice = advise(schema, database, &workload);
        Context { schema, code, workload, advice }
    }

    /// The calls of these accesses, each once, with their places.
    pub fn calls(&self, accesses: &[Access]) -> Vec<(&Query, FileSpan)> {
        let mut seen = Vec::new();
        let mut calls = Vec::new();
        for access in accesses {
            if seen.contains(&access.query) {
                continue;
            }
            seen.push(access.query);
            let Some(query) = self.workload.queries.get(access.query as usize) else { continue };
            let file = self.code.application().files().get(query.site.file as usize);
            let path: Option<Arc<Path>> = file.map(|file| file.path.clone());
            calls.extend(path.map(|path| (query, FileSpan::new(path, query.site.span))));
        }
        calls
    }
}
