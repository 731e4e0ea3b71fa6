//! Primary keys, unique constraints and indexes.

use crate::hover::context::HoverContext;
use crate::hover::page::code;
use base::ItemId;
use model::schema::Schema;
use model::schema::item::{Column, Item, Key, KeyKind, Sort};

/// Its kind and its database name: ``Unique `User_email_key` ``.
pub(super) fn title(cx: HoverContext<'_>, item: &Item, key: &Key) -> String {
    let index_type = key.index_type.as_ref().map(|name| format!("{} ", code(name.as_str())));
    let kind = match key.kind {
        KeyKind::Id => "Primary key".to_owned(),
        KeyKind::Unique => "Unique".to_owned(),
        KeyKind::Index => match index_type {
            Some(index_type) => format!("{index_type}index"),
            None => "Index".to_owned(),
        },
        KeyKind::Fulltext => "Full-text index".to_owned(),
    };
    match cx.schema.has_key_name(key) {
        true => format!("{kind} {}", code(&cx.schema.key_name(item, key).text)),
        false => kind,
    }
}

/// The facts about the key, as list items.
pub(super) fn facts(cx: HoverContext<'_>, id: ItemId, key: &Key) -> Vec<String> {
    let Some(item) = cx.schema.item(id) else { return Vec::new() };
    let columns: Vec<String> = key.columns.iter().map(|column| describe(cx.schema, id, column)).collect();
    let mut facts = vec![match columns.as_slice() {
        [] => title(cx, item, key),
        columns => format!("{} on {}", title(cx, item, key), columns.join(", ")),
    }];
    if let Some(predicate) = &key.predicate {
        let text = cx.schema.text(id);
        facts.push(format!("Only rows where {}", code(predicate.span().of(&text))));
    }
    if key.is_unique() && key.columns.len() > 1 {
        let made = || key.field_names().collect::<Vec<_>>().join("_");
        let name = key.name.as_ref().map_or_else(made, |name| name.value.to_string());
        facts.push(format!("In Prisma Client: {}", code(&format!("where: {{ {name}: {{ … }} }}"))));
    }
    if key.clustered == Some(true) {
        facts.push("Clustered: table rows are stored in its order".to_owned());
    }
    facts
}

/// A column of a key by its database name, with its arguments.
fn describe(schema: &Schema, id: ItemId, column: &Column) -> String {
    let names = column.path.segments().iter().map(|name| name.as_str());
    let fields = schema.follow(id, names);
    let mut path: Vec<&str> =
        fields.iter().filter_map(|&field| Some(schema.field(field)?.database_name())).collect();
    path.extend(column.path.segments().iter().skip(path.len()).map(|name| name.as_str()));
    let mut out = code(&path.join("."));
    if let Some(length) = column.length {
        out.push_str(&format!(" (first {length})"));
    }
    if column.sort == Some(Sort::Desc) {
        out.push_str(" descending");
    }
    out
}
