//! Relation fields that hold a foreign key.

use crate::schema::item::{Field, ModelKind, Relation};
use crate::schema::{FieldId, ItemId, RelationInfo, Schema};

/// A relation field whose foreign key is complete: as many fields as references, all of which exist and have columns.
#[derive(Clone, Debug)]
pub(super) struct OwningField<'s> {
    /// The relation field.
    pub field: &'s Field,
    /// What its `@relation` says.
    pub relation: &'s Relation,
    /// What holds between the models.
    pub info: RelationInfo,
    /// The names of the scalar fields of the foreign key.
    pub columns: Vec<&'s str>,
    /// The name of the model that it points at.
    pub target_name: &'s str,
}

/// The relation fields of the model that hold a foreign key, in order. Those that the client ignores, and those that
/// point at something else than a model that the client knows, are left out.
pub(super) fn owning_fields<'s>(schema: &'s Schema, id: ItemId) -> Vec<OwningField<'s>> {
    let Some(model) = schema.model(id) else { return Vec::new() };
    let owning = model.fields.iter().enumerate().filter_map(|(index, field)| {
        let relation = field.relation.as_ref()?;
        let columns: Vec<&str> = relation.field_names().collect();
        if columns.is_empty() || field.has("ignore") {
            return None;
        }
        let info = schema.relation(FieldId::new(id, index))?;
        let target = schema.head(info.target)?;
        let target_model = target.model()?;
        let is_complete = info.key.len() == columns.len()
            && info.referenced.len() == columns.len()
            && info.key.iter().chain(&info.referenced).all(|&id| schema.field_type(id).is_scalar_like());
        let is_known = target_model.kind == ModelKind::Model && !target_model.is_ignored();
        (is_complete && is_known).then(|| OwningField {
            field,
            relation,
            info,
            columns,
            target_name: target.name(),
        })
    });
    owning.collect()
}

/// The names as they stand in a list of fields: `a, b`.
pub(super) fn listed(names: &[&str]) -> String {
    names.join(", ")
}
