//! The steps of a migration, as data.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{Column, EnumType, Extension, ForeignKey, Index, Sequence, Table};
use smol_str::SmolStr;

/// What changes a database into another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Which database it is.
    pub provider: Provider,
    /// The steps, in the order in which they are carried out.
    pub steps: Vec<Step>,
}

/// The two states of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    /// Before the migration.
    pub from: T,
    /// After it.
    pub to: T,
}

/// One step of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A database schema is created.
    CreateSchema(SmolStr),
    /// An extension is dropped.
    DropExtension(Extension),
    /// An extension is installed.
    CreateExtension(Extension),
    /// An extension changes its version or its database schema.
    AlterExtension(Pair<Extension>),
    /// A sequence counts differently (CockroachDB).
    AlterSequence(Pair<Box<Sequence>>),
    /// An enum type is created.
    CreateEnum(Arc<EnumType>),
    /// Values of an enum type are added or removed.
    AlterEnum(Box<AlterEnum>),
    /// A foreign key is dropped.
    DropForeignKey(ForeignKeyOf),
    /// An index is dropped.
    DropIndex(IndexOf),
    /// Columns or the primary key of a table change.
    AlterTable(AlterTable),
    /// The primary key gets other columns, in place (CockroachDB).
    AlterPrimaryKey(Pair<Arc<Table>>),
    /// A table is dropped.
    DropTable(Arc<Table>),
    /// An enum type is dropped.
    DropEnum(Arc<EnumType>),
    /// A table is created.
    CreateTable(Arc<Table>),
    /// Tables are recreated and their rows copied.
    RedefineTables(Vec<RedefineTable>),
    /// An index is created.
    CreateIndex {
        /// The index.
        index: IndexOf,
        /// Whether its table was there before.
        on_old_table: bool,
        /// Whether it was there before, and went with a column that is dropped and added again.
        is_recreated: bool,
    },
    /// A foreign key gets another name.
    RenameForeignKey(Pair<ForeignKeyOf>),
    /// A foreign key is added.
    AddForeignKey(ForeignKeyOf),
    /// An index gets another name.
    RenameIndex(Pair<IndexOf>),
    /// An index gets another name where the database cannot rename it: it is dropped and created.
    RedefineIndex(Pair<IndexOf>),
}

/// An index of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexOf {
    /// The table.
    pub table: Arc<Table>,
    /// The index among those of the table.
    pub at: usize,
}

/// A foreign key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKeyOf {
    /// The table.
    pub table: Arc<Table>,
    /// The foreign key among those of the table.
    pub at: usize,
}

/// Values of an enum type are added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterEnum {
    /// The type.
    pub types: Pair<Arc<EnumType>>,
    /// The values that are new.
    pub created: Vec<SmolStr>,
    /// The values that are gone.
    pub dropped: Vec<SmolStr>,
    /// The columns of this type that had a default before, each with the column after, where that has one as well.
    pub defaults: Vec<(ColumnOf, Option<ColumnOf>)>,
    /// The columns that are of this type after the migration.
    pub columns: Vec<ColumnOf>,
    /// Whether the type before was read from a database, see [`DiffOptions`](crate::DiffOptions).
    pub from_history: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnOf {
    /// The table.
    pub table: Arc<Table>,
    /// The column among those of the table.
    pub at: usize,
}

/// Changes of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterTable {
    /// The table.
    pub tables: Pair<Arc<Table>>,
    /// The changes, in order.
    pub changes: Vec<TableChange>,
    /// The sequences that no column uses any more once the changes are made.
    pub unused_sequences: Vec<SmolStr>,
}

/// One change of a table. Columns are given by their place among those of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableChange {
    /// The primary key is dropped.
    DropPrimaryKey,
    /// The primary key gets another name.
    RenamePrimaryKey,
    /// A column is dropped, with what it holds.
    DropColumn(usize),
    /// A column is added.
    AddColumn(usize),
    /// A column is altered in place.
    AlterColumn(AlterColumn),
    /// A column is dropped and added again: its type cannot be cast.
    DropAndRecreateColumn(AlterColumn),
    /// The primary key is added.
    AddPrimaryKey,
}

/// A change of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlterColumn {
    /// The column among those of the table, before and after.
    pub columns: Pair<usize>,
    /// What of it changes.
    pub changes: ColumnChanges,
}

/// What of a column changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnChanges {
    /// Whether it takes NULL, or is an array.
    pub nullability: bool,
    /// The default.
    pub default: bool,
    /// The type, and what becomes of the values.
    pub cast: Option<Cast>,
    /// Whether the database counts.
    pub autoincrement: bool,
}

/// What a change of type does to the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cast {
    /// Every value can be cast.
    Safe,
    /// A value may be lost, or refuse to be cast.
    Risky,
    /// There is no cast: the column is dropped and added again.
    Impossible,
}

/// A table that is recreated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedefineTable {
    /// The table.
    pub tables: Pair<Arc<Table>>,
    /// Whether its primary key is dropped or changes.
    pub drops_primary_key: bool,
    /// The columns that are new, among those of the table after.
    pub added: Vec<usize>,
    /// The columns that are gone, among those of the table before.
    pub dropped: Vec<usize>,
    /// The columns whose values are copied.
    pub copied: Vec<AlterColumn>,
}

impl<T> Pair<T> {
    /// The same of both.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> Pair<U> {
        Pair { from: f(self.from), to: f(self.to) }
    }

    /// Both by reference.
    pub fn as_ref(&self) -> Pair<&T> {
        Pair { from: &self.from, to: &self.to }
    }
}

impl ColumnChanges {
    /// Whether anything changes.
    pub fn any(self) -> bool {
        self != ColumnChanges::default()
    }

    /// Whether the default changes and nothing else.
    pub fn only_default(self) -> bool {
        self == ColumnChanges { default: true, ..ColumnChanges::default() }
    }
}

impl IndexOf {
    /// The index.
    pub fn get(&self) -> Option<&Index> {
        self.table.indexes.get(self.at)
    }
}

impl ForeignKeyOf {
    /// The foreign key.
    pub fn get(&self) -> Option<&ForeignKey> {
        self.table.foreign_keys.get(self.at)
    }
}

impl ColumnOf {
    /// The column.
    pub fn get(&self) -> Option<&Column> {
        self.table.columns.get(self.at)
    }
}

impl AlterTable {
    /// The columns of a change, before and after.
    pub fn columns(&self, change: &AlterColumn) -> Option<Pair<&Column>> {
        columns_of(&self.tables, change)
    }
}

impl RedefineTable {
    /// The columns of a change, before and after.
    pub fn columns(&self, change: &AlterColumn) -> Option<Pair<&Column>> {
        columns_of(&self.tables, change)
    }
}

fn columns_of<'t>(tables: &'t Pair<Arc<Table>>, change: &AlterColumn) -> Option<Pair<&'t Column>> {
    Some(Pair {
        from: tables.from.columns.get(change.columns.from)?,
        to: tables.to.columns.get(change.columns.to)?,
    })
}

impl Step {
    /// The tables that it changes, before and after.
    pub fn tables(&self) -> Vec<&Table> {
        match self {
            Step::CreateSchema(_)
            | Step::DropExtension(_)
            | Step::CreateExtension(_)
            | Step::AlterExtension(_)
            | Step::AlterSequence(_)
            | Step::CreateEnum(_)
            | Step::DropEnum(_) => Vec::new(),
            Step::AlterEnum(it) => {
                let of_defaults = it.defaults.iter().flat_map(|(from, to)| std::iter::once(from).chain(to));
                it.columns.iter().chain(of_defaults).map(|column| &*column.table).collect()
            }
            Step::DropForeignKey(it) | Step::AddForeignKey(it) => vec![&it.table],
            Step::DropIndex(it) | Step::CreateIndex { index: it, .. } => vec![&it.table],
            Step::AlterTable(it) => vec![&it.tables.from, &it.tables.to],
            Step::AlterPrimaryKey(it) => vec![&it.from, &it.to],
            Step::DropTable(it) | Step::CreateTable(it) => vec![it],
            Step::RedefineTables(tables) => {
                tables.iter().flat_map(|it| [&*it.tables.from, &*it.tables.to]).collect()
            }
            Step::RenameForeignKey(it) => vec![&it.from.table, &it.to.table],
            Step::RenameIndex(it) | Step::RedefineIndex(it) => vec![&it.from.table, &it.to.table],
        }
    }

    /// What Prisma calls it in the comment above its statements.
    pub fn title(&self) -> &'static str {
        match self {
            Step::CreateSchema(_) => "CreateSchema",
            Step::DropExtension(_) => "DropExtension",
            Step::CreateExtension(_) => "CreateExtension",
            Step::AlterExtension(_) => "AlterExtension",
            Step::AlterSequence(_) => "AlterSequence",
            Step::CreateEnum(_) => "CreateEnum",
            Step::AlterEnum(_) => "AlterEnum",
            Step::DropForeignKey(_) => "DropForeignKey",
            Step::DropIndex(_) => "DropIndex",
            Step::AlterTable(_) => "AlterTable",
            Step::AlterPrimaryKey(_) => "AlterPrimaryKey",
            Step::DropTable(_) => "DropTable",
            Step::DropEnum(_) => "DropEnum",
            Step::CreateTable(_) => "CreateTable",
            Step::RedefineTables(_) => "RedefineTables",
            Step::CreateIndex { .. } => "CreateIndex",
            Step::RenameForeignKey(_) => "RenameForeignKey",
            Step::AddForeignKey(_) => "AddForeignKey",
            Step::RenameIndex(_) => "RenameIndex",
            Step::RedefineIndex(_) => "RedefineIndex",
        }
    }
}
