//! The primary key and the indexes of a model's table.

use smol_str::SmolStr;

use crate::catalog::Provider;
use crate::catalog::index_types::IndexType;
use crate::catalog::operator_classes;
use crate::database::compute::Computation;
use crate::database::{Index, IndexColumn, IndexKind, OperatorClass, PrimaryKey};
use crate::schema::item::{Arity, Column, Expr, Field, Key, KeyKind, KeyOwner};

/// The primary key that `@id` or `@@id` declares.
pub(super) fn primary_key(cx: &Computation<'_>) -> Option<PrimaryKey> {
    let (index, key) = (0..).zip(&cx.model.keys).find(|(_, key)| key.kind == KeyKind::Id)?;
    Some(PrimaryKey {
        name: cx.provider.capabilities().named_primary_keys.then(|| name(cx, key)),
        columns: key.columns.iter().map(|column| plain_column(cx, column)).collect(),
        clustered: key.clustered.unwrap_or(true),
        key: Some(index),
    })
}

/// The indexes: first the uniques of fields, then `@@index`, `@@unique` and `@@fulltext`, as Prisma creates them.
pub(super) fn indexes(cx: &Computation<'_>) -> Vec<Index> {
    let rank = |key: &Key| match (key.owner, key.kind) {
        (KeyOwner::Field(_), _) => 0,
        (_, KeyKind::Index) => 1,
        (_, KeyKind::Unique) => 2,
        _ => 3,
    };
    let mut keys: Vec<(u32, &Key)> =
        (0..).zip(&cx.model.keys).filter(|(_, key)| key.kind != KeyKind::Id).collect();
    keys.sort_by_key(|(_, key)| rank(key));
    keys.into_iter().map(|(index, key)| index_of(cx, index, key)).collect()
}

fn index_of(cx: &Computation<'_>, index: u32, key: &Key) -> Index {
    let method = key.index_type.as_ref().and_then(|name| IndexType::parse(&name.text));
    let method = method.unwrap_or(IndexType::BTree);
    let column = |column: &Column| IndexColumn {
        operator_class: operator_class(cx, column, method),
        ..plain_column(cx, column)
    };
    Index {
        name: name(cx, key),
        kind: match key.kind {
            KeyKind::Unique => IndexKind::Unique,
            KeyKind::Fulltext => IndexKind::Fulltext,
            KeyKind::Id | KeyKind::Index => IndexKind::Normal,
        },
        columns: key.columns.iter().map(column).collect(),
        method,
        predicate: key.predicate.as_deref().and_then(|expr| predicate(cx, expr)),
        clustered: key.clustered.unwrap_or_default(),
        key: Some(index),
    }
}

fn name(cx: &Computation<'_>, key: &Key) -> SmolStr {
    cx.schema.key_name_in(cx.item.database_name(), Some(cx.model), key).text.into()
}

fn plain_column(cx: &Computation<'_>, column: &Column) -> IndexColumn {
    let segments = column.path.segments();
    let field = cx.model.field(&column.path.text);
    let name = match field {
        Some(field) => SmolStr::from(field.database_name()),
        // A path into composite types, which only MongoDB has.
        None => segments.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(".").into(),
    };
    IndexColumn { name, sort: column.sort, length: column.length, operator_class: None }
}

fn operator_class(cx: &Computation<'_>, column: &Column, method: IndexType) -> Option<OperatorClass> {
    let (name, raw) = match column.ops.as_deref()? {
        Expr::Call(call) => (SmolStr::from(call.arguments.unnamed()?.as_str()?), true),
        other => (other.as_path()?.text.clone(), false),
    };
    if raw {
        return Some(OperatorClass { name, is_default: false });
    }
    let class = operator_classes::operator_class(&name, method)?;
    Some(OperatorClass {
        name: class.sql.into(),
        is_default: is_default_class(cx, class.sql, column, method),
    })
}

/// Whether an index without an operator class would take this one.
fn is_default_class(cx: &Computation<'_>, class: &str, column: &Column, method: IndexType) -> bool {
    let is_list = cx.model.field(&column.path.text).map(Field::arity) == Some(Arity::List);
    match class {
        "inet_ops" => method == IndexType::SpGist,
        "jsonb_path_ops" => false,
        "array_ops" => is_list || method == IndexType::Gin,
        _ => !class.contains("bloom") && !class.contains("multi"),
    }
}

/// The condition of `where:`, as SQL: `raw("…")`, or the fields of an object joined by `AND`.
fn predicate(cx: &Computation<'_>, expr: &Expr) -> Option<SmolStr> {
    if let Some(("raw", arguments)) = expr.as_call() {
        return Some(arguments.unnamed()?.as_str()?.into());
    }
    let Expr::Object { members, .. } = expr else { return None };
    let conditions = members.iter().filter_map(|member| {
        let field = cx.model.field(&member.key.text)?;
        let column = quoted(cx.provider, field.database_name());
        Some(format!("{column} {}", comparison(cx, field, member.value.as_ref()?)?))
    });
    let conditions: Vec<String> = conditions.collect();
    (!conditions.is_empty()).then(|| conditions.join(" AND ").into())
}

/// What a field is held against: `= 'x'`, `IS NULL`, `!= 1`.
fn comparison(cx: &Computation<'_>, field: &Field, value: &Expr) -> Option<String> {
    if let Expr::Object { members, .. } = value {
        let member = members.iter().find(|member| member.key.text == "not")?;
        return Some(match member.value.as_ref()? {
            Expr::Null(_) => "IS NOT NULL".into(),
            other => format!("!= {}", constant(cx, field, other)?),
        });
    }
    Some(match value {
        Expr::Null(_) => "IS NULL".into(),
        other => format!("= {}", constant(cx, field, other)?),
    })
}

fn constant(cx: &Computation<'_>, field: &Field, value: &Expr) -> Option<String> {
    Some(match value {
        Expr::String(text) => format!("'{}'", text.value.replace('\'', "''")),
        Expr::Number(number) => number.text.to_string(),
        Expr::Boolean(value, _) => match cx.provider {
            Provider::Sqlserver => u8::from(*value).to_string(),
            _ => value.to_string(),
        },
        Expr::Path(path) => {
            let item = cx.schema.type_of(field).item().and_then(|id| cx.schema.item(id)?.enumeration())?;
            format!("'{}'", item.value(&path.text)?.database_name())
        }
        _ => return None,
    })
}

fn quoted(provider: Provider, name: &str) -> String {
    match provider {
        Provider::Mysql => format!("`{name}`"),
        Provider::Sqlserver => format!("[{name}]"),
        _ => format!("\"{name}\""),
    }
}
