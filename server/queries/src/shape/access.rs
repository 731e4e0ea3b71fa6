//! The shape of one access to a table.

use base::FieldId;
use smol_str::SmolStr;

use crate::shape::{Branch, Column, Condition, TableRef};

/// What one statement asks of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The table.
    pub table: TableRef,
    /// How the call comes to the table.
    pub reach: Reach,
    /// The keys of the argument that lead to it: `include.posts`, `where.author`; empty for the table of the call.
    pub path: SmolStr,
    /// The statement among those of the call, from 0. Tables with the same number are joined.
    pub statement: u32,
    /// The columns by which rows are found for rows of another table: the foreign key below an `include`, the id of the target of
    /// a relation filter.
    pub lookup: Vec<Column>,
    /// The columns that other tables of the statement are joined by, besides those of conditions.
    pub joined: Vec<Column>,
    /// The alternatives of the filter; one without conditions where nothing is asked.
    pub branches: Vec<Branch>,
    /// The order of the rows.
    pub sorting: Sorting,
    /// `take`, with its sign.
    pub take: Option<Amount>,
    /// `skip`.
    pub skip: Option<Amount>,
    /// Whether `take` is applied after all rows are read: below an `include` of several rows, and with `distinct`.
    pub takes_in_memory: bool,
    /// The columns of `cursor`; empty without one.
    pub cursor: Vec<Column>,
    /// `distinct`.
    pub distinct: Vec<Column>,
    /// `by` of a `groupBy`, and the key that counts are grouped by.
    pub group_by: Vec<Column>,
    /// The columns of `_min`, `_max`, `_sum` and `_avg`.
    pub aggregates: Vec<Aggregate>,
    /// How many rows it finds at most; below an `include`, for each row of the other table.
    pub rows: Rows,
    /// Whether the code may ask for more than is known here.
    pub is_partial: bool,
}

/// How a call comes to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// It is the table of the call.
    Root,
    /// Rows are read for `include` or `select`, by the keys of rows that are already read.
    Include,
    /// Rows are counted for `_count` in `include` or `select`.
    Count,
    /// A filter of one row of a relation.
    One,
    /// `some`.
    Some,
    /// `none`.
    None,
    /// `every`.
    Every,
    /// Rows are sorted by a column of it.
    OrderBy,
    /// Rows are sorted by how many rows of it belong to them.
    OrderByCount,
    /// The row of a cursor.
    Cursor,
    /// A write below the data of another model.
    NestedWrite,
    /// Rows are added below the data of another model, which asks nothing.
    Create,
    /// The database looks for rows that refer to one that is deleted.
    ForeignKey,
}

/// The order of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// The columns of this table, in order.
    pub columns: Vec<SortColumn>,
    /// Whether the order is not by these columns alone: by columns of other tables, counts or relevance.
    pub is_mixed: bool,
    /// Whether Prisma adds it, since rows are taken without an order.
    pub is_implied: bool,
    /// Whether the code may sort by more or by others.
    pub is_partial: bool,
}

/// A column that rows are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SortColumn {
    /// The column.
    pub column: Column,
    /// Whether in descending order; `None` where the code decides when it runs.
    pub is_descending: Option<bool>,
    /// Whether nulls come first, where the code says it.
    pub nulls_first: Option<bool>,
}

/// A number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A constant.
    Known(i64),
    /// Something that is computed.
    Variable,
}

/// A column of which one value is computed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aggregate {
    /// The column.
    pub column: Column,
    /// Whether it is the least or the greatest value, which an index has at its ends.
    pub is_extreme: bool,
}

/// How many rows are found at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rows {
    /// One: a unique key has one value.
    One,
    /// As many as a list has that a unique key is in.
    Listed,
    /// Any number.
    Many,
}

impl Shape {
    /// An access that asks nothing.
    pub(super) fn new(table: TableRef, reach: Reach, path: &str, statement: u32) -> Shape {
        Shape {
            table,
            reach,
            path: path.into(),
            statement,
            lookup: Vec::new(),
            joined: Vec::new(),
            branches: vec![Branch::default()],
            sorting: Sorting::default(),
            take: None,
            skip: None,
            takes_in_memory: false,
            cursor: Vec::new(),
            distinct: Vec::new(),
            group_by: Vec::new(),
            aggregates: Vec::new(),
            rows: Rows::Many,
            is_partial: false,
        }
    }

    /// The conditions of all alternatives.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.branches.iter().flat_map(|branch| &branch.conditions)
    }

    /// All fields that it names.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        let conditions = self.conditions().map(|it| &it.column);
        let sorted = self.sorting.columns.iter().map(|it| &it.column);
        let lists = [&self.lookup, &self.joined, &self.cursor, &self.distinct, &self.group_by];
        let aggregates = self.aggregates.iter().map(|it| &it.column);
        conditions
            .chain(sorted)
            .chain(lists.into_iter().flatten())
            .chain(aggregates)
            .filter_map(|it| it.field)
    }
}
