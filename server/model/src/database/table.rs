//! Tables and what belongs to them.

use smol_str::SmolStr;

use crate::catalog::index_types::IndexType;
use crate::catalog::referential_actions::ReferentialAction;
use crate::database::{ColumnDefault, ColumnType, DefaultValue, QualifiedName};
use crate::schema::item::Sort;

/// A table, or a collection of MongoDB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: QualifiedName,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The primary key.
    pub primary_key: Option<PrimaryKey>,
    /// The indexes, unique ones included, in the order in which Prisma creates them.
    pub indexes: Vec<Index>,
    /// The foreign keys, in the order of the relation fields.
    pub foreign_keys: Vec<ForeignKey>,
    /// What the schema says of the model (`///`); Prisma does not write it to the database.
    pub comment: Option<SmolStr>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: SmolStr,
    /// Its type, without nullability.
    pub ty: ColumnType,
    /// Whether it takes NULL, and whether it is an array.
    pub nullability: Nullability,
    /// The default that the database fills in.
    pub default: Option<ColumnDefault>,
    /// Whether the database counts its values: a serial, identity or `AUTO_INCREMENT` column.
    pub autoincrement: bool,
    /// Whether Prisma Client fills in a value where none is given, such as `uuid()`.
    pub has_client_default: bool,
    /// The index of the field among those of the model; `None` for columns that no field declares.
    pub field: Option<u32>,
}

/// Whether a column takes NULL, and whether it is an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nullability {
    /// `NOT NULL`.
    Required,
    /// One value or NULL.
    Nullable,
    /// An array.
    List,
}

/// A primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrimaryKey {
    /// Its name; `None` where the provider keeps none.
    pub name: Option<SmolStr>,
    /// Its columns, in order.
    pub columns: Vec<IndexColumn>,
    /// Whether the rows are stored in its order (SQL Server).
    pub clustered: bool,
    /// The index of the key among those of the model.
    pub key: Option<u32>,
}

/// An index or unique constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: SmolStr,
    /// What it is for.
    pub kind: IndexKind,
    /// Its columns, in order.
    pub columns: Vec<IndexColumn>,
    /// The access method; `BTree` where there is no choice.
    pub method: IndexType,
    /// Which rows it covers, as an SQL condition; `None` for all.
    pub predicate: Option<SmolStr>,
    /// Whether the rows are stored in its order (SQL Server).
    pub clustered: bool,
    /// The index of the key among those of the model.
    pub key: Option<u32>,
}

/// What an index is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IndexKind {
    /// Finding rows.
    Normal,
    /// Keeping values apart as well.
    Unique,
    /// Searching text (MySQL).
    Fulltext,
}

/// A column of an index or primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumn {
    /// The column.
    pub name: SmolStr,
    /// Its order, where the schema or the statement says one.
    pub sort: Option<Sort>,
    /// How many characters or bytes of it are indexed (MySQL).
    pub length: Option<u32>,
    /// Its operator class (PostgreSQL).
    pub operator_class: Option<OperatorClass>,
}

/// An operator class of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorClass {
    /// Its name in SQL.
    pub name: SmolStr,
    /// Whether an index without any takes it.
    pub is_default: bool,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name; `None` where a statement gives none.
    pub name: Option<SmolStr>,
    /// The columns that hold it, in order.
    pub columns: Vec<SmolStr>,
    /// The table that it points at.
    pub references: QualifiedName,
    /// The columns that it points at, in order.
    pub referenced_columns: Vec<SmolStr>,
    /// What happens when the row pointed at is deleted.
    pub on_delete: ReferentialAction,
    /// What happens when its key changes.
    pub on_update: ReferentialAction,
    /// The index of the relation field among the fields of the model.
    pub field: Option<u32>,
}

impl Table {
    /// A table without columns.
    pub fn new(name: QualifiedName) -> Table {
        Table {
            name,
            columns: Vec::new(),
            primary_key: None,
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            comment: None,
        }
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether the column alone is the primary key.
    pub fn is_single_primary_key(&self, column: &str) -> bool {
        let key = self.primary_key.as_ref().map(|key| key.columns.as_slice());
        matches!(key, Some([only]) if only.name == column)
    }

    /// Whether the column is a part of the primary key.
    pub fn is_in_primary_key(&self, column: &str) -> bool {
        self.primary_key.as_ref().is_some_and(|key| key.columns.iter().any(|it| it.name == column))
    }

    /// Whether the column is a part of an index other than the primary key.
    pub fn is_in_index(&self, column: &str) -> bool {
        self.indexes.iter().any(|index| index.has_column(column))
    }
}

impl Column {
    /// A nullable column without a default.
    pub fn new(name: impl Into<SmolStr>, ty: ColumnType) -> Column {
        Column {
            name: name.into(),
            ty,
            nullability: Nullability::Nullable,
            default: None,
            autoincrement: false,
            has_client_default: false,
            field: None,
        }
    }

    /// Whether it takes no NULL and is no array.
    pub fn is_required(&self) -> bool {
        self.nullability == Nullability::Required
    }

    /// Whether it is an array.
    pub fn is_list(&self) -> bool {
        self.nullability == Nullability::List
    }

    /// The value that the database fills in.
    pub fn default_value(&self) -> Option<&DefaultValue> {
        self.default.as_ref().map(|default| &default.value)
    }
}

impl Index {
    /// Whether the column is a part of it.
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Whether no two rows may agree in it.
    pub fn is_unique(&self) -> bool {
        self.kind == IndexKind::Unique
    }

    /// The names of its columns, in order.
    pub fn column_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }
}

impl PrimaryKey {
    /// The names of its columns, in order.
    pub fn column_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }
}

impl IndexColumn {
    /// A column with nothing said of it.
    pub fn new(name: impl Into<SmolStr>) -> IndexColumn {
        IndexColumn { name: name.into(), sort: None, length: None, operator_class: None }
    }
}
