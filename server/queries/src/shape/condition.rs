//! What rows have to meet.

use base::{FieldId, ItemId};
use smol_str::SmolStr;

/// A table that a statement reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableRef {
    /// The table or collection of a model.
    Model(ItemId),
    /// The table of an implicit many-to-many relation, by its name in the database.
    Join(SmolStr),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Column {
    /// The field; of a path into composite types the first one. `None` for the columns `A` and `B` of a join table.
    pub field: Option<FieldId>,
    /// The name of the field; a path into composite types has dots.
    pub name: SmolStr,
    /// The name in the database, also with dots.
    pub column: SmolStr,
}

/// Conditions that rows have to meet all at once: one of the alternatives of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Branch {
    /// The conditions, in the order in which they are written.
    pub conditions: Vec<Condition>,
    /// Whether the code chooses among the alternatives, so that each is a query of its own: `where: a ? { … } : { … }`.
    pub is_chosen: bool,
}

/// A condition on a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The column.
    pub column: Column,
    /// What is asked of it.
    pub kind: ConditionKind,
    /// Whether it does not narrow the rows that an index finds: it is under `NOT`, or in more alternatives than are told apart.
    pub is_residual: bool,
    /// Whether it may be absent: the code sets it under a condition, or its value may be `undefined`.
    pub is_conditional: bool,
    /// The value, where it is a constant and the condition is equality.
    pub constant: Option<SmolStr>,
}

/// What is asked of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConditionKind {
    /// One value.
    Equal,
    /// `null`.
    Null,
    /// Anything but `null`.
    NotNull,
    /// One of a list.
    In,
    /// `gt`, `gte`, `lt`, `lte`, the rows after a cursor.
    Range,
    /// `not`, `notIn`.
    NotEqual,
    /// A part of a text.
    Like {
        /// Which part.
        pattern: Pattern,
        /// Whether upper and lower case are the same (`mode: "insensitive"`).
        is_insensitive: bool,
    },
    /// A value or one of a list, where upper and lower case are the same.
    InsensitiveEqual,
    /// Elements of a list.
    List(ListTest),
    /// Something of a document.
    Json(JsonTest),
    /// A value of another table, which is joined by it.
    Join,
}

/// Which part of a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// `contains`.
    Contains,
    /// `startsWith`.
    StartsWith,
    /// `endsWith`.
    EndsWith,
    /// `search`: full-text search.
    Search,
}

/// What is asked of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListTest {
    /// `has`.
    Has,
    /// `hasEvery`.
    HasEvery,
    /// `hasSome`.
    HasSome,
    /// `isEmpty`.
    IsEmpty,
    /// `equals`: the whole list.
    Equal,
}

/// What is asked of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonTest {
    /// The whole document, or elements of it at its top.
    Whole,
    /// A value in it, by `path`.
    Path,
}

impl Condition {
    /// A condition that is always there.
    pub fn new(column: Column, kind: ConditionKind) -> Condition {
        Condition { column, kind, is_residual: false, is_conditional: false, constant: None }
    }

    /// Whether a B-tree index finds the rows by one value of the column.
    pub fn is_equality(&self) -> bool {
        !self.is_residual && matches!(self.kind, ConditionKind::Equal | ConditionKind::Null)
    }

    /// Whether a B-tree index finds the rows in a part of its order.
    pub fn is_range(&self) -> bool {
        !self.is_residual && matches!(self.kind, ConditionKind::Range | ConditionKind::In)
    }
}

impl Branch {
    /// Whether this column equals one value, certainly.
    pub fn fixes(&self, column: &str) -> bool {
        let fixes = |it: &Condition| !it.is_residual && !it.is_conditional && it.kind == ConditionKind::Equal;
        self.conditions.iter().any(|it| it.column.name == column && fixes(it))
    }
}
