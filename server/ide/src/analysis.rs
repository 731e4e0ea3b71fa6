//! One schema with all that is set for it: what every feature looks at.

use std::sync::Arc;

use crate::registry;
use base::FileId;
use base::text::Source;
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use model::project::{Dialect, PrismaVersion};
use model::schema::{Schema, SchemaFile};

/// One schema at one moment, with the settings that hold for it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The schema.
    pub schema: Arc<Schema>,
    /// What is known of the project beside it.
    pub facts: ProjectFacts,
    /// The language that the schema is written in: that of Prisma 8 as soon as one file says so.
    pub dialect: Dialect,
    rules: Vec<Arc<RuleSet>>,
}

/// A file that goes into an analysis.
#[derive(Clone, Debug)]
pub struct AnalysisFile {
    /// What callers know it by: a path, or the URI of an editor's buffer.
    pub name: Arc<str>,
    /// Its text, blocks and items.
    pub content: Arc<SchemaFile>,
    /// The rules that are on for it.
    pub rules: Arc<RuleSet>,
    /// The language that it is written in.
    pub dialect: Dialect,
}

impl Analysis {
    /// Puts the files of one schema together.
    pub fn new(files: Vec<AnalysisFile>, version: PrismaVersion, facts: ProjectFacts) -> Analysis {
        Analysis::after(None, files, version, facts)
    }

    /// The same schema with other texts for the files for which `text` gives one.
    pub fn with_texts(&self, text: impl Fn(FileId, &Source) -> Option<String>) -> Analysis {
        let files = (0..).map(FileId).zip(self.schema.files()).map(|(id, file)| {
            let content = match text(id, file.content.source().source()) {
                Some(text) => Arc::new(SchemaFile::new(&text)),
                None => file.content.clone(),
            };
            (file.name.clone(), content)
        });
        let schema = self.schema.updated(files.collect(), self.schema.configuration().version);
        Analysis { schema: Arc::new(schema), ..self.clone() }
    }

    /// As [`Analysis::new`], with as much as is the same taken over from what was looked at before.
    pub fn after(
        before: Option<&Analysis>,
        files: Vec<AnalysisFile>,
        version: PrismaVersion,
        facts: ProjectFacts,
    ) -> Analysis {
        let is_next = files.iter().any(|file| file.dialect == Dialect::PrismaNext);
        let rules = files.iter().map(|file| file.rules.clone()).collect();
        let files = files.into_iter().map(|file| (file.name, file.content)).collect();
        let schema = match before {
            Some(before) => before.schema.updated(files, version),
            None => Schema::new(files, version),
        };
        let dialect = if is_next { Dialect::PrismaNext } else { Dialect::default() };
        Analysis { schema: Arc::new(schema), facts, dialect, rules }
    }

    /// The rules that are on for each file.
    pub fn rules(&self) -> &[Arc<RuleSet>] {
        &self.rules
    }

    /// The rules that are on for a file.
    pub fn rules_of(&self, file: FileId) -> Arc<RuleSet> {
        self.rules.get(file.0 as usize).cloned().unwrap_or_else(|| Arc::new(RuleSet::none(registry())))
    }
}
