//! What a script consists of: statements of every provider in one form.

use base::text::Span;
use model::catalog::Provider;
use smol_str::SmolStr;

use super::name::{Fragment, Name, ObjectName};
use super::table::{AlterTable, CreateTable, IndexDefinition};

/// A script that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The provider in whose dialect it was read.
    pub provider: Provider,
    /// Its statements in order. They do not overlap.
    pub statements: Vec<Statement>,
    /// Its comments in order, those inside statements too.
    pub comments: Vec<Comment>,
}

/// A comment of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// With its signs, in bytes of the script.
    pub span: Span,
    /// Whether it is of the form `/* … */`.
    pub is_block: bool,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// From its first word to its last token, without the `;`, in bytes of the script.
    pub span: Span,
    /// What it does.
    pub kind: StatementKind,
    /// Whether it runs only if a condition before it holds (`IF …` of SQL Server).
    pub is_conditional: bool,
}

/// What a statement does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// `CREATE TABLE`.
    CreateTable(CreateTable),
    /// `ALTER TABLE`.
    AlterTable(AlterTable),
    /// `CREATE INDEX`.
    CreateIndex(CreateIndex),
    /// `CREATE TYPE … AS ENUM`.
    CreateEnum(CreateEnum),
    /// `ALTER TYPE`.
    AlterType(AlterType),
    /// `CREATE SEQUENCE` and `ALTER SEQUENCE`.
    Sequence(Sequence),
    /// `DROP` of anything.
    Drop(Drop),
    /// A rename by a statement of its own: `ALTER INDEX … RENAME TO`, `RENAME TABLE`, `sp_rename`.
    Rename(Vec<Rename>),
    /// `CREATE` of what Prisma's schema cannot hold, or holds only as a name: view, function, trigger, extension, …
    CreateObject(CreateObject),
    /// `ALTER` of such an object.
    AlterObject(CreateObject),
    /// `COMMENT ON`.
    Comment,
    /// Reads or changes rows.
    Dml(Dml),
    /// `BEGIN`, `COMMIT` and the like.
    Transaction(Transaction),
    /// `SET`, `RESET`, `PRAGMA`.
    Setting(Setting),
    /// `REINDEX`, `VACUUM`, `ANALYZE`, `CLUSTER`, `REFRESH MATERIALIZED VIEW`, `LOCK TABLE`.
    Maintenance(Maintenance),
    /// `GRANT`, `REVOKE`, `ALTER DEFAULT PRIVILEGES`.
    Privileges,
    /// A part of a program: `IF`, `BEGIN TRY`, `DECLARE`, `THROW`, …
    Control(Control),
    /// A word to the client: `GO`, `DELIMITER //`.
    ClientCommand,
    /// Anything else: its effect is not known.
    Opaque(Opaque),
}

/// Why a statement was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opaque {
    /// Its shape is not known.
    Unknown,
    /// It is a program whose effect depends on what it runs into: `DO $$ … $$`, `CALL`, `EXEC`.
    Program,
    /// Parentheses or operators nest too deeply.
    TooDeep,
}

/// `CREATE INDEX`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateIndex {
    /// The table.
    pub table: ObjectName,
    /// The index.
    pub index: IndexDefinition,
    /// Whether it is built without blocking writes.
    pub concurrently: bool,
    /// Whether an index of that name is left alone.
    pub if_not_exists: bool,
    /// Whether the statement says that the table stays available (`WITH (ONLINE = ON)`, `LOCK = NONE`).
    pub is_online: bool,
}

/// `CREATE TYPE … AS ENUM`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateEnum {
    /// Its name.
    pub name: ObjectName,
    /// Its values, in order.
    pub values: Vec<Fragment>,
}

/// `ALTER TYPE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterType {
    /// The type.
    pub name: ObjectName,
    /// What changes.
    pub action: AlterTypeAction,
}

/// What `ALTER TYPE` changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlterTypeAction {
    /// `ADD VALUE`; the fragments hold the values without quotes.
    AddValue {
        /// The new value.
        value: Fragment,
        /// Whether a value of that name is left alone.
        if_not_exists: bool,
        /// The value that it is put before or after.
        position: Option<(Side, Fragment)>,
    },
    /// `DROP VALUE` (CockroachDB).
    DropValue(Fragment),
    /// `RENAME VALUE`.
    RenameValue {
        /// The present value.
        from: Fragment,
        /// The new one.
        to: Fragment,
    },
    /// `RENAME TO`.
    Rename(Name),
    /// `SET SCHEMA`.
    SetSchema(Name),
    /// Anything that concerns neither name nor values.
    Other,
}

/// Before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// `BEFORE`.
    Before,
    /// `AFTER`.
    After,
}

/// `CREATE SEQUENCE` and `ALTER SEQUENCE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Its name.
    pub name: ObjectName,
    /// Whether it is created.
    pub is_new: bool,
    /// The column that owns it: table and column.
    pub owner: Option<(ObjectName, Name)>,
    /// What else is said of it, as written.
    pub options: Fragment,
    /// `RENAME TO`.
    pub rename: Option<Name>,
}

/// A kind of object of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// A table.
    Table,
    /// An index.
    Index,
    /// A column, in `sp_rename`.
    Column,
    /// An enum or another type.
    Type,
    /// A domain.
    Domain,
    /// A sequence.
    Sequence,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
    /// A function, procedure or aggregate.
    Routine,
    /// A trigger.
    Trigger,
    /// A row-level security policy.
    Policy,
    /// An extension.
    Extension,
    /// A schema.
    Schema,
    /// A database.
    Database,
    /// A role or user.
    Role,
    /// Anything else.
    Other,
}

/// `DROP`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drop {
    /// What kind of object.
    pub object: ObjectKind,
    /// Which ones.
    pub names: Vec<ObjectName>,
    /// The table that an index or trigger is dropped from, where it is named.
    pub table: Option<ObjectName>,
    /// Whether objects that do not exist are passed over.
    pub if_exists: bool,
    /// Whether what depends on it goes too.
    pub cascade: bool,
    /// Whether an index goes without blocking the table.
    pub concurrently: bool,
}

/// A rename by a statement of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What kind of object.
    pub object: ObjectKind,
    /// The table, for a column or for an index named below its table.
    pub table: Option<ObjectName>,
    /// The present name.
    pub from: ObjectName,
    /// The new name.
    pub to: Name,
}

/// `CREATE` or `ALTER` of an object that is not followed further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateObject {
    /// What kind of object.
    pub object: ObjectKind,
    /// Its name, where it has one.
    pub name: Option<ObjectName>,
    /// The table of a trigger or policy.
    pub table: Option<ObjectName>,
    /// Whether an object of that name is left alone or replaced.
    pub is_repeatable: bool,
}

/// A statement that reads or changes rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dml {
    /// What it does.
    pub kind: DmlKind,
    /// The table whose rows it changes; none for a `SELECT`, or where it is not a table.
    pub table: Option<ObjectName>,
    /// The columns that an `INSERT` or `UPDATE` names.
    pub columns: Vec<Name>,
    /// The clause after `WHERE`.
    pub condition: Option<Span>,
    /// Further tables of a `TRUNCATE`.
    pub more_tables: Vec<ObjectName>,
    /// `TRUNCATE … CASCADE`.
    pub cascade: bool,
}

/// What a statement does with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DmlKind {
    /// `SELECT`, `VALUES`, `TABLE`.
    Select,
    /// `INSERT`, `REPLACE`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
    /// `TRUNCATE`.
    Truncate,
    /// `MERGE`.
    Merge,
    /// `COPY`, `LOAD DATA`.
    Copy,
}

/// A word about a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transaction {
    /// `BEGIN`, `START TRANSACTION`, `BEGIN TRAN`.
    Begin,
    /// `COMMIT`.
    Commit,
    /// `ROLLBACK`.
    Rollback,
    /// `SAVEPOINT` and what ends one.
    Savepoint,
}

/// `SET`, `RESET`, `PRAGMA`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What is set, in lower case; empty where it is not one name.
    pub name: SmolStr,
    /// To what, as written.
    pub value: SmolStr,
    /// `SET LOCAL`.
    pub is_local: bool,
    /// `RESET`.
    pub is_reset: bool,
}

/// A statement that works on the storage of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// What it does.
    pub kind: MaintenanceKind,
    /// The table or index.
    pub name: Option<ObjectName>,
    /// Whether it says `CONCURRENTLY`.
    pub concurrently: bool,
}

/// Which work on storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaintenanceKind {
    /// `REINDEX`.
    Reindex,
    /// `VACUUM`.
    Vacuum,
    /// `VACUUM FULL`.
    VacuumFull,
    /// `ANALYZE`.
    Analyze,
    /// `CLUSTER`.
    Cluster,
    /// `REFRESH MATERIALIZED VIEW`.
    RefreshView,
    /// `LOCK TABLE`.
    Lock,
}

/// A part of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// `BEGIN TRY`.
    BeginTry,
    /// `END TRY`.
    EndTry,
    /// `BEGIN CATCH`.
    BeginCatch,
    /// `END CATCH`.
    EndCatch,
    /// `IF` or `ELSE`: what follows is conditional.
    If,
    /// `BEGIN` of a block.
    BeginBlock,
    /// `END` of a block.
    EndBlock,
    /// `DECLARE`, `PRINT`, `THROW`, `RAISERROR`, `USE`.
    Other,
}
