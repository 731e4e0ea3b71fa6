//! Cascading deletes.

use crate::rules::index::RelationStep;
use crate::rules::relations::owning::{OwningField, owning_in};
use base::{ItemId, Place};
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::schema::Schema;
use model::schema::item::Relation;

/// A relation with `onDelete: Cascade`.
#[derive(Clone, Debug)]
pub(super) struct Cascade<'s> {
    /// The model whose deletes cascade.
    pub parent: ItemId,
    /// The model whose rows are deleted with it.
    pub child: ItemId,
    /// The relation field of the child.
    pub key: OwningField<'s>,
}

impl<'s> Cascade<'s> {
    /// The cascade of a relation field of `child`, if it has one.
    pub(super) fn of(schema: &'s Schema, child: ItemId, key: OwningField<'s>) -> Option<Cascade<'s>> {
        let (action, _) = schema.action(&key.info, ReferentialEvent::Delete)?;
        let parent = key.info.target;
        (action == ReferentialAction::Cascade).then_some(Cascade { parent, child, key })
    }

    /// The place of `onDelete` in the schema.
    pub(super) fn place(&self) -> Place {
        let written = self.key.relation.on_delete.as_ref().map(|path| path.span);
        Place::new(self.child, written.unwrap_or(self.key.field.name.span))
    }
}

/// The cascades into a model, each with its parent model.
pub(in crate::rules) fn cascade_steps(schema: &Schema, child: ItemId) -> Vec<RelationStep> {
    // Deletes cascade only where the schema says so, so most relations are skipped.
    let is_written = |relation: &Relation| {
        let action = relation.on_delete.as_ref().and_then(|action| ReferentialAction::parse(&action.text));
        action == Some(ReferentialAction::Cascade)
    };
    let fields = schema.model(child).map_or(&[][..], |model| &model.fields);
    if !fields.iter().filter_map(|field| field.relation.as_ref()).any(|relation| is_written(relation)) {
        return Vec::new();
    }
    let cascades = owning_in(schema, child).into_iter().filter_map(|key| Cascade::of(schema, child, key));
    cascades
        .map(|cascade| RelationStep { field: cascade.key.field.name.text.clone(), to: cascade.parent })
        .collect()
}
