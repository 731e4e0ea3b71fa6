//! Which deletes take other rows along.

use crate::rules::Context;
use crate::rules::relations::owning::{OwningField, owning_fields};
use crate::schema::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use crate::schema::{ItemId, Place};

/// A relation with `onDelete: Cascade`.
#[derive(Clone, Debug)]
pub(super) struct Cascade<'s> {
    /// The model whose deleted rows take others along.
    pub parent: ItemId,
    /// The model whose rows are taken along.
    pub child: ItemId,
    /// The relation field of the child.
    pub key: OwningField<'s>,
}

impl<'s> Cascade<'s> {
    /// The cascade that the relation field of `child` makes.
    pub(super) fn of(cx: &Context<'s>, child: ItemId, key: OwningField<'s>) -> Option<Cascade<'s>> {
        let (action, _) = cx.schema.action(&key.info, ReferentialEvent::Delete)?;
        let parent = key.info.target;
        (action == ReferentialAction::Cascade).then_some(Cascade { parent, child, key })
    }

    /// Where the schema says so.
    pub(super) fn place(&self) -> Place {
        let written = self.key.relation.on_delete.as_ref().map(|path| path.span);
        Place::new(self.child, written.unwrap_or(self.key.field.name.span))
    }
}

/// All of them, in the order of the schema.
pub(super) fn cascades<'s>(cx: &Context<'s>) -> Vec<Cascade<'s>> {
    let models = cx.schema.models().filter(|(.., model)| !model.is_ignored());
    models
        .flat_map(|(id, ..)| owning_fields(cx, id).into_iter().map(move |key| (id, key)))
        .filter_map(|(id, key)| Cascade::of(cx, id, key))
        .collect()
}
