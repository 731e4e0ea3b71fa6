//! What the parts of an argument are read with.

use base::ItemId;
use model::catalog::Provider;
use model::schema::Schema;

use crate::code::{Located, Value};
use crate::shape::condition::{Branch, ConditionKind};
use crate::shape::{Reach, Rows, Shape, TableRef};

/// How deep an argument is followed. Deeper ones count as not known.
const MAX_DEPTH: u32 = 24;

/// How many accesses a call leads to at most.
const MAX_SHAPES: usize = 256;

/// The accesses found so far, and where the reading is.
pub(super) struct Walk<'s> {
    pub schema: &'s Schema,
    pub shapes: Vec<Shape>,
    /// The keys that lead to the current part of the argument.
    path: Vec<String>,
    /// The number of the current statement.
    pub statement: u32,
    /// How many statements there are.
    statements: u32,
    /// Whether rows are read for one row that a unique key names: then the limit of an `include` becomes part of the SQL.
    pub has_one_parent: bool,
}

impl<'s> Walk<'s> {
    pub fn new(schema: &'s Schema) -> Walk<'s> {
        Walk {
            schema,
            shapes: Vec::new(),
            path: Vec::new(),
            statement: 0,
            statements: 1,
            has_one_parent: false,
        }
    }

    /// Whether the argument is too deep, or leads to too much.
    pub fn is_exhausted(&self) -> bool {
        self.path.len() as u32 >= MAX_DEPTH || self.shapes.len() >= MAX_SHAPES
    }

    /// Reads a part of the argument that is below this key.
    pub fn below<T>(&mut self, key: &str, read: impl FnOnce(&mut Walk<'s>) -> T) -> T {
        self.path.push(key.to_owned());
        let result = read(self);
        self.path.pop();
        result
    }

    /// Reads a part of the argument that becomes a statement of its own.
    pub fn in_statement<T>(&mut self, read: impl FnOnce(&mut Walk<'s>) -> T) -> T {
        let before = self.statement;
        self.statement = self.statements;
        self.statements += 1;
        let result = read(self);
        self.statement = before;
        result
    }

    /// Whether an `include` is part of the statement that it is for (preview feature `relationJoins`).
    pub fn joins_relations(&self) -> bool {
        let configuration = self.schema.configuration();
        configuration.has_preview_feature("relationJoins")
            && matches!(
                configuration.provider,
                Some(Provider::Postgresql | Provider::Cockroachdb | Provider::Mysql)
            )
    }

    /// An access of the current statement.
    pub fn shape(&self, table: TableRef, reach: Reach) -> Shape {
        Shape::new(table, reach, &self.path.join("."), self.statement)
    }

    /// Adds an access, with the number of its rows.
    pub fn push(&mut self, mut shape: Shape) {
        shape.rows = match shape.table {
            TableRef::Model(model) => rows(self.schema, model, &shape),
            TableRef::Join(_) => Rows::Many,
        };
        self.shapes.push(shape);
    }
}

/// The elements of a list, or the value itself: Prisma takes both in many places. The second is whether there may be others.
pub(super) fn elements(value: &Value) -> (Vec<&Located>, Option<&Value>, bool) {
    match value {
        Value::List { items, is_partial } => (items.iter().collect(), None, *is_partial),
        other => (Vec::new(), Some(other), false),
    }
}

/// The values of a list, or the value itself, each of several where a condition decides; and whether there may be others.
pub(super) fn each(value: &Value) -> (Vec<&Value>, bool) {
    let (items, single, mut is_partial) = elements(value);
    let mut values = Vec::new();
    for value in items.into_iter().map(|item| &item.value).chain(single) {
        match value {
            Value::Undefined => {}
            Value::OneOf(several) => {
                is_partial = true;
                values.extend(several.iter().map(|it| &it.value).filter(|it| **it != Value::Undefined));
            }
            value => values.push(value),
        }
    }
    (values, is_partial)
}

/// Whether a key is given at all.
pub(super) fn is_given(value: &Value) -> bool {
    !matches!(value, Value::Undefined | Value::Boolean(false))
}

/// How many rows an access finds at most.
fn rows(schema: &Schema, model: ItemId, shape: &Shape) -> Rows {
    let Some(item) = schema.model(model) else { return Rows::Many };
    let unique = |branch: &Branch| {
        let keys = item.keys.iter().filter(|key| key.is_unique() && key.predicate.is_none());
        keys.filter(|key| !key.columns.is_empty())
            .map(|key| key.field_names().map(|name| bound(shape, branch, name)).max().unwrap_or(Rows::Many))
            .min()
            .unwrap_or(Rows::Many)
    };
    let most = shape.branches.iter().map(unique).max().unwrap_or(Rows::Many);
    // Several alternatives of one row each are a list of rows.
    if most == Rows::One && shape.branches.len() > 1 { Rows::Listed } else { most }
}

/// How many values a field can have.
fn bound(shape: &Shape, branch: &Branch, name: &str) -> Rows {
    if branch.fixes(name) || shape.lookup.iter().any(|column| column.name == name) {
        return Rows::One;
    }
    let listed = branch.conditions.iter().any(|it| {
        it.column.name == name && it.kind == ConditionKind::In && !it.is_residual && !it.is_conditional
    });
    if listed { Rows::Listed } else { Rows::Many }
}
