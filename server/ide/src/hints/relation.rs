//! Implicit values of relations.

use crate::Analysis;
use crate::hints::{Hint, HintKind, argument};
use crate::hover::action_in_words;
use crate::hover::page::code;
use base::{FieldId, Place};
use model::catalog::referential_actions::ReferentialEvent;
use model::schema::Schema;
use model::schema::item::Field;

/// The default actions of the side with the foreign key.
pub(super) fn actions(analysis: &Analysis, id: FieldId, field: &Field) -> Vec<Hint> {
    let schema = &analysis.schema;
    let implied = |event: ReferentialEvent| {
        let info = schema.relation(id).filter(|info| info.owns_key)?;
        let (action, is_written) = schema.action(&info, event)?;
        if is_written {
            return None;
        }
        let attribute = field.attribute("relation")?;
        let (edit, label) = argument(schema, id.item, attribute, event.argument(), action.name())?;
        let markdown = action_in_words(analysis, &info, event)?;
        Some(Hint::written(HintKind::ReferentialAction, edit, label, markdown))
    };
    [ReferentialEvent::Delete, ReferentialEvent::Update].into_iter().filter_map(implied).collect()
}

/// The generated name of the foreign key.
pub(super) fn constraint_name(schema: &Schema, id: FieldId, field: &Field) -> Option<Hint> {
    let info = schema.relation(id).filter(|info| info.owns_key)?;
    let name = schema.foreign_key_name(&info).filter(|name| !name.written)?;
    let value = format!("\"{}\"", name.text);
    let (edit, label) = argument(schema, id.item, field.attribute("relation")?, "map", &value)?;
    let markdown =
        format!("{} is the database name that Prisma generates for this foreign key.", code(&name.text));
    Some(Hint::written(HintKind::ConstraintName, edit, label, markdown))
}

/// The opposite field.
pub(super) fn opposite(schema: &Schema, id: FieldId, field: &Field) -> Option<Hint> {
    let other = schema.opposite(id)?;
    let (model, declared) = (schema.item(other.item)?.name(), schema.field(other)?);
    let text = schema.text(other.item);
    let ty = declared.ty.as_ref().map_or("", |ty| ty.span.of(&text));
    Some(Hint {
        kind: HintKind::OppositeField,
        offset: field.span.shifted(schema.start(id.item)).end,
        label: format!("↔ {model}.{}", declared.name.text),
        markdown: format!(
            "The other side of this relation is {} in {}.",
            code(&format!("{} {ty}", declared.name.text)),
            code(model)
        ),
        edit: None,
        target: Some(schema.locate(Place::new(other.item, declared.name.span))),
    })
}
