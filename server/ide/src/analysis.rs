//! The input of every feature: one schema with its settings.

use std::sync::Arc;

use crate::{ProjectHistory, registry};
use base::text::Source;
use base::{FileId, cancel};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use model::project::{Dialect, FormatSettings, PrismaVersion};
use model::schema::{Schema, SchemaFile};
use queries::link::ProjectCode;
use statistics::Statistics;
use syntax::format::Options;

/// A snapshot of one schema, with the settings that apply to it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The schema.
    pub schema: Arc<Schema>,
    /// Facts about the project besides the schema.
    pub facts: ProjectFacts,
    /// The dialect of the schema: Prisma 8 if any file selects it.
    pub dialect: Dialect,
    /// How its files are formatted; [`Analysis::new`] sets the default style of the Prisma version.
    pub format: Options,
    /// The migrations of the project; [`Analysis::new`] has none.
    pub history: Option<Arc<ProjectHistory>>,
    /// The code that asks the schema; [`Analysis::new`] has none.
    pub code: Option<Arc<ProjectCode>>,
    /// What there is to say about whole files.
    pub notes: Vec<FileNote>,
    /// What the database has said of itself; [`Analysis::new`] has none.
    pub statistics: Option<Arc<Statistics>>,
    rules: Vec<Arc<RuleSet>>,
    /// The dialect of each file.
    dialects: Vec<Dialect>,
}

/// An information about a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNote {
    /// The file.
    pub file: FileId,
    /// Its code.
    pub code: &'static str,
    /// What it says.
    pub message: Arc<str>,
}

/// A file of an analysis.
#[derive(Clone, Debug)]
pub struct AnalysisFile {
    /// The name that callers use: a path, or the URI of an editor buffer.
    pub name: Arc<str>,
    /// Its text, blocks and items.
    pub content: Arc<SchemaFile>,
    /// The rules enabled for it.
    pub rules: Arc<RuleSet>,
    /// Its dialect.
    pub dialect: Dialect,
}

impl Analysis {
    /// Creates an analysis of the files of one schema.
    pub fn new(files: Vec<AnalysisFile>, version: PrismaVersion, facts: ProjectFacts) -> Analysis {
        Analysis::after(None, files, version, facts)
    }

    /// The same schema with other texts for the files for which `text` returns one.
    pub fn with_texts(&self, text: impl Fn(FileId, &Source) -> Option<String>) -> Analysis {
        let files = (0..).map(FileId).zip(self.schema.files()).map(|(id, file)| {
            cancel::check();
            let content = match text(id, file.content.source().source()) {
                Some(text) => Arc::new(SchemaFile::new(&text)),
                None => file.content.clone(),
            };
            (file.name.clone(), content)
        });
        let files = files.collect();
        cancel::check();
        let schema = self.schema.updated(files, self.schema.configuration().version);
        Analysis { schema: Arc::new(schema), ..self.clone() }
    }

    /// Like [`Analysis::new`], reusing as much as possible of an earlier analysis.
    pub fn after(
        before: Option<&Analysis>,
        files: Vec<AnalysisFile>,
        version: PrismaVersion,
        facts: ProjectFacts,
    ) -> Analysis {
        let is_next = files.iter().any(|file| file.dialect == Dialect::PrismaNext);
        let dialects = files.iter().map(|file| file.dialect).collect();
        let rules = files.iter().map(|file| file.rules.clone()).collect();
        let files = files.into_iter().map(|file| (file.name, file.content)).collect();
        let schema = match before {
            Some(before) => before.schema.updated(files, version),
            None => Schema::new(files, version),
        };
        let schema = schema.for_target(facts.stack.target);
        let dialect = if is_next { Dialect::PrismaNext } else { Dialect::default() };
        let format = FormatSettings::default().options(dialect, version);
        Analysis {
            schema: Arc::new(schema),
            facts,
            dialect,
            format,
            history: None,
            code: None,
            notes: Vec::new(),
            statistics: None,
            rules,
            dialects,
        }
    }

    /// The files in the Prisma 8 dialect, in order.
    pub fn next_files(&self) -> Vec<FileId> {
        let files = (0..).map(FileId).zip(&self.dialects);
        files.filter(|(_, dialect)| **dialect == Dialect::PrismaNext).map(|(file, _)| file).collect()
    }

    /// The rules enabled for each file.
    pub fn rules(&self) -> &[Arc<RuleSet>] {
        &self.rules
    }

    /// The rules enabled for a file.
    pub fn rules_of(&self, file: FileId) -> Arc<RuleSet> {
        self.rules.get(file.0 as usize).cloned().unwrap_or_else(|| Arc::new(RuleSet::none(registry())))
    }
}
