//! Foreign keys without an index, where the database adds none.

use crate::validate::Context;
use crate::validate::relations::side::Side;
use base::Fix;
use model::catalog::RelationMode;
use model::schema::edit;

pub(super) fn check(cx: &mut Context<'_>, side: &Side<'_>) {
    let configuration = cx.configuration();
    let Some(provider) = configuration.provider else { return };
    if configuration.relation_mode != RelationMode::Prisma || !provider.capabilities().foreign_keys {
        return;
    }
    let names: Vec<&str> = side.fields().iter().map(|path| path.text.as_str()).collect();
    if names.is_empty() {
        return;
    }
    // Prisma takes any key for an index, whatever its type or predicate, if it begins with these fields in this order.
    let is_indexed = side.model.keys.iter().any(|key| {
        key.columns.len() >= names.len()
            && key.field_names().zip(&names).all(|(column, name)| column == *name)
    });
    if is_indexed {
        return;
    }
    let list = names.join(", ");
    let message = format!(
        "With `relationMode = \"prisma\"` there is no foreign key, and so no index on {} of `{}`: looking up \
         `{}` reads the whole table. Add `@@index([{list}])`.",
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        side.item.name(),
        side.label(),
    );
    cx.warning("missing-relation-index", side.id.item, side.fields_span(), message).fix(|| {
        let text = format!("@@index([{list}])");
        edit::append_block_attribute(side.schema, side.id.item, &text)
            .map(|change| Fix::safe(format!("Add `{text}`"), vec![change]))
    });
}
