//! The steps from one model to the next along its relations, of which chains and cycles consist.

use smol_str::SmolStr;

use crate::rules::ModelRef;
use crate::rules::relations::owning::owning_fields;
use base::{FieldId, ItemId};
use model::catalog::referential_actions::ReferentialAction;
use model::schema::Schema;
use model::schema::item::{Arity, Relation};

/// One step along a relation from the model whose field it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationStep {
    /// The name of the relation field.
    pub field: SmolStr,
    /// The model that it points at.
    pub to: ItemId,
}

/// The relation fields of a model whose foreign key is required, with the referenced model of each.
pub(super) fn required_steps(schema: &Schema, model: ModelRef<'_>) -> Vec<RelationStep> {
    let mut found = Vec::new();
    for (index, field) in model.model.fields.iter().enumerate() {
        let Some(relation) = field.relation.as_ref().filter(|it| it.field_names().next().is_some()) else {
            continue;
        };
        let is_required = relation.field_names().all(|name| {
            model.model.field(name).is_some_and(|key| key.arity() == Arity::Required && !key.has("default"))
        });
        // A row that references itself can be inserted.
        let target = schema.field_type(FieldId::new(model.id, index)).item();
        if let Some(to) = target.filter(|target| is_required && *target != model.id) {
            found.push(RelationStep { field: field.name.text.clone(), to });
        }
    }
    found
}

/// The cascades into a model, each with its parent model.
pub(super) fn cascade_steps(schema: &Schema, child: ItemId) -> Vec<RelationStep> {
    // Deletes cascade only where the schema says so, so most relations are skipped.
    let is_written = |relation: &Relation| {
        let action = relation.on_delete.as_ref().and_then(|action| ReferentialAction::parse(&action.text));
        action == Some(ReferentialAction::Cascade)
    };
    let fields = schema.model(child).map_or(&[][..], |model| &model.fields);
    if !fields.iter().filter_map(|field| field.relation.as_ref()).any(|relation| is_written(relation)) {
        return Vec::new();
    }
    let cascades = owning_fields(schema, child).into_iter().filter(|key| key.cascades(schema));
    cascades.map(|key| RelationStep { field: key.field.name.text.clone(), to: key.info.target }).collect()
}
