//! Composite types that would hold themselves without end.

use crate::validate::{Context, mend};
use base::ItemId;
use model::schema::item::{Arity, Item, ModelKind};
use model::schema::{FieldType, Schema};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let schema = cx.schema;
    let Some(model) = item.model().filter(|model| model.kind == ModelKind::Type) else { return };
    for field in &model.fields {
        if let FieldType::Composite(next) = schema.type_of(field)
            && field.arity() == Arity::Required
            && leads_back(schema, next, id)
        {
            let message = format!(
                "`{}` would hold another `{}` inside itself without end. Make `{}` optional or a list.",
                item.name(),
                item.name(),
                field.name.text
            );
            cx.error("endless-composite-type", id, field.span, message).fix(|| {
                let name = field.type_name();
                let marked =
                    ["?", "[]"].map(|mark| mend::retype(schema, id, field, &format!("{name}{mark}")));
                marked.into_iter().flatten()
            });
        }
    }
}

/// Whether required fields lead from one composite type to another.
fn leads_back(schema: &Schema, from: ItemId, to: ItemId) -> bool {
    let mut seen = vec![from];
    let mut pending = vec![from];
    while let Some(at) = pending.pop() {
        if at == to {
            return true;
        }
        let fields = schema.model(at).map_or(&[][..], |model| &model.fields);
        for field in fields.iter().filter(|field| field.arity() == Arity::Required) {
            if let FieldType::Composite(next) = schema.type_of(field)
                && !seen.contains(&next)
            {
                seen.push(next);
                pending.push(next);
            }
        }
    }
    false
}
