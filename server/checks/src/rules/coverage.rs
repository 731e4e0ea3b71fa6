//! Which keys serve a query by the values of some fields.

use model::catalog::index_types::IndexType;
use model::catalog::{Provider, RelationMode, ScalarType};
use model::schema::item::{Column, Expr, Key, KeyKind, Model};
use model::schema::{Configuration, FieldType, Schema};

/// Whether the order of the leading columns of a key matters for a query by equality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnOrder {
    /// The columns have to be in the order of the fields.
    Strict,
    /// Any order is accepted.
    Any,
}

impl ColumnOrder {
    /// The column order that the index of a foreign key needs. InnoDB uses an index for a foreign key only if its
    /// leading columns are in the key's order, and so does Prisma where it emulates foreign keys; other databases
    /// accept any order.
    pub fn of_foreign_keys(configuration: &Configuration) -> ColumnOrder {
        let emulated = configuration.relation_mode == RelationMode::Prisma;
        let is_strict = configuration.provider == Some(Provider::Mysql)
            || (emulated && configuration.provider != Some(Provider::Mongodb));
        if is_strict { ColumnOrder::Strict } else { ColumnOrder::Any }
    }
}

/// Whether the key serves a query of the model's rows by equality of all these fields: its type supports equality, its
/// leading columns are those fields, unabridged, and it contains every row in which they are not NULL.
pub fn serves_lookup(schema: &Schema, model: &Model, key: &Key, fields: &[&str], order: ColumnOrder) -> bool {
    serves_equality(key)
        && leads_with(&key.columns, fields, order)
        && key.columns.iter().take(fields.len()).all(|column| is_whole(schema, model, column))
        && key.predicate.as_deref().is_none_or(|predicate| holds_all_values(model, predicate, fields))
}

/// Whether the key supports equality of its leading columns, whatever rows it contains.
pub fn serves_equality(key: &Key) -> bool {
    if key.kind == KeyKind::Fulltext {
        return false;
    }
    match key.index_type.as_ref().map(|name| IndexType::parse(&name.text)) {
        None => true,
        // A hash covers all columns at once.
        Some(Some(IndexType::Hash)) => key.columns.len() == 1,
        Some(kind) => kind.is_some_and(IndexType::serves_equality),
    }
}

/// Whether the leading columns are these fields.
pub fn leads_with(columns: &[Column], fields: &[&str], order: ColumnOrder) -> bool {
    let Some(leading) = columns.get(..fields.len()) else { return false };
    match order {
        ColumnOrder::Strict => leading.iter().zip(fields).all(|(column, field)| column.path.text == **field),
        ColumnOrder::Any => {
            fields.iter().all(|field| leading.iter().any(|column| column.path.text == **field))
        }
    }
}

/// Whether the whole value of the column is indexed: without `length:`, or with one that no value exceeds.
fn is_whole(schema: &Schema, model: &Model, column: &Column) -> bool {
    let Some(length) = column.length else { return true };
    let Some(field) = model.field(&column.path.text) else { return false };
    match field.native_type() {
        Some(native) => {
            let limit = native.arguments().first().and_then(|argument| argument.value.as_ref()?.as_int());
            limit.is_some_and(|limit| limit <= i64::from(length))
        }
        // The default column type of `String` on MySQL is `VARCHAR(191)`.
        None => schema.type_of(field) == FieldType::Scalar(ScalarType::String) && length >= 191,
    }
}

/// Whether a predicate excludes only rows in which one of the fields is NULL, which no such query needs: `{ authorId: {
/// not: null } }` or `raw("author_id IS NOT NULL")`.
fn holds_all_values(model: &Model, predicate: &Expr, fields: &[&str]) -> bool {
    if let Expr::Object { members, .. } = predicate {
        return !members.is_empty()
            && members.iter().all(|member| {
                fields.contains(&member.key.as_str()) && member.value.as_ref().is_some_and(excludes_only_null)
            });
    }
    // The Prisma 8 dialect writes SQL without `raw`.
    let sql = match predicate.as_call() {
        Some(("raw", arguments)) => arguments.unnamed().and_then(Expr::as_str),
        Some(_) => None,
        None => predicate.as_str(),
    };
    let Some(sql) = sql else { return false };
    let bare: String = sql.chars().filter(|c| !matches!(c, '"' | '`' | '[' | ']' | '(' | ')')).collect();
    let Some((column, rest)) = bare.trim().split_once(char::is_whitespace) else { return false };
    let words: Vec<String> = rest.split_whitespace().map(str::to_ascii_lowercase).collect();
    words == ["is", "not", "null"]
        && fields.iter().any(|name| {
            model.field(name).is_some_and(|field| field.database_name().eq_ignore_ascii_case(column))
        })
}

/// `{ not: null }`
fn excludes_only_null(value: &Expr) -> bool {
    let Expr::Object { members, .. } = value else { return false };
    let [member] = &**members else { return false };
    member.key.text == "not" && matches!(member.value, Some(Expr::Null(_)))
}
