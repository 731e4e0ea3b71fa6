//! The next migration of a schema, as its history has it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use migrations::DiffOptions;
use migrations::history::History;

/// Where a migration that is written by a fix goes.
#[derive(Clone, Debug, Default)]
pub struct NewMigrations {
    /// The path of the folder of the history, with a separator at its end.
    pub folder: String,
    /// The time that the name of a new migration begins with.
    pub timestamp: String,
}

/// The migrations of a project, read when they are first needed.
pub struct ProjectHistory {
    /// What the configuration leaves to something else than migrations.
    pub options: DiffOptions,
    /// Where a migration goes that a fix writes.
    pub new: NewMigrations,
    /// Whether findings about the next migration are wanted.
    pub wants_findings: bool,
    read: Box<dyn Fn() -> Option<Arc<History>> + Send + Sync>,
    history: OnceLock<Option<Arc<History>>>,
}

impl ProjectHistory {
    /// The history that `read` reads.
    pub fn new(
        options: DiffOptions,
        new: NewMigrations,
        wants_findings: bool,
        read: impl Fn() -> Option<Arc<History>> + Send + Sync + 'static,
    ) -> ProjectHistory {
        ProjectHistory { options, new, wants_findings, read: Box::new(read), history: OnceLock::new() }
    }

    /// The history; `None` if there are no migrations.
    pub fn get(&self) -> Option<&Arc<History>> {
        self.history.get_or_init(|| (self.read)()).as_ref()
    }
}

impl fmt::Debug for ProjectHistory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ProjectHistory").field("new", &self.new).finish_non_exhaustive()
    }
}
