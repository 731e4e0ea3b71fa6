//! The steps from one model to the next along which changes of rows cascade.

use crate::validate::relations::side::{Partner, Side, Targets};
use base::{FieldId, ItemId};
use model::catalog::referential_actions::{
    ReferentialAction, ReferentialEvent, RelationArity, implied, refuses_cycles,
};
use model::schema::Schema;
use model::schema::item::{Arity, Item, Path};

/// A relation that changes or deletes rows of the model that holds the foreign key: the way from there to the model
/// that it references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate) struct CascadeStep {
    /// The relation field of the model that holds the foreign key.
    pub field: FieldId,
    /// The model that it references.
    pub to: ItemId,
}

impl CascadeStep {
    /// The model that holds the foreign key.
    pub fn from(&self) -> ItemId {
        self.field.item
    }
}

/// The steps that begin at a model, where circles and several paths are refused.
pub(in crate::validate) fn cascade_steps(schema: &Schema, id: ItemId, item: &Item) -> Vec<CascadeStep> {
    let configuration = schema.configuration();
    if !configuration.provider.is_some_and(|provider| refuses_cycles(provider, configuration.relation_mode)) {
        return Vec::new();
    }
    let fields = (0..item.model().map_or(0, |model| model.fields.len())).map(|index| FieldId::new(id, index));
    let sides = fields.filter_map(|field| Side::of(schema, field)).filter(|side| spreads(schema, side));
    sides.map(|side| CascadeStep { field: side.id, to: side.target }).collect()
}

/// Whether the side holds a foreign key whose actions change or delete rows.
fn spreads(schema: &Schema, side: &Side<'_>) -> bool {
    let Some(relation) = side.relation() else { return false };
    if side.fields().is_empty()
        || side.references().is_empty()
        || side.arity() == Arity::List
        || side.is_ambiguous()
    {
        return false;
    }
    let known = side.fields().iter().all(|path| side.model.field(&path.text).is_some());
    // A list holds keys that need no value, and still cannot be set to null where the relation is required.
    let must_be = side.is_required() || side.arity() == Arity::Required;
    let arity = if must_be { RelationArity::Required } else { RelationArity::Optional };
    let configuration = schema.configuration();
    let Some(provider) = configuration.provider else { return false };
    let spreads = |written: &Option<Path>, event| match written {
        Some(path) => ReferentialAction::parse(&path.text).is_some_and(ReferentialAction::spreads),
        None => implied(provider, configuration.relation_mode, arity, event).spreads(),
    };
    known
        && (spreads(&relation.on_delete, ReferentialEvent::Delete)
            || spreads(&relation.on_update, ReferentialEvent::Update))
        && matches!(side.partner(&mut Targets::default(), |_| false), Partner::Found(_))
}
