//! Keys and indexes.

use model::catalog::index_types::IndexType;
use model::catalog::next::access_method;
use model::schema::Schema;
use model::schema::item::{Attribute, Expr, Item, Key, KeyKind, KeyOwner};

use crate::convert::literal::quoted;

/// What of a key Prisma 8 cannot express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `clustered:` and the like.
    Argument,
    /// A predicate that is an object.
    Predicate,
}

/// Whether the columns of a key have arguments: `sort`, `length` or `ops`.
pub(super) fn has_column_arguments(key: &Key, from: &Attribute) -> bool {
    // On a field, the arguments of its column are those of the attribute.
    let is_of_block = matches!(key.owner, KeyOwner::Block(_));
    let fields = from.named_or_first("fields").filter(|_| is_of_block);
    fields.is_some_and(|fields| fields.as_list().iter().any(|it| matches!(it, Expr::Call(_))))
        || key.columns.iter().any(|it| it.ops.is_some() || it.sort.is_some() || it.length.is_some())
}

/// The attribute that a key becomes, without the arguments of its columns.
pub(super) fn attribute(schema: &Schema, item: &Item, key: &Key) -> Result<String, Refusal> {
    if key.clustered.is_some() {
        return Err(Refusal::Argument);
    }
    let fields: Vec<&str> = key.field_names().collect();
    let fields = fields.join(", ");
    if key.kind == KeyKind::Id {
        return Ok(format!("@@id([{fields}])"));
    }
    let name = schema.key_name(item, key);
    let mut text = format!("@@index([{fields}], map: {}", quoted(&name.text));
    if let Some(predicate) = &key.predicate {
        let sql = predicate.as_call().filter(|(name, _)| *name == "raw");
        let sql = sql.and_then(|(_, arguments)| arguments.unnamed()?.as_str()).ok_or(Refusal::Predicate)?;
        text += &format!(", where: {}", quoted(sql));
    }
    if key.kind == KeyKind::Unique {
        text += ", unique: true";
    }
    if let Some(kind) = &key.index_type {
        let kind = IndexType::parse(&kind.text).ok_or(Refusal::Argument)?;
        // Without options, Prisma 8 would have another contract.
        text += &format!(", type: {}, options: {{}}", quoted(access_method(kind)));
    }
    Ok(text + ")")
}
