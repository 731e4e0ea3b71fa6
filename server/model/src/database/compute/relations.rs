//! The foreign keys of a model's table.

use base::FieldId;

use crate::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use crate::database::ForeignKey;
use crate::database::compute::{Computation, table_name};
use crate::schema::item::{Field, ModelKind};
use crate::schema::{Cardinality, FieldType};

/// One foreign key for each relation field with `fields:`.
pub(super) fn foreign_keys(cx: &Computation<'_>) -> Vec<ForeignKey> {
    if !cx.schema.configuration().has_foreign_keys() {
        return Vec::new();
    }
    let owners = (0..)
        .zip(&cx.model.fields)
        .filter(|(_, field)| field.relation.as_ref().is_some_and(|relation| relation.fields.is_some()));
    owners.filter_map(|(index, field)| foreign_key(cx, index, field)).collect()
}

fn foreign_key(cx: &Computation<'_>, index: u32, field: &Field) -> Option<ForeignKey> {
    let FieldType::Model(target) = cx.schema.type_of(field) else { return None };
    let item = cx.schema.head(target)?;
    let model = item.model().filter(|model| model.kind == ModelKind::Model)?;
    let relation = cx.schema.relation(FieldId::new(cx.id, index as usize))?;
    if relation.cardinality == Cardinality::ManyToMany || relation.key.len() != relation.referenced.len() {
        return None;
    }
    let names = |fields: &[FieldId]| {
        let name = |id: &FieldId| Some(cx.schema.field(*id)?.database_name().into());
        fields.iter().map(name).collect::<Option<Vec<_>>>()
    };
    let action = |event| cx.schema.action(&relation, event).map(|(action, _)| action);
    Some(ForeignKey {
        name: cx.schema.foreign_key_name_of(cx.provider, &relation).map(|name| name.text.into()),
        columns: names(&relation.key)?,
        references: table_name(cx.provider, item, model),
        referenced_columns: names(&relation.referenced)?,
        on_delete: action(ReferentialEvent::Delete).unwrap_or(ReferentialAction::NoAction),
        on_update: action(ReferentialEvent::Update).unwrap_or(ReferentialAction::Cascade),
        field: Some(index),
    })
}
