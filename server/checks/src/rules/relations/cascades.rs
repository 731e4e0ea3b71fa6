//! Cascading deletes.

use crate::rules::relations::owning::OwningField;
use base::{ItemId, Place};
use model::schema::Schema;

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
        let parent = key.info.target;
        key.cascades(schema).then_some(Cascade { parent, child, key })
    }

    /// The place of `onDelete` in the schema.
    pub(super) fn place(&self) -> Place {
        let written = self.key.relation.on_delete.as_ref().map(|path| path.span);
        Place::new(self.child, written.unwrap_or(self.key.field.name.span))
    }
}
