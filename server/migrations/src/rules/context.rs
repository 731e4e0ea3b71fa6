//! What a rule sees: one migration, and what is known around it.

use std::cell::OnceCell;

use base::text::Span;
use model::catalog::Provider;
use model::database::{Database, QualifiedName, Table};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use statistics::Statistics;

use crate::cost::{Cost, costs_by_table, is_small};
use crate::history::Rollback;
use crate::replay::{Replay, ReplayedMigration};
use crate::sql::generated::is_generated;
use crate::sql::name::ObjectName;
use crate::sql::statement::{AlterTypeAction, Script, Statement, StatementKind, Transaction};
use crate::sql::table::{AlterAction, AlterActionKind, AlterTable};
use crate::step::Pair;

/// How the file of a migration reaches the database, which decides what is undone when a statement fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ApplyPath {
    /// The whole file at once, as one transaction: the native engine up to 7.3.
    OneBatch,
    /// Statement by statement, each a transaction of its own: the native engine from 7.4 on.
    Cut,
    /// Cut at each `;`, wherever it is: the engine with driver adapters.
    Adapter,
    /// Not known: what is right on every path is asked for.
    #[default]
    Unknown,
}

/// What is known around a migration.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// How its file reaches the database.
    pub apply_path: ApplyPath,
    /// The major version of PostgreSQL.
    pub postgres_version: Option<u32>,
    /// Tables so small that no lock on them is noticed.
    pub small_tables: &'a [String],
    /// What the database has said of itself, if that is known.
    pub statistics: Option<&'a Statistics>,
    /// The database before it, if the migrations before it are known.
    pub before: Option<&'a Database>,
    /// Whether it is the first of its project: nothing uses its tables yet.
    pub is_first: bool,
    /// Whether it is the last one: the schema describes the database after it, but for changes that have no migration yet.
    pub is_last: bool,
    /// The migrations before it, as far as they are known.
    pub earlier: &'a [ReplayedMigration],
    /// The database that the schema describes, if it is known.
    pub schema: Option<&'a Database>,
    /// The text that was applied, where that is known.
    pub applied_sql: Option<&'a str>,
    /// The name of the newest migration that was applied, where that is known.
    pub newest_applied: Option<&'a str>,
    /// The script that undoes it, if one is beside it.
    pub rollback: Option<&'a Rollback>,
    /// The states before and after it, if the migrations before it are known.
    pub replays: Option<Pair<&'a Replay>>,
    /// The name of the migration after it, if there is one.
    pub following: Option<&'a str>,
    /// Whether it may still be edited: it was not applied to a database that matters.
    pub is_editable: bool,
}

/// One migration, and what is known around it.
pub struct Context<'a> {
    /// The name of its folder.
    pub name: &'a str,
    /// Its SQL.
    pub sql: &'a str,
    /// The SQL, read.
    pub script: &'a Script,
    /// What is known around it.
    pub facts: &'a Facts<'a>,
    /// The statement that creates a table, by the table's name in lower case.
    created: FxHashMap<SmolStr, usize>,
    /// For each statement, whether it is between `BEGIN` and `COMMIT`.
    transactions: Vec<bool>,
    /// For each statement, whether it is a part of Prisma's replacement of an enum.
    swaps: Vec<bool>,
    /// For each statement, whether it is a part of Prisma's rebuilding of a table of SQLite.
    rebuilds: Vec<bool>,
    /// The tables before it by name, for scripts with many statements.
    tables: OnceCell<FxHashMap<(Option<SmolStr>, SmolStr), usize>>,
    /// The columns that it drops: the name of the table, and that of the column.
    dropped: OnceCell<FxHashSet<(SmolStr, SmolStr)>>,
}

/// From how many statements on tables are looked up in a map.
const MANY: usize = 32;

impl<'a> Context<'a> {
    /// The context of a migration.
    pub fn new(name: &'a str, sql: &'a str, script: &'a Script, facts: &'a Facts<'a>) -> Context<'a> {
        let statements = &script.statements;
        let mut created = FxHashMap::default();
        for (index, statement) in statements.iter().enumerate() {
            if let StatementKind::CreateTable(create) = &statement.kind {
                created.entry(key(&create.name)).or_insert(index);
            }
        }
        let mut is_open = false;
        let transactions = statements.iter().map(|statement| {
            match statement.kind {
                StatementKind::Transaction(Transaction::Begin) => is_open = true,
                StatementKind::Transaction(Transaction::Commit | Transaction::Rollback) => is_open = false,
                _ => {}
            }
            is_open
        });
        let transactions = transactions.collect();
        Context {
            name,
            sql,
            script,
            facts,
            created,
            transactions,
            swaps: enum_swaps(statements),
            rebuilds: rebuilds(statements),
            tables: OnceCell::new(),
            dropped: OnceCell::new(),
        }
    }

    /// The provider in whose dialect the SQL is.
    pub fn provider(&self) -> Provider {
        self.script.provider
    }

    /// The statements with their places among all.
    pub fn statements(&self) -> impl Iterator<Item = (usize, &'a Statement)> + '_ {
        self.script.statements.iter().enumerate()
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(self.sql)
    }

    /// The changes of tables that are in use, each with the place of its statement.
    pub fn alterations(&self) -> impl Iterator<Item = (usize, &'a AlterTable, &'a AlterAction)> + '_ {
        self.statements()
            .filter_map(|(index, statement)| match &statement.kind {
                StatementKind::AlterTable(alter) => Some((index, alter)),
                _ => None,
            })
            .filter(|(index, alter)| self.is_in_use(*index, &alter.table))
            .flat_map(|(index, alter)| alter.actions.iter().map(move |action| (index, alter, action)))
    }

    /// Whether a table may be in use when the statement at `index` runs: it is neither created before that in the same
    /// file, nor in the project's first migration, nor small.
    pub fn is_in_use(&self, index: usize, table: &ObjectName) -> bool {
        let name = &table.name.text;
        let is_new = self.created.get(&key(table)).is_some_and(|at| *at < index);
        let is_small = self.facts.small_tables.iter().any(|small| small == name.as_str())
            || self.facts.statistics.is_some_and(|statistics| is_small(statistics, name));
        let is_missing = self.facts.before.is_some_and(|before| self.table_of(before, table).is_none());
        let is_created_here = is_new || is_missing && self.created.contains_key(&key(table));
        !self.facts.is_first && !is_small && !is_created_here
    }

    /// How long the statement at a span holds up a table whose size is known: "`User`: 12 M rows, about 40 s." `None` where nothing
    /// waits for it.
    pub(super) fn estimate(&self, span: Span) -> Option<String> {
        let statistics = self.facts.statistics?;
        let holds =
            |statement: &Statement| statement.span.start <= span.start && span.end <= statement.span.end;
        let (_, statement) = self.statements().find(|(_, statement)| holds(statement))?;
        let before = |table: &ObjectName| self.table_before(table);
        let costs = costs_by_table(self.provider(), [statement], &before)?;
        let is_waited_for = |cost: &&Cost| {
            cost.lock.blocks_writes() && !self.created.contains_key(&SmolStr::new(cost.object.to_lowercase()))
        };
        let longest = costs.iter().filter(is_waited_for).max_by_key(|cost| cost.duration)?;
        Some(format!("`{}`: {}.", longest.object, longest.estimate(statistics)?))
    }

    /// Whether the file creates the table.
    pub fn creates(&self, table: &ObjectName) -> bool {
        self.created.contains_key(&key(table))
    }

    /// The table as it was before the migration.
    pub fn table_before(&self, table: &ObjectName) -> Option<&'a Table> {
        self.table_of(self.facts.before?, table)
    }

    fn table_of(&self, database: &'a Database, table: &ObjectName) -> Option<&'a Table> {
        let namespace = table.schema.as_ref().map(|schema| schema.text.as_str());
        let name = QualifiedName::in_namespace(namespace, &table.name.text);
        // A short script is done sooner than all tables of the database are noted.
        if self.script.statements.len() < MANY {
            return database.table(&name).map(|table| &**table);
        }
        let provider = database.provider;
        let tables = self.tables.get_or_init(|| {
            let tables = database.tables.iter().enumerate();
            tables.map(|(at, table)| (owned(table.name.key(provider)), at)).collect()
        });
        let at = tables.get(&owned(name.key(provider)))?;
        database.tables.get(*at).map(|table| &**table)
    }

    /// Whether the file drops the column.
    pub fn drops_column(&self, table: &ObjectName, column: &str) -> bool {
        let dropped = self.dropped.get_or_init(|| {
            let mut dropped = FxHashSet::default();
            for statement in &self.script.statements {
                let StatementKind::AlterTable(alter) = &statement.kind else { continue };
                for action in &alter.actions {
                    if let AlterActionKind::DropColumn { column, .. } = &action.kind {
                        dropped.insert((alter.table.name.text.clone(), column.text.clone()));
                    }
                }
            }
            dropped
        });
        dropped.contains(&(table.name.text.clone(), SmolStr::new(column)))
    }

    /// Whether the file adds the column before the statement at `index`: no client that runs meanwhile knows it.
    pub fn adds_column_before(&self, index: usize, table: &ObjectName, column: &str) -> bool {
        self.statements().take(index).any(|(_, statement)| match &statement.kind {
            StatementKind::AlterTable(alter) if alter.table.name.text == table.name.text => {
                alter.actions.iter().any(|action| {
                    matches!(&action.kind, AlterActionKind::AddColumn { column: added, .. } if added.name.text == column)
                })
            }
            _ => false,
        })
    }

    /// Whether Prisma's client, not the database, makes the default of a column, going by the schema.
    pub fn is_filled_by_client(&self, table: &str, column: &str) -> bool {
        let table = self.facts.schema.and_then(|schema| schema.table(&QualifiedName::new(table)));
        table.and_then(|table| table.column(column)).is_some_and(|column| column.has_client_default)
    }

    /// Whether Prisma wrote the statement, going by the comment above it.
    pub fn is_generated(&self, index: usize) -> bool {
        is_generated(self.script, self.sql, index)
    }

    /// The first line with code: where a finding about the whole file goes.
    pub fn head(&self) -> Span {
        let end = u32::try_from(self.sql.trim_end().len()).unwrap_or(0);
        let Some(first) = self.script.statements.first() else { return Span::new(0, end) };
        let line = first.span.of(self.sql).split(['\r', '\n']).next().unwrap_or_default();
        let length = u32::try_from(line.len()).unwrap_or(0);
        Span::new(first.span.start, first.span.start + length)
    }

    /// Whether the statement is between `BEGIN` and `COMMIT`.
    pub fn is_in_transaction(&self, index: usize) -> bool {
        self.transactions.get(index).copied().unwrap_or_default()
    }

    /// Whether the statement is a part of Prisma's replacement of an enum.
    pub fn is_in_enum_swap(&self, index: usize) -> bool {
        self.swaps.get(index).copied().unwrap_or_default()
    }

    /// Whether the statement is a part of Prisma's rebuilding of a table of SQLite.
    pub fn is_in_rebuild(&self, index: usize) -> bool {
        self.rebuilds.get(index).copied().unwrap_or_default()
    }

    /// How many statements reach the database.
    pub fn statement_count(&self) -> usize {
        let reaches = |statement: &&Statement| !matches!(statement.kind, StatementKind::ClientCommand);
        self.script.statements.iter().filter(reaches).count()
    }
}

fn owned((namespace, name): (Option<&str>, &str)) -> (Option<SmolStr>, SmolStr) {
    (namespace.map(SmolStr::new), SmolStr::new(name))
}

fn key(table: &ObjectName) -> SmolStr {
    SmolStr::new(table.name.text.to_lowercase())
}

/// Marks `BEGIN; CREATE TYPE "R_new" …; ALTER TYPE "R" RENAME TO "R_old"; …; COMMIT;`.
fn enum_swaps(statements: &[Statement]) -> Vec<bool> {
    let mut marks = vec![false; statements.len()];
    let mut start = None;
    for (index, statement) in statements.iter().enumerate() {
        match statement.kind {
            StatementKind::Transaction(Transaction::Begin) => start = Some(index),
            StatementKind::Transaction(Transaction::Commit) => {
                let Some(begin) = start.take() else { continue };
                let block = statements.get(begin..=index).unwrap_or_default();
                let renames = block.iter().any(|inner| {
                    matches!(&inner.kind, StatementKind::AlterType(alter) if matches!(alter.action, AlterTypeAction::Rename(_)))
                });
                let creates = block.iter().any(|inner| matches!(inner.kind, StatementKind::CreateEnum(_)));
                if renames && creates {
                    marks.iter_mut().take(index + 1).skip(begin).for_each(|mark| *mark = true);
                }
            }
            _ => {}
        }
    }
    marks
}

/// Marks `CREATE TABLE "new_T" …; INSERT …; DROP TABLE "T"; ALTER TABLE "new_T" RENAME TO "T";` of SQLite, and the same with
/// `_prisma_new_T` and `sp_rename` of SQL Server.
fn rebuilds(statements: &[Statement]) -> Vec<bool> {
    let mut marks = vec![false; statements.len()];
    for (begin, statement) in statements.iter().enumerate() {
        let StatementKind::CreateTable(create) = &statement.kind else { continue };
        let name = &create.name.name.text;
        if !name.starts_with("new_") && !name.starts_with("_prisma_new_") {
            continue;
        }
        let is_end = |later: &Statement| match &later.kind {
            StatementKind::AlterTable(alter) => alter.table.name.text == *name,
            StatementKind::Rename(renames) => renames.iter().any(|rename| rename.from.name.text == *name),
            _ => false,
        };
        if let Some(length) = statements.iter().skip(begin).position(is_end) {
            marks.iter_mut().skip(begin).take(length + 1).for_each(|mark| *mark = true);
        }
    }
    marks
}
