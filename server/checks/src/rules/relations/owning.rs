//! Relation fields that hold a foreign key.

use std::rc::Rc;

use base::{FieldId, ItemId};
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::schema::item::{Field, ModelKind, Relation};
use model::schema::{RelationInfo, Schema};

/// A relation field with a complete foreign key: as many fields as references, all of which exist and have columns.
#[derive(Clone, Debug)]
pub(in crate::rules) struct OwningField<'s> {
    /// The relation field.
    pub field: &'s Field,
    /// Its `@relation` attribute.
    pub relation: &'s Relation,
    /// The resolved relation between the models.
    pub info: Rc<RelationInfo>,
    /// The names of the scalar fields of the foreign key.
    pub columns: Vec<&'s str>,
    /// The name of the referenced model.
    pub target_name: &'s str,
}

/// The relation fields of the model that hold a foreign key, in order. Excludes fields that the client ignores, and
/// fields that reference something other than a model that the client has. A rule asks [`Context::owning_fields`].
///
/// [`Context::owning_fields`]: crate::rules::Context::owning_fields
pub(in crate::rules) fn owning_fields(schema: &Schema, id: ItemId) -> Vec<OwningField<'_>> {
    fields_of(schema, &owning_relations(schema, id))
}

/// The relations of these fields.
pub(in crate::rules) fn owning_relations(schema: &Schema, id: ItemId) -> Vec<Rc<RelationInfo>> {
    let Some(model) = schema.model(id) else { return Vec::new() };
    let owning = model.fields.iter().enumerate().filter_map(|(index, field)| {
        let count = field.relation.as_ref()?.field_names().count();
        if count == 0 || field.has("ignore") {
            return None;
        }
        let info = schema.relation(FieldId::new(id, index))?;
        let target = schema.head(info.target)?.model()?;
        let is_complete = info.key.len() == count
            && info.referenced.len() == count
            && info.key.iter().chain(&info.referenced).all(|&id| schema.field_type(id).is_scalar_like());
        let is_known = target.kind == ModelKind::Model && !target.is_ignored();
        (is_complete && is_known).then(|| Rc::new(info))
    });
    owning.collect()
}

/// The fields of relations that [`owning_relations`] gave.
pub(in crate::rules) fn fields_of<'s>(
    schema: &'s Schema,
    relations: &[Rc<RelationInfo>],
) -> Vec<OwningField<'s>> {
    let fields = relations.iter().filter_map(|info| {
        let field = schema.field(info.field)?;
        let relation = field.relation.as_ref()?;
        let target_name = schema.head(info.target)?.name();
        Some(OwningField {
            field,
            relation,
            info: Rc::clone(info),
            columns: relation.field_names().collect(),
            target_name,
        })
    });
    fields.collect()
}

impl OwningField<'_> {
    /// Whether deleting a row of the referenced model deletes those that reference it.
    pub fn cascades(&self, schema: &Schema) -> bool {
        let action = schema.action(&self.info, ReferentialEvent::Delete);
        action.is_some_and(|(action, _)| action == ReferentialAction::Cascade)
    }
}

/// The names as in a field list: `a, b`.
pub(super) fn listed(names: &[&str]) -> String {
    names.join(", ")
}
