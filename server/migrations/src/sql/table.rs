//! The parts of tables and indexes as a script defines and changes them.

use base::text::Span;
use smol_str::SmolStr;

use super::name::{Fragment, Name, ObjectName};

/// `CREATE TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// Its name.
    pub name: ObjectName,
    /// Its columns, in order.
    pub columns: Vec<ColumnDefinition>,
    /// Its constraints, in order, and the indexes that MySQL defines inside.
    pub constraints: Vec<Constraint>,
    /// Whether a table of that name is left alone.
    pub if_not_exists: bool,
    /// Whether it ends with the session.
    pub is_temporary: bool,
    /// Whether the columns come from elsewhere: `AS SELECT`, `LIKE`, `PARTITION OF`, `INHERITS`.
    pub is_derived: bool,
    /// What follows the closing parenthesis, as written.
    pub options: Option<Fragment>,
}

/// The definition of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// Its name.
    pub name: Name,
    /// From its name to the end of its last clause, in bytes of the script.
    pub span: Span,
    /// Its type, as written; SQLite allows none.
    pub ty: Option<Fragment>,
    /// `NOT NULL` (`false`) or `NULL` (`true`), where the definition says so.
    pub nullable: Option<bool>,
    /// The expression of `DEFAULT`.
    pub default: Option<Fragment>,
    /// The name of the default as a constraint (SQL Server).
    pub default_name: Option<Name>,
    /// How its values come about, if not from those who write rows.
    pub generated: Option<Generated>,
    /// `ON UPDATE CURRENT_TIMESTAMP` (MySQL).
    pub on_update: Option<Fragment>,
    /// `COLLATE`.
    pub collation: Option<SmolStr>,
    /// Constraints that the column carries: primary key, unique, foreign key, check.
    pub constraints: Vec<Constraint>,
}

/// How the values of a column come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generated {
    /// `GENERATED … AS IDENTITY`, `IDENTITY(1,1)`.
    Identity,
    /// `AUTO_INCREMENT`, `AUTOINCREMENT`.
    AutoIncrement,
    /// `GENERATED ALWAYS AS (…) STORED`, `AS (…) PERSISTED`.
    Stored,
    /// `GENERATED ALWAYS AS (…) VIRTUAL`, `AS (…)`.
    Virtual,
}

/// A constraint of a table, or an index defined inside `CREATE TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The name after `CONSTRAINT`, or of the index.
    pub name: Option<Name>,
    /// In bytes of the script.
    pub span: Span,
    /// What it says.
    pub kind: ConstraintKind,
    /// `NOT VALID`, `WITH NOCHECK`: the rows there are, are not looked at.
    pub is_not_valid: bool,
}

/// What a constraint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey(IndexDefinition),
    /// `UNIQUE`.
    Unique(IndexDefinition),
    /// `INDEX …`, `UNIQUE INDEX …` inside a table (MySQL).
    Index(IndexDefinition),
    /// `PRIMARY KEY USING INDEX`, `UNIQUE USING INDEX`.
    UsingIndex {
        /// The index.
        index: Name,
        /// Whether it becomes the primary key.
        is_primary_key: bool,
    },
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKey),
    /// `CHECK`.
    Check(Fragment),
    /// `EXCLUDE`.
    Exclude,
    /// `DEFAULT … FOR …` (SQL Server).
    Default {
        /// The expression.
        value: Fragment,
        /// The column.
        column: Name,
    },
    /// `NOT NULL` as a constraint of the table.
    NotNull(Name),
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The columns that refer; one, where the column itself carries the constraint.
    pub columns: Vec<Name>,
    /// The table referred to.
    pub table: ObjectName,
    /// The columns referred to; empty for its primary key.
    pub referenced: Vec<Name>,
    /// `ON DELETE`.
    pub on_delete: Option<ReferenceAction>,
    /// `ON UPDATE`.
    pub on_update: Option<ReferenceAction>,
}

/// What becomes of rows when the row that they refer to changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceAction {
    /// `NO ACTION`.
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

/// What an index is built from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexDefinition {
    /// Its name, where it has one.
    pub name: Option<Name>,
    /// Its columns and expressions, in order.
    pub columns: Vec<IndexColumn>,
    /// Whether no two rows may have the same values.
    pub is_unique: bool,
    /// The access method after `USING`, in lower case.
    pub method: Option<SmolStr>,
    /// `INCLUDE`, `STORING`.
    pub include: Vec<Name>,
    /// The condition of a partial index.
    pub predicate: Option<Fragment>,
    /// `CLUSTERED` or `NONCLUSTERED` (SQL Server).
    pub is_clustered: Option<bool>,
    /// `FULLTEXT` or `SPATIAL`, in upper case (MySQL).
    pub class: Option<SmolStr>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
}

/// A column or expression of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumn {
    /// In bytes of the script.
    pub span: Span,
    /// The column; none for an expression.
    pub column: Option<Name>,
    /// How many characters or bytes of it (MySQL).
    pub length: Option<u32>,
    /// `ASC` (`false`) or `DESC` (`true`), where it is said.
    pub is_descending: Option<bool>,
    /// `NULLS FIRST` (`true`) or `NULLS LAST` (`false`).
    pub nulls_first: Option<bool>,
    /// The operator class, as written.
    pub operator_class: Option<SmolStr>,
}

/// `ALTER TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterTable {
    /// The table.
    pub table: ObjectName,
    /// Whether a table that does not exist is passed over.
    pub if_exists: bool,
    /// What changes, in order.
    pub actions: Vec<AlterAction>,
    /// Whether the statement says how the table stays available (`ALGORITHM = …`, `LOCK = NONE`).
    pub is_online: bool,
}

/// One change of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterAction {
    /// In bytes of the script.
    pub span: Span,
    /// What changes.
    pub kind: AlterActionKind,
}

/// What a change of a table is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlterActionKind {
    /// `ADD COLUMN`.
    AddColumn {
        /// The column.
        column: ColumnDefinition,
        /// Whether a column of that name is left alone.
        if_not_exists: bool,
    },
    /// `DROP COLUMN`.
    DropColumn {
        /// The column.
        column: Name,
        /// Whether a missing column is passed over.
        if_exists: bool,
        /// Whether what depends on it goes too.
        cascade: bool,
    },
    /// `ALTER COLUMN … TYPE`.
    SetType {
        /// The column.
        column: Name,
        /// The new type, as written.
        ty: Fragment,
        /// The expression after `USING`.
        using: Option<Fragment>,
    },
    /// `ALTER COLUMN … SET DEFAULT`, or `DROP DEFAULT` where there is no value.
    SetDefault {
        /// The column.
        column: Name,
        /// The new default.
        value: Option<Fragment>,
    },
    /// `ALTER COLUMN … DROP NOT NULL` (`true`) or `SET NOT NULL` (`false`).
    SetNullable {
        /// The column.
        column: Name,
        /// Whether it may be null from now on.
        nullable: bool,
    },
    /// `ALTER COLUMN … ADD GENERATED … AS IDENTITY`, or `DROP IDENTITY`.
    SetIdentity {
        /// The column.
        column: Name,
        /// Whether it has one from now on.
        is_identity: bool,
    },
    /// The whole definition anew: `MODIFY`, `CHANGE` (MySQL), `ALTER COLUMN` (SQL Server).
    Redefine {
        /// The column as it is called before.
        column: Name,
        /// Its new definition.
        definition: ColumnDefinition,
    },
    /// `ADD CONSTRAINT`, `ADD INDEX`.
    AddConstraint(Constraint),
    /// `DROP CONSTRAINT`, `DROP FOREIGN KEY`, `DROP INDEX`, `DROP PRIMARY KEY`.
    DropConstraint {
        /// Its name; none for `DROP PRIMARY KEY`.
        name: Option<Name>,
        /// Of which kind it is, as far as the statement says.
        kind: DroppedConstraint,
        /// Whether a missing one is passed over.
        if_exists: bool,
    },
    /// `RENAME COLUMN`.
    RenameColumn {
        /// The present name.
        from: Name,
        /// The new one.
        to: Name,
    },
    /// `RENAME CONSTRAINT`, `RENAME INDEX`.
    RenameConstraint {
        /// The present name.
        from: Name,
        /// The new one.
        to: Name,
    },
    /// `RENAME TO`.
    RenameTable(ObjectName),
    /// `SET SCHEMA`.
    SetSchema(Name),
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(Name),
    /// `ENABLE`, `FORCE` (`true`) or `DISABLE` (`false`) `ROW LEVEL SECURITY`.
    RowLevelSecurity(bool),
    /// What concerns nothing of the schema: owner, storage, triggers, statistics.
    Other,
}

/// What kind of constraint is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DroppedConstraint {
    /// `DROP CONSTRAINT`: any.
    Any,
    /// `DROP PRIMARY KEY`.
    PrimaryKey,
    /// `DROP FOREIGN KEY`.
    ForeignKey,
    /// `DROP INDEX`, `DROP KEY`.
    Index,
}
