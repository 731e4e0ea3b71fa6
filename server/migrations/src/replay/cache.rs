//! The databases of a history, kept from one state of its files to the next.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use model::catalog::Provider;
use model::database::{Database, Table};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::history::{History, MigrationFile, script_hash};
use crate::replay::{Note, Replay, Scope};
use crate::sql::read;
use crate::sql::statement::Script;

/// The migrations of one history, each with the database that it leaves.
///
/// After a change, what comes before the first migration that differs stays; it and all later ones are replayed. Databases
/// share the tables that are the same in both, so that one for each migration costs little.
#[derive(Debug)]
pub struct HistoryCache {
    empty: Replay,
    migrations: Vec<ReplayedMigration>,
    /// The database after the last migration as Prisma reads it, computed on first use.
    finished: OnceLock<(Database, Vec<Note>)>,
    /// By the place of a table in that database: a table of the schema that no step has to change it into.
    same: Mutex<FxHashMap<usize, Arc<Table>>>,
}

/// One migration that was replayed.
#[derive(Debug)]
pub struct ReplayedMigration {
    /// Its name, path and SQL.
    pub file: MigrationFile,
    /// Its statements.
    pub script: Arc<Script>,
    /// A number that is equal for equal scripts.
    pub(crate) script_hash: u64,
    after: Replay,
}

impl HistoryCache {
    /// A history without migrations.
    pub fn new(provider: Provider, scope: Scope) -> HistoryCache {
        HistoryCache {
            empty: Replay::new(provider, scope),
            migrations: Vec::new(),
            finished: OnceLock::new(),
            same: Mutex::default(),
        }
    }

    /// Whether it was replayed for this provider and scope; else a new one is needed.
    pub fn is_for(&self, provider: Provider, scope: &Scope) -> bool {
        self.empty.database.provider == provider && self.empty.scope == *scope
    }

    /// Brings it to the state of these files. Scripts are read side by side, then replayed in order.
    pub fn refresh(&mut self, history: &History) {
        let same = self.migrations.iter().zip(&history.migrations).take_while(|(a, b)| a.file == **b).count();
        if same < self.migrations.len().max(history.migrations.len()) {
            self.finished = OnceLock::new();
            self.same = Mutex::default();
        }
        self.migrations.truncate(same);
        let provider = self.empty.database.provider;
        let new = history.migrations.get(same..).unwrap_or_default();
        let scripts: Vec<_> = new.par_iter().map(|file| Arc::new(read(provider, &file.sql))).collect();
        let mut replay = self.last().clone();
        for (file, script) in new.iter().zip(scripts) {
            replay.apply_script(&file.name, &file.sql, &script);
            self.migrations.push(ReplayedMigration {
                file: file.clone(),
                script_hash: script_hash(&file.sql),
                script,
                after: replay.clone(),
            });
        }
    }

    /// The migrations, in order.
    pub fn migrations(&self) -> &[ReplayedMigration] {
        &self.migrations
    }

    /// The database before the migration at an index.
    pub fn before(&self, index: usize) -> &Database {
        self.replay_before(index).database()
    }

    /// The replay before the migration at an index, for going on from there.
    pub fn replay_before(&self, index: usize) -> &Replay {
        let before = index.checked_sub(1).and_then(|at| self.migrations.get(at));
        before.map_or(&self.empty, |migration| &migration.after)
    }

    /// The database after the last migration as Prisma reads it, and what is not sure of it.
    pub fn database(&self) -> (Database, Vec<Note>) {
        self.finished().clone()
    }

    /// The same, by reference.
    pub fn finished(&self) -> &(Database, Vec<Note>) {
        self.finished.get_or_init(|| self.last().clone().finish())
    }

    /// What is known to be the same in the database after the last migration and in a schema, by the places of tables.
    pub(crate) fn same(&self) -> MutexGuard<'_, FxHashMap<usize, Arc<Table>>> {
        self.same.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn last(&self) -> &Replay {
        self.migrations.last().map_or(&self.empty, |migration| &migration.after)
    }
}
