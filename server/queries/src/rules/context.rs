//! What a rule sees: one file of code, and the application around it.

use std::sync::Arc;

use base::text::Span;
use model::schema::Schema;
use model::schema::item::ModelRef;

use crate::code::{CodeFile, CodeKind};

use crate::link::Query;
use crate::rules::application_facts::ApplicationFacts;

/// What a rule sees.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The schema whose client the file uses.
    pub schema: &'a Schema,
    /// What matters of the rest of the application.
    pub application: &'a ApplicationFacts,
    /// The file.
    pub file: &'a Arc<CodeFile>,
    /// The text of the file, where fixes are wanted; without it findings have none.
    pub text: Option<&'a str>,
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

impl<'a> Context<'a> {
    /// The model that a query is about.
    pub fn model(&self, query: &Query<'_>) -> Option<ModelRef<'a>> {
        let item = self.schema.item(query.model)?;
        Some(ModelRef { id: query.model, item, model: item.model()? })
    }

    /// The queries of code that runs in production, in requests or jobs. Tests, seeds and scripts have none: how fast they are
    /// matters little, and who runs them watches.
    pub fn production_queries(&self) -> impl Iterator<Item = &'a Query<'a>> {
        let is_production = self.is_production();
        self.queries.iter().filter(move |_| is_production)
    }

    /// Whether the file runs in production, in requests or jobs.
    pub fn is_production(&self) -> bool {
        matches!(self.file.kind, CodeKind::Application | CodeKind::Job)
    }

    /// The text of a place in the file; `None` where no fixes are wanted.
    pub fn text_at(&self, span: Span) -> Option<&'a str> {
        self.text?.get(span.start as usize..span.end as usize)
    }
}
